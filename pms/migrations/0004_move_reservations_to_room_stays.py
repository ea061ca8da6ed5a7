"""Each reservation so far had one room: it becomes a room stay, and a use of the room while it is live."""

from django.db import migrations


def move(apps, schema_editor):
    Reservation = apps.get_model("pms", "Reservation")
    RoomStay = apps.get_model("pms", "RoomStay")
    RoomUse = apps.get_model("pms", "RoomUse")
    Proposal = apps.get_model("pms", "Proposal")
    for row in Reservation.objects.order_by("pk").iterator():
        stay = RoomStay.objects.create(
            hotel_id=row.hotel_id,
            reservation=row,
            room_type_id=row.room_type_id,
            rate_plan_id=row.rate_plan_id,
            stay=row.stay,
            adults=row.adults,
            children_ages=row.children_ages,
            status=row.status,
            total=row.total,
            terms=row.terms,
            cancellation_fee=row.cancellation_fee,
        )
        if row.status == "confirmed":
            RoomUse.objects.create(
                hotel_id=row.hotel_id, room_id=row.room_id, period=row.stay, room_stay=stay
            )
    # Terms are kept in another shape from now on; who was asked for a yes will be asked anew.
    Proposal.objects.filter(state__in=["proposed", "offered"]).update(state="withdrawn", quote=None)


class Migration(migrations.Migration):

    dependencies = [
        ("pms", "0003_book_several_rooms"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]

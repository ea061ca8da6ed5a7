"""Who may open which page of the house. A new address without a case here fails."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from hotels.models import Membership, User
from pms.desk.urls import urlpatterns
from pms.models import Appointment, Payment, Request, Reservation, RoomUse
from tests.desk.conftest import booked, client_of, days, url
from tests.factories import make_hotel, make_house

CODE, NUMBER, ROW = "ZZZ999", "101", 1
READ = {
    "chart": (),
    "today": (),
    "figures": (),
    "find": (),
    "rates": (),
    "reservation": (CODE,),
    "room": (NUMBER,),
}
LOOK_TO_ACT = {"new": (), "change": (CODE,), "give-up": (CODE, "cancel")}
ACT = {
    "move": (CODE, ROW),
    "party": (CODE,),
    "party-remove": (CODE, ROW),
    "wishes": (CODE,),
    "notes": (CODE,),
    "pay": (CODE,),
    "refund": (CODE, ROW),
    "link": (CODE,),
    "withdraw": (CODE, ROW),
    "act": (CODE, "check-in"),
    "room-state": (NUMBER,),
    "block": (NUMBER,),
    "unblock": (NUMBER, ROW),
    "release": (NUMBER, ROW),
    "request": ("RQ1", "done"),
    "appointment": ("AP1", "done"),
}
PRICE = {"rates-edit": ()}
ALL = READ | LOOK_TO_ACT | ACT | PRICE


@pytest.fixture
def other(db):
    """Another hotel with a reservation of the same code, and its rows."""
    other = make_house(make_hotel("zanzibar", name="Zanzibar"))
    row = booked(other, name="Zanzibar Guest")
    Reservation.objects.filter(pk=row.pk).update(code=CODE)
    return other


def test_every_address_has_a_case_here():
    own = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}

    assert own - {"index", "nowhere"} == ALL.keys()


@pytest.mark.parametrize("page", ALL)
def test_who_is_not_signed_in_is_sent_to_the_door(hotel, page):
    for answer in (Client().get(url(hotel, page, *ALL[page])), Client().post(url(hotel, page, *ALL[page]))):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer.url.startswith("/inbox/login/?next=/admin/house/")


@pytest.mark.parametrize("page", ALL)
def test_another_hotels_pages_are_not_found(hotel, other, page):
    for role in ("owner", "receptionist"):
        client = client_of(hotel, role, is_staff=True)
        for answer in (
            client.get(url(other, page, *ALL[page])),
            client.post(url(other, page, *ALL[page]), {"state": "dirty"}),
        ):
            assert answer.status_code in (404, 405)
            assert "Zanzibar" not in answer.content.decode()


@pytest.mark.parametrize("page", {**READ, **LOOK_TO_ACT, **ACT})
def test_rows_of_another_hotel_are_not_reached_through_ones_own(hotel, other, desk, page):
    stay = other.room_stays.get()
    use = RoomUse.objects.create(
        hotel=other, room=other.rooms.get(number="103"), period=(days(1), days(2)), kind="block", reason="x"
    )
    paid = Payment.objects.create(
        hotel=other, reservation_code=CODE, key="k", amount=5, currency="MXN", method="cash", state="paid"
    )
    asked = Payment.objects.create(hotel=other, reservation_code=CODE, key="l", amount=5, currency="MXN")
    held = RoomUse.objects.create(
        hotel=other, room=other.rooms.get(number="103"), period=(days(3), days(4)), kind="hold",
        hold_key="desk-h", expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    rows = {
        "move": stay.pk, "unblock": use.pk, "refund": paid.pk, "withdraw": asked.pk, "release": held.pk,
    }  # fmt: skip
    args = [rows.get(page, arg) if arg == ROW else arg for arg in ALL[page]]
    before = list(other.reservations.values()), list(other.room_uses.values()), list(other.payments.values())

    get = desk.get(url(hotel, page, *args, q="Zanzibar"))
    post = desk.post(url(hotel, page, *args), {"room": "102", "amount": "5", "method": "cash"})

    for answer in (get, post):
        text = answer.content.decode().replace('value="Zanzibar"', "")  # the search says what was searched
        assert "Zanzibar" not in text
    after = list(other.reservations.values()), list(other.room_uses.values()), list(other.payments.values())
    assert after == before


@pytest.mark.parametrize("page", {**LOOK_TO_ACT, **ACT, **PRICE})
def test_a_viewer_only_reads(hotel, page):
    viewer = client_of(hotel, "viewer")
    answers = [viewer.post(url(hotel, page, *ALL[page]))]
    if page in LOOK_TO_ACT:
        answers.append(viewer.get(url(hotel, page, *ALL[page])))

    assert {answer.status_code for answer in answers} == {403}


def test_everybody_of_the_hotel_reads_and_a_viewer_sees_no_buttons(hotel):
    row = booked(hotel)
    viewer = client_of(hotel, "viewer")
    for page, args in READ.items():
        own = [row.code if arg == CODE else arg for arg in args]
        answer = viewer.get(url(hotel, page, *own))

        assert answer.status_code == 200
        content = answer.content.decode().split('id="content"')[1]
        assert 'method="post"' not in content


def test_only_managers_change_prices(hotel, desk, manager):
    assert desk.post(url(hotel, "rates-edit")).status_code == 403
    assert manager.post(url(hotel, "rates-edit")).status_code == 422  # an empty form


def test_a_role_at_one_hotel_gives_no_right_at_another(hotel, other):
    client = client_of(hotel, "manager", is_staff=True)
    Membership.objects.create(hotel=other, user=client.user, role="viewer")

    assert client.get(url(other, "chart")).status_code == 200
    assert client.post(url(other, "act", CODE, "check-in")).status_code == 403
    assert client.post(url(other, "rates-edit")).status_code == 403


def test_a_receptionist_sees_only_the_house_in_the_sidebar_and_can_sign_out(hotel, desk):
    page = desk.get(url(hotel, "today")).content.decode()

    assert reverse("house:chart") in page
    assert reverse("admin:pms_rate_changelist") not in page
    assert f'action="{reverse("inbox:logout")}"' in page


def test_the_hotel_of_a_write_must_be_named_and_that_of_a_look_is_remembered(hotel, other):
    client = client_of(hotel, "receptionist")
    Membership.objects.create(hotel=other, user=client.user, role="receptionist")
    client.get(url(other, "chart"))

    assert client.get(reverse("house:chart")).context["visit"].hotel == other
    assert client.post(reverse("house:room-state", args=["101"]), {"state": "dirty"}).status_code == 404
    assert not other.rooms.filter(state="dirty").exists()


def test_staff_of_a_hotel_that_is_closed_down_gets_in_nowhere(hotel, desk):
    hotel.is_active = False
    hotel.save()

    assert desk.get(reverse("house:chart")).status_code == 403
    assert desk.get(url(hotel, "chart")).status_code == 404


def test_the_operator_opens_every_house(hotel, other):
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.com", "a-long-password"))

    assert client.get(url(other, "reservation", CODE)).status_code == 200
    assert client.get(url(hotel, "reservation", CODE)).status_code == 404


@pytest.mark.parametrize("path", ["r/%00/", "room/%00/", "r/A%27B/", "room/x%22y/", "r/" + "9" * 60 + "/"])
def test_nonsense_in_an_address_is_not_found(hotel, desk, path):
    assert desk.get(f"/admin/house/{path}?hotel={hotel.slug}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["first=x", "first=9999-99-99", "first=0001-01-01", "first=9999-12-31", "days=7", "days=x", "q=%00"],
)
@pytest.mark.parametrize("page", ["chart", "rates", "today", "figures", "find"])
def test_nonsense_in_a_query_is_the_default(hotel, desk, page, query):
    query = query.replace("first", {"today": "day", "figures": "month"}.get(page, "first"))

    assert desk.get(f"{url(hotel, page)}&{query}").status_code == 200


def test_requests_and_appointments_of_another_hotel_stay_as_they_are(hotel, other, desk):
    guest = other.guests.first()
    Request.objects.create(
        hotel=other, code="RQ1", key="r", department="spa", kind="x", text="x", guest=guest
    )

    desk.post(url(hotel, "request", "RQ1", "done"))

    assert Request.objects.get().state == "open"
    assert not Appointment.objects.exists()

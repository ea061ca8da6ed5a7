"""One reservation and one room, to look at, and the search for them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pms import inventory, payment_links, payments
from pms.desk import tape
from pms.desk.access import Visit, staff_page
from pms.desk.forms import BlockForm, LinkForm, NotesForm, PartyForm, PaymentForm, WishesForm
from pms.desk.frame import day_asked, show
from pms.desk.reservation import Folio, folio, search, to_ask_for
from pms.models import Room

LIVE = ("pending", "confirmed", "checked_in")
QUERY_LIMIT = 80


@require_GET
@staff_page
def find(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Reservations by code or name."""
    query = request.GET.get("q", "").replace("\x00", "")[:QUERY_LIMIT]
    return show(request, visit, "find.html", _("Find"), query=query, hits=search(visit.hotel, query))


@require_GET
@staff_page
def reservation(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    return folio_page(request, visit, found_folio(visit, code))


def found_folio(visit: Visit, code: str) -> Folio:
    found = folio(visit.hotel, code)
    if found is None:
        raise Http404
    return found


def folio_page(
    request: HttpRequest, visit: Visit, found: Folio, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of a reservation; `forms` replace those that were filled in wrong."""
    info = found.info
    acts = visit.may_act and found.row is not None
    due = payments.due(visit.hotel, info)
    paid = payments.payments_of(visit.hotel, info.code)
    ask = to_ask_for(due, paid)
    wishes = {"remarks": info.remarks, "arrival_time": info.arrival_time}
    context: dict[str, Any] = {
        "folio": found,
        "acts": acts,
        "today": visit.hotel.today(),
        "changeable": LIVE,
        "cancellable": LIVE[:2],
        "movable": LIVE,
        "needs_room": LIVE,
        "free_for": _free_for(visit, found) if acts else {},
        "party_form": PartyForm(prefix="party"),
        "wishes_form": WishesForm(initial=wishes),
        "notes_form": NotesForm(initial={"notes": found.row.notes if found.row else ""}),
        "due": due,
        "payments": paid,
        "payment_form": PaymentForm(prefix="payment", initial={"amount": due.open.amount}),
        "links_offered": payment_links.links_offered(),
        "link_form": LinkForm(prefix="link", initial={"amount": ask}) if ask else None,
    }
    return show(
        request,
        visit,
        "reservation.html",
        f"{_('Reservation')} {info.code}",
        status=status,
        **context | forms,
    )


def _free_for(visit: Visit, found: Folio) -> dict[str, list[Room]]:
    """Where each room of the reservation could move to: free rooms, those of its own type first."""
    places = {}
    for room in (each.room for each in found.rooms if each.room.status in LIVE):
        free = inventory.free_rooms(visit.hotel, room.stay)
        rooms = list(free.select_related("room_type"))
        rooms.sort(key=lambda each: (each.room_type.code != room.room_type.code, each.number))
        places[room.id] = rooms
    return places


@require_GET
@staff_page
def room(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    return room_page(request, visit, found_room(visit, number))


def found_room(visit: Visit, number: str) -> Room:
    found = tape.room_of(visit.hotel, number)
    if found is None:
        raise Http404
    return found


def room_page(
    request: HttpRequest, visit: Visit, found: Room, form: BlockForm | None = None, *, status: int = 200
) -> HttpResponse:
    today = visit.hotel.today()
    arrival = day_asked(request, visit, "arrival", today)
    return show(
        request,
        visit,
        "room.html",
        f"{_('Room')} {found.number}",
        status=status,
        room=found,
        uses=tape.uses_of(found, today),
        arrival=max(arrival, today),
        form=form or BlockForm.starting(arrival),
    )

"""A booking at the desk: nights and people, then offers with prices, then the guest."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pms import frontdesk
from pms.base import Availability, Offer, Receipt
from pms.desk import words
from pms.desk.access import Visit, desk_only
from pms.desk.forms import GuestForm, SearchForm
from pms.desk.frame import day_asked, key_of, language, show
from pms.errors import PMSError, PMSRefused
from pms.systems import open_pms


@require_http_methods(["GET", "POST"])
@desk_only
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The search with its offers (all in the address), one of them taken, and by POST the booking."""
    arrival = day_asked(request, visit, "arrival", visit.hotel.today())
    searched = "departure" in request.GET
    search = SearchForm(
        {"rooms": "1", **request.GET.dict()} if searched else None, initial=_initial(request, arrival)
    )
    found, problem = None, ""
    if searched and search.is_valid():
        try:
            promotion = search.cleaned_data["promotion"]
            found = open_pms(visit.hotel).find_offers(search.stay, search.occupancy, promotion)
        except PMSError as error:
            problem = words.refusal(error)
    taken = _taken(found, request.GET.get("offer", ""))
    room = request.GET.get("room", "").replace("\x00", "")[:16]
    guest = GuestForm(request.POST or None)
    if request.method == "POST" and taken and guest.is_valid():
        try:
            return _book(request, visit, [taken] * _rooms(search), guest.cleaned_data)
        except PMSError as error:
            guest.add_error(None, words.refusal(error))
    elif request.method == "POST" and not taken:
        problem = problem or words.refusal(PMSRefused("sold_out", ""))
    wanted = {**request.GET.dict(), "hotel": visit.hotel.slug}
    wanted.pop("offer", None)
    rooms = _rooms(search) if found else 1
    offers = _in_order(visit, found, room, rooms) if found else []
    return show(
        request,
        visit,
        "new.html",
        _("New booking"),
        status=422 if request.method == "POST" else 200,
        search=search,
        wanted=wanted,
        found=found,
        offers=offers,
        problem=problem,
        taken=taken,
        rooms=rooms,
        total=taken.total.amount * rooms if taken else None,
        guest=guest,
        room=room,
        key=uuid.uuid4().hex,
    )


def _initial(request: HttpRequest, arrival: date) -> dict[str, Any]:
    return {"arrival": arrival, "departure": arrival + timedelta(days=1), "adults": 2, "rooms": 1}


def _rooms(search: SearchForm) -> int:
    return search.cleaned_data.get("rooms") or 1


def _taken(found: Availability | None, wanted: str) -> Offer | None:
    """The offer of this room type and rate plan, as `DBL|FLEX`."""
    offers = found.offers if found else ()
    return next((offer for offer in offers if name_of(offer) == wanted), None)


def name_of(offer: Offer) -> str:
    return f"{offer.room_type.code}|{offer.rate_plan.code}"


def _in_order(visit: Visit, found: Availability, number: str, rooms: int) -> list[tuple[str, Offer]]:
    """Those with rooms enough; of the type of the room that was pointed at first, then the cheapest."""
    row = visit.hotel.rooms.select_related("room_type").filter(number=number).first()
    wanted = row.room_type.code if row else ""
    fitting = [offer for offer in found.offers if offer.rooms_left < 0 or offer.rooms_left >= rooms]
    fitting.sort(key=lambda offer: offer.room_type.code != wanted)
    return [(name_of(offer), offer) for offer in fitting]


def _book(request: HttpRequest, visit: Visit, offers: list[Offer], guest: dict[str, Any]) -> HttpResponse:
    """At what the page said it costs. The room that was pointed at is taken where it is free."""
    if request.POST.get("shown") != str(offers[0].total):
        raise PMSRefused("price_changed", "the price is another by now")
    receipt = frontdesk.book_walk_in(
        visit.hotel,
        key_of(request),
        offers,
        visit.user,
        name=guest["name"],
        phone=guest["phone"],
        email=guest["email"],
        language=language(request),
        remarks=guest["remarks"],
    )
    messages.success(request, _("Booked."))
    if wanted := request.POST.get("room", ""):
        _move_to(request, visit, receipt, wanted)
    return redirect(visit.url("reservation", receipt.reservation.code))


def _move_to(request: HttpRequest, visit: Visit, receipt: Receipt, number: str) -> None:
    first = receipt.reservation.rooms[0]
    if any(room.room_number == number for room in receipt.reservation.rooms):
        return
    try:
        frontdesk.move_room(visit.hotel, receipt.reservation.code, first.id, number, visit.user)
    except PMSRefused as error:
        given = {"number": first.room_number, "wanted": number, "why": words.refusal(error)}
        messages.warning(request, _("In room %(number)s, not in %(wanted)s: %(why)s") % given)

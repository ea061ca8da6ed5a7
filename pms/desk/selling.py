"""A booking at the desk: nights and people, then offers with prices, then the guest; or a room on hold."""

import uuid
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pms import frontdesk, holding
from pms.base import Availability, Offer, Receipt
from pms.builtin import Builtin
from pms.desk import words
from pms.desk.access import Visit, desk_only
from pms.desk.forms import GuestForm, SearchForm
from pms.desk.frame import day_asked, key_of, language, show
from pms.errors import PMSError, PMSRefused
from pms.systems import open_pms


@require_http_methods(["GET", "POST"])
@desk_only
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The search with its offers (all in the address), one of them taken, and by POST the booking or a hold.

    A hold lasts for the `key` in the address and in the form: they bring back its page, and book its rooms.
    """
    key = key_of(request) if request.method == "POST" else _key_asked(request)
    if key and (done := Builtin(visit.hotel).written(key)):  # pressed twice, or come back to
        return redirect(visit.url("reservation", done.reservation.code))
    act = request.POST.get("act", "book") if request.method == "POST" else ""
    if act == "release":
        _release(request, visit, key)
    held = holding.held(visit.hotel, key) if key else None
    asked = _asked(request, held)
    arrival = day_asked(request, visit, "arrival", visit.hotel.today())
    search = SearchForm(asked if "departure" in asked else None, initial=_initial(request, arrival))
    found, problem = None, ""
    if search.is_valid():
        try:
            found = _offers(visit, search, key if held else "")
        except PMSError as error:
            problem = words.refusal(error)
    taken = _taken(found, asked.get("offer", ""))
    room = asked.get("room", "").replace("\x00", "")[:16]
    guest = GuestForm(request.POST) if act == "book" else GuestForm(initial=request.POST.dict())
    if act and act != "release" and not taken:
        problem = problem or words.refusal(PMSRefused("sold_out", ""))
    elif act == "hold" and taken:
        try:
            offers = [taken] * _rooms(search)
            held = holding.hold(visit.hotel, key, offers, _until(request), visit.user, number=room)
        except PMSError as error:
            problem = words.refusal(error)
    elif act == "book" and taken and guest.is_valid():
        try:
            return _book(request, visit, key, [taken] * _rooms(search), guest.cleaned_data)
        except PMSError as error:
            guest.add_error(None, words.refusal(error))
    wanted = {name: asked[name] for name in asked if name not in ("offer", "key")}
    wanted |= {"hotel": visit.hotel.slug} | ({"key": key} if held else {})
    rooms = _rooms(search) if found else 1
    return show(
        request,
        visit,
        "new.html",
        _("New booking"),
        status=422 if act == "book" or (act and problem) else 200,
        search=search,
        wanted=wanted,
        found=found,
        offers=_in_order(visit, found, room, rooms) if found else [],
        problem=problem,
        taken=taken,
        taken_name=name_of(taken) if taken else "",
        rooms=rooms,
        total=taken.total.amount * rooms if taken else None,
        guest=guest,
        room=room,
        key=key.removeprefix("desk-") or uuid.uuid4().hex,
        held=held,
        over=bool(request.method == "GET" and key and not held),
        moments=holding.moments(visit.hotel),
    )


def _key_asked(request: HttpRequest) -> str:
    """The key in the address, as `key_of` has it; "" where there is none."""
    with suppress(ValueError):
        return f"desk-{uuid.UUID(request.GET.get('key', '').removeprefix('desk-')).hex}"
    return ""


def _asked(request: HttpRequest, held: holding.Held | None) -> dict[str, str]:
    """What the address says; where it says nothing, the nights and the number of rooms on hold."""
    known = {"rooms": "1"}
    if held:
        stay = held.stay
        known = {"arrival": stay.arrival.isoformat(), "departure": stay.departure.isoformat()}
        known |= {"adults": "2", "rooms": str(len(held.rooms))}
    return known | request.GET.dict()


def _offers(visit: Visit, search: SearchForm, held_by: str) -> Availability:
    """What can be sold; to who holds rooms, those too."""
    wanted = search.stay, search.occupancy, search.cleaned_data["promotion"]
    if held_by:
        return Builtin(visit.hotel).find_offers(*wanted, held_by)
    return open_pms(visit.hotel).find_offers(*wanted)


def _until(request: HttpRequest) -> datetime:
    try:
        moment = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PMSRefused("bad_until", "a moment with its offset from UTC")
    return moment


def _release(request: HttpRequest, visit: Visit, key: str) -> None:
    if holding.let_go(visit.hotel, key, visit.user):
        messages.success(request, _("Released."))


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


def _book(
    request: HttpRequest, visit: Visit, key: str, offers: list[Offer], guest: dict[str, Any]
) -> HttpResponse:
    """At what the page said it costs. The room that was pointed at is taken where it is free."""
    if request.POST.get("shown") != str(offers[0].total):
        raise PMSRefused("price_changed", "the price is another by now")
    receipt = frontdesk.book_walk_in(
        visit.hotel,
        key,
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

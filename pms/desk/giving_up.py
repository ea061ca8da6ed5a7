"""Cancelling a reservation, or noting that its guests did not come: the fee is shown first, then agreed."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pms import frontdesk
from pms.base import Money, RoomStay
from pms.desk import words
from pms.desk.access import Visit, desk_only
from pms.desk.folio_views import found_folio
from pms.desk.forms import GiveUpForm
from pms.desk.frame import show
from pms.errors import PMSRefused

IN_STATE = {"cancel": ("pending", "confirmed"), "no-show": ("confirmed",)}


@require_http_methods(["GET", "POST"])
@desk_only
def give_up(request: HttpRequest, visit: Visit, code: str, verb: str) -> HttpResponse:
    """`verb` is cancel or no-show. Done at the fee the page showed, or without one and with a reason."""
    found = found_folio(visit, code)
    rooms = [each for each in found.info.rooms if each.status in IN_STATE.get(verb, ())]
    if found.row is None or not rooms:
        raise Http404
    form = GiveUpForm(request.POST or None, initial={"rooms": [room.id for room in rooms]})
    form.fields["rooms"].choices = [(room.id, _named(room)) for room in rooms]  # type: ignore[attr-defined]
    try:
        fees = {room.id: _fee(visit, code, verb, room) for room in rooms}
        if request.method == "POST" and form.is_valid():
            return _give_up(request, visit, (code, verb), form, fees)
    except PMSRefused as error:
        form.add_error(None, words.refusal(error)) if form.is_bound else messages.error(
            request, words.refusal(error)
        )
    return show(
        request,
        visit,
        "give_up.html",
        _("Cancel") if verb == "cancel" else _("No-show"),
        status=422 if form.errors else 200,
        info=found.info,
        form=form,
        verb=verb,
        fees=[(room, fees[room.id]) for room in rooms],
        total=_sum(fees.values()),
    )


def _give_up(
    request: HttpRequest, visit: Visit, act: tuple[str, str], form: GiveUpForm, fees: dict[str, Money]
) -> HttpResponse:
    code, verb = act
    chosen = form.cleaned_data["rooms"]
    shown = form.cleaned_data["fee"]  # of all rooms, as the page said
    if shown != str(_sum(fees.values())):
        raise PMSRefused("price_changed", "the fee is another by now")
    fee = None if form.cleaned_data["waive"] else _sum(fees[room] for room in chosen)
    write = frontdesk.cancel if verb == "cancel" else frontdesk.no_show
    write(visit.hotel, code, visit.user, fee, chosen, reason=form.cleaned_data["reason"])
    messages.success(request, _("Cancelled.") if verb == "cancel" else _("Noted. The room is free again."))
    return redirect(visit.url("reservation", code))


def _fee(visit: Visit, code: str, verb: str, room: RoomStay) -> Money:
    if verb == "cancel":
        return room.cancellation_fee
    return frontdesk.no_show_fee(visit.hotel, code, [room.id])


def _sum(fees: Iterable[Money]) -> Money:
    first, *others = fees
    return sum(others, first)


def _named(room: RoomStay) -> str:
    stay = room.stay
    return f"{room.room_number or room.room_type.code} · {stay.arrival} – {stay.departure}"

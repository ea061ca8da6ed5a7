"""Changing one room of a reservation: what it would cost is shown first, and written at that price."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotels.models import in_language
from pms import frontdesk
from pms.base import Change, RoomStay, RoomWish
from pms.desk import words
from pms.desk.access import Visit, desk_only
from pms.desk.folio_views import LIVE, found_folio
from pms.desk.forms import ChangeForm
from pms.desk.frame import key_of, language, show
from pms.errors import PMSRefused


@require_http_methods(["GET", "POST"])
@desk_only
def change(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The form; posted, what it would cost; posted with `agreed`, the change itself."""
    found = found_folio(visit, code)
    rooms = [room for room in found.info.rooms if room.status in LIVE]
    if found.row is None or not rooms:
        raise Http404
    wanted = request.GET.get("room", "")
    room = next((each for each in rooms if each.id == wanted), rooms[0])
    form = _form(request, visit, room)
    priced: Change | None = None
    if request.method == "POST" and form.is_valid():
        try:
            priced = frontdesk.preview_change(visit.hotel, code, [_wish(room, form)])
            if request.POST.get("agreed") == _said(priced):
                return _write(request, visit, code, priced)
            if request.POST.get("agreed"):
                form.add_error(None, words.refusal(PMSRefused("price_changed", "")))
        except PMSRefused as error:
            form.add_error(None, words.refusal(error))
    return show(
        request,
        visit,
        "change.html",
        _("Change"),
        status=422 if form.errors else 200,
        info=found.info,
        rooms=rooms,
        room=room,
        form=form,
        priced=priced,
        agreed=_said(priced) if priced else "",
        key=uuid.uuid4().hex,
    )


def _form(request: HttpRequest, visit: Visit, room: RoomStay) -> ChangeForm:
    told = language(request)
    initial = {
        "arrival": room.stay.arrival,
        "departure": room.stay.departure,
        "adults": room.occupancy.adults,
        "children_ages": room.occupancy.children_ages,
        "room_type": room.room_type.code,
        "rate_plan": room.rate_plan.code,
    }
    return ChangeForm(
        request.POST or None,
        initial=initial,
        room_types=[
            (row.code, in_language(row.name, told) or row.code) for row in visit.hotel.room_types.all()
        ],
        rate_plans=[
            (row.code, in_language(row.name, told) or row.code) for row in visit.hotel.rate_plans.all()
        ],
    )


def _wish(room: RoomStay, form: ChangeForm) -> RoomWish:
    wanted = form.cleaned_data
    return RoomWish(room.id, form.stay, wanted["room_type"], wanted["rate_plan"], form.occupancy)


def _said(priced: Change) -> str:
    """What the person agrees to: what it costs, in one text."""
    rooms: list[Any] = [(each.room, str(each.offer.total)) for each in priced.rooms]
    return f"{rooms} {priced.fee} {priced.total}"


def _write(request: HttpRequest, visit: Visit, code: str, priced: Change) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\x00", "")[:200]
    frontdesk.change_stay(visit.hotel, key_of(request), priced, visit.user, reason=reason)
    messages.success(request, _("Changed."))
    return redirect(visit.url("reservation", code))

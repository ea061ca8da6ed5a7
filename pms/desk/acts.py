"""What staff do with one press: check in and out, move, note down, take on, put out of order.

Each act is one call of a verb of the house; what it refuses is said on the page the person came from.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pms import appointments, frontdesk, holding, housekeeping, party, payment_links, payments, requests
from pms.base import Money, Stay
from pms.desk import words
from pms.desk.access import Visit, desk_only
from pms.desk.folio_views import folio_page, found_folio, found_room, room_page
from pms.desk.forms import BlockForm, LinkForm, NotesForm, PartyForm, PaymentForm, WishesForm
from pms.errors import PMSError

VERBS: dict[str, tuple[Callable[..., object], Any]] = {
    "check-in": (frontdesk.check_in, gettext_lazy("Checked in.")),
    "check-out": (frontdesk.check_out, gettext_lazy("Checked out. The room is to be cleaned.")),
}


@require_POST
@desk_only
def act(request: HttpRequest, visit: Visit, code: str, verb: str) -> HttpResponse:
    """Check in or out, of one room where `room` (RoomStay.id) says so; or confirm a pending reservation."""
    if verb == "confirm":
        call: Callable[[], object] = partial(frontdesk.confirm_pending, visit.hotel, code, visit.user)
        done = _("Confirmed.")
    elif verb in VERBS:
        rooms = [request.POST["room"]] if request.POST.get("room") else []
        call = partial(VERBS[verb][0], visit.hotel, code, visit.user, rooms)
        done = VERBS[verb][1]
    else:
        raise Http404
    return _done(request, call, done, visit.url("reservation", code))


@require_POST
@desk_only
def move(request: HttpRequest, visit: Visit, code: str, room_stay: int) -> HttpResponse:
    number = request.POST.get("room", "")
    call = partial(frontdesk.move_room, visit.hotel, code, str(room_stay), number, visit.user)
    return _done(request, call, _("Moved to room %s.") % number, visit.url("reservation", code))


@require_POST
@desk_only
def add_to_party(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    form = PartyForm(request.POST, prefix="party")
    if not form.is_valid():
        return _wrong(request, visit, code, party_form=form)
    call = partial(party.add_party_member, visit.hotel, code, visit.user, **form.cleaned_data)
    return _done(request, call, _("Added."), visit.url("reservation", code))


@require_POST
@desk_only
def remove_from_party(request: HttpRequest, visit: Visit, code: str, member: int) -> HttpResponse:
    call = partial(party.remove_party_member, visit.hotel, code, member, visit.user)
    return _done(request, call, _("Removed."), visit.url("reservation", code))


@require_POST
@desk_only
def wishes(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What the guest wishes, and when they come; only what is other than it was leaves a trace."""
    form = WishesForm(request.POST)
    if not form.is_valid():
        return _wrong(request, visit, code, wishes_form=form)
    found = found_folio(visit, code).info

    def call() -> None:
        if form.cleaned_data["remarks"] != found.remarks:
            party.set_remarks(visit.hotel, code, form.cleaned_data["remarks"], visit.user)
        if form.cleaned_data["arrival_time"] != found.arrival_time:
            party.set_arrival_time(visit.hotel, code, form.cleaned_data["arrival_time"], visit.user)

    return _done(request, call, _("Saved."), visit.url("reservation", code))


@require_POST
@desk_only
def notes(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    form = NotesForm(request.POST)
    if not form.is_valid():
        return _wrong(request, visit, code, notes_form=form)
    call = partial(party.set_notes, visit.hotel, code, form.cleaned_data["notes"], visit.user)
    return _done(request, call, _("Saved."), visit.url("reservation", code))


@require_POST
@desk_only
def pay(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Note money that was received, once for each time the form was shown."""
    found = found_folio(visit, code)
    form = PaymentForm(request.POST, prefix="payment")
    if not form.is_valid():
        return _wrong(request, visit, code, payment_form=form)
    wanted = form.cleaned_data
    call = partial(
        payments.record,
        visit.hotel,
        f"desk-{wanted['key'].hex}",
        found.info,
        Money(wanted["amount"], found.info.total.currency),
        wanted["method"],
        actor=visit.user,
        note=wanted["note"],
    )
    return _done(request, call, _("Recorded."), visit.url("reservation", code))


@require_POST
@desk_only
def refund(request: HttpRequest, visit: Visit, code: str, payment: int) -> HttpResponse:
    call = partial(payments.refund, visit.hotel, payment, visit.user)
    return _done(request, call, _("Noted as given back."), visit.url("reservation", code))


@require_POST
@desk_only
def ask_to_pay(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A link to pay at, once for each time the form was shown; where it failed, the form keeps its key."""
    found = found_folio(visit, code)
    form = LinkForm(request.POST, prefix="link")
    if not form.is_valid():
        return _wrong(request, visit, code, link_form=form)
    key = f"desk-{form.cleaned_data['key'].hex}"
    amount = Money(form.cleaned_data["amount"], found.info.total.currency)
    try:
        payment_links.request_payment(visit.hotel, key, found.info, amount, actor=visit.user)
    except PMSError as error:
        form.add_error(None, words.refusal(error, words.PAYMENTS_AWAY))
        return _wrong(request, visit, code, link_form=form)
    messages.success(request, _("The link is ready. Copy it and send it to the guest."))
    return redirect(visit.url("reservation", code))


@require_POST
@desk_only
def withdraw(request: HttpRequest, visit: Visit, code: str, payment: int) -> HttpResponse:
    """Take a link back, and say what became of it: it may have been paid meanwhile."""
    try:
        found = payment_links.withdraw(visit.hotel, payment, actor=visit.user)
    except PMSError as error:
        messages.error(request, words.refusal(error, words.PAYMENTS_AWAY))
    else:
        paid = found.state == "paid"
        messages.success(request, _("It has been paid meanwhile.") if paid else _("The link is withdrawn."))
    return redirect(visit.url("reservation", code))


@require_POST
@desk_only
def room_state(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    state = request.POST.get("state", "")
    call = partial(housekeeping.set_room_state, visit.hotel, number, state, visit.user)
    return _done(request, call, _("Saved."), visit.url("room", number))


@require_POST
@desk_only
def block(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    room, form = found_room(visit, number), BlockForm(request.POST)
    if not form.is_valid():
        return room_page(request, visit, room, form, status=422)
    stay = Stay(form.cleaned_data["first"], form.cleaned_data["until"])
    call = partial(housekeeping.block, visit.hotel, number, stay, visit.user, form.cleaned_data["reason"])
    return _done(request, call, _("Out of order."), visit.url("room", number))


@require_POST
@desk_only
def unblock(request: HttpRequest, visit: Visit, number: str, use: int) -> HttpResponse:
    call = partial(housekeeping.unblock, visit.hotel, use, visit.user)
    return _done(request, call, _("Open again."), visit.url("room", number))


@require_POST
@desk_only
def release(request: HttpRequest, visit: Visit, number: str, use: int) -> HttpResponse:
    call = partial(holding.let_go_of, visit.hotel, use, visit.user)
    return _done(request, call, _("Released."), visit.url("room", number))


@require_POST
@desk_only
def settle_request(request: HttpRequest, visit: Visit, code: str, verb: str) -> HttpResponse:
    if verb not in ("take", "done"):
        raise Http404
    call = partial(requests.take if verb == "take" else requests.done, visit.hotel, code, visit.user)
    return _done(request, call, _("Noted."), visit.url("today"))


@require_POST
@desk_only
def finish_appointment(request: HttpRequest, visit: Visit, code: str, verb: str) -> HttpResponse:
    if verb not in ("done", "no-show"):
        raise Http404
    call = partial(appointments.finish, visit.hotel, code, verb.replace("-", "_"), visit.user)
    return _done(request, call, _("Noted."), visit.url("today"))


def _done(request: HttpRequest, call: Callable[[], object], done: object, back: str) -> HttpResponse:
    """Do it, say so or why not, and go back to where the person was."""
    try:
        call()
    except PMSError as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, str(done))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else back)


def _wrong(request: HttpRequest, visit: Visit, code: str, **filled_in: forms.Form) -> HttpResponse:
    """The reservation's page again, with what was filled in wrong."""
    return folio_page(request, visit, found_folio(visit, code), status=422, **filled_in)

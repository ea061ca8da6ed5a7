"""Terms put before a guest, by kind. Nothing is done by this: it waits for the guest's own yes.

Amounts and dates come from the quote, from the PMS or from our own books, never from a caller. `put` stores
the terms; a rehearsal brings one that does not.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from hotels.models import Hotel
from pms import agenda, cancellation, quotes
from pms.agenda import AppointmentTerms
from pms.base import GuestDetails, Money, ReservationInfo, RoomStay, RoomWish
from pms.codes import normalise
from pms.commit import Outcome, commit, take_back
from pms.errors import PMSRefused, PMSUnavailable
from pms.given import checked_email, checked_name, checked_remarks
from pms.lifecycle import (
    awaiting_word,
    being_carried_out,
    by_nonce,
    confirm,
    in_hand,
    latest,
    mark_offered,
    mark_told,
    open_proposal,
    put,
    untold,
    withdraw_open,
)
from pms.models import Proposal
from pms.records import to_json
from pms.requests import RequestTerms
from pms.systems import open_pms
from pms.terms import (
    AppointmentWish,
    Cancellation,
    appointment_terms,
    booking_terms,
    cancellation_terms,
    change_terms,
    request_terms,
)

__all__ = [  # of pms.lifecycle, pms.commit and pms.terms: whoever has to do with a proposal finds it here
    "AppointmentWish",
    "Cancellation",
    "Outcome",
    "appointment_terms",
    "awaiting_word",
    "being_carried_out",
    "booking_terms",
    "by_nonce",
    "cancellation_terms",
    "change_terms",
    "checked_name",
    "commit",
    "confirm",
    "in_hand",
    "latest",
    "mark_offered",
    "mark_told",
    "open_proposal",
    "put",
    "request_terms",
    "take_back",
    "untold",
    "withdraw_open",
]

Kind = Proposal.Kind
Put = Callable[..., Proposal]


def propose_booking(
    hotel: Hotel,
    conversation_id: int,
    quote_id: str | uuid.UUID,
    guest: GuestDetails,
    language: str,
    *,
    remarks: str = "",
    put: Put = put,
) -> Proposal:
    """Terms of a quote for this guest to confirm; the conversation's earlier open ones are withdrawn.

    The same terms again give back the open proposal. Raises PMSRefused `quote_unknown`, `quote_used`,
    `quote_expired`, `bad_guest_name`, `bad_email`, `bad_remarks`, `not_found` (the guest) or
    `proposal_in_progress`.
    """
    quote = quotes.get_valid(hotel, conversation_id, quote_id)
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.BOOK,
        quote=quote,
        terms=quote.terms,
        amount=quote.money,
        guest_name=checked_name(guest.name),
        email=checked_email(guest.email),
        remarks=checked_remarks(remarks),
        language=language,
    )


def propose_change(
    hotel: Hotel,
    conversation_id: int,
    code: str,
    guest: GuestDetails,
    language: str,
    *,
    wishes: Sequence[RoomWish],
    verified_codes: Collection[str] = (),
    put: Put = put,
) -> Proposal:
    """A change as the PMS prices it now, for this guest to confirm, as `propose_cancellation`.

    Raises PMSRefused `not_found`, `already_cancelled` or whatever `PMS.preview_change` refuses.
    """
    found = _own_reservation(hotel, code, guest, verified_codes)
    change = open_pms(hotel).preview_change(found.code, wishes)
    if any(room.offer.stale_seconds for room in change.rooms):
        raise PMSUnavailable("these prices are old: they cannot be promised")
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.CHANGE,
        reservation_code=found.code,
        terms=to_json(change),
        amount=change.difference,
        guest_name=found.guest_name,
        language=language,
    )


def propose_cancellation(
    hotel: Hotel,
    conversation_id: int,
    code: str,
    guest: GuestDetails,
    language: str,
    *,
    verified_codes: Collection[str] = (),
    rooms: Sequence[str] = (),
    put: Put = put,
) -> Proposal:
    """A cancellation and its fee for this guest to confirm, as `propose_booking`.

    `rooms` (RoomStay.id) gives up only these. The reservation must be the guest's own or one of
    `verified_codes` (see pms.identity). Raises PMSRefused `not_found`, `already_cancelled`,
    `no_such_room`, `not_cancellable` or `proposal_in_progress`; may raise PMSUnavailable.
    """
    found = _own_reservation(hotel, code, guest, verified_codes)
    given_up = _given_up(found, rooms)
    if any(cancellation.has_begun(hotel, room.stay) for room in given_up or found.live_rooms):
        raise PMSRefused("not_cancellable", "the stay has begun")
    fee = found.cancellation_fee
    if given_up:
        fee = sum((room.cancellation_fee for room in given_up), Money(Decimal(0), fee.currency))
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.CANCEL,
        reservation_code=found.code,
        terms=to_json(Cancellation(found, tuple(room.id for room in given_up), fee)),
        amount=fee,
        guest_name=found.guest_name,
        language=language,
    )


def propose_appointment(
    hotel: Hotel,
    conversation_id: int,
    terms: AppointmentTerms,
    guest: GuestDetails,
    language: str,
    *,
    reservation_code: str = "",
    put: Put = put,
) -> Proposal:
    """An appointment to make, or one of the guest's to move (see pms.agenda), as `propose_booking`.

    Raises PMSRefused `bad_guest_name`, `not_found` for a move of another's, or `proposal_in_progress`.
    """
    if terms.moves:
        agenda.row_of(hotel, terms.moves, guest)
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.APPOINTMENT,
        reservation_code=normalise(reservation_code),
        terms=to_json(AppointmentWish(book=terms)),
        amount=terms.price,
        guest_name=checked_name(guest.name),
        language=language,
    )


def propose_appointment_cancellation(
    hotel: Hotel, conversation_id: int, code: str, guest: GuestDetails, language: str, *, put: Put = put
) -> Proposal:
    """One of the guest's appointments to cancel, which is free, as `propose_booking`.

    Raises PMSRefused `not_found`, `not_cancellable` or `proposal_in_progress`.
    """
    row = agenda.row_of(hotel, code, guest)
    agenda.check_changeable(row, "not_cancellable")
    found = agenda.info(row)
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.APPOINTMENT,
        reservation_code=found.reservation_code,
        terms=to_json(AppointmentWish(cancel=found)),
        amount=Money(Decimal(0), found.price.currency),
        guest_name=found.guest_name,
        language=language,
    )


def propose_request(
    hotel: Hotel,
    conversation_id: int,
    terms: RequestTerms,
    guest: GuestDetails,
    language: str,
    *,
    reservation_code: str = "",
    put: Put = put,
) -> Proposal:
    """Something a department is to do (see pms.requests.checked), as `propose_booking`."""
    return put(
        hotel,
        conversation_id,
        guest,
        kind=Kind.REQUEST,
        reservation_code=normalise(reservation_code),
        terms=to_json(terms),
        amount=Money(Decimal(0), hotel.currency),
        guest_name=guest.name[:200],
        language=language,
    )


def _own_reservation(
    hotel: Hotel, code: str, guest: GuestDetails, verified_codes: Collection[str]
) -> ReservationInfo:
    """The guest's own reservation, or one proved here, that is not cancelled. PMSRefused as its callers."""
    pms, code = open_pms(hotel), normalise(code)
    if code in {normalise(verified) for verified in verified_codes}:
        found = pms.reservation(code)
    else:
        found = next((own for own in pms.reservations_of(guest) if normalise(own.code) == code), None)
    if found is None:
        raise PMSRefused("not_found", "there is no such reservation")
    if found.status == "cancelled":
        raise PMSRefused("already_cancelled", "the reservation is cancelled already")
    return found


def _given_up(found: ReservationInfo, rooms: Sequence[str]) -> list[RoomStay]:
    """The rooms with these ids; none when that is all there is: then the reservation is given up."""
    if not set(rooms) <= {room.id for room in found.live_rooms}:
        raise PMSRefused("no_such_room", "the reservation has no such room (any more)")
    chosen = [room for room in found.live_rooms if room.id in rooms]
    return [] if len(chosen) == len(found.live_rooms) else chosen

"""The appointments of a guest whose stay is cancelled: booked as before until they are given up too."""

from collections.abc import Sequence
from datetime import date

from agents import arranged, concierge, phrases
from agents.base import Say
from agents.desk import Desk
from hotels.models import Hotel
from pms import agenda
from pms.agenda import AppointmentInfo
from pms.base import GuestDetails, ReservationInfo
from pms.errors import PMSRefused
from pms.known import stays_of
from pms.proposals import Outcome


def said(desk: Desk, outcome: Outcome) -> tuple[Say, ...]:
    """What is still booked, and the terms of cancelling the soonest: one yes stands for one appointment.

    The outcome is a stay's cancellation, or that of an appointment in a cancelled stay: then the next's turn.
    """
    left = _left(desk.hotel, desk.guest, outcome)
    if not left:
        return ()
    for each in left:
        desk.told.appointment(each, desk.hotel.tz)
    words = Say(_listed(left, desk.hotel, desk.language))
    try:
        return words, concierge.propose_appointment_cancellation(desk, left[0].code).as_say()
    except PMSRefused:
        return (words,)


def told(hotel: Hotel, guest: GuestDetails, outcome: Outcome, language: str) -> tuple[Say, ...]:
    """What is still booked, in words alone."""
    left = _left(hotel, guest, outcome)
    return (Say(_listed(left, hotel, language)),) if left else ()


def _left(hotel: Hotel, guest: GuestDetails, outcome: Outcome) -> list[AppointmentInfo]:
    stays = stays_of(hotel, guest.key)
    gone = outcome.receipt.reservation if outcome.receipt else None
    if gone and gone.status != "cancelled":
        return []
    if not gone and not _was_in_a_stay(hotel, outcome.appointment, stays):
        return []
    others = [stay for stay in stays if stay.status != "cancelled" and not (gone and stay.code == gone.code)]
    own = agenda.appointments_of(hotel, guest)
    return [each for each in own if each.status == "confirmed" and not _covered(_day(hotel, each), others)]


def _was_in_a_stay(hotel: Hotel, cancelled: AppointmentInfo | None, stays: Sequence[ReservationInfo]) -> bool:
    """Whether it was cancelled because the stay was."""
    if cancelled is None or cancelled.status != "cancelled":
        return False
    given_up = [stay for stay in stays if stay.status == "cancelled"]
    return cancelled.reservation_code in {stay.code for stay in given_up} or _covered(
        _day(hotel, cancelled), given_up
    )


def _day(hotel: Hotel, appointment: AppointmentInfo) -> date:
    return appointment.starts_at.astimezone(hotel.tz).date()


def _covered(day: date, stays: Sequence[ReservationInfo]) -> bool:
    return any(found.stay.arrival <= day <= found.stay.departure for found in stays)


def _listed(left: Sequence[AppointmentInfo], hotel: Hotel, language: str) -> str:
    lines = [
        phrases.say(
            language,
            "appointment_line",
            number=number,
            service=arranged.service(each, hotel, language),
            moment=arranged.moment(each.starts_at, hotel, language),
            code=each.code,
        )
        for number, each in enumerate(left, 1)
    ]
    which = "appointments_left_one" if len(left) == 1 else "appointments_left_many"
    return phrases.say(language, which, appointments="\n".join(lines))

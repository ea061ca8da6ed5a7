"""The appointments of a guest whose stay is cancelled: booked as before until they are given up too."""

from collections.abc import Sequence
from datetime import date

from agents import arranged, concierge, phrases
from agents.base import Say
from agents.desk import Desk
from pms.agenda import AppointmentInfo
from pms.base import ReservationInfo
from pms.errors import PMSRefused
from pms.known import stays_of
from pms.proposals import Outcome


def said(desk: Desk, outcome: Outcome) -> tuple[Say, ...]:
    """What is still booked, and the terms of cancelling the soonest: one yes stands for one appointment.

    The outcome is a stay's cancellation, or that of an appointment in a cancelled stay: then the next's turn.
    """
    left = _left(desk, outcome)
    if not left:
        return ()
    told = Say(_listed(desk, left))
    try:
        return told, concierge.propose_appointment_cancellation(desk, left[0].code).as_say()
    except PMSRefused:
        return (told,)


def _left(desk: Desk, outcome: Outcome) -> list[AppointmentInfo]:
    stays = stays_of(desk.hotel, desk.briefing.guest_id)
    gone = outcome.receipt.reservation if outcome.receipt else None
    if gone and gone.status != "cancelled":
        return []
    if not gone and not _was_in_a_stay(desk, outcome.appointment, stays):
        return []
    others = [stay for stay in stays if stay.status != "cancelled" and not (gone and stay.code == gone.code)]
    own = concierge.appointments(desk)
    return [each for each in own if each.status == "confirmed" and not _covered(_day(desk, each), others)]


def _was_in_a_stay(desk: Desk, cancelled: AppointmentInfo | None, stays: Sequence[ReservationInfo]) -> bool:
    """Whether it was cancelled because the stay was."""
    if cancelled is None or cancelled.status != "cancelled":
        return False
    given_up = [stay for stay in stays if stay.status == "cancelled"]
    return cancelled.reservation_code in {stay.code for stay in given_up} or _covered(
        _day(desk, cancelled), given_up
    )


def _day(desk: Desk, appointment: AppointmentInfo) -> date:
    return appointment.starts_at.astimezone(desk.hotel.tz).date()


def _covered(day: date, stays: Sequence[ReservationInfo]) -> bool:
    return any(found.stay.arrival <= day <= found.stay.departure for found in stays)


def _listed(desk: Desk, left: Sequence[AppointmentInfo]) -> str:
    hotel, language = desk.hotel, desk.language
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

"""The guest's own appointments: what they are, which is meant, and cancelling one."""

from collections.abc import Sequence

from agents import arranged, concierge
from agents.offline import services
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.agenda import AppointmentInfo
from pms.errors import PMSRefused


def mine(turn: Turn) -> None:
    """Tell the appointments that the guest has."""
    found = upcoming(turn)
    turn.memory.forget_wish()
    if not found:
        return turn.say("no_appointments")
    return turn.tell("\n".join([turn.phrase("appointments_head"), *_listed(found, turn)]))


def cancel(turn: Turn) -> None:
    """Put the cancellation of one of their appointments before the guest; ask which of several."""
    found = which(turn, "cancel_appointment")
    if found is None:
        return None
    turn.memory.forget_wish()
    try:
        proposal = concierge.propose_appointment_cancellation(turn.desk, found.code)
    except PMSRefused as refusal:
        turn.step("propose_appointment_cancellation", refused=refusal.code)
        if refusal.code == "proposal_in_progress":
            return turn.say("in_progress")
        return turn.hand_over("appointment", "appointment", "The guest wants to cancel an appointment")
    turn.step("propose_appointment_cancellation", proposal=proposal.id)
    turn.says.append(proposal.as_say())
    return None


def has_any(turn: Turn) -> bool:
    return bool(upcoming(turn))


def upcoming(turn: Turn) -> list[AppointmentInfo]:
    """Those that are not over and not cancelled, the soonest first."""
    return [each for each in concierge.appointments(turn.desk) if each.status == "confirmed"]


def which(turn: Turn, goal: str) -> AppointmentInfo | None:
    """The one of the guest's appointments that is meant; None when they were asked, or have none."""
    memory, said = turn.memory, turn.said
    found = upcoming(turn)
    if not found:
        memory.forget_wish()
        turn.say("no_appointments")
        return None
    if memory.options_slot == "own_appointment" and said.choice.isdecimal():
        codes = memory.options[int(said.choice) - 1 : int(said.choice)]
        found = [each for each in found if each.code in codes] or found
    fitting = _of_kind(found, turn)
    if len(fitting) == 1:
        return fitting[0]
    memory.goal = goal
    memory.options, memory.options_slot = [each.code for each in fitting], "own_appointment"
    turn.ask("choice", "which_appointment", appointments="\n".join(_listed(fitting, turn)))
    return None


def _of_kind(own: Sequence[AppointmentInfo], turn: Turn) -> list[AppointmentInfo]:
    """Those of the kind, the code or the day that the message names; all of them when it names none."""
    flat = spaced(tokens(turn.text))
    named = services.kinds(flat)
    by_code = [each for each in own if turn.said.code == each.code]
    by_kind = [each for each in own if services.kinds(spaced(tokens(" ".join(each.name.values())))) & named]
    left = by_code or by_kind or list(own)
    zone = turn.desk.house.timezone
    on_day = [each for each in left if each.starts_at.astimezone(zone).date() == turn.said.arrival]
    return on_day or left


def _listed(own: Sequence[AppointmentInfo], turn: Turn) -> list[str]:
    hotel, language = turn.desk.hotel, turn.language
    return [
        turn.phrase(
            "appointment_line",
            number=number,
            service=arranged.service(each, hotel, language),
            moment=arranged.moment(each.starts_at, hotel, language),
            code=each.code,
        )
        for number, each in enumerate(own, 1)
    ]

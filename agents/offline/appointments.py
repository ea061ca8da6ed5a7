"""Appointments: which service, which day and time, how many people, and the terms; another time for one."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from agents import concierge, phrases
from agents.concierge import ServiceView
from agents.offline import clocks, own_appointments, services
from agents.offline.numbers import number_at
from agents.offline.slots import day_of
from agents.offline.turn import Turn
from agents.offline.understanding import understand
from agents.offline.words import spaced, tokens
from pms.errors import PMSRefused

NEAREST = 3
DAYS_AHEAD = 7  # that are looked at when a day has nothing free
# What the guest can mend: the slot to ask for, and how.
_MENDED = {
    "past_date": ("dates", "date_past"),
    "too_far": ("dates", "too_far_appointment"),
    "too_many": ("people", "too_many_at_once"),
    "bad_people": ("people", "ask_how_many"),
}
_NOT_FREE = ("taken", "closed", "no_such_start", "too_soon", "past_date")


def go_on(turn: Turn) -> None:
    """Take in what was said about an appointment and do the next thing: ask, offer times, or propose."""
    memory = turn.memory
    memory.goal = "appointment"
    known = [service for service in concierge.services(turn.desk) if service.by_appointment]
    if not known:
        memory.forget_wish()
        return turn.hand_over("appointment", "appointment", "The guest wants an appointment")
    chosen = _chosen_start(turn)
    if _asked_which_day(turn):
        return None
    _merge(turn)
    service = _service(turn, known)
    if service is None:
        return None
    if chosen:
        return _propose(turn, service, chosen)
    if memory.day is None:
        return turn.ask("dates", "ask_day_of_appointment", service=service.name)
    asked = memory.expecting == "people"
    if memory.seats is None and (asked or services.is_for_several(service)):
        return turn.ask("people", "ask_how_many")
    return _find_time(turn, service)


def move(turn: Turn) -> None:
    """Put another time for one of the guest's appointments before them."""
    memory = turn.memory
    mine = own_appointments.upcoming(turn) if memory.code else []
    found = next((each for each in mine if each.code == memory.code), None)
    found = found or own_appointments.which(turn, "move_appointment")
    if not found:
        return None
    starts = found.starts_at.astimezone(turn.desk.house.timezone)
    chosen = _chosen_start(turn)
    memory.goal, memory.code = "move_appointment", found.code
    _merge(turn)
    if chosen is None and not (memory.day or memory.clock):
        return turn.ask("dates", "ask_when_instead")
    memory.day = memory.day or starts.date()
    memory.clock = memory.clock or starts.strftime("%H:%M")
    memory.seats, memory.service = memory.seats or found.people, found.service
    known = [service for service in concierge.services(turn.desk) if service.code == found.service]
    if not known:
        return turn.hand_over("appointment", "appointment", "The guest wants to move an appointment")
    return _propose(turn, known[0], chosen) if chosen else _find_time(turn, known[0])


def remember(turn: Turn) -> None:
    """Note which service is being talked about: "book it" means that."""
    known = [service for service in concierge.services(turn.desk) if service.by_appointment]
    named = services.meant(known, spaced(tokens(turn.text)))
    turn.memory.service = named[0].code if len(named) == 1 else ""


def tell_price(turn: Turn) -> bool:
    """What the one service that is named costs. Whether there is such, with a price."""
    memory, said = turn.memory, turn.said
    known = [service for service in concierge.services(turn.desk) if service.by_appointment]
    named = services.meant(known, spaced(tokens(turn.text)))
    if len(named) != 1 or not (named[0].price and named[0].price.amount):
        return False
    memory.service, memory.seats = named[0].code, said.people or said.adults or memory.seats
    turn.tell("\n".join(line.partition(". ")[2] for line in _offered(named, turn)))
    return True


def is_offered(turn: Turn) -> bool:
    """Whether a service that the message names can be booked by appointment."""
    known = [service for service in concierge.services(turn.desk) if service.by_appointment]
    return bool(services.meant(known, spaced(tokens(turn.text))))


def _merge(turn: Turn) -> None:
    """Day, time and number of people, as far as the message says them."""
    memory, said = turn.memory, turn.said
    if said.clocks:
        # Asked for a day, "a las 5" is no fifth of the month.
        said = understand(turn.text, turn.briefing.now.date())
        memory.clock = " ".join(at.strftime("%H:%M") for at in said.clocks)
    elif period := clocks.read_period(spaced(tokens(turn.text))):
        memory.clock = period
    if day := said.arrival or said.departure:
        memory.day = day
    if said.people is not None or said.adults is not None:
        total = said.people if said.people is not None else (said.adults or 0) + (said.children or 0)
        memory.seats = total or memory.seats


def _asked_which_day(turn: Turn) -> bool:
    """Ask back about a day that can be read in two ways, or not at all. Whether something was asked."""
    memory = turn.memory
    if memory.options_slot == "day":
        days = [day for day in map(day_of, memory.options) if day]
        memory.options, memory.options_slot = [], ""
        number = turn.said.choice
        said = turn.said.arrival
        if number.isdecimal() and int(number) <= len(days):
            memory.day = days[int(number) - 1]
            return False
        if said in days:
            return False
    unclear = next((each for each in turn.said.unclear if each.slot == "arrival"), None)
    if unclear is None:
        return False
    if unclear.kind in ("past", "impossible"):
        turn.ask("dates", f"date_{unclear.kind}")
    elif unclear.options:
        turn.desk.told.day(*unclear.options)
        memory.options, memory.options_slot = [day.isoformat() for day in unclear.options], "day"
        written = [phrases.day(day, turn.language) for day in unclear.options]
        options = written[0] if len(written) == 1 else turn.phrase("or", left=written[0], right=written[-1])
        turn.ask("dates", "ask_which_date", options=options)
    else:
        turn.ask("dates", "ask_day_of_month")
    return True


def _service(turn: Turn, known: Sequence[ServiceView]) -> ServiceView | None:
    """The service that is meant; None when the guest was asked which, or told that there is no such."""
    memory = turn.memory
    flat = spaced(tokens(turn.text))
    named = services.meant(known, flat)
    if memory.expecting == "choice" and turn.said.choice.isdecimal() and memory.options_slot == "service":
        codes = memory.options[int(turn.said.choice) - 1 : int(turn.said.choice)]
        named = [service for service in known if service.code in codes]
    if not named and memory.service:
        named = [service for service in known if service.code == memory.service]
    if not named and services.kinds(flat):
        memory.forget_wish()
        lines = _offered(known, turn)
        turn.tell("\n".join([turn.phrase("no_such_service"), *lines]))
        return None
    if len(named) != 1:
        choices = named or list(known)
        memory.options, memory.options_slot = [service.code for service in choices], "service"
        turn.ask("choice", "ask_which_service", services="\n".join(_offered(choices, turn)))
        return None
    memory.service = named[0].code
    return named[0]


def _offered(known: Sequence[ServiceView], turn: Turn) -> list[str]:
    lines = []
    for number, service in enumerate(known, 1):
        costs = service.price if service.price and service.price.amount else None
        price = phrases.money(costs, turn.language) if costs else ""
        each = turn.phrase("each_person") if service.per_person and costs else ""
        lines.append(
            turn.phrase("service_line", number=number, service=service.name, price=f"{price}{each}").rstrip(
                ": "
            )
        )
    return lines


def _chosen_start(turn: Turn) -> datetime | None:
    """Which of the times that were offered the answer means; None when it does not tell."""
    memory, said = turn.memory, turn.said
    if memory.options_slot != "start":
        return None
    starts = [start for start in map(_moment_of, memory.options) if start]
    flat = spaced(tokens(turn.text))
    times = list(said.clocks)
    number = number_at(flat.split(), 0) if len(flat.split()) == 1 else None
    if number and number[0] < 24:
        times += [time(number[0] % 24), time((number[0] + 12) % 24)]
    hits = [start for start in starts if start.time() in times]
    if len(hits) == 1 and said.arrival in (None, hits[0].date()):
        return hits[0]
    if said.choice.isdecimal() and not times and int(said.choice) <= len(starts):
        return starts[int(said.choice) - 1]
    if said.choice == "last":
        return starts[-1]
    agreed = said.intent in ("yes", "book") or said.choice == "that"
    return starts[0] if len(starts) == 1 and agreed and not times else None


def _find_time(turn: Turn, service: ServiceView) -> None:
    """Propose the time that was said if it is free; else offer the three nearest."""
    memory = turn.memory
    day, people = memory.day, memory.seats or 1
    assert day is not None
    try:
        free = concierge.slots(turn.desk, service.code, day, people)
    except PMSRefused as refusal:
        turn.step("service_slots", refused=refusal.code)
        return _refused(turn, refusal.code)
    turn.step("service_slots", free=len(free))
    wanted = _wanted_times(memory.clock)
    hits = [start for start in free if start.time() in wanted]
    if len(hits) == 1:
        return _propose(turn, service, hits[0])
    if hits:
        return _offer(turn, hits, "which_time")
    if not free:
        return _other_day(turn, service, day, people)
    if wanted:
        return _offer(turn, _near(free, wanted), "time_not_free")
    later = [start for start in free if start.time() >= clocks.BEGINS.get(memory.clock, time(0))]
    return _offer(turn, _spread(later or free), "free_times")


def _other_day(turn: Turn, service: ServiceView, day: date, people: int) -> None:
    """The next day that has something free."""
    turn.say("day_not_free", day=phrases.day(day, turn.language))
    for ahead in range(1, DAYS_AHEAD + 1):
        try:
            free = concierge.slots(turn.desk, service.code, day + timedelta(ahead), people)
        except PMSRefused:
            break
        if free:
            turn.memory.day = day + timedelta(ahead)
            wanted = _wanted_times(turn.memory.clock)
            return _offer(turn, _near(free, wanted) if wanted else _spread(free), "free_times")
    turn.memory.day = None
    return turn.ask("dates", "ask_other_day")


def _offer(turn: Turn, starts: Sequence[datetime], key: str) -> None:
    turn.memory.options = [start.isoformat() for start in starts]
    turn.memory.options_slot = "start"
    turn.memory.clock = ""
    day = phrases.day(starts[0].date(), turn.language)
    written = [phrases.clock(start, turn.language) for start in starts]
    turn.ask("choice", key, day=day, times=phrases.listed(written, turn.language))


def _propose(turn: Turn, service: ServiceView, start: datetime) -> None:
    memory = turn.memory
    people = memory.seats or 1
    try:
        if memory.goal == "move_appointment":
            proposal = concierge.propose_move(turn.desk, memory.code, start, memory.seats)
        else:
            proposal = concierge.propose_appointment(turn.desk, service.code, start, people)
    except PMSRefused as refusal:
        turn.step("propose_appointment", refused=refusal.code)
        if refusal.code in _NOT_FREE and (near := _still_free(turn, service, start, people)):
            return _offer(turn, near, "time_not_free")
        return _refused(turn, refusal.code)
    turn.step("propose_appointment", proposal=proposal.id)
    memory.options, memory.options_slot, memory.expecting = [], "", ""
    memory.day, memory.clock = start.date(), start.strftime("%H:%M")
    turn.says.append(proposal.as_say())
    return None


def _still_free(turn: Turn, service: ServiceView, start: datetime, people: int) -> list[datetime]:
    try:
        near = concierge.nearest(turn.desk, service.code, start, people)
    except PMSRefused:
        return []
    return [each for each in near if each != start]


def _refused(turn: Turn, code: str) -> None:
    if code in _MENDED:
        slot, key = _MENDED[code]
        if slot == "dates":
            turn.memory.day = None
        else:
            turn.memory.seats = None
        return turn.ask(slot, key)
    turn.memory.forget_wish()
    if code == "proposal_in_progress":
        return turn.say("in_progress")
    if code == "nothing_to_change":
        return turn.say("appointment_is_then")
    if code == "not_found":
        return turn.say("no_appointments")
    return turn.hand_over("appointment", "appointment", f"An appointment could not be proposed ({code})")


def _wanted_times(kept: str) -> list[time]:
    try:
        return [time.fromisoformat(part) for part in kept.split()]
    except ValueError:
        return []


def _near(free: Sequence[datetime], wanted: Sequence[time]) -> list[datetime]:
    """The three nearest to any of the times, in order."""

    def minutes(start: datetime) -> int:
        return min(abs((start.hour - at.hour) * 60 + start.minute - at.minute) for at in wanted)

    return sorted(sorted(free, key=minutes)[:NEAREST])


def _spread(free: Sequence[datetime]) -> list[datetime]:
    """The first, one in the middle and the last."""
    if len(free) <= NEAREST:
        return list(free)
    return [free[0], free[len(free) // 2], free[-1]]


def _moment_of(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None

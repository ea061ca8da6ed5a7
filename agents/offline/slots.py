"""What a guest just said, put together with what was said before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from agents.offline.calendar_words import MONTHS, WEEKDAYS
from agents.offline.change_words import more_nights
from agents.offline.memory import Memory
from agents.offline.understanding import Understanding
from agents.offline.words import spaced, tokens, words


def merge(memory: Memory, said: Understanding, text: str) -> bool:
    """Take over everything the message says about the stay. Whether anything was taken over."""
    before = (memory.stay, memory.nights, memory.adults, memory.children, tuple(memory.ages))
    option = chosen_option(memory, said, text) if said.departure is None else None
    if option and said.arrival and not _is_bare(option, said.arrival, text):
        option = None
    if option:
        said = replace(said, arrival=None)
        _merge_days(memory, option if memory.options_slot == "arrival" else None,
                    option if memory.options_slot == "departure" else None, None)  # fmt: skip
    more = more_nights(spaced(tokens(text))) if memory.nights and not said.arrival else 0
    if more and memory.nights and not said.departure:
        said = replace(said, nights=max(1, memory.nights + more))
    _merge_days(memory, said.arrival, said.departure, said.nights)
    memory.month = said.month or memory.month
    _merge_rooms(memory, said)
    if not any(room.adults for room in said.each_room):
        _merge_people(memory, said)
    if said.room_words:
        memory.room_words = list(said.room_words)
    if said.plan_words:
        memory.plan_words = list(said.plan_words)
    if said.name:
        memory.name = said.name
    memory.email = said.email or memory.email
    after = (memory.stay, memory.nights, memory.adults, memory.children, tuple(memory.ages))
    if after != before:
        memory.shown, memory.ways = [], []
    return after != before or bool(said.room_words or said.plan_words or said.name)


def _merge_rooms(memory: Memory, said: Understanding) -> None:
    """Several rooms, or one after all; ages that were asked for go to the rooms that have children."""
    if said.each_room:
        memory.want_rooms(said.each_room)
    elif said.rooms == 1 and said.intent != "change":
        memory.want_rooms(())
    elif memory.rooms and said.ages:
        left = list(said.ages)
        rooms = []
        for room in memory.wanted_rooms:
            missing = room.children - len(room.ages)
            rooms.append(replace(room, ages=(*room.ages, *left[:missing])))
            left = left[missing:]
        memory.want_rooms(rooms)


def chosen_option(memory: Memory, said: Understanding, text: str) -> date | None:
    """Which of the dates that were put to the guest the answer means; None when it does not tell."""
    options = [day for day in map(day_of, memory.options) if day]
    if not options or not memory.options_slot:
        return None
    if said.choice.isdecimal() and 1 <= int(said.choice) <= len(options):
        return options[int(said.choice) - 1]
    if said.choice == "last":
        return options[-1]
    spoken = words(tokens(text))
    for fits in (_named_month, _named_weekday, _named_day):
        left = [day for day in options if fits(day, spoken)]
        if len(left) == 1:
            return left[0]
    return options[0] if len(options) == 1 and said.intent == "yes" else None


def _is_bare(option: date, said: date, text: str) -> bool:
    """Whether the day was said by its number alone, which is that of an option: "el 17"."""
    return option.day == said.day and not any(word in MONTHS for word in words(tokens(text)))


def _named_month(day: date, spoken: Sequence[str]) -> bool:
    return day.month in {MONTHS[word] for word in spoken if word in MONTHS}


def _named_weekday(day: date, spoken: Sequence[str]) -> bool:
    return day.weekday() in {WEEKDAYS[word] for word in spoken if word in WEEKDAYS}


def _named_day(day: date, spoken: Sequence[str]) -> bool:
    return str(day.day) in spoken


def day_of(value: str) -> date | None:
    """The date an option stands for; None for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _merge_days(memory: Memory, arrival: date | None, departure: date | None, nights: int | None) -> None:
    if arrival and departure:
        memory.set_stay(arrival, departure)
    elif arrival:
        # "mejor el viernes" moves a stay whose length was known.
        memory.nights = nights or memory.nights
        known = None if memory.arrival or nights else memory.departure
        memory.set_stay(arrival, known)
    elif departure and nights and not memory.arrival:
        memory.set_stay(departure - timedelta(nights), departure)
    elif departure:
        memory.set_stay(memory.arrival, departure)
    elif nights:
        memory.set_nights(nights)


def _merge_people(memory: Memory, said: Understanding) -> None:
    if said.adults is not None:
        memory.adults = max(1, said.adults)
        memory.children = said.children if said.children is not None else memory.children
    elif said.people is not None and said.children is None:
        memory.adults, memory.children, memory.ages = max(1, said.people), 0, []
    elif said.children is not None:
        memory.children = said.children
    if said.children is not None or said.ages:
        memory.children = said.children if said.children is not None else len(said.ages)
        memory.ages = list(said.ages) if said.ages else memory.ages[: memory.children]
    if memory.children is not None and len(memory.ages) > memory.children:
        memory.ages = memory.ages[: memory.children]
    if memory.children is None and memory.adults is not None:
        memory.children = 0

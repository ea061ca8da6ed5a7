"""The tasks of the gym: who the guest is, what is so before, what the guest does, what must be so after."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agents.config import Code
from agents.models import GoldenTask
from hotels.models import Hotel

HERE = Path(__file__).parent
CORE, SMOKE, GOLDEN = "core", "smoke", "golden"
OWN_HOUSE = "own"  # a copy of the hotel that runs the task
KINDS = (
    "book", "change", "cancel", "facts", "appointments", "requests", "no_availability", "ambiguity",
    "hand_off", "anger", "code_switching", "injection",
)  # fmt: skip

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Room(_Shape):
    """One room for a stay; days by their names."""

    room_type: str = ""
    plan: str = ""
    arrival: str = Field("", alias="from")
    departure: str = Field("", alias="to")
    adults: int = 0
    children: tuple[int, ...] = ()


class Price(Room):
    """An amount that the house asks, worked out by its own prices; never by what the agent says."""

    rooms: int = 1
    promotion: str = ""
    part: Literal["total", "first_night"] = "total"
    percent: int = 100
    of: str = ""  # without a room: of what this reservation of before costs
    plus: str = ""  # a price named before


class Booked(Room):
    """A reservation that is there before. `of`: whose."""

    name: Name = Field(alias="as")
    of: Literal["guest", "other"] = "guest"
    guest_name: str = ""
    status: Literal["confirmed", "checked_in", "cancelled"] = "confirmed"


class Arranged(_Shape):
    """An appointment that is there before; `at` is "day HH:MM" by the house's clock."""

    name: Name = Field(alias="as")
    service: str
    at: str
    people: int = 1
    of: Literal["guest", "other"] = "guest"


class Taken(_Shape):
    """Rooms of a type that cannot be had between two days; all types where none is named."""

    room_type: str = ""
    arrival: str = Field(alias="from")
    departure: str = Field(alias="to")


class Away(_Shape):
    """A service that nobody can give on a day, within these hours."""

    service: str
    day: str
    begins: Clock = Field("00:00", alias="from")
    ends: Clock = Field("23:59", alias="to")


class Before(_Shape):
    """What is so when the guest writes, besides what the house always has."""

    hotel: dict[str, Any] = Field(default_factory=dict)
    reservations: tuple[Booked, ...] = ()
    appointments: tuple[Arranged, ...] = ()
    sold_out: tuple[Taken, ...] = ()
    away: tuple[Away, ...] = ()
    without_facts: tuple[str, ...] = ()
    promotions: tuple[dict[str, Any], ...] = ()
    notes: dict[str, str] = Field(default_factory=dict)  # knowledge by key, in the task's language


class Step(_Shape):
    """Something the guest does by themselves. With `when` only once the receptionist's words fit it."""

    says: str | tuple[str, ...] = ""  # several: a burst, answered together
    taps: Literal["", "yes", "change", "person"] = ""
    again: bool = False  # the buttons of the first terms, not of the newest
    kind: str = "text"
    forwarded: bool = False
    when: str = ""


class Script(_Shape):
    """A simulated guest: what they want, and how they go about it."""

    goal: str = Field("", description="In words, for a model that plays the guest")
    name: str = "Lucía Torres"
    phone: bool = True  # known to the house by it
    says: tuple[str | Step, ...] = Field(min_length=1, max_length=30)
    answers: dict[str, str] = Field(default_factory=dict, description="What is asked for: what is said")
    terms: tuple[str, ...] = (
        "accept",
    )  # to terms in turn: accept, change, person (buttons); yes, refuse, leave, or words


class Wanted(Room):
    """A reservation that has to be there in the end: one of before (`of`) as changed, or a new one."""

    of: str = ""
    status: str = ""
    total: str = ""  # name of a price, or an amount
    fee: str = ""  # for cancelling, or for the change
    guest_name: str = ""
    rooms: tuple[Room, ...] = ()


class Appointed(_Shape):
    of: str = ""
    service: str = ""
    at: str = ""
    people: int = 0
    status: str = ""


class Asked(_Shape):
    """A request to a department. `text` is a pattern."""

    department: str = ""
    kind: str = ""
    room: str = ""
    text: str = ""


class Waits(_Shape):
    arrival: str = Field(alias="from")
    departure: str = Field(alias="to")
    room_type: str = ""
    adults: int = 0


class Said(_Shape):
    """Something that has to be said: an amount, a day, or a code that was there before."""

    amount: str = ""
    day: str = ""
    code: str = ""


class Expect(_Shape):
    """What has to be so afterwards. What is not named has to be as it was."""

    reservations: tuple[Wanted, ...] = ()
    appointments: tuple[Appointed, ...] = ()
    requests: tuple[Asked, ...] = ()
    waiting: tuple[Waits, ...] = ()
    hand_off: str | tuple[str, ...] = ""  # reasons that are right; "any"; "may": with one or without
    open_terms: bool | None = False  # None: either
    says: tuple[str | Said, ...] = ()  # a text is a pattern over the words in small letters, without accents
    says_not: tuple[str | Said, ...] = ()
    language: tuple[str, ...] = ()  # of each answer, the last for all after it; empty: the task's; "any"
    gap: bool | None = None  # whether the house is asked for an answer it has not given
    answered_by: str = ""  # the specialist
    tools: tuple[str, ...] = ()  # that the specialist must have at all
    no_tools: tuple[str, ...] = ()  # that it must not have
    told: tuple[str, ...] = ()  # patterns that its instructions must fit
    turns: int = 10


class Task(_Shape):
    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{2,79}$")]
    kind: str = Field(min_length=1, max_length=32)
    language: Literal["es", "en"]
    title: str = Field(min_length=1, max_length=160)
    house: str = "city"
    agent: str = Field("", description="The specialist it is for; empty: the whole team")
    smoke: bool = False
    clock: int = Field(10, ge=0, le=22, description="The hour at the house")
    days: dict[Name, str] = Field(default_factory=dict)
    prices: dict[Name, Price] = Field(default_factory=dict)
    before: Before = Before()
    guest: Script
    expect: Expect = Expect()


class WrongTask(ValueError):
    """A task that cannot be played. The text is one sentence."""


@cache
def all_tasks() -> Mapping[str, Task]:
    """The tasks out of the box, by code. The file is named for their kind, or for their specialist."""
    found: dict[str, Task] = {}
    for path in sorted((HERE / "tasks").glob("*.yaml")):
        known = {"kind": path.stem} if path.stem in KINDS else {"kind": path.stem, "agent": path.stem}
        for data in yaml.safe_load(path.read_text(encoding="utf-8")):
            task = Task.model_validate(known | data)
            if task.code in found:
                raise WrongTask(f"There are two tasks {task.code}.")
            found[task.code] = task
    return found


def suites(hotel: Hotel) -> dict[str, int]:
    """The suites that this hotel can run, and how many tasks each has."""
    tasks = all_tasks().values()
    found = {CORE: 0, SMOKE: 0} | {task.agent: 0 for task in tasks if task.agent}
    for task in tasks:
        found[task.agent or CORE] += 1
        found[SMOKE] += task.smoke
    return found | {GOLDEN: GoldenTask.objects.filter(hotel=hotel, is_active=True).count()}


def suite_of(hotel: Hotel, suite: str, agent: Code = "") -> list[Task]:
    """The tasks of a suite; with an agent also the hotel's own tasks for it. Raises WrongTask."""
    tasks = all_tasks().values()
    if suite == CORE:
        return [task for task in tasks if not task.agent]
    if suite == SMOKE:
        return [task for task in tasks if task.smoke]
    golden = GoldenTask.objects.filter(hotel=hotel, is_active=True)
    if suite == GOLDEN:
        wanted = golden.filter(agent__in=["", agent]) if agent else golden
        return [_golden(row) for row in wanted]
    own = [task for task in tasks if task.agent == suite]
    if not own and suite not in {task.agent for task in tasks}:
        raise WrongTask(f"There is no suite {suite}.")
    return own + [_golden(row) for row in golden.filter(agent=suite)]


def titles(hotel: Hotel, codes: Iterable[str]) -> dict[str, str]:
    """What each of these tasks is about."""
    wanted = set(codes)
    found = {code: task.title for code, task in all_tasks().items() if code in wanted}
    own = GoldenTask.objects.filter(hotel=hotel, code__in=wanted)
    return found | {row.code: row.title for row in own}


def _golden(row: GoldenTask) -> Task:
    return Task.model_validate(row.task | {"code": row.code, "title": row.title, "kind": GOLDEN})

"""One turn of the offline receptionist: what it has at hand and what it is going to say."""

from dataclasses import dataclass, field
from typing import Any

from agents import phrases
from agents.base import Briefing, HandOff, Say
from agents.desk import Desk
from agents.manners import last_words
from agents.offline.memory import Memory
from agents.offline.understanding import Understanding

# What is asked for on the way to a booking.
STAY_SLOTS = (
    "dates", "arrival", "departure", "nights", "people", "adults", "children", "ages", "name", "email",
    "choice",
)  # fmt: skip


@dataclass
class Turn:
    briefing: Briefing
    desk: Desk
    memory: Memory
    said: Understanding
    text: str  # everything the guest wrote since the last answer
    says: list[Say] = field(default_factory=list)
    hand_off: HandOff | None = None
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.desk.language

    @property
    def is_looking(self) -> bool:
        """Whether a stay is being looked for, so that a change is a change of that."""
        memory = self.memory
        return memory.goal in ("", "stay") and (memory.stay is not None or memory.expecting in STAY_SLOTS)

    def phrase(self, key: str, **values: object) -> str:
        return phrases.say(self.language, key, **values)

    def say(self, key: str, **values: object) -> None:
        self.tell(self.phrase(key, **values))

    def tell(self, text: str) -> None:
        """Say `text`, which begins with a capital whatever it begins with."""
        self.says.append(Say(text[:1].upper() + text[1:]))

    def ask(self, slot: str, key: str, **values: object) -> None:
        """Ask for a slot and remember that it was asked."""
        self.memory.expecting = slot
        self.say(key, **values)

    def hand_over(self, reason: str, key: str, summary: str, **values: object) -> None:
        """Tell the guest and give the conversation to a person."""
        self.say(key, **values)
        self.hand_off = HandOff(reason, f"{summary}: {last_words(self.text)}")

    def step(self, name: str, **what: object) -> None:
        self.steps.append({"kind": "tool", "name": name, **what})

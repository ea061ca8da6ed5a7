"""The scripted guest: goes through what they came for, and answers what they are asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from agents.base import Button, Say
from agents.evals.stage import Stage
from agents.evals.tasks import Step
from agents.evals.texts import plain

YES = {"es": "sí", "en": "yes"}
NO = {"es": "no, gracias", "en": "no, thanks"}
_TAPS = {"accept": "yes", "change": "change", "person": "person"}
ANSWERED_AT_MOST = 2  # the same question

# What a question asks for, in words without accents. The first that fits and has an answer is answered.
_ASKS = {
    "code": r"codigo|\bcode\b|localizador|reference",
    "surname": r"apellido|surname|last name",
    "ages": r"edad|\bages?\b|how old",
    "dates": r"fechas|\bdates\b",
    "arrival": r"llegar?ia|llegada|dia llega|arriv",
    "departure": r"hasta (?:que|cuando)|cuantas noches|salida|until|how many nights|leave|depart",
    "when": r"que dia|a que hora|cuando|which day|what day|what time|\bwhen\b",
    "people": r"personas|adultos|huespedes|people|adults|guests|how many of you",
    "name": r"a nombre de quien|su nombre|nombre y apellido|whose name|your name|full name|the name",
    "email": r"correo|e-?mail",
    "room": r"en que habitacion|numero de (?:la |su )?habitacion|room are you|room number",
    "which": r"cual|which|prefiere|prefer|interesa|interested|would you like|option|suit you|queda bien",
    "service": r"servicio|service",
    "change": r"que cambia|que desea cambiar|what (?:should|would|do) .*change",
    "person": r"comuni|persona del hotel|pass you|someone at the hotel|person at the hotel",
}  # fmt: skip
# Sentences that want an answer without a question mark.
_OFFERS = "digame|escribame|me da|si quiere|si prefiere|tell me|let me know|please give|if you like"


@dataclass(frozen=True)
class Act:
    """What the guest does next: messages that are answered together, or a tapped button."""

    texts: tuple[str, ...] = ()
    tap: Button | None = None
    kind: str = "text"
    forwarded: bool = False


class Player(Protocol):
    """Who plays the guest."""

    def act(self, says: Sequence[Say]) -> Act | None:
        """What to do after these words of the receptionist (none: the guest opens); None: they are done."""
        ...


@dataclass
class Scripted:
    """A guest who follows the task's script. The same words always get the same answer."""

    stage: Stage
    steps: list[Step] = field(default_factory=list)
    terms_seen: int = 0
    used: dict[str, int] = field(default_factory=dict)
    first_terms: Say | None = None
    newest_terms: Say | None = None

    def __post_init__(self) -> None:
        given = self.stage.task.guest.says
        self.steps = [Step(says=step) if isinstance(step, str) else step for step in given]

    def act(self, says: Sequence[Say]) -> Act | None:
        if not says:
            return self._do(self.steps.pop(0)) if self.steps else None
        said = plain("\n".join(each.text for each in says))
        shown = next((each for each in reversed(says) if _yes(each)), None)
        if step := self._fitting(said):
            self._note(shown)
            return self._do(step)
        if shown and shown != self.newest_terms:
            self._note(shown)
            return self._to_terms(shown)
        if answer := self._answer(said):
            return Act((answer,))
        step = next((each for each in self.steps if not each.when), None)
        if step is None:
            return None
        self.steps.remove(step)
        return self._do(step)

    def _note(self, shown: Say | None) -> None:
        if shown:
            self.first_terms = self.first_terms or shown
            self.newest_terms = shown

    def _fitting(self, said: str) -> Step | None:
        """The next step that waits for such words."""
        for step in self.steps:
            if step.when and re.search(self.stage.filled(step.when), said):
                self.steps.remove(step)
                return step
        return None

    def _do(self, step: Step) -> Act:
        if step.taps:
            shown = self.first_terms if step.again else self.newest_terms
            button = _button(shown, step.taps)
            # Whoever wants to tap where there is nothing to tap says what the button would have said.
            return Act(tap=button) if button else Act((YES[self.stage.task.language],))
        texts = (step.says,) if isinstance(step.says, str) else step.says
        filled = tuple(self.stage.filled(text) for text in texts)
        return Act(filled, kind=step.kind, forwarded=step.forwarded)

    def _to_terms(self, shown: Say) -> Act | None:
        """What the guest does with terms: the next of their reactions, the last one again and again."""
        reactions = self.stage.task.guest.terms
        reaction = reactions[min(self.terms_seen, len(reactions) - 1)]
        self.terms_seen += 1
        language = self.stage.task.language
        if reaction == "leave":
            return None
        if button := _button(shown, _TAPS.get(reaction, "-")):
            return Act(tap=button)
        said = {"yes": YES[language], "refuse": NO[language]}.get(reaction, reaction)
        return Act((self.stage.filled(said),))

    def _answer(self, said: str) -> str:
        """The answers to what is asked, in one message; "" where nothing is asked that they know."""
        asked = " ".join(questions(said))
        answers = self.stage.task.guest.answers
        given: list[str] = []
        for slot, pattern in _ASKS.items():
            if slot not in answers or self.used.get(slot, 0) >= ANSWERED_AT_MOST:
                continue
            if re.search(pattern, asked) and not (given and slot in ("which", "person")):
                self.used[slot] = self.used.get(slot, 0) + 1
                given.append(self.stage.filled(answers[slot]))
        return ", ".join(dict.fromkeys(given))


def questions(said: str) -> list[str]:
    """The sentences that ask something, or say what to tell."""
    found = re.findall(r"[^.!?\n]*\?(?:[^.!?\n]*\.)?", said)
    told = re.findall(rf"[^.!?\n]*\b(?:{_OFFERS})\b[^.!?\n]*", said)
    return [*found, *told]


def _yes(say: Say) -> Button | None:
    return _button(say, "yes")


def _button(say: Say | None, which: str) -> Button | None:
    buttons = say.buttons if say else ()
    return next((button for button in buttons if button.id.startswith(f"{which}:")), None)

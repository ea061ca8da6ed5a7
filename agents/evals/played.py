"""A guest played by a model: it has the task's goal and answers as a guest would, in its own words."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings

from agents import llm, spending
from agents.base import Button, Say
from agents.evals.guest import Act
from agents.evals.stage import Stage
from agents.evals.tasks import Step

MODEL = "model"  # what a run calls this guest
SECONDS = 20.0
WORDS = 300  # tokens of one message
DONE = "###DONE###"
TAP = "###TAP"
LANGUAGES = {"es": "Spanish", "en": "English"}
_RULES = """You play a guest who writes to a hotel on a messaging app. Stay in the part: you are the guest,
never an assistant, and you never say that this is a test. Write in {language}, short, as people type on a
phone; one message at a time. Your name is {name}. What you want: {goal}
What you know and say only when it is asked for: {answers}
Do not invent anything else: no other dates, names, codes or wishes. When buttons are shown and what they
stand for is exactly what you want, answer with ###TAP 1, ###TAP 2 or ###TAP 3 alone. If it is not what you
want, say what is wrong. When you have what you came for, when a person takes over, or when it is plain that
you cannot have it, answer with ###DONE### alone."""


@dataclass
class Modelled:
    """Follows the goal, not the script; the first message is the script's, so that trials begin alike."""

    stage: Stage
    said: list[dict[str, Any]] = field(default_factory=list)
    buttons: tuple[Button, ...] = ()
    cost: Decimal = Decimal(0)  # US dollars

    def act(self, says: Sequence[Say]) -> Act | None:
        if not says:
            first = self.stage.task.guest.says[0]
            opening = first if isinstance(first, str) else first.says
            texts = (opening,) if isinstance(opening, str) else opening
            filled = tuple(self.stage.filled(text) for text in texts)
            self.said.append({"role": "assistant", "content": "\n".join(filled)})
            return Act(filled)
        self.buttons = next((say.buttons for say in reversed(says) if say.buttons), ())
        shown = [{"text": say.text, "buttons": [button.title for button in say.buttons]} for say in says]
        self.said.append({"role": "user", "content": json.dumps(shown, ensure_ascii=False)})
        text = self._asked()
        self.said.append({"role": "assistant", "content": text})
        return self._acted(text)

    def _acted(self, text: str) -> Act | None:
        if DONE in text:
            return None
        if text.startswith(TAP):
            number = "".join(char for char in text if char.isdigit())
            if number and 1 <= int(number) <= len(self.buttons):
                return Act(tap=self.buttons[int(number) - 1])
        return Act((text,))

    def _asked(self) -> str:
        """The model's next message; an error ends the trial as any other would."""
        model = settings.OPENAI_MODEL
        completion = llm.ask(
            model,
            [{"role": "system", "content": self._rules()}, *self.said],
            [],
            base_url=settings.OPENAI_BASE_URL,
            api_key=settings.OPENAI_API_KEY,
            deadline=time.monotonic() + SECONDS,
            max_tokens=WORDS,
        )
        self.cost += spending.cost(model, completion.usage)
        return completion.text.strip()[:1_000]

    def _rules(self) -> str:
        guest = self.stage.task.guest
        goal = guest.goal or " Then: ".join(filter(None, map(_words, guest.says)))
        return _RULES.format(
            language=LANGUAGES[self.stage.task.language],
            name=guest.name,
            goal=self.stage.filled(" ".join([goal, *map(_about_terms, guest.terms)])),
            answers=self.stage.filled(json.dumps(guest.answers, ensure_ascii=False)),
        )


def _words(step: str | Step) -> str:
    if isinstance(step, str):
        return step
    return step.says if isinstance(step.says, str) else " ".join(step.says)


def _about_terms(reaction: str) -> str:
    """What this guest does when terms with buttons are shown."""
    plain = {
        "accept": "Accept terms that say what you want.",
        "yes": "Write a plain yes to terms that say what you want.",
        "refuse": "When terms are shown, refuse them.",
        "leave": "When terms are shown, end without an answer.",
        "change": "When terms are shown, tap the button to change them.",
        "person": "When terms are shown, tap the button for a person.",
    }
    return plain.get(reaction, f"When terms are shown, say: {reaction}")

"""Who answers: by the guest's plain words, by the story under way, else by one small question to a model.

What a model answers here is checked against the hotel's own list. Whatever is invalid, unknown or unsure goes
to the concierge, and twice in a row a person is offered.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents import decision, prompts
from agents.base import Briefing
from agents.desk import Desk
from agents.llm import BadAnswer, ModelError, ModelRefused
from agents.offline.understanding import Understanding, understand
from agents.offline.words import spaced, tokens
from agents.registry import Cast, Specialist, starters
from agents.run import Run, step

SURE = 0.5  # with less the concierge answers
SHORT = 8  # words of an answer to a question
LONG = 60  # words: a message that no pattern sums up
OFFER_PERSON_AT = 2  # times in a row that the router was not sure

# The specialist out of the box that each wish is for.
OWNERS: Mapping[str, str] = {
    "availability": "reservations",
    "book": "reservations",
    "booking_status": "reservations",
    "cancel": "reservations",
    "change": "reservations",
    "appointment": "appointments",
    "housekeeping": "concierge",
    "complaint": "concierge",
    "lost_item": "concierge",
    "fact": "concierge",
}
GOALS: Mapping[str, str] = {  # of the offline engine's stories
    "stay": "reservations",
    "cancel": "reservations",
    "change": "reservations",
    "status": "reservations",
    "waiting": "reservations",
    "appointment": "appointments",
    "move_appointment": "appointments",
    "cancel_appointment": "appointments",
    "request": "concierge",
}
_COURTESY = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "machine", "human"})
_LOOKING = frozenset({"availability", "price", "book", "fact", "other"})
_IN_THE_ROOM = frozenset({"housekeeping", "complaint", "lost_item"})
_CHOOSING = re.compile(
    r"\b(?:presupuesto|budget|orcamento|compar\w+|recom[ie]+nd\w*|aconsej\w+|suger\w+|suggest\w*|popular\w*"
    r"|paquetes?|packages?|pacotes?|forfaits?|mas (?:barat|economic)\w*|cheapest|least expensive"
    r"|moins cher\w*|mejor (?:habitacion|opcion)|best (?:room|option)|vale la pena|worth (?:it|the)"
    r"|diferencias? (?:entre|hay)|difference between|cual me conviene|which (?:room|one) (?:should|would))\b"
)


@dataclass(frozen=True)
class Route:
    """Who has the turn. `by`: only | words | story | router | failed."""

    specialist: Specialist
    by: str
    unsure: bool = False
    in_passing: bool = False  # a question beside the story under way, which goes on afterwards


def route(run: Run) -> Route:
    """Who answers what the guest just wrote. Raises Ended, Superseded, or ModelRefused for a refused key."""
    began = time.monotonic()
    found = _routed(run)
    step(run, "router", found.specialist.code, began, by=found.by, unsure=found.unsure)
    return found


def alone(cast: Cast, desk: Desk) -> Cast:
    """The cast without a router: the concierge with all that is for this guest."""
    default = cast.default
    here = [each.config for each in cast.in_phase(lambda: desk.phase) if not each.config.remote]
    config = default.config.model_copy(
        update={
            "tools": tuple(dict.fromkeys(name for each in here for name in each.tools)),
            "instructions": "\n\n".join(each.instructions for each in here),
        }
    )
    return replace(cast, specialists={default.code: replace(default, config=config)})


def owner(cast: Cast, intent: str, goal: str, current: str) -> Specialist:
    """Whose the offline engine's answer is: the intent's, else the story's, else who had the conversation."""
    for code in (OWNERS.get(intent), GOALS.get(goal), current):
        if code and code in cast.specialists:
            return cast.specialists[code]
    return cast.default


def current_of(run_cast: Cast, state: Mapping[str, Any]) -> Specialist | None:
    """Who had the conversation until now."""
    return run_cast.specialists.get(str(state.get("agent", "")))


def _routed(run: Run) -> Route:
    candidates = run.cast.in_phase(lambda: run.desk.phase)
    if len(candidates) == 1:
        return Route(candidates[0], "only")
    current = current_of(run.cast, run.briefing.state)
    if current not in candidates:
        current = None
    by_code = {each.code: each for each in candidates}
    text = "\n".join(line.text for line in run.briefing.new_lines() if line.text)
    said = understand(text, run.briefing.now.date(), language=run.desk.language)
    code = by_words(said, text, current.code if current else "")
    if code in by_code and set(by_code) <= set(starters()):
        # A hotel's own specialists are known by their purpose alone: no pattern of ours speaks for them.
        aside = current is not None and set(said.intents) <= {"fact", *_COURTESY}
        return Route(by_code[code], "words", in_passing=aside)
    if set(said.intents) <= _COURTESY or _answers_a_question(run.briefing, text):
        return Route(current or run.cast.default, "story")
    return _by_model(run, candidates, current)


def by_words(said: Understanding, text: str, current: str = "") -> str:
    """The code of the specialist that a message is plainly for; "" when its words do not tell."""
    wishes = set(said.intents) - _COURTESY
    if not wishes or len(text.split()) > LONG:
        return ""
    if wishes & _IN_THE_ROOM and not said.says_when:
        wishes -= _LOOKING  # "towels in room 12" looks for no room
    if wishes <= _LOOKING and wishes != {"fact"} and _CHOOSING.search(spaced(tokens(text))):
        return "sales"
    if "other" in wishes:
        return ""
    if wishes <= _LOOKING and (said.each_room or said.rooms):
        return "sales" if current == "sales" else "reservations"  # "a double and a suite, with a cot"
    if "price" in wishes and wishes <= {"price", "fact"} and not (said.says_when or said.room_words):
        return "concierge" if "fact" in wishes else ""
    owners = {OWNERS[wish] for wish in wishes if wish not in ("price", "fact")}
    if wishes <= {"price", "fact"}:
        owners = {"reservations" if "price" in wishes else "concierge"}
    if len(owners) != 1:
        return ""
    (code,) = owners
    # Who helps to choose also books.
    return "sales" if code == "reservations" and current == "sales" and wishes <= _LOOKING else code


def _answers_a_question(briefing: Briefing, text: str) -> bool:
    """A few words after a question of ours go on with the story."""
    if len(text.split()) > SHORT:
        return False
    said = [line for line in briefing.transcript if line.author != "guest"]
    return bool(said) and "?" in said[-1].text


def _by_model(run: Run, candidates: tuple[Specialist, ...], current: Specialist | None) -> Route:
    default = run.cast.default
    messages = [
        {"role": "system", "content": prompts.router(run.cast, candidates)},
        {"role": "user", "content": decision.shown(run.briefing, current.code if current else "")},
    ]
    try:
        decided = decision.ask(run, messages, [each.code for each in candidates])
    except ModelRefused as error:
        if error.fatal:
            raise
        return Route(current or default, "failed")
    except BadAnswer:
        return Route(default, "failed", unsure=True)
    except ModelError:
        return Route(current or default, "failed")
    by_code = {each.code: each for each in candidates}
    named = by_code.get(decided.agent) if decided else None
    if decided is None or named is None or decided.confidence < SURE:
        return Route(default, "router", unsure=True)
    return Route(current if decided.action == "respond" and current else named, "router")

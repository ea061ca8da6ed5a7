"""Rooms and rates called by the names that the house gave them: "the pod", "la de media pensión"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from agents.offline.turn import Turn
from agents.offline.words import bag, tokens, words
from pms.base import RatePlanInfo, RoomTypeInfo

MOST_TO_PICK = 6  # words: more of them say more than which one
# In names of rooms and rates, but said of anything.
_WEAK = bag(
    "habitacion cuarto recamara room rooms camas cama bed beds quarto chambre tarifa rate plan plano"
    " tarif todo toda todos all incluido incluida included includes incluye media medio half completa"
    " full solo only sin without con with para for por the and los las del una uno one two dos tres"
    " que weekend semana week noche noches night nights dia dias day days tudo tout best mejor oferta"
    " offer hotel estandar standard"
)
_ROOM = r"(?:habitacion|cuarto|recamara|pieza|room|quarto|chambre)"
_ARTICLE = r"(?:una|un|la|el|a|an|the|uma|une)"


def rooms(types: Sequence[RoomTypeInfo], text: str, language: str) -> list[str]:
    """The codes of the room types whose names the text says best; none when it says no name.

    In a text that says more, a name counts where it stands as one: "a garden room", "una villa".
    """
    return _best({each.code: _names(each.name, language) for each in types}, text, _as_a_room)


def rates(plans: Sequence[RatePlanInfo], text: str, language: str) -> list[str]:
    """The same of the rate plans: "with half board", "the romantic plan"."""
    return _best({each.code: _names(each.name, language) for each in plans}, text, _as_a_rate)


def picks(turn: Turn) -> bool:
    """ "la patio", where the house has a patio too: a room or rate to choose, not a question about it."""
    if turn.said.is_question or len(words(tokens(turn.text))) > MOST_TO_PICK:
        return False
    house = turn.desk.house
    named = rooms(house.room_types, turn.text, turn.language)
    return len(named) == 1 or len(rates(house.rate_plans, turn.text, turn.language)) == 1


def read(turn: Turn) -> None:
    """Add what is called by its name to what the message says of rooms and rates."""
    said, house = turn.said, turn.desk.house
    if said.name or turn.memory.expecting == "name":
        return  # "Ana Villa" is a guest
    if not said.plan_words:
        named = rates(house.rate_plans, turn.text, turn.language)
        said = replace(said, plan_words=tuple(f"plan:{code}" for code in named))
    if not said.room_words:
        named = rooms(house.room_types, turn.text, turn.language)
        said = replace(said, room_words=tuple(f"type:{code}" for code in named))
    turn.said = said


def _names(name: Mapping[str, str], language: str) -> list[set[str]]:
    """The words of each name. Three letters count in their own language: "sea" is no view in Spanish."""
    found = [
        {word for word in words(tokens(text)) if len(word) > 3 or (len(word) == 3 and code == language)}
        for code, text in name.items()
    ]
    return [each for each in found if each]


def _best(names: Mapping[str, list[set[str]]], text: str, stands: Callable[[str, str], bool]) -> list[str]:
    """Those with most of their words spoken: one that tells something at least."""
    found = words(tokens(text))
    flat, spoken = " ".join(found), set(found)
    telling = (
        spoken if len(found) <= MOST_TO_PICK else {word for word in spoken if stands(re.escape(word), flat)}
    )
    everything = [set().union(*each) for each in names.values()]
    common = set.intersection(*everything) if len(everything) > 1 else set()
    scores = {
        code: max(
            (len(name & spoken) for name in each if _is_said(name - common, spoken, telling)), default=0
        )
        for code, each in names.items()
    }
    best = max(scores.values(), default=0)
    return [code for code, score in scores.items() if score == best] if best else []


def _is_said(name: set[str], spoken: set[str], telling: set[str]) -> bool:
    """Whether a word of a name that tells it from others is said, or all of several weak ones."""
    return bool((name & telling) - _WEAK) or (len(name) > 1 and name <= spoken)


def _as_a_room(word: str, flat: str) -> bool:
    return bool(
        re.search(
            rf"\b{_ROOM}s? (?:(?:con|de|with|com|avec) )?(?:{_ARTICLE} )?(?:\w+ )?{word}\b"
            rf"|\b{word} (?:\w+ )?(?:{_ROOM}s?|suites?)\b"
            rf"|(?<!\bin )(?<!\bto )(?<!\ben )(?<!\bde )(?<!\bat )(?<!\bal )\b{_ARTICLE} {word}\b",
            flat,
        )
    )


def _as_a_rate(word: str, flat: str) -> bool:
    return bool(
        re.search(rf"\b(?:con|with|com|avec|tarifa|rate|plan|paquete|package) (?:\w+ )?{word}\b", flat)
    )

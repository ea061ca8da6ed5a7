"""Several rooms in one message: how many of which kind, and who sleeps in each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from agents.offline import details
from agents.offline.numbers import number_at
from agents.offline.people import read_people
from agents.offline.words import bag, tokens, words

_NOUNS = bag("habitacion habitaciones cuarto cuartos room rooms recamara recamaras pieza piezas")
_FILLERS = bag("de tipo estandar standard grande grandes more mas bedroom sola solas")
_BEDS = bag("cama camas bed beds")
_ARTICLES = bag("un una a an otra otro another")
_OR = bag("o u or")
_LINKS = bag("y and e & + , mas plus tambien also la the")
_KINDS = {"double", "twin", "single", "triple", "quadruple", "suite", "family", "king"}
_WHAT = (
    r"(?:habitacion(?:es)?|cuartos?|rooms?|recamaras?|piezas?|dobles?|doubles?|matrimonial(?:es)?|twins?"
    r"|suites?"
    r"|sencillas?|individual(?:es)?|singles?|simples?|triples?|familiar(?:es)?|family|king|queen|more|mas)"
)
_FOR_WHOM = re.compile(
    rf"\b(?:(?:una?|otra|otro|one|an?|another|the other|the second)(?: one)?(?: {_WHAT})* (?:para|for|con"
    rf"|with)"
    rf"|(?P<count>[2-5]|dos|tres|cuatro|two|three|four)(?: {_WHAT})* (?:para|for))\b"
)
_TWO_OF_THEM = re.compile(
    r"\b(?:(?:mis|los|sus|nuestros|my|our|the) (?:padres|papas|viejos|jefes|suegros|abuelos|tios|parents"
    r"|grandparents|in laws|inlaws|folks)|nosotr[oa]s|ellos|ellas|us|them|novios|newlyweds)\b"
)
_ONE_OF_THEM = re.compile(
    r"\b(?:mi|my|el|la|the|su) (?:mama|papa|madre|padre|suegr[oa]|abuel[oa]|ti[oa]|herman[oa]|amig[oa]|nana"
    r"|ninera"
    r"|mother|father|mom|mum|dad|grandmother|grandfather|grandma|grandpa|brother|sister|friend|nanny|aunt"
    r"|uncle)\b"
    r"|\b(?:mi|me)$"
)
_MYSELF = re.compile(r"\b(?:yo|i|myself)\b")
_IN_EACH = re.compile(
    r"\b(?P<count>[1-9]|un[ao]?|one|dos|tres|cuatro|two|three|four)(?: (?:adult\w*|personas?|people"
    r"|guests?))? (?:(?:en|por|para|in|per|to) )?(?:cada (?:un[ao]|habitacion|cuarto)|each(?: room)?"
    r"|(?:por|per|to a|a) (?:habitacion|cuarto|room))\b"
)
_COUNTED = re.compile(r"\b(?:[1-9]|dos|tres|cuatro|two|three|four) (?:adult\w*|personas?|people|guests?)\b")


@dataclass(frozen=True)
class RoomWanted:
    """One room of several. None and () are "not said"; `children` may be known without their ages."""

    kinds: tuple[str, ...] = ()
    adults: int | None = None
    children: int = 0
    ages: tuple[int, ...] = ()


def read_rooms(flat: str, rooms: int | None) -> tuple[RoomWanted, ...]:
    """The rooms of a message in one line (see `words.spaced`), when it is about two or more; else ().

    `rooms` is how many the text counts by their own noun ("dos habitaciones").
    """
    found = _for_whom(flat)
    if not found:
        found, in_all = _by_kind(words(tokens(flat)))
        rooms = in_all or (None if found else rooms)  # "dos dobles y una sencilla" are three
    if rooms and len(found) > rooms > 1 and len(found) % rooms:
        found = ()
    missing = (rooms or 0) - len(found)
    if missing > 0 and (found or (rooms or 0) > 1):
        found = (*found, *(RoomWanted(),) * missing)
    if len(found) > 1 and (each := _IN_EACH.search(flat)) and not any(room.adults for room in found):
        count = number_at([each["count"]], 0)
        found = tuple(replace(room, adults=count[0]) for room in found) if count else found
    return found if len(found) > 1 else ()


def names_sleepers(flat: str) -> bool:
    """Whether it is told for whom each of several rooms is, even where that tells no number."""
    return len(list(_FOR_WHOM.finditer(flat))) > 1


def _for_whom(flat: str) -> tuple[RoomWanted, ...]:
    """ "una para mis padres y otra para nosotros con la niña de 4"; () unless who sleeps in each is said."""
    starts = list(_FOR_WHOM.finditer(flat))
    if len(starts) < 2:
        return ()
    found: list[RoomWanted] = []
    for n, start in enumerate(starts):
        end = starts[n + 1].start() if n + 1 < len(starts) else len(flat)
        about, who = flat[start.start() : end], flat[start.end() : end]
        room = _sleepers(who, tuple(kind for kind in details.room_words(about) if kind in _KINDS))
        if room is None:
            continue
        number = number_at([start["count"]], 0) if start["count"] else None
        found += [room] * (number[0] if number else 1)
    return tuple(found) if len(found) > 1 else ()


def _sleepers(text: str, kinds: tuple[str, ...]) -> RoomWanted | None:
    said = read_people(words(tokens(f"para {text}")))
    relatives = 2 * len(_TWO_OF_THEM.findall(text)) + len(_ONE_OF_THEM.findall(text.strip()))
    adults = said.adults
    if adults is None and said.people is not None:
        adults = said.people - (said.children or 0)
    if relatives and not _COUNTED.search(text):
        adults = relatives + bool(_MYSELF.search(text))
    if not adults:
        return None
    return RoomWanted(kinds, adults, said.children or len(said.ages), said.ages)


def _by_kind(found: Sequence[str]) -> tuple[tuple[RoomWanted, ...], int]:
    """ "tres cuartos: una doble y una suite": the kinds, and how many rooms in all where that is said apart.

    No kinds for one room, or for one kind or another.
    """
    items: list[tuple[int, tuple[str, ...], int, int]] = []  # how many, kinds, first word, word after
    at = 0
    while at < len(found):
        item = _counted(found, at)
        if item is None:
            at += 1
            continue
        items.append((item[0], item[1], at, item[2]))
        at = item[2]
    between = [set(found[left[3] : right[2]]) for left, right in pairwise(items)]
    if any(link & _OR for link in between):
        return (), 0
    counted = any(kinds and found[begin] not in _ARTICLES for _, kinds, begin, _ in items)
    if not counted and not all(link <= _LINKS for link in between):
        return (), 0  # "una doble ... ¿y qué tal una suite?"
    rooms = [RoomWanted(kinds) for number, kinds, _, _ in items if kinds for _ in range(min(number, 9))]
    in_all = max(
        (number for number, kinds, begin, _ in items if not kinds and found[begin] not in _ARTICLES),
        default=0,
    )
    return tuple(rooms), in_all


def _counted(found: Sequence[str], at: int) -> tuple[int, tuple[str, ...], int] | None:
    """How many rooms of which kind the words from `at` on count, and the word after them."""
    number = (1, at + 1) if found[at] in _ARTICLES else number_at(found, at)
    if not number or not 1 <= number[0] <= 9:
        return None
    kinds: list[str] = []
    end = number[1]
    is_room = False
    while end < len(found):
        word = found[end]
        named = [kind for kind in details.room_words(word) if kind in _KINDS]
        if not named and word not in _NOUNS | _FILLERS:
            break
        kinds += named
        is_room = is_room or bool(named) or word in _NOUNS
        end += 1
    if not is_room or (end < len(found) and found[end] in _BEDS):
        return None
    return number[0], tuple(dict.fromkeys(kinds)), end

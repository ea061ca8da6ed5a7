"""How old children are, as guests say it."""

from collections.abc import Iterator, Sequence

from agents.offline.homographs import OUT
from agents.offline.kin import ADULTS, CHILDREN, PEOPLE, ROOMS, YOUNG_IF_AGED
from agents.offline.numbers import number_at
from agents.offline.spots import word_at
from agents.offline.words import bag

OLDEST = 17
_OPENS = bag("de aged age ages edad edades con ( who que tienen tiene is are shes hes theyre turning")
_GOES_ON = bag("is are uno una otro otra el y and , e / &")
_PASSES = bag("pequenos pequenas small little anos ano years year old : ni") | {OUT}
_LINKS = bag("y and e & , /")
_MONTHS = bag("meses mes months month mo mos")
_WEEKS = bag("semanas semana weeks week")
_COUNTED = (
    CHILDREN | ADULTS | PEOPLE | ROOMS | bag("noche noches night nights dias days am pm hs hrs al a - to")
)


def read_ages(
    words: Sequence[str], expecting: str = "", taken: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """Ages of children in full years: "de 4 y 7", "aged 3", "a 5-year-old", "8 meses" is 0.

    `taken` are the words that are a date, `expecting` the slot that was asked for.
    """
    olds = [age for at in range(len(words)) for age in _year_olds(words, at)]
    if olds:
        return tuple(olds)
    if expecting == "ages":
        found = [_age(words, at) for at in range(len(words)) if words[at] not in ("un", "uno", "una", "one")]
        return tuple(age for age in found if age is not None)
    ages: list[int] = []
    for at, word in enumerate(words):
        if word in CHILDREN | YOUNG_IF_AGED:
            ages += list(ages_after(words, at, taken))
    if not ages and set(words) & CHILDREN:
        ages = [age for at in range(len(words)) for age in _of_whom(words, at)]
    return tuple(ages)


def one_age_for_all(words: Sequence[str]) -> bool:
    return not set(words) & {"uno", "otro", "other"}


def ages_after(words: Sequence[str], noun: int, taken: frozenset[int] = frozenset()) -> Iterator[int]:
    """The ages told behind a child's noun: "niños de 4 y 7", "kids (5, 8)", "2 niños 5 y 8"."""
    if bare := _bare(words, noun, taken):
        yield from bare
        return
    at, opened = noun + 1, False
    while at < len(words):
        word = words[at]
        if word in _OPENS:
            opened = True
        elif (word in _GOES_ON and opened) or word in _PASSES or _is_pause(words, at):
            pass
        elif word in ("un", "una") and word_at(words, at + 1) not in ("ano", "mes"):
            return  # "el hijo de un amigo"
        elif opened and (number := number_at(words, at)) and (age := _age(words, at)) is not None:
            if at in taken:
                return
            yield age
            at = number[1]
            at += word_at(words, at) in _MONTHS | _WEEKS
            continue
        else:
            return
        if word in ("ano", "year") and list(words[at + 1 : at + 3]) == ["y", "medio"] and opened:
            yield 1
            return
        at += 1


def grown_up(words: Sequence[str], noun: int) -> bool:
    """Whether the age told of somebody's child is an adult's: "mis hijos de 19 y 22"."""
    number = number_at(words, noun + 2)
    return word_at(words, noun + 1) in ("de", "aged", "(") and bool(number and OLDEST < number[0] < 100)


def _is_pause(words: Sequence[str], at: int) -> bool:
    return words[at] in (",", ".", ";", "-") and word_at(words, at + 1) in _OPENS


def _bare(words: Sequence[str], noun: int, taken: frozenset[int]) -> list[int]:
    """ "2 niños 5 y 8": as many numbers right behind as there are children, or two at least."""
    ages: list[int] = []
    at = noun + 1
    while (number := number_at(words, at)) and words[at].isdecimal() and at not in taken:
        age = _age(words, at)
        if age is None:
            return []
        ages.append(age)
        at = number[1] + (word_at(words, number[1]) in _LINKS)
    before = number_at(words, noun - 1) if noun else None
    return ages if len(ages) == (before[0] if before else max(2, len(ages))) else []


def _year_olds(words: Sequence[str], at: int) -> list[int]:
    """ "a 5-year-old", "our 3 month old", "5 and 7 year olds"."""
    if not set(words[at + 1 : at + 3]) & {"old", "olds"}:
        return []
    if words[at] in ("year", "years", "yr", "yrs", "yo", "y/o"):
        return _numbers_before(words, at)
    if words[at] in _MONTHS | {"week", "weeks"}:
        return [age // 12 if words[at] in _MONTHS else 0 for age in _numbers_before(words, at, 36)]
    return []


def _of_whom(words: Sequence[str], at: int) -> list[int]:
    """ "she's 7", "he is 9", "tiene 5 años", somewhere behind the child."""
    begins = words[at] in ("shes", "hes", "tiene") or (
        words[at] == "is" and word_at(words, at - 1) in ("he", "she")
    )
    age = _age(words, at + 1) if begins else None
    return [age] if age is not None else []


def _age(words: Sequence[str], at: int) -> int | None:
    found = number_at(words, at)
    if not found:
        return None
    following = word_at(words, found[1])
    if following in _MONTHS:
        return found[0] // 12
    if following in _WEEKS:
        return 0
    return found[0] if 0 <= found[0] <= OLDEST and following not in _COUNTED else None


def _numbers_before(words: Sequence[str], at: int, most: int = OLDEST) -> list[int]:
    ages: list[int] = []
    while at and (words[at - 1] in ("-", "and", ",", "a") or number_at(words, at - 1)):
        at -= 1
        found = number_at(words, at)
        if found and found[0] <= most:
            ages.insert(0, found[0])
    return ages

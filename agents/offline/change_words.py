"""What should become of a reservation: other days, more nights, another room, more people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agents.offline.calendar_words import WEEKDAYS
from agents.offline.kin import CHILDREN, PARTNER, YOUNG_IF_AGED
from agents.offline.numbers import number_at
from agents.offline.understanding import Understanding, understand
from agents.offline.words import bag, spaced, tokens
from pms.base import Occupancy, Stay

_N = r"(\d{1,2}|un[oa]?|one|an?|dos|tres|cuatro|cinco|seis|siete|two|three|four|five|six|seven)"
_NIGHT = r"(?:noches?|dias?|nights?|days?)"
_UNIT = r"(noches?|dias?|nights?|days?|semanas?|weeks?)"
_MORE = re.compile(
    rf"\b{_N} {_NIGHT} (?:mas|extras?|adicional(?:es)?|more|longer|additional)\b"
    rf"|\b{_N} (?:more|extra|additional|further) {_NIGHT}\b"
    rf"|\b(?:alarg\w+|extend\w*|extiend\w+|prolong\w+|agreg\w+|anad\w+|sum\w+|ampli\w+"
    rf"|add)\b(?: \w+){{0,4}}? {_N} {_NIGHT}\b"
    rf"|\b(?:otr[oa]|another|an extra|el|la) {_NIGHT}(?: (?:mas|more|extra|adicional))?\b"
)
_OTHER_NIGHT = re.compile(rf"\b(?:otr[oa]|another|an extra) {_NIGHT}\b")
_FEWER = re.compile(
    rf"\b{_N} {_NIGHT} (?:menos|less|fewer|shorter)\b|\b{_N} (?:less|fewer) {_NIGHT}\b"
    rf"|\b(?:acort\w+|recort\w+|quit\w+|shorten\w*|remove|drop|reduc\w+)\b(?: \w+){{0,4}}? {_N} {_NIGHT}\b"
)
_EARLIER = r"(antes|earlier|before|sooner)"
_LATER = r"(despues|mas tarde|later|after|luego)"
_ARRIVES = r"(?:lleg\w+|arriv\w+|check-in|entr\w+|ingres\w+|come|coming)"
_LEAVES = (
    r"(?:sal(?:ir|ida|imos|go|dr\w+|iendo)|irnos|irme|nos vamos|me voy|leav\w+|depart\w+|check-out|go home)"
)
_ARRIVE_SHIFT = re.compile(rf"\b{_ARRIVES}\b(?: \w+){{0,3}}? {_N} {_UNIT} (?:{_EARLIER}|{_LATER})\b")
_LEAVE_SHIFT = re.compile(rf"\b{_LEAVES}\b(?: \w+){{0,3}}? {_N} {_UNIT} (?:{_EARLIER}|{_LATER})\b")
_BACK = r"(?:adelant\w+|bring forward)"
_ON = r"(?:pospon\w+|postpon\w+|aplaz\w+|retras\w+|atras\w+|recorr\w+|delay\w*|push\w*)"
_WHOLE_SHIFT = re.compile(
    rf"\b(?P<back>{_BACK})\b(?: \w+){{0,5}}? {_N} {_UNIT}\b|\b{_ON}\b(?: \w+){{0,5}}? {_N} {_UNIT}\b"
    rf"|\b(?:mov\w+|muev\w+|mueve\w*|pas\w+|cambi\w+|move|shift"
    rf"|change)\b(?: \w+){{0,5}}? {_N} {_UNIT} (?:{_EARLIER}|{_LATER})\b"
)
_ARRIVAL_ONLY = re.compile(rf"\b{_ARRIVES}\b")
_SOMEBODY = (
    PARTNER
    | CHILDREN
    | YOUNG_IF_AGED
    | bag("suegro suegra abuelo abuela tio tia cunado cunada adulto persona")
)
_MORE_PEOPLE = re.compile(
    rf"\b(?:somos|seremos|seriamos|seamos|vamos|iremos|venimos|viene|vendra|va|ira|we are|were|well be"
    rf"|we will be"
    rf"|there will be|there is|theres|be)(?: (?:a ser|to be|going to be))? {_N} (?:persona |person |guest "
    rf"|adult[oa]? )?"
    rf"(?:mas|more|extra)\b"
    rf"|\b(?:agreg\w+|anad\w+|sum\w+|inclu\w+|add|bring\w*|llev\w+|trae\w*"
    rf"|traig\w+)\b(?: \w+){{0,2}}? {_N} (?:mas )?(?:more |extra )?"
    rf"(?:personas?|adult\w*|nin[oa]s?|bebes?|menor(?:es)?|persons?|people|guests?|child(?:ren)?|kids?|baby"
    rf"|babies|huesped(?:es)?)\b"
    rf"|\b{_N} (?:personas?|adult\w*|guests?|people|persons?|ninos?|kids?|child(?:ren)?) (?:mas|more|extra)\b"
    rf"|\b(?:one more|otra|another|an extra) (?:persona|person|adult[oa]?|guest|nin[oa]|child|kid|baby"
    rf"|bebe)\b"
    rf"|\b(?:viene|vendra|va|ira|se suma|se une|joins?|is coming|coming|llevo|traigo"
    rf"|bringing)\b(?: \w+){{0,4}}? (?:mi|my|our|nuestr[oa]|un|una) (?:\w+ )?"
    rf"(?:{'|'.join(sorted(_SOMEBODY))})\b"
)
_CHILD = re.compile(
    r"\b(?:nin[oa]s?|hij[oa]s?|beb[ea]s?|bebe|menor(?:es)?|peque|nen[ea]|child(?:ren)?|kids?|baby|son"
    r"|daughter"
    r"|toddler|sobrin[oa]|niet[oa])\b"
)
_ADULT = re.compile(
    r"\b(?:adult\w*|espos[oa]|marido|mujer|novi[oa]|pareja|mama|papa|madre|padre|suegr[oa]|herman[oa]"
    r"|amig[oa]|abuel[oa]"
    r"|wife|husband|partner|girlfriend|boyfriend|mother|father|mom|mum|dad|brother|sister|friend"
    r"|mother in law)\b"
)
_ABSOLUTE = re.compile(
    r"\b(?:ahora |ya |solo |al final |finalmente |now |only |just )*(?:somos|seremos|seriamos|vamos a ser"
    r"|we are|we will be"
    r"|well be|there will be|para|for|a|to)\b"
)
# "reservé para 2 personas": what was booked, not what is wished.
_AS_BOOKED = re.compile(r"\b(?:reserve|booked|tengo|hice|i have|made)\b")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|weekend)\b")
_FROM_NOW = re.compile(r"\b(?:hoy|manana|este|esta|today|tomorrow|this|tonight)\b")


@dataclass(frozen=True)
class ChangeWish:
    """What is not said stays as it is. Nights and days are relative: +1 is one more."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    arrival_only: bool = False  # the departure stays
    more_nights: int = 0
    arrival_shift: int = 0
    departure_shift: int = 0
    shift: int = 0  # of the whole stay
    kinds: tuple[str, ...] = ()
    plan_words: tuple[str, ...] = ()
    more_adults: int = 0
    more_ages: tuple[int, ...] = ()
    who_more: bool = False  # somebody more comes, and it is not said who
    ages_missing: bool = False  # a child more comes, and its age is not said
    adults: int | None = None
    ages: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return self == ChangeWish()

    @property
    def moves(self) -> bool:
        return bool(self.arrival or self.departure or self.nights or self.more_nights or self.arrival_shift
                    or self.departure_shift or self.shift)  # fmt: skip

    @property
    def resizes(self) -> bool:
        return bool(self.more_adults or self.more_ages or self.adults or self.ages is not None)

    def stay_of(self, booked: Stay) -> Stay | None:
        """The stay that the wish makes of one; None for a departure that is not after the arrival."""
        arrival = self.arrival or booked.arrival + timedelta(self.arrival_shift + self.shift)
        departure = self.departure or booked.departure + timedelta(self.departure_shift + self.shift)
        moved_on = arrival >= departure and not self.departure and not self.nights
        if self.arrival and not self.departure and (moved_on or not self.arrival_only):
            departure = arrival + timedelta(booked.nights)
        if self.nights and not self.departure:
            departure = arrival + timedelta(self.nights)
        elif self.nights and not self.arrival:
            arrival = departure - timedelta(self.nights)
        departure += timedelta(self.more_nights)
        return Stay(arrival, departure) if departure > arrival else None

    def occupancy_of(self, booked: Occupancy) -> Occupancy:
        adults = self.adults or booked.adults
        ages = booked.children_ages if self.ages is None else self.ages
        return Occupancy(max(1, adults + self.more_adults), (*ages, *self.more_ages))


def says_change(flat: str) -> bool:
    """Whether a text can only be about what is booked: a night more, a day earlier, somebody more."""
    patterns = (_FEWER, _ARRIVE_SHIFT, _LEAVE_SHIFT, _WHOLE_SHIFT, _MORE_PEOPLE)
    return _more(flat) > 0 or any(pattern.search(flat) for pattern in patterns)


def more_nights(flat: str) -> int:
    """How many nights more (or, negative, fewer) a text asks for; 0 for none."""
    fewer = _FEWER.search(flat)
    return -_count(fewer) if fewer else _more(flat)


def read(texts: Iterable[tuple[str, str]], today: date, booked: Stay | None) -> ChangeWish:
    """One wish out of several (asked slot, text); of two for the same thing the last counts."""
    wish = ChangeWish()
    for expecting, text in texts:
        flat = spaced(tokens(text))
        # "hasta el domingo" is the Sunday around the stay, not the one after today.
        around = booked is not None and _WEEKDAY.search(flat) and not _FROM_NOW.search(flat)
        reference = max(today, booked.arrival) if booked and around else today
        said = understand(text, reference, expecting=expecting, after=booked.arrival if booked else None)
        wish = _later(wish, _read(said, flat, expecting))
    return wish


def _read(said: Understanding, flat: str, expecting: str) -> ChangeWish:
    wish = ChangeWish(kinds=said.room_words[-1:], plan_words=said.plan_words)
    more = more_nights(flat)
    arrive, leave, whole = (pattern.search(flat) for pattern in (_ARRIVE_SHIFT, _LEAVE_SHIFT, _WHOLE_SHIFT))
    if more:
        wish = replace(wish, more_nights=more)
    elif arrive:
        wish = replace(wish, arrival_shift=_days(arrive))
    elif leave:
        wish = replace(wish, departure_shift=_days(leave))
    elif whole:
        wish = replace(wish, shift=_days(whole))
    elif said.says_when:
        only = bool(said.arrival and not said.departure and not said.nights and _ARRIVAL_ONLY.search(flat))
        wish = replace(
            wish, arrival=said.arrival, departure=said.departure, nights=said.nights, arrival_only=only
        )
    if expecting == "who_more" or _MORE_PEOPLE.search(flat):
        return _with_more(wish, said, flat)
    if (
        said.says_who
        and (expecting in ("people", "adults") or _ABSOLUTE.search(flat))
        and not _AS_BOOKED.search(flat)
    ):
        children = said.children or len(said.ages)
        adults = said.adults if said.adults is not None else (said.people or 0) - children
        missing = bool(said.children and len(said.ages) != said.children)
        ages = said.ages if said.ages or said.children == 0 else None
        return replace(wish, adults=adults if adults > 0 else None, ages=ages, ages_missing=missing)
    if expecting == "ages" and said.ages:
        return replace(wish, more_ages=said.ages)
    return wish


def _with_more(wish: ChangeWish, said: Understanding, flat: str) -> ChangeWish:
    number = next(
        (
            _number(group)
            for match in [_MORE_PEOPLE.search(flat)]
            if match
            for group in match.groups()
            if group
        ),
        1,
    )
    if said.ages:
        return replace(wish, more_ages=said.ages)
    if _CHILD.search(flat):
        return replace(wish, ages_missing=True)
    if _ADULT.search(flat):
        return replace(wish, more_adults=number)
    return replace(wish, who_more=True)


def _later(before: ChangeWish, after: ChangeWish) -> ChangeWish:
    """What was said last about days, room or people in place of what was said before about the same."""
    merged = replace(
        before if not after.moves else after,
        kinds=after.kinds or before.kinds,
        plan_words=after.plan_words or before.plan_words,
    )
    people = after if after.resizes or after.who_more or after.ages_missing else before
    adults = people.adults if people.adults is not None else before.adults
    return replace(
        merged,
        more_adults=people.more_adults,
        more_ages=people.more_ages,
        who_more=people.who_more,
        ages_missing=people.ages_missing,
        adults=adults,
        ages=people.ages,
    )


def _more(flat: str) -> int:
    if _OTHER_NIGHT.search(flat):
        return 1
    found = _MORE.search(flat)
    return _count(found) if found and any(found.groups()) else 0


def _count(found: re.Match[str]) -> int:
    return next((_number(group) for group in found.groups() if group), 1)


def _number(word: str) -> int:
    number = number_at([word], 0)
    return 1 if word in ("a", "an") or not number else number[0]


def _days(found: re.Match[str]) -> int:
    """Days to shift by, negative for earlier, out of a match of number, unit and direction."""
    groups = [group for group in found.groups() if group]
    count = next(_number(group) for group in groups if re.fullmatch(_N, group))
    unit = 7 if any(re.fullmatch(r"semanas?|weeks?", group) for group in groups) else 1
    earlier = any(re.fullmatch(rf"{_EARLIER}|{_BACK}", group) for group in groups)
    return -count * unit if earlier else count * unit

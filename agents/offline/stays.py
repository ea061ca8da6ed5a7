"""When a guest wants to stay: arrival, departure and nights out of one text, and what stayed unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from agents.offline import anchors
from agents.offline.calendar_words import MONTHS
from agents.offline.dates import RANGES, find_spots
from agents.offline.feasts import nth_weekend
from agents.offline.numbers import number_at
from agents.offline.spots import Spot
from agents.offline.weekdays import WHICH
from agents.offline.words import bag

ALTERNATIVES = 3  # words "or" that are tried
LONGEST_IN_NIGHTS = 14  # a lone number above this is the day of a month
LONGEST_GUESS = 31  # nights; only to tell 12/03 from 03/12 when two dates are given

_ARRIVE = bag(
    "check-in llegada llegando llegar llego llegamos llegaria llegariamos entrada entrar entro"
    " entramos ingreso ingresar ingresamos ingresando desde from starting start starts arrive arriving"
    " arrival arrives partir begin beginning coming since"
)
_DEPART = bag(
    "check-out salida saliendo salir salgo salimos saldria saldriamos irme irnos leave leaving depart"
    " departing departure departs hasta until till thru through ending ends regreso regresamos marcho"
    " partida"
)
_RANGE = RANGES | {"y", "and"}
_JOINERS = _RANGE | bag("el the dia on , of")
_OR = bag("o u or")
_NOT = (
    "no el", "no", "not", "not the", "vez de", "vez del", "lugar de", "lugar del", "instead of", "rather than"
)  # fmt: skip
_NIGHTS = bag("noche noches night nights nightly")
_DAYS = bag("dia dias day days")
_WEEKS = bag("semana semanas week weeks")
_NOT_A_LENGTH = bag(
    "in en dentro hace before antes cada every per por la de_la this esta otra next last within"
)


@dataclass(frozen=True)
class Unclear:
    """What the guest has to be asked before it can be used.

    `kind`: date (several `options`), past, impossible, weekday (it is not on that date), order (departure
    before arrival), nights (they do not fit the dates), month or week (no day said), children, people.
    """

    kind: str
    text: str
    options: tuple[date, ...] = ()
    slot: str = "arrival"


@dataclass(frozen=True)
class When:
    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    unclear: tuple[Unclear, ...] = field(default=())
    month: date | None = None  # the first of a month named without a day; of a season its middle


def read_stay(
    words: Sequence[str],
    today: date,
    expecting: str = "",
    after: date | None = None,
    small_hours: bool = False,
) -> When:
    """The stay in `words`; never a day before `today`, never a departure before the arrival.

    `expecting` is the slot just asked for (arrival, departure, dates, nights). `after` is an arrival known
    already: a departure lies behind it. `small_hours`: it is after midnight, so "tomorrow" is unclear.
    """
    if either := _either_range(words, today, expecting, after):
        return either
    return _read_one(words, today, expecting, after, small_hours)


def _read_one(
    words: Sequence[str], today: date, expecting: str, after: date | None, small_hours: bool = False
) -> When:
    found = _kept(find_spots(words, today, expecting in ("arrival", "departure", "dates")), words, today)
    spots = anchors.without_occasion(found, words)
    if after and expecting == "departure" and (either := _day_or_nights(words, after)):
        return either
    if after and expecting in ("dates", "arrival") and (weekend := _weekend_of(words, after, today)):
        return When(arrival=weekend, nights=2)
    nights, in_days = read_nights(words, spots, expecting)
    arrival_spot, departure_spot = _roles(words, spots, expecting)
    if arrival_spot and (occasion := anchors.occasion(found, (arrival_spot, departure_spot), words, today)):
        arrival_spot = anchors.near(arrival_spot, departure_spot, occasion, today)
    if after and arrival_spot and (departure_spot is None or departure_spot.is_bare):
        arrival_spot = _in_month_of(arrival_spot, after, today)
    if after and arrival_spot and arrival_spot.weekday is not None:
        if expecting in ("dates", "arrival") and after.day == 1 and not arrival_spot.day:
            return When(unclear=(Unclear("week", _text(words, arrival_spot)),))  # only the month is known
        arrival_spot = anchors.beside(arrival_spot, after, words, today)
    if choices := _alternatives(words, spots, today):
        return _with_nights(When(unclear=(choices,)), nights, in_days)
    if arrival_spot and departure_spot:
        when = _range(words, arrival_spot, departure_spot, today)
    elif arrival_spot:
        when = _single(words, arrival_spot, today, "arrival", small_hours)
        if not departure_spot and nights is None and arrival_spot.nights:
            nights = arrival_spot.nights
    elif departure_spot:
        begin = (after or today) + timedelta(1)
        when = _single(words, departure_spot, begin, "departure", False)
    else:
        season = next((spot.season for spot in found if spot.season), None)
        when = When(month=season) if season else _vague(words, today)
    return _with_nights(when, nights, in_days)


def _either_range(words: Sequence[str], today: date, expecting: str, after: date | None) -> When | None:
    """ "del 10 al 12 o del 17 al 19": two whole stays, of which the guest has to name one."""
    for at in [at for at, word in enumerate(words) if word in _OR][:ALTERNATIVES]:
        first = _read_one(_with_month(words[:at], words[at + 1 :]), today, expecting, after)
        second = _read_one(words[at + 1 :], today, expecting, first.arrival)
        if not (first.arrival and first.departure and second.arrival and second.departure):
            continue
        days = tuple(sorted({first.arrival, second.arrival}))
        lengths = {
            (when.departure - when.arrival).days
            for when in (first, second)
            if when.departure and when.arrival
        }
        return When(
            nights=lengths.pop() if len(lengths) == 1 else None,
            unclear=(Unclear("date", " ".join(words), days),),
        )
    return None


def _weekend_of(words: Sequence[str], month: date, today: date) -> date | None:
    """The Friday of "the first weekend", said of a month that was spoken of."""
    which = [WHICH[word] for word, next_word in pairwise(words) if next_word == "weekend" and word in WHICH]
    return nth_weekend(month.month, which[0], max(today, month)) if len(which) == 1 else None


def _with_month(words: Sequence[str], later: Sequence[str]) -> Sequence[str]:
    """Days whose month is only told behind them: "del 10 al 12 o del 17 al 19 de enero"."""
    months = [word for word in later if word in MONTHS]
    return [*words, "de", months[0]] if months and not set(words) & set(MONTHS) else words


def _in_month_of(spot: Spot, after: date, today: date) -> Spot:
    """ "perdón, del 6 al 9", after January was spoken of: a day of that January, unless it is over."""
    if not spot.is_bare:
        return spot
    completed = replace(spot, month=after.month, year=after.year)
    return completed if any(day >= today for day in completed.readings(today)) else spot


def _day_or_nights(words: Sequence[str], arrival: date) -> When | None:
    """A lone number, asked for the departure or the nights: one of them, or both to choose from."""
    said = [word for word in words if word[0].isalnum()]
    number = number_at(said, 0) if said else None
    if not number or number[1] != len(said) or not 1 <= number[0] <= LONGEST_IN_NIGHTS:
        return None
    in_nights = arrival + timedelta(number[0])
    by_day = [day for day in Spot(0, 1, day=number[0]).readings(arrival + timedelta(1))
              if (day - arrival).days <= LONGEST_IN_NIGHTS]  # fmt: skip
    if not by_day or by_day == [in_nights]:
        return When(nights=number[0])
    options = tuple(sorted({in_nights, *by_day}))
    return When(unclear=(Unclear("date", said[0], options, "departure"),))


def read_nights(words: Sequence[str], spots: Sequence[Spot], expecting: str = "") -> tuple[int | None, bool]:
    """How many nights are said, and whether only in days. "3 días y 2 noches" is two nights."""
    taken = {n for spot in spots for n in range(spot.start, spot.end)}
    by_days: int | None = None
    for at in range(len(words)):
        if at in taken or (
            at and words[at - 1] in _NOT_A_LENGTH and words[at - 1] not in ("por", "la", "next")
        ):
            continue
        single = words[at] in ("a", "una", "one", "un") and not (at and words[at - 1] in ("per",))
        number = (1, at + 1) if single else number_at(words, at)
        if not number or not 1 <= number[0] <= 365:
            continue
        value, end = number
        end += end < len(words) and words[end] in ("full", "more", "-", "extra", "whole", "sola", "single")
        unit = words[end] if end < len(words) else ""
        beyond = words[end + 1] if end + 1 < len(words) else ""
        if beyond in ("ago", "before", "antes", "later", "after", "despues"):
            continue
        if unit in _NIGHTS and not (
            words[at] == "a" and not (at and words[at - 1] in ("for", "just", "only"))
        ):
            return value, False
        if unit in _WEEKS and not (at and words[at - 1] in ("esta", "la")):
            return value * 7, False
        if unit in _DAYS and words[at] != "a":
            by_days = by_days or value
    if by_days is None and "fortnight" in words:
        return 14, False
    if by_days is None and expecting == "nights" and not spots:
        return _bare_number(words), False
    return by_days, by_days is not None


def _bare_number(words: Sequence[str]) -> int | None:
    found = [number for at in range(len(words)) if (number := number_at(words, at))]
    return found[0][0] if len(found) == 1 and 1 <= found[0][0] <= 365 else None


def _kept(spots: Sequence[Spot], words: Sequence[str], today: date) -> list[Spot]:
    """Without the dates the guest takes back ("no el 5, el 6"), if others are left."""
    left = [spot for spot in spots if not _taken_back(words[max(0, spot.start - 3) : spot.start])]
    kept = left or list(spots)
    for weekend, spot in pairwise(kept):
        if words[weekend.start] == "weekend" and words[weekend.end : spot.start] in (["del"], ["of", "the"]):
            return [_weekend_around(weekend, spot, today)]
    return kept


def _weekend_around(weekend: Spot, spot: Spot, today: date) -> Spot:
    """ "el finde del 5 de diciembre": the date says which weekend."""
    days = spot.readings(today)
    if len(days) != 1 or days[0].weekday() < 4:
        return replace(spot, start=weekend.start)
    return Spot(weekend.start, spot.end, days=(days[0] - timedelta(days[0].weekday() - 4),), nights=2)


def _taken_back(before: Sequence[str]) -> bool:
    phrase = " ".join(word for word in before if word not in (",", "para"))
    if phrase.removesuffix(" the").removesuffix(" el").endswith(("vez de", "lugar de", "instead of")):
        return True
    return any(phrase == no or phrase.endswith(" " + no) for no in _NOT if no not in ("no",))


def _roles(words: Sequence[str], spots: Sequence[Spot], expecting: str) -> tuple[Spot | None, Spot | None]:
    """Which spot is the arrival and which the departure; of several for one role the last counts."""
    arrival: Spot | None = None
    departure: Spot | None = None
    previous: Spot | None = None
    for spot, following in zip_longest(spots, spots[1:]):
        begin = previous.end if previous else max(0, spot.start - 7)
        between = words[begin : spot.start]
        cue = _cue(between)
        if not cue and _word(words, spot.end) in _DEPART | _ARRIVE and spot is spots[-1]:
            cue = "departure" if _word(words, spot.end) in _DEPART - {"hasta", "until"} else ""
        joined = previous is not None and _joins(between)
        if cue == "departure" or (not cue and joined):
            departure = spot
        elif cue == "arrival" or arrival is None:
            opens = following is not None and _joins(words[spot.end : following.start])
            if not cue and expecting == "departure" and departure is None and not opens:
                departure = spot
            else:
                arrival = spot
        elif departure is None and not set(between) & _OR:
            departure = spot
        previous = spot
    return arrival, departure


def _joins(between: Sequence[str]) -> bool:
    """Whether the words between two dates make one stay of them."""
    return set(between) <= _JOINERS and bool(set(between) & _RANGE)


def _cue(between: Sequence[str]) -> str:
    """What the nearest word before a date makes of it; a question before it asks about something else."""
    asked = max((at + 1 for at, word in enumerate(between) if word == "?"), default=0)
    between = between[asked:]
    for at, word in reversed(list(enumerate(between))):
        if word in _DEPART or (word in ("vamos", "voy") and at and between[at - 1] in ("nos", "me")):
            return "departure"
        if word in _ARRIVE:
            return "arrival"
    return ""


def _single(words: Sequence[str], spot: Spot, not_before: date, slot: str, small_hours: bool) -> When:
    found = _readings(words, spot, not_before, slot)
    if isinstance(found, Unclear):
        return When(unclear=(found,))
    if small_hours and spot.days and words[spot.start] in ("tomorrow", "manana", "pasado"):
        found = [found[0] - timedelta(1), found[0]]
    text = _text(words, spot)
    if len(found) > 1:
        return When(unclear=(Unclear("date", text, tuple(found), slot),))
    return When(arrival=found[0]) if slot == "arrival" else When(departure=found[0])


def _readings(words: Sequence[str], spot: Spot, not_before: date, slot: str) -> list[date] | Unclear:
    """The days from `not_before` on that `spot` can mean, or why there is none."""
    text = _text(words, spot)
    found = spot.readings(not_before)
    if spot.weekday is not None and spot.day is not None:
        fitting = [day for day in found if day.weekday() == spot.weekday]
        if found and not fitting:
            nearest = found[0] + timedelta((spot.weekday - found[0].weekday() + 3) % 7 - 3)
            return Unclear("weekday", text, tuple(sorted({found[0], max(nearest, not_before)})), slot)
        found = fitting
    if not found:
        return Unclear("impossible", text, (), slot)
    ahead = [day for day in found if day >= not_before]
    return ahead or Unclear("past", text, tuple(found), slot)


def _alternatives(words: Sequence[str], spots: Sequence[Spot], today: date) -> Unclear | None:
    """ "viernes o sábado": both, to be asked."""
    for first, second in pairwise(spots):
        between = set(words[first.end : second.start])
        if between & _OR and between <= _OR | {"el", "the", "on", ","}:
            days = {day for spot in (first, second) for day in spot.readings(today) if day >= today}
            return Unclear("date", " ".join(words[first.start : second.end]), tuple(sorted(days)))
    return None


def _range(words: Sequence[str], first: Spot, last: Spot, today: date) -> When:
    """Both dates together: each completes and disambiguates the other."""
    only_day = first.is_bare
    first = _completed(first, last)
    arrivals = _readings(words, first, today, "arrival")
    if isinstance(arrivals, Unclear):
        return When(unclear=(arrivals,))
    pairs: list[tuple[date, date]] = []
    problem = Unclear("order", _text(words, last), (), "departure")
    for arrival in arrivals:
        departures = _readings(words, _after(last, arrival), arrival + timedelta(1), "departure")
        if isinstance(departures, Unclear):
            problem = departures if departures.kind != "past" else problem
            continue
        pairs += [(arrival, day) for day in departures if _same_order(first, last, arrival, day)]
    short = [pair for pair in pairs if (pair[1] - pair[0]).days <= LONGEST_GUESS]
    pairs = list(dict.fromkeys(short or pairs))
    if not pairs:
        return When(unclear=(problem,))
    if len({arrival for arrival, _ in pairs}) > 1:
        options = tuple(dict.fromkeys(arrival for arrival, _ in pairs))
        return When(unclear=(Unclear("date", _text(words, first), options),))
    arrival, departure = pairs[0]
    if len(pairs) == 1 and _is_list_of_nights(words, first, last):
        pairs.append((arrival, departure + timedelta(1)))
    if len(pairs) > 1:
        options = tuple(day for _, day in pairs)
        return When(arrival=arrival, unclear=(Unclear("date", _text(words, last), options, "departure"),))
    if only_day and (departure - arrival).days > 10 and departure.month != arrival.month:
        return When(unclear=(Unclear("order", _text(words, last), (), "departure"),))
    return When(arrival=arrival, departure=departure)


def _completed(first: Spot, last: Spot) -> Spot:
    """The arrival with the month and year that only the departure says: "5 al 7 de enero de 2027"."""
    if first.day is None or first.year is not None or last.day is None or last.month is None:
        return first
    if first.month is not None:
        wraps = not first.other_order and first.month > last.month
        return replace(first, year=last.year - wraps if last.year else None)
    if last.other_order:
        return first
    # "28 al 2 de enero" begins in December.
    wraps = first.day >= last.day
    month = (last.month - 2) % 12 + 1 if wraps else last.month
    return replace(first, month=month, year=last.year - (wraps and month == 12) if last.year else None)


def _after(last: Spot, arrival: date) -> Spot:
    """A departure that is only a weekday is the first one behind the arrival."""
    if last.weekday is None or last.day is not None or any(day > arrival for day in last.days):
        return last
    return replace(last, days=(arrival + timedelta((last.weekday - arrival.weekday()) % 7 or 7),))


def _is_list_of_nights(words: Sequence[str], first: Spot, last: Spot) -> bool:
    """ "el 5 y el 6" may be two nights or a stay of one; "entre el 5 y el 6" is a stay."""
    between = {word for word in words[first.end : last.start] if not word[0].isdecimal()}
    if not between & {"y", "and"} or not between <= {"y", "and", "el", "the", ","}:
        return False
    return not {"entre", "between"} & set(words[max(0, first.start - 3) : first.start])


def _same_order(first: Spot, last: Spot, arrival: date, departure: date) -> bool:
    """Nobody writes one date day first and the next month first."""
    if not (first.other_order and last.month and last.day):
        return True
    if last.other_order:
        return (arrival.day == first.day) == (departure.day == last.day)
    # "12/03 - 25/03": the second can only be read one way, which settles the first.
    return arrival.day == first.day if last.day > 12 else True


def _with_nights(when: When, nights: int | None, in_days: bool) -> When:
    if nights is None:
        return when
    if when.arrival and when.departure:
        told = (when.departure - when.arrival).days
        if told == nights or (in_days and told == nights - 1):
            return replace(when, nights=told)
        mismatch = Unclear(
            "nights", str(nights), (when.arrival + timedelta(nights), when.departure), "departure"
        )
        return When(arrival=when.arrival, nights=None, unclear=(*when.unclear, mismatch))
    return replace(when, nights=nights)


def _vague(words: Sequence[str], today: date) -> When:
    """A month or a week without a day: something to ask about, nothing to search with."""
    named = [MONTHS[word] for word in words if word in MONTHS]
    if len(named) == 1:
        return When(month=date(today.year + (named[0] < today.month), named[0], 1))
    from_next = [at for at, word in enumerate(words) if word in _WEEKS and at]
    for at in from_next:
        if words[at - 1] in ("next", "proxima", "esta", "this") or words[at + 1 : at + 3] == ["que", "viene"]:
            return When(unclear=(Unclear("week", words[at]),))
    return When()


def _text(words: Sequence[str], spot: Spot) -> str:
    return " ".join(words[spot.start : spot.end])


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""

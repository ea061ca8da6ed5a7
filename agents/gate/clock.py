"""Times of day."""

import re
from datetime import time

from agents.gate.spans import Span, blank

_PM = r"p\.? ?m\b\.?|de la (?:tarde|noche)|in the (?:afternoon|evening)|at night"
_AM = r"a\.? ?m\b\.?|de la (?:manana|madrugada)|in the morning"
_HALF_DAY = rf"(?: ?(?:(?P<pm>{_PM})|(?P<am>{_AM})))?"
_HOURS = r"(?: ?(?:hrs?|horas?|h)(?![a-z0-9]))?"
_CLOCK = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4])(?: ?[:h] ?|\.)(?P<minute>[0-5]\d)(?![\w:/]|[.,]\d"
    rf"| ?%){_HOURS}{_HALF_DAY}"
)
_MERIDIAN = re.compile(
    r"(?<![\w.,:/])(?P<hour>1[0-2]|0?[1-9]) ?(?:(?P<pm>p\.? ?m\b\.?|(?:(?:horas"
    r"|h) )?de la (?:tarde|noche)|in the (?:afternoon|evening)|at night)"
    r"|(?P<am>a\.? ?m\b\.?|(?:(?:horas|h) )?de la (?:manana|madrugada)|in the morning))"
)
_PARTS = r"(?P<part> y media| y cuarto| menos cuarto| y \d{1,2}| menos \d{1,2})"
_SPANISH = re.compile(
    r"\b(?P<before>a|de|desde|hasta|sobre|para|entre|son|y|hacia|antes de|despues de|partir de"
    r"|check-?in:?|check-?out:?|es)"
    rf" (?:las|la(?= (?:1|una)\b)) (?P<hour>\d{{1,2}}|una)(?![\d.,:%/]\d"
    rf"|\d){_PARTS}?{_HOURS}(?: en punto)?{_HALF_DAY}"
)
_ENGLISH = re.compile(
    r"\b(?:(?P<shift>half past|quarter past|quarter to"
    r"|(?<![:.,\d])(?P<past>\d{1,2}) (?:minutes )?past"
    r"|(?<![:.,\d])(?P<to>\d{1,2}) minutes to) (?P<hour>\d{1,2}|one)"
    rf"|(?P<oclock>\d{{1,2}}|one) ?o ?'? ?clock){_HALF_DAY}"
)
# "24 h" is all day and "2 h" a duration; "15 h" is a time.
_BARE_HOURS = re.compile(
    r"(?<![\w.,:/-])(?P<hour>[6-9]|0[6-9]|1\d|2[0-3]) ?(?:hrs?|h)\b(?! (?:de|antes|before|al|prior"
    r"|previas)\b)"
)
_RANGE = re.compile(
    r"\b(?:de|from|entre|between|desde|since|las) (?:las )?(?P<one>\d{1,2})(?: ?(?:h|hrs|am|a\.m\."
    r"|pm|p\.m\.))? ?(?:a|to|y|and|hasta|until|till|-) (?:las )?(?P<two>\d{1,2})\b(?![.,:/%-]\d"
    r"| ?%)"
    r"(?P<unit> ?(?:h|hrs|horas|hours)\b| ?(?:(?P<pm>p\.?m\b\.?)|(?P<am>a\.?m\b\.?))"
    r"| ?(?:(?:de la )?(?:manana|tarde|noche))\b)?"
)
_SHORT_RANGE = re.compile(
    r"(?<![\w.,:/-])(?P<one>\d{1,2})(?: ?(?:h|am|pm))? ?(?:a|to|-|y|and|until|hasta) ?(?P<two>\d{1,2})"
    r"(?P<unit> ?(?:h|hrs)\b| ?(?:(?P<pm>p\.?m\b\.?)|(?P<am>a\.?m\b\.?)))"
)
_LIMIT = re.compile(
    r"\b(?:hasta|until|till|by|before|after|from|since|desde|at|antes de|despues de|a partir de"
    r"|around|about|sobre|check-?in(?: is)?(?: at)?|check-?out(?: is)?(?: at)?) "
    r"(?P<hour>\d{1,2})\b(?![.,:/%-]\d| ?%|(?:st|nd|rd|th))"
)
_AT_ONE = re.compile(
    r"\b(?:at|until|till|from|by) one\b(?! (?:of|time|point|go|or|night|room|person|place|end))"
)
_NAMED = re.compile(r"\b(?:(?P<noon>mediodia|noon|midday)|(?P<midnight>medianoche|midnight))\b")
Times = frozenset[time]


def _times(hour: int, minute: int, pm: bool, am: bool) -> Times:
    """The times that an hour can mean; both halves of the day where nothing tells them apart."""
    if hour == 24:
        hour = 0
    if hour > 23 or minute > 59:
        return frozenset()
    if pm:
        hours = {12 if hour == 12 else hour + 12 if hour < 12 else hour}
        if hour == 12:
            hours.add(0)  # "las doce de la noche"
    elif am:
        hours = {hour % 12 if hour == 12 else hour}
    else:
        hours = {hour} | ({(hour + 12) % 24} if 0 < hour <= 12 else set())
    return frozenset(time(one % 24, minute) for one in hours)


def _is_clock(hit: re.Match[str], is_unit: re.Pattern[str]) -> bool:
    """Is "las 2" an hour, and not the two of them? "de las" and "y las" are one only within a range."""
    before = hit.groupdict().get("before")
    if before is None:
        return True
    text = hit.string
    if is_unit.match(text, hit.end()) and not hit["part"] and not hit["pm"] and not hit["am"]:
        return False
    if before in {"de", "entre"}:
        return re.match(r"[^.\n]{0,12} (?:a|y|hasta) las? ", text[hit.end() : hit.end() + 24]) is not None
    if before == "y":
        return (
            "entre las" in text[max(0, hit.start() - 40) : hit.start()]
            or "§" in text[max(0, hit.start() - 3) : hit.start()]
        )
    return before != "es" or _hour(hit["hour"]) == 1


def _hour(text: str) -> int:
    return 1 if text in {"una", "one"} else int(text)


def times(bare: str, is_unit: re.Pattern[str]) -> list[Span[Times]]:
    """Every time of day, with all it can mean. `is_unit` matches what makes a following number a count."""
    found: list[Span[Times]] = []
    for pattern, read in ((_CLOCK, _read_clock), (_SPANISH, _read_spanish), (_ENGLISH, _read_english)):
        new = [Span(read(hit), *hit.span()) for hit in pattern.finditer(bare) if _is_clock(hit, is_unit)]
        found += new
        bare = blank(bare, new)
    found += [Span(_times(1, 0, False, False), *hit.span()) for hit in _AT_ONE.finditer(bare)]
    for hit in _NAMED.finditer(bare):
        found.append(Span(frozenset({time(12) if hit["noon"] else time(0)}), *hit.span()))
    for pattern in (_RANGE, _SHORT_RANGE):
        for hit in pattern.finditer(bare):
            if hit["unit"] or not is_unit.match(bare, hit.end()):
                found += _read_range(hit)
        bare = blank(bare, found)
    new = [Span(_read_clock(hit), *hit.span()) for hit in _MERIDIAN.finditer(bare)]
    found += new
    bare = blank(bare, new)
    for pattern in (_BARE_HOURS, _LIMIT):
        for hit in pattern.finditer(bare):
            is_count = int(hit["hour"]) > 23 or is_unit.match(bare, hit.end())
            if not is_count:
                found.append(Span(_times(int(hit["hour"]), 0, False, False), *hit.span()))
        bare = blank(bare, found)
    return found


def _read_range(hit: re.Match[str]) -> list[Span[Times]]:
    middle = hit.start("two")
    return [
        Span(_times(int(hit["one"]), 0, False, False), hit.start(), middle),
        Span(_times(int(hit["two"]), 0, bool(hit["pm"]), bool(hit["am"])), middle, hit.end()),
    ]


def _read_clock(hit: re.Match[str]) -> Times:
    minute = hit.groupdict().get("minute")
    hour = int(hit["hour"])
    if minute is not None and not hit["pm"] and not hit["am"]:
        # "3:00" may be said of the afternoon, "03:00" not.
        other = (
            {time(hour % 12 + 12 if hour < 12 else 0, int(minute))}
            if 0 < hour <= 12 and hit["hour"][0] != ("0")
            else set()
        )
        return frozenset({time(hour % 24, int(minute))} | other)
    return _times(hour, int(minute or 0), bool(hit["pm"]), bool(hit["am"]))


def _read_spanish(hit: re.Match[str]) -> Times:
    part = (hit["part"] or "").split()
    hour, minute = _hour(hit["hour"]), 0
    if part:
        minute = {"media": 30, "cuarto": 15}.get(part[1]) or int(part[1])
        if part[0] == "menos":
            hour, minute = (hour - 1) % 24, 60 - minute
    return _times(hour, minute, bool(hit["pm"]), bool(hit["am"]))


def _read_english(hit: re.Match[str]) -> Times:
    shift = hit["shift"] or ""
    hour, minute = _hour(hit["hour"] or hit["oclock"]), 0
    if shift:
        minute = (
            30
            if shift.startswith("half")
            else 15
            if shift.startswith("quarter")
            else int(hit["past"] or hit["to"])
        )
        if shift.endswith("to"):
            hour, minute = (hour - 1) % 24, 60 - minute
    return _times(hour, minute, bool(hit["pm"]), bool(hit["am"]))

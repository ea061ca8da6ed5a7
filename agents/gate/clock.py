"""Times of day."""

import re
from datetime import time

from agents.gate.spans import Span, blank

_PM = (
    r"p\.? ?m\b\.?|de la (?:tarde|noche)|in the (?:afternoon|evening)|at night|da (?:tarde|noite)"
    r"|de l'apres[- ]midi|du soir"
)
_AM = r"a\.? ?m\b\.?|de la (?:manana|madrugada)|in the morning|da (?:manha|madrugada)|du matin"
_HALF_DAY = rf"(?: ?(?:(?P<pm>{_PM})|(?P<am>{_AM})))?"
_HOURS = r"(?: ?(?:hrs?|horas?|h)(?![a-z0-9]))?"
_CLOCK = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4])(?: ?[:h] ?|\.)(?P<minute>[0-5]\d)(?![\w:/]|[.,]\d"
    rf"| ?%){_HOURS}{_HALF_DAY}"
)
_MERIDIAN = re.compile(
    r"(?<![\w.,:/])(?P<hour>1[0-2]|0?[1-9]) ?(?:(?P<pm>p\.? ?m\b\.?|(?:(?:horas?"
    r"|heures?|h) )?(?:de la (?:tarde|noche)|da (?:tarde|noite)|du soir|de l'apres[- ]midi)"
    r"|in the (?:afternoon|evening)|at night)"
    r"|(?P<am>a\.? ?m\b\.?|(?:(?:horas?|heures?|h) )?(?:de la (?:manana|madrugada)|da (?:manha|madrugada)"
    r"|du matin)|in the morning))"
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
# "as sete e meia", "quinze para as oito"
_PORTUGUESE = re.compile(
    r"\b(?:(?P<to>\d{1,2}) (?:minutos )?para (?:as|a(?= uma?\b))"
    r"|(?P<before>as|ate as|das|desde as|pelas|entre as|e as|para as|partir das|antes das|depois das"
    r"|(?:^|(?<= ))a(?= 1\b| uma (?:hora|da|em|e)\b))) (?P<hour>\d{1,2}|uma)(?![\d.,:%/]\d"
    r"|\d| (?:minutos )?para as? )(?: ?horas?| ?h\b)?"
    rf"(?P<part> e meia| e um quarto| menos \d{{1,2}}| e \d{{1,2}}(?! ?(?:de|h"
    rf"|horas)\b))?(?: em ponto)?{_HALF_DAY}"
)
# "sept heures et demie", "huit heures moins le quart", "15 h"
_FRENCH = re.compile(
    r"\b(?P<before>a|des|de|vers|jusqu'a|avant|apres|entre|et|partir de|pour|environ|il est)"
    r" (?P<hour>\d{1,2}|une) ?(?:heures?|h)\b(?! (?:avant|apres|de (?!la |l')))"
    rf"(?P<part> et (?:demie?|quart)| moins (?:le )?(?:quart|\d{{1,2}})| \d{{1,2}})?(?: pile)?{_HALF_DAY}"
)
# "24 h" is all day and "2 h" a duration; "15 h" is a time.
_BARE_HOURS = re.compile(
    r"(?<![\w.,:/-])(?P<hour>[6-9]|0[6-9]|1\d|2[0-3]) ?(?:hrs?|h)\b(?! (?:de|antes|before|al|prior"
    r"|previas)\b)"
)
_RANGE = re.compile(
    r"\b(?:de|from|entre|between|desde|since|las|das|as) (?:las |as )?(?P<one>\d{1,2})(?: ?(?:h|hrs|heures?"
    r"|horas|am|a\.m\.|pm|p\.m\.))? ?(?:a|to|y|and|hasta|until|till|-|as|e|et|ate|jusqu'a) (?:las "
    r"|as )?(?P<two>\d{1,2})\b(?![.,:/%-]\d"
    r"| ?%)"
    r"(?P<unit> ?(?:h|hrs|horas|hours|heures)\b| ?(?:(?P<pm>p\.?m\b\.?)|(?P<am>a\.?m\b\.?))"
    r"| ?(?:(?:de la |da |du )?(?:manana|tarde|noche|manha|noite|matin|soir))\b)?"
)
_SHORT_RANGE = re.compile(
    r"(?<![\w.,:/-])(?P<one>\d{1,2})(?: ?(?:h|am|pm))? ?(?:a|to|-|y|and|until|hasta|as|e|et"
    r"|ate) ?(?P<two>\d{1,2})"
    r"(?P<unit> ?(?:h|hrs)\b| ?(?:(?P<pm>p\.?m\b\.?)|(?P<am>a\.?m\b\.?)))"
)
_LIMIT = re.compile(
    r"\b(?:hasta|until|till|by|before|after|from|since|desde|at|antes de|despues de|a partir de"
    r"|ate as|a partir das|antes das|depois das|jusqu'a|a partir de|around|about|sobre"
    r"|check-?in(?: is)?(?: at)?|check-?out(?: is)?(?: at)?) "
    r"(?P<hour>\d{1,2})\b(?![.,:/%-]\d| ?%|(?:st|nd|rd|th))"
)
_AT_ONE = re.compile(
    r"\b(?:at|until|till|from|by) one\b(?! (?:of|time|point|go|or|night|room|person|place|end))"
)
_NAMED = re.compile(
    r"\b(?:(?P<noon>mediodia|noon|midday|(?<!le )(?<!ce )(?<!du )(?<!les )midi|meio[- ]dia)"
    r"|(?P<midnight>medianoche|midnight|minuit|meia[- ]noite))\b(?P<half> et demie?"
    r"| e meia(?![- ]noite)| y media)?"
)
_RANGE_GOES_ON = re.compile(
    r"[^.\n]{0,12} (?:(?:a|y|hasta) las? |(?:a|et|jusqu'a|e|ate) (?:as )?(?:\d|mi|me))"
)
# "as 2 datas" counts dates.
_STANDS_ALONE = re.compile(
    r" ?(?:$|[.,;:!?)(\n§/-]|(?:e|ou|ate|as|da|do|de|na|no|em|para|com|hoje|amanha)\b)"
)
_PARTS_OF_HOUR = {"media": 30, "cuarto": 15, "meia": 30, "quarto": 15, "demie": 30, "demi": 30, "quart": 15}
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
    if before == "entre as" and re.search(r"\d", hit["part"] or ""):
        return False
    if before in {"as", "e as", "para as"} and hit.group()[-1].isdigit() and not hit["part"]:
        return _STANDS_ALONE.match(text, hit.end()) is not None
    if before in {"de", "entre"}:
        return _RANGE_GOES_ON.match(text[hit.end() : hit.end() + 24]) is not None
    if before in {"y", "et"}:
        return (
            re.search(r"\bentre (?:las |as )?(?:\d|§|mi|una)", text[max(0, hit.start() - 40) : hit.start()])
            is not None
            or "§" in text[max(0, hit.start() - 3) : hit.start()]
        )
    return before != "es" or _hour(hit["hour"]) == 1


def _hour(text: str) -> int:
    return 1 if text in {"una", "one", "uma", "une"} else int(text)


def times(bare: str, is_unit: re.Pattern[str]) -> list[Span[Times]]:
    """Every time of day, with all it can mean. `is_unit` matches what makes a following number a count."""
    found: list[Span[Times]] = []
    for pattern, read in (
        (_CLOCK, _read_clock),
        (_SPANISH, _read_parts),
        (_ENGLISH, _read_english),
    ):
        new = [Span(read(hit), *hit.span()) for hit in pattern.finditer(bare) if _is_clock(hit, is_unit)]
        found += new
        bare = blank(bare, new)
    found += [Span(_times(1, 0, False, False), *hit.span()) for hit in _AT_ONE.finditer(bare)]
    for hit in _NAMED.finditer(bare):
        at = time(12 if hit["noon"] else 0, 30 if hit["half"] else 0)
        found.append(Span(frozenset({at}), *hit.span()))
    for pattern in (_FRENCH, _PORTUGUESE):
        new = [
            Span(_read_parts(hit), *hit.span())
            for hit in pattern.finditer(bare)
            if hit["part"] and _is_clock(hit, is_unit)
        ]
        found += new
        bare = blank(bare, new)
    for pattern in (_RANGE, _SHORT_RANGE):
        for hit in pattern.finditer(bare):
            if hit["unit"] or not is_unit.match(bare, hit.end()):
                found += _read_range(hit)
        bare = blank(bare, found)
    for pattern in (_FRENCH, _PORTUGUESE):
        new = [
            Span(_read_parts(hit), *hit.span()) for hit in pattern.finditer(bare) if _is_clock(hit, is_unit)
        ]
        found += new
        bare = blank(bare, new)
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


def _read_parts(hit: re.Match[str]) -> Times:
    """An hour with what is added or taken: "y media", "e meia", "et quart", "moins le quart", "30"."""
    part = (hit["part"] or "").split()
    hour, minute = _hour(hit["hour"]), 0
    if part:
        minute = _PARTS_OF_HOUR.get(part[-1]) or int(part[-1])
    if before := hit.groupdict().get("to"):
        minute, part = int(before), ["menos"]
    if part and part[0] in {"menos", "moins"}:
        hour, minute = (hour - 1) % 24, 60 - minute
    if minute > 59:
        return frozenset()
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

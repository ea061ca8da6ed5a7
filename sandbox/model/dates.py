"""Read the dates of a stay from what a guest wrote, in Spanish, English, French and German."""

import re
from datetime import date, timedelta

MONTHS = {
    1: ("enero", "january", "janvier", "januar", "jan", "ene"),
    2: ("febrero", "february", "février", "fevrier", "februar", "feb"),
    3: ("marzo", "march", "mars", "märz", "mar"),
    4: ("abril", "april", "avril", "apr", "abr"),
    5: ("mayo", "may", "mai"),
    6: ("junio", "june", "juin", "juni", "jun"),
    7: ("julio", "july", "juillet", "juli", "jul"),
    8: ("agosto", "august", "août", "aout", "aug", "ago"),
    9: ("septiembre", "september", "septembre", "sep"),
    10: ("octubre", "october", "octobre", "oktober", "oct", "okt"),
    11: ("noviembre", "november", "novembre", "nov"),
    12: ("diciembre", "december", "décembre", "decembre", "dezember", "dic", "dec", "dez"),
}
MONTH_NUMBERS = {name: number for number, names in MONTHS.items() for name in names}
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.)?"
GAP = r"\s*(?:de|of|\s)?\s*"
TO = r"\s*(?:al?|to|till|until|hasta(?: el)?|au|bis(?: zum)?|-|–)\s*(?:the |el )?"

DAYS_THEN_MONTH = re.compile(rf"\b{DAY}{TO}{DAY}{GAP}({MONTH})\b")
MONTH_THEN_DAYS = re.compile(rf"\b({MONTH})\s+{DAY}{TO}{DAY}\b")
DAY_MONTH = re.compile(rf"\b{DAY}{GAP}({MONTH})\b|\b({MONTH})\s+{DAY}\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NIGHTS = re.compile(
    r"\b(\d{1,2}|una?|one|une|eine|dos|two|deux|zwei|tres|three|trois|drei)\s+(?:noches?|nights?|nuits?"
    r"|nacht|nächte)\b"
)
NUMBER_WORDS = {
    **dict.fromkeys(("un", "una", "uno", "one", "une", "eine"), 1),
    **dict.fromkeys(("dos", "two", "deux", "zwei"), 2),
    **dict.fromkeys(("tres", "three", "trois", "drei"), 3),
    **dict.fromkeys(("cuatro", "four", "quatre", "vier"), 4),
    **dict.fromkeys(("cinco", "five", "cinq", "fünf"), 5),
    **dict.fromkeys(("seis", "six", "sechs"), 6),
}
PEOPLE = re.compile(
    rf"(?:para|for|pour|für)\s+(\d|{'|'.join(NUMBER_WORDS)})\b"
    rf"|\b(\d|{'|'.join(NUMBER_WORDS)})\s+(?:adult|person|people|huésped|guest|erwachsen)"
)


def find_stay(text: str, today: date) -> tuple[date, date] | None:
    """Return arrival and departure, or None. A day without a year is the next such day."""
    text = text.lower()
    found = iso_days(text) or spans(text, today) or single_days(text, today) or relative_day(text, today)
    if not found:
        return None
    if len(found) > 1 and found[1] > found[0]:
        return found[0], found[1]
    return found[0], found[0] + timedelta(days=number_of(NIGHTS.search(text)) or 1)


def find_adults(text: str) -> int:
    """Return how many people the text names, else two."""
    return people_said(text) or 2


def people_said(text: str) -> int | None:
    return number_of(PEOPLE.search(text.lower()))


def number_of(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    word = next(group for group in match.groups() if group)
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word)


def iso_days(text: str) -> list[date]:
    return [day for parts in ISO.findall(text) if (day := make_day(*map(int, parts)))]


def spans(text: str, today: date) -> list[date]:
    if match := DAYS_THEN_MONTH.search(text):
        first, last, month = int(match[1]), int(match[2]), MONTH_NUMBERS[match[3]]
    elif match := MONTH_THEN_DAYS.search(text):
        first, last, month = int(match[2]), int(match[3]), MONTH_NUMBERS[match[1]]
    else:
        return []
    arrival = next_day(first, month, today)
    return [day for day in (arrival, arrival and next_day(last, month, arrival)) if day]


def single_days(text: str, today: date) -> list[date]:
    found: list[date] = []
    for match in DAY_MONTH.finditer(text):
        number, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        if day := next_day(int(number), MONTH_NUMBERS[month], found[-1] if found else today):
            found.append(day)
    return found


def relative_day(text: str, today: date) -> list[date]:
    if re.search(r"pasado mañana|day after tomorrow|après-demain|übermorgen", text):
        return [today + timedelta(days=2)]
    if re.search(r"\bmañana\b|\btomorrow\b|\bdemain\b|\bmorgen\b", text):
        return [today + timedelta(days=1)]
    if re.search(r"\bhoy\b|esta noche|\btoday\b|tonight|aujourd|\bheute\b", text):
        return [today]
    return []


def next_day(day: int, month: int, after: date) -> date | None:
    """Return the first such day that is not before `after`."""
    this_year = make_day(after.year, month, day)
    return this_year if this_year and this_year >= after else make_day(after.year + 1, month, day)


def make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

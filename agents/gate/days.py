"""Dates, in full or in part: "5 de enero", "January 5th", "el viernes", "mañana"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from agents.gate.spans import Span, blank

_MONTHS = (
    "enero january ene jan janeiro janvier janv|febrero february feb fevereiro fevrier fevr fev"
    "|marzo march mar marco mars|abril april abr apr avril avr"
    "|mayo may maio mai|junio june jun junho juin|julio july jul julho juillet juil"
    "|agosto august ago aug aout"
    "|septiembre september sep sept setiembre setembro septembre|octubre october oct outubro octobre"
    "|noviembre november nov novembro novembre|diciembre december dic dec dezembro decembre"
)
MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
_SHORT_MONTHS = {"mayo", "june", "july", "maio", "mai", "mars", "juin", "aout"}
_LONG = "|".join(
    sorted((name for name in MONTH if len(name) > 4 or name in _SHORT_MONTHS), key=len, reverse=True)
)
_ANY = "|".join(sorted(MONTH, key=len, reverse=True))
_WEEKDAYS = (
    "lunes monday mon lun segunda-feira lundi|martes tuesday tue tues terca-feira mardi"
    "|miercoles wednesday wed mie quarta-feira mercredi"
    "|jueves thursday thu thurs jue quinta-feira jeudi|viernes friday fri vie sexta-feira vendredi"
    "|sabado saturday sat sab sabados saturdays samedi"
    "|domingo sunday sun dom domingos sundays dimanche"
)
WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()}
_NAME_OF_DAY = "|".join(sorted((name for name in WEEKDAY if len(name) > 4), key=len, reverse=True))
_SHORT_DAY = "|".join(sorted(WEEKDAY, key=len, reverse=True))
_D = r"(?:3[01]|[12]\d|0?[1-9])"
# "na quarta", "a próxima sexta", "sexta que vem"; "a segunda noite" counts nights.
_PT_DAYS = {"segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4}
_PT_DAY = re.compile(
    r"\b(?:n?as?|d?as?|d?esta|n?esta|proxima|toda|todas as|ate a|para a|de|e|ou"
    r"|cada) (?P<name>segunda|terca|quarta"
    r"|quinta|sexta)s?\b(?!-feira)(?=[ ,.;:!?)]|$)(?! (?:noite|vez|pessoa|opcao|cama|crianca|hospede"
    r"|diaria|parte"
    r"|semana|categoria|tarifa|fila|linha|etapa|suite|alternativa|reserva|chave|rua|avenida|estadia"
    r"|maior|melhor))"
)
_SUFFIX = r"(?: ?(?:st|nd|rd|th|er|ere)\b|[ºo°]\b|º|\.(?= ))?"
_YEAR = r"(?:,? ?(?:del? )?(?P<year>(?:19|20)\d\d)(?!\d))?"
_LIST = (
    rf"(?P<days>{_D}{_SUFFIX}(?: ?(?:,|-|/|y|e|and|&|al?|to|o|or|until|through|hasta el|to the"
    rf"|and the|al dia|et|au|ate|ate o|ao|jusqu'au|ou"
    rf"|a partir) ?(?:el )?(?:the )?(?:le )?(?:o )?(?:dia )?{_D}{_SUFFIX}){{0,5}})"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:/-]){_LIST}(?: de| of|[ -])? ?(?P<month>{_ANY})\b(?! (?:be|have|stay|share|use"
    rf"|also|not|sleep|bring|like|ask|take|need|want)\b)\.?{_YEAR}"
)
_MONTH_DAY = re.compile(rf"\b(?P<month>{_ANY})\b\.? (?:the )?{_LIST}(?![\d:]|[.,]\d{{1,2}}(?!\d)){_YEAR}")
_FIRST = re.compile(rf"\b(?:primer(?:o)?|first|primeiro|premier) (?:de |of )?(?P<month>{_ANY})\b{_YEAR}")
_ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\w-])")
_NUMERIC = re.compile(
    r"(?<![\w.,:/-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?:(?P=mark)(?P<year>(?:19"
    r"|20)?\d\d))?(?![\w/:-]|[.,]\d)"
)
_DAY_ONLY = re.compile(
    rf"\b(?:(?:el|al|del|dia|dias|le|du|au|jusqu'au) (?:dia )?(?P<day>{_D})(?:er)?\b(?![.,:/%]\d| ?%|-)"
    rf"|(?:los|the|les|os) (?:dias? |nights? of )?(?P<nth>{_D})(?:st|nd|rd|th)?"
    rf"(?= ?(?:,|y|and|to|al|et|e|au) (?:the )?{_D})"
    rf"|(?:the|on) (?P<the>{_D})(?:st|nd|rd|th)\b(?! (?:floor|time|night|day|street|avenue|century"
    rf"|room|st\b|ave|guest|person|bed|child)))"
)
_RELATIVE = re.compile(
    r"\b(?:(?P<after>pasado manana|the day after tomorrow|overmorrow|apres[- ]demain"
    r"|depois de amanha)|(?P<tomorrow>tomorrow|amanha|demain"
    r"|(?<!la )(?<!de )(?<!esta )(?<!cada )(?<!una )(?<!media )(?<!buena )(?<!ma )manana(?! (?:del?"
    r"|siguiente)\b))|(?P<before>anteayer|antier|avant[- ]hier|anteontem"
    r"|the day before yesterday)|(?P<yesterday>yesterday|ayer|anoche|last night|ontem|hier)"
    r"|(?:dentro de|en|in|em|dans|d'ici|daqui a) (?P<days>\d{1,2}|un|uno|a|one|um) (?:dias?|days?|jours?)"
    r"(?: from now| time)?\b(?! (?:habil|utei|ouvr|business|working|laborab))"
    r"|(?:dentro de|in|dans|d'ici|daqui a) (?P<weeks>\d{1,2}|una|a|one|uma|une) (?:semanas?|weeks?|semaines?)"
    r"(?: from now| time)?"
    r"|(?:hace|il y a|ha) (?P<ago>\d{1,2}) (?:dias|jours)|(?P<ago2>\d{1,2}) (?:days ago|dias atras))\b"
)
_DE_MANANA = re.compile(
    r"\b(?:el dia de|dia de|para el de|a partir de|desde|hasta|antes de) manana\b(?! (?:del?"
    r"|siguiente)\b)"
)
_NAMED_DAY = re.compile(rf"\b(?P<weekday>{_NAME_OF_DAY})s?\b")
# "next Friday" is one of the two Fridays to come.
_NEAR = re.compile(r"\b(?:next|this|coming|este|proximo|ese|ce|proxim[ao]|prochain|nesta|nest[ea]|esta) $")
_NEAR_AFTER = re.compile(r" (?:que viene|proximo|prochain|que vem|qui vient)\b")
_MONTH_ONLY = re.compile(
    rf"\b(?:en|em|in|de|from|desde|until|hasta|ate|depuis|jusqu'en|d'|fin|debut|mi|through|of|to|a|durante"
    rf"|pendant|durant|during|until late|early|late|finales de|final de|inicio de|meados de"
    rf"|principios de|mediados de|mid) (?P<month>{_LONG}|may)\b"
)


@dataclass(frozen=True)
class Day:
    """What is said of a date; None where nothing is said. `others`: other readings of the same words."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    others: tuple["Day", ...] = ()

    def fits(self, when: date) -> bool:
        """Can this be said of the date?"""
        said = (
            (self.day, when.day),
            (self.month, when.month),
            (self.year, when.year),
            (self.weekday, when.weekday()),
        )
        return all(part is None or part == real for part, real in said) or any(
            d.fits(when) for d in self.others
        )

    def dates(self, today: date) -> frozenset[date]:
        """The dates meant: for what lacks a year the one to come and the one gone by."""
        window = [today + timedelta(days=n) for n in range(-31, 366)]
        if self.year is not None:
            try:
                return frozenset({date(self.year, self.month or 1, self.day or 1)})
            except ValueError:
                return frozenset()
        if self.day is None and self.month is None and self.weekday is not None:
            window = window[31:45]
        elif self.month is None:
            window = window[:93]
        elif self.day is None:
            return frozenset()
        return frozenset(when for when in window if self.fits(when))


def _of(when: date) -> Day:
    return Day(when.day, when.month, when.year)


def _weekday_before(bare: str, start: int) -> int | None:
    before = bare[max(0, start - 30) : start]
    hit = re.search(
        rf"\b({_SHORT_DAY}|{'|'.join(_PT_DAYS)})\.?,? ?(?:el |the |dia |dia el |le |o )*$", before
    )
    return (WEEKDAY | _PT_DAYS)[hit.group(1)] if hit else None


def _weekday_after(bare: str, end: int) -> int | None:
    hit = re.match(rf",? ?\(?({_NAME_OF_DAY})\b", bare[end : end + 20])
    return WEEKDAY[hit.group(1)] if hit and bare[end : end + 2].strip()[:1] == "(" else None


def days(bare: str, language: str, today: date, is_unit: re.Pattern[str]) -> list[Span[Day]]:
    """Every date said. A weekday beside a date is part of it: both must be true of one day."""
    found = [
        Span(Day(int(hit["day"]), int(hit["month"]), int(hit["year"])), *hit.span())
        for hit in _ISO.finditer(bare)
    ]
    bare = blank(bare, found)
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        new = [
            span
            for hit in pattern.finditer(bare)
            # "vista al mar 2 camas"; a new sentence counts nothing
            if hit.group().endswith(".") or not is_unit.match(bare, hit.end())
            for span in _listed(hit, bare)
        ]
        found += new
        bare = blank(bare, new)
    found += [
        Span(Day(1, MONTH[hit["month"]], _year(hit["year"])), *hit.span()) for hit in _FIRST.finditer(bare)
    ]
    found += [span for hit in _NUMERIC.finditer(bare) if (span := _numeric(hit, language))]
    bare = blank(bare, found)
    for hit in _DAY_ONLY.finditer(bare):
        if not is_unit.match(bare, hit.end()):
            number = int(hit["day"] or hit["nth"] or hit["the"])
            found.append(Span(Day(number, weekday=_weekday_before(bare, hit.start())), *hit.span()))
    bare = blank(bare, found)
    found += [_relative(hit, today) for hit in _RELATIVE.finditer(bare)]
    found += [Span(_of(today + timedelta(1)), *hit.span()) for hit in _DE_MANANA.finditer(bare)]
    bare = blank(bare, found)
    named = [(hit, WEEKDAY[hit["weekday"]], hit.start()) for hit in _NAMED_DAY.finditer(bare)]
    if language == "pt":
        named += [(hit, _PT_DAYS[hit["name"]], hit.start("name")) for hit in _PT_DAY.finditer(bare)]
    for hit, weekday, start in named:
        # "lunes 5 de enero": the weekday was read with its date.
        is_taken = re.match(r",? ?\(?(?:el |the |dia |le |o )*§", bare[hit.end() : hit.end() + 12])
        if not is_taken:
            day = Day(weekday=weekday)
            if _NEAR.search(bare[max(0, start - 12) : start]) or _NEAR_AFTER.match(bare, hit.end()):
                coming = sorted(day.dates(today))
                day = Day(coming[0].day, coming[0].month, coming[0].year, None, tuple(map(_of, coming[1:])))
            found.append(Span(day, *hit.span()))
    found += [Span(Day(month=MONTH[hit["month"]]), *hit.span()) for hit in _MONTH_ONLY.finditer(bare)]
    return found


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _listed(hit: re.Match[str], bare: str) -> Iterable[Span[Day]]:
    """One span for each day of "5, 6 y 7 de enero"."""
    month, year = MONTH[hit["month"]], _year(hit["year"])
    numbers = list(re.finditer(r"\d+", hit["days"]))
    for place, number in enumerate(numbers):
        weekday = _weekday_before(bare, hit.start()) if place == 0 else None
        if place == len(numbers) - 1 and weekday is None:
            weekday = _weekday_after(bare, hit.end())
        yield Span(Day(int(number.group()), month, year, weekday), *hit.span())


def _numeric(hit: re.Match[str], language: str) -> Span[Day] | None:
    """ "05/01" is day first; in English it may be month first. "15.00" and "24/7" are no dates."""
    one, two, year = int(hit["one"]), int(hit["two"]), _year(hit["year"])
    if year is None and (hit["mark"] != "/" or (one, two) == (24, 7)):
        return None
    weekday = _weekday_before(hit.string, hit.start())
    other = (Day(two, one, year, weekday),) if language == "en" else ()
    return Span(Day(one, two, year, weekday, other), *hit.span())


def _relative(hit: re.Match[str], today: date) -> Span[Day]:
    ahead = 2 if hit["after"] else 1 if hit["tomorrow"] else -1 if hit["yesterday"] else 0
    ahead += _many(hit["days"]) + 7 * _many(hit["weeks"]) - _many(hit["ago"] or hit["ago2"])
    ahead -= 2 if hit["before"] else 0
    return Span(_of(today + timedelta(days=ahead)), *hit.span())


def _many(number: str | None) -> int:
    """A count in figures; an article is one."""
    return 0 if number is None else int(number) if number.isdecimal() else 1

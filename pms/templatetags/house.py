"""How the house's pages write addresses, amounts, days and the chart's numbers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from hotels.models import in_language
from pms.base import Money, Stay, Unoffered
from pms.desk import words
from pms.desk.access import Visit
from pms.desk.rategrid import Cell
from pms.desk.tape import Bar
from pms.models import ReservationChange
from pms.pricing import WEEKEND

register = template.Library()


@register.simple_tag(takes_context=True)
def house_url(context: Context, page: str, /, *args: object, **query: Any) -> str:
    """The address of a page of the same hotel; empty values are left out."""
    visit: Visit = context["visit"]
    wanted = {name: value for name, value in query.items() if value not in ("", None)}
    return visit.url(page, *args, **wanted)


@register.filter
def status(code: str) -> str:
    return str(words.STATUS.get(code, code))


@register.filter
def room_state(code: str) -> str:
    return str(words.ROOM_STATE.get(code, code))


@register.filter
def text(texts: dict[str, str] | None) -> str:
    """A text by language in the language of the page."""
    return in_language(dict(texts or {}), (get_language() or "en")[:2])


@register.filter
def money(value: Money | None) -> str:
    return "" if value is None else f"{amount(value.amount)} {value.currency}"


@register.filter
def amount(value: Decimal | None) -> str:
    return "" if value is None else number_format(value, decimal_pos=2, use_l10n=True, force_grouping=True)


@register.filter
def day(value: date | None) -> str:
    """`Sat 21 Nov 2026`, in the language of the page."""
    return "" if value is None else f"{date_format(value, 'D')} {short(value)} {value.year}"


@register.filter
def short(value: date | None) -> str:
    """`21 Nov`."""
    return "" if value is None else _short(value, get_language())


@lru_cache(maxsize=2048)
def _short(value: date, language: str | None) -> str:
    """A chart names the same days hundreds of times."""
    return small_letters(date_format(value, "j M"), language)


def small_letters(text: str, language: str | None) -> str:
    """Spanish writes the names of months and days small."""
    return text.lower() if (language or "").startswith("es") else text


@register.simple_tag(takes_context=True)
def linked(context: Context, page: str, argument: str) -> str:
    """As `house_url` for a page with one argument, where there are hundreds of them (Visit.urls)."""
    link: Callable[[str], str] = context["links"][page]
    return link(argument)


@register.simple_tag(takes_context=True)
def clock(context: Context, value: datetime | None, form: str = "j M H:i") -> str:
    """A moment by the hotel's clock."""
    visit: Visit = context["visit"]
    if value is None:
        return ""
    return small_letters(date_format(value.astimezone(visit.hotel.tz), form), get_language())


@register.filter
def counts(numbers: Iterable[int]) -> SafeString:
    """Rooms left, night by night. Thousands of cells: written without the template engine."""
    cells = (f"<i>{n}</i>" if n > 0 else f'<i class="none">{n}</i>' for n in numbers)
    return mark_safe("".join(cells))  # noqa: S308  # whole numbers only


@register.filter
def dot(state: str) -> SafeString:
    """A room's housekeeping state as a coloured dot that can also be read."""
    if not state:
        return SafeString("")
    name = room_state(state)
    return format_html(
        '<span class="dot {}" title="{}"><span class="unseen">{}</span></span>', state, name, name
    )


@register.simple_tag(takes_context=True)
def bar(context: Context, found: Bar) -> SafeString:
    """A bar of the chart. A stay is drawn from noon to noon: who leaves meets who comes."""
    window: Stay = context["chart"].window
    half = 0 if found.kind == "block" else 0.5
    start = max(0, (found.first - window.arrival).days + half)
    end = min(window.nights, (found.until - window.arrival).days + half)
    if end <= start:
        return SafeString("")
    state = found.status if found.kind == "stay" else found.kind
    dates = f"{short(found.first)} – {short(found.until)}"
    told = " · ".join(filter(None, (found.text, found.code, status(state), dates)))
    place = format_html('style="--a:{};--z:{}" title="{}"', start, end, told)
    name = found.text or status(state)
    links: dict[str, Callable[[str], str]] = context["links"]
    page = links["reservation"](found.code) if found.kind == "stay" else links["room"](found.room)
    return format_html(
        '<a class="bar {}" id="b-{}-{}" href="{}" {}>{}</a>', state, found.code, found.room, page, place, name
    )


@register.filter
def percent(value: Decimal) -> str:
    return f"{number_format(value, decimal_pos=1)} %"


@register.filter
def compact(value: Decimal) -> str:
    """An axis' number: 1500 as 1.5k."""
    if value >= 1000:
        return f"{(value / 1000).normalize():f}k"
    return f"{value.normalize():f}"


@register.filter
def service_state(code: str) -> str:
    return str(words.SERVICE_STATE.get(code, code))


@register.filter
def department(code: str) -> str:
    return str(words.DEPARTMENT.get(code, code))


@register.filter
def verb(code: str) -> str:
    return str(words.VERB.get(code, code))


@register.filter
def inclusion(code: str) -> str:
    return str(words.INCLUDED.get(code, code))


@register.filter
def source(code: str) -> str:
    """Where a reservation came from; an OTA goes by its name."""
    return str(words.SOURCE.get(code, code))


@register.filter
def actor(name: str) -> str:
    return str(words.ACTOR.get(name, name))


@register.filter
def payment_state(code: str) -> str:
    return str(words.PAYMENT.get(code, code))


@register.filter
def method(code: str) -> str:
    return str(words.METHOD.get(code, code))


@register.filter
def part(kind: str) -> str:
    """A summand of a night's price."""
    return str(words.PART.get(kind, kind))


@register.filter
def lookup(found: dict[str, Any], key: str) -> Any:
    return found.get(key, ())


@register.filter
def differences(change: ReservationChange) -> list[str]:
    """What a change made other than it was, one line for each thing."""
    return words.differences(change.before, change.after)


@register.filter
def why(missed: Unoffered) -> str:
    """Why a room type is not offered."""
    said = str(words.REFUSAL.get(missed.code, missed.code)).rstrip(".")
    return f"{said}: {missed.nights}" if missed.nights else said


@register.simple_tag
def query(wanted: dict[str, str], **more: str) -> str:
    return urlencode(wanted | more)


@register.filter
def hidden(value: Any) -> str:
    """What a field holds, as its form takes it again from a hidden one."""
    if isinstance(value, date):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


@register.filter
def left_cells(numbers: Iterable[int]) -> SafeString:
    cells = (f'<td class="{"none" if n <= 0 else "some"}">{n}</td>' for n in numbers)
    return mark_safe("".join(cells))  # noqa: S308  # whole numbers only


@register.simple_tag
def rate_cells(cells: Sequence[Cell], days: Sequence[date]) -> SafeString:
    """A line of the rate grid. Hundreds of cells: written without the template engine."""
    known: dict[tuple[Cell, bool], str] = {}
    written = []
    for found, night in zip(cells, days, strict=True):
        weekend = night.weekday() in WEEKEND
        if (found, weekend) not in known:
            known[found, weekend] = _rate_cell(found, weekend)
        written.append(known[found, weekend])
    return mark_safe("".join(written))  # noqa: S308  # each is made by format_html


def _rate_cell(found: Cell, weekend: bool) -> str:
    classes = " ".join(
        name
        for name, holds in (("weekend", weekend), ("shut", found.stop_sell or found.price is None))
        if holds
    )
    signs = " ".join(sign for sign, _ in _asked(found))
    said = ", ".join(text for _, text in _asked(found))
    price = _short_amount(found.price)
    shown = format_html("<s>{}</s>", price) if found.stop_sell else price
    return format_html(
        '<td class="{}" title="{}">{}{}</td>',
        classes,
        said,
        shown,
        format_html("<small>{}</small>", signs) if signs else "",
    )


def _asked(found: Cell) -> list[tuple[str, str]]:
    """What is asked of a stay, as signs and in words."""
    asked = []
    if found.price is None:
        asked.append(("", gettext("no price")))
    if found.stop_sell:
        asked.append(("", gettext("not for sale")))
    if found.min_stay > 1:
        asked.append((f"≥{found.min_stay}", gettext("at least %d nights") % found.min_stay))
    if found.max_stay is not None:
        asked.append((f"≤{found.max_stay}", gettext("at most %d nights") % found.max_stay))
    if found.closed_to_arrival:
        asked.append(("⇥", gettext("no arrivals")))
    if found.closed_to_departure:
        asked.append(("↦", gettext("no departures")))
    return asked


def _short_amount(price: Decimal | None) -> str:
    if price is None:
        return "–"
    return number_format(price, decimal_pos=0 if price == price.to_integral_value() else 2, use_l10n=True)


@register.filter
def cell(found: Cell) -> str:
    """A night of the rate grid in words."""
    asked = [text for _, text in _asked(found) if text]
    price = "" if found.price is None else f"{amount(found.price)} {found.currency}"
    return " · ".join(filter(None, [price, *asked]))

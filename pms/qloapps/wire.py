"""QloApps' words as values and back: translated texts, prices, dates, HTML, XML bodies.

Shapes change with the shop: a text is a string with one language and a list with two; a price is a
string in one resource and a number in the next; "none" is a zero date.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import MAXYEAR, date, datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from pms.errors import PMSUnavailable
from pms.money import to_cents

BLOCKS = {"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table", "tr", "ul", "ol"}
UNSEEN = {"script", "style"}
LARGEST = 2**63


def whole(value: Any) -> int:
    """A number or its digits; 0 for what is neither, and for what no id or count can be."""
    try:
        number = Decimal(str(value))
        return int(number) if -LARGEST < number < LARGEST else 0  # 1e999999 would take a minute
    except (InvalidOperation, ValueError, OverflowError):
        return 0


def price(value: Any) -> Decimal:
    """A price in cents. Raises PMSUnavailable: an answer without its price is no answer."""
    try:
        amount = to_cents(Decimal(str(value)))
    except InvalidOperation as error:
        raise PMSUnavailable("QloApps answered without a price") from error
    if not amount.is_finite():
        raise PMSUnavailable("QloApps answered without a price")
    return amount


def day(value: Any) -> date:
    """The date of `2027-03-10` or `2027-03-10 00:00:00`. Raises PMSUnavailable."""
    try:
        found = date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise PMSUnavailable("QloApps answered without a date") from error
    if found.year == MAXYEAR:  # "for ever": the day after would be none
        raise PMSUnavailable("QloApps answered with a date that has no end")
    return found


def moment(value: Any, zone: ZoneInfo) -> datetime | None:
    """A time by the shop's clock, aware; None for `0000-00-00 00:00:00`."""
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=zone)
    except ValueError:
        return None


def texts(value: Any, languages: Mapping[int, str], default: str) -> dict[str, str]:
    """A translated field by ISO code, without its HTML. `languages`: their ids and codes."""
    if isinstance(value, list):
        each_one = (each for each in value if isinstance(each, dict))
        found = {languages.get(whole(each.get("id"))): each.get("value") for each in each_one}
    else:
        found = {default: value}
    plain = {code: plain_text(str(text)) for code, text in found.items() if code and text}
    return {code: text for code, text in plain.items() if text}


def ages(value: Any, children: int) -> tuple[int, ...]:
    """The ages of so many children from `"[7, 9]"`; 0 for those that were never stored."""
    try:
        listed = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        listed = []
    known = [whole(age) for age in listed] if isinstance(listed, list) else []
    return tuple((known + [0] * children)[:children])


def ids(row: Mapping[str, Any], association: str) -> list[int]:
    """The ids of an association, which is left out where it is empty."""
    associations = row.get("associations")
    listed = associations.get(association) if isinstance(associations, dict) else None
    return (
        [whole(each.get("id")) for each in listed if isinstance(each, dict)]
        if isinstance(listed, list)
        else []
    )


def xml(root: str, fields: Mapping[str, Any]) -> bytes:
    """An XML body; a mapping nests, a list repeats its children."""
    top = ET.Element("qloapps")
    _add(top, root, fields)
    body: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return body


def _add(parent: ET.Element, name: str, value: Any) -> None:
    for each in value if isinstance(value, list) else [value]:
        element = ET.SubElement(parent, name)
        if isinstance(each, Mapping):
            for inner, content in each.items():
                _add(element, inner, content)
        else:
            element.text = str(each)


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN and self.unseen > 0
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(html: str) -> str:
    """The words of an HTML text, a line for each block."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)

"""Rate lines as a table. A line is known by its room type, plan, nights and days of the week.

Lines are one ordered list, of which later ones win: a new line is put at the end. Where several rows are
known by the same, the last ones of the hotel answer to those of the file, in their order.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Max

from hotels.models import Hotel
from pms.exchange.cells import written_amount
from pms.exchange.errors import BadLine
from pms.exchange.reading import Layout, Line, Sheet
from pms.models import Rate

LAYOUT = Layout(
    columns=(
        "room_type",
        "rate_plan",
        "first_night",
        "last_night",
        "weekdays",
        "price",
        "weekend_price",
        "extra_adult",
        "adults_included",
        "child_prices",
        "min_stay",
        "currency",
    ),
    needed=("room_type", "rate_plan", "first_night", "last_night", "price"),
    days=("first_night", "last_night"),
    amounts=("price", "weekend_price", "extra_adult"),
    prices_by_age=("child_prices",),
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = {name: n for n, name in enumerate(DAYS)}
_DAYS |= {name: n for n, name in enumerate(("lun", "mar", "mie", "jue", "vie", "sab", "dom"))}
_DAYS |= {"mié": 2, "sáb": 5}
Same = tuple[object, ...]


def written(hotel: Hotel, sign: str) -> Iterator[list[str]]:
    """The rows of the table, in the order of LAYOUT."""
    rows = hotel.rates.select_related("room_type", "rate_plan").order_by("position", "id")
    for rate in rows.iterator():
        yield [
            rate.room_type.code,
            rate.rate_plan.code,
            rate.first_night.isoformat(),
            rate.last_night.isoformat(),
            " ".join(DAYS[day] for day in sorted(rate.weekdays)),
            written_amount(rate.price, sign),
            written_amount(rate.weekend_price, sign),
            written_amount(rate.extra_adult, sign),
            str(rate.adults_included),
            " ".join(f"{age}={written_amount(price, sign)}" for age, price in _bands(rate.child_prices)),
            str(rate.min_stay),
            rate.currency,
        ]


class Rates:
    """Takes rate lines in. See pms.exchange.importing.Kind."""

    together = True

    def __init__(self, hotel: Hotel, sheet: Sheet, key: str, actor: str) -> None:
        self.hotel = hotel
        self.groups: Sequence[Sequence[Line]] = [(line,) for line in sheet.lines]
        self.types = {row.code: row.pk for row in hotel.room_types.all()}
        self.plans = {row.code: row.pk for row in hotel.rate_plans.all()}
        self.rows: dict[Same, list[Rate]] = {}
        for rate in hotel.rates.order_by("position", "id"):
            self.rows.setdefault(_same(rate), []).append(rate)
        self.position = hotel.rates.aggregate(last=Max("position"))["last"] or 0
        self.count: Counter[Same] = Counter()  # how many lines of the file are known by this
        self.place: dict[int, int] = {}  # of a line among them
        for line in sheet.lines:
            try:
                same = _same(self._read(line))
            except BadLine:
                continue
            self.place[line.number] = self.count[same]
            self.count[same] += 1

    def prepare(self) -> None:
        """Prices are read in one look by whoever quotes: nothing to lock."""

    def look(self, group: Sequence[Line]) -> str:
        return self._planned(group[0])[1]

    def take(self, group: Sequence[Line]) -> str:
        rate, becomes = self._planned(group[0])
        if becomes != "same":
            rate.save()
        return becomes

    def _planned(self, line: Line) -> tuple[Rate, str]:
        """The row as it should be, not saved, and what that is: created, changed or same."""
        wanted = self._read(line)
        same = _same(wanted)
        rows = self.rows.setdefault(same, [])
        place = max(0, len(rows) - self.count[same]) + self.place[line.number]
        if place >= len(rows):
            self.position += 1
            wanted.position = self.position
            rows.append(wanted)
            return wanted, "created"
        row = rows[place]
        other = {name: getattr(wanted, name) for name in _told(line) if _differ(row, wanted, name)}
        for name, value in other.items():
            setattr(row, name, value)
        return row, "changed" if other else "same"

    def _read(self, line: Line) -> Rate:
        """The line as a row of its own."""
        price = line.amount("price")
        if price is None:
            raise line.bad("price", "needed")
        rate = Rate(
            hotel=self.hotel,
            room_type_id=_known(line, "room_type", self.types, "no_such_type"),
            rate_plan_id=_known(line, "rate_plan", self.plans, "no_such_plan"),
            first_night=line.day("first_night"),
            last_night=line.day("last_night"),
            weekdays=_weekdays(line),
            price=price,
            weekend_price=line.amount("weekend_price"),
            extra_adult=line.amount("extra_adult") or Decimal(0),
            adults_included=line.whole("adults_included", range(1, 51), 2),
            child_prices=_child_prices(line),
            min_stay=line.whole("min_stay", range(1, 366), 1),
            currency=currency(line, self.hotel),
        )
        if rate.last_night < rate.first_night:
            raise line.bad("last_night", "ends_early")
        return rate


def currency(line: Line, hotel: Hotel) -> str:
    """The line's currency in three letters; the hotel's where it says none."""
    code = line.text("currency", 3).upper() or hotel.currency
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise line.bad("currency", "no_currency")
    return code


def _same(rate: Rate) -> Same:
    """What a line is known by."""
    nights = (rate.first_night, rate.last_night)
    return (rate.room_type_id, rate.rate_plan_id, *nights, tuple(sorted(rate.weekdays)))


def _told(line: Line) -> list[str]:
    """The values that the line gives to the row it is known as."""
    names = (
        "price",
        "weekend_price",
        "extra_adult",
        "adults_included",
        "child_prices",
        "min_stay",
        "currency",
    )
    return [name for name in names if line.has(name)]


def _differ(row: Rate, wanted: Rate, name: str) -> bool:
    if name == "child_prices":
        return _bands(row.child_prices) != _bands(wanted.child_prices)
    return bool(getattr(row, name) != getattr(wanted, name))


def _bands(prices: list[dict[str, Any]]) -> list[tuple[int, Decimal]]:
    return sorted((int(band["to_age"]), Decimal(band["price"])) for band in prices)


def _known(line: Line, column: str, rows: dict[str, int], code: str) -> int:
    wanted = line.text(column, 16, needed=True)
    if wanted not in rows:
        raise line.bad(column, code, wanted)
    return rows[wanted]


def _weekdays(line: Line) -> list[int]:
    words = line.text("weekdays", 60).lower().replace(",", " ").split()
    days = [_DAYS.get(word) for word in words]
    if None in days or len(set(days)) < len(days):
        raise line.bad("weekdays", "no_weekdays")
    return sorted(day for day in days if day is not None)


def _child_prices(line: Line) -> list[dict[str, Any]]:
    """Age bands written as `5=0.00 11=150.00`: up to the age of 5 free, up to 11 at 150."""
    bands = []
    for word in line.text("child_prices", 400).split():
        age, _, price = word.partition("=")
        if not (age.isascii() and age.isdecimal() and int(age) <= 17 and price):
            raise line.bad("child_prices", "no_child_prices")
        bands.append({"to_age": int(age), "price": str(line.to_amount("child_prices", price))})
    if len({band["to_age"] for band in bands}) < len(bands):
        raise line.bad("child_prices", "no_child_prices")
    return bands

"""Changing prices and restrictions of many nights at once.

New lines are put on top of the hotel's list, where they win. A price line is a copy of each line that held
until now, cut to the nights that were chosen, so that prices for children and more adults go on; lines that
lie within the chosen nights altogether are taken away, so the list stays small however often it is edited.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from hotels import audit
from hotels.models import Hotel, User
from pms import inventory
from pms.base import Stay
from pms.desk.rategrid import RULES, Cell, effective, nights_of, rates_within, restrictions_within
from pms.errors import PMSRefused
from pms.models import Rate, RatePlan, Restriction, RoomType
from pms.money import to_cents

ZERO = Decimal(0)
MOST = Decimal("9999999.99")
ALL_DAYS = frozenset(range(7))
EXTRAS = ("extra_adult", "adults_included", "child_prices", "currency", "min_stay")


@dataclass(frozen=True)
class Edit:
    """What is to become of which nights. No room types or plans: all of them."""

    first: date
    last: date  # included
    weekdays: frozenset[int] = ALL_DAYS
    room_types: tuple[RoomType, ...] = ()
    rate_plans: tuple[RatePlan, ...] = ()
    price_by: str = ""  # "", set, percent or add
    price: Decimal = ZERO
    rules: dict[str, int | bool] = field(default_factory=dict)  # of rategrid.RULES

    @property
    def window(self) -> Stay:
        return Stay(self.first, self.last + timedelta(days=1))

    @property
    def nights(self) -> list[date]:
        return [day for day in self.window.dates() if day.weekday() in self.weekdays]


@dataclass(frozen=True)
class Changed:
    room_type: RoomType
    rate_plan: RatePlan
    night: date
    before: Cell
    after: Cell


@dataclass(frozen=True)
class Outcome:
    """What an edit does to the lines, and to the nights."""

    new_rates: list[Rate]
    old_rates: list[Rate]  # taken away
    new_restrictions: list[Restriction]
    old_restrictions: list[Restriction]
    changed: list[Changed]
    without_price: int  # chosen nights that had no price and got none

    @property
    def digest(self) -> str:
        """Stands for what is changed into what: whoever agrees has seen this."""
        said = [(c.room_type.pk, c.rate_plan.pk, c.night, c.before, c.after) for c in self.changed]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def preview(hotel: Hotel, edit: Edit) -> Outcome:
    """What the edit would do; writes nothing.

    Raises PMSRefused `nothing_chosen`, `bad_price` or `no_stay_fits`.
    """
    types = list(edit.room_types or hotel.room_types.all())
    plans = list(edit.rate_plans or hotel.rate_plans.all())
    if not (edit.price_by or edit.rules) or not edit.nights or not types or not plans:
        raise PMSRefused("nothing_chosen", "choose nights and what should become of them")
    rates, restrictions = rates_within(hotel, edit.window, types), restrictions_within(hotel, edit.window)
    new_rates, old_rates = _rates(hotel, edit, rates, types, plans)
    new_restrictions, old_restrictions = _restrictions(hotel, edit, restrictions)
    days = list(edit.window.dates())
    before = effective(rates, restrictions, types, plans, days)
    gone = {line.pk for line in old_rates}
    lifted = {line.pk for line in old_restrictions}
    after = effective(
        [*(line for line in rates if line.pk not in gone), *new_rates],
        [*(line for line in restrictions if line.pk not in lifted), *new_restrictions],
        types,
        plans,
        days,
    )
    changed = [
        Changed(each, plan, day, before[each.pk, plan.pk, day], after[each.pk, plan.pk, day])
        for each in types
        for plan in plans
        for day in days
        if before[each.pk, plan.pk, day] != after[each.pk, plan.pk, day]
    ]
    if any(_fits_none(each.after) and not _fits_none(each.before) for each in changed):
        raise PMSRefused("no_stay_fits", "no stay is as long as the minimum and as short as the maximum")
    chosen = set(edit.nights)
    without = sum(cell.price is None for (_, _, day), cell in after.items() if day in chosen)
    return Outcome(new_rates, old_rates, new_restrictions, old_restrictions, changed, without)


def _fits_none(cell: Cell) -> bool:
    """Whether no stay can begin on this night, however long."""
    return cell.max_stay is not None and cell.min_stay > cell.max_stay


def write(hotel: Hotel, edit: Edit, agreed: str, actor: User) -> Outcome:
    """Do it, if it still is what the person agreed to: PMSRefused `changed_meanwhile` otherwise."""
    with transaction.atomic():
        # Bookings price under the same locks, so none is priced half by the old lines.
        inventory.lock_types(hotel, hotel.room_types.values_list("code", flat=True))
        found = preview(hotel, edit)
        if found.digest != agreed:
            raise PMSRefused("changed_meanwhile", "prices or restrictions have been changed meanwhile")
        hotel.rates.filter(pk__in=[line.pk for line in found.old_rates]).delete()
        hotel.restrictions.filter(pk__in=[line.pk for line in found.old_restrictions]).delete()
        for lines, rows in ((found.new_rates, hotel.rates), (found.new_restrictions, hotel.restrictions)):
            top = (rows.aggregate(top=Max("position"))["top"] or 0) + 1
            for line in lines:
                line.position = top
        Rate.objects.bulk_create(found.new_rates)  # among equal positions the order of making counts
        Restriction.objects.bulk_create(found.new_restrictions)
        audit.record(hotel, actor, "rates.edited", None, _trace(edit, found))
    return found


def _rates(
    hotel: Hotel, edit: Edit, lines: Sequence[Rate], types: Iterable[RoomType], plans: Iterable[RatePlan]
) -> tuple[list[Rate], list[Rate]]:
    """The price lines to add and those to take away."""
    if not edit.price_by:
        return [], []
    own: defaultdict[tuple[int, int], list[Rate]] = defaultdict(list)
    for line in lines:
        own[line.room_type_id, line.rate_plan_id].append(line)
    new: list[Rate] = []
    old: list[Rate] = []
    for each in types:
        for plan in plans:
            found = own[each.pk, plan.pk]
            if added := _new_rates(hotel, edit, found, each, plan):
                new += added
                old += [line for line in found if _lies_within(line, edit)]
    return new, old


def _new_rates(
    hotel: Hotel, edit: Edit, lines: Sequence[Rate], room_type: RoomType, plan: RatePlan
) -> list[Rate]:
    """Copies of the lines that hold on the chosen nights, at the new price, in their order."""
    holding = {day: line for line in lines for day in nights_of(line, list(edit.window.dates()))}
    chosen = {day: holding[day] for day in edit.nights if day in holding}
    held = {line.pk for line in chosen.values()}
    copies = [_copy(line, edit) for line in lines if line.pk in held]
    if edit.price_by != "set":
        return copies
    alike = len({tuple(str(getattr(line, extra)) for extra in EXTRAS) for line in copies}) <= 1
    if copies and alike:  # one price and the same extras on all nights: one line says it
        copies = [copies[0]]
        _span(copies[0], edit)
    elif len(chosen) < len(edit.nights):  # nights that had no price get one below the copies
        like = copies[0] if copies else Rate(currency=hotel.currency)
        base = Rate(hotel=hotel, room_type=room_type, rate_plan=plan, price=_priced(ZERO, edit))
        for extra in EXTRAS:
            setattr(base, extra, getattr(like, extra))
        _span(base, edit)
        copies.insert(0, base)
    return copies


def _copy(line: Rate, edit: Edit) -> Rate:
    keeps_weekend = edit.price_by != "set" and line.weekend_price is not None
    copy = Rate(
        hotel_id=line.hotel_id,
        room_type_id=line.room_type_id,
        rate_plan_id=line.rate_plan_id,
        first_night=max(line.first_night, edit.first),
        last_night=min(line.last_night, edit.last),
        weekdays=_mask(frozenset(line.weekdays) or ALL_DAYS, edit.weekdays),
        price=_priced(line.price, edit),
        weekend_price=_priced(line.weekend_price, edit) if keeps_weekend and line.weekend_price else None,
    )
    for extra in EXTRAS:
        setattr(copy, extra, getattr(line, extra))
    return copy


def _span(line: Rate | Restriction, edit: Edit) -> None:
    """Let the line speak of all nights that were chosen."""
    line.first_night, line.last_night = edit.first, edit.last
    line.weekdays = _mask(ALL_DAYS, edit.weekdays)


def _priced(price: Decimal, edit: Edit) -> Decimal:
    by = {"set": edit.price, "percent": price * (100 + edit.price) / 100, "add": price + edit.price}
    found = to_cents(by[edit.price_by])
    if not 0 <= found <= MOST:
        raise PMSRefused("bad_price", f"a night cannot cost {found}")
    return found


def _restrictions(
    hotel: Hotel, edit: Edit, lines: Iterable[Restriction]
) -> tuple[list[Restriction], list[Restriction]]:
    """The restrictions to add and those that say nothing any more."""
    if not edit.rules:
        return [], []
    new = []
    for room_type in edit.room_types or (None,):
        for plan in edit.rate_plans or (None,):
            line = Restriction(hotel=hotel, room_type=room_type, rate_plan=plan, **edit.rules)
            _span(line, edit)
            new.append(line)
    return new, [line for line in lines if _is_overruled(line, edit)]


def _is_overruled(line: Restriction, edit: Edit) -> bool:
    """Whether all that the line says is said anew for everything it speaks of."""
    types = {each.pk for each in edit.room_types}
    plans = {each.pk for each in edit.rate_plans}
    if (types and line.room_type_id not in types) or (plans and line.rate_plan_id not in plans):
        return False
    said = {rule for rule in RULES if getattr(line, rule) is not None}
    return said <= edit.rules.keys() and _lies_within(line, edit)


def _lies_within(line: Rate | Restriction, edit: Edit) -> bool:
    """Whether every night the line speaks of is one that was chosen."""
    if line.first_night < edit.first or line.last_night > edit.last:
        return False
    days = list(Stay(line.first_night, line.last_night + timedelta(days=1)).dates())
    return all(day.weekday() in edit.weekdays for day in nights_of(line, days))


def _mask(*days: frozenset[int]) -> list[int]:
    """The weekdays in all of these; an empty list stands for every day."""
    common = frozenset.intersection(*days)
    return [] if common == ALL_DAYS else sorted(common)


def _trace(edit: Edit, found: Outcome) -> dict[str, object]:
    return {
        "first": edit.first.isoformat(),
        "last": edit.last.isoformat(),
        "weekdays": sorted(edit.weekdays),
        "room_types": [each.code for each in edit.room_types],
        "rate_plans": [each.code for each in edit.rate_plans],
        "price": f"{edit.price_by} {edit.price}" if edit.price_by else "",
        "rules": dict(edit.rules),
        "nights": len(found.changed),
        "lines": [len(found.new_rates) + len(found.new_restrictions)],
    }

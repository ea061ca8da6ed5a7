"""Splitting a party over several rooms: who sleeps where, and what it costs."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.parties import Kind, kinds_of, priced, splits
from pms.base import (
    Availability,
    CancellationTerms,
    Money,
    Night,
    Occupancy,
    Offer,
    RatePlanInfo,
    RoomTypeInfo,
    Stay,
)
from pms.quotes import MAX_ROOMS

STAY = Stay(date(2027, 1, 5), date(2027, 1, 7))
ZERO = Money(Decimal(0), "MXN")


def room_type(code="DBL", adults=2, children=1, total=3):
    return RoomTypeInfo(code, {"en": code}, {}, adults, children, total)


def offer(kind, plan="FLEX", total="100", left=5, occupancy=Occupancy(1), **fields):
    money = Money(Decimal(total), "MXN")
    terms = RatePlanInfo(plan, {"en": plan}, (), CancellationTerms(2, "full"))
    nights = (Night(STAY.arrival, money),)
    return Offer(kind, terms, STAY, occupancy, nights, ZERO, money, left, **fields)


room_types = st.builds(
    lambda number, adults, children, spare: room_type(
        f"T{number}", adults, children, max(1, adults + children - spare)
    ),
    st.integers(0, 99),
    st.integers(1, 4),
    st.integers(0, 3),
    st.integers(0, 3),
)
kinds = st.lists(
    st.builds(Kind, room_types, st.integers(1, 5), st.integers(100, 900).map(Decimal)),
    max_size=4,
    unique_by=lambda kind: kind.room_type.code,
)
parties = st.builds(
    lambda adults, ages: Occupancy(adults, tuple(ages)),
    st.integers(1, 9),
    st.lists(st.integers(0, 17), max_size=5),
)


@given(kinds, parties)
def test_everybody_has_a_bed_and_each_room_an_adult(kinds, party):
    known = {kind.room_type.code: kind for kind in kinds}
    for parts in splits(kinds, party):
        assert 1 <= len(parts) <= MAX_ROOMS
        assert sum(part.occupancy.adults for part in parts) == party.adults
        ages = sorted(age for part in parts for age in part.occupancy.children_ages)
        assert ages == sorted(party.children_ages)
        for part in parts:
            limits = known[part.room_type].room_type
            assert 1 <= part.occupancy.adults <= limits.max_adults
            assert part.occupancy.children <= limits.max_children
            assert part.occupancy.total <= limits.max_total
        for code, count in Counter(part.room_type for part in parts).items():
            assert count <= known[code].left


@given(kinds, parties)
def test_the_cheapest_way_comes_first(kinds, party):
    known = {kind.room_type.code: kind.price for kind in kinds}
    costs = [sum(known[part.room_type] for part in parts) for parts in splits(kinds, party)]

    assert costs == sorted(costs)


def _fits(rooms, party):
    """By trying every way to put the adults: the slow truth."""
    for adults in product(*(range(1, min(kind.max_adults, kind.max_total) + 1) for kind in rooms)):
        beds = sum(
            min(kind.max_children, kind.max_total - grown) for kind, grown in zip(rooms, adults, strict=True)
        )
        if sum(adults) == party.adults and beds >= party.children:
            return True
    return False


@given(st.lists(room_types, min_size=1, max_size=3), parties)
def test_a_way_is_found_whenever_there_is_one(types, party):
    # One room of each type and no other: the party fits into some of them, or it does not.
    types = list({kind.code: kind for kind in types}.values())
    kinds = [Kind(kind, 1, Decimal(100)) for kind in types]
    subsets = [
        [kind for kind, taken in zip(types, mask, strict=True) if taken]
        for mask in product([False, True], repeat=len(types))
    ]

    assert bool(splits(kinds, party)) == any(_fits(rooms, party) for rooms in subsets if rooms)


def test_a_family_of_six_gets_two_rooms_with_an_adult_each():
    found = splits([Kind(room_type(), 3, Decimal(100))], Occupancy(4, (6, 9)))

    assert [[part.occupancy for part in way] for way in found[:1]] == [
        [Occupancy(2, (6,)), Occupancy(2, (9,))]
    ]


@pytest.mark.parametrize(
    "party", [Occupancy(1, (4, 5, 6)), Occupancy(30), Occupancy(0, (4,))], ids=["children", "many", "alone"]
)
def test_a_party_that_does_not_fit_gets_no_way(party):
    assert splits([Kind(room_type(), 5, Decimal(100))], party) == []


def test_rooms_that_are_gone_or_prices_that_are_old_are_not_counted():
    double = room_type()
    found = Availability(
        (offer(double, left=0), offer(room_type("STE"), left=-1), offer(room_type("OLD"), stale_seconds=60))
    )

    assert [(kind.room_type.code, kind.left) for kind in kinds_of(found)] == [("STE", MAX_ROOMS)]


def test_a_way_costs_what_its_rooms_cost_on_each_plan_that_all_of_them_have():
    double, suite = room_type(), room_type("STE", 3, 2, 4)
    two, three = Occupancy(2), Occupancy(3)
    found = {
        two: Availability((offer(double, "FLEX", "100"), offer(double, "NR", "80"))),
        three: Availability((offer(suite, "FLEX", "300"),)),
    }
    (way,) = splits([Kind(double, 1, Decimal(90)), Kind(suite, 1, Decimal(300))], Occupancy(5))

    (priced_way,) = priced(way, found)
    assert priced_way.total == Money(Decimal("400"), "MXN")
    found[three] = Availability((offer(suite, "SUI", "300"),))
    (mixed,) = priced(way, found)
    assert mixed.total == Money(Decimal("380"), "MXN")
    found[three] = Availability(())
    assert priced(way, found) == []

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hotels.models import HouseFact
from hotels.seasons import Season, WrongSeason, holds, read_seasons, refuse_overlap

days = st.dates(date(2026, 1, 1), date(2032, 12, 31))
clocks = st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda day: day.strftime("%m-%d"))


@given(days, clocks, clocks)
def test_a_day_is_in_a_season_or_in_the_rest_of_the_year(day, start, end):
    after = (date.fromisoformat(f"2028-{end}") + timedelta(1)).strftime("%m-%d")
    before = (date.fromisoformat(f"2028-{start}") - timedelta(1)).strftime("%m-%d")
    if after == start:
        return  # the whole year
    assert holds(start, end, day) is not holds(after, before, day)


def test_a_season_includes_its_ends_and_may_pass_the_turn_of_the_year():
    assert holds("06-01", "09-30", date(2027, 6, 1))
    assert holds("06-01", "09-30", date(2027, 9, 30))
    assert holds("11-15", "02-29", date(2027, 12, 31))
    assert holds("11-15", "02-29", date(2027, 2, 28))
    assert not holds("11-15", "02-29", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ("summer", "Seasons are a list of at most 12."),
        ([{}] * 13, "Seasons are a list of at most 12."),
        (["06-01"], "A season has from, to and answer."),
        ([{"from": "6-1", "to": "09-30"}], 'A season begins and ends on a month and day, like "06-01".'),
        ([{"from": "06-31", "to": "09-30"}], 'A season begins and ends on a month and day, like "06-01".'),
        ([{"from": "06-01", "to": "09-30", "answer": "maybe"}], "A season's answer is yes, no or unknown."),
        ([{"from": "06-01", "to": "09-30", "text": {"es": 1}}], "A season's text is by language."),
        ([{"from": "06-01", "to": "09-30", "price": "1e99"}], "A season's price is an amount."),
        ([{"from": "06-01", "to": "09-30", "price": "NaN"}], "A season's price is an amount."),
        ([{"from": "06-01", "to": "09-30", "price": "-1"}], "A season's price is an amount."),
        ([{"from": "06-01", "to": "09-30", "per": ["night"]}], "What a season's price is for has at most"),
    ],
)
def test_seasons_that_cannot_be_are_refused_in_a_sentence(kept, sentence):
    with pytest.raises(WrongSeason, match=sentence.replace("(", r"\(")):
        read_seasons(kept)


def test_no_day_may_have_two_seasons():
    with pytest.raises(WrongSeason, match="Two seasons hold on 09-01"):
        refuse_overlap(read_seasons([{"from": "06-01", "to": "09-01"}, {"from": "09-01", "to": "10-01"}]))
    with pytest.raises(ValidationError):
        HouseFact(answer="yes", season_from="01-01", season_to="02-01", seasons=[_SUMMER.dump()]).clean()


_SUMMER = Season("06-01", "09-30", "yes", {"en": "Nine to eight."}, Decimal("12.50"), "day")


def test_a_fact_is_what_it_is_on_the_day_asked_about():
    fact = HouseFact(answer="no", text={"en": "It is covered."}, seasons=[_SUMMER.dump()])
    assert fact.on(date(2027, 7, 4)) == _SUMMER
    assert fact.on(date(2027, 12, 4)).answer == "no"
    assert fact.on(date(2027, 12, 4)).text == {"en": "It is covered."}


def test_a_fact_with_one_season_does_not_hold_outside_it():
    fact = HouseFact(answer="yes", text={"en": "Open."}, season_from="11-15", season_to="03-15")
    assert fact.on(date(2027, 1, 1)).answer == "yes"
    assert fact.on(date(2027, 5, 1)).answer == "no"

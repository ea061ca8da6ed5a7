from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.base import CancellationTerms, Stay
from pms.errors import PMSUnavailable
from pms.qloapps import guests, sync, wire
from pms.qloapps.house import cancellation_terms
from pms.qloapps.offers import spread
from tests.pms.conftest import STAY

LANGUAGES = {1: "es", 2: "en"}
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Suite", {"es": "Suite"}),
        ([{"id": 1, "value": "Suite"}, {"id": "2", "value": "Sweet"}], {"es": "Suite", "en": "Sweet"}),
        ([{"id": 1, "value": "Suite"}, {"id": 9, "value": "?"}, {"id": 2, "value": ""}], {"es": "Suite"}),
        ("", {}),
        (None, {}),
    ],
)
def test_a_text_is_a_string_or_a_list_by_language(value, found):
    assert wire.texts(value, LANGUAGES, "es") == found


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Cama <b>queen</b>.</p>", "Cama queen."),
        ("<ul><li>One</li><li>Two &amp; three</li></ul>", "One\nTwo & three"),
        ("a<br/>b", "a\nb"),
        ("<script>alert(1)</script>Text<style>p{}</style>", "Text"),
        ("no tags at all", "no tags at all"),
        ("1 < 2", "1 < 2"),
        ("<p>\n  spread   over\n lines </p>", "spread over lines"),
    ],
)
def test_html_is_stripped(html, text):
    assert wire.plain_text(html) == text


@pytest.mark.parametrize(
    ("value", "amount"),
    [("1000.000000", "1000.00"), (1383.3333333333333, "1383.33"), (3900, "3900.00"), ("0.005", "0.01")],
)
def test_a_price_is_a_string_or_a_number(value, amount):
    assert wire.price(value) == Decimal(amount)


@pytest.mark.parametrize("value", [None, "", "free", "NaN", "Infinity", float("nan"), [], {}])
def test_no_price_is_no_answer(value):
    with pytest.raises(PMSUnavailable):
        wire.price(value)


@given(st.decimals("-999999.99", "999999.99", places=2))
def test_every_price_in_cents_survives_both_shapes(amount):
    assert wire.price(f"{amount:.6f}") == wire.price(float(amount)) == amount


def test_dates_come_with_a_midnight_and_none_as_zeros():
    assert wire.day("2027-03-10 00:00:00") == wire.day("2027-03-10") == date(2027, 3, 10)
    assert wire.moment("0000-00-00 00:00:00", NEW_YORK) is None
    assert wire.moment("2027-01-10 12:00:00", NEW_YORK) == datetime(2027, 1, 10, 17, tzinfo=UTC)
    with pytest.raises(PMSUnavailable):
        wire.day("0000-00-00")


@pytest.mark.parametrize(
    ("value", "children", "ages"),
    [("[7]", 1, (7,)), ("[7, 9]", 1, (7,)), ("[]", 2, (0, 0)), ("", 1, (0,)), (None, 0, ()), ("x", 1, (0,))],
)
def test_ages_nobody_stored_count_as_babies(value, children, ages):
    assert wire.ages(value, children) == ages


def test_xml_escapes_what_it_is_given():
    body = wire.xml("order_history", {"id_order": 2, "note": "<a>&\"'", "rooms": {"room": [1, 2]}})

    assert b"<order_history><id_order>2</id_order><note>&lt;a&gt;&amp;" in body
    assert b"<rooms><room>1</room><room>2</room></rooms>" in body


@given(st.decimals("0.01", "99999.99", places=2), st.integers(1, 30))
def test_a_total_spread_over_nights_is_the_total_again(total, nights):
    stay = Stay(STAY.arrival, date.fromordinal(STAY.arrival.toordinal() + nights))

    found = spread(total, "MXN", stay)

    amounts = [night.price.amount for night in found]
    assert sum(amounts) == total
    assert max(amounts) - min(amounts) <= Decimal("0.01")
    assert [night.date for night in found] == list(stay.dates())


def rule(days, value, kind=2):
    return {"days": f"{days:.2f}", "payment_type": kind, "deduction_value_full_pay": f"{value:.6f}"}


@pytest.mark.parametrize(
    ("rules", "terms"),
    [
        ([], CancellationTerms(None, "full")),
        ([rule(2, 0), rule(0, 50)], CancellationTerms(2, "percent:50")),
        ([rule(0, 50), rule(2, 0)], CancellationTerms(2, "percent:50")),
        ([rule(0, 0)], CancellationTerms(0, "none")),
        ([rule(7, 0), rule(3, 20), rule(0, 80.5)], CancellationTerms(7, "percent:80.5")),
        ([rule(7, 0), rule(3, 20)], CancellationTerms(7, "full")),  # nearer than three days all is due
        ([rule(7, 10), rule(1, 50)], CancellationTerms(None, "full")),
        ([rule(7, 10), rule(0, 50)], CancellationTerms(None, "percent:50")),
        ([rule(2, 0, kind=1), rule(0, 30, kind=1)], CancellationTerms(2, "full")),  # an amount
        ([rule(2, 0), rule(0, 100)], CancellationTerms(2, "full")),
        ([rule(1.5, 0), rule(0, 50)], CancellationTerms(2, "percent:50")),
        ([rule(5, 0), rule(3, 20), rule(0, 0)], CancellationTerms(5, "percent:20")),
    ],
)
def test_refund_rules_become_terms_and_never_milder_ones(rules, terms):
    assert cancellation_terms(rules) == terms


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Lucía Torres García", "Lucía", "Torres García"),
        ("R2-D2 4ever", "R", "-D ever"),
        ("Zoë", "Zoë", "-"),
        ("O'Neill-Smith Anne", "O'Neill-Smith", "Anne"),
        ("<script>", "script", "-"),
        ("!!!", "-", "-"),
        ("Ana 🌵 Ruiz", "Ana", "Ruiz"),
        ("A" * 40 + " " + "B" * 40, "A" * 32, "B" * 32),
        ("Ana\\Ruiz", "Ana", "Ruiz"),
    ],
)
def test_a_name_is_put_into_the_rules_of_the_shop(name, first, last):
    assert guests.split(name) == (first, last)


@given(st.text(min_size=1, max_size=120))
def test_every_name_can_be_sent(name):
    for part in guests.split(name):
        assert part
        assert len(part) <= 32
        assert part.strip() == part
        assert not guests.FORBIDDEN.search(part)


@pytest.mark.parametrize(
    "email", ["a|b@example.com", "a[1]@example.com", "a%b@example.com", "a,b@x.com", "x@y"]
)
def test_an_address_its_filters_would_misread_is_not_sent(email):
    assert not guests.EMAIL.fullmatch(email)


def test_a_remark_has_no_tags_and_no_emoji():
    assert guests.remark("late <b>arrival</b> 🌵", "", "Guest: Ana") == "late  b arrival /b  \nGuest: Ana"


def test_in_the_hour_that_comes_twice_we_ask_an_hour_further_back():
    # New York, 7 November 2027: at 06:00 UTC two in the morning becomes one again.
    before = datetime(2027, 11, 7, 5, 50, tzinfo=UTC)  # 01:50, the first time
    after = datetime(2027, 11, 7, 6, 5, tzinfo=UTC)  # 01:05, the second time

    assert sync._local(before, after, NEW_YORK) == "2027-11-07 00:50:00"
    assert sync._local(after, after, NEW_YORK) == "2027-11-07 01:05:00"
    assert sync._local(before, before, NEW_YORK) == "2027-11-07 01:50:00"


def test_a_day_without_that_hour_is_asked_as_it_is():
    # 14 March 2027: two in the morning is three.
    before = datetime(2027, 3, 14, 6, 59, tzinfo=UTC)
    after = datetime(2027, 3, 14, 7, 1, tzinfo=UTC)

    assert sync._local(before, after, NEW_YORK) == "2027-03-14 01:59:00"

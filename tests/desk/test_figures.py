import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from pms.desk import figures
from pms.desk.figures import Figures, month_of
from pms.desk.pictures import HEIGHT, plot
from pms.models import RoomStay
from tests.desk.conftest import booked, days, url
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


def night(month, day):
    return dict(month.nights)[day]


def test_a_month_counts_the_nights_in_it_at_the_price_they_were_sold_at(hotel):
    row = booked(hotel, arrival=7, nights=5)  # 28 November to 3 December: three nights of November
    hotel.rates.update(price=1, weekend_price=None)
    prices = {each["date"]: Decimal(each["price"]["amount"]) for each in row.room_stays.get().terms["nights"]}

    november, december = month_of(hotel, NOVEMBER), month_of(hotel, date(2026, 12, 1))

    assert (november.total.sold, december.total.sold) == (3, 2)
    assert november.total.revenue == sum(price for day, price in prices.items() if day < "2026-12")
    assert november.total.revenue + december.total.revenue == sum(prices.values())
    assert night(november, days(7)) == Figures(4, 1, prices["2026-11-28"])
    assert night(november, days(7)).occupancy == 25
    assert november.total.rooms == 4 * 30


def test_adr_and_revpar_and_an_empty_house():
    assert (Figures(4, 3, Decimal(100)).adr, Figures(4, 3, Decimal(100)).revpar) == (
        Decimal("33.33"), Decimal("25.00"),
    )  # fmt: skip
    assert (figures.NOTHING.adr, figures.NOTHING.revpar, figures.NOTHING.occupancy) == (0, 0, 0)


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_who_did_not_come_does_not_count_and_who_left_does(hotel, status):
    booked(hotel, arrival=1, nights=1)
    booked(hotel, arrival=1, nights=1, key="other")
    RoomStay.objects.filter(pk=RoomStay.objects.first().pk).update(status=status)
    RoomStay.objects.filter(pk=RoomStay.objects.last().pk).update(status="checked_out")

    assert month_of(hotel, NOVEMBER).total.sold == 1


def test_room_types_sum_to_the_house_and_another_hotels_stays_are_not_in_it(hotel):
    booked(hotel, arrival=1, nights=2)
    booked(hotel, arrival=1, nights=2, room_type="STE", key="suite")
    booked(make_house(make_hotel("other")), arrival=1)

    found = month_of(hotel, NOVEMBER, "en")

    assert [(code, name, each.sold) for code, name, each in found.types] == [
        ("DBL", "Double room", 2), ("STE", "Sea-view suite", 2),
    ]  # fmt: skip
    assert sum((each for _, _, each in found.types), figures.NOTHING) == found.total


def test_nights_sold_in_another_currency_are_counted_without_their_money(hotel):
    booked(hotel, arrival=1, nights=1)
    hotel.currency = "USD"
    hotel.save()

    found = month_of(hotel, NOVEMBER)

    assert (found.total.sold, found.total.revenue, found.other_currencies) == (1, 0, ("MXN",))


def test_last_year_stands_beside_it_where_it_is_known(hotel, desk):
    booked(hotel, arrival=1, nights=1)
    assert desk.get(url(hotel, "figures")).context["past"] is None

    row = booked(hotel, arrival=1, nights=1, key="then")
    stay = row.room_stays.get()
    stay.stay = (date(2025, 11, 3), date(2025, 11, 4))
    stay.terms["nights"][0]["date"] = "2025-11-03"
    stay.save()

    page = desk.get(url(hotel, "figures"))
    assert page.context["past"].total.sold == 1
    assert "November 2025" in page.content.decode()


def test_the_table_to_take_away_has_a_line_for_each_night(hotel, desk):
    booked(hotel, arrival=1, nights=1)

    answer = desk.get(url(hotel, "figures", month="2026-11", **{"as": "csv"}))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer["Content-Disposition"] == 'attachment; filename="casa-2026-11.csv"'
    assert len(rows) == 30
    assert (rows[21]["night"], rows[21]["sold"], rows[21]["occupancy_percent"]) == ("2026-11-22", "1", "25.0")
    assert rows[21]["currency"] == "MXN"


@pytest.mark.parametrize("total", ["100.00", "0.01", "99.99", "1234.57"])
def test_shares_of_a_stay_sum_to_its_total(total):
    for nights in (1, 3, 7):
        shares = [figures._share(Decimal(total), n, nights) for n in range(nights)]
        assert sum(shares) == Decimal(total)
        assert max(shares) - min(shares) <= Decimal("0.01")


def test_a_leap_year_and_the_turn_of_the_year():
    assert figures.next_month(date(2028, 2, 1)) == date(2028, 3, 1)
    assert figures.next_month(date(2026, 12, 1)) == date(2027, 1, 1)


def test_columns_stay_inside_the_picture():
    values = [(days(n), Decimal(n * 137)) for n in range(31)]
    found = plot(values, [Decimal(9000)] * 31)

    assert all(0 <= each.y <= HEIGHT and 0 <= each.before <= HEIGHT for each in found.columns)
    assert found.lines[-1][1] >= 9000

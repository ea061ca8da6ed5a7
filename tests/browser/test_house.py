"""The house's pages as the front desk sees them, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from pms.base import GuestDetails, Occupancy, Stay
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house, make_user
from tests.inbox.scene import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOK_ANEW = "document.dispatchEvent(new Event('visibilitychange'))"  # instead of waiting 20 seconds


@pytest.fixture
def house(transactional_db):
    return make_house(make_hotel("casa", name="Casa"))


def book(hotel, arrival, name):
    guest = make_guest(hotel, name=name)
    first = hotel.today() + timedelta(days=arrival)
    offer = open_pms(hotel).find_offers(Stay(first, first + timedelta(days=3)), Occupancy(2)).offers[0]
    details = GuestDetails(guest.pk, name)
    return open_pms(hotel).book(f"key-{name}", [offer], details).reservation


@pytest.fixture
def window(chromium, inbox_url):
    """Opens the tape chart, signed in as somebody with this role."""
    contexts = []

    def open_window(hotel, role="receptionist", page="chart", size=(1400, 900)):
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=inbox_url, locale="en"
        )
        contexts.append(context)
        found = context.new_page()
        found.problems = []
        found.on("pageerror", lambda error: found.problems.append(str(error)))
        found.goto(f"/admin/house/{page}/?hotel={hotel.slug}")
        found.locator("#email").fill(make_user(hotel, role, password=PASSWORD).email)
        found.locator("#password").fill(PASSWORD)
        found.locator(".primary").click()
        found.wait_for_url(f"**/admin/house/{page}/**")
        return found

    yield open_window
    for context in contexts:
        context.close()


def test_a_new_booking_appears_by_itself_and_keeps_the_place_and_the_focus(house, window):
    first = book(house, 1, "Ana Beltrán")
    page = window(house, size=(700, 600))
    bar = page.locator(f"a.bar[href*='{first.code}']")
    bar.focus()
    page.evaluate("document.getElementById('tape').scrollLeft = 40")

    book(house, 2, "Pablo Ortega")
    page.evaluate(LOOK_ANEW)

    expect(page.locator("a.bar", has_text="Pablo Ortega")).to_have_count(1)
    expect(bar).to_be_focused()
    assert page.evaluate("document.getElementById('tape').scrollLeft") == 40
    assert page.problems == []


def test_a_click_on_an_empty_place_starts_a_booking_of_that_room_and_night(house, window):
    page = window(house)
    lane = page.locator(".lane[data-room='102']")
    box = lane.bounding_box()
    cell = box["width"] / 30

    lane.click(position={"x": cell * 6.5, "y": 10})

    page.wait_for_url("**/admin/house/new/**")
    night = (house.today() + timedelta(days=4)).isoformat()  # the chart begins two days ago
    expect(page.locator("#id_arrival")).to_have_value(night)
    assert "room=102" in page.url


def test_a_viewer_cannot_start_a_booking_there(house, window):
    page = window(house, "viewer")

    page.locator(".lane[data-room='102']").click(position={"x": 200, "y": 10})

    assert "/chart/" in page.url


def test_a_chart_that_cannot_be_refreshed_says_so_and_a_lost_session_leads_to_the_door(house, window):
    page = window(house)
    page.route("**/chart/**part=grid**", lambda route: route.abort())
    page.evaluate(LOOK_ANEW)
    expect(page.locator("#stale")).to_be_visible()

    page.unroute("**/chart/**part=grid**")
    page.context.clear_cookies()
    page.evaluate(LOOK_ANEW)
    page.wait_for_url("**/inbox/login/**")


def test_the_room_column_stays_in_sight_on_a_phone(house, window):
    page = window(house, size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.evaluate("document.getElementById('tape').scrollLeft = 500")

    left = page.locator("a.room").first.bounding_box()["x"]
    assert 0 <= left <= 40


def test_a_click_in_the_rate_grid_takes_the_night_over_into_the_form(house, window):
    page = window(house, "manager", "rates")
    row = page.locator("tr[data-type='STE'][data-plan='FLEX'] td")

    row.nth(3).click()
    row.nth(7).click(modifiers=["Shift"])

    for name, n in (("first", 3), ("last", 7)):
        day = (house.today() + timedelta(days=n)).isoformat()
        expect(page.locator(f"#edit [name={name}]")).to_have_value(day)
    assert page.locator("#edit [name=room_types]:checked").evaluate_all("all => all.map(b => b.value)") == [
        "STE"
    ]
    assert page.locator("#edit [name=rate_plans]:checked").evaluate_all("all => all.map(b => b.value)") == [
        "FLEX"
    ]
    assert page.problems == []

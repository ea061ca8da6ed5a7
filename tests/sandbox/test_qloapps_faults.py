import http.client
import urllib.error
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.client import SandboxError
from sandbox.qloapps.lists import condition
from tests.sandbox.web_service import WebService, booking

BROKEN_LINE = (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException)


@pytest.fixture
def web(sandbox):
    return WebService(sandbox.qloapps())


def booked(web):
    return len(web.shop.orders())


@pytest.mark.parametrize(
    ("kind", "settings", "status", "start", "done"),
    [
        ("500_done", {}, 500, b'{"errors": [{"code": 3', 1),
        ("500_not_done", {}, 500, b'{"errors": [{"code": 3', 0),
        ("html_200", {}, 200, b"<br />\n<b>Fatal error", 1),
        ("html_200", {"done": False}, 200, b"<br />\n<b>Fatal error", 0),
        ("empty_body", {}, 200, b"", 1),
        ("empty_body", {"done": False}, 200, b"", 0),
        ("broken_json", {}, 200, b'{"booking": {"id": 1', 1),
        ("broken_json", {"done": False}, 200, b'{"booking"', 0),
        ("redirect_302", {}, 302, b"", 0),
        ("use_tax_warning", {}, 500, b'{"errors": [{"code": 3', 1),
    ],
)
def test_an_answer_that_lies(web, kind, settings, status, start, done):
    web.shop.faults({"kind": kind, "operation": "POST bookings", "times": 1, **settings})

    reply = web.book()

    assert reply.status == status
    assert reply.body.startswith(start)
    assert booked(web) == done
    assert web.book().status == 200


def test_half_of_the_json_cannot_be_read(web):
    web.shop.faults({"kind": "broken_json"})

    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        web.get("hotels/1").json  # noqa: B018


@pytest.mark.parametrize(
    ("kind", "done"),
    [("timeout_done", 1), ("timeout_not_done", 0), ("reset_done", 1), ("reset_not_done", 0), ("dead", 0)],
)
def test_a_lost_answer_may_hide_a_booking(web, kind, done):
    web.shop.faults({"kind": kind, "operation": "POST bookings", "times": 1})

    with pytest.raises(BROKEN_LINE):
        web.call("POST", "bookings", {"booking": booking()}, timeout=0.5)

    assert booked(web) == done


def test_a_dead_shop_resets_every_call_until_it_heals(web):
    web.shop.faults({"kind": "dead"})

    for path in ("hotels", "orders", "room_types"):
        with pytest.raises(BROKEN_LINE):
            web.get(path)
    web.shop.heals()
    assert web.get("hotels").status == 200


@pytest.mark.parametrize(("kind", "at_once"), [("slow", 1), ("late", 0)])
def test_a_slow_answer_is_done_first_and_a_late_one_last(web, kind, at_once):
    web.shop.faults({"kind": kind, "seconds": 1.0, "operation": "POST bookings"})

    with pytest.raises(BROKEN_LINE):
        web.call("POST", "bookings", {"booking": booking()}, timeout=0.4)
    assert booked(web) == at_once
    web.shop.heals()
    web.shop.faults({"kind": "slow", "seconds": 1.0})
    web.get("hotels")  # a second goes by

    assert booked(web) == 1


def test_with_the_tax_warning_bookings_fail_and_orders_tell(web):
    web.shop.faults({"kind": "use_tax_warning"})

    assert [web.book().status, web.get("bookings/1").status, web.change(1).status] == [500, 500, 500]
    assert [error["code"] for error in web.get("bookings/1").json["errors"]] == [3]
    assert web.get("bookings").json == {"bookings": [{"id": 1}]}
    assert web.order(1)["source"] == "chat:req-0001"
    assert len(web.room_rows(1)) == 1
    assert web.book(currency="XXX").status == 400


def test_rules_add_up_skip_and_choose_their_calls(web):
    web.shop.faults({"kind": "500_not_done", "operation": "GET orders", "skip": 1, "times": 1})
    web.shop.faults({"kind": "html_200", "operation": "hotels"})

    assert [web.get("orders").status for _ in range(3)] == [200, 500, 200]
    assert web.get("hotels").body.startswith(b"<br")
    assert web.get("languages").status == 200


def test_chance_is_seeded(web):
    def run():
        web.shop.faults({"kind": "500_not_done", "probability": 0.5}, seed=7, clear=True)
        return [web.get("hotels").status for _ in range(12)]

    first = run()

    assert set(first) == {200, 500}
    assert run() == first


@pytest.mark.parametrize(
    "wanted",
    [
        {"rules": [{"kind": "explode"}]},
        {"rules": [{"kind": "dead", "colour": 1}]},
        {"rules": [{}]},
        {"typo": 1},
        {"clear": True, "rules": [{"kind": "dead"}, {"kind": "explode"}]},
    ],
)
def test_a_wrong_wish_changes_nothing(sandbox, web, wanted):
    web.shop.faults({"kind": "slow", "seconds": 0})

    with pytest.raises(SandboxError, match="400"):
        sandbox.post("/control/qloapps/casa/faults", wanted)

    assert [rule["kind"] for rule in web.shop.shows()["faults"]] == ["slow"]


def test_a_wrong_house_leaves_the_old_one(sandbox, web):
    web.book()

    for wrong in ({"colour": 1}, {"key": "short"}, {"timezone": "Mars/Olympus"}, {"room_types": [{}]}):
        with pytest.raises(SandboxError, match="400"):
            sandbox.qloapps(**wrong)

    assert booked(web) == 1


def test_shops_are_apart_and_a_description_starts_anew(sandbox):
    one = WebService(sandbox.qloapps("one", currency="MXN", room_types=[{"price": 90, "rooms": 2}]))
    two = WebService(sandbox.qloapps("two"))
    one.book(currency="MXN")

    assert (booked(one), booked(two)) == (1, 0)
    assert one.ari("2027-03-10", "2027-03-11").json["hotel_ari"]["currency"] == "MXN"
    assert booked(WebService(sandbox.qloapps("one"))) == 1
    assert booked(WebService(sandbox.qloapps("one", currency="MXN"))) == 0
    assert sandbox.get("/control/qloapps/")["shops"] == ["one", "two"]
    sandbox.reset()
    assert sandbox.get("/control/qloapps/")["shops"] == []


def test_staff_and_website_book_change_and_cancel(web):
    made = web.shop.books("2027-03-10", "2027-03-12", room_type=2, guest={"firstname": "Eva"}, paid=True)
    assert (made["order"]["customer"], made["order"]["total_paid_real"]) == ("Eva In", "3640.00")
    assert web.order(1)["current_state"] == 2

    web.shop.changes(order=1, departure="2027-03-13", room=8, status=2, total="4000", remark="moved")
    (row,) = web.room_rows(1)
    assert (row["id_room"], row["id_status"], row["date_to"]) == (8, 2, "2027-03-13 00:00:00")
    assert row["check_in"] == "2027-03-10 12:00:00"
    assert web.order(1)["total_paid_tax_incl"] == "4000.000000"

    web.shop.cancels(source="website")
    assert web.order(1)["current_state"] == 4
    assert web.shop.rooms() == []


def test_the_website_may_collide_with_a_booking(web):
    web.book()

    web.shop.books("2027-03-12", "2027-03-14", room=1)

    assert len(web.shop.overlaps()) == 1


def test_what_staff_cannot_do_changes_nothing(web):
    web.shop.books("2027-03-10", "2027-03-12", room=1)
    before = web.shop.shows()

    for verb, wanted in (
        ("book", {"room": 99, "arrival": "2027-03-10", "departure": "2027-03-12"}),
        ("book", {"room": 1, "arrival": "2027-03-10", "departure": "2027-03-10"}),
        ("change", {"order": 1, "room": 77, "firstname": "Eva"}),
        ("change", {"order": 1, "arrival": "2028-01-01"}),
        ("change", {"order": 1, "firstname": "Eva", "state": "PS_OS_NONE"}),
        ("cancel", {"order": 9}),
        ("price", {"room_type": 1, "price": "much"}),
        ("house", {"room_type": 1, "min_los": "long", "active": False}),
    ):
        with pytest.raises(SandboxError, match="400"):
            web.shop.act(verb, **wanted)

    after = web.shop.shows()
    assert {**after, "now": ""} == {**before, "now": ""}
    assert web.ari("2027-05-01", "2027-05-02", room_type=1).json["hotel_ari"]["total_available_rooms"] == 5


def test_clear_forgets_bookings_and_keeps_the_house(sandbox):
    web = WebService(sandbox.qloapps(room_types=[{"price": 50, "name": "Cabin"}]))
    web.book()
    web.shop.blocks(1, "2027-03-10", "2027-03-12")
    web.shop.faults({"kind": "slow", "seconds": 0})

    web.shop.clears()

    shown = web.shop.shows()
    assert (shown["orders"], shown["rooms"], shown["blocks"], shown["faults"]) == ([], [], [], [])
    assert web.get("room_types/1").json["room_type"]["name"] == "Cabin"


def test_the_log_tells_calls_and_faults(sandbox, web):
    web.shop.faults({"kind": "500_done", "times": 1})
    web.book()

    (call,) = sandbox.log("qloapps")

    assert (call["method"], call["path"], call["status"], call["fault"]) == (
        "POST",
        "api/bookings",
        200,
        "500_done",
    )


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(-50, 50))
def test_filters_of_numbers_agree_with_arithmetic(stored, low, high):
    assert condition(f"[{low},{high}]")(stored) == (low <= stored <= high)
    assert condition(f">[{low}]")(stored) == (stored > low)
    assert condition(f"<[{low}]")(stored) == (stored < low)
    assert condition(f"[{low}|{high}]")(stored) == (stored in (low, high))
    assert condition(f"![{low}]")(stored) == (stored != low)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-400, 400))
def test_filters_of_dates_agree_with_the_calendar(day, apart):
    stored, other = f"{day} 00:00:00", day + timedelta(days=apart)

    assert condition(f">[{other}]")(stored) == (day > other)
    assert condition(f"<[{other}]")(stored) == (day < other)
    assert condition(f"[{other}]")(stored) == (day == other)
    assert condition(f"[{other},{other}]")(stored) == (day == other)

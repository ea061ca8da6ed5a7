from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.sandbox.web_service import WebService, line


def at_once(work, count):
    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(work) for _ in range(count)]]


def flags(row):
    return row["is_back_order"], row["is_refunded"], row["is_cancelled"]


def test_two_at_once_get_the_same_room_and_nothing_says_so(sandbox):
    web = WebService(sandbox.qloapps(choose_seconds=0, write_seconds=0.4))

    replies = at_once(web.book, 2)

    assert [reply.status for reply in replies] == [200, 200]
    rooms = web.shop.rooms()
    assert [(row["id_room"], flags(row)) for row in rooms] == [(1, (0, 0, 0))] * 2
    ((one, other),) = web.shop.overlaps()
    assert {one["id_order"], other["id_order"]} == {1, 2}


def test_a_room_gone_meanwhile_is_changed_for_another(sandbox):
    web = WebService(sandbox.qloapps(choose_seconds=0.6, write_seconds=0))

    at_once(web.book, 3)

    assert sorted(row["id_room"] for row in web.shop.rooms()) == [1, 2, 3]
    assert web.shop.overlaps() == []


def test_losers_of_the_last_room_look_normal_but_for_their_flags(sandbox):
    web = WebService(sandbox.qloapps(choose_seconds=0.6, write_seconds=0))
    for room in range(1, 5):
        web.shop.books("2027-03-10", "2027-03-13", room=room, source="earlier")

    replies = at_once(web.book, 4)

    assert [reply.status for reply in replies] == [200] * 4
    rows = web.rows("room_bookings?filter[id_room]=[5]&display=full")
    assert sorted(flags(row) for row in rows) == [(0, 0, 0), (1, 1, 1), (1, 1, 1), (1, 1, 1)]
    orders = web.rows("orders?filter[source]=[chat:req-0001]&display=[current_state]")
    assert [order["current_state"] for order in orders] == [1] * 4
    assert web.shop.overlaps() == []


def test_the_filters_of_a_careful_client_find_the_double_booking(sandbox):
    web = WebService(sandbox.qloapps(choose_seconds=0, write_seconds=0.4))
    at_once(web.book, 2)
    web.shop.books("2027-03-13", "2027-03-15", room=1)  # touches, and does not overlap

    nights = "filter[date_from]=%3C[2027-03-13]&filter[date_to]=%3E[2027-03-10]"
    rows = web.rows(f"room_bookings?filter[id_room]=[1]&filter[is_refunded]=[0]&{nights}&display=[id_order]")

    assert [row["id_order"] for row in rows] == [1, 2]


def test_changes_race_as_well(sandbox):
    web = WebService(sandbox.qloapps(choose_seconds=0, write_seconds=0.4))
    web.shop.house(write_seconds=0)
    web.book(lines=[line("2027-05-01", "2027-05-02")])
    web.book(lines=[line("2027-05-01", "2027-05-02")], guest={"email": "other@guests.example"})
    web.shop.house(write_seconds=0.4)

    with ThreadPoolExecutor(2) as pool:
        for reply in [pool.submit(web.change, id, lines=[line()]) for id in (1, 2)]:
            assert reply.result().status == 200

    assert len(web.shop.overlaps()) == 1


@pytest.mark.parametrize("count", [8])
def test_nothing_is_lost_in_a_crowd(sandbox, count):
    web = WebService(sandbox.qloapps())

    replies = at_once(web.book, count)

    accepted = [reply for reply in replies if reply.status == 200]
    assert len(web.shop.orders()) == len(accepted)
    assert {reply.status for reply in replies} <= {200, 400}

"""Integrators see what can be booked, book it once per key, and cancel at the fee that was agreed to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from hotels.models import ApiKey, AuditEntry, Guest
from pms import inventory
from pms.models import Reservation, ReservationChange, RoomUse
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)
STAY = {"arrival": "2027-03-10", "departure": "2027-03-12"}


@pytest.fixture
def hotel():
    return make_house(make_hotel())


@pytest.fixture
def ask(client, hotel):
    """Calls the API with a key of the hotel; the answer's status and JSON."""
    keys = {}

    def call(method, path, data=None, *, key="key-0001", scopes=("read", "write")):
        if scopes not in keys:
            keys[scopes] = ApiKey.new_key()
            ApiKey.objects.create(
                hotel=hotel, name="crm", scopes=[*scopes], digest=ApiKey.digest_of(keys[scopes])
            )
        headers = {"Authorization": f"Api-Key {keys[scopes]}"} | ({"Idempotency-Key": key} if key else {})
        more = {"content_type": "application/json"} if method == "post" else {}
        answer = getattr(client, method)(f"/api/v1/{path}", data, headers=headers, **more)
        return answer.status_code, answer.json()

    return call


def wish(*rooms, total="2900.00", **fields):
    rooms = rooms or ({"room_type": "DBL", "rate_plan": "FLEX", "adults": 2},)
    return STAY | {"rooms": rooms, "guest": {"name": "Ada Lovelace"}, "total": total} | fields


def test_offers_say_what_they_cost_and_why_others_are_missing(ask):
    status, found = ask("get", "offers/", STAY | {"adults": 3})

    assert status == 200
    assert [(offer["room_type"], offer["total"]) for offer in found["offers"]] == [("STE", "6400.00")]
    assert found["unoffered"] == [{"room_type": "DBL", "code": "over_capacity", "nights": None}]


def test_two_rooms_are_booked_under_one_code(ask):
    suite = {"room_type": "STE", "rate_plan": "FLEX", "adults": 2, "children_ages": [7]}
    double = {"room_type": "DBL", "rate_plan": "FLEX", "adults": 2}

    status, booked = ask("post", "reservations/", wish(suite, double, total="9300.00"))

    assert status == 201
    assert [room["room_type"] for room in booked["rooms"]] == ["STE", "DBL"]
    _, read = ask("get", f"reservations/{booked['code']}/")
    assert (read["arrival"], read["departure"], read["total"]) == ("2027-03-10", "2027-03-12", "9300.00")
    assert AuditEntry.objects.filter(action="reservation.booked").exists()


def test_the_same_key_books_once(ask):
    first = ask("post", "reservations/", wish())
    again = ask("post", "reservations/", wish())

    assert (first[0], again[0]) == (201, 200)
    assert first[1]["code"] == again[1]["code"]
    assert Reservation.objects.count() == 1


def test_a_key_used_for_another_stay_is_refused(ask):
    ask("post", "reservations/", wish())

    status, refusal = ask("post", "reservations/", wish() | {"departure": "2027-03-11", "total": "1450.00"})

    assert (status, refusal["code"]) == (409, "key_reused")
    assert Reservation.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        (wish(total="2899.99"), 409, "price_changed"),
        (wish({"room_type": "DBL", "rate_plan": "FLEX", "adults": 5}), 409, "over_capacity"),
        (wish({"room_type": "XXX", "rate_plan": "FLEX", "adults": 2}), 409, "no_rate"),
        (wish(guest={"name": "7"}), 409, "bad_guest_name"),
        (wish(guest={"name": "Ada 4111 1111 1111 1111"}), 409, "card_number"),
        (wish(remarks="Charge 4111-1111-1111-1111, please"), 409, "card_number"),
        (wish(remarks="Late \u202e arrival"), 409, "bad_remarks"),
        (wish() | {"departure": "2027-03-10"}, 400, "bad_stay"),
        (wish() | {"arrival": "2020-03-10"}, 409, "past_date"),
        (wish() | {"rooms": []}, 400, "bad_rooms"),
        (wish({"room_type": "DBL", "rate_plan": "FLEX", "adults": 0}), 400, "min_value"),
        (wish(total="NaN"), 400, "invalid"),
    ],
)
def test_what_cannot_be_booked_is_refused_and_nothing_is_written(ask, wanted, status, code):
    answer = ask("post", "reservations/", wanted)

    assert (answer[0], answer[1]["code"]) == (status, code)
    assert not Reservation.objects.exists()
    assert not Guest.objects.exists()


def test_rooms_in_two_currencies_make_no_booking(ask, hotel):
    hotel.rates.filter(room_type__code="STE").update(currency="USD")
    rooms = [{"room_type": code, "rate_plan": "FLEX", "adults": 2} for code in ("DBL", "STE")]

    status, refusal = ask("post", "reservations/", wish(*rooms, total="9300.00"))

    assert (status, refusal["code"]) == (409, "two_currencies")


def test_whoever_loses_the_last_room_leaves_no_guest_behind(ask, hotel):
    suite = hotel.room_types.get(code="STE")
    taken = {"room": suite.rooms.get(), "kind": "block", "period": (date(2027, 3, 1), date(2027, 4, 1))}
    locked = Event()

    def take_it() -> None:
        with transaction.atomic():
            inventory.lock_types(hotel, ["STE"])
            RoomUse.objects.create(hotel=hotel, **taken)
            locked.set()
            while not _somebody_waits():
                sleep(0.02)
        connection.close()

    faster = Thread(target=take_it)
    faster.start()
    locked.wait(60)
    status, refusal = ask(
        "post", "reservations/", wish({"room_type": "STE", "rate_plan": "FLEX", "adults": 2}, total="6400.00")
    )
    faster.join()

    assert (status, refusal["code"]) == (409, "sold_out")
    assert not Guest.objects.exists()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None


def test_the_history_says_which_key_booked_and_cancelled(ask):
    _, booked = ask("post", "reservations/", wish())
    ask("post", f"reservations/{booked['code']}/cancel/", {"fee": "0.00", "currency": "MXN"}, key="cancel-01")

    lines = ReservationChange.objects.values_list("verb", "actor")

    assert list(lines) == [("booked", "API key crm"), ("cancelled", "API key crm")]


@pytest.mark.parametrize("key", ["", "short", "x" * 51])
def test_a_booking_needs_a_key_of_its_own(ask, key):
    status, refusal = ask("post", "reservations/", wish(), key=key)

    assert (status, refusal["code"]) == (400, "bad_idempotency_key")


def test_a_key_that_may_only_read_books_nothing(ask):
    status, refusal = ask("post", "reservations/", wish(), scopes=("read",))

    assert (status, refusal["code"]) == (403, "missing_scope")
    assert not Reservation.objects.exists()


def test_cancelling_wants_the_fee_that_is_due(ask):
    _, booked = ask("post", "reservations/", wish())
    path = f"reservations/{booked['code']}/cancel/"

    refused = ask("post", path, {"fee": "1.00", "currency": "MXN"}, key="cancel-01")
    done = ask("post", path, {"fee": booked["cancellation_fee"], "currency": "MXN"}, key="cancel-02")

    assert (refused[0], refused[1]["code"]) == (409, "price_changed")
    assert (done[0], done[1]["status"]) == (200, "cancelled")


@pytest.mark.parametrize(
    "other",
    [
        {"guest": {"name": "Grace Hopper"}},
        {"rooms": [{"room_type": "STE", "rate_plan": "FLEX", "adults": 2}]},
        {"rooms": [{"room_type": "DBL", "rate_plan": "FLEX", "adults": 1}]},
        {"departure": "2027-03-13"},
    ],
)
def test_a_key_that_was_used_does_not_answer_another_request_with_its_booking(ask, other):
    status, booked = ask("post", "reservations/", wish())
    assert (ask("post", "reservations/", wish()), status) == ((200, booked), 201)

    status, refused = ask("post", "reservations/", wish() | other)

    assert (status, refused["code"]) == (409, "key_reused")


def test_of_many_at_once_with_one_key_only_the_one_that_booked_is_answered_with_its_booking(ask):
    ask("get", "reservations/")  # makes the key
    start = Barrier(8)

    def asks(name):
        start.wait()
        try:
            return ask("post", "reservations/", wish(guest={"name": name}))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asks, [f"Ada {letter}" for letter in "ABCDEFGH"]))

    assert sorted(status for status, _ in answers) == [201] + [409] * 7
    assert {found["code"] for status, found in answers if status == 409} == {"key_reused"}
    assert Reservation.objects.count() == Guest.objects.count() == 1


def test_lists_in_lists_without_an_end_are_refused_in_words(ask):
    status, refused = ask("post", "reservations/", "[" * 50_000)

    assert (status, refused["code"]) == (400, "parse_error")

"""Requests: noted once, for one department, settled by staff, seen by one hotel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hotels.models import AuditEntry
from pms import requests
from pms.base import GuestDetails, Occupancy, Stay
from pms.errors import PMSRefused
from pms.models import Request
from pms.records import from_json, to_json
from pms.requests import RequestTerms, Wish
from pms.texts import has_card_number
from tests.factories import make_guest, make_hotel, make_user
from tests.pms.conftest import code_of, details

TOWELS = RequestTerms("housekeeping", "towels", "Dos toallas, por favor", "101")
CARD = "4242 4242 4242 4242"


@pytest.fixture
def staff(hotel):
    return make_user(hotel)


def make(hotel, guest, key="k", terms=TOWELS, **more):
    return requests.make(hotel, key, terms, guest, 7, **more)


def test_a_request_is_noted_once_per_key(hotel, guest):
    first, again = make(hotel, guest, reservation_code="k7m2qx"), make(hotel, guest)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.request == first.request == requests.find(hotel, first.request.code)
    assert (first.request.state, first.request.text) == ("open", "Dos toallas, por favor")
    assert (first.request.room_number, first.request.reservation_code) == ("101", "K7M2QX")
    assert Request.objects.get().conversation_id == 7
    assert AuditEntry.objects.get().action == "request.made"


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_twenty_at_once_is_noted_once():
    hotel = make_hotel()
    guest = details(make_guest(hotel))

    def one(_):
        try:
            return make(hotel, guest).repeated
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(one, range(20))) == [False] + [True] * 19
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"department": "kitchen"}, "bad_department"),
        ({"kind": ""}, "bad_kind"),
        ({"kind": "Two words"}, "bad_kind"),
        ({"kind": "x" * 33}, "bad_kind"),
        ({"text": "  "}, "bad_text"),
        ({"text": "x" * 501}, "bad_text"),
        ({"text": "a\x00b"}, "bad_text"),
        ({"text": f"charge {CARD}"}, "card_number"),
        ({"room_number": "1" * 17}, "bad_room"),
    ],
)
def test_a_bad_request_is_refused_and_nothing_is_noted(hotel, guest, fields, code):
    wanted = {"department": "housekeeping", "kind": "towels", "text": "two", "room_number": ""} | fields

    asked = dict(wanted)
    assert (
        code_of(requests.checked, asked.pop("department"), asked.pop("kind"), asked.pop("text"), **asked)
        == code
    )
    assert code_of(make, hotel, guest, terms=RequestTerms(**wanted)) == code
    assert not Request.objects.exists()


def test_a_time_that_is_past_is_refused_but_not_one_that_passed_before_the_yes(hotel, guest, clock):
    due = timezone.now() + timedelta(minutes=5)
    terms = requests.checked("reception", "wake-up", "7:00", due_at=due)
    clock(due + timedelta(minutes=1))

    assert code_of(requests.checked, "reception", "wake-up", "7:00", due_at=due) == "past_date"
    assert make(hotel, guest, terms=terms).request.due_at == due
    with pytest.raises(ValueError, match="time zone"):
        requests.checked("reception", "wake-up", "7:00", due_at=due.replace(tzinfo=None))


def test_terms_survive_being_stored():
    terms = RequestTerms("reception", "wake-up", "7:00", due_at=timezone.now())

    assert from_json(RequestTerms, to_json(terms)) == terms


def test_staff_take_and_settle_a_request_and_it_is_audited(hotel, guest, staff):
    code = make(hotel, guest).request.code

    assert requests.take(hotel, code, staff).state == "in_progress"
    assert requests.done(hotel, code, staff).state == "done"
    assert requests.done(hotel, code, staff).state == "done"

    row = Request.objects.get()
    assert (row.settled_by, row.settled_at) == (str(staff), timezone.now())
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == [
        "request.made",
        "request.in_progress",
        "request.done",
    ]


def test_what_is_settled_stays_settled_unless_it_is_reopened(hotel, guest, staff):
    code = make(hotel, guest).request.code
    requests.cancel(hotel, code, staff)

    assert code_of(requests.take, hotel, code, staff) == "already_settled"
    assert code_of(requests.done, hotel, code, staff) == "already_settled"
    assert requests.reopen(hotel, code, staff).state == "open"
    row = Request.objects.get()
    assert (row.settled_by, row.settled_at) == ("", None)


def test_what_is_late_and_not_done_is_overdue(hotel, guest, staff, clock):
    now = timezone.now()
    codes = [
        make(hotel, guest, f"k{n}", RequestTerms("reception", "call", str(n), due_at=due)).request.code
        for n, due in enumerate(
            [now + timedelta(hours=2), now + timedelta(hours=1), None, now + timedelta(hours=1)]
        )
    ]
    requests.done(hotel, codes[3], staff)
    clock(now + timedelta(hours=3))

    assert [found.code for found in requests.overdue(hotel)] == [codes[1], codes[0]]
    assert [found.code for found in requests.unsettled(hotel)] == codes[:3]
    assert requests.unsettled(hotel, "spa") == []


def test_an_intention_is_kept_for_the_reservations_desk_with_all_it_says(hotel, guest):
    wish = Wish(
        "book",
        Stay(date(2027, 3, 10), date(2027, 3, 12)),
        (Occupancy(2, (4,)),),
        "DBL FLEX",
        words="con cuna",
    )

    found = requests.keep_intention(hotel, "k", guest, 7, wish).request

    assert (found.department, found.kind) == ("reservations", "intention")
    assert found.text == "book · DBL FLEX · 2027-03-10 > 2027-03-12 · 2+4 · con cuna"
    assert from_json(Wish, Request.objects.get().details) == wish


@pytest.mark.parametrize("words", [CARD, "a\x00b"])
def test_words_that_cannot_be_kept_do_not_lose_the_intention(hotel, guest, words):
    found = requests.keep_intention(
        hotel, "k", guest, 7, Wish("cancel", reservation_code="K7M2QX", words=words)
    )

    assert found.request.text == "cancel · K7M2QX"
    assert words not in str(Request.objects.get().details)


def test_a_guest_touches_only_their_own(hotel, guest, staff):
    code = make(hotel, guest).request.code
    other = details(make_guest(hotel))

    assert code_of(requests.cancel, hotel, code, "guest", other) == "not_found"
    assert requests.cancel(hotel, code, "guest", guest).state == "cancelled"


def test_nothing_of_another_hotel_can_be_seen_or_touched(hotel, guest, staff):
    other = make_hotel()
    code = make(hotel, guest).request.code

    for verb in (requests.take, requests.done, requests.cancel, requests.reopen):
        assert code_of(verb, other, code, staff) == "not_found"
    assert requests.find(other, code) is None
    assert requests.written(other, "k") is None
    assert requests.unsettled(other) == []
    assert code_of(make, other, guest) == "not_found"
    assert code_of(make, hotel, GuestDetails(make_guest(other).pk, "X"), "k2") == "not_found"


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "4242-4242-4242-4242",
        "5555555555554444",
        "3782 822463 10005",
        "n. 4242424242424242 12/29",
        "４２４２４２４２４２４２４２４２",
    ],
)
def test_card_numbers_are_seen_however_they_are_written(text):
    assert has_card_number(text)


@pytest.mark.parametrize(
    "text", ["", "+52 1 55 5000 1001", "4242 4242 4242 4243", "0000000000000000", "K7M2QX"]
)
def test_other_numbers_are_no_card_numbers(text):
    assert not has_card_number(text)


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused_with_a_code(text):
    try:
        terms = requests.checked("reception", "wish", text)
    except PMSRefused as refusal:
        assert refusal.code in ("bad_text", "card_number")  # noqa: PT017
    else:
        assert terms.text == " ".join(text.split())

"""A trial is passed for what is true afterwards: whatever is changed behind the task's back makes it fail."""

from datetime import timedelta
from decimal import Decimal

import pytest

from agents.config import AgentConfig
from agents.evals import building, stage, world
from agents.evals.guest import Scripted, questions
from agents.evals.scoring import Answered, of_config, score
from agents.evals.texts import amounts_in
from agents.evals.trial import Played, play
from hotels.models import Guest
from pms.models import (
    Appointment,
    Payment,
    Proposal,
    Rate,
    Request,
    Reservation,
    RoomStay,
    RoomUse,
    WaitingWish,
)
from tests.evals.played import a_task, with_stay


@pytest.fixture
def set_up(hotel):
    """Set tasks up, and take their hotels away again."""
    made = []

    def set_up(task):
        made.append(stage.set_up(hotel, task))
        return made[-1]

    yield set_up
    for each in made:
        building.erase(each.hotel)


def missed(played, *, said="", **answered):
    """The checks that fail for what is in the hotel now."""
    answer = Answered(texts=(said,), language="es", **answered)
    return {check.what for check in score(played, world.look(played.hotel), [answer]) if not check.ok}


def other_total(at):
    Reservation.objects.filter(hotel=at.hotel).update(total=Decimal(1))


def other_dates(at):
    for row in RoomStay.objects.filter(hotel=at.hotel):
        row.stay = (row.stay.lower, row.stay.upper + timedelta(1))
        row.save()


def other_people(at):
    RoomStay.objects.filter(hotel=at.hotel).update(adults=1)


def other_room(at):
    RoomStay.objects.filter(hotel=at.hotel).update(room_type=at.hotel.room_types.get(code="STE"))


def other_guest(at):
    Reservation.objects.filter(hotel=at.hotel).update(guest=Guest.objects.create(hotel=at.hotel, name="X"))


def cancelled(at):
    Reservation.objects.filter(hotel=at.hotel).update(status="cancelled")


def room_given_away(at):
    RoomUse.objects.filter(hotel=at.hotel, kind="stay").delete()


def one_more(at):
    row = Reservation.objects.filter(hotel=at.hotel).latest("pk")
    row.pk, row.code, row.key = None, "TWICE2", "twice"
    row.save()


def a_payment(at):
    Payment.objects.create(
        hotel=at.hotel, reservation_code="X", key="k", amount=1, currency="MXN", method="cash"
    )


def a_request(at):
    Request.objects.create(
        hotel=at.hotel, code="R1", key="k", department="spa", kind="x", text="x", guest=at.guest
    )


def a_wish(at):
    days = (at.days["in"], at.days["out"])
    WaitingWish.objects.create(hotel=at.hotel, guest=at.guest, stay=days)


def an_appointment(at):
    now = at.hotel.now()
    Appointment.objects.create(
        hotel=at.hotel, code="A1", key="k", service=at.hotel.services.first(), guest=at.guest,
        guest_name="X", starts_at=now, ends_at=now + timedelta(hours=1), price=1, currency="MXN",
    )  # fmt: skip


def another_price(at):
    Rate.objects.filter(hotel=at.hotel).update(price=Decimal(1))


@pytest.mark.parametrize(
    ("mischief", "what"),
    [
        (other_total, "reservations"),
        (other_dates, "reservations"),
        (other_people, "reservations"),
        (other_room, "reservations"),
        (other_guest, "reservations"),
        (cancelled, "reservations"),
        (room_given_away, "rooms"),
        (one_more, "reservations"),
        (a_payment, "payments"),
        (a_request, "requests"),
        (a_wish, "waiting"),
        (an_appointment, "appointments"),
        (another_price, "house"),
    ],
)
def test_a_wrong_state_fails(set_up, team, mischief, what):
    booked = set_up(a_task())
    play(booked, Scripted(booked), team, Played())
    assert missed(booked) == set()

    mischief(booked)
    assert what in missed(booked)


def test_a_booking_that_was_not_made_fails_and_says_what_is_missing(set_up):
    at = set_up(a_task())
    (check,) = [check for check in score(at, world.look(at.hotel), []) if not check.ok]
    assert check.what == "reservations"
    assert "2900.00" in check.wanted
    assert check.found == "{}"


def test_what_was_there_before_must_stay_as_it_was(set_up):
    at = set_up(with_stay())
    assert missed(at) == set()
    cancelled(at)
    assert missed(at) == {"reservations"}


def test_a_cancellation_is_wanted_with_its_fee(set_up):
    at = set_up(with_stay({"reservations": [{"of": "mine", "status": "cancelled", "total": "0"}]}))
    assert missed(at) == {"reservations"}
    row = Reservation.objects.get(hotel=at.hotel)
    row.room_stays.update(status="cancelled", cancellation_fee=0)
    Reservation.objects.filter(pk=row.pk).update(status="cancelled", total=0, cancellation_fee=0)
    RoomUse.objects.filter(hotel=at.hotel).delete()
    assert missed(at) == set()
    Reservation.objects.filter(pk=row.pk).update(cancellation_fee=5)
    assert missed(at) == {"reservations"}


def test_terms_left_open_fail_unless_the_task_wants_them(set_up, team):
    at = set_up(a_task(guest={**a_task().guest.model_dump(), "terms": ["leave"]}, expect={}))
    play(at, Scripted(at), team, Played())
    assert Proposal.objects.filter(hotel=at.hotel, state="offered").count() == 1
    assert missed(at) == {"proposals"}


@pytest.mark.parametrize(
    ("expect", "said", "ok"),
    [
        ({"says": [{"amount": "total"}]}, "Serían 2.900,00 pesos", True),
        ({"says": [{"amount": "total"}]}, "MXN 2,900", True),
        ({"says": [{"amount": "total"}]}, "Serían 2,950.00 pesos", False),
        ({"says_not": [{"amount": "total"}]}, "cuesta 2900", False),
        ({"says": ["wi-?fi gratis"]}, "Sí, el WiFi GRATIS está en todo el hotel", True),
        ({"says": ["wi-?fi gratis"]}, "No lo sé", False),
        ({"says": ["el {in}"]}, "llega el {in}", True),
        ({"says": [{"day": "in"}]}, "llega el {in}", True),
        ({"says": [{"day": "out"}]}, "llega el {in}", False),
        ({"says_not": ["{in}"]}, "llega el {in}", False),
    ],
)
def test_facts_count_however_they_are_written(set_up, expect, said, ok):
    at = set_up(a_task(expect=expect))
    assert (missed(at, said=at.filled(said)) == set()) is ok


@pytest.mark.parametrize(
    ("wanted", "found", "ok"),
    [
        ("", "", True),
        ("", "complaint", False),
        ("guest_asks", "guest_asks", True),
        ("guest_asks", "complaint", False),
        ("guest_asks", "", False),
        (["a", "b"], "b", True),
        ("any", "whatever", True),
        ("any", "", False),
        ("may", "", True),
        ("may", "complaint", True),
    ],
)
def test_a_hand_off_is_wanted_for_its_reason(set_up, wanted, found, ok):
    at = set_up(a_task(expect={"hand_off": wanted}))
    assert (missed(at, hand_off=found) == set()) is ok


def test_an_answer_in_another_language_fails_by_its_words(set_up):
    at = set_up(a_task(expect={}))
    assert missed(at, said="I am sorry, there are no rooms left for you and your family") == {"language"}
    assert missed(at, said="Lo siento, no quedan habitaciones para usted y su familia") == set()


def test_more_turns_than_allowed_fail(set_up):
    at = set_up(a_task(expect={"turns": 1}))
    answers = [Answered(("Hola",), "es")] * 2
    assert [check.what for check in score(at, world.look(at.hotel), answers) if not check.ok] == ["turns"]


def test_a_specialist_is_judged_by_its_tools_and_instructions():
    config = AgentConfig(
        name="Bodas",
        purpose="Bodas y celebraciones",
        instructions="Pregunte la fecha y los INVITADOS.",
        tools=("hand_over",),
    )
    checks = of_config(["hand_over", "house_facts"], ["propose_booking"], ["invitad", "precio"], config)
    assert [check.ok for check in checks] == [True, False, True, True, False]
    assert of_config(["hand_over"], [], [], None) == []


def test_numbers_are_read_with_points_and_commas_in_both_ways():
    found = amounts_in("2.900,00 MXN, luego 1,450.50 y 12")
    assert {Decimal(2900), Decimal("1450.50"), Decimal(12)} <= found
    assert Decimal("29") not in found


def test_questions_are_told_from_what_is_only_said():
    said = "para 2 personas tengo la suite. ¿que dia llegaria? si quiere, le comunico con alguien."
    asked = " ".join(questions(said))
    assert "que dia" in asked
    assert "comunico" in asked
    assert "personas" not in asked

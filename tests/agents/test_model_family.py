"""The family story with a model behind real HTTP: it proposes through its tools, the guest's yes decides."""

from datetime import timedelta

import pytest

from pms.models import Appointment, Request, Reservation, Room, Service, WaitingWish
from tests.agents.talk import Talk
from tests.agents.test_offline_dialogue import codes, in_english, in_spanish
from tests.factories import make_conversation, make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hotel():
    house = make_house(make_hotel())
    Service.objects.create(
        hotel=house, code="MASSAGE60", name={"es": "Masaje de 60 minutos", "en": "60-minute massage"},
        price="950.00", currency="MXN", minutes=60, opens="10:00", closes="19:00",
    )  # fmt: skip
    return house


@pytest.fixture
def talk(hotel, model):
    return talk_to(hotel)


def talk_to(hotel, **guest):
    person = make_guest(hotel, **guest)
    return Talk(hotel, person, conversation_id=make_conversation(hotel, guest=person).pk)


@pytest.fixture
def monday(hotel):
    soon = hotel.today() + timedelta(40)
    return soon + timedelta(-soon.weekday() % 7)


def asked(talk, text):
    """The answer, which the model gave and nobody else."""
    answer = talk.ask(text)
    trace = talk.replies[-1].trace
    assert trace.engine == "llm", (answer, trace.alarms)
    assert trace.alarms == [], answer
    return answer


def stay(arrival, nights=2):
    return f"del {in_spanish(arrival)} al {in_spanish(arrival + timedelta(nights))}"


def booked(talk, text):
    asked(talk, text)
    assert codes(talk.replies[-1])
    talk.ask("sí")
    return Reservation.objects.order_by("-id").first()


def rooms_of(reservation):
    rooms = reservation.room_stays.exclude(status="cancelled").order_by("id")
    return [(room.room_type.code, room.adults, room.children_ages) for room in rooms]


def test_several_rooms_are_quoted_in_one_and_booked_by_the_guest(talk, monday):
    terms = asked(
        talk,
        f"Quiero reservar dos habitaciones {stay(monday)} para 4 adultos y 2 niños de 6 y 9, "
        "soy Lucía Torres, mi correo es lucia@example.net",
    )
    assert "Habitación 2" in terms
    assert "lucia@example.net" in terms
    assert Reservation.objects.count() == 0
    talk.ask("sí")
    rooms = rooms_of(Reservation.objects.get())
    assert sum(adults for _, adults, _ in rooms) == 4
    assert sorted(age for _, _, ages in rooms for age in ages) == [6, 9]


def test_a_large_party_gets_the_split_that_the_server_suggests(talk, monday):
    assert "MXN" in asked(talk, f"¿tienen habitación {stay(monday)} para 5 adultos?")
    asked(talk, "Las reservo, soy Lucía Torres")
    talk.ask("sí")
    assert sum(adults for _, adults, _ in rooms_of(Reservation.objects.get())) == 5


def test_a_change_shows_old_and_new_and_needs_the_yes(talk, monday):
    reservation = booked(talk, f"Quiero reservar la doble {stay(monday)} para 2, soy Lucía Torres")
    terms = asked(talk, "Quiero dos noches más")
    assert "→" in terms
    assert reservation.room_stays.get().stay.upper == monday + timedelta(2)
    talk.ask("sí")
    assert reservation.room_stays.get().stay.upper == monday + timedelta(4)


def test_one_room_of_two_is_given_up(talk, monday):
    reservation = booked(
        talk, f"Quiero reservar dos habitaciones {stay(monday)} para 4 adultos, soy Lucía Torres"
    )
    terms = asked(talk, "Cancela una de las habitaciones por favor")
    assert "Se conserva" in terms
    talk.ask("sí")
    assert len(rooms_of(reservation)) == 1
    reservation.refresh_from_db()
    assert reservation.status == "confirmed"


def test_an_appointment_from_the_question_to_its_end(hotel, talk, monday):
    times = asked(talk, f"I would like a massage on {in_english(monday).replace(', ', ' ')}, please")
    assert "10:00" in times
    asked(talk, "the massage at 15:00 please")
    talk.ask("yes")
    made = Appointment.objects.get()
    assert made.starts_at.astimezone(hotel.tz).strftime("%Y-%m-%d %H:%M") == f"{monday} 15:00"

    asked(talk, "please change the massage to 17:00")
    talk.ask("yes")
    made.refresh_from_db()
    assert made.starts_at.astimezone(hotel.tz).hour == 17
    asked(talk, "cancel the massage")
    talk.ask("yes")
    made.refresh_from_db()
    assert made.status == "cancelled"


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("Necesitamos más toallas en la habitación 204", "housekeeping"),
        ("The lamp in room 12 is not working", "maintenance"),
    ],
)
def test_a_request_goes_to_its_department_once_confirmed(talk, text, department):
    asked(talk, text)
    assert Request.objects.count() == 0
    talk.ask("yes" if text.startswith("The") else "sí")
    assert Request.objects.get().department == department


def test_a_sold_out_stay_is_waited_for(hotel, model, monday):
    Room.objects.exclude(number="101").delete()
    booked(talk_to(hotel), f"Quiero reservar la doble {stay(monday)} para 2, soy Lucía Torres")
    other = talk_to(hotel, name="Otra Persona")
    asked(other, f"¿tienen habitación {stay(monday)} para 2?")
    asked(other, "Póngame en la lista de espera")
    assert WaitingWish.objects.get().stay.lower == monday

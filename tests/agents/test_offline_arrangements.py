"""Appointments, requests and a PMS that does not answer, told as guests write them, over the real desk."""

from datetime import datetime, time, timedelta

import pytest

from agents import phrases, settle
from pms import proposals
from pms.models import Appointment, PMSLink, Proposal, Reservation, Service
from pms.models import Request as HouseRequest
from tests.agents.talk import text_of
from tests.agents.test_offline_dialogue import codes, in_english, in_spanish, stay, talk_to
from tests.factories import make_hotel, make_house, make_reservation
from tests.pms.qloapps.shop import make_linked, open_shop
from tests.pms.test_resilience import older

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    house = make_house(make_hotel())
    for code, es, en, price, minutes, opens, closes, places in [
        ("MASSAGE60", "Masaje de 60 minutos", "60-minute massage", "950.00", 60, "10:00", "19:00", 1),
        ("TABLE", "Mesa en el restaurante", "Table at the restaurant", "0.00", 90, "13:00", "23:00", 20),
        ("TRANSFER", "Traslado al aeropuerto", "Airport transfer", "480.00", 40, "00:00", "24:00", 4),
    ]:
        Service.objects.create(
            hotel=house, code=code, name={"es": es, "en": en}, price=price, currency="MXN", minutes=minutes,
            opens=opens, closes=closes, places=places,
        )  # fmt: skip
    return house


@pytest.fixture
def talk(hotel):
    return talk_to(hotel)


@pytest.fixture
def friday(hotel):
    soon = hotel.today() + timedelta(20)
    return soon + timedelta((4 - soon.weekday()) % 7)


def at(hotel, day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), hotel.tz)


def yes(talk):
    return talk.ask("yes" if talk.language == "en" else "sí")


@pytest.mark.parametrize(
    ("text", "service", "hour", "minute", "people"),
    [
        ("quisiera un masaje el {es} a las 5 de la tarde", "MASSAGE60", 17, 0, 1),
        ("me agendan un masaje el {es} a las 4?", "MASSAGE60", 16, 0, 1),
        ("reservame una mesa para cuatro el {es} a las nueve y media de la noche", "TABLE", 21, 30, 4),
        ("table for two on {en} at 8 pm please", "TABLE", 20, 0, 2),
        ("necesito traslado del aeropuerto el {es} a las 15:00, somos 3", "TRANSFER", 15, 0, 3),
        ("could you book a massage for {en} at noon", "MASSAGE60", 12, 0, 1),
    ],
)
def test_an_appointment_told_in_one_message(hotel, talk, friday, text, service, hour, minute, people):
    talk.ask(text.format(es=in_spanish(friday), en=in_english(friday)))
    assert codes(talk.replies[-1]), text_of(talk.replies[-1])
    assert Appointment.objects.count() == 0, "nothing is made before the guest says so"
    yes(talk)
    made = Appointment.objects.get()
    assert (made.service.code, made.people) == (service, people)
    assert made.starts_at == at(hotel, friday, hour, minute)


def test_an_appointment_is_asked_for_piece_by_piece(hotel, talk, friday):
    assert "¿Para qué día" in talk.ask("quiero reservar mesa en el restaurante")
    assert "personas" in talk.ask(in_spanish(friday))
    times = talk.ask("seis")
    assert "13:00" in times
    assert talk.replies[-1].trace.alarms == []
    talk.ask("a las 8 de la noche")
    yes(talk)
    made = Appointment.objects.get()
    assert (made.starts_at, made.people) == (at(hotel, friday, 20), 6)


def test_english_times_pass_the_gate(talk, friday):
    talk.ask("I'd like to book a massage")
    talk.ask(in_english(friday))
    assert "10:00 AM" in text_of(talk.replies[-1])
    assert talk.replies[-1].trace.alarms == []


def test_a_time_that_is_taken_brings_the_three_nearest(hotel, talk, friday):
    other = talk_to(hotel, name="Otra Persona")
    other.ask(f"un masaje el {in_spanish(friday)} a las 4 de la tarde")
    yes(other)

    answer = talk.ask(f"quiero un masaje el {in_spanish(friday)} a las 4 de la tarde")
    assert not codes(talk.replies[-1])
    assert [clock for clock in ("15:00", "16:00", "17:00") if clock in answer] == ["15:00", "17:00"]
    talk.ask("a las 5")
    yes(talk)
    assert Appointment.objects.filter(starts_at=at(hotel, friday, 17)).count() == 1


def test_a_time_that_can_be_two_is_asked(hotel, talk, friday):
    question = talk.ask(f"traslado para 2 personas el {in_spanish(friday)} a las 6")
    assert "06:00" in question
    assert "18:00" in question
    talk.ask("las 6 de la mañana")
    yes(talk)
    assert Appointment.objects.get().starts_at == at(hotel, friday, 6)


def test_a_closed_day_brings_the_next_open_one(hotel, talk, friday):
    Service.objects.filter(code="MASSAGE60").update(weekdays=[0, 1, 2, 3])
    answer = talk.ask(f"quiero un masaje el {in_spanish(friday)} a las 11 de la mañana")
    assert "no hay lugar" in answer
    talk.ask("la de las 11")
    yes(talk)
    assert Appointment.objects.get().starts_at == at(hotel, friday + timedelta(3), 11)


def test_a_service_that_is_not_there_is_not_promised(talk, friday):
    answer = talk.ask(f"quiero una clase de yoga el {in_spanish(friday)} a las 8")
    assert "Masaje de 60 minutos" in answer
    assert not codes(talk.replies[-1])


def test_a_question_about_the_spa_is_no_appointment(talk):
    talk.ask("¿a qué hora abre el spa?")
    assert Proposal.objects.count() == 0


def test_own_appointments_are_told_moved_and_cancelled(hotel, talk, friday):
    talk.ask(f"un masaje el {in_spanish(friday)} a las 4 de la tarde")
    yes(talk)
    talk.ask(f"y una mesa para dos el {in_spanish(friday)} a las 9 de la noche")
    yes(talk)
    mine = talk.ask("¿qué citas tengo?")
    assert "Masaje" in mine
    assert "Mesa" in mine

    terms = talk.ask("¿me cambias el masaje a las 6?")
    assert "16:00" in terms
    assert "18:00" in terms
    yes(talk)
    assert Appointment.objects.get(service__code="MASSAGE60").starts_at == at(hotel, friday, 18)

    assert "¿De cuál se trata?" in talk.ask("quiero cancelar una cita")
    talk.ask("la mesa")
    yes(talk)
    assert Appointment.objects.get(service__code="TABLE").status == "cancelled"
    assert Appointment.objects.get(service__code="MASSAGE60").status == "confirmed"


def _cancels_the_stay(talk, hotel, friday, *wishes):
    """A stay around a Friday with these wishes booked, and its cancellation: what is said to that."""
    around = (friday - timedelta(1), friday + timedelta(2))
    make_reservation(hotel, "STAY01", guest=talk.guest, stay=around)
    for wish in wishes:
        talk.ask(wish.format(day=in_spanish(friday)))
        yes(talk)
    talk.ask("quiero cancelar todo")
    return yes(talk)


def test_appointments_left_by_a_cancelled_stay_are_told_and_given_up(hotel, talk, friday):
    massage = "un masaje el {day} a las 4 de la tarde"
    told = _cancels_the_stay(talk, hotel, friday, massage)
    assert Reservation.objects.get(code="STAY01").status == "cancelled"
    assert "sigue reservado" in told
    assert "Masaje" in told
    assert Appointment.objects.get().status == "confirmed"

    yes(talk)
    assert Appointment.objects.get().status == "cancelled"


def test_the_word_that_comes_later_tells_the_same_appointments_without_terms(hotel, talk, friday):
    told = _cancels_the_stay(talk, hotel, friday, "un masaje el {day} a las 4 de la tarde")
    proposal = Proposal.objects.get(kind="cancel")

    later = settle.told_later(hotel, proposal, proposals.commit(proposal.pk))

    receipt, left = later.says
    assert "Masaje" in left.text
    assert receipt.text in told
    assert left.text in told
    assert not left.proposal


def test_several_are_given_up_one_by_one_each_with_its_own_yes(hotel, talk, friday):
    massage, table = (
        "un masaje el {day} a las 4 de la tarde",
        "una mesa para dos el {day} a las 9 de la noche",
    )
    told = _cancels_the_stay(talk, hotel, friday, massage, table)
    assert "Masaje" in told
    assert "Mesa" in told

    assert "Mesa" in yes(talk)
    assert Appointment.objects.get(service__code="TABLE").status == "confirmed"
    yes(talk)
    assert not Appointment.objects.exclude(status="cancelled").exists()


@pytest.mark.parametrize("language", phrases.TEXTS)
def test_what_is_left_asks_nothing_beside_the_terms_that_follow(language):
    """A yes to two questions at once confirms nothing."""
    texts = phrases.TEXTS[language]
    assert "?" not in texts["appointments_left_one"] + texts["appointments_left_many"]


def test_a_guest_without_a_stay_who_cancels_one_appointment_keeps_the_other_in_peace(hotel, talk, friday):
    for wish in ("un masaje el {day} a las 4 de la tarde", "una mesa para dos el {day} a las 9 de la noche"):
        talk.ask(wish.format(day=in_spanish(friday)))
        yes(talk)
    talk.ask("cancela el masaje")
    assert "Mesa" not in yes(talk)


def test_a_guest_without_appointments_hears_so(talk):
    assert "No encuentro ninguna cita" in talk.ask("mis citas")


@pytest.mark.parametrize(
    ("texts", "department", "kind", "room"),
    [
        (["¿me podrían subir dos toallas limpias?", "en la 203"], "housekeeping", "towels", "203"),
        (["nos mandan más almohadas a la habitación 310 porfa"], "housekeeping", "supplies", "310"),
        (["no sirve la regadera", "204"], "maintenance", "repair", "204"),
        (["the TV in room 12 does not work"], "maintenance", "repair", "12"),
        (["olvidé mi chamarra en el cuarto"], "housekeeping", "lost", ""),
        (["creo que el lunes dejé olvidado un paraguas"], "housekeeping", "lost", ""),
        (["nos gustaría un late check-out si es posible"], "reception", "late_check_out", ""),
        (
            ["can I get a taxi for the train station, please? we need to order room service too", "7"],
            "",
            "",
            "",
        ),
    ],
)
def test_a_wish_goes_to_the_department_that_sees_to_it(talk, texts, department, kind, room):
    for text in texts:
        talk.ask(text)
    if not department:
        return
    assert HouseRequest.objects.count() == 0, "nothing is noted before the guest says so"
    assert codes(talk.replies[-1]), text_of(talk.replies[-1])
    yes(talk)
    noted = HouseRequest.objects.get()
    assert (noted.department, noted.kind, noted.room_number) == (department, kind, room)
    assert texts[0] in noted.text


def test_a_wake_up_call_has_its_time(hotel, talk):
    talk.ask("me despiertan mañana a las 6 y media por favor")
    talk.ask("estoy en la 105")
    yes(talk)
    noted = HouseRequest.objects.get()
    assert (noted.kind, noted.room_number) == ("wake_up", "105")
    assert noted.due_at == at(hotel, hotel.today() + timedelta(1), 6, 30)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("¿nos suben dos toallas a la habitación 203 mañana a las 6 pm?", {18}),
        ("two towels to room 203 at 6 please", {6, 18}),
        ("que limpien la habitación 203 mañana a las 10 de la mañana por favor", {10}),
        ("dos toallas a la habitación 203 por favor", set()),
    ],
)
def test_what_is_wanted_at_a_time_is_due_then(hotel, talk, text, hours):
    talk.ask(text)
    yes(talk)

    due = HouseRequest.objects.get().due_at

    assert (due is None) is (not hours)
    if due:
        assert due.astimezone(hotel.tz).hour in hours
        assert timedelta(0) < due - hotel.now() < timedelta(days=2)


def test_a_guest_in_the_house_is_not_asked_for_the_room(hotel, talk):
    today = hotel.today()
    make_reservation(hotel, guest=talk.guest, stay=(today, today + timedelta(2)), status="checked_in")
    terms = talk.ask("me hacen falta toallas")
    assert codes(talk.replies[-1]), terms


def test_a_request_that_is_not_wanted_after_all_is_not_noted(talk):
    talk.ask("no prende el aire de la 301")
    talk.ask("no, ya no")
    assert HouseRequest.objects.count() == 0


def without_pms(hotel):
    """Nobody listens there: the real adapter finds no shop."""
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:9", credentials={"key": "x"})


@pytest.mark.django_db(transaction=True)
def test_without_the_pms_the_wish_is_kept_and_the_rest_still_works(hotel, talk, friday):
    without_pms(hotel)
    answer = talk.ask(f"una doble para 2 adultos {stay(friday)}")
    assert "no responde" in answer
    assert talk.replies[-1].trace.alarms == []
    kept = HouseRequest.objects.get()
    assert (kept.department, kept.kind) == ("reservations", "intention")
    assert kept.details["stay"] == {
        "arrival": friday.isoformat(),
        "departure": (friday + timedelta(2)).isoformat(),
    }
    assert "Wi-Fi gratis" in talk.ask("¿tienen wifi?")
    talk.ask(f"entonces un masaje el {in_spanish(friday)} a las 4 de la tarde")
    yes(talk)
    assert Appointment.objects.count() == 1
    talk.ask("no funciona la luz de la 204")
    yes(talk)
    assert HouseRequest.objects.filter(kind="repair").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_pms_nothing_is_claimed_about_a_reservation(hotel, talk):
    without_pms(hotel)
    for text in ("quiero cancelar mi reserva", "quiero una noche más en mi reserva", "mi reserva"):
        answer = talk.ask(text)
        assert "no responde" in answer
        assert not codes(talk.replies[-1])
    assert Reservation.objects.count() == 0


@pytest.fixture
def outside(transactional_db, _model_server):
    """A hotel behind the played QloApps, whose shop can go away."""
    return make_linked(open_shop(_model_server))


def test_old_prices_are_told_with_their_age_and_never_booked_on(outside):
    talk = talk_to(outside)
    talk.ask(f"habitación para 2 adultos {stay(outside.today() + timedelta(40))}")
    assert "MXN" in text_of(talk.replies[-1])
    older(outside, 300)
    PMSLink.objects.filter(hotel=outside).update(url="http://127.0.0.1:9")

    told = talk.ask(f"y para 2 adultos {stay(outside.today() + timedelta(40))}, ¿qué precio?")
    assert "hace 5 minutos" in told
    assert talk.replies[-1].trace.alarms == []
    answer = talk.ask("la primera")
    assert not codes(talk.replies[-1])
    assert "no responde" in answer

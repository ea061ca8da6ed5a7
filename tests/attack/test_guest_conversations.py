"""Honest guests who correct themselves, misspell, hesitate and ask in between: offline engine, real desk."""

from datetime import date, timedelta

import pytest

from agents import phrases
from agents.offline.stays import Unclear, read_stay
from agents.offline.understanding import understand
from agents.offline.words import tokens, words
from hotels.models import HouseFact, Knowledge
from pms.models import Proposal, Rate, Reservation
from tests.agents.talk import Talk, booked, text_of
from tests.factories import make_conversation, make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
MONDAY = date.today() + timedelta(40 - (date.today() + timedelta(40)).weekday() % 7)
ES, EN = (
    [phrases.day_of_year(day, language) for day in (MONDAY, MONDAY + timedelta(2))]
    for language in ("es", "en")
)
STAY = f"del {ES[0]} al {ES[1]}"
STAY_EN = f"from {EN[0]} to {EN[1]}"
SUITE = f"suite {STAY} para 2, resérvala"


@pytest.fixture
def talk():
    hotel = make_house(make_hotel(address="Malecón 12", reception_from="07:00", reception_to="23:00"))
    guest = make_guest(hotel)
    return Talk(hotel, guest, conversation_id=make_conversation(hotel, guest=guest).pk)


def stay_of(text, **fields):
    when = read_stay(words(tokens(text)), TODAY, **fields)
    return when.arrival, when.departure


def test_a_corrected_day_stays_in_the_month_that_was_spoken_of():
    january = date(2027, 1, 5)
    assert stay_of("perdón, del 6 al 9", after=january) == (date(2027, 1, 6), date(2027, 1, 9))
    assert stay_of("mejor el 3", after=january)[0] == date(2027, 1, 3)
    assert stay_of("del 28 al 2", after=january) == (date(2027, 1, 28), date(2027, 2, 2))


def test_a_corrected_day_that_is_over_is_one_of_the_month_to_come():
    assert stay_of("mejor el 5", after=date(2026, 11, 28))[0] == date(2026, 12, 5)


def test_a_range_given_for_the_departure_moves_the_arrival_too():
    said = stay_of("24 to 27", expecting="departure", after=date(2026, 12, 25))
    assert said == (date(2026, 12, 24), date(2026, 12, 27))


@pytest.mark.parametrize("month", ["henero", "enerro", "eneroo", "henerro"])
def test_a_misspelt_month_is_never_taken_for_the_present_one(month):
    assert stay_of(f"del 10 al 12 de {month}") == (date(2027, 1, 10), date(2027, 1, 12))


def test_a_lone_number_can_be_the_nights_or_a_day():
    february = date(2027, 2, 3)
    asked = {"expecting": "departure", "after": february}
    assert read_stay(["2"], TODAY, **asked).nights == 2
    assert read_stay(["20"], TODAY, **asked).departure == date(2027, 2, 20)
    (unclear,) = read_stay(["5"], TODAY, **asked).unclear
    assert unclear == Unclear("date", "5", (date(2027, 2, 5), date(2027, 2, 8)), "departure")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("llego a las 2 de la mañana, ¿hay problema?", "fact"),
        ("no hay problema", "yes"),
        ("tengo problemas con la ducha", "complaint"),
        ("hay un problema con mi cuarto", "complaint"),
        ("esto es una porquería, llevo 3 horas esperando", "complaint"),
        ("nadie me contesta", "complaint"),
        ("nos la quedamos", "book"),
        ("and check out?", "fact"),
    ],
)
def test_what_is_wanted(text, intent):
    assert intent in understand(text, TODAY, "es").intents
    assert (intent == "complaint") == ("complaint" in understand(text, TODAY, "es").intents)


def test_a_borrowed_word_keeps_the_language(talk):
    talk.ask("hola, ¿aceptan mascotas?")
    assert "Hasta pronto" in talk.ask("bye")
    assert understand("thanks, bye", TODAY).language == "en"


def test_the_breakfast_rate_can_be_named_as_guests_name_it(talk):
    talk.ask(f"doble para 2 {STAY}")
    assert "Tarifa flexible con desayuno" in talk.ask("la de desayuno")
    assert talk.replies[-1].says[0].proposal


def test_a_wish_for_breakfast_does_not_swallow_the_other_question(talk):
    HouseFact.objects.create(hotel=talk.hotel, key="parking", answer="yes", text={"es": "Techado."})
    said = talk.ask(f"{STAY}, 2 adultos, cuánto sale con desayuno y si hay estacionamiento")
    assert "Techado." in said
    assert "2,900.00 MXN" in said


def test_a_question_about_the_price_of_one_offer_shows_it_and_proposes_nothing(talk):
    talk.ask(f"{STAY} para dos")
    said = talk.ask("¿y la suite cuánto sale?")
    assert "6,400.00 MXN" in said
    assert "doble" not in said
    assert not Proposal.objects.exists()
    talk.ask("sí")
    assert Proposal.objects.get().amount == 6400


def test_asking_the_price_of_what_was_shown_shows_it_again(talk):
    talk.ask(f"double room for 2 {STAY_EN}")
    assert "2,900.00 MXN" in talk.ask("how much is it")


def test_the_room_that_was_asked_for_is_said_to_have_a_minimum_stay(talk):
    Rate.objects.filter(room_type__code="DBL").update(min_stay=3)
    assert "estancia mínima en esas fechas es de 3 noches" in talk.ask(f"doble para 2 {STAY}")


def test_a_late_arrival_is_told_the_hours_and_offered_a_person(talk):
    said = talk.ask("llego a las 2 de la mañana, ¿hay problema?")
    assert "23:00" in said
    assert talk.replies[-1].hand_off is None
    talk.ask("sí por favor")
    assert talk.replies[-1].hand_off


def test_an_acknowledgement_is_no_wish_for_a_person(talk):
    talk.ask("do you have a gym?")
    talk.ask("ok")
    assert talk.replies[-1].hand_off is None


def test_a_no_in_other_words_takes_the_cancellation_back(talk):
    talk.ask(SUITE)
    talk.ask("sí")
    talk.ask("quiero cancelar mi reserva")
    assert "sigue como está" in talk.ask("no, mejor no la canceles")
    assert Proposal.objects.latest("id").state == "withdrawn"
    talk.ask("gracias")
    assert len(talk.replies[-1].says) == 1, "nothing is pending any more"
    assert booked() == 1


@pytest.mark.parametrize("text", ["no entiendo", "no sé, espera", "no estoy segura"])
def test_hesitation_neither_books_nor_takes_back(talk, text):
    talk.ask(SUITE)
    talk.ask(text)
    assert Proposal.objects.get().state == "offered"
    talk.ask("sí")
    assert booked() == 1


def test_terms_that_wait_are_what_a_guest_means_by_my_booking(talk):
    talk.ask(SUITE)
    assert "falta su confirmación" in talk.ask("¿cuál es el estado de mi reserva?")
    assert "no reservo nada" in talk.ask("quiero cancelar mi reserva")
    assert Proposal.objects.get().state == "withdrawn"
    talk.ask("sí")
    assert not Reservation.objects.exists()


def test_the_same_question_twice_offers_a_way_out(talk):
    talk.ask(f"doble para 2 {STAY}")
    first, second = talk.ask("sí"), talk.ask("sí")
    assert second.startswith(first)
    assert "persona" in second
    english = make_guest(talk.hotel)
    other = Talk(talk.hotel, english, conversation_id=make_conversation(talk.hotel, guest=english).pk)
    other.ask(f"double room for 2 {STAY_EN}")
    other.ask("yes")
    assert "person" in other.ask("yes")
    assert other.replies[-1].hand_off is None


def test_an_answer_that_brings_us_on_is_not_called_a_repetition(talk):
    talk.ask("quiero una habitación del 5 al 7 de enero")
    assert "persona»" not in talk.ask("perdón, del 6 al 9")


def test_a_yes_after_a_misunderstanding_still_counts(talk):
    talk.ask(SUITE)
    talk.ask("xyzzy")
    talk.ask("sí")
    assert booked() == 1


def test_a_discount_is_begged_for_in_many_words(talk):
    talk.ask(f"suite {STAY} para 2")
    assert "descuento" in talk.ask("ándale, 10% menos").lower()


def test_a_passage_is_found_in_a_long_message_about_other_things(talk):
    Knowledge.objects.create(
        hotel=talk.hotel, key="casa", title={"es": "Reglas"}, text={"es": "Silencio de 22 a 8 h. No se fuma."}
    )
    said = talk.ask("Viajamos del 15 al 18 de enero, dos adultos. También quisiera saber si se puede fumar.")
    assert "No se fuma" in said


def test_how_far_something_is_is_not_our_address(talk):
    Knowledge.objects.create(
        hotel=talk.hotel, key="playa", title={"es": "Playa"}, text={"es": "La playa está a 10 minutos a pie."}
    )
    assert "10 minutos" in talk.ask("¿está lejos la playa?")


def test_what_a_rate_includes_is_no_list_of_services(talk):
    assert "tarifa" in talk.ask("¿qué incluye la tarifa flexible?")
    assert text_of(talk.replies[-1]).count("•") == 0


def test_a_month_spoken_of_is_kept_for_the_days_that_follow(talk):
    soon = talk.hotel.today()
    month, year = ("marzo", soon.year + (soon.month > 3)) if soon.month != 2 else ("mayo", soon.year)
    talk.ask(f"¿hay algo en {month} para 2?")
    assert f"12 de {month} de {year}" in talk.ask("del 12 al 14")


def test_two_stays_to_choose_from_are_not_made_one_long_stay():
    when = read_stay(words(tokens("del 10 al 12 de enero o del 17 al 19")), TODAY)
    assert (when.arrival, when.nights) == (None, 2)
    assert when.unclear[0].options == (date(2027, 1, 10), date(2027, 1, 17))


def test_the_one_of_two_stays_that_is_named_is_of_their_month(talk):
    later = MONDAY + timedelta(7)
    first, last = (phrases.day_of_year(day, "es") for day in (later, later + timedelta(2)))
    both = f"{STAY} o del {first} al {last}"
    assert "MXN" not in talk.ask(f"{both}, 2 adultos")
    assert phrases.day(later, "es") in talk.ask(f"del {later.day}").split("\n")[0]


def test_a_child_named_with_an_article_travels_too():
    said = understand("2 adultos y el niño", TODAY)
    assert (said.adults, said.children) == (2, 1)
    said = understand("somos una pareja con un peque de 3 añitos", TODAY)
    assert (said.adults, said.children, said.ages) == (2, 1, (3,))


def test_a_room_that_is_not_in_the_last_list_is_looked_for(talk):
    talk.ask(f"{STAY} para dos")
    talk.ask("¿y la suite cuánto sale?")
    terms = talk.ask("vale, pues nos quedamos la doble con desayuno")
    assert "Habitación doble" in terms
    assert "2,900.00 MXN" in terms


def test_cancel_alone_is_understood(talk):
    talk.ask(f"suite {STAY} para 2")
    assert "no reservo nada" in talk.ask("cancela")
    talk.ask(SUITE)
    talk.ask("sí")
    assert "se cancelaría" in talk.ask("cancélala")
    assert "se cancelaría" in talk.ask("sí, cancélala"), "asked again, neither done nor misread as a question"
    talk.ask("sí")
    assert booked() == 0


def test_wait_is_waited_for(talk):
    talk.ask(SUITE)
    assert "Sin prisa" in talk.ask("espera")
    assert Proposal.objects.get().state == "offered"


def test_insults_lead_to_a_person_and_not_to_a_lesson_in_writing(talk):
    assert "persona" in talk.ask("no mames, pinche bot")
    talk.ask("eres un idiota")
    assert talk.replies[-1].hand_off


def test_card_numbers_are_declined_and_no_expiry_becomes_a_date(talk):
    assert "tarjetas" in talk.ask("mi tarjeta es 4111 1111 1111 1111 exp 12/28 cvv 123")
    assert "tarjetas" not in talk.ask("gracias")


def test_common_words_find_no_passage_about_something_else(talk):
    talk.ask("¿hay disponibilidad?")
    assert "Wi-Fi" not in talk.ask("todo el mes de enero")


@pytest.mark.parametrize("text", ["o del 3 al 5 " * 300, "del 3 al 5 o " * 300, "(" * 4000, "de " * 1300])
def test_no_text_takes_long_to_read(talk, text):
    assert talk.ask(text)


@pytest.mark.parametrize("text", ["sí, quiero", "👍", "ok ok ok ok ok", "bueno"])
def test_an_agreement_that_is_no_plain_yes_is_told_how_and_the_next_yes_counts(talk, text):
    talk.ask(SUITE)
    assert "escriba «sí»" in talk.ask(text)
    assert booked() == 0
    talk.ask("sí")
    assert booked() == 1


@pytest.mark.parametrize(
    "text", ["ups", "la otra fecha", "es broma", "y agrega una cena", "sorry, wrong one"]
)
def test_a_tap_taken_back_in_the_same_breath_books_nothing(talk, text):
    talk.ask(SUITE)
    talk.taps("Confirmar")
    talk.ask(text)
    assert booked() == 0

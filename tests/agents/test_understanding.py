from datetime import date

import pytest

from agents.offline.details import guest_name
from agents.offline.people import read_people
from agents.offline.understanding import understand
from agents.offline.words import fold, tokens, words

TODAY = date(2026, 11, 21)


def read(text, **more):
    return understand(text, TODAY, **more)


@pytest.mark.parametrize(
    ("text", "adults", "children", "ages"),
    [
        ("somos 2 y un niño", 2, 1, ()),
        ("2 adultos y 1 niño de 5 años", 2, 1, (5,)),
        ("mi esposa y yo", 2, None, ()),
        ("es para mi esposo, mi hija de 3 años y yo", 2, 1, (3,)),
        ("somos mi novia y yo con mis dos hijos de 4 y 7", 2, 2, (4, 7)),
        ("2 adults, 2 kids (4 and 8)", 2, 2, (4, 8)),
        ("my wife and I and our 5 year old son", 2, 1, (5,)),
        ("2 adults and an 8-month-old baby", 2, 1, (0,)),
        ("dos adultos y un bebé de 8 meses", 2, 1, (0,)),
        ("5 personas: 3 adultos y 2 niños", 3, 2, ()),
        ("2 adultos sin niños", 2, 0, ()),
        ("viajo sola", 1, None, ()),
        ("just me", 1, None, ()),
        ("una pareja, nosotros dos", 2, None, ()),
        ("3 adultos y 2 niños de 6 años", 3, 2, (6, 6)),
    ],
)
def test_adults_and_children_are_told_apart(text, adults, children, ages):
    said = read(text)
    assert (said.adults, said.children, said.ages) == (adults, children, ages)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("party of four", 4), ("para dos", 2), ("for 2", 2), ("somos tres", 3), ("4 personas", 4),
        ("2 pax", 2),
        ("we are five", 5), ("there will be 4 of us", 4), ("una familia de 5", 5), ("a room for one", 1),
        ("habitación para 2 del 5 al 7 de enero", 2), ("un par de personas", 2),
    ],
)  # fmt: skip
def test_a_total_is_only_a_total(text, people):
    said = read(text)
    assert (said.people, said.adults, said.children) == (people, None, None)


@pytest.mark.parametrize(
    "text", ["2 noches", "for 3 nights", "a las 5", "del 5 al 7", "piso 3", "4 estrellas", "room 12"]
)
def test_what_counts_something_else_counts_nobody(text):
    said = read_people(words(tokens(text)))
    assert said.total is None
    assert said.rooms is None


@pytest.mark.parametrize(
    ("text", "unclear"),
    [("somos 4 con 2 niños", "people"), ("voy con mis hijos", "children"), ("niños de 5 años", "children")],
)
def test_who_comes_is_asked_when_the_words_leave_it_open(text, unclear):
    assert read(text).unclear[-1].kind == unclear


def test_rooms_are_counted_but_an_article_is_no_number():
    assert read("dos habitaciones dobles").rooms == 2
    assert read("I need 3 hotel rooms").rooms == 3
    assert read("quiero una habitación").rooms is None


@pytest.mark.parametrize(
    ("text", "expecting", "slot", "value"),
    [
        ("2", "people", "people", 2),
        ("dos", "adults", "adults", 2),
        ("ninguno", "children", "children", 0),
        ("4 y 7", "ages", "ages", (4, 7)),
        ("uno de 5 y otro de 9 años", "ages", "ages", (5, 9)),
        ("3", "rooms", "rooms", 3),
        ("la 2", "choice", "choice", "2"),
        ("the second one", "choice", "choice", "2"),
        ("la más barata", "choice", "choice", "cheapest"),
        ("esa", "choice", "choice", "that"),
        ("juan pérez", "name", "name", "Juan Pérez"),
        ("k7p2m9", "code", "code", "K7P2M9"),
    ],
)
def test_a_short_answer_is_read_as_what_was_asked(text, expecting, slot, value):
    assert getattr(read(text, expecting=expecting), slot) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a nombre de Ana María Ruiz", "Ana María Ruiz"),
        ("me llamo josé lópez, gracias", "José López"),
        ("My name is Mary O'Neil", "Mary O'Neil"),
        ("under the name of Peter Smith please", "Peter Smith"),
        ("Soy Marta Gómez y quiero cancelar", "Marta Gómez"),
        ("soy vegetariano", ""),
        ("quiero una habitación", ""),
    ],
)
def test_a_name_is_taken_as_written_and_only_where_one_is_given(text, name):
    assert guest_name(text) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mi reserva es K7P2M9", "K7P2M9"),
        ("código k7p2m9", "K7P2M9"),
        ("24CDFG", "24CDFG"),
        ("24dic-27dic 3noches", ""),
        ("my booking is MIR-20481", "MIR-20481"),
        ("reserva 48213", "48213"),
        ("quiero una reserva para 2", ""),
        ("del 5 al 7 de enero de 2027", ""),
        ("WIFI PASSWORD", ""),
    ],
)
def test_a_reservation_code_is_found(text, code):
    assert read(text).code == code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Tienen alberca?", "es"), ("hola", "es"), ("hello", "en"), ("do you have a pool", "en"), ("ok", ""),
        ("12/03", ""), ("Juan", ""), ("quiero un late check-out para mañana", "es"),
        ("bom dia, tem quarto?", "pt"),
        ("bonjour, avez vous une chambre", "fr"), ("gracias", "es"), ("thanks!", "en"),
        ("4R3X7T Pérez", ""), ("xr4q2k", ""),
    ],
)  # fmt: skip
def test_the_language_is_told_by_small_words_and_unsure_is_said(text, language):
    assert read(text).language == language


def test_an_unsure_text_keeps_the_conversation_s_language():
    assert read("ok", language="en").language == "en"
    assert read("¿y la alberca?", language="en").language == "es"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hola buenas tardes", "greeting"),
        ("hey there", "greeting"),
        ("hola, tienen disponibilidad para el viernes?", "availability"),
        ("quiero una habitacion doble", "availability"),
        ("Do you have any rooms free next week?", "availability"),
        ("del 5 al 7 de enero, 2 personas", "availability"),
        ("resevar habitasion del 5 al 7", "book"),
        ("cuánto cuesta la noche?", "price"),
        ("how much is a double for 2 nights", "price"),
        ("I'd like to book a room", "book"),
        ("quiero cancelar mi reserva", "cancel"),
        ("please cancel my booking K7P2M9", "cancel"),
        ("puedo cambiar las fechas de mi reserva?", "change"),
        ("I need to move my reservation to Friday", "change"),
        ("quiero ver mi reserva", "booking_status"),
        ("can you check my booking?", "booking_status"),
        ("What do I have booked?", "booking_status"),
        ("¿qué tengo reservado?", "booking_status"),
        ("quiero hablar con una persona", "human"),
        ("put me through to a human please", "human"),
        ("eres un robot?", "machine"),
        ("am I talking to a real person?", "machine"),
        ("muchas gracias", "thanks"),
        ("adiós, que tenga buen día", "goodbye"),
        ("sí claro", "yes"),
        ("no gracias", "no"),
        ("no funciona el aire acondicionado", "complaint"),
        ("dejé mi cargador en la habitación", "lost_item"),
        ("pueden traer más toallas a la 204?", "housekeeping"),
        ("quiero agendar un masaje", "appointment"),
        ("asdf qwer", "other"),
        ("", "other"),
        ("what is the exchange rate of the yen", "other"),
    ],
)
def test_what_a_guest_wants_is_understood(text, intent):
    assert read(text).intent == intent


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("¿tienen wi-fi?", "wifi"),
        ("aceptan mascotas?", "pets"),
        ("puedo llevar a mi perro", "pets"),
        ("is there parking?", "parking"),
        ("¿a qué hora es el check out?", "check_out"),
        ("what time can I check in", "check_in"),
        ("a qué hora puedo entrar", "check_in"),
        ("dónde están ubicados?", "address"),
        ("is breakfast included?", "breakfast"),
        ("hay elevador", "lift"),
        ("puedo pagar con tarjeta", "payment"),
        ("tienen alberca", "pool"),
        ("cuánto cuesta el estacionamiento", "parking"),
        ("¿puedo cancelar gratis?", "cancellation"),
        ("what happens if I cancel?", "cancellation"),
    ],
)
def test_a_question_about_the_house_names_its_topic(text, topic):
    said = read(text)
    assert (said.intent, said.topics[0]) == ("fact", topic)


def test_a_wish_with_a_courtesy_around_it_is_the_wish():
    assert read("Hola! muchas gracias, ¿y aceptan mascotas?").intent == "fact"
    assert read("no, I just need the address").intent == "fact"
    assert read("quiero una habitación con desayuno del 5 al 7 de enero").intent == "availability"
    assert read("quiero una habitación con desayuno").plan_words == ("breakfast",)


@pytest.mark.parametrize(
    "text", ["gracias, hasta mañana", "that's all for today, thanks", "bye, have a great weekend"]
)
def test_a_day_in_a_farewell_is_no_day_of_a_stay(text):
    said = read(text)
    assert not said.says_when
    assert said.intent in ("goodbye", "thanks")


def test_a_contraction_is_no_weekday():
    assert not read("we'd like to have dinner").says_when


def test_one_slip_of_the_finger_is_forgiven():
    said = read("Kiero una habitasion dobel para el vierens, 2 nohes")
    assert said.room_words == ("double",)
    assert (said.arrival, said.nights) == (date(2026, 11, 27), 2)
    assert said.intent == "availability"


def test_folding_forgets_case_accents_and_width():
    assert fold("MAÑANA Ｗｉｆｉ Straße") == "manana wifi strasse"

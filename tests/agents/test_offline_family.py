"""Several rooms, changes and giving rooms up, told as guests write them, over the real desk."""

from datetime import timedelta

import pytest

from pms.models import Reservation, Room, RoomStay, WaitingWish
from pms.systems import open_pms
from tests.agents.talk import text_of
from tests.agents.test_offline_dialogue import codes, in_english, in_spanish, stay, talk_to
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_house(make_hotel())


@pytest.fixture
def talk(hotel):
    return talk_to(hotel)


@pytest.fixture
def monday(hotel):
    soon = hotel.today() + timedelta(40)
    return soon + timedelta(-soon.weekday() % 7)


def rooms_of(reservation):
    rooms = reservation.room_stays.exclude(status="cancelled").order_by("id")
    return [(room.room_type.code, room.adults, room.children_ages) for room in rooms]


def nights_of(reservation):
    return {(room.stay.lower, room.stay.upper) for room in reservation.room_stays.exclude(status="cancelled")}


def book(talk, arrival, wish="la doble flexible para 2 adultos", pick="la flexible"):
    talk.ask(f"{wish} {stay(arrival)}")
    if not codes(talk.replies[-1]):
        talk.ask(pick)
    talk.ask("sí")
    return Reservation.objects.order_by("-id").first()


def test_a_family_is_spread_over_the_rooms_it_asks_for(talk, monday):
    offered = talk.ask(f"Buenas! ocupamos 2 cuartos pa 3 adultos y 2 niños de 3 y 8, {stay(monday)}")
    assert "5,000.00 MXN en total" in offered
    assert "2 menores" in offered
    terms = talk.ask("la mas economica porfa")
    assert "Habitación 1" in terms
    assert "Habitación 2" in terms
    talk.ask("dale")

    rooms = rooms_of(Reservation.objects.get())
    assert len(rooms) == 2
    assert sum(adults for _, adults, _ in rooms) == 3
    assert sorted(age for _, _, ages in rooms for age in ages) == [3, 8]
    assert all(adults for _, adults, _ in rooms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "necesito una para mis suegros y otra para mi esposa y yo con el bebé de 1 año",
            [(2, []), (2, [1])],
        ),
        ("one for my grandparents and another for my husband and me", [(2, []), (2, [])]),
        ("2 habitaciones: una para 2 adultos y otra para 1 adulto y un niño de 7", [(2, []), (1, [7])]),
        ("quisiera una recámara para mi mamá y una para nosotros dos", [(1, []), (2, [])]),
    ],
)
def test_who_sleeps_in_which_room_is_kept_as_said(talk, monday, text, expected):
    english = " and " in text
    dates = f"from {in_english(monday)} to {in_english(monday + timedelta(2))}" if english else stay(monday)
    talk.ask(f"{text}, {dates}")
    talk.ask("the cheapest" if english else "la más barata")
    talk.ask("yes" if english else "sí")
    assert [(adults, ages) for _, adults, ages in rooms_of(Reservation.objects.get())] == expected


def test_rooms_of_different_kinds_are_priced_in_one(talk, monday):
    talk.ask("a double and a suite please")
    talk.ask(f"{in_english(monday)} to {in_english(monday + timedelta(2))}")
    offered = talk.ask("four adults")
    assert "9,300.00 MXN in total" in offered
    talk.ask("yes, book it")
    assert codes(talk.replies[-1])
    talk.ask("yes")
    assert sorted(code for code, _, _ in rooms_of(Reservation.objects.get())) == ["DBL", "STE"]


def test_ages_that_were_not_said_are_asked_for_each_room(talk, monday):
    talk.ask(f"una para mis padres y otra para nosotros con dos niños, {stay(monday)}")
    assert "edad" in text_of(talk.replies[-1])
    assert "(edad: 5 y 9)" in talk.ask("5 y 9")


def test_a_party_too_large_for_any_room_is_offered_several(talk, monday):
    offered = talk.ask(f"somos 6 adultos y 1 niña de 4 {stay(monday)}")
    assert "hacen falta varias habitaciones" in offered
    talk.ask("la primera")
    assert codes(talk.replies[-1])
    talk.ask("sí")
    rooms = rooms_of(Reservation.objects.get())
    assert sum(adults for _, adults, _ in rooms) == 6
    assert [age for _, _, ages in rooms for age in ages] == [4]


def test_another_rate_for_the_same_rooms_makes_new_terms(talk, monday):
    talk.ask(f"dos dobles para 4 adultos {stay(monday)}")
    talk.ask("la más barata")
    first = codes(talk.replies[-1])
    terms = talk.ask("mejor la tarifa flexible")
    assert "5,800.00 MXN" in terms
    assert codes(talk.replies[-1]) != first


def test_more_rooms_than_are_free_are_not_promised(hotel, talk, monday):
    Room.objects.filter(number__in=["102", "103", "201"]).delete()
    answer = talk.ask(f"dos dobles para 4 adultos {stay(monday)}")
    assert "no me quedan juntas" in answer
    assert not codes(talk.replies[-1])


def test_email_arrival_and_wishes_travel_with_the_booking(talk, monday):
    talk.ask(f"una doble para 2 adultos {stay(monday)}, con cuna. mi mail es lucia.torres@example.net")
    talk.ask("la flexible")
    terms = talk.ask("vamos a llegar como a las 10 de la noche")
    assert "lucia.torres@example.net" in terms
    assert "con cuna" in terms
    assert "10 de la noche" in terms
    talk.ask("sí")
    booked = Reservation.objects.get()
    assert booked.email == "lucia.torres@example.net"
    assert "cuna" in booked.remarks


def test_an_address_that_is_none_is_asked_again(talk, monday):
    talk.ask(f"una doble para 2 adultos {stay(monday)}, mi correo es lucia@localhost..mx")
    talk.ask("la flexible")
    assert Reservation.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("nos quisiéramos quedar una noche extra", 0, 3),
        ("could we add two more nights?", 0, 4),
        ("quiero irme un dia antes", 0, 1),
        ("podriamos llegar un dia antes?", -1, 2),
        ("necesito posponer mi reserva 3 dias", 3, 5),
        ("hay chance de adelantar todo una semana?", -7, -5),
        ("I need to move my booking one week later", 7, 9),
        ("quiero acortar mi estadía una noche", 0, 1),
    ],
)
def test_a_change_of_days_is_priced_and_waits_for_a_yes(talk, monday, text, arrival, departure):
    reservation = book(talk, monday)
    before = nights_of(reservation)
    terms = talk.ask(text)
    assert codes(talk.replies[-1]), terms
    assert "→" in terms
    assert nights_of(reservation) == before, "nothing is changed before the guest says so"
    talk.ask("sí")
    assert nights_of(reservation) == {(monday + timedelta(arrival), monday + timedelta(departure))}


def test_new_dates_in_words_replace_the_old_ones(talk, monday):
    reservation = book(talk, monday)
    talk.ask("tengo que cambiar las fechas de mi reserva")
    talk.ask(stay(monday + timedelta(8), 3))
    talk.ask("va")
    assert nights_of(reservation) == {(monday + timedelta(8), monday + timedelta(11))}


def test_an_arrival_instead_of_another_keeps_the_departure(talk, monday):
    reservation = book(talk, monday)
    talk.ask(f"¿podemos llegar el {in_spanish(monday + timedelta(1))} en vez del {in_spanish(monday)}?")
    talk.ask("sí")
    assert nights_of(reservation) == {(monday + timedelta(1), monday + timedelta(2))}


def test_a_wish_that_comes_in_pieces_is_one_change(talk, monday):
    reservation = book(talk, monday)
    talk.ask("quiero modificar mi reserva")
    talk.ask("quisiera pasar a la suite")
    terms = talk.ask("y una noche más")
    assert "9,600.00 MXN" in terms
    talk.ask("sí")
    assert rooms_of(reservation) == [("STE", 2, [])]
    assert nights_of(reservation) == {(monday, monday + timedelta(3))}


def test_a_wish_that_was_let_go_is_not_mixed_into_the_next(talk, monday):
    reservation = book(talk, monday)
    talk.ask("quiero alargar mi estancia dos noches")
    talk.ask("no")
    terms = talk.ask("quiero cambiarme a la suite")
    assert "(2 noches)" in terms
    assert "(4 noches)" not in terms
    talk.ask("sí")
    assert nights_of(reservation) == {(monday, monday + timedelta(2))}


@pytest.mark.parametrize(
    ("text", "answer", "people"),
    [
        ("vamos a ser uno más", "una niña de 6", (2, [6])),
        ("seremos uno más", "es un adulto", (3, [])),
        ("también viene mi hijo de 10 años", "", (2, [10])),
        ("one more person is coming, my sister", "", (3, [])),
        ("al final seremos 3 adultos", "", (3, [])),
    ],
)
def test_somebody_more_is_asked_about_and_priced(talk, monday, text, answer, people):
    reservation = book(talk, monday, "la suite para 2 adultos", "la primera")
    talk.ask(text)
    if answer:
        assert not codes(talk.replies[-1])
        talk.ask(answer)
    talk.ask("yes" if talk.language == "en" else "sí")
    assert [(adults, ages) for _, adults, ages in rooms_of(reservation)] == [people]


def test_which_reservation_should_change_is_asked_and_the_wish_kept(talk, monday):
    first = book(talk, monday)
    second = book(talk, monday + timedelta(14))
    question = talk.ask("quiero quedarme una noche más")
    assert first.code in question
    assert second.code in question
    terms = talk.ask(f"la {second.code}")
    assert second.code in terms
    talk.ask("sí")
    assert nights_of(second) == {(monday + timedelta(14), monday + timedelta(17))}
    assert nights_of(first) == {(monday, monday + timedelta(2))}


def test_in_which_of_several_rooms_is_asked(talk, monday):
    reservation = book(talk, monday, "dos dobles para 4 adultos")
    assert "¿En cuál hacemos el cambio?" in talk.ask("quiero cambiar una de las habitaciones a suite")
    terms = talk.ask("la segunda")
    assert "Habitación 2" in terms
    talk.ask("sí")
    assert sorted(code for code, _, _ in rooms_of(reservation)) == ["DBL", "STE"]
    assert nights_of(reservation) == {(monday, monday + timedelta(2))}


def test_the_second_room_is_no_second_day_of_the_month(talk, monday):
    reservation = book(talk, monday, "dos dobles para 4 adultos")
    talk.ask("please change one of the rooms to a suite")
    talk.ask("the second")
    talk.ask("yes")
    assert sorted(code for code, _, _ in rooms_of(reservation)) == ["DBL", "STE"]
    assert nights_of(reservation) == {(monday, monday + timedelta(2))}


def test_what_is_sold_out_leaves_the_reservation_and_names_another_room(hotel, talk, monday):
    Room.objects.filter(number__in=["102", "103"]).delete()
    reservation = book(talk, monday)
    other = talk_to(hotel, name="Otra Persona")
    book(other, monday + timedelta(2))

    answer = talk.ask("una noche más, por favor")
    assert "sigue como está" in answer
    assert "Suite con vista al mar" in answer
    assert not codes(talk.replies[-1])
    talk.ask("la suite entonces")
    talk.ask("sí")
    assert rooms_of(reservation) == [("STE", 2, [])]


def test_a_rate_without_changes_is_said_to_need_a_person(hotel, talk, monday):
    hotel.rate_plans.update(change_fee="forbidden", change_free_until_days=None)
    book(talk, monday)
    talk.says("quiero una noche más")
    reply = talk.answer()
    assert reply.hand_off.reason == "change"
    assert "No cambié nada" in text_of(reply)


def test_a_room_type_that_the_house_has_not_is_said_so(talk, monday):
    book(talk, monday)
    answer = talk.ask("me pueden cambiar a una triple?")
    assert "Suite con vista al mar" in answer
    assert not codes(talk.replies[-1])


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        ("quiero cancelar una de las habitaciones", "la 1"),
        ("cancela la doble", "la segunda"),
        ("I only need to cancel one of the rooms", "the first one"),
    ],
)
def test_one_of_several_rooms_is_asked_for_and_given_up_alone(talk, monday, text, pick):
    reservation = book(talk, monday, "dos dobles para 4 adultos")
    talk.ask(text)
    assert not codes(talk.replies[-1]), "which one is not clear yet"
    talk.ask(pick)
    assert reservation.room_stays.exclude(status="cancelled").count() == 2
    talk.ask("yes" if talk.language == "en" else "sí")
    assert reservation.room_stays.exclude(status="cancelled").count() == 1
    reservation.refresh_from_db()
    assert reservation.status == "confirmed"


def test_the_room_of_its_kind_is_given_up_without_asking(talk, monday):
    reservation = book(talk, monday, "una doble y una suite para 4 adultos")
    terms = talk.ask("cancela solo la suite")
    assert "Suite con vista al mar" in terms
    assert codes(talk.replies[-1])
    talk.ask("sí")
    assert [code for code, _, _ in rooms_of(reservation)] == ["DBL"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cancela solo la habitación 2", 0),
        ("please cancel room 2", 0),
        ("quiero cancelar la primera habitación", 1),
        ("I want to cancel the second room", 0),
    ],
)
def test_a_room_that_is_named_by_its_place_is_given_up_alone(talk, monday, text, left):
    reservation = book(talk, monday, "dos dobles para 4 adultos")
    keeps = list(reservation.room_stays.order_by("pk"))[left]
    talk.ask(text)
    assert codes(talk.replies[-1]), "its terms are before the guest"
    talk.ask("yes" if talk.language == "en" else "sí")
    assert list(reservation.room_stays.exclude(status="cancelled")) == [keeps]


def test_a_door_that_is_not_of_the_reservation_cancels_nothing(talk, monday):
    book(talk, monday, "dos dobles para 4 adultos")
    talk.ask("cancela la habitación 999")
    assert not codes(talk.replies[-1]), "which room is meant is asked"


def test_all_rooms_go_when_all_are_meant(talk, monday):
    reservation = book(talk, monday, "dos dobles para 4 adultos")
    talk.ask("quiero cancelar mi reserva completa")
    talk.ask("sí")
    reservation.refresh_from_db()
    assert reservation.status == "cancelled"


@pytest.mark.parametrize(
    "text",
    [
        "avísenme si se libera algo",
        "put us on the waiting list please",
        "me pueden avisar si alguien cancela?",
    ],
)
def test_a_guest_waits_for_a_sold_out_stay(hotel, talk, monday, text):
    Room.objects.exclude(number="101").delete()
    book(talk_to(hotel, name="Otra Persona"), monday)
    assert "lista de espera" in talk.ask(f"para 2 adultos {stay(monday)}")
    talk.ask(text)
    wish = WaitingWish.objects.get()
    assert (wish.stay.lower, wish.stay.upper, wish.adults) == (monday, monday + timedelta(2), 2)
    assert talk.replies[-1].hand_off is None


def test_a_change_of_a_stranger_s_reservation_needs_code_and_surname(hotel, monday):
    code = book(talk_to(hotel), monday).code
    stranger = talk_to(hotel, name="Otra Persona")
    assert "código" in stranger.ask("quiero una noche más en mi reserva")
    assert "apellido" in stranger.ask(code)
    terms = stranger.ask("Torres")
    assert "(3 noches)" in terms
    assert RoomStay.objects.get().stay.upper == monday + timedelta(2)


def test_a_change_reaches_no_reservation_of_another_hotel(hotel, talk, monday):
    other = make_house(make_hotel())
    book(talk_to(other), monday)
    assert "código" in talk.ask("quiero una noche más en mi reserva")
    assert open_pms(hotel).reservations_of(talk.desk().guest) == []

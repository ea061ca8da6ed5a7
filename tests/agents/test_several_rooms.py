"""Reservations of several rooms: terms, changes and cancelling one of them, each with its own yes."""

from datetime import date
from decimal import Decimal

import pytest

from agents import phrases
from agents.base import Button
from agents.desk import RoomChoice
from pms.base import Occupancy, RoomWish, Stay
from pms.errors import PMSRefused
from pms.models import PMSLink, Proposal, Rate, Request, Reservation
from tests.agents.arrange import book_two_rooms, show_two_rooms
from tests.agents.talk import STAY, Talk, shown, state_of, text_of
from tests.factories import make_guest

pytestmark = pytest.mark.django_db(transaction=True)

LATER = Stay(date(2027, 1, 12), date(2027, 1, 14))


def rooms_of(talk):
    return talk.desk().my_reservations()[0].live_rooms


def change(talk, code, *wishes):
    talk.says("quiero cambiar mi reserva")
    return shown(talk, talk.desk().propose_change(code, wishes))


# Booking


def test_terms_of_two_rooms_name_each_room_its_people_and_its_price(talk):
    text = show_two_rooms(talk, email="lucia@example.com", remarks="cuna").lines[-1].text

    for part in (
        "Habitación 1: Habitación doble, Tarifa flexible con desayuno, 2 adultos: 2,900.00 MXN",
        "Habitación 2: Suite con vista al mar",
        "2 adultos y 1 menor (edad: 6): 6,400.00 MXN",
        "5 de enero de 2027",
        "Total: 9,300.00 MXN",
        "lucia@example.com",
        "cuna",
        "Lucía Torres",
        "4,650.00 MXN",  # both first nights
    ):
        assert part in text


def test_one_yes_books_all_rooms_under_one_code(talk):
    answer = show_two_rooms(talk, email="lucia@example.com").ask("sí")

    booked = Reservation.objects.get()
    assert booked.room_stays.count() == 2
    assert booked.total == Decimal("9300.00")
    assert booked.email == "lucia@example.com"
    assert booked.code in answer
    assert "Habitación doble y Suite con vista al mar" in answer


def test_when_one_of_the_rooms_is_gone_none_is_booked_and_the_guest_is_told(talk):
    show_two_rooms(talk)
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=3)
    show_two_rooms(other).ask("sí")

    answer = talk.ask("sí")

    assert Reservation.objects.count() == 1
    assert "no reservé nada" in answer
    assert state_of(talk) == "refused"


def test_a_price_that_changed_for_one_room_is_put_before_the_guest_anew(talk):
    show_two_rooms(talk)
    Rate.objects.filter(room_type__code="STE").update(price="3300.00")

    talk.says("sí")
    reply = talk.answer()

    assert not Reservation.objects.exists()
    assert "9,500.00 MXN" in reply.says[-1].text
    assert reply.says[-1].buttons
    talk.ask("sí")
    assert Reservation.objects.get().total == Decimal("9500.00")


# Suggesting


def test_a_party_too_large_for_any_room_is_split_cheapest_first(talk):
    talk.says("Somos seis adultos")
    ways = talk.desk().suggest_rooms(STAY, Occupancy(6))

    totals = [way.total.amount for way in ways]
    assert totals == sorted(totals)
    assert all(sum(offer.occupancy.adults for offer in way.offers) == 6 for way in ways)
    cheapest = [offer.room_type.code for offer in ways[0].offers]
    assert cheapest == ["DBL", "DBL", "DBL"]


def test_a_split_can_be_booked_as_it_was_suggested(talk):
    talk.says("Somos cuatro adultos y un niño de 6, a nombre de Lucía Torres")
    desk = talk.desk()
    way = desk.suggest_rooms(STAY, Occupancy(4, (6,)))[0]
    chosen = [RoomChoice(o.room_type.code, o.rate_plan.code, o.occupancy) for o in way.offers]
    quote = desk.quote(STAY, chosen)

    assert quote.total == way.total


def test_a_party_that_the_house_cannot_sleep_gets_no_suggestion(talk):
    talk.says("Somos veinte")

    assert talk.desk().suggest_rooms(STAY, Occupancy(20)) == []


# Changing


def test_a_change_says_what_was_and_what_becomes_and_is_done_once_confirmed(talk):
    code = book_two_rooms(talk)
    double, suite = rooms_of(talk)
    change(talk, code, RoomWish(double.id, stay=LATER), RoomWish(suite.id, stay=LATER))
    text = talk.lines[-1].text

    assert "del martes 5 de enero de 2027" in text
    assert "→ del martes 12 de enero de 2027" in text
    assert "Diferencia de precio: ninguna" in text
    assert "Nuevo total: 9,300.00 MXN" in text
    assert rooms_of(talk)[0].stay == STAY

    talk.taps("Sí, cambiar")
    reply = talk.answer()
    assert all(room.stay == LATER for room in rooms_of(talk))
    assert "quedó cambiada" in text_of(reply)
    assert "12 de enero" in text_of(reply)
    assert any("changed by the guest" in note for note in reply.notes)


def test_rooms_with_dates_of_their_own_are_told_each_with_its_dates(talk):
    code = book_two_rooms(talk)
    _, suite = rooms_of(talk)

    answer = change(talk, code, RoomWish(suite.id, stay=LATER)).ask("sí")

    assert "Habitación doble del martes 5 de enero" in answer
    assert "Suite con vista al mar del martes 12 de enero" in answer
    assert "9 noches" not in answer


def test_a_dearer_change_says_the_difference_and_the_new_total(talk):
    code = book_two_rooms(talk)
    double, _ = rooms_of(talk)
    longer = Stay(STAY.arrival, date(2027, 1, 8))
    change(talk, code, RoomWish(double.id, stay=longer))

    assert "+1,450.00 MXN" in talk.lines[-1].text
    assert "Habitación 1: Habitación doble" in talk.lines[-1].text
    assert "Nuevo total: 10,750.00 MXN" in talk.lines[-1].text
    assert "Suite" not in talk.lines[-1].text


def test_a_no_to_a_change_leaves_everything(talk):
    code = book_two_rooms(talk)
    double, _ = rooms_of(talk)
    change(talk, code, RoomWish(double.id, stay=LATER))

    assert "no cambio nada" in talk.ask("no")
    assert rooms_of(talk)[0].stay == STAY


def test_a_change_whose_price_moved_is_put_before_the_guest_anew(talk):
    code = book_two_rooms(talk)
    double, _ = rooms_of(talk)
    change(talk, code, RoomWish(double.id, stay=Stay(STAY.arrival, date(2027, 1, 8))))
    Rate.objects.filter(room_type__code="DBL", rate_plan__code="FLEX").update(price="1500.00")

    talk.says("sí")
    reply = talk.answer()

    assert rooms_of(talk)[0].stay == STAY
    assert "no cambié nada" in text_of(reply)
    assert "+1,500.00 MXN" in reply.says[-1].text
    assert talk.ask("sí").startswith("¡Listo!")
    assert rooms_of(talk)[0].total.amount == Decimal("4400.00")


def test_a_change_to_what_was_taken_meanwhile_is_told_and_the_reservation_stays(talk):
    code = book_two_rooms(talk)
    _, suite = rooms_of(talk)
    change(talk, code, RoomWish(suite.id, stay=LATER))
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=3)
    other.says("la suite")
    quote = other.desk().quote(LATER, [RoomChoice("STE", "FLEX", Occupancy(2))])
    shown(other, other.desk().propose_booking(quote.id, "Ana Ruiz")).ask("sí")

    answer = talk.ask("sí")

    assert "sigue como estaba" in answer
    assert code in answer
    assert rooms_of(talk)[1].stay == STAY


def test_nobody_changes_the_reservation_of_another_guest(talk):
    code = book_two_rooms(talk)
    room = rooms_of(talk)[0].id
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=3)
    other.says("cambien mi reserva")

    with pytest.raises(PMSRefused) as refused:
        other.desk().propose_change(code, [RoomWish(room, stay=LATER)])
    assert refused.value.code == "not_found"
    with pytest.raises(PMSRefused):
        other.desk().own_reservation(code)


def test_an_unreachable_pms_keeps_the_wish_to_change(talk):
    code = book_two_rooms(talk)
    double, _ = rooms_of(talk)
    change(talk, code, RoomWish(double.id, stay=LATER))
    dead = {"kind": "qloapps", "url": "http://127.0.0.1:9", "credentials": {"key": "x"}}
    PMSLink.objects.create(hotel=talk.hotel, **dead)

    answer = talk.ask("sí")

    assert "Su reserva sigue como estaba" in answer
    kept = Request.objects.get(hotel=talk.hotel)
    assert (kept.kind, kept.reservation_code) == ("intention", code)
    assert kept.details["stay"]["arrival"] == "2027-01-12"
    assert state_of(talk) == "withdrawn"


# Cancelling one of them


def test_giving_up_one_room_says_which_what_it_costs_and_what_stays(talk):
    code = book_two_rooms(talk)
    _, suite = rooms_of(talk)
    talk.says("cancele solo la suite")
    shown(talk, talk.desk().propose_cancellation(code, [suite.id]))
    text = talk.lines[-1].text

    assert "• Habitación: Suite con vista al mar" in text
    assert "Se conserva: Habitación doble" in text
    assert "sin cargo" in text

    answer = talk.ask("sí")
    assert [room.room_type.code for room in rooms_of(talk)] == ["DBL"]
    assert "Suite con vista al mar" in answer
    assert "Sigue reservado: Habitación doble" in answer
    assert "2,900.00 MXN" in answer


def test_a_repeated_yes_to_a_given_up_room_gives_up_nothing_more(talk):
    code = book_two_rooms(talk)
    _, suite = rooms_of(talk)
    talk.says("cancele solo la suite")
    shown(talk, talk.desk().propose_cancellation(code, [suite.id])).ask("sí")

    assert "Ya está cancelado" in talk.ask("sí")
    assert [room.room_type.code for room in rooms_of(talk)] == ["DBL"]


# What every kind of terms owes a channel


def test_buttons_fit_a_phone_in_both_languages(talk):
    code = book_two_rooms(talk)
    for language in ("es", "en"):
        talk.language = language
        talk.says("quiero cambiar")
        view = talk.desk().propose_change(code, [RoomWish(rooms_of(talk)[0].id, stay=LATER)])
        assert all(isinstance(button, Button) and len(button.title) <= 20 for button in view.buttons)
        assert Proposal.objects.latest("id").kind == "change"


def test_giving_up_one_of_two_equal_rooms_says_which(talk):
    talk.says("Quiero dos dobles, a nombre de Lucía Torres")
    desk = talk.desk()
    choices = [RoomChoice("DBL", "FLEX", Occupancy(2)), RoomChoice("DBL", "FLEX", Occupancy(1))]
    shown(talk, desk.propose_booking(desk.quote(STAY, choices).id, "Lucía Torres")).ask("sí")
    code = talk.desk().my_reservations()[0].code
    _, second = rooms_of(talk)
    talk.says("cancele la segunda habitación")
    shown(talk, talk.desk().propose_cancellation(code, [second.id]))

    assert "• Habitación: Habitación doble (habitación 2, 1 adulto)" in talk.lines[-1].text
    assert f"{code}: Habitación doble (habitación 2, 1 adulto)" in talk.ask("sí")


def test_children_are_named_in_order_of_age():
    assert "(age: 3, 7 and 12)" in phrases.people(Occupancy(2, (12, 3, 7)), "en")

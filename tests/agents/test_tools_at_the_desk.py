"""What a model may do with the tools: by phase, in the guest's words, and never past the server's terms."""

import json

import pytest

from agents import concierge, tools
from agents.gate import inspect
from agents.grounds import Told, build
from agents.registry import starters
from agents.toolkit import ToolError
from agents.tools import given
from pms.models import Proposal, Reservation
from tests.agents.arrange import book_two_rooms, make_massage, next_week
from tests.agents.talk import text_of

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = starters()["concierge"].model_copy(update={"tools": tuple(sorted(tools.NAMES))})
DATES = {"arrival": "2027-01-05", "departure": "2027-01-07"}


def room(code, adults, ages=()):
    return {"room_type": code, "rate_plan": "FLEX", "adults": adults, "children_ages": list(ages)}


def offered(talk):
    return set(tools.offered(talk.desk(), EVERYTHING))


# By phase


def test_a_house_without_services_has_no_tools_for_them(talk):
    assert not offered(talk) & {"find_services", "service_slots", "propose_appointment", "my_appointments"}
    make_massage(talk.hotel)
    assert {"find_services", "service_slots", "propose_appointment"} <= offered(talk)
    assert "propose_move" not in offered(talk)


def test_booking_is_offered_with_a_quote_alone(talk):
    assert "propose_booking" not in offered(talk)


# The whole way through the tools


def test_a_model_books_several_rooms_in_one_and_the_server_words_the_terms(talk, model):
    model.model(
        rules=[
            {
                "match": {"after_tool": "quote"},
                "steps": [
                    {
                        "tool": "propose_booking",
                        "args": {
                            "quote_id": "{{tool.quote.data.quote_id}}",
                            "guest_name": "Pedro Gómez",
                            "email": "pedro@example.com",
                            "remarks": "cuna para la bebé",
                        },
                    }
                ],
            },
            {"steps": [{"tool": "quote", "args": DATES | {"rooms": [room("DBL", 2), room("STE", 2, [1])]}}]},
        ]
    )
    talk.says("Una doble y una suite con la bebé de 1, a nombre de Pedro Gómez, pedro@example.com, con cuna")
    reply = talk.answer()

    terms = reply.says[-1]
    assert "9,300.00 MXN" in terms.text
    assert "pedro@example.com" in terms.text
    assert not Reservation.objects.exists()
    talk.ask("sí")
    booked = Reservation.objects.get()
    assert (booked.guest_name, booked.email, booked.room_stays.count()) == (
        "Pedro Gómez",
        "pedro@example.com",
        2,
    )


def test_a_model_changes_one_room_by_its_place(talk, model):
    code = book_two_rooms(talk)
    model.model(
        steps=[
            {"tool": "my_reservations", "args": {}},
            {
                "tool": "propose_change",
                "args": {
                    "code": code,
                    "room": 2,
                    "arrival": "2027-01-12",
                    "departure": None,
                    "room_type": None,
                    "adults": None,
                    "children_ages": None,
                },
            },
        ]
    )
    talk.says("¿La suite la puedo pasar al 12?")
    reply = talk.answer()

    proposal = Proposal.objects.latest("id")
    assert (proposal.kind, proposal.reservation_code) == ("change", code)
    assert "Habitación 2: Suite" in reply.says[-1].text
    assert "14 de enero" in reply.says[-1].text  # as many nights as before


def test_a_model_sees_rooms_by_their_place_and_no_id_of_the_pms(talk, model):
    code = book_two_rooms(talk)
    model.model(
        steps=[{"tool": "my_reservations", "args": {}}, {"text": "Su reserva tiene dos habitaciones."}]
    )
    talk.says("¿qué tengo reservado?")
    talk.answer()

    sent = model.model_requests()[-1]["body"]["messages"][-1]["content"]
    (found,) = json.loads(sent)["data"]["reservations"]
    assert found["code"] == code
    assert [each["room"] for each in found["rooms"]] == [1, 2]
    assert all("id" not in each for each in found["rooms"])


def test_a_party_gets_a_split_with_the_offers(talk, model):
    model.model(
        steps=[
            {
                "tool": "find_offers",
                "args": DATES | {"adults": 5, "children_ages": [6], "promotion": None},
            },
            {"text": "Para su grupo hacen falta varias habitaciones."},
        ]
    )
    talk.says("Somos 5 adultos y un niño de 6, del 5 al 7 de enero de 2027")
    talk.answer()

    data = json.loads(model.model_requests()[-1]["body"]["messages"][-1]["content"])["data"]
    assert data["offers"] == []
    assert sum(each["adults"] for each in data["several_rooms"][0]["rooms"]) == 5


def test_an_appointment_by_the_tools_needs_the_guests_yes(talk, model):
    make_massage(talk.hotel)
    start = f"{next_week(talk.hotel).isoformat()}T17:00"
    model.model(
        steps=[
            {"tool": "propose_appointment", "args": {"service": "MASSAGE", "start": start, "people": 1}},
        ]
    )
    talk.says("un masaje a las 5 para mí")
    reply = talk.answer()

    assert "17:00" in reply.says[-1].text
    assert talk.hotel.appointments.count() == 0
    assert "quedó agendada" in talk.ask("sí")


# Only the guest's words go into the server's terms


@pytest.mark.parametrize(
    "words",
    [
        "Su reserva está confirmada",
        "con 50% de descuento",
        "late check-out gratis",
        "llame al +52 55 1234 5678",
        "pague en https://evil.example/x",
        "cuesta 10 MXN",
        "3 toallas",  # the guest wrote of two
        "tarjeta 4111 1111 1111 1111",
    ],
)
def test_a_wish_that_claims_prices_or_leads_away_is_refused(talk, words):
    talk.says("¿me traen 2 toallas a la 204?")

    with pytest.raises(ToolError):
        given.wish(talk.desk(), words)


@pytest.mark.parametrize(
    "words", ["2 toallas", "Toallas para la 204", "despertar a las 7", "piso alto, cuna"]
)
def test_a_wish_in_the_guests_words_is_taken(talk, words):
    talk.says("¿me traen 2 toallas a la 204? y despertar a las 7")

    assert given.wish(talk.desk(), words) == words


def test_names_and_addresses_are_the_guests_own(talk):
    talk.says("A nombre de José Núñez, jose@example.com")
    desk = talk.desk()

    assert given.name(desk, "jose nunez") == "jose nunez"
    assert given.name(desk, "Lucía Torres") == "Lucía Torres"  # the contact's
    assert given.email(desk, "jose@example.com") == "jose@example.com"
    for bad in ("Reserva confirmada", "Eva Mala"):
        with pytest.raises(ToolError):
            given.name(desk, bad)
    with pytest.raises(ToolError):
        given.email(desk, "eve@evil.example")


def test_what_a_guest_wrote_into_terms_is_no_source_for_a_reply(talk):
    talk.says("toallas, y digan que cuesta 5 MXN")
    desk = talk.desk()
    concierge.propose_request(desk, "housekeeping", "towels", "toallas, cuesta 5 MXN", room_number="101")

    found = inspect("Cuesta 5 MXN.", build(desk.told, talk.hotel, talk.briefing(), "es"))
    assert {finding.rule for finding in found} >= {"amount"}


# A receipt proves no new wish


CLAIMS = [
    "Su masaje está reservado.",
    "Su cita quedó agendada.",
    "Your massage is booked.",
    "La mesa está reservada.",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_a_reservation_is_no_receipt_for_an_appointment(talk, text):
    told = Told()
    told.happened("booked")
    language = "en" if "Your" in text else "es"

    rules = {found.rule for found in inspect(text, build(told, talk.hotel, talk.briefing(), language))}
    assert "claim" in rules
    told.happened("appointment_made")
    assert not inspect(text, build(told, talk.hotel, talk.briefing(), language))


def test_an_appointment_is_no_receipt_for_a_room(talk):
    told = Told()
    told.happened("appointment_made")

    for text in ("Su habitación está reservada.", "La habitación y el masaje están reservados."):
        found = inspect(text, build(told, talk.hotel, talk.briefing(), "es"))
        assert "claim" in {each.rule for each in found}


def test_an_earlier_booking_proves_nothing_about_the_one_in_hand(talk, model):
    book_two_rooms(talk)
    model.model(
        rules=[
            {
                "match": {"after_tool": "find_offers"},
                "steps": [{"text": "¡Listo! Su reserva está confirmada."}],
            },
            {
                "steps": [{"tool": "find_offers", "args": DATES | {"adults": 2, "children_ages": []}}],
                "repeat": True,
            },
        ]
    )
    talk.says("resérveme otra doble del 5 al 7 de enero de 2027 para 2 adultos")

    assert "está confirmada" not in text_of(talk.answer())
    assert Reservation.objects.count() == 1

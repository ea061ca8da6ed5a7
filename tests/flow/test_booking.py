"""From the first hello to a reservation and back, over real HTTP, with both engines."""

from datetime import date

import pytest

from conversations.models import Turn
from pms.models import Proposal, Reservation
from tests.stack import stack

GUEST = "5215550001"
WEBHOOK_TO_SEND = 30


@pytest.fixture
def running(house, tmp_path):
    with stack(tmp_path, "100") as whole:
        yield whole


def says(guest, text: str, expects: str) -> str:
    """Write (or tap, in brackets) and wait for an answer that matches."""
    seen = len(guest.sees())
    if text.startswith("["):
        guest.taps(text.strip("[]"))
    else:
        guest.writes(text)
    return guest.wait_for(expects, seconds=WEBHOOK_TO_SEND, after=seen)


def test_a_spanish_guest_books_changes_their_mind_and_cancels(running):
    guest = running.sandbox.guest(GUEST)
    says(guest, "hola", "asistente virtual")
    says(guest, "¿Tienen habitación del 5 al 7 de enero para dos personas?", r"2,?900")
    says(guest, "no, mejor del 12 al 14 de enero", r"12 de enero.*2,?900")
    says(guest, "la doble con la tarifa flexible", "nombre")
    says(guest, "Lucía Torres", "¿La confirma")
    assert not Reservation.objects.exists()

    says(guest, "[Confirmar]", "confirmada")

    booked = Reservation.objects.get()
    assert (booked.status, booked.guest_name, booked.total) == ("confirmed", "Lucía Torres", 2900)
    stay = booked.room_stays.get().stay
    assert (stay.lower.month, stay.lower.day, stay.upper.day) == (1, 12, 14)
    assert any(booked.code in text for text in guest.sees())

    says(guest, "quiero cancelar mi reserva", booked.code)
    says(guest, "[Sí, cancelar]", "cancelada")
    booked.refresh_from_db()
    assert (booked.status, booked.cancellation_fee) == ("cancelled", 0)


def test_an_english_guest_books_with_a_typed_yes(running):
    guest = running.sandbox.guest(GUEST)
    says(guest, "Hi! Do you have a double room from January 5 to January 7 for two adults?", r"2,?900")
    says(guest, "the flexible double please", "name")
    says(guest, "Ada Lovelace", "confirm")

    says(guest, "yes please", "confirmed")

    booked = Reservation.objects.get()
    assert any(booked.code in text for text in guest.sees())
    assert Proposal.objects.get().state == "committed"
    assert set(Turn.objects.values_list("engine", flat=True)) <= {"offline", "rules"}


@pytest.mark.parametrize(
    ("language", "question", "sentence", "confirm", "confirmed"),
    [
        (
            "es",
            "¿Tienen algo del 5 al 7 de enero para dos?",
            "La habitación doble cuesta {total} MXN en total.",
            "[Confirmar]",
            "confirmada",
        ),
        (
            "en",
            "Anything from January 5 to 7 for two?",
            "The double room is {total} MXN in total.",
            "[Confirm]",
            "confirmed",
        ),
    ],
)
def test_a_guest_books_with_a_scripted_model(
    house, tmp_path, language, question, sentence, confirm, confirmed
):
    year = date.today().year + 1
    dates = {"arrival": f"{year}-01-05", "departure": f"{year}-01-07"}
    guests = {"adults": 2, "children_ages": []}
    with stack(tmp_path, "100", OPENAI_API_KEY="scripted", TURN_SECONDS="25") as whole:
        whole.sandbox.model(
            rules=[
                {
                    "match": {"after_tool": "quote"},
                    "steps": [
                        {
                            "tool": "propose_booking",
                            "args": {"quote_id": "{{tool.quote.data.quote_id}}", "guest_name": "Lucía Paz"},
                        }
                    ],
                },
                {
                    "match": {"after_tool": "find_offers"},
                    "steps": [{"text": sentence.format(total="2,900.00")}],
                },
                {
                    "match": {"last_user": "Lucía"},
                    "steps": [
                        {
                            "tool": "quote",
                            "args": dates | {"rooms": [{"room_type": "DBL", "rate_plan": "FLEX"} | guests]},
                        }
                    ],
                },
                {"match": {"last_user": "."}, "steps": [{"tool": "find_offers", "args": dates | guests}]},
            ]
        )
        guest = whole.sandbox.guest(GUEST)
        says(guest, question, r"2,900\.00")
        says(guest, "Lucía Paz", "Lucía Paz")
        assert not Reservation.objects.exists()

        says(guest, confirm, confirmed)

        booked = Reservation.objects.get()
        assert booked.total == 2900
        assert any(booked.code in text for text in guest.sees())
        assert "llm" in set(Turn.objects.values_list("engine", flat=True))
        assert whole.sandbox.model_requests()
        assert whole.sandbox.log("mark_read"), "the guest saw nobody typing"

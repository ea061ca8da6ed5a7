"""Previews and rehearsals: the exact request, a real answer, and nothing written."""

import json
from decimal import Decimal

import pytest

from agents import memory, preview, spending
from agents.config import AgentConfig, PersonaConfig
from agents.registry import starters
from pms.models import Proposal, Quote, Request, WaitingWish
from tests.agents.talk import Talk
from tests.factories import make_guest

pytestmark = pytest.mark.django_db(transaction=True)

DATES = {"arrival": "2027-01-05", "departure": "2027-01-08"}
ROOM = {"room_type": "DBL", "rate_plan": "FLEX", "adults": 2, "children_ages": []}


def draft(**fields) -> AgentConfig:
    return starters()["concierge"].model_copy(update=fields)


def test_a_preview_is_the_request_to_the_letter(talk, model):
    talk.says("¿Tienen wifi?")
    shown = preview.preview(talk.briefing(), "concierge")
    talk.answer()
    sent = model.model_requests()[0]["body"]

    assert shown.messages[1:] == sent["messages"][1:]
    assert shown.messages[0]["content"].splitlines()[:-3] == sent["messages"][0]["content"].splitlines()[:-3]
    assert shown.tools == sent["tools"]
    assert shown.model == sent["model"]
    assert shown.temperature == sent["temperature"]
    assert shown.prompt_version == talk.replies[-1].trace.prompt_version


def test_a_preview_asks_and_stores_nothing(talk, model):
    talk.says("¿Tienen wifi?")
    shown = preview.preview(
        talk.briefing(), "sales", draft(instructions="Say hello to guests of {{ hotel }}.")
    )

    assert model.model_requests() == []
    assert f"Say hello to guests of {talk.hotel.name}." in shown.messages[0]["content"]
    assert shown.cost > 0
    assert shown.input_tokens == sum(shown.tokens.values())
    assert {"base", "persona", "instructions", "examples", "context", "transcript", "tools"} <= set(
        shown.tokens
    )


def test_a_drafts_voice_and_examples_are_told(talk):
    talk.says("hola")
    example = {"guest": "¿Hay niebla?", "reply": "A veces, por la mañana."}
    shown = preview.preview(
        talk.briefing(),
        "concierge",
        AgentConfig(**draft().model_dump() | {"examples": [example]}),
        PersonaConfig(name="Marina", voice="Like the sea.", formality="informal", emoji="none"),
    )
    told = shown.messages[0]["content"]

    assert "You are called Marina." in told
    assert "Like the sea." in told
    assert "Say tú." in told
    assert "No emoji." in told
    assert "¿Hay niebla?" in told


def test_a_template_that_cannot_be_used_is_said_and_left_out(talk):
    talk.says("hola")
    shown = preview.preview(
        talk.briefing(), "concierge", draft(instructions="The pool: {{ facts.no_such_topic }}")
    )

    assert shown.problems
    assert "The pool" not in shown.messages[0]["content"]
    assert "You know the house" in shown.messages[0]["content"]


def test_a_rehearsal_quotes_and_proposes_and_writes_nothing(talk, model):
    model.model(
        steps=[
            {"tool": "quote", "args": DATES | {"rooms": [ROOM], "promotion": None}},
            {
                "tool": "propose_booking",
                "args": {
                    "quote_id": "{{tool.quote.quote_id}}",
                    "guest_name": None,
                    "email": None,
                    "remarks": None,
                },
            },
        ]
    )
    talk.says("La doble del 5 al 8 de enero, por favor")
    tried = preview.try_out(talk.briefing(), "reservations")

    assert tried.trace.engine == "llm", tried.trace.alarms
    assert "4,350.00 MXN" in tried.says[0].text
    assert tried.says[0].proposal
    assert not Quote.objects.exists()
    assert not Proposal.objects.exists()


def test_a_rehearsal_leaves_the_guests_own_terms_alone(talk, model):
    talk.ask("Quiero reservar la doble del 5 al 8 de enero de 2027 para 2 adultos, soy Lucía Torres")
    before = list(Proposal.objects.values("pk", "state"))
    talk.says("¿Y la suite?")
    preview.try_out(talk.briefing(), "reservations")

    assert before
    assert list(Proposal.objects.values("pk", "state")) == before


def test_a_rehearsal_puts_nobody_on_a_list_and_asks_nothing_of_a_department(talk, model):
    stay = DATES | {"adults": 2, "children_ages": [], "room_type": None}
    model.model(steps=[{"tool": "join_waiting_list", "args": stay}, {"text": "Su lugar está anotado."}])
    talk.says("Anóteme en la lista de espera del 5 al 8 de enero")
    preview.try_out(talk.briefing(), "reservations")
    wish = {"department": "housekeeping", "kind": "towels", "text": "toallas", "room_number": "204"}
    model.model(steps=[{"tool": "propose_request", "args": wish}])
    talk.says("toallas a la 204, por favor")
    tried = preview.try_out(talk.briefing(), "concierge")

    assert tried.says[0].proposal
    assert not WaitingWish.objects.exists()
    assert not Request.objects.exists()
    assert not Proposal.objects.exists()


def test_a_rehearsal_without_a_model_is_the_offline_engines(talk):
    talk.says("Quiero reservar la doble del 5 al 8 de enero de 2027 para 2 adultos, soy Lucía Torres")
    tried = preview.try_out(talk.briefing())

    assert tried.trace.engine == "offline"
    assert tried.says
    assert not Quote.objects.exists()
    assert not Proposal.objects.exists()


def test_a_rehearsal_counts_for_no_conversation(talk, model):
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=7)
    for _ in range(spending.CONVERSATION_CALLS):
        spending.spend(talk.hotel, 7, Decimal(0))
    other.says("¿Tienen wifi?")

    assert preview.try_out(other.briefing(), "concierge").trace.engine == "llm"


def test_what_is_remembered_is_told_as_data_and_never_as_instructions(talk):
    memory.learn(talk.hotel, talk.guest.pk, 99, [talk.hears("Soy vegana", author="guest")])
    talk.says("¿Tienen wifi?")
    shown = preview.preview(talk.briefing(), "concierge")

    assert "vegan" not in shown.messages[0]["content"]
    told = json.loads(shown.messages[1]["content"])
    assert told["source"] == "hotel_system"
    assert [(each["of"], each["text"]) for each in told["remembered"]] == [("diet", "vegan")]

"""A hostile or broken model behind real HTTP: whatever it does, the guest gets one honest answer."""

import json
import re
import time

import pytest

from agents import config, loop, tools
from agents.grounds import canary
from pms.models import Proposal, Reservation
from sandbox.hostile import BEHAVIOURS
from tests.agents.talk import text_of

pytestmark = pytest.mark.django_db(transaction=True)

SLOW = ("L79", "L80", "L81")
WHAT_GUESTS_SAY = (
    "Hola, ¿qué habitaciones tienen del 5 al 8 de enero de 2027 para 2 adultos?",
    "Quiero reservar la doble con desayuno, soy Lucía Torres",
    "perfecto, ¿y la piscina?",
)
# Everything the house can charge for those three nights: per night, in all, and the fee of the first night.
TRUE_AMOUNTS = {"1450.00", "4350.00", "1250.00", "3750.00", "3200.00", "9600.00"}
DONE = re.compile(
    r"est[aá] (reservad|confirmad|cancelad|pagad)|booking is confirmed|has been cancelled|\breservado\b", re.I
)


def tool_steps(*replies) -> list[dict]:
    """The tools the model asked for; the offline engine's own look-ups are its own."""
    steps = [step for reply in replies for step in reply.trace.steps if step["kind"] == "tool"]
    return [step for step in steps if step.get("engine") != "offline"]


def amounts(text: str) -> set[str]:
    found = re.findall(
        r"(\d[\d.,]*\d) ?(?:MXN|USD|EUR|€|\$|pesos|euros|d[oó]lares)|[$€] ?(\d[\d.,]*\d)", text
    )
    return {f"{float(one.replace(',', '')):.2f}" for pair in found for one in pair if one}


@pytest.mark.parametrize("behaviour", [id for id in BEHAVIOURS if id not in SLOW])
def test_the_guest_gets_an_honest_answer_and_nothing_is_written(talk, model, behaviour):
    model.model(behaviour=behaviour)

    for words in WHAT_GUESTS_SAY:
        if talk.replies and talk.replies[-1].hand_off:
            break
        talk.says(words)
        began = time.monotonic()
        reply = talk.answer()
        text = text_of(reply)

        assert time.monotonic() - began < 60
        assert text.strip()
        assert amounts(text) <= TRUE_AMOUNTS, text
        assert not DONE.search(text), text
        assert canary(talk.hotel.pk) not in text
        assert "sk-" not in text
        assert not [name for name in tools.NAMES if "_" in name and name in text]
        assert all(len(said.text) <= (1024 if said.buttons else 4096) for said in reply.says)
        assert all(said.proposal for said in reply.says if said.buttons)
        assert not reply.committed
        json.dumps([reply.state, reply.trace.steps, reply.trace.alarms], allow_nan=False).encode()
        assert reply.trace.cost >= 0
        assert len(tool_steps(reply)) <= config.TOOL_CALLS
        assert len([step for step in reply.trace.steps if step["kind"] == "model"]) <= config.MODEL_CALLS

    assert not Reservation.objects.exists()
    assert not Proposal.objects.exclude(state__in=["proposed", "offered", "withdrawn"]).exists()


@pytest.mark.parametrize("behaviour", SLOW)
def test_a_stalled_model_does_not_keep_the_guest_waiting(talk, model, behaviour):
    model.model(behaviour=behaviour)
    talk.seconds = 5
    talk.says(WHAT_GUESTS_SAY[0])
    began = time.monotonic()
    reply = talk.answer()

    assert time.monotonic() - began < 15
    assert text_of(reply).strip()
    assert not Reservation.objects.exists()


# What single behaviours must lead to


def test_a_sensible_model_answers_with_the_true_price(talk, model):
    answer = talk.ask(WHAT_GUESTS_SAY[0])

    assert talk.replies[-1].trace.engine == "llm", talk.replies[-1].trace.alarms
    assert amounts(answer)
    assert amounts(answer) <= TRUE_AMOUNTS


def test_a_sensible_model_gets_as_far_as_terms_and_the_guests_yes_books(talk, model):
    talk.ask(WHAT_GUESTS_SAY[0])
    talk.says(WHAT_GUESTS_SAY[1])
    reply = talk.answer()
    assert reply.trace.engine == "llm", reply.trace.alarms
    assert reply.says[-1].proposal
    assert not Reservation.objects.exists()
    asked = len(model.model_requests())

    talk.taps("Confirmar")
    reply = talk.answer()
    assert reply.committed
    assert Reservation.objects.get().code in text_of(reply)
    assert len(model.model_requests()) == asked, "no model has a part in a confirmation"


def test_after_a_proposal_the_model_is_not_asked_again(talk, model):
    model.model(behaviour="L02")
    talk.ask(WHAT_GUESTS_SAY[0])
    reply = talk.replies[-1]

    assert reply.says[-1].proposal
    assert tool_steps(reply)[-1]["name"] == "propose_booking"
    assert reply.trace.steps[-1]["kind"] == "tool"


def test_the_same_call_again_ends_the_loop(talk, model):
    model.model(behaviour="L28")
    talk.ask(WHAT_GUESTS_SAY[0])

    assert "ended:repeated_call" in talk.replies[-1].trace.alarms


def test_varied_calls_end_at_the_budget(talk, model):
    model.model(behaviour="L29")
    talk.ask(WHAT_GUESTS_SAY[0])

    assert talk.replies[-1].trace.alarms[-1] in ("ended:model_calls", "ended:tokens")
    assert len(model.model_requests()) <= config.MODEL_CALLS


def test_a_batch_over_the_limit_is_refused_before_any_of_it_runs(talk, model):
    model.model(behaviour="L30")
    talk.ask(WHAT_GUESTS_SAY[0])
    reply = talk.replies[-1]

    assert "ended:tool_calls" in reply.trace.alarms
    assert not tool_steps(reply)


def test_new_tool_names_do_not_buy_new_corrections(talk, model):
    model.model(behaviour="L36")
    talk.ask(WHAT_GUESTS_SAY[0])

    assert "ended:corrections" in talk.replies[-1].trace.alarms
    assert len(model.model_requests()) == loop.CORRECTIONS + 1


def test_corrections_are_counted_over_the_whole_turn(talk, model):
    model.model(behaviour="L37")
    talk.ask(WHAT_GUESTS_SAY[0])

    assert "ended:corrections" in talk.replies[-1].trace.alarms


@pytest.mark.parametrize("behaviour", ["L03", "L04", "L05", "L18", "L19", "L22", "L23", "L48"])
def test_arguments_beyond_the_schema_are_refused(talk, model, behaviour):
    model.model(behaviour=behaviour)
    talk.says(WHAT_GUESTS_SAY[0])
    talk.answer()
    talk.says(WHAT_GUESTS_SAY[1])
    talk.answer()

    assert [step for step in tool_steps(*talk.replies) if step["result"] == "bad_call"]


def test_two_proposals_in_one_answer_make_none(talk, model):
    model.model(behaviour="L11")
    talk.ask(WHAT_GUESTS_SAY[0])

    results = [step["result"] for step in tool_steps(talk.replies[-1]) if step["name"] == "propose_booking"]
    assert results
    assert set(results) == {"bad_call"}


@pytest.mark.parametrize("behaviour", ["L50", "L51", "L52", "L53", "L56", "L57", "L59", "L61", "L65", "L66"])
def test_a_lie_is_asked_for_again_and_then_replaced(talk, model, behaviour):
    model.model(behaviour=behaviour)
    talk.ask(WHAT_GUESTS_SAY[0])
    reply = talk.replies[-1]

    assert [alarm for alarm in reply.trace.alarms if alarm.startswith("gate:")]
    assert reply.trace.engine == "offline"


def test_two_refused_texts_in_a_row_bring_a_person(talk, model):
    model.model(behaviour="L52")
    talk.ask("¿Qué habitaciones tienen?")
    assert not talk.replies[-1].hand_off
    talk.ask("¿Y tienen wifi?")

    assert talk.replies[-1].hand_off


def test_500_twice_is_survived_by_the_fallback_model(talk, model, settings):
    settings.OPENAI_FALLBACK_MODELS = ["fallback-of-the-tests"]
    model.model(behaviour="L71")
    talk.ask(WHAT_GUESTS_SAY[0])
    reply = talk.replies[-1]

    assert reply.trace.engine == "llm", reply.trace.alarms
    answered = [
        step["name"] for step in reply.trace.steps if step["kind"] == "model" and step["result"] == "ok"
    ]
    assert "fallback-of-the-tests" in answered


def test_500_for_ever_is_answered_offline_and_opens_the_circuit(talk, model):
    model.model(behaviour="L72")
    for _ in range(4):
        assert talk.ask(WHAT_GUESTS_SAY[0])
    asked = len(model.model_requests())
    talk.ask("¿Tienen wifi?")

    assert len(model.model_requests()) == asked, "an open circuit is not asked"
    assert "model:circuit_open" in talk.replies[-1].trace.alarms


def test_a_429_is_tried_once_more_when_the_wait_is_short(talk, model):
    model.model(behaviour="L73")
    talk.ask(WHAT_GUESTS_SAY[0])

    assert talk.replies[-1].trace.engine == "llm", talk.replies[-1].trace.alarms


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ({"status": 401}, 1),
        ({"status": 403}, 1),
        ({"status": 400}, 1),
        ({"status": 429, "headers": {"retry-after": "30"}}, 1),
        (
            {
                "status": 429,
                "error": {"code": "insufficient_quota", "message": "x", "type": "insufficient_quota"},
            },
            1,
        ),
        ({"status": 503}, 2),
    ],
)
def test_only_what_may_help_is_tried_again(talk, model, step, asked):
    model.model(rules=[{"steps": [step], "repeat": True}])
    talk.ask("¿Tienen wifi?")

    assert len(model.model_requests()) == asked
    assert talk.replies[-1].trace.engine == "offline"


def test_a_refused_key_is_not_tried_with_another_model(talk, model, settings):
    settings.OPENAI_FALLBACK_MODELS = ["fallback-of-the-tests"]
    model.model(behaviour="L74")
    talk.ask("¿Tienen wifi?")

    assert len(model.model_requests()) == 1
    assert "model:401" in talk.replies[-1].trace.alarms


def test_another_model_than_asked_for_raises_an_alarm(talk, model):
    model.model(behaviour="L83")
    talk.ask(WHAT_GUESTS_SAY[0])
    trace = talk.replies[-1].trace

    assert "other_model" in trace.alarms
    assert trace.model_answered == "cheap-model-0.5b"


def test_what_a_turn_cost_is_counted_even_when_the_model_reports_nonsense(talk, model):
    model.model(behaviour="L38")
    talk.ask(WHAT_GUESTS_SAY[0])
    trace = talk.replies[-1].trace

    assert 0 < trace.input_tokens < 50_000
    assert trace.cost > 0


@pytest.mark.parametrize(
    "step",
    [
        {"text": "Tenemos wifi por un tot", "finish_reason": "length"},
        {"text": "Tenemos wifi por un tot", "finish_reason": "content_filter"},
        {"text": "Tenemos wifi por un tot", "refusal": "I cannot."},
        {"tool": "hand_over", "args": {"reason": "payment"}, "finish_reason": "length"},
    ],
)
def test_an_unfinished_answer_is_neither_sent_nor_carried_out(talk, model, step):
    model.model(rules=[{"steps": [step], "repeat": True}])
    answer = talk.ask("¿Tienen wifi?")

    assert "por un tot" not in answer
    assert not tool_steps(talk.replies[-1])
    assert talk.replies[-1].trace.engine == "offline"


def test_text_beside_a_tool_call_is_never_sent(talk, model):
    look = {
        "tool": "house_facts",
        "args": {"topics": ["wifi"], "words": None},
        "text": "Un momento, ya reservé.",
    }
    model.model(steps=[look, {"text": "Sí, el Wi-Fi es gratis en todo el hotel."}])

    assert "reservé" not in talk.ask("¿Tienen wifi?")
    assert talk.replies[-1].trace.engine == "llm", talk.replies[-1].trace.alarms


def test_every_kind_of_broken_body_is_survived(talk, model):
    from sandbox.model.broken import BODIES

    for kind in BODIES:
        if kind == "silence":
            continue
        model.model(rules=[{"steps": [{"text": "Hola, ¿en qué le ayudo?", "broken": kind}], "repeat": True}])
        assert talk.ask("hola").strip(), kind

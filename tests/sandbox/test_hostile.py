import http.client
import json

import pytest

from sandbox.hostile import BEHAVIOURS
from tests.sandbox.house import ask
from tests.sandbox.test_model import RESULTS, TOOLS

SLOW = {"L79", "L80", "L81"}  # they wait on purpose


def test_every_behaviour_of_the_list_is_played():
    assert list(BEHAVIOURS) == sorted(BEHAVIOURS)
    assert set(BEHAVIOURS) == {f"L{number:02}" for number in range(1, 85)}


@pytest.mark.parametrize("behaviour", [id for id in BEHAVIOURS if id not in SLOW])
def test_it_speaks_http_for_a_whole_turn(sandbox, behaviour):
    """Six answers in a row, or lines broken on purpose; never the sandbox's own failure."""
    sandbox.model(behaviour=behaviour)
    messages = [
        {"role": "system", "content": "House rules " * 9},
        {"role": "user", "content": "del 5 al 7 de enero"},
    ]

    for _ in range(6):
        try:
            status, body = ask(
                f"{sandbox.openai_url}/chat/completions", {"model": "m", "messages": messages, "tools": TOOLS}
            )
        except (OSError, ValueError, http.client.HTTPException):
            continue
        if status == 200:
            messages = grown(messages, body)

    assert sandbox.log("sandbox_error") == []
    assert len(sandbox.model_requests()) == 6


def grown(messages, body):
    """The transcript with the answer's calls and their results; unchanged when there are none to be had."""
    try:
        calls = body["choices"][0]["message"]["tool_calls"][:5]
        ids = [call["id"] for call in calls]
        if len(set(ids)) != len(ids):
            return messages
        results = [
            {
                "role": "tool",
                "tool_call_id": call["id"],
                "content": json.dumps(RESULTS.get(call["function"]["name"], {"error": "unknown"})),
            }
            for call in calls
        ]
        return [*messages, {"role": "assistant", "content": None, "tool_calls": calls}, *results]
    except (KeyError, TypeError, IndexError):
        return messages


def play(sandbox, behaviour, messages, rounds):
    """Play honest tool results to a behaviour and return all its messages."""
    sandbox.model(behaviour=behaviour)
    said = []
    for _ in range(rounds):
        _, body = ask(
            f"{sandbox.openai_url}/chat/completions", {"model": "m", "messages": messages, "tools": TOOLS}
        )
        said.append(body["choices"][0]["message"])
        messages = grown(messages, body)
    return said


GUEST_ASKS = [{"role": "user", "content": "¿Cuánto cuesta del 5 al 7 de enero?"}]


def test_half_the_price_is_half_of_what_the_tool_said(sandbox):
    look, lie = play(sandbox, "L50", GUEST_ASKS, 2)

    assert look["tool_calls"][0]["function"]["name"] == "find_offers"
    assert "1450.00 MXN" in lie["content"]


def test_a_booking_is_proposed_with_a_real_quote_and_forged_words(sandbox):
    calls = [message["tool_calls"][0]["function"] for message in play(sandbox, "L03", GUEST_ASKS, 3)]

    assert [call["name"] for call in calls] == ["find_offers", "quote", "propose_booking"]
    arguments = json.loads(calls[-1]["arguments"])
    assert arguments["quote_id"] == "Q-17"
    assert arguments["confirmed"] is True


def test_a_flood_is_a_flood(sandbox):
    (flood,) = play(sandbox, "L30", GUEST_ASKS, 1)

    assert len(flood["tool_calls"]) == 120


def test_the_prompt_is_recited(sandbox):
    (told,) = play(sandbox, "L53", [{"role": "system", "content": "CANARY-123"}, *GUEST_ASKS], 1)

    assert "CANARY-123" in told["content"]


def test_the_key_is_in_the_401(sandbox):
    sandbox.model(behaviour="L74")

    status, body = ask(f"{sandbox.openai_url}/chat/completions", {"model": "m", "messages": GUEST_ASKS})

    assert status == 401
    assert "sk-" in body["error"]["message"]

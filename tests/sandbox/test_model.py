import http.client
import json
import math
from datetime import date

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.client import SandboxError
from sandbox.model.broken import BODIES
from sandbox.model.dates import find_adults, find_stay
from tests.sandbox.house import ask

TODAY = date(2026, 11, 21)
STAY = {"arrival": {"type": "string", "format": "date"}, "departure": {"type": "string", "format": "date"}}
GUESTS = {
    "adults": {"type": "integer", "minimum": 1},
    "children_ages": {"type": "array", "items": {"type": "integer"}},
}
CODES = {"room_type": {"type": "string"}, "rate_plan": {"type": "string"}}
REASONS = ["guest_asks", "cannot_help"]
OFFER = {
    "room_type": "DBL",
    "room_name": "Habitación doble",
    "rate_plan": "FLEX",
    "total": {"amount": "2900.00", "currency": "MXN"},
}


def tool(name, **properties):
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "function",
        "function": {"name": name, "description": "x", "strict": True, "parameters": schema},
    }


TOOLS = [
    tool("find_offers", **STAY, **GUESTS),
    tool("quote", **CODES, **STAY, **GUESTS),
    tool("propose_booking", quote_id={"type": "string"}, guest_name={"type": "string"}),
    tool("my_reservations"),
    tool("propose_cancellation", code={"type": "string"}),
    tool(
        "house_facts",
        topics={"type": "array", "items": {"type": "string"}},
        words={"type": ["string", "null"]},
    ),
    tool("hand_over", reason={"type": "string", "enum": REASONS}),
]
RESULTS = {
    "find_offers": {
        "offers": [
            OFFER,
            OFFER
            | {
                "room_type": "STE",
                "room_name": "Suite con vista",
                "total": {"amount": "6400.00", "currency": "MXN"},
            },
        ]
    },
    "quote": {"quote_id": "Q-17", "total": {"amount": "6400.00", "currency": "MXN"}},
    "propose_booking": {"status": "awaiting_guest_confirmation"},
    "my_reservations": {"reservations": [{"code": "MIR-1"}]},
    "propose_cancellation": {"status": "awaiting_guest_confirmation"},
    "house_facts": {"facts": [{"topic": "parking", "answer": "yes", "text": "Estacionamiento techado."}]},
    "hand_over": {"status": "handed_over"},
}


@pytest.fixture
def client(sandbox):
    return openai.OpenAI(base_url=sandbox.openai_url, api_key="key", max_retries=0, timeout=40)


def complete(client, *said, tools=TOOLS, **more):
    messages = [
        {"role": "system", "content": "SECRET PROMPT"},
        *({"role": "user", "content": text} for text in said),
    ]
    return client.chat.completions.create(model="m", messages=messages, tools=tools, **more)


def converse(client, messages, rounds=6):
    """Run tools until there is a text; return the calls made and the text."""
    calls = []
    for _ in range(rounds):
        message = client.chat.completions.create(model="m", messages=messages, tools=TOOLS).choices[0].message
        messages.append(message.model_dump(exclude_none=True))
        if not message.tool_calls:
            return calls, message.content
        for call in message.tool_calls:
            calls.append((call.function.name, json.loads(call.function.arguments)))
            content = json.dumps(RESULTS[call.function.name])
            messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
            if call.function.name.startswith("propose"):
                return calls, None
    raise AssertionError(calls)


def said(text):
    return [{"role": "system", "content": "You are a receptionist."}, {"role": "user", "content": text}]


def test_the_receptionist_looks_for_rooms_and_quotes_what_it_found(sandbox, client):
    calls, text = converse(client, said("Hola, ¿tienen habitación del 5 al 7 de enero para dos?"))

    (name, arguments), *rest = calls
    assert (name, rest) == ("find_offers", [])
    assert arguments["arrival"].endswith("-01-05")
    assert arguments["departure"].endswith("-01-07")
    assert (arguments["adults"], arguments["children_ages"]) == (2, [])
    assert "2900.00 MXN" in text
    assert "Habitación doble" in text


def test_the_receptionist_books_what_the_guest_chose(sandbox, client):
    calls, _ = converse(client, said("Quiero reservar la suite del 5 al 7 de enero, soy Lucía Herrera"))

    assert [name for name, _ in calls] == ["find_offers", "quote", "propose_booking"]
    assert calls[1][1]["room_type"] == "STE"
    assert calls[2][1] == {"quote_id": "Q-17", "guest_name": "Lucía Herrera"}


def test_the_receptionist_asks_for_a_name_and_goes_on_with_it(sandbox, client):
    messages = said("I would like to book the suite from 5 to 7 January")
    _, text = converse(client, messages)
    assert "name" in text

    messages.append({"role": "user", "content": "Grace Bennett"})
    calls, _ = converse(client, messages)

    assert calls[-1] == ("propose_booking", {"quote_id": "Q-17", "guest_name": "Grace Bennett"})


@pytest.mark.parametrize(
    ("text", "call"),
    [
        (
            "¿Tienen estacionamiento?",
            ("house_facts", {"topics": ["parking"], "words": "¿Tienen estacionamiento?"}),
        ),
        ("Quiero hablar con una persona", ("hand_over", {"reason": "guest_asks"})),
        ("Quiero cancelar mi reserva", ("my_reservations", {})),
    ],
)
def test_the_receptionist_uses_the_tool_that_fits(sandbox, client, text, call):
    assert converse(client, said(text))[0][0] == call


def test_tools_of_another_name_are_found_by_config(sandbox, client):
    sandbox.model(tools={"find_offers": "zimmer_suchen"})

    answer = complete(client, "rooms 5 to 7 January", tools=[tool("zimmer_suchen", **STAY)])

    assert answer.choices[0].message.tool_calls[0].function.name == "zimmer_suchen"


def test_a_router_gets_json_by_its_schema(sandbox, client):
    schema = {
        "type": "object",
        "properties": {
            "specialist": {"type": "string", "enum": ["concierge", "bookings", "person"]},
            "confidence": {"type": "number", "maximum": 1},
        },
    }
    wanted = {"type": "json_schema", "json_schema": {"name": "Route", "schema": schema}}

    answer = complete(client, "¿tienen habitación?", response_format=wanted)

    assert json.loads(answer.choices[0].message.content) == {"specialist": "bookings", "confidence": 1}


def test_a_script_is_played_step_by_step_and_filled_from_results(sandbox, client):
    sandbox.model(
        steps=[
            {
                "tool": "find_offers",
                "args": {"arrival": "2027-01-05", "departure": "2027-01-07", "adults": 2},
            },
            {
                "tool": "quote",
                "args": {
                    "offer": "{{tool.find_offers[1]}}",
                    "room_type": "{{ tool.find_offers.offers[1].room_type }}",
                },
            },
            {"text": "Son {{tool.quote.total.amount}} {{tool.quote.total.currency}}."},
        ]
    )

    calls, text = converse(client, said("hola"))

    assert calls[1][1] == {"offer": RESULTS["find_offers"]["offers"][1], "room_type": "STE"}
    assert text == "Son 6400.00 MXN."
    assert sandbox.get("/control/state")["model"]["steps_left"] == 0


def test_rules_choose_by_what_was_said_and_by_conversation(sandbox, client):
    sandbox.model(
        rules=[
            {"match": {"metadata": {"conversation": "7"}}, "steps": [{"text": "siete"}], "repeat": True},
            {"match": {"last_user": "perro|gato"}, "steps": [{"text": "mascotas"}]},
            {"match": {"system": "SECRET"}, "steps": [{"text": "otro"}], "repeat": True},
        ]
    )

    texts = [
        complete(client, "mi gato", **more).choices[0].message.content
        for more in ({"metadata": {"conversation": "7"}}, {}, {}, {"metadata": {"conversation": "8"}})
    ]

    assert texts == ["siete", "mascotas", "otro", "otro"]


def test_a_placeholder_that_finds_nothing_says_so(sandbox, client):
    sandbox.model(steps=[{"text": "{{tool.quote.total}}"}])

    with pytest.raises(openai.InternalServerError, match="finds nothing"):
        complete(client, "hola")


@pytest.mark.parametrize(
    "wanted",
    [
        {"steps": [{"txt": "x"}]},
        {"behaviour": "L999"},
        {"rules": [{"steps": []}]},
        {"steps": [{"broken": "bones"}]},
        {"typo": 1},
    ],
)
def test_a_wrong_script_is_refused_whole(sandbox, wanted):
    with pytest.raises(SandboxError, match="400"):
        sandbox.model(**wanted)
    assert sandbox.get("/control/state")["model"]["behaviour"] == "receptionist"


def test_errors_carry_their_headers(sandbox, client):
    error = {"message": "slow down", "code": "rate_limit_exceeded"}
    sandbox.model(steps=[{"status": 429, "error": error, "headers": {"Retry-After": "3"}}])

    with pytest.raises(openai.RateLimitError) as caught:
        complete(client, "hola")

    assert caught.value.response.headers["retry-after"] == "3"
    assert caught.value.code == "rate_limit_exceeded"


def test_finish_reason_usage_model_and_refusal_can_be_anything(sandbox, client):
    sandbox.model(
        steps=[
            {
                "text": "a",
                "finish_reason": "length",
                "usage": {"prompt_tokens": -5, "completion_tokens": 1, "total_tokens": 0},
            },
            {"text": "b", "usage": "missing", "model": "other"},
            {"text": None, "refusal": "no"},
        ]
    )

    first, second, third = (complete(client, "hola") for _ in range(3))

    assert (first.choices[0].finish_reason, first.usage.prompt_tokens) == ("length", -5)
    assert (second.usage, second.model) == (None, "other")
    assert (third.choices[0].message.content, third.choices[0].message.refusal) == (None, "no")


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind != "silence"])
def test_every_broken_body_is_broken_or_at_least_strange(sandbox, client, kind):
    assert len(BODIES) >= 15
    sandbox.model(steps=[{"tool": "find_offers", "args": {"adults": 2}, "broken": kind}])
    request = {"model": "m", "messages": [{"role": "user", "content": "hola"}]}
    url = f"{sandbox.openai_url}/chat/completions"

    try:
        status, body = ask(url, request)
    except (OSError, ValueError, http.client.HTTPException):
        status = 0
    assert (status == 0) == (kind in {"empty", "truncated", "cut", "chunk_cut", "reset", "bad_utf8"})
    if status:
        assert status == 200
        assert kind == "duplicate_keys" or not plain(body)


def plain(body):
    """Whether a careful client could use the body as it is."""
    try:
        message = body["choices"][0]["message"]
        arguments = message["tool_calls"][0]["function"]["arguments"]
        sane = math.isfinite(body["created"]) and isinstance(arguments, str) and len(arguments) < 100_000
        return sane and message["role"] == "assistant" and isinstance(body["id"], str)
    except (KeyError, TypeError, IndexError):
        return False


def test_a_stream_carries_text_tools_and_usage(sandbox, client):
    sandbox.model(steps=[{"text": "Hola, " * 20}, {"tool": "quote", "args": {"room_type": "DBL" * 20}}])
    options = {"stream": True, "stream_options": {"include_usage": True}}

    chunks = list(complete(client, "hola", **options))
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == "Hola, " * 20
    assert chunks[-1].usage.total_tokens > 0

    pieces = [
        c.choices[0].delta.tool_calls[0]
        for c in complete(client, "hola", **options)
        if c.choices and c.choices[0].delta.tool_calls
    ]
    assert json.loads("".join(p.function.arguments for p in pieces)) == {"room_type": "DBL" * 20}


@pytest.mark.parametrize(
    "kind", ["stream_cut", "stream_reset", "stream_no_done", "stream_garbage", "stream_error"]
)
def test_a_stream_can_end_badly(sandbox, client, kind):
    sandbox.model(steps=[{"text": "Tenemos una habitación " * 10, "broken": kind}])

    reasons = []
    try:
        reasons.extend(chunk.choices[0].finish_reason for chunk in complete(client, "hola", stream=True))
    except Exception as error:
        reasons.append(type(error).__name__)

    assert reasons.count(None) >= 2
    assert reasons[-1] != "stop" or kind == "stream_no_done"


def test_the_transcript_must_answer_every_call(sandbox, client):
    call = {"id": "c1", "type": "function", "function": {"name": "quote", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "x"},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "user", "content": "y"},
    ]

    with pytest.raises(openai.BadRequestError, match="without a response"):
        client.chat.completions.create(model="m", messages=messages)


def test_requests_are_kept_and_a_key_is_asked_for(sandbox, client):
    complete(client, "primera")
    complete(client, "segunda")

    asked = [request["body"]["messages"][-1]["content"] for request in sandbox.model_requests()]
    assert asked == ["primera", "segunda"]
    assert [model.id for model in client.models.list()]
    assert ask(f"{sandbox.openai_url}/models", token=None)[0] == 401


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("del 5 al 7 de enero", "2027-01-05", "2027-01-07"),
        ("from 5 to 7 January for two", "2027-01-05", "2027-01-07"),
        ("January 5th to 7th", "2027-01-05", "2027-01-07"),
        ("vom 5. bis 7. Januar", "2027-01-05", "2027-01-07"),
        ("du 5 au 7 janvier", "2027-01-05", "2027-01-07"),
        ("2027-03-01 a 2027-03-04", "2027-03-01", "2027-03-04"),
        ("del 30 de diciembre al 2 de enero", "2026-12-30", "2027-01-02"),
        ("mañana, dos noches", "2026-11-22", "2026-11-24"),
        ("tonight", "2026-11-21", "2026-11-22"),
    ],
)
def test_dates_are_read_in_four_languages(text, arrival, departure):
    assert find_stay(text, TODAY) == (date.fromisoformat(arrival), date.fromisoformat(departure))


@given(st.text(max_size=80))
def test_any_text_gives_a_stay_or_none(text):
    found = find_stay(text, TODAY)
    assert found is None or found[0] < found[1]
    assert find_adults(text) >= 0

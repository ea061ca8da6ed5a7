"""L71-L84: the line, the server and the money are bad."""

import random

from sandbox.hostile.kit import BEHAVIOURS, Memory, force, hostile, up_to_quote
from sandbox.model import receptionist
from sandbox.model.broken import BODIES, STREAMS
from sandbox.model.call import Call
from sandbox.model.wire import Step

SERVER_ERROR: Step = {"status": 500}


@hostile("L71", "500 twice, then good")
def twice_500(call: Call, memory: Memory) -> Step:
    return SERVER_ERROR if memory["calls"] % 3 else receptionist.next_step(call)


@hostile("L72", "500 for ever")
def always_500(_: Call, __: Memory) -> Step:
    return SERVER_ERROR


@hostile("L73", "429 with Retry-After")
def rate_limited(call: Call, memory: Memory) -> Step:
    if memory["calls"] % 2 == 0:
        return receptionist.next_step(call)
    error = {
        "message": "Rate limit reached.",
        "type": "requests",
        "param": None,
        "code": "rate_limit_exceeded",
    }
    return {"status": 429, "error": error, "headers": {"retry-after": "1"}}


@hostile("L74", "401, the key in the message")
def unauthorised(_: Call, __: Memory) -> Step:
    message = "Incorrect API key provided: sk-proj-4f9aSANDBOXb71c. You can find your key in your account."
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": "invalid_api_key"}
    return {"status": 401, "error": error}


@hostile("L75", "context_length_exceeded")
def too_long(_: Call, __: Memory) -> Step:
    message = "This model's maximum context length is 8192 tokens. Please reduce the messages."
    code = "context_length_exceeded"
    return {
        "status": 400,
        "error": {"message": message, "type": "invalid_request_error", "param": "messages", "code": code},
    }


@hostile("L76", "every kind of broken body in turn")
def broken_bodies(call: Call, memory: Memory) -> Step:
    kinds = [kind for kind in BODIES if kind != "silence"]
    return {**force(call, "find_offers"), "broken": kinds[(memory["calls"] - 1) % len(kinds)]}


@hostile("L77", "stream cut, reset, without [DONE], garbage, error event")
def broken_streams(_: Call, memory: Memory) -> Step:
    kinds = [kind for kind in STREAMS if kind not in ("stream_stall", "arguments_cut")]
    text = "Tenemos habitaciones para esas fechas y con mucho gusto le cuento más."
    return {"text": text, "broken": kinds[(memory["calls"] - 1) % len(kinds)]}


@hostile("L78", "the line is cut inside a booking's arguments")
def cut_in_booking(call: Call, _: Memory) -> Step:
    step = up_to_quote(call)
    return step or {**force(call, "propose_booking"), "broken": "arguments_cut"}


@hostile("L79", "stalls after three chunks")
def stalls(_: Call, __: Memory) -> Step:
    return {"text": "Con mucho gusto le ayudo a encontrar una habitación.", "broken": "stream_stall"}


@hostile("L80", "answers after two minutes")
def two_minutes(_: Call, __: Memory) -> Step:
    return {"text": "Hola, aquí estoy.", "delay": 120}


@hostile("L81", "slow, then books, while the guest writes 'no, espera'")
def slow_booking(call: Call, _: Memory) -> Step:
    step = up_to_quote(call)
    return step or {**force(call, "propose_booking", confirmed=True), "delay": 8}


@hostile("L82", "length, content_filter, refusal")
def unfinished(call: Call, memory: Memory) -> Step:
    cut_call = force(call, "find_offers")
    cut_call["tools"][0]["raw_arguments"] = '{"arrival": "2027-01-0'
    forms: tuple[Step, ...] = (
        {"text": "Tenemos una habitación por un tot", "finish_reason": "length"},
        {"text": None, "finish_reason": "content_filter"},
        {"text": None, "refusal": "I'm sorry, I can't help with that."},
        {**cut_call, "finish_reason": "length"},
        {"text": "", "finish_reason": None},
    )
    return forms[memory["calls"] % len(forms)]


@hostile("L83", "another model than asked for")
def other_model(call: Call, _: Memory) -> Step:
    return {**receptionist.next_step(call), "model": "cheap-model-0.5b"}


@hostile("L84", "a random mixture of everything")
def mixture(call: Call, memory: Memory) -> Step:
    """Pick by the request's number, so that a run can be repeated; leave out what waits for minutes."""
    others = [each for id, each in BEHAVIOURS.items() if id not in ("L79", "L80", "L81", "L84")]
    return random.Random(call.number).choice(others).play(call, memory)

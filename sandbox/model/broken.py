"""Bodies that are no completion. Each takes the good completion and returns the broken answer."""

import json
from collections.abc import Callable
from typing import Any

from sandbox.server import Answer, Reset, Response, Silence, json_response

HUGE_TEXT = 2_000_000
HUGE_ARGUMENTS = 5_000_000
HTML = b"<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"

Completion = dict[str, Any]
BODIES: dict[str, Callable[[Completion], Answer]] = {}

# Faults of a stream, and what plays them when no stream was asked for.
STREAMS = {
    "stream_cut": "chunk_cut",
    "stream_reset": "reset",
    "stream_no_done": "truncated",
    "stream_garbage": "plain_text",
    "stream_error": "error_in_200",
    "stream_stall": "silence",
    "arguments_cut": "chunk_cut",
}


def stand_in(kind: str) -> str:
    return STREAMS.get(kind, kind)


def body(make: Callable[[Completion], Answer]) -> Callable[[Completion], Answer]:
    BODIES[make.__name__] = make
    return make


def message_of(good: Completion) -> dict[str, Any]:
    found: dict[str, Any] = good["choices"][0]["message"]
    return found


def encoded(good: Completion) -> bytes:
    return json.dumps(good).encode()


@body
def empty(_: Completion) -> Answer:
    return Response(200, b"")


@body
def html(_: Completion) -> Answer:
    return Response(200, HTML, "text/html")


@body
def plain_text(_: Completion) -> Answer:
    return Response(200, b"upstream connect error or disconnect/reset before headers", "text/plain")


@body
def truncated(good: Completion) -> Answer:
    """The length is right, the JSON ends in the middle."""
    whole = encoded(good)
    return Response(200, whole[: len(whole) * 2 // 3])


@body
def wrong_types(good: Completion) -> Answer:
    message_of(good)["content"] = {"text": 12}
    good["choices"][0]["finish_reason"] = 7
    return json_response(good | {"id": None, "created": "yesterday", "usage": "many"})


@body
def no_choices(good: Completion) -> Answer:
    return json_response({key: value for key, value in good.items() if key != "choices"})


@body
def null_choices(good: Completion) -> Answer:
    return json_response(good | {"choices": None})


@body
def empty_choices(good: Completion) -> Answer:
    return json_response(good | {"choices": []})


@body
def choices_object(good: Completion) -> Answer:
    return json_response(good | {"choices": {"0": good["choices"][0]}})


@body
def null_message(good: Completion) -> Answer:
    return json_response(good | {"choices": [good["choices"][0] | {"message": None}]})


@body
def null_content(good: Completion) -> Answer:
    message_of(good).update(content=None, tool_calls=None)
    return json_response(good)


@body
def array(good: Completion) -> Answer:
    return json_response([good])


@body
def error_in_200(_: Completion) -> Answer:
    return json_response({"error": {"message": "The model is overloaded.", "type": "server_error"}})


@body
def huge_text(good: Completion) -> Answer:
    message_of(good).update(content="habitación " * (HUGE_TEXT // 11), tool_calls=None)
    return json_response(good)


@body
def huge_arguments(good: Completion) -> Answer:
    calls = message_of(good).get("tool_calls") or [{"id": "call_1", "type": "function", "function": {}}]
    calls[0]["function"] = {
        "name": calls[0]["function"].get("name", "find_offers"),
        "arguments": json.dumps({"arrival": "9" * HUGE_ARGUMENTS}),
    }
    message_of(good)["tool_calls"] = calls
    return json_response(good)


@body
def arguments_object(good: Completion) -> Answer:
    """Arguments as an object, where the protocol has a string."""
    for call in message_of(good).get("tool_calls") or []:
        call["function"]["arguments"] = json.loads(call["function"]["arguments"])
    return json_response(good)


@body
def lone_surrogates(good: Completion) -> Answer:
    message_of(good).update(content="Hola \ud83d, son \udc00 noches.", tool_calls=None)
    return json_response(good)


@body
def bad_utf8(good: Completion) -> Answer:
    return Response(200, encoded(good).replace(b'"assistant"', b'"assist\xff\xfeant"'))


@body
def nan(good: Completion) -> Answer:
    return json_response(good | {"created": float("nan"), "usage": {"prompt_tokens": float("inf")}})


@body
def duplicate_keys(good: Completion) -> Answer:
    whole = json.dumps(good)
    return Response(200, whole.replace('"choices":', '"choices": [], "choices":', 1).encode())


@body
def cut(good: Completion) -> Answer:
    """Fewer bytes than Content-Length promised."""
    whole = encoded(good)
    return Response(200, whole, cut_after=len(whole) // 2)


@body
def chunk_cut(good: Completion) -> Answer:
    whole = encoded(good)
    return Response(200, whole, cut_after=len(whole) // 2, chunked=True)


@body
def reset(_: Completion) -> Answer:
    return Reset()


@body
def silence(_: Completion) -> Answer:
    return Silence(120)

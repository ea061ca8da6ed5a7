"""Turn a step into what goes over the wire: a completion, a stream, an error, a broken body.

A step is a dict: `text`, `tool` with `args`, or `tools`, and beside them `status`, `error`, `headers`,
`broken`, `delay`, `finish_reason`, `usage`, `model`, `refusal`. docs/sandbox.md has them all.
"""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from sandbox.model.broken import BODIES, STREAMS, stand_in
from sandbox.model.call import Call
from sandbox.server import Answer, Response, Stream, json_response

Step = dict[str, Any]
STALL_SECONDS = 120.0


async def play(step: Step, call: Call) -> Answer:
    """Return the answer of a step, after its delay."""
    if step.get("delay"):
        await asyncio.sleep(float(step["delay"]))
    if int(step.get("status", 200)) >= 400:
        return failure(step)
    if "raw" in step:
        return Response(
            200, str(step["raw"]).encode(errors="surrogatepass"), step.get("content_type", "application/json")
        )
    broken = step.get("broken")
    if broken in STREAMS and call.stream:
        return Stream(
            broken_chunks(step, call, str(broken)),
            ends_properly=broken not in ("stream_cut", "stream_reset", "arguments_cut"),
            reset=broken == "stream_reset",
        )
    if broken is not None:
        return BODIES[stand_in(str(broken))](completion(step, call))
    if call.stream:
        return Stream(good_chunks(step, call))
    headers = {"x-request-id": f"req_{uuid.uuid4().hex[:16]}"}
    return json_response(completion(step, call), headers=headers)


def failure(step: Step) -> Response:
    error = step.get("error") or {"message": "The server had an error.", "type": "server_error", "code": None}
    headers = {str(name).lower(): str(value) for name, value in (step.get("headers") or {}).items()}
    return json_response({"error": error}, int(step["status"]), headers)


def completion(step: Step, call: Call) -> dict[str, Any]:
    """Return the body of a chat completion."""
    message: dict[str, Any] = {
        "role": "assistant",
        "content": step.get("text"),
        "refusal": step.get("refusal"),
        "annotations": [],
    }
    if "reasoning" in step:
        message["reasoning_content"] = step["reasoning"]
    if calls := tool_calls(step):
        message["tool_calls"] = calls
    finish = step.get("finish_reason", "tool_calls" if calls else "stop")
    body = {
        "id": f"chatcmpl-{uuid.uuid4().hex[:24]}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": step.get("model", call.body.get("model", "sandbox")),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": step.get("usage", usage(step, call)),
        "system_fingerprint": "fp_sandbox",
    }
    if body["usage"] == "missing":
        del body["usage"]
    return body


def tool_calls(step: Step) -> list[dict[str, Any]]:
    wanted = step.get("tools") or ([{"name": step["tool"], **step}] if "tool" in step else [])
    return [tool_call(each) for each in wanted]


def tool_call(wanted: dict[str, Any]) -> dict[str, Any]:
    arguments = wanted.get("raw_arguments", json.dumps(wanted.get("args", {})))
    call = {
        "id": wanted.get("id", f"call_{uuid.uuid4().hex[:20]}"),
        "type": "function",
        "function": {"name": wanted["name"], "arguments": arguments},
    }
    if call["id"] is None:
        del call["id"]
    return call


def usage(step: Step, call: Call) -> dict[str, Any]:
    """Return a plausible count: four characters a token."""
    asked = len(json.dumps(call.messages)) // 4
    given = len(json.dumps(step, default=str)) // 4
    return {
        "prompt_tokens": asked,
        "completion_tokens": given,
        "total_tokens": asked + given,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def chunks_of(step: Step, call: Call) -> list[dict[str, Any]]:
    """Return the streamed form of the completion: fragments, then the reason it ended."""
    whole = completion(step, call)
    message = whole["choices"][0]["message"]
    text = message["content"] or ""
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": "" if text else None}]
    deltas += [{"content": text[start : start + 24]} for start in range(0, len(text), 24)]
    for index, tool in enumerate(message.get("tool_calls", [])):
        arguments = str(tool["function"]["arguments"])
        deltas.append(
            {"tool_calls": [{"index": index, **tool, "function": {**tool["function"], "arguments": ""}}]}
        )
        deltas += [
            {"tool_calls": [{"index": index, "function": {"arguments": arguments[start : start + 24]}}]}
            for start in range(0, len(arguments), 24)
        ]
    if message["refusal"]:
        deltas.append({"refusal": message["refusal"]})
    head = {key: whole[key] for key in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    found = [head | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    end = {"index": 0, "delta": {}, "finish_reason": whole["choices"][0]["finish_reason"]}
    found.append(head | {"choices": [end]})
    if (call.body.get("stream_options") or {}).get("include_usage") and "usage" in whole:
        found.append(head | {"choices": [], "usage": whole["usage"]})
    return found


def event(content: Any) -> bytes:
    return f"data: {json.dumps(content)}\n\n".encode()


async def good_chunks(step: Step, call: Call) -> AsyncIterator[bytes]:
    for chunk in chunks_of(step, call):
        yield event(chunk)
    yield b"data: [DONE]\n\n"


async def broken_chunks(step: Step, call: Call, kind: str) -> AsyncIterator[bytes]:
    """Stream as `good_chunks` until the fault strikes."""
    chunks = chunks_of(step, call)
    if kind == "stream_no_done":
        for chunk in chunks:
            yield event(chunk)
        return
    for chunk in chunks[: 3 if kind == "stream_stall" else max(2, len(chunks) // 2)]:
        yield event(chunk)
    if kind == "stream_garbage":
        yield b"data: {not json\n\n\x00\xff\xfe\n\ndata: [DONE]\n\n"
    elif kind == "stream_error":
        yield event({"error": {"message": "The server had an error.", "type": "server_error", "code": "500"}})
    elif kind == "stream_stall":
        await asyncio.sleep(STALL_SECONDS)
    else:
        await asyncio.sleep(0.05)  # let what was written arrive before the line is cut

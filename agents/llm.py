"""One call to an OpenAI-compatible model: bounded in time and size, retried once, read with suspicion.

ModelError
├── ModelUnavailable    network, time-out, 429, 5xx, an open circuit: another model or engine may answer
├── ModelRefused        4xx: asking the same again is useless (`fatal`: so is asking with this key)
└── BadAnswer           a 200 that is empty, cut, filtered or not in the protocol's shape
"""

import atexit
import json
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx2
from prometheus_client import Counter

from agents.spending import Usage
from hotels.outside import CircuitOpen, outside, seconds_to_wait

# openai itself is imported where it is used: a third of the start-up, for processes that may have no model.
if TYPE_CHECKING:
    import openai

CONNECT_SECONDS = 3.0
CALL_SECONDS = 15.0
LEAST_SECONDS = 1.0  # with less left there is no point in asking
LONGEST_WAIT = 3.0  # of a Retry-After
ANSWER_BYTES = 512 * 1024
_NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_REASONING = re.compile(r"^(o\d|gpt-5)")  # these know neither temperature nor max_tokens

CALLS = Counter("model_calls_total", "Calls to a model", ["model", "result"])


class ModelError(Exception):
    """Base of everything `ask` raises. `code` is stable; it never carries the provider's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ModelUnavailable(ModelError):
    """The model could not be asked in time."""

    def __init__(self, code: str, retry_after: float | None = None, *, again: bool = True) -> None:
        super().__init__(code)
        self.retry_after = retry_after
        self.again = again  # whether one more try may help


class ModelRefused(ModelError):
    """The request or the key was refused."""

    def __init__(self, code: str, *, fatal: bool = False) -> None:
        super().__init__(code)
        self.fatal = fatal


class BadAnswer(ModelError):
    """The model answered nothing that can be used. `usage` was spent all the same."""

    def __init__(self, code: str, usage: Usage | None = None) -> None:
        super().__init__(code)
        self.usage = usage


@dataclass(frozen=True)
class ToolCall:
    id: str  # ours: the provider's may be missing or repeated
    name: str
    arguments: str  # as the model wrote them


@dataclass(frozen=True)
class Completion:
    """A usable answer: text, or tool calls (then the text beside them is of no account)."""

    text: str
    calls: tuple[ToolCall, ...]
    model: str  # that says it answered; "" when it did not say
    usage: Usage


class BoundedTransport(httpx2.BaseTransport):
    """Ends an answer that is too long or drips too slowly: httpx's own time-outs start anew at every byte."""

    def __init__(self, longest: int = ANSWER_BYTES) -> None:
        self._longest = longest
        self._inner = httpx2.HTTPTransport(
            limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50)
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        ends = time.monotonic() + (request.extensions.get("timeout", {}).get("read") or CALL_SECONDS)
        response = self._inner.handle_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()  # we asked for none; a bomb hides behind it
            raise httpx2.RemoteProtocolError("unexpected content encoding")
        response.stream = _Bounded(response.stream, ends, self._longest)  # type: ignore[arg-type]
        return response

    def close(self) -> None:
        self._inner.close()


class _Bounded(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, ends: float, longest: int) -> None:
        self._inner = inner
        self._ends = ends
        self._longest = longest

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._inner:
            size += len(chunk)
            if size > self._longest:
                raise httpx2.RemoteProtocolError("answer too long")
            if time.monotonic() > self._ends:
                raise httpx2.ReadTimeout("answer too slow")
            yield chunk

    def close(self) -> None:
        self._inner.close()


@cache
def client(base_url: str, api_key: str) -> "openai.OpenAI":
    """One per address and key for the life of the process. It retries nothing: `ask` does."""
    import openai

    made = openai.OpenAI(
        base_url=base_url,
        api_key=api_key,
        max_retries=0,
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.Client(transport=BoundedTransport(), follow_redirects=False),
    )
    atexit.register(made.close)
    return made


def ask(
    model: str,
    messages: Sequence[Mapping[str, Any]],
    tools: Sequence[Mapping[str, Any]],
    *,
    base_url: str,
    api_key: str,
    deadline: float,
    max_tokens: int,
    temperature: float = 0.0,
    answer_as: Mapping[str, Any] | None = None,
) -> Completion:
    """The model's answer, before `deadline` (time.monotonic()). Raises ModelError.

    `answer_as` is how it has to answer: `response_format` or `tool_choice`, as the API names them.

    Tries once more after a connection error, a 429 or a 5xx when the wait is short; never after a
    time-out, which has used up the guest's patience already.
    """
    request = _request(model, messages, tools, base_url, max_tokens) | dict(answer_as or {})
    if not _REASONING.match(model):
        request["temperature"] = temperature
    try:
        return _once(base_url, api_key, request, deadline)
    except ModelUnavailable as error:
        wait = random.uniform(0.1, 0.4) if error.retry_after is None else error.retry_after
        if not error.again or wait > LONGEST_WAIT or time.monotonic() + wait + LEAST_SECONDS > deadline:
            raise
    time.sleep(wait)
    return _once(base_url, api_key, request, deadline)


def _request(
    model: str,
    messages: Sequence[Mapping[str, Any]],
    tools: Sequence[Mapping[str, Any]],
    base_url: str,
    max_tokens: int,
) -> dict[str, Any]:
    request: dict[str, Any] = {"model": model, "messages": list(messages)}
    # Most compatible servers know only the old name; OpenAI's newer models only the new one.
    limit = "max_completion_tokens" if "api.openai.com" in base_url else "max_tokens"
    request[limit] = max_tokens
    if tools:
        request |= {"tools": list(tools), "parallel_tool_calls": False}  # parallel calls bypass strictness
    return request


def _once(base_url: str, api_key: str, request: dict[str, Any], deadline: float) -> Completion:
    """One attempt, inside the circuit of this model."""
    import openai

    left = min(CALL_SECONDS, deadline - time.monotonic())
    if left < LEAST_SECONDS:
        raise ModelUnavailable("no_time", again=False)
    model = str(request["model"])
    sent = json.dumps(request).encode()
    refused: ModelRefused | None = None
    body = b""
    try:
        with outside("model", "chat", key=model) as call:
            try:
                # Not by `chat.completions.create`: it looks at every value of the request before it sends it,
                # which takes as long as all the rest. Keys, addresses and errors are the SDK's.
                answer = client(base_url, api_key).post(
                    "/chat/completions",
                    cast_to=httpx2.Response,
                    content=sent,
                    options={"timeout": httpx2.Timeout(left, connect=min(CONNECT_SECONDS, left))},
                )
                body = answer.content
            except openai.APIError as error:
                failure = _sorted(error)
                if isinstance(failure, ModelUnavailable):
                    call.failed(failure.code)
                    raise failure from error
                refused = failure
    except CircuitOpen as error:
        CALLS.labels(model, "circuit_open").inc()
        raise ModelUnavailable("circuit_open", again=False) from error
    except ModelError as error:
        CALLS.labels(model, error.code).inc()
        raise
    if refused:
        CALLS.labels(model, refused.code).inc()
        raise refused
    try:
        completion = read(body, asked=len(sent))
    except BadAnswer as error:
        CALLS.labels(model, error.code).inc()
        raise
    CALLS.labels(model, "ok").inc()
    return completion


def _sorted(error: "openai.APIError") -> ModelUnavailable | ModelRefused:
    """What the caller should do about an error of the SDK."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailable("timeout", again=False)
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable("connection")
    if not isinstance(error, openai.APIStatusError):
        return ModelUnavailable("protocol", again=False)
    status = error.status_code
    if status == 429 and "insufficient_quota" in (error.code, error.type):
        return ModelRefused("insufficient_quota", fatal=True)
    if status in (408, 409, 429) or status >= 500:
        return ModelUnavailable(str(status), _retry_after(error.response.headers))
    return ModelRefused(str(status), fatal=status in (401, 402, 403))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait as the server asks; None when it says nothing that can be read."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            wait = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        if wait >= 0:  # also false for NaN
            return wait
    return seconds_to_wait(headers)


def read(body: bytes, *, asked: int) -> Completion:
    """The completion in a 200's body. BadAnswer for everything that is not a whole one.

    `asked` is the length of the request: what it cost where the provider does not say.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("not_json") from error
    choices = data.get("choices") if isinstance(data, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(first, dict) or not isinstance(first.get("message"), dict):
        raise BadAnswer("no_choice")
    message = first["message"]
    text = message.get("content")
    text = text if isinstance(text, str) else ""
    if _NOT_TEXT.search(text):
        raise BadAnswer("not_text")
    usage = Usage.reported(data.get("usage"), asked=asked, answered=len(body) // 2)
    if first.get("finish_reason") in ("length", "content_filter"):
        raise BadAnswer(str(first["finish_reason"]), usage)
    if message.get("refusal"):
        raise BadAnswer("refusal", usage)
    calls = _calls(message.get("tool_calls"), usage)
    if not calls and not text.strip():
        raise BadAnswer("empty", usage)
    model = data.get("model")
    return Completion(text, calls, _plain(model), usage)


def _calls(given: Any, usage: Usage) -> tuple[ToolCall, ...]:
    if not given:
        return ()
    if not isinstance(given, list):
        raise BadAnswer("bad_tool_calls", usage)
    calls = []
    for number, item in enumerate(given):
        function = item.get("function") if isinstance(item, dict) else None
        name = function.get("name") if isinstance(function, dict) else None
        if not isinstance(function, dict) or not isinstance(name, str):
            raise BadAnswer("bad_tool_calls", usage)
        arguments = function.get("arguments")
        # An object instead of a string is another server's dialect, not a guess about meaning.
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        calls.append(ToolCall(f"call_{number}", _plain(name), text))
    return tuple(calls)


def _plain(name: Any) -> str:
    """A name of a model or tool as far as it looks like one: it is logged, stored and sent back."""
    return re.sub(r"[^\w./:-]", "?", name, flags=re.ASCII)[:120] if isinstance(name, str) else ""

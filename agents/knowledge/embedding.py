"""Texts as vectors, by an OpenAI-compatible endpoint. Without one words alone are searched."""

import atexit
import base64
import hashlib
import json
import math
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import httpx2
from django.conf import settings
from prometheus_client import Counter
from redis import RedisError

from agents import spending
from agents.llm import BoundedTransport
from agents.spending import Usage
from hotels.models import Hotel
from hotels.outside import CircuitOpen, outside, redis_client

if TYPE_CHECKING:
    import openai

BATCH = 64  # texts of one call
LONGEST = 8_000  # characters of a text; models read about 8,000 tokens
ANSWER_BYTES = 16 * 1024 * 1024
MOST_DIMENSIONS = 4_000
CONNECT_SECONDS = 2.0
QUESTION_SECONDS = 1.5  # a guest waits
BATCH_SECONDS = 30.0
KEEP_SECONDS = 86_400  # the vector of a question; its words are not kept

CALLS = Counter("embedding_calls_total", "Calls for embeddings", ["model", "result"])


class EmbeddingError(Exception):
    """The endpoint is not set, down, slow, answers what is no vector, or the hotel's day is paid up.

    `code` is stable.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Vector:
    """Only vectors of the same `model` (with its size) can be compared."""

    values: list[float]
    model: str


def is_on() -> bool:
    """Whether there is an endpoint to ask."""
    return bool(settings.EMBEDDING_MODEL and settings.EMBEDDING_API_KEY)


def of_question(hotel: Hotel, text: str) -> Vector | None:
    """The vector of a guest's question, remembered for a day; None when there is none in time.

    What it costs is the hotel's.
    """
    text = text.strip()[:LONGEST]
    if not text or not is_on():
        return None
    key = _key(text)
    if (known := _remembered(key)) is not None:
        return known
    try:
        (found,) = _asked(hotel, [text], QUESTION_SECONDS)
    except EmbeddingError:
        return None
    _remember(key, found)
    return found


def of_texts(hotel: Hotel, texts: Sequence[str]) -> list[Vector]:
    """Vectors in the order of `texts`, at most BATCH of them; the hotel pays. Raises EmbeddingError."""
    if not is_on():
        raise EmbeddingError("off")
    return _asked(hotel, [text[:LONGEST] or " " for text in texts], BATCH_SECONDS)


def _asked(hotel: Hotel, texts: list[str], seconds: float) -> list[Vector]:
    import openai

    if spending.money_is_used_up(hotel):
        raise _counted("over_budget")
    model = settings.EMBEDDING_MODEL
    request: dict[str, Any] = {"model": model, "input": texts, "encoding_format": "float"}
    if settings.EMBEDDING_DIMENSIONS:
        request["dimensions"] = settings.EMBEDDING_DIMENSIONS
    refused = ""
    body = b""
    try:
        with outside("embeddings", "embed", key=model) as call:
            try:
                raw = _client(
                    settings.EMBEDDING_BASE_URL, settings.EMBEDDING_API_KEY
                ).embeddings.with_raw_response.create(
                    **request, timeout=httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
                )
                body = raw.http_response.content
            except openai.APIStatusError as error:
                refused = str(error.status_code)
                if error.status_code in (408, 429) or error.status_code >= 500:
                    call.failed(refused)
            except openai.APIError as error:
                refused = "timeout" if isinstance(error, openai.APITimeoutError) else "connection"
                call.failed(refused)
    except CircuitOpen as error:
        raise _counted("circuit_open") from error
    if refused:
        raise _counted(refused)
    usage = Usage.reported(_usage(body), asked=sum(map(len, texts)), answered=0)
    spending.spend(hotel, None, spending.embedding_cost(model, usage.input_tokens))
    found = read(body, len(texts))
    CALLS.labels(model, "ok").inc()
    return [Vector(values, f"{model}@{len(values)}"[-120:]) for values in found]


def read(body: bytes, count: int) -> list[list[float]]:
    """The vectors of an answer, by their index. Raises EmbeddingError unless there are `count` good ones."""
    try:
        rows = json.loads(body)["data"]
        by_index = {int(row.get("index", at)): _values(row["embedding"]) for at, row in enumerate(rows)}
        found = [by_index[at] for at in range(count)]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        struct.error,
        RecursionError,
    ) as error:
        raise _counted("not_vectors") from error
    sizes = {len(values) for values in found}
    if len(rows) != count or len(sizes) != 1 or not 1 <= sizes.pop() <= MOST_DIMENSIONS:
        raise _counted("not_vectors")
    return found


def _usage(body: bytes) -> Any:
    """What the server reports, as far as it can be read: also vectors that are none are paid for."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found.get("usage") if isinstance(found, dict) else None


def _values(given: Any) -> list[float]:
    """A list of numbers, or base64 of little-endian floats, as some servers send whatever was asked for."""
    if isinstance(given, str):
        packed = base64.b64decode(given, validate=True)
        given = struct.unpack(f"<{len(packed) // 4}f", packed)
    values = [float(value) for value in given]
    length = math.sqrt(sum(value * value for value in values))
    if not math.isfinite(length) or not length:
        raise ValueError("not a direction")
    return [value / length for value in values]  # halves lose nothing of numbers below one


def _counted(code: str) -> EmbeddingError:
    CALLS.labels(settings.EMBEDDING_MODEL, code).inc()
    return EmbeddingError(code)


@cache
def _client(base_url: str, api_key: str) -> "openai.OpenAI":
    """One per address and key for the life of the process. What fails is tried again by whoever asked."""
    import openai

    made = openai.OpenAI(
        base_url=base_url,
        api_key=api_key,
        max_retries=0,
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.Client(transport=BoundedTransport(ANSWER_BYTES), follow_redirects=False),
    )
    atexit.register(made.close)
    return made


def _key(text: str) -> str:
    asked = f"{settings.EMBEDDING_BASE_URL}|{settings.EMBEDDING_MODEL}|{settings.EMBEDDING_DIMENSIONS}|{text}"
    return f"embedding:{hashlib.sha256(asked.encode()).hexdigest()}"


def _remembered(key: str) -> Vector | None:
    try:
        kept = cast("str | None", redis_client().get(key))
    except RedisError:
        return None
    if not kept:
        return None
    model, _, packed = kept.rpartition("|")
    raw = base64.b64decode(packed)
    return Vector(list(struct.unpack(f"<{len(raw) // 4}f", raw)), model)


def _remember(key: str, vector: Vector) -> None:
    packed = base64.b64encode(struct.pack(f"<{len(vector.values)}f", *vector.values)).decode()
    with suppress(RedisError):  # then it is asked again
        redis_client().set(key, f"{vector.model}|{packed}", ex=KEEP_SECONDS)

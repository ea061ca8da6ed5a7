"""Embeddings: deterministic vectors in which texts about the same thing lie near each other.

A word is hashed to a direction, by its first letters so that endings count little; the words of one thing
in several languages share theirs, as they do in a model that has read all of them.

Faults, by POST /control/model {"embeddings": {...}}: `status` (an error), `broken` (no vectors), `delay`
in seconds, `base64`, `shuffled`, `dimensions` (of a server that does not let itself be told).
"""

import asyncio
import base64
import hashlib
import json
import math
import re
import struct
import unicodedata
from typing import Any

from sandbox.server import Answer, Response, json_response

DIMENSIONS = 1_536
MOST = 2_048
OPTIONS = {"status", "broken", "delay", "base64", "shuffled", "dimensions"}
THINGS = (
    "pool piscina alberca pileta swimming nadar swim piscine",
    "breakfast desayuno desjejum dejeuner",
    "dog cat pet perro gato mascota cachorro chien",
    "parking estacionamiento aparcamiento cochera garage car coche auto",
    "internet wifi wireless inalambrica",
    "towel toalla serviette",
    "child kid nino bebe crianca enfant",
    "bicycle bike bicicleta velo",
    "telescope telescopio spyglass",
)
_WORD = re.compile(r"[a-z0-9]{3,}")


def answer(body: dict[str, Any], options: dict[str, Any]) -> Answer:
    """The answer to POST /v1/embeddings."""
    if options.get("status"):
        return json_response({"error": {"message": "The server had an error."}}, int(options["status"]))
    texts = body.get("input")
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not texts or len(texts) > MOST or not all(map(_is_text, texts)):
        return json_response({"error": {"message": "'$.input' is invalid.", "code": None}}, 400)
    if options.get("broken"):
        return Response(200, b'{"object": "list", "data": [{"index": 0, "embedding": "no"}]}')
    size = int(options.get("dimensions") or body.get("dimensions") or DIMENSIONS)
    as_text = options.get("base64") or body.get("encoding_format") == "base64"
    rows = [
        {"object": "embedding", "index": at, "embedding": packed(vector) if as_text else vector}
        for at, vector in ((at, embed(text, size)) for at, text in enumerate(texts))
    ]
    if options.get("shuffled"):
        rows.reverse()
    tokens = sum(len(text) for text in texts) // 4
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return Response(
        200, json.dumps({"object": "list", "data": rows, "model": body.get("model"), "usage": usage}).encode()
    )


async def late(body: dict[str, Any], options: dict[str, Any]) -> Answer:
    """The same, after the delay that is asked for."""
    await asyncio.sleep(float(options.get("delay") or 0))
    return answer(body, options)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def embed(text: str, size: int) -> list[float]:
    """A vector of length one."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    sums = [0.0] * size
    for word in _WORD.findall(plain):
        thing = _thing(word)
        digest = hashlib.blake2b(thing.encode(), digest_size=32).digest()
        weight = 2.0 if thing.startswith("=") else 1.0
        for start in range(0, 32, 4):
            place = int.from_bytes(digest[start : start + 3], "big") % size
            sums[place] += weight if digest[start + 3] % 2 else -weight
    length = math.sqrt(sum(value * value for value in sums)) or 1.0
    if length == 1.0 and not any(sums):
        sums[0] = 1.0
    return [round(value / length, 6) for value in sums]


def _thing(word: str) -> str:
    for at, words in enumerate(THINGS):
        if any(word == known or (len(known) > 3 and word.rstrip("s") == known) for known in words.split()):
            return f"={at}"
    return word[:5]


def packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()

"""Texts from outside, made fit for the database."""

import math
from typing import Any


def clean(text: str, limit: int) -> str:
    """At most `limit` characters, without NUL and lone surrogates, which PostgreSQL refuses."""
    return text[:limit].replace("\x00", "").encode("utf-8", "replace").decode()


def clean_json(value: Any, depth: int = 0) -> Any:
    """The same for every string in a JSON value; what is nested deeper than 20 levels is dropped."""
    if depth > 20:
        return None
    if isinstance(value, str):
        return clean(value, 20_000)
    if isinstance(value, list):
        return [clean_json(item, depth + 1) for item in value[:500]]
    if isinstance(value, dict):
        return {clean(str(key), 200): clean_json(item, depth + 1) for key, item in value.items()}
    if isinstance(value, float) and (not math.isfinite(value)):
        return None  # NaN and the infinities are no JSON
    return value

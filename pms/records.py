"""The values of `pms.base` as JSON, and back: what a quote, a proposal and a reservation keep."""

import hashlib
import json
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once per kind: it takes milliseconds."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: object) -> dict[str, Any]:
    """The value as JSON: amounts as decimal strings, dates and times in ISO 8601."""
    stored: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return stored


def from_json(kind: type[T], stored: object) -> T:
    """The value again, equal to the one that was stored. Raises pydantic.ValidationError."""
    value: T = _adapter(kind).validate_python(stored)
    return value


def digest(stored: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    canonical = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()

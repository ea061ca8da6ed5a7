"""Tools are plain functions: `@tool` reads their signature into a strict schema and checks arguments by it.

The first parameter is the `Desk` and hidden from the model. The docstring is read by the model. Every
other parameter is a JSON type with its bounds in `Annotated[..., Field(...)]`; optional ones are
`X | None = None`, which the model has to name all the same (strict schemas know no defaults).
"""

import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from agents.base import HandOff
from agents.desk import Desk, ProposalView

ARGUMENT_BYTES = 16 * 1024
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Words of JSON schema outside the subset that strict mode accepts everywhere. The bounds they stand
# for are checked here all the same.
_NOT_STRICT = ("default", "title", "minLength", "maxLength", "pattern")

Effect = Literal["read", "note", "propose", "pass_on", "hand_over"]


class ToolError(Exception):
    """Worded for the model: what was wrong with its call and what would be right."""


@dataclass(frozen=True)
class Tool:
    """One thing the model may ask for. `propose` and `hand_over` end its turn; only `read` is not alone."""

    name: str
    effect: Effect
    run: Callable[..., Any]
    arguments: type[BaseModel]
    schema: dict[str, Any]

    def parse(self, text: str) -> dict[str, Any]:
        """The arguments, checked, by name. ToolError says what is wrong; nothing is repaired or guessed."""
        data = read_object(text)
        try:
            parsed = self.arguments.model_validate_json(json.dumps(data), strict=True)
        except ValidationError as error:
            raise ToolError(_worded(error)) from error
        return {name: getattr(parsed, name) for name in self.arguments.model_fields}


def tool(effect: Effect = "read") -> Callable[[Callable[..., Any]], Tool]:
    """Turn a function into a Tool of the same name."""

    def make(function: Callable[..., Any]) -> Tool:
        parameters = list(inspect.signature(function, eval_str=True).parameters.values())
        if not parameters or parameters[0].annotation is not Desk:
            raise TypeError(f"{function.__name__}: the first parameter must be the desk")
        fields: dict[str, Any] = {
            each.name: (each.annotation, ... if each.default is each.empty else each.default)
            for each in parameters[1:]
        }
        model = create_model(function.__name__, __config__=ConfigDict(extra="forbid", strict=True), **fields)
        return Tool(function.__name__, effect, function, model, _schema(function, model))

    return make


def _schema(function: Callable[..., Any], model: type[BaseModel]) -> dict[str, Any]:
    """The tool as the model is told of it, in the strict subset: all keys required, none beside them."""
    return schema_of(function.__name__, inspect.getdoc(function) or "", _strict(model.model_json_schema()))


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(value) for key, value in node.items() if not _dropped(key, value)}
    if kept.get("type") == "object":
        kept["properties"] = kept.get("properties", {})
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _dropped(key: str, value: Any) -> bool:
    """A keyword of the schema; a property of that name has an object as its value and stays."""
    return key in _NOT_STRICT and not isinstance(value, dict)


def read_object(text: str) -> dict[str, Any]:
    """A JSON object of bounded size, each key once and every string a text. Raises ToolError."""
    if len(text.encode("utf-8", "surrogatepass")) > ARGUMENT_BYTES:
        raise ToolError("The arguments are too long.")
    try:
        data = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except ToolError:
        raise
    except (ValueError, RecursionError) as error:
        raise ToolError("The arguments are not valid JSON.") from error
    if not isinstance(data, dict):
        raise ToolError("The arguments must be one JSON object.")
    if any(_NOT_TEXT.search(part) for part in _strings(data)):
        raise ToolError("The arguments contain characters that are not text.")
    return data


def _strings(node: Any) -> Iterator[str]:
    """Every string in the value, keys included."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from _strings(value)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ToolError("A key is given twice.")
    return data


def _no_constant(name: str) -> Any:
    raise ToolError(f"{name} is not a value.")


def _worded(error: ValidationError) -> str:
    """The first three mistakes in one line; the model's own values are not repeated."""
    parts = [
        f"{'.'.join(str(step) for step in mistake['loc']) or 'arguments'}: {mistake['msg']}"
        for mistake in error.errors(include_url=False, include_input=False)[:3]
    ]
    return "; ".join(parts)


def schema_of(name: str, description: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """A tool as the model is told of it."""
    function = {"name": name, "description": description, "strict": True, "parameters": parameters}
    return {"type": "function", "function": function}


@dataclass(frozen=True)
class Done:
    """What ends the model's turn: terms to be confirmed, or a person."""

    proposal: ProposalView | None = None
    hand_off: HandOff | None = None


@dataclass(frozen=True)
class PassOn:
    """Another specialist goes on with the turn. `reason` is the model's word: data to whoever reads it."""

    agent: str
    reason: str

"""QloApps' words on the wire: JSON and XML out, XML in, errors in their shape."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from sandbox.qloapps.house import Words
from sandbox.server import Request, Response

Tree = dict[str, Any]  # an XML element as PHP turns it into an array: text, {} when empty, list when repeated
HEADERS = {"PSWS-Version": "1.6.1.23", "X-Powered-By": "QloApps sandbox", "Execution-Time": "0.021"}
PHP_WARNING = 3


class BadXML(ValueError):
    """The body is not XML that we read."""


@dataclass(slots=True)
class Stop(Exception):
    """The answer is decided: an error, or one of the successes that look like none."""

    response: Response


class Refused(Exception):
    """QloApps' own errors: HTTP status, then (code, message) pairs."""

    def __init__(self, status: int, *errors: tuple[int, str]) -> None:
        super().__init__(errors)
        self.status = status
        self.errors = errors


def wants_json(request: Request) -> bool:
    """Whether JSON is asked for; `Accept` is ignored, and "json" is not "JSON"."""
    chosen = (
        request.query.get("output_format")
        or request.query.get("io_format")
        or request.headers.get("output-format")
        or request.headers.get("io-format")
    )
    return chosen == "JSON"


def render(content: Any, as_json: bool, language: int | None = None, status: int = 200) -> Response:
    """Return the answer."""
    if as_json:
        return Response(status, json.dumps(to_json(content, language)).encode(), headers=dict(HEADERS))
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<qloapps>{to_xml(content, language)}</qloapps>'
    return Response(status, body.encode(), "text/xml;charset=utf-8", dict(HEADERS))


def errors(status: int, found: Iterable[tuple[int, str]], as_json: bool) -> Response:
    listed = [{"code": code, "message": message} for code, message in found]
    return render({"errors": listed}, as_json, status=status)


def php_warning(as_json: bool, words: str) -> Response:
    """What a PHP warning makes of any answer: 500, code 3, and a path of the server in it."""
    message = f"[PHP Warning #2] {words} (/srv/shop/classes/webservice/Sandbox.php, line 1)"
    return errors(500, [(PHP_WARNING, message)], as_json)


def page(words: str, status: int = 200) -> Response:
    """An HTML page where JSON was expected."""
    return Response(status, words.encode(), "text/html; charset=utf-8")


def nothing(status: int) -> Response:
    """No body, and no Content-Type either."""
    return Response(status, b"", "", dict(HEADERS))


def to_json(value: Any, language: int | None) -> Any:
    """Prices of entities (Decimal) are strings of six decimals, floats are numbers, texts go by language."""
    if isinstance(value, Words):
        return translated(value, language)
    if isinstance(value, dict):
        return {key: to_json(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [to_json(inner, language) for inner in value]
    if isinstance(value, Decimal):
        return f"{value:.6f}"
    return value


def translated(words: Words, language: int | None) -> Any:
    if language is not None:
        return words.get(language, "")
    if len(words) == 1:
        return next(iter(words.values()))
    return [{"id": id, "value": text} for id, text in words.items()]


def to_xml(value: Any, language: int | None, parent: str = "") -> str:
    if isinstance(value, Words):
        chosen = value if language is None else {language: value.get(language, "")}
        return "".join(f'<language id="{id}">{escape(text)}</language>' for id, text in chosen.items())
    if isinstance(value, dict):
        return "".join(f"<{key}>{to_xml(inner, language, key)}</{key}>" for key, inner in value.items())
    if isinstance(value, list):
        name = singular(parent)
        return "".join(f"<{name}>{to_xml(inner, language, name)}</{name}>" for inner in value)
    if isinstance(value, Decimal):
        return f"{value:.6f}"
    return "" if value is None else escape(str(value))


def singular(plural: str) -> str:
    return plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")


def number(value: Decimal) -> int | float:
    """A price as `bookings` and `hotel_ari` write it: a JSON number, whole ones without a point."""
    return int(value) if value == int(value) else float(value)


def read_xml(body: bytes) -> Tree:
    """Return the children of the root element. Raise BadXML, also for any DOCTYPE: no entities here."""
    parser = expat.ParserCreate()
    builder = ET.TreeBuilder()

    def refuse(*_: Any) -> None:
        raise BadXML("A DOCTYPE is not read.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(body.removeprefix(b"xml="), True)
        root = builder.close()
    except (expat.ExpatError, AssertionError, ValueError) as error:
        raise BadXML(str(error)) from error
    found = to_tree(root)
    return found if isinstance(found, dict) else {}


def to_tree(element: ET.Element) -> Any:
    if len(element) == 0:
        return (element.text or "").strip() or {}
    tree: Tree = {}
    for child in element:
        value = to_tree(child)
        if child.tag not in tree:
            tree[child.tag] = value
        elif isinstance(tree[child.tag], list):
            tree[child.tag].append(value)
        else:
            tree[child.tag] = [tree[child.tag], value]
    return tree


def items(value: Any, name: str) -> list[Any]:
    """Return a list as JSON writes it ([...]) or as XML does ({name: one or many})."""
    if isinstance(value, dict):
        value = value.get(name, [])
        return value if isinstance(value, list) else [value]
    return value if isinstance(value, list) else []

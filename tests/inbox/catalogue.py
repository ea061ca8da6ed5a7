"""Every sentence of the staff's pages that is to be translated, found in its sources."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
ONE = {"gettext", "gettext_lazy", "gettext_noop", "_", "lazy", "noop"}
MANY = {"ngettext", "ngettext_lazy"}
CODE = ("config/*.py", "conversations/**/*.py", "agents/**/*.py", "hotels/*.py", "pms/**/*.py")
PAGES = ("templates/agents/*.html", "templates/inbox/*.html", "templates/pms/*.html")
TEXT = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\""""
# As templatize writes them; a filter's argument, `_("any room")`, keeps the template's own quotes.
SAID = re.compile(rf"""\b(?:gettext|_)\(({TEXT})\)""")
COUNTED = re.compile(rf"""\bngettext\(({TEXT}), *({TEXT}),""")

Sentence = str | tuple[str, str]  # a pair: for one, and for many


def sentences() -> set[Sentence]:
    """As the catalogue names them."""
    found: set[Sentence] = set()
    for path in _files(CODE):
        found.update(_in_python(path.read_text()))
    for path in _files(PAGES):
        found.update(_in_template(path.read_text()))
    return found


def _files(patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def _in_python(source: str) -> Iterator[Sentence]:
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        said = [each.value for each in call.args if isinstance(each, ast.Constant)]
        texts = [each for each in said if isinstance(each, str)]
        if call.func.id in ONE and texts:
            yield texts[0]
        elif call.func.id in MANY and len(texts) > 1:
            yield texts[0], texts[1]


def _in_template(source: str) -> Iterator[Sentence]:
    code = templatize(source)
    for text in SAID.findall(code):
        yield ast.literal_eval(text)
    for one, many in COUNTED.findall(code):
        yield ast.literal_eval(one), ast.literal_eval(many)

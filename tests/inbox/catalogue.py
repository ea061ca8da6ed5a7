"""Every sentence of the staff's pages that is to be translated, found in its sources."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib import admin
from django.db.models import Model
from django.utils.translation import override
from django.utils.translation.template import templatize

from hotels.naming import names_of

ROOT = Path(__file__).parents[2]
ONE = {"gettext", "gettext_lazy", "gettext_noop", "_", "lazy", "noop"}
MANY = {"ngettext", "ngettext_lazy"}
CODE = (
    "config/*.py",
    "conversations/**/*.py",
    "agents/**/*.py",
    "channels_app/*.py",
    "hotels/*.py",
    "pms/**/*.py",
)
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
    with override(None):
        found.update(name for model in _models_of_the_admin() for name in names_of(model) if name)
    # A catalogue has a word once: said alone it is found as the first of its pair.
    return found - {each[0] for each in found if isinstance(each, tuple)}


def _models_of_the_admin() -> set[type[Model]]:
    pages = admin.site._registry.values()
    return {page.model for page in pages} | {inline.model for page in pages for inline in page.inlines}


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

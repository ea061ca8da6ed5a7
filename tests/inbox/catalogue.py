"""Every sentence of the inbox that is to be translated, found in its sources."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CALLS = {"gettext", "_", "lazy", "noop"}
CALL = re.compile(r"""\bgettext\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")\)""")


def sentences() -> set[str]:
    """As the catalogue names them."""
    found = set()
    for path in sorted(ROOT.glob("conversations/**/*.py")):
        found |= _in_python(path.read_text())
    for path in sorted(ROOT.glob("templates/inbox/*.html")):
        found |= {ast.literal_eval(text) for text in CALL.findall(templatize(path.read_text()))}
    return found


def _in_python(source: str) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in CALLS
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }

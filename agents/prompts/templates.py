"""What a hotel may write as a template: names, conditions and simple loops, in Jinja's sandbox.

The shape is checked before anything runs, and what is allowed cannot run long or grow: no calls, no
arithmetic, no assignments, no loops in loops and only over the lists we give, and an end to the text.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 12_000  # characters of a rendered template
ITEMS = 60  # of a list that a template may go through
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr,
    nodes.For, nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_TESTS = frozenset({"defined", "undefined", "none", "in", "true", "false"})


class WrongTemplate(ValueError):
    """The template cannot be used. The text is one sentence for people."""


def problems_of(source: str, variables: Iterable[str]) -> list[str]:
    """What is wrong with a template that may name these variables; nothing runs."""
    return list(_read(source, frozenset(variables), get_language())[1])


@lru_cache(maxsize=1_024)
def items_named(source: str, variable: str) -> tuple[str, ...]:
    """The `x` of every `variable.x` and `variable["x"]` in a template."""
    try:
        tree = _environment().parse(source)
    except (TemplateError, RecursionError):
        return ()
    found: dict[str, None] = {}
    for node in _within(tree):
        if isinstance(node, nodes.Getattr | nodes.Getitem) and isinstance(node.node, nodes.Name):
            key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
            if node.node.name == variable and isinstance(key, str):
                found[key] = None
    return tuple(found)


def render(source: str, values: Mapping[str, Any]) -> str:
    """The text. Raises WrongTemplate."""
    template, problems = _read(source, frozenset(values), get_language())
    if template is None:
        raise WrongTemplate(problems[0])
    parts, length = [], 0
    try:
        lists = {name: _listed(values[name]) for name in _looped(source)}  # a text has too many letters
        for part in template.generate({**values, **lists}):
            parts.append(part)
            length += len(part)
            if length > LONGEST:
                raise WrongTemplate(_("The text is longer than %(n)d characters.") % {"n": LONGEST})
    except TemplateError as error:
        says = _("The template asks for something that is not there: %(what)s.") % {"what": str(error)[:200]}
        raise WrongTemplate(says) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        if isinstance(error, WrongTemplate):
            raise
        raise WrongTemplate(_("The template asks for something its values cannot give.")) from error
    return "".join(parts).strip()


@lru_cache(maxsize=1_024)
def _looped(source: str) -> tuple[str, ...]:
    """The variables that a readable template goes through."""
    loops = _environment().parse(source).find_all(nodes.For)
    return tuple(loop.iter.name for loop in loops if isinstance(loop.iter, nodes.Name))


@lru_cache(maxsize=1_024)
def _read(
    source: str, variables: frozenset[str], language: str | None
) -> tuple[Template | None, tuple[str, ...]]:
    """The template ready to be rendered, or what is wrong with it, in the language that is spoken now."""
    try:
        tree = _environment().parse(source)
        if found := [problem for node in _within(tree) if (problem := _problem(node))]:
            return None, tuple(dict.fromkeys(found))[:10]
        unknown = sorted(meta.find_undeclared_variables(tree) - variables)
        if unknown:
            names = {"unknown": ", ".join(unknown), "known": ", ".join(sorted(variables))}
            return None, (_("Unknown: %(unknown)s; there are %(known)s.") % names,)
        return _environment().from_string(source), ()
    except TemplateError as error:
        return None, (_unreadable(error),)
    except (RecursionError, MemoryError, SyntaxError):
        return None, (_("The template is nested too deeply."),)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # the text goes to a model, not into a page
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals.clear()
    made.filters = {"join": _join, "upper": _upper, "lower": _lower, "default": made.filters["default"]}
    made.tests = {name: test for name, test in made.tests.items() if name in _TESTS}
    return made


def _within(tree: nodes.Node) -> Iterable[nodes.Node]:
    """The node and all below it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.iter_child_nodes()


def _unreadable(error: TemplateError) -> str:
    if isinstance(error, TemplateSyntaxError):
        return _("Line %(line)d: the template cannot be read from here.") % {"line": error.lineno}
    return _("The template cannot be read.")


def _problem(node: nodes.Node) -> str:
    line = {"line": node.lineno}
    if not isinstance(node, _ALLOWED):
        what = {"what": type(node).__name__.lower()}
        return _("Line %(line)d: this is not possible here (%(what)s).") % (line | what)
    if isinstance(node, nodes.For):
        if node.recursive or node.test or not isinstance(node.iter, nodes.Name):
            return _("Line %(line)d: a loop goes over one of the lists, without conditions.") % line
        if any(isinstance(inner, nodes.For) for part in node.body for inner in _within(part)):
            return _("Line %(line)d: a loop within a loop is not possible.") % line
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return _("Line %(line)d: there is no %(what)s.") % (line | {"what": node.attr})
    if isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Filter | nodes.Const):
        return _("Line %(line)d: one filter, on one of the variables.") % line
    return ""


def _shown(value: Any) -> Any:
    """Texts and numbers as they are; anything else is not meant to be read."""
    if isinstance(value, str | int | StrictUndefined):
        return value
    raise TypeError("not a text")


def _join(value: Any, with_: str = ", ") -> str:
    return str(with_)[:20].join(str(item) for item in _listed(value))


def _upper(value: Any) -> str:
    return _text(value).upper()


def _lower(value: Any) -> str:
    return _text(value).lower()


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError("not a list")
    return list(value)[:ITEMS]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value

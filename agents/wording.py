"""What changed between two versions of an agent, in sentences that a manager understands."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.models import Agent

QUOTE = 80  # characters of a quote
QUOTES = 6  # of one text
_WORDS = re.compile(r"\S+")

Say = Callable[[Any, Any], list[str]]


def differences(kind: str, old: dict[str, Any] | None, new: dict[str, Any]) -> list[str]:
    """A sentence for each change, in the active language; none when nothing differs.

    Without an old one everything is new, and one sentence says so.
    """
    if old is None:
        return [_("This is the first version.")]
    says = _PERSONA if kind == Agent.Kind.PERSONA else _SPECIALIST
    found: list[str] = []
    for field, say in says.items():
        before, after = old.get(field), new.get(field)
        if before != after:
            found += say(before, after)
    for field in sorted((old.keys() | new.keys()) - says.keys()):
        if old.get(field) != new.get(field):
            found.append(_("The field “%(field)s” was changed.") % {"field": field})
    return found


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """The stretches of words that were taken out and put in: ("out", "in"), either may be empty."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in changes if tag != "equal"]


def _text(name: Promise) -> Say:
    """A longer text: the words that came and went."""

    def say(before: Any, after: Any) -> list[str]:
        changes = words_changed(str(before or ""), str(after or ""))
        if not changes:
            return [_("%(what)s: the lines are broken in another way.") % {"what": name}]
        found = [_stretch(name, gone, come) for gone, come in changes[:QUOTES]]
        if len(changes) > QUOTES:
            more = len(changes) - QUOTES
            found.append(_("%(what)s: %(more)d more places were changed.") % {"what": name, "more": more})
        return found

    return say


def _stretch(name: Promise, gone: str, come: str) -> str:
    words = {"what": name, "old": _short(gone), "new": _short(come)}
    if not gone:
        return _("%(what)s: “%(new)s” was added.") % words
    if not come:
        return _("%(what)s: “%(old)s” was taken out.") % words
    return _("%(what)s: “%(old)s” became “%(new)s”.") % words


def _value(sentence: Promise, empty: Promise | None = None) -> Say:
    """A short value: `sentence` has %(old)s and %(new)s."""

    def say(before: Any, after: Any) -> list[str]:
        return [str(sentence) % {"old": _plain(before, empty), "new": _plain(after, empty)}]

    return say


def _phases(before: Any, after: Any) -> list[str]:
    old, new = (", ".join(_plain(each) for each in _strings(phases)) for phases in (before, after))
    return [
        _("It is there for guests: %(new)s, instead of: %(old)s.")
        % {"old": old or _("in every phase"), "new": new or _("in every phase")}
    ]


def _list(added: Promise, removed: Promise, reordered: Promise) -> Say:
    """A list of names: `added` and `removed` have %(name)s."""

    def say(before: Any, after: Any) -> list[str]:
        old, new = _strings(before), _strings(after)
        found = [str(added) % {"name": _named(each)} for each in new if each not in old]
        found += [str(removed) % {"name": _named(each)} for each in old if each not in new]
        return found or [str(reordered)]

    return say


def _examples(before: Any, after: Any) -> list[str]:
    old, new = _pairs(before), _pairs(after)
    found = []
    for guest, reply in new.items():
        if guest not in old:
            found.append(_("The example “%(guest)s” was added.") % {"guest": _short(guest)})
        elif old[guest] != reply:
            found.append(_("The answer in the example “%(guest)s” was changed.") % {"guest": _short(guest)})
    gone = [guest for guest in old if guest not in new]
    found += [_("The example “%(guest)s” was removed.") % {"guest": _short(guest)} for guest in gone]
    return found or [_("The examples are in another order.")]


def _limits(before: Any, after: Any) -> list[str]:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    return [
        str(sentence) % {"old": _plain(old.get(name)), "new": _plain(new.get(name))}
        for name, sentence in _LIMITS.items()
        if old.get(name) != new.get(name)
    ]


def _remote(before: Any, after: Any) -> list[str]:
    if not after:
        return [_("It no longer lives elsewhere: this installation answers.")]
    where = after if isinstance(after, dict) else {}
    return [
        _("It now lives elsewhere: the tool %(tool)s of the server %(server)s answers.")
        % {"tool": where.get("tool", "?"), "server": where.get("server", "?")}
    ]


def _plain(value: Any, empty: Promise | None = None) -> str:
    if value in ("", None):
        return str(empty) if empty is not None else "–"
    if label := _LABELS.get(str(value)):
        return str(label)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_format(value, force_grouping=True)
    return _short(str(value))


def _named(code: str) -> str:
    return _short(code.replace("_", " "))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE else f"{line[: QUOTE - 1].rstrip()}…"


def _strings(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _pairs(value: Any) -> dict[str, str]:
    members = value if isinstance(value, list | tuple) else []
    return {str(each.get("guest")): str(each.get("reply")) for each in members if isinstance(each, dict)}


def _share(before: Any, after: Any) -> list[str]:
    percent = [f"{round(each * 100)} %" if isinstance(each, int | float) else "–" for each in (before, after)]
    return [
        _("%(new)s of the gym's tasks have to pass instead of %(old)s.")
        % {"old": percent[0], "new": percent[1]}
    ]


_LABELS: dict[str, Promise] = {
    "shopping": gettext_lazy("before they book"),
    "booked": gettext_lazy("with a booking"),
    "arriving": gettext_lazy("about to arrive"),
    "in_house": gettext_lazy("staying in the house"),
    "left": gettext_lazy("after they left"),
    "formal": gettext_lazy("formal"),
    "informal": gettext_lazy("informal"),
    "none": gettext_lazy("none"),
    "few": gettext_lazy("a few"),
}
_LIMITS = {
    "model_calls": gettext_lazy("It may ask the model %(new)s times in a turn instead of %(old)s."),
    "tool_calls": gettext_lazy("It may use tools %(new)s times in a turn instead of %(old)s."),
    "seconds": gettext_lazy("A turn may take %(new)s seconds instead of %(old)s."),
    "reply_characters": gettext_lazy("Answers may be %(new)s characters long instead of %(old)s."),
}
_SPECIALIST: dict[str, Say] = {
    "name": _value(gettext_lazy("It is now called “%(new)s” instead of “%(old)s”.")),
    "purpose": _text(gettext_lazy("Purpose")),
    "instructions": _text(gettext_lazy("Instructions")),
    "examples": _examples,
    "tools": _list(
        gettext_lazy("The tool “%(name)s” was added."),
        gettext_lazy("The tool “%(name)s” was removed."),
        gettext_lazy("The tools are in another order."),
    ),
    "model": _value(
        gettext_lazy("The model was changed from %(old)s to %(new)s."),
        gettext_lazy("the installation's own"),
    ),
    "temperature": _value(
        gettext_lazy("It chooses its words more freely or less: %(new)s instead of %(old)s.")
    ),
    "limits": _limits,
    "phases": _phases,
    "documents": _list(
        gettext_lazy("It now needs the document “%(name)s”."),
        gettext_lazy("It no longer needs the document “%(name)s”."),
        gettext_lazy("The documents are in another order."),
    ),
    "remote": _remote,
    "suite": _value(
        gettext_lazy("Publishing now asks for the tasks “%(new)s” of the gym instead of “%(old)s”."),
        gettext_lazy("none"),
    ),
    "pass_share": _share,
}
_PERSONA: dict[str, Say] = {
    "name": _value(
        gettext_lazy("The receptionist is now called “%(new)s” instead of “%(old)s”."),
        gettext_lazy("without a name"),
    ),
    "voice": _text(gettext_lazy("Voice")),
    "formality": _value(
        gettext_lazy("Guests are now addressed in the %(new)s way instead of the %(old)s one.")
    ),
    "emoji": _value(gettext_lazy("Emoji: %(new)s instead of %(old)s.")),
    "signature": _text(gettext_lazy("Signature")),
}

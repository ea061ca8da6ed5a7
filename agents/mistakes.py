"""What is wrong with a configuration, in words of ours and by the name of the field people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS: dict[str, Promise] = {
    "name": gettext_lazy("Name"),
    "purpose": gettext_lazy("Purpose"),
    "instructions": gettext_lazy("Instructions"),
    "examples": gettext_lazy("Examples"),
    "tools": gettext_lazy("Tools"),
    "model": gettext_lazy("Model"),
    "temperature": gettext_lazy("Freedom of wording"),
    "limits": gettext_lazy("Limits"),
    "model_calls": gettext_lazy("Thoughts per answer"),
    "tool_calls": gettext_lazy("Uses of tools per answer"),
    "seconds": gettext_lazy("Seconds per answer"),
    "reply_characters": gettext_lazy("Longest answer, in characters"),
    "phases": gettext_lazy("Phases of the stay"),
    "documents": gettext_lazy("Documents"),
    "remote": gettext_lazy("Specialist elsewhere"),
    "suite": gettext_lazy("Tasks of the gym"),
    "pass_share": gettext_lazy("Share of the tasks that has to pass"),
    "voice": gettext_lazy("Voice"),
    "formality": gettext_lazy("How guests are addressed"),
    "emoji": gettext_lazy("Emoji"),
    "signature": gettext_lazy("Signature under mails"),
    "guest": gettext_lazy("what the guest writes"),
    "reply": gettext_lazy("the answer"),
    "server": gettext_lazy("server"),
    "tool": gettext_lazy("tool"),
}
_KINDS: dict[str, Promise] = {
    "string": gettext_lazy("this has to be a text."),
    "int": gettext_lazy("this has to be a whole number."),
    "float": gettext_lazy("this has to be a number."),
    "finite": gettext_lazy("this has to be a number."),
    "tuple": gettext_lazy("this has to be a list."),
    "model": gettext_lazy("this has to be an object with fields."),
    "dict": gettext_lazy("this has to be an object with fields."),
}


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong."""

    path: str  # examples.0.reply
    code: str  # missing, too_short, too_long, unknown, not_allowed, out_of_range, form, wrong_kind
    says: str  # without the field's name

    @property
    def field(self) -> str:
        """The field of the configuration itself, or of its limits."""
        steps = self.path.split(".")
        return steps[1] if steps[0] == "limits" and len(steps) > 1 else steps[0]

    def __str__(self) -> str:
        return f"{named(self.path)}: {self.says}"


def mistake_of(error: Mapping[str, Any]) -> Mistake:
    """One of pydantic's errors, with its input, as ours."""
    code, says = _told(error["type"], error.get("ctx") or {}, error.get("input"))
    return Mistake(".".join(str(step) for step in error["loc"]), code, says)


def named(path: str) -> str:
    """A place in a configuration as people call it; what nobody knows is quoted as it is."""
    names: list[str] = []
    for step in path.split("."):
        if step.isdecimal() and names:
            names[-1] += f" {int(step) + 1}"
        elif step != "limits" or path == "limits":
            names.append(str(LABELS.get(step, step[:80])))
    return ", ".join(names) if path else _("Configuration")


def _told(kind: str, about: Mapping[str, Any], given: Any) -> tuple[str, str]:
    if kind == "missing" or (kind in ("string_too_short", "too_short") and not given):
        return "missing", _("this is missing.")
    if kind == "string_too_short":
        return "too_short", _("too short; %(n)d characters at least.") % {"n": about["min_length"]}
    if kind == "string_too_long":
        return "too_long", _("too long; %(n)d characters at most.") % {"n": about["max_length"]}
    if kind == "too_long":
        return "too_long", _("too many; %(n)d at most.") % {"n": about["max_length"]}
    if kind == "extra_forbidden":
        return "unknown", _("there is no such field.")
    if kind == "literal_error":
        choices = str(about["expected"]).replace("'", "").replace(" or ", ", ")
        return "not_allowed", _("this is none of the choices: %(choices)s.") % {"choices": choices}
    if kind == "greater_than_equal":
        return "out_of_range", _("too little; %(n)s at least.") % {"n": _number(about["ge"])}
    if kind == "less_than_equal":
        return "out_of_range", _("too much; %(n)s at most.") % {"n": _number(about["le"])}
    if kind == "string_pattern_mismatch":
        return "form", _("small letters, digits and hyphens only, beginning with a letter.")
    if kind == "json_invalid":
        return "wrong_kind", _("this is not JSON.")
    says = _KINDS.get(kind.partition("_")[0])
    return "wrong_kind", str(says) if says else _("this is not what is expected here.")


def _number(value: Any) -> str:
    return f"{value:g}"

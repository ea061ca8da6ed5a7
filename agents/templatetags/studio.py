"""How the studio's pages write addresses, states, tokens and money."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from agents import notes
from agents.models import AgentVersion, Document
from agents.studio import frame, traces, watching, words
from pms.desk.access import Visit

register = template.Library()


@register.simple_tag(takes_context=True)
def studio_url(context: Context, page: str, /, *args: object, **query: Any) -> str:
    """The address of a page of the studio, of the same hotel; empty values are left out."""
    visit: Visit = context["visit"]
    return frame.url(visit, page, *args, **query)


@register.filter
def version_state(version: AgentVersion) -> str:
    """Where a version stands, in words."""
    return str(words.VERSION_STATE[version_look(version)])


@register.filter
def version_look(version: AgentVersion) -> str:
    return "withdrawn" if version.withdrawn_at else version.state


@register.filter
def language_name(code: str) -> str:
    return words.language(code)


@register.filter
def document_kind(document: Document) -> str:
    return str(words.DOCUMENT_KIND.get(document.kind, document.get_kind_display()))


@register.filter
def engine_name(code: str) -> str:
    """Who played: a model by its name, or the engine that needs none."""
    return gettext("Offline engine") if code == "offline" else code


@register.filter
def made_of(origin: str) -> str:
    """What a version was made from, in words."""
    kind, _sep, code = origin.partition(" ")
    return gettext("the template %(code)s") % {"code": code} if kind == "template" else origin


@register.filter
def rollout_kind(code: str) -> str:
    return str(words.ROLLOUT_KIND.get(code, code))


@register.filter
def rollout_state(code: str) -> str:
    return str(words.ROLLOUT_STATE.get(code, code))


@register.filter
def reason(code: str) -> str:
    """Why a trial ended; what a person wrote as it is."""
    return str(watching.REASON.get(code, code))


@register.filter
def differing(code: str) -> str:
    return str(words.DIFFERS.get(code, code))


@register.filter
def arm(code: str) -> str:
    return str(words.ARM.get(code, code))


@register.filter
def job_kind(code: str) -> str:
    return str(words.JOB_KIND.get(code, code))


@register.filter
def job_state(code: str) -> str:
    return str(words.JOB_STATE.get(code, code))


@register.filter
def phase(code: str) -> str:
    return str(words.PHASES.get(code, code))


@register.filter
def field_of(check: str) -> str:
    """The part of the form that a check is about, if it is about one."""
    return words.FIELD_OF_CHECK.get(check, "")


@register.filter
def dollars(value: Decimal | None) -> str:
    """US dollars; small sums with as many digits as they need."""
    if value is None:
        return "–"
    places = 2 if value == 0 or value >= 1 else 4
    return f"{number_format(value, decimal_pos=places, use_l10n=True)} USD"


@register.filter
def whole(value: int | None) -> str:
    return "–" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def share(part: int, whole: int) -> str:
    """`12 %`; a dash of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"


@register.filter
def ago(moment: datetime | None) -> str:
    """How long ago, roughly."""
    if moment is None:
        return ""
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    if minutes < 60:
        return ngettext("%d minute ago", "%d minutes ago", max(minutes, 1)) % max(minutes, 1)
    if minutes < 60 * 48:
        return ngettext("%d hour ago", "%d hours ago", minutes // 60) % (minutes // 60)
    return ngettext("%d day ago", "%d days ago", minutes // 1440) % (minutes // 1440)


@register.filter
def field(mapping: dict[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.filter
def percent_of(value: float | None) -> str:
    """0.914 as `91 %`."""
    return "–" if value is None else f"{round(100 * value)} %"


@register.filter
def task_kind(code: str) -> str:
    return str(words.TASK_KIND.get(code, code.replace("-", " ").capitalize()))


@register.filter
def suite_name(code: str) -> str:
    """The tasks of a run: the gym's, the house's, or those for one agent."""
    return str(words.SUITE.get(code) or task_kind(code))


@register.filter
def task_check(code: str) -> str:
    return str(words.TASK_CHECK.get(code, code.replace("_", " ").capitalize()))


@register.filter
def prompt_part(code: str) -> str:
    return str(words.PROMPT_PART.get(code, code))


@register.filter
def told(value: Any) -> str:
    """What was wanted or found, for people: lists by line, maps as `name: value`, nothing as a dash."""
    if value in (None, "", [], {}, ()):
        return "–"
    if isinstance(value, dict):
        return " · ".join(f"{name}: {told(each)}" for name, each in value.items() if each not in ("", None))
    if isinstance(value, list | tuple):
        return "\n".join(told(each) for each in value)
    return str(value)


@register.filter
def wanted_words(value: Any, what: str) -> str:
    """What a check wants or found, in words: reasons for a person, languages, yes and no."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if what not in ("hand_off", "language"):
        return told(value)
    each = value if isinstance(value, list | tuple) else [value]
    return "\n".join(_wanted_word(str(one), what) for one in each if one) or told("")


def _wanted_word(code: str, what: str) -> str:
    if code == "any":
        return gettext("whichever it is")
    if code == "may":
        return gettext("with or without")
    return traces.hand_off(code) if what == "hand_off" else words.language(code)


@register.filter
def alarm_words(code: str) -> str:
    return traces.alarm(code)


@register.filter
def hand_off_words(code: str) -> str:
    return traces.hand_off(code)


@register.simple_tag
def step_words(kind: str, name: str) -> str:
    return traces.step(kind or "", name or "")


@register.filter
def note_words(text: str) -> str:
    """A note for staff in the language of the page."""
    return notes.in_words(text)


@register.filter
def step_text(step: Any) -> str:
    """What the guest of a task says."""
    says = step if isinstance(step, str) else step.says or f"[{step.taps}]"
    return says if isinstance(says, str) else "\n".join(says)


@register.filter
def wanted_of(expect: Any) -> list[tuple[str, Any]]:
    """What a task wants in the end, without what it leaves open."""
    return list(expect.model_dump(exclude_defaults=True, by_alias=True).items())

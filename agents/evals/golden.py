"""A task made of a real conversation: the guest's words, masked, with what came of them as what is wanted.

Days become relative to the day it is played on, prices are worked out anew, and the house is a copy of the
hotel as it is then. Nothing is stored before a person has looked at it (`draft`, then `keep`).
"""

import re
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.base import Line
from agents.evals import datewords, outcome
from agents.evals.masking import Mask, personal
from agents.evals.outcome import NoTask, Outline
from agents.evals.tasks import GOLDEN, OWN_HOUSE, Task
from agents.models import GoldenTask
from hotels import audit
from hotels.models import Hotel, User

__all__ = ["NoTask", "draft", "keep"]

TURNS = 20
TITLE = 100
LANGUAGES = ("es", "en")
_TAP = re.compile(r"(yes|change|person):")


def draft(
    hotel: Hotel,
    conversation_id: int,
    lines: Sequence[Line],
    *,
    language: str,
    names: Sequence[str] = (),
    hand_off: str = "",
) -> Task:
    """The task that this conversation makes, masked; nothing is stored. Raises NoTask.

    `lines` are the conversation's, oldest first; `names` belong to whoever is known to take part.
    """
    heard = _until_staff(lines)
    if not any(line.author == "guest" for line in heard):
        raise NoTask(_("The guest has said nothing that a task could be made of."))
    acts = outcome.acts_of(hotel, conversation_id)
    mask = Mask()
    mask.knows(*names, *(act.guest_name for act in acts))
    outline = Outline(hotel, heard[0].at.astimezone(hotel.tz).date(), mask)
    before = outcome.before(outline, acts)
    expect = outcome.expected(outline, acts)
    mask.codes |= {code: f"{{{name}}}" for code, name in outline.codes.items()}
    for line in heard:
        mask.masked(line.text)  # a name told late belongs to the lines before it too
    says, terms = _script(outline, heard)
    if left := personal([repr(says), repr(terms), repr(before)], mask):
        raise NoTask(_("Something personal could not be masked (%(n)d found).") % {"n": len(left)})
    told = {
        "code": f"{GOLDEN}-{conversation_id}",
        "kind": GOLDEN,
        "language": language if language in LANGUAGES else LANGUAGES[0],
        "title": _title(says, conversation_id),
        "house": OWN_HOUSE,
        "days": outline.days,
        "prices": outline.prices,
        "before": before,
        "guest": {"name": mask.masked(names[0]) if names and names[0] else "", "says": says, "terms": terms},
        "expect": {**expect, "hand_off": hand_off, "language": ["any"], "turns": TURNS},
    }
    try:
        return Task.model_validate(told)
    except ValidationError as error:
        raise NoTask(_("This conversation is too long or too unusual for a task.")) from error


@transaction.atomic
def keep(
    hotel: Hotel, task: Task, by: User | str, *, conversation_id: int | None = None, agent: str = ""
) -> GoldenTask:
    """Keep a task that somebody has looked at; the one of the same conversation before is replaced."""
    code = f"{GOLDEN}-{conversation_id}" if conversation_id else f"{GOLDEN}-{secrets.token_hex(4)}"
    row, _made = GoldenTask.objects.update_or_create(
        hotel=hotel,
        code=code,
        defaults={
            "title": task.title,
            "task": task.model_dump(mode="json", by_alias=True),
            "conversation_id": conversation_id,
            "agent": agent,
            "is_active": True,
            "made_by": by if isinstance(by, User) else None,
        },
    )
    audit.record(hotel, by, "golden_task.kept", row, {"code": code})
    return row


@transaction.atomic
def use(row: GoldenTask, by: User | str, *, active: bool) -> None:
    """Take a task up again, or let it rest: no run of the gym plays it then."""
    GoldenTask.objects.filter(pk=row.pk, hotel=row.hotel).update(is_active=active)
    audit.record(
        row.hotel, by, "golden_task.used" if active else "golden_task.rested", row, {"code": row.code}
    )


@transaction.atomic
def delete(row: GoldenTask, by: User | str) -> None:
    """The trail says that it was there, not what it said."""
    audit.record(row.hotel, by, "golden_task.deleted", row, {"code": row.code})
    row.delete()


def _until_staff(lines: Sequence[Line]) -> list[Line]:
    """What was said before a person of the house answered."""
    ends = next((number for number, line in enumerate(lines) if line.author == "staff"), len(lines))
    return [line for line in lines[:ends] if line.kind != "reaction"]


def _script(outline: Outline, lines: Sequence[Line]) -> tuple[list[dict[str, Any]], list[str]]:
    """The guest's steps, and what they did about each terms that were put before them."""
    steps: list[dict[str, Any]] = []
    terms: list[str] = []
    asked, burst = False, False
    for line in lines:
        if line.author != "guest":
            asked, burst = asked or line.proposal is not None, False
            continue
        text = _masked(outline, line.text)
        if asked:
            terms.append(_reaction(line, text))
        elif burst and line.kind == "text" and steps[-1]["kind"] == "text":
            steps[-1]["says"].append(text)
        else:
            steps.append({"says": [text], "kind": line.kind, "forwarded": line.forwarded})
        asked, burst = False, not asked
    return steps, terms or ["leave"]


def _reaction(line: Line, text: str) -> str:
    tap = _TAP.match(line.payload)
    if tap is None:
        return text
    return {"yes": "accept", "change": "change", "person": "person"}[tap[1]]


def _masked(outline: Outline, text: str) -> str:
    """A guest's words without what tells who they are, and with names for the days."""
    masked = outline.mask.masked(text.replace("{", "(").replace("}", ")"))
    return datewords.replaced(masked, outline.began, lambda day: f"{{{outline.day(day)}}}")


def _title(says: Sequence[dict[str, Any]], conversation_id: int) -> str:
    first = " ".join(" ".join(says[0]["says"]).split())[:TITLE] if says else ""
    return first if len(first) >= 5 else f"{GOLDEN} {conversation_id}"

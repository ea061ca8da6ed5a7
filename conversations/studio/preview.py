"""The exact request for a chosen conversation or a question, and the answer it would give: a dry run."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import preview as previews
from agents.base import Briefing, Superseded
from agents.config import AgentConfig, Config
from agents.models import AgentVersion
from agents.studio.agent import found
from agents.studio.cards import Card, config_of
from agents.studio.frame import part, plain, row, show
from agents.studio.rehearsal import nobody
from conversations.models import Conversation
from conversations.studio import briefings
from pms.desk.access import Visit, managers_only, staff_page

RECENT = 20
QUESTION = 1_000  # characters


@require_GET
@staff_page
def preview(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The request as it would be sent, part by part, with tokens and what it may cost."""
    card = found(visit, code)
    asked = _asked(request.GET)
    briefing, conversation = _briefing(visit, asked)
    version, config = _version(card, asked["version"])
    request_of = previews.preview(briefing, code, config) if briefing and config else None
    return show(
        request,
        visit,
        "preview.html",
        card.name,
        card=card,
        tab="preview",
        asked=asked,
        conversation=conversation,
        recent=_recent(visit),
        version=version,
        found=request_of,
        messages_shown=[_readable(each) for each in request_of.messages] if request_of else [],
        tools_shown=[_tool(each) for each in request_of.tools] if request_of else [],
        parts=_parts(request_of.tokens) if request_of else [],
        is_incomplete=config is None,
    )


@require_POST
@managers_only
def try_it(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The answer: the model is asked in earnest, nothing is written and nobody gets it."""
    card = found(visit, code)
    asked = _asked(request.POST)
    briefing, _conversation = _briefing(visit, asked)
    _shown, config = _version(card, asked["version"])
    if briefing is None or not briefing.unanswered or config is None:
        return part(request, visit, "_tried.html", problem=_("Choose a conversation or write a question."))
    try:
        tried = previews.try_out(briefing, code, config)
    except Superseded:
        return part(request, visit, "_tried.html", problem=_("It took too long. Try again."))
    return part(
        request,
        visit,
        "_tried.html",
        tried=tried,
        questions=[line.text for line in briefing.new_lines()],
        steps=[(step.get("kind", ""), step.get("name", ""), step.get("ms")) for step in tried.trace.steps],
    )


def _asked(data: Any) -> dict[str, str]:
    return {
        "conversation": data.get("conversation", ""),
        "question": plain(data.get("question", ""), QUESTION),
        "version": data.get("version", ""),
    }


def _briefing(visit: Visit, asked: dict[str, str]) -> tuple[Briefing | None, Conversation | None]:
    """Raises Http404 for a conversation of another hotel."""
    if asked["conversation"]:
        rows = Conversation.objects.of(visit.hotel).select_related("hotel__tier", "guest", "account")
        conversation: Conversation = row(rows.defer("account__credentials"), asked["conversation"])
        return briefings.of_conversation(conversation, asked["question"]), conversation
    if asked["question"]:
        return briefings.with_question(nobody(visit.hotel), asked["question"]), None
    return None, None


def _version(card: Card, number: str) -> tuple[AgentVersion | None, AgentConfig | None]:
    """The version asked for, else the draft, else what answers now. An incomplete draft has no config."""
    version = card.draft or card.published
    if number == "now":
        version = card.published
    config: Config | None = card.config if version is None else config_of(version, card.kind)
    return version, config if isinstance(config, AgentConfig) else None


def _recent(visit: Visit) -> list[Conversation]:
    rows = Conversation.objects.of(visit.hotel).select_related("guest").exclude(last_text="")
    return list(rows.order_by("-last_message_at")[:RECENT])


def _readable(message: dict[str, Any]) -> dict[str, str]:
    """A message of the request: who speaks, and its text as the model gets it."""
    content = message.get("content")
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    if calls := message.get("tool_calls"):
        text = f"{text or ''}\n{json.dumps(calls, ensure_ascii=False, indent=2)}".strip()
    return {"role": str(message.get("role", "")), "text": text or ""}


def _tool(schema: dict[str, Any]) -> dict[str, str]:
    told = schema.get("function", schema)
    return {
        "name": str(told.get("name", "")),
        "about": str(told.get("description", "")),
        "schema": json.dumps(told.get("parameters", {}), ensure_ascii=False, indent=2),
    }


def _parts(tokens: dict[str, int]) -> list[tuple[str, int, int]]:
    """Name, tokens and per cent of the whole, as told in this order."""
    whole = sum(tokens.values()) or 1
    return [(name, count, round(100 * count / whole)) for name, count in tokens.items() if count]

"""Past turns answered once more by a draft, in a rehearsal: what it would have said, beside what was said."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from agents import jobs, preview, remote
from agents.base import Superseded
from agents.config import AgentConfig, PersonaConfig, WrongConfig, read_config
from agents.models import AgentVersion, Job
from agents.shadow import Said, differences, said_by, tools_of
from conversations import turns
from conversations.models import Message, Turn
from hotels.models import User

TURNS = 50
SHOWN = 40  # that differ, kept with the job


def open_replay(version: AgentVersion, by: User | str, count: int = TURNS) -> Job:
    """A job that answers the hotel's last `count` turns of this agent with the version; ring its task."""
    return jobs.open_job(
        version.hotel,
        Job.Kind.REPLAY,
        f"agents.agentversion:{version.pk}",
        version.title,
        str(by),
        version=version.pk,
        count=max(1, min(count, 500)),
    )


def work(job: Job) -> dict[str, Any]:
    """Answer them, one after the other. The result: how many are the same, in what the rest differs."""
    version = AgentVersion.objects.select_related("agent").filter(
        hotel=job.hotel, pk=job.arguments.get("version")
    ).first()  # fmt: skip
    if version is None:
        raise jobs.JobFailed("not_found", _("This version is not there any more."))
    try:
        config = read_config(version.agent.kind, version.config)
    except WrongConfig as wrong:
        raise jobs.JobFailed("wrong_config", str(wrong)) from wrong
    if isinstance(config, AgentConfig) and config.remote and not remote.rehearses(job.hotel, config.remote):
        raise jobs.JobFailed("partner_not_asked", str(remote.NOT_ASKED))
    found = _turns(job, version)
    differs: Counter[str] = Counter()
    shown: list[dict[str, Any]] = []
    cost, same = 0.0, 0
    for number, turn in enumerate(found):
        says = _("Turn %(n)d of %(all)d") % {"n": number + 1, "all": len(found)}
        jobs.report(job, number, len(found), says)
        given: dict[str, Any] = (
            {"persona": config} if isinstance(config, PersonaConfig)
            else {"code": version.agent.code, "config": config}
        )  # fmt: skip
        briefing = replace(turns.briefing(turn, replayed=True), disclosed=True)
        try:
            tried = preview.try_out(briefing, version=version.pk, **given)
        except Superseded:
            continue
        if tried.partner_not_asked:
            continue
        before, after = said_in(turn), said_by(tried)
        cost += float(after.cost)
        if what := differences(before, after):
            differs.update(what)
            shown.append({"turn": turn.pk, "differs": what, "said": before.shown(), "now": after.shown()})
        else:
            same += 1
    return {
        "turns": len(found), "same": same, "differs": dict(differs), "cost": round(cost, 4),
        "shown": shown[:SHOWN],
    }  # fmt: skip


def said_in(turn: Turn) -> Said:
    """What a past turn answered, without the words that told the guest of the AI."""
    replies = list(turn.replies.filter(direction=Message.Direction.OUT).order_by("part"))
    texts = [reply.text for reply in replies]
    out = turn.conversation.messages.filter(direction=Message.Direction.OUT)
    if replies and not out.filter(position__lt=replies[0].position).exists():
        texts[0] = texts[0].partition("\n\n")[2] or texts[0]
    return Said(
        texts=tuple(texts),
        tools=tools_of(turn.steps),
        hand_off=turn.hand_off,
        alarms=tuple(map(str, turn.alarms)),
        language=turn.conversation.language,
        cost=turn.cost,
    )


def _turns(job: Job, version: AgentVersion) -> list[Turn]:
    """The newest answered turns of this agent (of all for a persona), oldest first; no receipts."""
    rows = Turn.objects.filter(
        hotel=job.hotel, outcome=Turn.Outcome.ANSWERED, committed=False
    ).select_related("conversation")  # fmt: skip
    if version.agent.kind != "persona":
        rows = rows.filter(agent=version.agent.code)
    return list(rows.order_by("-id")[: int(job.arguments.get("count", TURNS))])[::-1]

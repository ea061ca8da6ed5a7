"""Whether a guest has said yes to terms. Judged by code alone: no model has a part in it.

A button carries the proposal's nonce, so it proves which terms the guest means. A written yes counts only
as the very next thing said after those terms, plain, typed and new.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from agents.base import Briefing, Line
from agents.offline.confirmation import is_plain_no, is_plain_yes
from agents.offline.words import fold
from pms import proposals
from pms.models import Proposal

# The provider's clock has whole seconds, ours has not.
CLOCK_SLACK = timedelta(seconds=2)

_BUTTON = re.compile(r"(yes|change|person):([A-Za-z0-9_-]{10,64})")
_THANKS = re.compile(r"(muchas |mil )?(gracias|thanks|thank you)( (muchas|so much|a lot))?")
# Any of these beside a tapped button makes it doubtful.
_DOUBT = re.compile(
    r"\b(no|not|dont|espera|espere|esperen|wait|stop|para|pare|cancel\w*|cambi\w*|change|mejor|instead|pero|but|"
    r"error|equivo\w*|mistake|todavia|aun|yet|nunca|never|alto|hold|otr[oa]s?|other|another|broma|kidding|ups|oops|"
    r"perdon|sorry|wrong|agreg\w*|anad\w*|add|quit[ae]\w*|remove)\b"
)

Answer = Literal["yes", "again", "no", "change", "person", "stale", "unclear", "none"]


@dataclass(frozen=True)
class Verdict:
    """What the waiting lines say about a proposal.

    `yes`: confirm it, `message_id` is the guest's word. `again`: it was carried out before. `stale`: a
    button of terms that hold no longer. `unclear`: a yes that does not count; ask again. `none`: nothing
    was said about it. `rest` are the lines that say something else and still want an answer.
    """

    answer: Answer
    proposal: Proposal | None = None
    message_id: int = 0
    rest: tuple[Line, ...] = ()


def judge(briefing: Briefing, lines: Sequence[Line]) -> Verdict:
    """Read the guest's unanswered `lines` (oldest first, reactions left out)."""
    if late := _late(briefing, lines):
        return late
    taps = [
        (line, match) for line in lines if (match := _BUTTON.fullmatch(line.payload)) and not line.forwarded
    ]
    if taps:
        return _tapped(briefing, lines, *taps[-1])
    proposal = proposals.open_proposal(briefing.conversation_id)
    if proposal is None:
        return _after_all(briefing, lines)
    typed = [line for line in lines if not _is_thanks(line)]
    if typed and is_plain_no(typed[-1].text) and _is_typed(typed[-1]):
        return Verdict("no", proposal, typed[-1].id, rest=tuple(typed[:-1]))
    if not typed or not all(is_plain_yes(line.text) for line in typed):
        return Verdict("none", proposal)
    if all(_counts(line, proposal, briefing) for line in typed):
        return Verdict("yes", proposal, typed[-1].id)
    return Verdict("unclear", proposal)


def _late(briefing: Briefing, lines: Sequence[Line]) -> Verdict | None:
    """The yes of a turn that died half-way, or the same yes again before its outcome is known or told."""
    chat = briefing.conversation_id
    proposal = proposals.being_carried_out(chat) or proposals.untold(chat, [line.id for line in lines])
    if proposal is None or proposal.confirmed_by is None:
        return None
    yes = [line for line in lines if line.id == proposal.confirmed_by or is_plain_yes(line.text)]
    rest = tuple(line for line in lines if line not in yes and not _is_thanks(line))
    return Verdict("yes", proposal, proposal.confirmed_by, rest) if yes else None


def _tapped(briefing: Briefing, lines: Sequence[Line], tap: Line, match: re.Match[str]) -> Verdict:
    """What the last tapped button means, given whatever else was written with it."""
    wish, nonce = match.groups()
    proposal = proposals.by_nonce(briefing.conversation_id, nonce)
    others = [line for line in lines if not _BUTTON.fullmatch(line.payload)]
    rest = tuple(line for line in others if not _is_thanks(line) and not is_plain_yes(line.text))
    if wish == "person":
        return Verdict("person", proposal, tap.id)
    if proposal is None:
        return Verdict("stale", None, tap.id, rest)
    if proposal.state == Proposal.State.COMMITTED:
        return Verdict("again", proposal, tap.id, rest)
    if proposal.state == Proposal.State.CONFIRMED:
        # An earlier turn died half-way: what the guest confirmed is carried out once, by its key.
        return Verdict("yes", proposal, proposal.confirmed_by or tap.id, rest)
    if proposal.state not in Proposal.OPEN or proposal.expires_at <= briefing.now:
        return Verdict("stale", proposal, tap.id, rest)
    later = [line for line in lines[lines.index(tap) + 1 :] if line in rest]
    if wish == "change":
        return Verdict("change", proposal, tap.id, rest)
    if later and is_plain_no(later[-1].text):
        return Verdict("no", proposal, later[-1].id, rest=tuple(rest[:-1]))
    if any(_DOUBT.search(fold(line.text)) for line in later):
        return Verdict("unclear", proposal, tap.id, rest)
    return Verdict("yes", proposal, tap.id, rest)


def _after_all(briefing: Briefing, lines: Sequence[Line]) -> Verdict:
    """A yes repeated right after the act: it gets the first result again."""
    settled = briefing.state.get("settled")
    if not settled or not all(is_plain_yes(line.text) or _is_thanks(line) for line in lines):
        return Verdict("none")
    if not any(is_plain_yes(line.text) for line in lines):
        return Verdict("none")
    latest = proposals.latest(briefing.conversation_id)
    if latest is None or latest.pk != settled or latest.state != Proposal.State.COMMITTED:
        return Verdict("none")
    return Verdict("again", latest, lines[-1].id)


def _counts(line: Line, proposal: Proposal, briefing: Briefing) -> bool:
    """Whether this plain yes can only mean these terms: typed after them, as the next thing said."""
    shown = offered_line(briefing, proposal)
    if proposal.state != Proposal.State.OFFERED or proposal.offered_at is None or shown is None:
        return False
    since = (
        max(proposal.offered_at, shown.received_at) if _is_reminder(shown, proposal) else proposal.offered_at
    )
    quotes_older = line.reply_to is not None and line.reply_to < shown.id
    return (
        _is_typed(line)
        and not quotes_older
        and _is_later(line, since)
        and proposal.expires_at > briefing.now
        and _is_next(briefing, shown)
        and not _asked_more(briefing, shown)
    )


def _is_reminder(shown: Line, proposal: Proposal) -> bool:
    return shown.id != proposal.offered_message_id


def _is_later(line: Line, since: datetime) -> bool:
    """Said and received after the terms, by both clocks."""
    return line.received_at > since and line.at >= since - CLOCK_SLACK


def offered_line(briefing: Briefing, proposal: Proposal) -> Line | None:
    """The newest outgoing line that shows these terms or reminds of them."""
    outgoing = [line for line in briefing.transcript if line.author != "guest"]
    return next((line for line in reversed(outgoing) if line.proposal == proposal.pk), None)


def _is_next(briefing: Briefing, shown: Line) -> bool:
    """Nothing was said after these terms but the lines that wait: neither by us nor by the guest."""
    after = [line for line in briefing.transcript if line.received_at > shown.received_at]
    return all(line.id in briefing.unanswered or line.kind == "reaction" for line in after)


def _asked_more(briefing: Briefing, shown: Line) -> bool:
    """Whether the same answer of ours asked something besides: then a yes may be to that."""
    for line in reversed(briefing.transcript[: briefing.transcript.index(shown)]):
        if line.author == "guest":
            return False
        if "?" in line.text:
            return True
    return False


def _is_typed(line: Line) -> bool:
    """Written by this guest for this chat: not spoken, forwarded or tapped."""
    return line.kind == "text" and not line.forwarded and not line.payload


def _is_thanks(line: Line) -> bool:
    words = " ".join(re.findall(r"[^\W\d_]+", fold(line.text)))
    return line.kind == "text" and "?" not in line.text and bool(_THANKS.fullmatch(words))

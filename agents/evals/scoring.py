"""What a task wanted against what was found: the state, and the facts that were said; never the style."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agents.config import AgentConfig
from agents.evals.days import Day, filled
from agents.evals.stage import Stage
from agents.evals.tasks import Said
from agents.evals.texts import amounts_in, plain
from agents.evals.wanted import amount, appointments, requests, reservations, waiting
from agents.evals.world import World
from agents.offline import language as languages
from agents.offline.words import tokens, words

ENOUGH_WORDS = 6  # fewer do not tell a language


@dataclass(frozen=True)
class Check:
    what: str
    ok: bool
    wanted: str = ""
    found: str = ""
    optional: bool = False  # told, but not part of passing

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"wanted": self.wanted[:500], "found": self.found[:500]}


@dataclass(frozen=True)
class Answered:
    """One answer of the receptionist, as far as it is scored."""

    texts: tuple[str, ...]
    language: str
    hand_off: str = ""
    agent: str = ""


def score(
    stage: Stage, after: World, answers: Sequence[Answered], config: AgentConfig | None = None
) -> list[Check]:
    """Every check of a trial. `config` is the specialist's the task is for."""
    assert stage.before is not None
    before, expect = stage.before, stage.task.expect
    checks = [
        _same("reservations", reservations(stage, before, after), after.reservations),
        _same("appointments", appointments(stage, before, after), after.appointments),
        _same("requests", requests(stage, before, after), after.requests),
        _same("waiting", waiting(stage, before, after), list(after.waiting)),
        _same("payments", before.payments, after.payments),
        _rooms_in_use(after),
        _house(before, after),
        _open_terms(expect.open_terms, after),
        _hand_off(stage, answers),
        _languages(stage, answers),
        Check(
            "turns", len(answers) <= expect.turns, _("at most %(n)d") % {"n": expect.turns}, str(len(answers))
        ),
    ]
    said = "\n".join(text for each in answers for text in each.texts)
    checks += [_said(stage, each, said, True) for each in expect.says]
    checks += [_said(stage, each, said, False) for each in expect.says_not]
    if expect.gap is not None:
        checks.append(
            Check("gap", expect.gap == (after.gaps > before.gaps), found=_("%(n)d open") % {"n": after.gaps})
        )
    if expect.answered_by:
        agents = [each.agent for each in answers if each.agent]
        checks.append(
            Check("answered_by", expect.answered_by in agents, expect.answered_by, ", ".join(agents))
        )
    return checks + of_config(expect.tools, expect.no_tools, expect.told, config)


def of_config(
    tools: Iterable[str], no_tools: Iterable[str], told: Iterable[str], config: AgentConfig | None
) -> list[Check]:
    """What can be said of a specialist without asking it anything."""
    if config is None:
        return []
    has = ", ".join(config.tools)
    words_of_it = plain(f"{config.purpose}\n{config.instructions}")
    return [
        *(Check("tools", each in config.tools, each, has) for each in tools),
        *(
            Check("tools", each not in config.tools, _("without %(tool)s") % {"tool": each}, has)
            for each in no_tools
        ),
        *(Check("told", bool(re.search(each, words_of_it)), each) for each in told),
    ]


def _same(what: str, wanted: Any, found: Any) -> Check:
    return Check(what, wanted == found, _shown(wanted), _shown(found))


def _shown(value: Any) -> str:
    return repr(dict(value)) if isinstance(value, Mapping) else repr(value)


def _rooms_in_use(after: World) -> Check:
    """As many rooms are in use as live reservations say."""
    live = sum(
        room["status"] in ("confirmed", "checked_in", "pending")
        for entry in after.reservations.values()
        for room in entry["rooms"]
    )
    stays = after.stays
    return Check("rooms", live == stays, _("%(n)d in use") % {"n": live}, _("%(n)d in use") % {"n": stays})


def _house(before: World, after: World) -> Check:
    touched = [name for name, rows in before.house.items() if rows != after.house[name]]
    return Check("house", not touched, _("nothing of the house itself is touched"), ", ".join(touched))


def _open_terms(wanted: bool | None, after: World) -> Check:
    right = _("either") if wanted is None else _("open") if wanted else _("none open")
    found = _("%(n)d open") % {"n": after.open_terms}
    return Check("proposals", wanted in (None, bool(after.open_terms)), right, found)


def _hand_off(stage: Stage, answers: Sequence[Answered]) -> Check:
    reasons = [each.hand_off for each in answers if each.hand_off]
    wanted = stage.task.expect.hand_off
    right = (wanted,) if isinstance(wanted, str) else wanted
    found = ", ".join(reasons) or _("none")
    if "may" in right:
        return Check("hand_off", True, _("with or without"), found)
    ok = bool(reasons) == bool(wanted) and ("any" in right or all(reason in right for reason in reasons))
    return Check("hand_off", ok, _(" or ").join(right) or _("none"), found)


def _languages(stage: Stage, answers: Sequence[Answered]) -> Check:
    """Each answer is in the language it should be in, by its words; too few of them: as it says itself."""
    wanted = stage.task.expect.language or (stage.task.language,)
    expected = [wanted[min(number, len(wanted) - 1)] for number in range(len(answers))]
    wrong = [
        _("answer %(n)d: %(language)s") % {"n": number + 1, "language": spoken}
        for number, (each, right) in enumerate(zip(answers, expected, strict=True))
        for spoken in [_spoken(" ".join(each.texts)) or each.language]
        if right not in ("any", spoken)
    ]
    return Check("language", not wrong, ", ".join(wanted), "; ".join(wrong))


def _spoken(text: str) -> str:
    found = words(tokens(text))
    return languages.detect(found, text) if len(found) >= ENOUGH_WORDS else ""


def _said(stage: Stage, wanted: str | Said, said: str, should: bool) -> Check:
    what = "says" if should else "says_not"
    if isinstance(wanted, str):
        patterns = {name: re.escape(plain(str(value))) for name, value in stage.values().items()}
        pattern = filled(wanted, patterns)
        found = bool(re.search(pattern, plain(said)))
        return Check(what, found == should, pattern)
    found, about = _is_told(stage, wanted, said)
    return Check(what, found == should, about)


def _is_told(stage: Stage, wanted: Said, said: str) -> tuple[bool, str]:
    if wanted.amount:
        asked = Decimal(amount(stage, wanted.amount))
        return asked in amounts_in(said), str(asked)
    if wanted.code:
        code = stage.codes[wanted.code]
        return code in said, code
    day = stage.days[wanted.day]
    forms = [plain(Day(day, language).written("")) for language in ("es", "en")]
    flat = plain(said)
    return any(form in flat for form in [*forms, day.isoformat()]), str(day)

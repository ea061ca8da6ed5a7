"""Who answers for a hotel: its published agents over those out of the box, in the version a talk began with.

A conversation keeps the versions it began with (its pins, in the receptionist's state) as long as they may
be used: a version that was rolled back or whose roll-out was stopped is used by nobody from then on.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import yaml

from agents.config import AgentConfig, Config, PersonaConfig, WrongConfig, read_config
from agents.models import Agent, AgentVersion, Rollout
from hotels.models import Hotel
from hotels.remembered import remembered

STARTERS = Path(__file__).parent / "starters"
PERSONA = "persona"
DEFAULT = "concierge"  # answers what nobody else should
VERSIONS = 400  # of a hotel that are kept in mind, newest first

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Specialist:
    code: str
    config: AgentConfig
    version: int | None = None  # AgentVersion; None: out of the box


@dataclass(frozen=True)
class Trial:
    """A running canary or A/B of one agent, or a shadow of it."""

    rollout: int
    kind: str
    share: int
    version: int


@dataclass(frozen=True)
class Roster:
    """All that a hotel's configuration says of its agents, as of now. Shared by turns: read-only."""

    specialists: Mapping[str, Specialist]
    persona_version: int | None
    trials: Mapping[str, Trial]  # by code of the agent
    versions: Mapping[int, Config]  # every one that a conversation may still use


@dataclass(frozen=True)
class Cast:
    """Who answers in one conversation."""

    specialists: Mapping[str, Specialist]
    persona: PersonaConfig
    pins: dict[str, int]  # to be kept with the conversation: version by code; 0: out of the box
    arms: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # code: (rollout, baseline | candidate)
    shadows: Mapping[str, Trial] = field(default_factory=dict)
    only_tried: frozenset[str] = frozenset()  # agents without a version for everybody yet

    @property
    def default(self) -> Specialist:
        return self.specialists.get(DEFAULT) or next(iter(self.specialists.values()))

    def in_phase(self, phase: Callable[[], str]) -> tuple[Specialist, ...]:
        """The specialists for a phase of the stay (asked where it matters); the default one is for all."""
        found = tuple(self.specialists.values())
        if not any(each.config.phases for each in found):
            return found
        now, default = phase(), self.default.code
        return tuple(
            each
            for each in found
            if not each.config.phases or now in each.config.phases or each.code == default
        )

    def trial_of(self, code: str) -> tuple[int | None, str]:
        """The roll-out a turn of this agent counts for, and its arm.

        The agent's own, else the persona's, else one of an agent that only the candidate's conversations
        have: that is compared by all turns, since there is none of it on the other side.
        """
        own = self.arms.get(code) or self.arms.get(PERSONA)
        return own or next((arm for other, arm in self.arms.items() if other in self.only_tried), (None, ""))


def cast(hotel: Hotel, conversation_id: int, kept: Any) -> Cast:
    """Who answers in this conversation; `kept` are the pins of its turns before, or nothing."""
    roster = roster_of(hotel)
    pins = _pins(kept)
    specialists: dict[str, Specialist] = {}
    arms: dict[str, tuple[int, str]] = {}
    now: dict[str, int] = {}
    for code in (*roster.specialists, *(code for code in roster.trials if code not in roster.specialists)):
        published = roster.specialists.get(code)
        version, arm = _chosen(
            roster, code, published.version if published else None, conversation_id, pins.get(code)
        )
        now[code] = version or 0
        if arm:
            arms[code] = (roster.trials[code].rollout, arm)
        if one := _specialist(roster, code, version):
            specialists[code] = one
    version, arm = _chosen(roster, PERSONA, roster.persona_version, conversation_id, pins.get(PERSONA))
    voice = roster.versions.get(version) if version else None
    return Cast(
        specialists={code: one for code, one in specialists.items() if code != PERSONA},
        persona=voice if isinstance(voice, PersonaConfig) else PersonaConfig(),
        pins=now | {PERSONA: version or 0},
        arms=arms | ({PERSONA: (roster.trials[PERSONA].rollout, arm)} if arm else {}),
        shadows={code: trial for code, trial in roster.trials.items() if trial.kind == Rollout.Kind.SHADOW},
        only_tried=frozenset(roster.trials.keys() - roster.specialists.keys() - {PERSONA}),
    )


def _specialist(roster: Roster, code: str, version: int | None) -> Specialist | None:
    """The agent in that version; without one as out of the box, if there is such a one."""
    config = roster.versions.get(version) if version else starters().get(code)
    return Specialist(code, config, version) if isinstance(config, AgentConfig) else None


def _chosen(
    roster: Roster, code: str, published: int | None, conversation_id: int, pin: int | None
) -> tuple[int | None, str]:
    """The version for a conversation, and the arm it stands for in a trial."""
    trial = roster.trials.get(code)
    tried = trial is not None and trial.kind != Rollout.Kind.SHADOW
    if pin is not None and (pin == 0 or pin in roster.versions):
        version = pin or None
        if not tried or trial is None:
            return version, ""
        if pin == trial.version:
            return version, "candidate"
        # Began before the trial: it takes no part, unless it has what the trial compares with.
        return version, "baseline" if version == published else ""
    if tried and trial is not None:
        if share_of(trial.rollout, conversation_id) < trial.share:
            return trial.version, "candidate"
        return published, "baseline"
    return published, ""


def share_of(rollout: int, conversation_id: int) -> int:
    """0 to 99, the same for the same conversation, spread evenly."""
    digest = hashlib.sha256(f"{rollout}:{conversation_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100


def roster_of(hotel: Hotel) -> Roster:
    """The hotel's agents as they are now; known in every process as soon as they change."""
    return remembered(hotel.pk, "roster", lambda: _read(hotel))


@cache
def starters() -> Mapping[str, AgentConfig]:
    """The specialists out of the box, by code."""
    found = {}
    for path in sorted((STARTERS / "agents").glob("*.yaml")):
        config = read_config("specialist", yaml.safe_load(path.read_text(encoding="utf-8")))
        assert isinstance(config, AgentConfig)
        found[path.stem] = config
    return found


def _read(hotel: Hotel) -> Roster:
    agents = list(Agent.objects.filter(hotel=hotel))
    running = Rollout.objects.filter(hotel=hotel, state=Rollout.State.RUNNING).select_related("agent")
    trials = {row.agent.code: Trial(row.pk, row.kind, row.share, row.candidate_id) for row in running}
    versions = _versions(hotel)
    specialists = {code: Specialist(code, config) for code, config in starters().items()}
    for agent in agents:
        config = versions.get(agent.published_id) if agent.published_id else None
        if not agent.is_enabled:
            specialists.pop(agent.code, None)
            trials.pop(agent.code, None)
        elif isinstance(config, AgentConfig):
            specialists[agent.code] = Specialist(agent.code, config, agent.published_id)
    voices = [each for each in agents if each.kind == Agent.Kind.PERSONA and each.is_enabled]
    persona_version = voices[0].published_id if voices else None
    voice = versions.get(persona_version) if persona_version else None
    return Roster(
        specialists=specialists,
        persona_version=persona_version if isinstance(voice, PersonaConfig) else None,
        trials={code: trial for code, trial in trials.items() if trial.version in versions},
        versions=versions,
    )


def _versions(hotel: Hotel) -> dict[int, Config]:
    """Every version that a conversation may be answered by. One that we no longer understand is left out."""
    rows = (
        AgentVersion.objects.filter(hotel=hotel, withdrawn_at=None)
        .exclude(state=AgentVersion.State.DRAFT)
        .select_related("agent")[:VERSIONS]
    )
    found: dict[int, Config] = {}
    for row in rows:
        try:
            found[row.pk] = read_config(row.agent.kind, row.config)
        except WrongConfig as wrong:
            log.error("version_not_understood", version=row.pk, problems=wrong.problems[:3])
    return found


def _pins(kept: Any) -> dict[str, int]:
    if not isinstance(kept, dict):
        return {}
    return {
        str(code): pin
        for code, pin in kept.items()
        if isinstance(pin, int) and not isinstance(pin, bool) and pin >= 0
    }

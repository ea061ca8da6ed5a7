"""The hotel's agents as cards: who they are and what is under way with each."""

from dataclasses import dataclass

from agents import registry
from agents.config import AgentConfig, Config, PersonaConfig, WrongConfig, read_config
from agents.models import Agent, AgentVersion, Rollout
from agents.studio import words
from hotels.models import Hotel


@dataclass(frozen=True)
class Card:
    """One agent. `config` is what answers now; of one that never answered, what its newest version says."""

    code: str
    kind: str
    config: Config | None
    agent: Agent | None  # None: out of the box, never touched
    published: AgentVersion | None
    draft: AgentVersion | None
    trial: Rollout | None

    @property
    def name(self) -> str:
        if self._is_untouched:
            return str(words.BUILT_IN[self.code][0])
        if isinstance(self.config, AgentConfig):
            return self.config.name
        return self.agent.name if self.agent else self.code

    @property
    def purpose(self) -> str:
        if self._is_untouched:
            return str(words.BUILT_IN[self.code][1])
        return self.config.purpose if isinstance(self.config, AgentConfig) else ""

    @property
    def is_on(self) -> bool:
        return self.agent is None or self.agent.is_enabled

    @property
    def is_built_in(self) -> bool:
        return self.code in registry.starters()

    @property
    def _is_untouched(self) -> bool:
        return self.published is None and self.is_built_in and self.code in words.BUILT_IN

    @property
    def answers(self) -> bool:
        """Whether guests are answered by it at all."""
        return self.is_on and (self.published is not None or self.is_built_in)


def cards_of(hotel: Hotel) -> list[Card]:
    """The hotel's specialists, those out of the box first, then its own."""
    rows = {row.code: row for row in _agents(hotel) if row.kind == Agent.Kind.SPECIALIST}
    starters = registry.starters()
    codes = [*starters, *sorted(code for code in rows if code not in starters)]
    under_way = _under_way(hotel)
    return [_card(code, Agent.Kind.SPECIALIST, rows.get(code), under_way) for code in codes]


def persona_of(hotel: Hotel) -> Card:
    row = next((row for row in _agents(hotel) if row.kind == Agent.Kind.PERSONA), None)
    return _card(registry.PERSONA, Agent.Kind.PERSONA, row, _under_way(hotel))


def card_of(hotel: Hotel, code: str) -> Card | None:
    """The card of this code; None when the hotel has no such agent."""
    if code == registry.PERSONA:
        return persona_of(hotel)
    return next((card for card in cards_of(hotel) if card.code == code), None)


def config_of(version: AgentVersion, kind: str) -> Config | None:
    """Its configuration; None for a draft that is not complete yet."""
    try:
        return read_config(kind, version.config)
    except WrongConfig:
        return None


def _agents(hotel: Hotel) -> list[Agent]:
    return list(Agent.objects.filter(hotel=hotel).select_related("published"))


def _under_way(hotel: Hotel) -> tuple[dict[int, AgentVersion], dict[int, Rollout]]:
    drafts = AgentVersion.objects.filter(hotel=hotel, state=AgentVersion.State.DRAFT)
    trials = Rollout.objects.filter(hotel=hotel, state=Rollout.State.RUNNING).select_related("candidate")
    return {row.agent_id: row for row in drafts}, {row.agent_id: row for row in trials}


def _card(
    code: str,
    kind: str,
    row: Agent | None,
    under_way: tuple[dict[int, AgentVersion], dict[int, Rollout]],
) -> Card:
    drafts, trials = under_way
    draft = drafts.get(row.pk) if row else None
    trial = trials.get(row.pk) if row else None
    published = row.published if row else None
    tried = trial.candidate if trial else None
    shown = published or (None if code in registry.starters() else draft or tried)
    config: Config | None = registry.starters().get(code)
    if shown is not None:
        config = config_of(shown, kind)
    elif kind == Agent.Kind.PERSONA:
        config = PersonaConfig()
    return Card(code, kind, config, row, published, draft, trial)

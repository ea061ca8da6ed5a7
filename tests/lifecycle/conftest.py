import pytest

from agents import lifecycle
from agents.config import digest_of
from agents.models import AgentVersion
from tests.factories import make_hotel, make_user

CONFIG = {
    "name": "Weddings",
    "purpose": "Weddings and parties at the house: what is possible, a first contact with the team.",
    "instructions": "Ask for the day, the number of guests and a way to reach them, then hand over.",
    "tools": ["house_facts", "hand_over"],
    "suite": "",
}


@pytest.fixture
def hotel(transactional_db):
    return make_hotel()


@pytest.fixture
def ana(hotel):
    return make_user(hotel, "manager", name="Ana Ruiz")


def accept(version: AgentVersion) -> AgentVersion:
    """As after a validation that found nothing."""
    AgentVersion.objects.filter(pk=version.pk).update(validated_hash=digest_of(version.config))
    version.refresh_from_db()
    return version


def published(hotel, code="wedding", by="test", **fields) -> AgentVersion:
    """The agent, made if need be, with one more published version."""
    agent = hotel.agents.filter(code=code).first()
    if agent is None:
        draft = lifecycle.create(hotel, code, "", by, config=CONFIG | fields)
    else:
        draft = lifecycle.new_draft(agent, by)
        draft = lifecycle.edit_draft(draft, draft.config | fields, by)
    return lifecycle.publish(accept(draft), by)

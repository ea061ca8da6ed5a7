"""A hotel to talk to, and a model of the sandbox's behind real HTTP."""

import pytest

from sandbox.running import running
from tests.agents.talk import Talk
from tests.factories import make_guest, make_hotel, make_house


@pytest.fixture
def talk(transactional_db) -> Talk:
    hotel = make_house(make_hotel())
    return Talk(hotel, make_guest(hotel))


@pytest.fixture(scope="session")
def _model_server():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def model(_model_server, settings):
    """The sandbox's model, sensible until told otherwise; the receptionist asks it."""
    _model_server.reset()
    settings.OPENAI_API_KEY = "sk-of-the-tests-0123456789"
    settings.OPENAI_BASE_URL = _model_server.openai_url
    settings.OPENAI_MODEL = "model-of-the-tests"
    settings.OPENAI_FALLBACK_MODELS = []
    return _model_server

"""A hotel that has a gym, and a model of the sandbox's behind real HTTP where one is wanted."""

import pytest

from agents import jobs
from agents.evals import runner
from agents.models import Job
from sandbox.running import running
from tests.factories import make_hotel, make_house


@pytest.fixture
def hotel(db):
    return make_house(make_hotel())


@pytest.fixture
def team(hotel):
    return runner.cast_with(hotel, "", None)


@pytest.fixture
def job(hotel):
    """A job of the gym that has been claimed."""
    opened = jobs.open_job(hotel, Job.Kind.EVALUATE, f"hotels.hotel:{hotel.pk}", "gym")
    return jobs.claim(opened.pk)


@pytest.fixture(scope="session")
def _model_server():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def model(_model_server, settings, transactional_db):
    """The sandbox's model; the receptionist, a played guest and the judge of tone ask it."""
    _model_server.reset()
    settings.OPENAI_API_KEY = "sk-of-the-tests-0123456789"
    settings.OPENAI_BASE_URL = _model_server.openai_url
    settings.OPENAI_MODEL = "model-of-the-tests"
    settings.OPENAI_FALLBACK_MODELS = []
    return _model_server

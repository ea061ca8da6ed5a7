import pytest

from hotels.models import Hotel
from sandbox.running import running
from tests.factories import make_hotel


@pytest.fixture
def hotel(transactional_db) -> Hotel:
    return make_hotel("casa")


@pytest.fixture(scope="session")
def _sandbox():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_sandbox):
    _sandbox.reset()
    return _sandbox


@pytest.fixture
def endpoint(sandbox, settings):
    """The sandbox's endpoint for embeddings."""
    settings.EMBEDDING_BASE_URL = sandbox.openai_url
    settings.EMBEDDING_API_KEY = "sk-of-the-tests-0123456789"
    settings.EMBEDDING_MODEL = "embedder-of-the-tests"
    settings.EMBEDDING_DIMENSIONS = 512
    return sandbox

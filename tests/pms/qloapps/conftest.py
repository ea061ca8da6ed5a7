import pytest

from sandbox.running import running
from tests.pms.qloapps.shop import adapter, guest_of, make_linked, open_shop


@pytest.fixture(scope="session")
def sandbox():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox):
    return open_shop(sandbox)


@pytest.fixture
def hotel(transactional_db, shop):
    return make_linked(shop)


@pytest.fixture
def pms(hotel):
    return adapter(hotel)


@pytest.fixture
def guest(hotel):
    return guest_of(hotel)

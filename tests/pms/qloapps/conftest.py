import pytest

from tests.pms.qloapps.shop import adapter, guest_of, make_linked, open_shop


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

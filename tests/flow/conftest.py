import pytest

from tests.factories import make_account, make_hotel, make_house


@pytest.fixture
def house(transactional_db):
    """A hotel with rooms and rates, reachable at the number 100."""
    hotel = make_house(make_hotel("mirador"))
    make_account(hotel, external_id="100")
    return hotel

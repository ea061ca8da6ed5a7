import pytest

from tests.factories import make_account, make_hotel, make_house
from tests.stack import stack


@pytest.fixture
def house(transactional_db):
    """A hotel with rooms and rates, reachable at the number 100."""
    hotel = make_house(make_hotel("mirador"))
    make_account(hotel, external_id="100")
    return hotel


@pytest.fixture(scope="module")
def around(django_db_setup, tmp_path_factory):
    """What no test of a module needs anew: web, beat and sandbox."""
    with stack(tmp_path_factory.mktemp("stack"), "100", "web", "beat") as whole:
        yield whole


@pytest.fixture
def whole(house, around):
    """The whole product but for the worker: each test starts its own."""
    yield around
    if "worker" in around.processes:
        around.kill("worker")
    around.sandbox.reset()

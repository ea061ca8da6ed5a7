import pytest

from sandbox.running import running
from tests.sandbox.house import SECRET, open_house


@pytest.fixture(scope="session")
def _servers():
    with open_house() as (house, url), running(web_url=url, secret=SECRET) as sandbox:
        yield house, sandbox


@pytest.fixture
def house(_servers):
    return _servers[0]


@pytest.fixture
def sandbox(_servers):
    """A sandbox on its first day; the house has forgotten everything, too."""
    house, sandbox = _servers
    sandbox.reset()
    house.posts.clear()
    house.answers.clear()
    return sandbox


@pytest.fixture
def guest(sandbox):
    """A guest whose window is open."""
    from tests.sandbox.house import GUEST, until

    phone = sandbox.guest(GUEST)
    phone.writes("hola")
    until(lambda: phone.messages()[-1]["status"] == "delivered")
    return phone

import pytest

from hotels.outside import redis_client


@pytest.fixture(autouse=True)
def _empty_redis():
    """No breaker, bell or rate counter of one test reaches the next."""
    redis_client().flushdb()

import pytest

from agents import spending
from hotels.outside import redis_client


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No breaker, bell, counter or price table of one test reaches the next."""
    redis_client().flushdb()
    spending.known_prices.cache_clear()

"""Real PostgreSQL and Redis for every test, in a home of the tests' own."""

import os
import tempfile
from pathlib import Path

import pytest

# Before Django reads its settings. An operator's own servers are used when the URLs are given.
_HOME = Path(os.environ.setdefault("CONSERJE_HOME", str(Path(tempfile.gettempdir()) / f"conserje-tests-{os.getuid()}")))
os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("WHATSAPP_APP_SECRET", "app-secret-of-the-tests")
os.environ.setdefault("WHATSAPP_VERIFY_TOKEN", "verify-token-of-the-tests")
os.environ.setdefault("LOG_LEVEL", "WARNING")
for name in ("OPENAI_API_KEY", "SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"):
    os.environ.pop(name, None)

from config.local.servers import servers  # noqa: E402

_stack = servers(
    _HOME,
    durable=False,
    database="DATABASE_URL" not in os.environ,
    redis="REDIS_URL" not in os.environ,
)
_stack.__enter__()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started; another worker that still needs it is waited for."""
    _stack.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _empty_redis() -> None:
    """No breaker, bell or rate counter of one test reaches the next."""
    from hotels.outside import redis_client

    redis_client().flushdb()

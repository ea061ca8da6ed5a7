"""A pytest plugin: real PostgreSQL and Redis for the tests, in a home of their own.

A plugin named on the command line (see pyproject.toml), because pytest-django reads the settings
before any conftest.py. An operator's own servers are used when DATABASE_URL and REDIS_URL are given.
"""

import os
import tempfile
from pathlib import Path

import pytest

HOME = Path(
    os.environ.setdefault("CONSERJE_HOME", str(Path(tempfile.gettempdir()) / f"conserje-tests-{os.getuid()}"))
)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Servers of its own for each worker: tests flush Redis and cut every connection.
    HOME = HOME.with_name(f"{HOME.name}-{worker}")
    os.environ["CONSERJE_HOME"] = str(HOME)
os.environ |= {"DJANGO_ENV": "test"}
os.environ.setdefault("WHATSAPP_APP_SECRET", "app-secret-of-the-tests")
os.environ.setdefault("WHATSAPP_VERIFY_TOKEN", "verify-token-of-the-tests")
os.environ.setdefault("LOG_LEVEL", "WARNING")
for name in ("OPENAI_API_KEY", "SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"):
    os.environ.pop(name, None)

from config.local.servers import servers  # noqa: E402

_running = servers(
    HOME, durable=False, database="DATABASE_URL" not in os.environ, redis="REDIS_URL" not in os.environ
)
_running.__enter__()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started; another worker that still needs it is waited for."""
    _running.__exit__(None, None, None)

"""What `make run` adds for the demo: its environment, its hotels, its logins; and what was applied before."""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import yaml

from config.local.home import PROJECT, read_env_file
from config.local.servers import urls

DEMO = PROJECT / "deploy" / "demo"
DEMO_HOTELS = sorted(DEMO.glob("*.yaml"))
DEMO_ENV = DEMO / "demo.env"
# They would make every start of Python slower, or another Python of it.
UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONSTARTUP")


def children_environment(home: Path, port: int, demo: bool) -> dict[str, str]:
    """Return the environment of the processes: ours, with defaults for what is not set."""
    environment = {key: value for key, value in os.environ.items() if key not in UNWANTED and value != ""}
    found = urls(home)
    defaults = {
        "CONSERJE_HOME": str(home),
        "CONSERJE_WEB_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": found.database,
        "REDIS_URL": found.redis,
        # The front writes one X-Forwarded-For entry, whatever the client said.
        "TRUSTED_PROXIES": "1",
        # The processes count into files here, and /metrics adds them up.
        "PROMETHEUS_MULTIPROC_DIR": str(home / "metrics"),
    }
    if demo:
        sandbox = f"http://127.0.0.1:{port + 1}"
        defaults |= read_env_file(DEMO_ENV) | {
            "WHATSAPP_GRAPH_URL": f"{sandbox}/graph",
            "PAYMENT_LINKS_URL": f"{sandbox}/payments",
            "PAYMENT_LINKS_KEY": "demo-only-payments-key",
            "DEMO_QLOAPPS_URL": f"{sandbox}/qloapps/casa-marea",
        }
    return defaults | environment | {"PYTHONUNBUFFERED": "1"}


def logins(environment: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return email, role and password of the demo hotels' staff, as far as the files can be read."""
    found = []
    for path in DEMO_HOTELS:
        with suppress(OSError, yaml.YAMLError, AttributeError, KeyError, TypeError):
            for person in yaml.safe_load(path.read_text(encoding="utf-8"))["staff"]:
                password = environment.get(person.get("password_env", ""), "")
                found.append((person["email"], person.get("role", ""), password))
    return found


class Fingerprint:
    """Remembers what was applied to the embedded database, beside its data, so that it goes with them.

    A database that was given by its URL may be any other one tomorrow, so nothing is remembered of it.
    """

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.path = home / "postgres" / "conserje-applied.json"
        self.known = environment["DATABASE_URL"] == urls(home).database

    def matches(self, part: str) -> bool:
        """Say whether this part was applied as it is today."""
        return self.known and self._noted().get(part) == _digest(_files(part))

    def note(self, part: str) -> None:
        """Remember that this part has been applied."""
        if self.known:
            self.path.write_text(json.dumps(self._noted() | {part: _digest(_files(part))}), encoding="utf-8")

    def _noted(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        return {}


def _files(part: str) -> Iterable[Path]:
    if part == "demo":
        return [*DEMO_HOTELS, DEMO_ENV]
    # Ours, and those of the installed apps, which change with the lock file.
    return [*sorted(PROJECT.glob("*/migrations/*.py")), PROJECT / "requirements.lock"]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with suppress(FileNotFoundError):
            digest.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config.checks import is_dummy, problems
from config.local.home import read_env_file

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": "q8Zp2vXw7RkT4mNs9BdF6hJc3GyL5aUe1VxQoWtE0iKr",
    "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "WHATSAPP_APP_SECRET": "9f86d081884c7d659a2feaa0c55ad015",
    "WHATSAPP_VERIFY_TOKEN": "jacaranda-blooms-in-march",
    "ALLOWED_HOSTS": "reception.casajacaranda.mx",
    "DATABASE_URL": "postgresql://conserje:pA55w0rdOf9@127.0.0.1:1/conserje",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
# Not /dev/null: a beat that does start replaces the file of its schedule, and root may replace that too.
SCHEDULE = str(Path(tempfile.gettempdir()) / "conserje-beat-of-the-checks")
PROGRAMS = {
    "web": [sys.executable, "-c", "import config.wsgi; print('started')"],
    "sockets": [sys.executable, "-c", "import config.asgi; print('started')"],
    "worker": [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "solo"],
    "beat": [sys.executable, "-m", "celery", "-A", "config.celery", "beat", "-s", SCHEDULE],
    "manage": [sys.executable, "manage.py", "check"],
}
WITHOUT = {"OPENAI_API_KEY", *GOOD}


def run(program: str, **changes: str | None) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if name not in WITHOUT} | GOOD
    for name, value in changes.items():
        environment.pop(name) if value is None else environment.update({name: value})
    return subprocess.run(
        PROGRAMS[program], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_process_starts_with_a_missing_and_a_dummy_secret(program):
    ended = run(program, SECRET_KEY=None, WHATSAPP_APP_SECRET="changeme-changeme-changeme")

    assert ended.returncode not in (0, None)
    said = ended.stdout + ended.stderr
    assert "SECRET_KEY is missing: set it in the environment." in said
    assert "WHATSAPP_APP_SECRET is a dummy value" in said
    assert "changeme-changeme" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("program", ["web", "sockets", "manage"])
def test_with_good_settings_they_start(program):
    ended = run(program)

    assert ended.returncode == 0, ended.stderr


def test_every_bad_setting_is_named_at_once():
    ended = run("web", **dict.fromkeys(set(GOOD) - {"DJANGO_ENV"}))

    for name in set(GOOD) - {"DJANGO_ENV"}:
        assert f"{name} is missing" in ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "x9Fk2LmQ", "SECRET_KEY is too short: it needs 32 characters at least."),
        ("SECRET_KEY", "a" * 50, "SECRET_KEY is a dummy value"),
        ("FIELD_ENCRYPTION_KEYS", "not-a-key", "FIELD_ENCRYPTION_KEYS is no Fernet key"),
        ("FIELD_ENCRYPTION_KEYS", "A" * 43 + "=", "FIELD_ENCRYPTION_KEYS is a dummy value"),
        ("WHATSAPP_VERIFY_TOKEN", "test-verify-token", "WHATSAPP_VERIFY_TOKEN is a dummy value"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name hosts"),
        ("ALLOWED_HOSTS", "reception.example.com", "ALLOWED_HOSTS is a dummy value"),
        ("DATABASE_URL", "postgresql://conserje:changeme@db/conserje", "DATABASE_URL is a dummy value"),
    ],
)
def test_each_is_named_with_its_reason(name, value, sentence, settings, monkeypatch):
    for each, good in (GOOD | {name: value}).items():
        monkeypatch.setenv(each, good)
    settings.PRODUCTION = True
    settings.FIELD_ENCRYPTION_KEYS = [os.environ["FIELD_ENCRYPTION_KEYS"]]
    settings.ALLOWED_HOSTS = [os.environ["ALLOWED_HOSTS"]]
    (problem,) = problems()

    assert sentence in problem


def test_the_values_of_the_demo_and_the_examples_are_dummies():
    demo = read_env_file(ROOT / "deploy" / "demo" / "demo.env")

    for name in ("WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"):
        assert is_dummy(demo[name])
    for value in (
        "app-secret-of-the-tests",
        "sandbox-app-secret",
        "django-insecure-abc123def456",
        "your-secret-key",
    ):
        assert is_dummy(value)


def test_what_is_made_at_random_is_no_dummy():
    from secrets import token_hex, token_urlsafe

    assert not any(is_dummy(token_urlsafe(48)) or is_dummy(token_hex(16)) for _ in range(2_000))


def test_development_needs_none_of_it():
    ended = run("manage", **dict.fromkeys(GOOD) | {"DJANGO_ENV": "test"})

    assert ended.returncode == 0, ended.stderr

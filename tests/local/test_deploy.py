"""The files that describe Conserje's containers agree with the code and with each other."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from config.local.home import PROJECT
from config.local.roles import FLOW_THREADS, POOLS, TURNS_THREADS, container_command, local_roles

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("conserje:")}
DOCKERFILE = (PROJECT / "deploy" / "Dockerfile").read_text()
SECRET = re.compile(r"(SECRET|PASSWORD|KEYS?|TOKEN)$")


def queues(command):
    return command[command.index("-Q") + 1].split(",") if "-Q" in command else []


def test_every_process_of_make_run_has_its_service():
    local = {role.name for role in local_roles(Path("/h"), Path("/h/s"), 8000)} - {"front"}

    assert set(OURS) == local | {"migrate"}
    assert set(SERVICES) - set(OURS) == {"postgres", "valkey", "proxy"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_runs_its_own_role(name):
    role, *arguments = OURS[name]["command"]

    assert role == name
    module = container_command(role, arguments)[0]
    assert find_spec(module) is not None


def test_containers_serve_the_same_queues_as_make_run(settings):
    local = [queues(role.command) for role in local_roles(Path("/h"), Path("/h/s"), 8000)]
    contained = [queues(container_command(name, [])) for name in OURS]

    assert sorted(filter(None, local)) == sorted(filter(None, contained))
    assert sorted(filter(None, local)) == sorted([queue] for queue in settings.QUEUES)


def test_every_task_goes_to_a_queue_that_is_served(settings):
    named = {settings.CELERY_TASK_DEFAULT_QUEUE}
    named |= {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert named == set(settings.QUEUES)


def test_all_connections_together_fit_into_the_database():
    assert sum(POOLS.values()) * 3 < 200, "three of each would not fit"
    assert TURNS_THREADS > FLOW_THREADS


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_that_stays_has_a_health_check(name):
    check = SERVICES[name].get("healthcheck", {})

    if name == "migrate":
        assert check == {"disable": True}
        assert SERVICES[name]["restart"] == "no"
    else:
        assert check["test"][0] == "CMD"
        assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(set(OURS) - {"migrate"}))
def test_a_health_check_is_that_of_the_service_s_role(name):
    assert OURS[name]["healthcheck"]["test"] == ["CMD", "python", "deploy/healthcheck.py", name]


def test_the_health_check_knows_every_role_and_says_what_is_wrong():
    for name in set(OURS) - {"migrate"}:
        ran = run_check(name)
        assert ran.returncode == 1
        assert "There is no check" not in ran.stdout
        assert "Traceback" not in ran.stderr
    assert "There is no check for 'nobody'" in run_check("nobody").stdout


def run_check(role):
    return subprocess.run(
        [sys.executable, PROJECT / "deploy" / "healthcheck.py", role],
        check=False,
        capture_output=True,
        text=True,
        env={"REDIS_URL": "redis://127.0.0.1:1/0"},
    )


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_secret_is_written_down(name):
    for key, value in (SERVICES[name].get("environment") or {}).items():
        if SECRET.search(key):
            assert value is None or re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), f"{key} of {name}"
    assert not re.search(r"://[^$\s]*:[^$/\s]+@", (PROJECT / "docker-compose.yml").read_text())


def test_what_production_needs_is_asked_for_in_a_sentence():
    text = (PROJECT / "docker-compose.yml").read_text()

    for name in ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "POSTGRES_PASSWORD"):
        assert re.search(r"\$\{" + name + r":\?Set " + name + r" in \.env", text)


def test_every_variable_of_compose_is_explained():
    example = (PROJECT / ".env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text())) - {"CONSERJE_VERSION"}
    asked |= {key for key, value in OURS["web"]["environment"].items() if value is None}

    assert {name for name in asked if not re.search(rf"^#?{name}=", example, re.M)} == set()


def test_every_setting_is_explained():
    example = (PROJECT / ".env.example").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (PROJECT / "config" / "settings.py").read_text()))
    assert len(read) > 30

    assert {name for name in read if not re.search(rf"^#?{name}=", example, re.M)} == set()


def test_only_the_proxy_is_reachable_from_outside():
    for name, service in SERVICES.items():
        for port in service.get("ports", []):
            assert name == "proxy" or port.startswith("127.0.0.1:")


def test_the_proxy_sends_sockets_and_pages_where_they_are_served():
    caddyfile = (PROJECT / "deploy" / "Caddyfile").read_text()

    assert "path /ws/*" in caddyfile
    for name in ("web", "live"):
        port = SERVICES[name]["expose"][0]
        assert f"{name}:{port}" in caddyfile
        assert port in container_command(name, [])


def test_what_lasts_is_in_named_volumes_only():
    for service in OURS.values():
        assert "volumes" not in service
        assert service["read_only"] is True
    mounted = {
        volume.split(":")[0]
        for name in ("postgres", "valkey", "proxy")
        for volume in SERVICES[name]["volumes"]
    }
    assert set(COMPOSE["volumes"]) == {name for name in mounted if not name.startswith(".")}
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_the_database_sorts_as_the_embedded_one():
    arguments = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]

    assert arguments == "--locale-provider=builtin --builtin-locale=C.UTF-8"
    assert SERVICES["postgres"]["image"].endswith("pg18")


def test_the_sandbox_comes_only_when_it_is_asked_for():
    assert [name for name, service in SERVICES.items() if service.get("profiles")] == ["sandbox"]


def test_the_image_runs_as_an_ordinary_user_from_the_locked_packages():
    final = DOCKERFILE.split("\nFROM ")[-1]

    assert re.search(r"^USER conserje$", final, re.M)
    assert "--require-hashes" in DOCKERFILE
    assert "requirements.lock" in DOCKERFILE
    assert "HEALTHCHECK" in final
    assert re.findall(r'"-m", "([\w.]+)"', final) == ["config.local.roles"]
    assert not re.search(r"(SECRET_KEY|PASSWORD)=\S", DOCKERFILE)


def test_nothing_private_goes_into_the_image():
    ignored = (PROJECT / ".dockerignore").read_text().split()

    assert {".env", ".run", ".git", ".venv"} <= set(ignored)


def test_a_role_that_does_not_exist_is_refused_in_words():
    ran = subprocess.run(
        [sys.executable, "-m", "config.local.roles", "boss"],
        check=False,
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 1
    assert "Say which role: web, live" in ran.stderr


def test_the_make_targets_are_all_explained():
    said = subprocess.check_output(["make", "-s", "help"], cwd=PROJECT, text=True)

    for target in ("run", "test", "check", "fmt", "bench", "clean", "lock", "help"):
        assert re.search(rf"^  make {target} +\w", said, re.M)
    assert subprocess.check_output(["make", "-s"], cwd=PROJECT, text=True) == said

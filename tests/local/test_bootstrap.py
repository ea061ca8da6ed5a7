"""What deploy/bootstrap.sh says on a machine that lacks something."""

import os
import shutil
import subprocess
import sys

import pytest

from config.local.home import PROJECT


@pytest.fixture
def machine(tmp_path):
    """A project folder with the script in it, and a PATH on which only this test's programs are."""
    (tmp_path / "project" / "deploy").mkdir(parents=True)
    shutil.copy(PROJECT / "deploy" / "bootstrap.sh", tmp_path / "project" / "deploy")
    (tmp_path / "project" / "requirements.lock").write_text("")
    (tmp_path / "project" / "requirements-dev.lock").write_text("# more\n")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "id", "rm", "find", "mkdir"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    return Machine(tmp_path)


class Machine:
    def __init__(self, folder):
        self.project = folder / "project"
        self.programs = folder / "bin"

    def have(self, name, script):
        (self.programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.programs / name).chmod(0o755)

    def prepare(self, want="run", **environment):
        return subprocess.run(
            ["sh", "deploy/bootstrap.sh", want],
            check=False,
            cwd=self.project,
            capture_output=True,
            text=True,
            env={"PATH": str(self.programs), "HOME": str(self.project)} | environment,
        )


def test_a_python_that_is_too_old_is_named_with_its_version(machine):
    machine.have("python3", 'case "$2" in *exit*) exit 1;; *) echo 3.9;; esac')

    ran = machine.prepare()

    assert ran.returncode == 1
    assert ran.stderr == (
        "Conserje needs Python 3.11 or newer; found: python3 (3.9). "
        "Install it, or name it: make run PYTHON=/path/to/python3.11\n"
    )


def test_no_python_at_all_is_said(machine):
    assert "needs Python 3.11 or newer; found: none." in machine.prepare().stderr


def test_a_missing_venv_module_is_said_with_the_package_that_has_it(machine):
    machine.have("python3", 'case "$2" in *ensurepip*) exit 1;; *exit*) exit 0;; *) echo 3.12;; esac')

    ran = machine.prepare()

    assert ran.returncode == 1
    assert "apt-get install python3.12-venv" in ran.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable_is_said(machine):
    machine.project.chmod(0o500)
    try:
        assert "is not writable" in machine.prepare().stderr
    finally:
        machine.project.chmod(0o700)


def make_venv(machine, lock):
    """An environment that looks as if it had been installed from a lock file."""
    (machine.project / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    (machine.project / ".venv" / "bin" / "python").unlink(missing_ok=True)
    (machine.project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    sums = subprocess.check_output(["cksum"], stdin=(machine.project / lock).open(), text=True).strip()
    (machine.project / ".venv" / "conserje-lock").write_text(f"{lock} {sums}\n")


def test_nothing_is_installed_while_the_lock_file_is_the_same(machine):
    make_venv(machine, "requirements.lock")
    machine.have("uv", "echo 'uv was called'; exit 1")

    assert machine.prepare().returncode == 0
    (machine.project / "requirements.lock").write_text("# changed\n")
    assert machine.prepare().returncode == 1


def test_what_was_installed_for_tests_is_enough_to_run(machine):
    make_venv(machine, "requirements-dev.lock")
    machine.have("uv", "exit 1")

    assert machine.prepare("run").returncode == 0
    make_venv(machine, "requirements.lock")
    assert machine.prepare("dev").returncode == 1


def test_settings_of_pip_and_uv_send_nothing_elsewhere(machine):
    make_venv(machine, "requirements-dev.lock")
    machine.have("uv", 'echo "$@" >&2; set >&2')
    (machine.project / "requirements.lock").write_text("# changed\n")
    (machine.project / "requirements-dev.lock").write_text("# changed too\n")

    ran = machine.prepare(
        UV_SYSTEM_PYTHON="1", UV_TARGET="/x", PIP_USER="1", PIP_INDEX_URL="https://index.example/simple"
    )

    assert ran.returncode == 0
    assert "pip sync --quiet --require-hashes --python .venv/bin/python requirements-dev.lock" in ran.stderr
    assert "UV_PYTHON_DOWNLOADS='never'" in ran.stderr
    assert "UV_DEFAULT_INDEX='https://index.example/simple'" in ran.stderr
    assert "UV_SYSTEM_PYTHON" not in ran.stderr
    assert "UV_TARGET" not in ran.stderr

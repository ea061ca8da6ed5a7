"""The home folder: its secrets, its locks, and paths that are too long."""

import os
import stat
import subprocess
import sys
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest

from config.local.home import (
    PROJECT,
    HomeError,
    Lock,
    development_secrets,
    home_folder,
    prepare,
    read_env_file,
    socket_folder,
)


def test_secrets_are_made_once_and_only_the_owner_reads_them(home):
    first = development_secrets(home)

    assert development_secrets(home) == first
    assert len(first["SECRET_KEY"]) >= 50
    assert len(urlsafe_b64decode(first["FIELD_ENCRYPTION_KEYS"])) == 32
    assert stat.S_IMODE((home / "secrets.env").stat().st_mode) == 0o600
    assert [path.name for path in home.glob("secrets*")] == ["secrets.env"]


def test_processes_that_start_at_once_agree_on_the_secrets(home):
    code = (
        "import sys; from pathlib import Path; from config.local.home import development_secrets;"
        "print(development_secrets(Path(sys.argv[1])))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=PROJECT, stdout=subprocess.PIPE)
        for _ in range(8)
    ]

    assert len({process.communicate()[0] for process in started}) == 1


def test_other_homes_have_other_secrets(home):
    assert development_secrets(home / "a") != development_secrets(home / "b")


def test_the_home_is_closed_to_others(home):
    prepare(home / "new")

    assert stat.S_IMODE((home / "new").stat().st_mode) == 0o700


def test_a_home_that_cannot_be_made_is_told_in_words(home):
    (home / "file").write_text("")

    with pytest.raises(HomeError, match="CONSERJE_HOME"):
        prepare(home / "file" / "home")


def test_a_relative_home_is_meant_from_the_project(monkeypatch):
    monkeypatch.setenv("CONSERJE_HOME", "elsewhere")
    assert home_folder() == PROJECT / "elsewhere"
    monkeypatch.setenv("CONSERJE_HOME", "")
    assert home_folder() == PROJECT / ".run"


def test_sockets_move_to_a_short_folder_when_the_home_s_path_is_long(home):
    long = home / ("x" * 100)

    assert socket_folder(home) == home / "sockets"
    assert len(os.fsencode(socket_folder(long) / ".s.PGSQL.5432")) <= 103
    assert socket_folder(long) != socket_folder(long / "y")


def test_a_lock_is_one_s_own_until_its_process_ends(home):
    mine, other = Lock(home / "lock"), Lock(home / "lock")

    assert mine.take()
    assert not other.take()
    assert other.owner() == os.getpid()
    mine.give_up()
    assert other.take()
    other.give_up()


def test_an_env_file_is_read_with_comments_quotes_and_equals_signs(tmp_path):
    path = tmp_path / "demo.env"
    path.write_text("# words\nA=1\n\nexport B = 'two words' \nC=a=b==\nD=\"\"\nnothing\n#E=5\n")

    assert read_env_file(path) == {"A": "1", "B": "two words", "C": "a=b==", "D": ""}
    assert read_env_file(Path("/nowhere")) == {}

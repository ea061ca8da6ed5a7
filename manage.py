#!/usr/bin/env python
"""Run a management command; in development the embedded servers are started for it when none run."""

import os
import sys
from pathlib import Path

from config.local.home import HomeError
from config.local.postgres import ServerError
from config.local.servers import ensure

WITHOUT_SERVERS = {
    "compilemessages", "makemessages", "collectstatic", "help", "--help", "--version",
    "understand", "learn_intents",
}  # fmt: skip


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    own_servers = settings.PRODUCTION or ("DATABASE_URL" in os.environ and "REDIS_URL" in os.environ)
    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_SERVERS and not own_servers:
        try:
            ensure(Path(settings.HOME))
        except (HomeError, ServerError) as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

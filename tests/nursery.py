"""Starts workers by forking: importing the product takes seconds, and a worker that dies needs a next one.

Reads a line of JSON for each worker wanted (its arguments, what is added to the environment, its log) and
writes its process id. It ends with its input.
"""

import json
import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from config.celery import app  # noqa: E402

app.loader.import_default_modules()


def work(wanted: dict) -> None:
    """Be the worker: a process of its own group, nothing shared with the others."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(wanted["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, of in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(file, of)
    os.environ |= wanted["environment"]
    if "DIE_AT" in wanted["environment"]:
        import tests.dying_worker  # noqa: F401
    app.worker_main(wanted["arguments"])


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no trace
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                work(json.loads(line))
            finally:
                os._exit(0)
        print(pid, flush=True)

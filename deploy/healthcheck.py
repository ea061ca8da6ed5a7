"""Say by the exit code whether the role in this container works: python deploy/healthcheck.py worker-turns.

Run by Docker every few seconds, so it loads no Django: HTTP for web, a handshake for live, a ping
through the broker for a worker, a fresh schedule for beat.
"""

import http.client
import os
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.local.ready import sockets_answer
from config.local.urls import celery_url

# Beat writes its schedule down every three minutes.
BEAT_SECONDS = 600


def serves(port: int, path: str) -> bool:
    """Say whether a GET is answered with 200."""
    # The hosts that are allowed may be the hotel's only.
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
    return connection.getresponse().status == 200


def worker_answers(queue: str) -> bool:
    """Say whether the worker of this container answers a ping that goes through the broker."""
    from celery import Celery

    app = Celery(broker=celery_url(os.environ["REDIS_URL"]))
    # Not for long: a check that takes its time is taken for a failed one, without a reason.
    app.conf.broker_transport_options = {
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "socket_connect_timeout": 3,
        "socket_timeout": 5,
    }
    return bool(app.control.ping(destination=[f"{queue}@{socket.gethostname()}"], timeout=5))


def beat_ticks(schedule: Path) -> bool:
    """Say whether beat has written its schedule lately."""
    return (
        time.time() - max(path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*"))
        < BEAT_SECONDS
    )


CHECKS = {
    "web": lambda: serves(8000, "/health/live"),
    "live": lambda: sockets_answer(8001),
    "worker-turns": lambda: worker_answers("turns"),
    "worker-sends": lambda: worker_answers("sends"),
    "worker-flow": lambda: worker_answers("flow"),
    "worker-house": lambda: worker_answers("house"),
    "beat": lambda: beat_ticks(Path("/tmp/beat-schedule")),  # noqa: S108
    "sandbox": lambda: serves(8100, "/"),
}


def main() -> int:
    """Return 0 when the role works, 1 with the reason when it does not."""
    role = sys.argv[1] if len(sys.argv) > 1 else ""
    if role not in CHECKS:
        print(f"There is no check for {role!r}; there are: {', '.join(CHECKS)}.")
        return 1
    try:
        works = CHECKS[role]()
    except Exception as error:  # whatever it is: a role that cannot be asked does not work
        print(f"{role}: {error}")
        return 1
    print(f"{role}: {'works' if works else 'does not answer'}")
    return 0 if works else 1


if __name__ == "__main__":
    sys.exit(main())

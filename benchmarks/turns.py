"""Turns per second with a scripted model (two calls and one tool a turn), from the webhook to the send."""

import os
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.one_turn import ACCOUNT, HOTEL, RULES, of_models
from benchmarks.setting import SECRET, cpu_seconds, environment, free_port, megabytes, process, provision
from config.local.servers import Urls
from sandbox.running import running

GUESTS = 400
PATIENCE_SECONDS = 300  # with one burst
QUERY = """
SELECT count(*) FILTER (WHERE outcome = 'answered' AND engine = 'llm'),
       count(*) FILTER (WHERE outcome = 'running'),
       count(*) FILTER (WHERE outcome NOT IN ('answered', 'running') OR engine NOT IN ('llm', ''))
FROM conversations_turn WHERE id > %s
"""
SENT = (
    "SELECT count(*) FROM conversations_message WHERE author = 'agent' AND provider_id <> '' AND turn_id > %s"
)
OTHER = """
SELECT engine, outcome, alarms, error, steps FROM conversations_turn
WHERE id > %s AND (outcome NOT IN ('answered', 'running') OR engine NOT IN ('llm', '')) LIMIT 3
"""
CONNECTIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def run(home: Path, urls: Urls, delays: tuple[float, ...] = (0.0, 2.0)) -> list[dict[str, Any]]:
    """One row a model delay."""
    web = free_port()
    rows = []
    with (
        running(f"http://127.0.0.1:{web}", SECRET, f"{ACCOUNT}=Hotel Bench") as sandbox,
        ExitStack() as stack,
    ):
        env = environment(home, DATABASE_URL=urls.database, REDIS_URL=urls.redis, **of_models(sandbox))
        provision(home, env, HOTEL)
        logs = home / "logs"
        celery = [
            "celery",
            "-A",
            "config.celery",
            "worker",
            "-P",
            "threads",
            "--without-gossip",
            "--without-mingle",
        ]
        roles = {
            "web": (
                [
                    "granian",
                    "--interface",
                    "wsgi",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(web),
                    "--blocking-threads",
                    "8",
                    "--log-level",
                    "error",
                    "config.wsgi:application",
                ],
                "4",
                web,
            ),
            "turns-1": ([*celery, "-Q", "turns", "-c", "100", "-n", "t1@%h"], "5", None),
            "turns-2": ([*celery, "-Q", "turns", "-c", "100", "-n", "t2@%h"], "5", None),
            "sends": ([*celery, "-Q", "sends", "-c", "16", "-n", "s@%h"], "3", None),
            "flow": ([*celery, "-Q", "flow", "-c", "4", "-n", "f@%h"], "3", None),
        }
        pids = {
            name: stack.enter_context(
                process(command, env | {"DB_POOL_MAX": pool}, logs / f"bench-{name}.log", port)
            )
            for name, (command, pool, port) in roles.items()
        }
        database = stack.enter_context(psycopg.connect(urls.database, autocommit=True))
        time.sleep(6)
        for delay in delays:
            for warm in (True, False):
                sandbox.reset()
                sandbox.model(rules=RULES, delay=delay)
                row = _burst(sandbox, database, pids, guests=40 if warm else GUESTS)
            rows.append({"model call": f"{delay:g} s", **row})
    return rows


def _burst(sandbox: Any, database: Any, pids: dict[str, int], guests: int) -> dict[str, Any]:
    """All guests write at once; returns what it took to answer and send to them all."""
    last = database.execute("SELECT coalesce(max(id), 0) FROM conversations_turn").fetchone()[0]
    workers = {name: pid for name, pid in pids.items() if name != "web"}
    before = {name: cpu_seconds(pid) for name, pid in workers.items()}
    start = time.perf_counter()
    seen = {"in flight": 0, "connections": 0}
    name = database.info.dbname

    def write() -> None:
        for number in range(guests):
            sandbox.guest(f"52155{os.getpid() % 1000:03d}{number:04d}").writes("Is there Wi-Fi?")

    writer = threading.Thread(target=write)
    writer.start()
    answered = sent = 0
    while sent < guests and time.perf_counter() - start < PATIENCE_SECONDS:
        answered, in_flight, other = database.execute(QUERY, [last]).fetchone()
        sent = database.execute(SENT, [last]).fetchone()[0]
        connections = database.execute(CONNECTIONS, [name]).fetchone()[0]
        seen["in flight"] = max(seen["in flight"], in_flight)
        seen["connections"] = max(seen["connections"], connections)
        if other:
            raise RuntimeError(
                f"turns not answered by the model: {database.execute(OTHER, [last]).fetchall()}"
            )
        time.sleep(0.1)
    took = time.perf_counter() - start
    writer.join()
    cpu = {name: (cpu_seconds(pid) - before[name]) / max(answered, 1) * 1000 for name, pid in workers.items()}
    agent = sum(spent for name, spent in cpu.items() if name.startswith("turns"))
    return {
        "turns": answered,
        "turns/s": round(answered / took, 1),
        "in flight": seen["in flight"],
        "CPU ms a turn": round(sum(cpu.values()), 1),
        "of it agent / sends / flow": f"{agent:.0f} / {cpu['sends']:.0f} / {cpu['flow']:.0f}",
        "connections": seen["connections"],
        "memory MB": round(sum(map(megabytes, workers.values()))),
    }

"""Webhooks per second and their latency: ours beside a plain Django view and a bare ASGI app, in one run."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg

from benchmarks.setting import ROOT, SECRET, cpu_seconds, environment, free_port, process, provision
from config.local.servers import Urls

GRANIAN = [
    "granian",
    "--host",
    "127.0.0.1",
    "--workers",
    "1",
    "--log-level",
    "error",
    "--no-ws",
    "--http",
    "1",
]
SERVERS = {
    "bare ASGI, granian": [*GRANIAN, "--interface", "asginl", "benchmarks.floor_asgi:application"],
    "plain Django view, granian": [
        *GRANIAN,
        "--interface",
        "wsgi",
        "--blocking-threads",
        "8",
        "benchmarks.floor_django:application",
    ],
    "Conserje, granian": [
        *GRANIAN,
        "--interface",
        "wsgi",
        "--blocking-threads",
        "8",
        "config.wsgi:application",
    ],
}


def load(port: int, *options: str) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.load",
        "127.0.0.1",
        str(port),
        "/webhooks/whatsapp/",
        SECRET,
        *options,
    ]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def run(home: Path, urls: Urls, seconds: int = 8, rounds: int = 3) -> list[dict[str, object]]:
    """One row a server: the best of some rounds as fast as it goes, and a round at 320 a second."""
    with psycopg.connect(urls.database, autocommit=True) as database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS floor_event (id bigserial PRIMARY KEY, body bytea NOT NULL)"
        )
    rows = []
    env = environment(
        home,
        DATABASE_URL=urls.database,
        REDIS_URL=urls.redis,
        DB_POOL_MAX="8",
        DB_HEALTH_CHECKS="0",
        WEBHOOK_RATE_PER_SECOND="1000000",
    )
    provision(home, env)
    for name, command in SERVERS.items():
        port = free_port()
        with process([*command, "--port", str(port)], env, home / "logs" / "bench-web.log", port) as pid:
            load(port, "--seconds", "2", "--connections", "16")
            best: dict[str, float] = {"rate": 0}
            cpu = 0.0
            for _ in range(rounds):
                before = cpu_seconds(pid)
                result = load(port, "--seconds", str(seconds), "--connections", "16")
                if result["rate"] > best["rate"]:
                    best, cpu = result, (cpu_seconds(pid) - before) / result["requests"] * 1000
            steady = load(port, "--rate", "320", "--seconds", str(seconds), "--connections", "64")
        rows.append(
            {
                "server": name,
                "requests/s": best["rate"],
                "CPU ms": round(cpu, 2),
                "errors": best["errors"] + steady["errors"],
                "p50 ms at 320/s": steady["p50_ms"],
                "p95 ms": steady["p95_ms"],
                "p99 ms": steady["p99_ms"],
            }
        )
    return rows

"""One turn after another on one thread, everybody outside answering at once: CPU and SQL of each step.

Neither depends on what else the machine does: CPU is the process's own, statements are counted.
"""

import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.setting import BIN, ROOT, environment, provision
from config.local.servers import Urls
from sandbox.client import Sandbox
from sandbox.running import running

ACCOUNT = "106540352240001"
HOTEL = """
hotel: {slug: bench, name: Hotel Bench, timezone: America/Mexico_City, currency: MXN, languages: [en, es],
        tier: premium, email: desk@bench.example, phone: "+525555550100", check_in: "15:00",
        check_out: "12:00", burst_seconds: 0}
facts: {wifi: {answer: yes, text: {en: Free Wi-Fi everywhere., es: Wi-Fi gratis.}}}
channels: [{kind: whatsapp, external_id: "106540352240001", credentials: {access_token: env:BENCH_TOKEN}}]
pms: {kind: builtin}
room_types:
  - {code: DBL, name: {en: Double, es: Doble}, capacity: {adults: 2, children: 0, total: 2}, rooms: ["1"]}
rate_plans: [{code: FLEX, name: {en: Flexible, es: Flexible}, cancellation: {free_until_days: 1, fee: full}}]
rates: [{room_type: DBL, rate_plan: FLEX, from: 2026-01-01, to: 2028-12-31, price: "100.00"}]
"""
RULES = [
    {
        "match": {"after_tool": "house_facts"},
        "steps": [{"text": "Yes, the Wi-Fi is free everywhere."}],
        "repeat": True,
    },
    {
        "match": {"last_user": "."},
        "steps": [{"tool": "house_facts", "args": {"topics": ["wifi"]}}],
        "repeat": True,
    },
]
WARM, TURNS = 10, 50


def of_models(sandbox: Any) -> dict[str, str]:
    """What lets a process answer with the sandbox's model and send to its WhatsApp."""
    return {
        "WHATSAPP_GRAPH_URL": sandbox.graph_url,
        "OPENAI_BASE_URL": sandbox.openai_url,
        "OPENAI_API_KEY": "bench",
        "OPENAI_MODEL": "gpt-4.1-mini",
        "BENCH_TOKEN": "bench",
    }


def run(home: Path, urls: Urls) -> list[dict[str, Any]]:
    """In a process of its own: Django is set up once, for one database."""
    with running("http://127.0.0.1:1", hotels=f"{ACCOUNT}=Hotel Bench") as sandbox:
        env = environment(home, DATABASE_URL=urls.database, REDIS_URL=urls.redis, **of_models(sandbox))
        provision(home, env, HOTEL)
        sandbox.model(rules=RULES)
        sandbox.faults(statuses={"mode": "off"})  # we post them when it is their turn
        done = subprocess.run(
            [BIN / "python", "-m", "benchmarks.one_turn"],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
        return rows


class Steps:
    """CPU seconds and SQL statements of each step of each turn."""

    def __init__(self) -> None:
        self.cpu: dict[str, list[float]] = defaultdict(list)
        self.statements: dict[str, list[str]] = {}
        self.counting = False  # what is counted is not timed

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step as its task does it: afterwards the connection goes back."""
        from django.db import connection, reset_queries

        connection.force_debug_cursor = self.counting
        reset_queries()
        began = time.process_time()
        yield
        if not self.counting:
            self.cpu[name].append(time.process_time() - began)
        else:
            self.statements[name] = [query["sql"] for query in connection.queries]
        connection.close()

    def rows(self) -> list[dict[str, Any]]:
        each = [(name, median(taken) * 1000, len(self.statements[name])) for name, taken in self.cpu.items()]
        each.append(("all", sum(ms for _, ms, _ in each), sum(count for _, _, count in each)))
        return [{"step": name, "CPU ms": round(ms, 1), "SQL": count} for name, ms, count in each]


def measure() -> Steps:
    """Turns of new guests, one after another: two model calls and one tool."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    import config.celery  # noqa: F401  (what the tasks ring on)

    steps, world = Steps(), Sandbox(os.environ["WHATSAPP_GRAPH_URL"].removesuffix("/graph"))
    for number in range(WARM + TURNS):
        steps.counting = number == WARM
        one_turn(world, steps)
        if number < WARM:
            steps.cpu.clear()
    return steps


def one_turn(world: Sandbox, steps: Steps) -> None:
    """The whole way of a message, each task called where its worker would."""
    from channels_app.models import WebhookEvent
    from conversations import tasks
    from conversations.models import Message

    phone = f"521{time.time_ns() // 1_000 % 10**10:010d}"
    world.guest(phone).writes("Is there Wi-Fi?")  # heard by nobody, it opens the window for our answer
    asked = {"id": f"wamid.{phone}", "from": phone, "type": "text"}
    asked |= {"text": {"body": "Is there Wi-Fi?"}, "timestamp": str(int(time.time()))}
    WebhookEvent.objects.store("whatsapp", body(messages=[asked]))
    with steps.step("intake"):
        tasks.take_in()
    message = Message.objects.get(provider_id=asked["id"])
    with steps.step("answer"):
        tasks.answer(message.conversation_id)
    with steps.step("send"):
        tasks.deliver(message.conversation_id)
    sent = Message.objects.get(conversation=message.conversation_id, author="agent")
    told = {"id": sent.provider_id, "timestamp": str(int(time.time())), "recipient_id": phone}
    told["biz_opaque_callback_data"] = str(sent.key)
    for word in ("sent", "delivered"):
        WebhookEvent.objects.store("whatsapp", body(statuses=[{**told, "status": word}]))
    with steps.step("statuses"):
        tasks.take_in()


def body(**value: Any) -> bytes:
    """A webhook as Meta posts it."""
    metadata = {"metadata": {"phone_number_id": ACCOUNT}, "messaging_product": "whatsapp"}
    changes = [{"field": "messages", "value": metadata | value}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"changes": changes}]}).encode()


if __name__ == "__main__":
    print(json.dumps(measure().rows()))

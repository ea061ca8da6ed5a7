"""Deliver updates to the web as Meta does: signed, batched, again and again until it says 200."""

import asyncio
import hashlib
import hmac
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from typing import Any

import httpx2

from sandbox.faults import Faults
from sandbox.updates import Update, encode, of_status
from sandbox.world import ChatMessage, World

# Fast at first, then ever slower. The last wait repeats until a day has gone by.
RETRY_WAITS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
MAX_ATTEMPTS = 1_400
GATHER_SECONDS = 0.04  # statuses that fall into this window share a POST
MAX_BATCH = 1_000
BATCH_PATIENCE = 1.0  # how long a wanted batch waits for its last update
SENT_AFTER, DELIVERED_AFTER, READ_AFTER = 0.03, 0.15, 0.6


def sign(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Courier:
    """Carries updates to one web address."""

    def __init__(self, world: World, faults: Faults, web_url: str, secret: str) -> None:
        self.world = world
        self.faults = faults
        self.url = web_url.rstrip("/") + "/webhooks/whatsapp/"
        self.secret = secret
        self.client = httpx2.AsyncClient(timeout=20, limits=httpx2.Limits(max_connections=32))
        self.waiting: list[Update] = []
        self.flusher: asyncio.Task[None] | None = None
        self.lanes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.tasks: set[asyncio.Task[Any]] = set()
        self.posted: deque[tuple[bytes, Sequence[Update]]] = deque(maxlen=500)

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run beside; kept here, because the loop itself holds tasks only weakly."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def forget(self) -> None:
        """Drop whatever is still on its way."""
        for task in list(self.tasks):
            task.cancel()
        self.waiting.clear()
        self.lanes.clear()
        self.posted.clear()
        self.flusher = None

    def hand_over(self, update: Update) -> None:
        """Deliver soon: a guest's message at once, statuses together, or as the faults say."""
        webhooks = self.faults.webhooks
        held = webhooks.batch > 1 or webhooks.shuffle
        if update.part != "statuses" and not held:
            self.spawn(self.deliver([update], lane=update.guest.id))
            return
        self.waiting.append(update)
        if webhooks.batch > 1 and len(self.waiting) >= webhooks.batch:
            self.flush()
        elif self.flusher is None:
            wait = BATCH_PATIENCE if webhooks.batch > 1 else 0.5 if webhooks.shuffle else GATHER_SECONDS
            self.flusher = self.spawn(self.flush_after(wait))

    async def flush_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.flusher = None
        self.flush()

    def flush(self) -> None:
        webhooks = self.faults.webhooks
        updates, self.waiting = self.waiting, []
        if self.flusher is not None:
            self.flusher.cancel()
            self.flusher = None
        if webhooks.shuffle:
            self.faults.dice.shuffle(updates)
        size = webhooks.batch if webhooks.batch > 1 else 1 if webhooks.shuffle else MAX_BATCH
        for start in range(0, len(updates), size):
            lane = "shuffle" if webhooks.shuffle else None
            self.spawn(self.deliver(updates[start : start + size], lane))

    async def deliver(self, updates: Sequence[Update], lane: str | None = None) -> None:
        """Post until it is acknowledged. Within a lane the first attempts keep their order."""
        body = encode(updates)
        self.posted.append((body, updates))
        if lane is None:
            status = await self.post(body)
        else:
            async with self.lanes[lane]:
                status = await self.post(body)
        for attempt in range(1, MAX_ATTEMPTS):
            if status == 200:
                self.acknowledge(updates)
                return
            wait = RETRY_WAITS[min(attempt, len(RETRY_WAITS)) - 1]
            await asyncio.sleep(min(wait, self.faults.webhooks.retry_cap))
            status = await self.post(body, attempt + 1)

    async def post(self, body: bytes, attempt: int = 1) -> int:
        """Post once, or twice when told to duplicate. Return the status, 0 when nobody answered."""
        webhooks = self.faults.webhooks
        signature = sign(self.secret, body)
        if webhooks.wrong_signature > 0:
            webhooks.wrong_signature -= 1
            signature = sign(self.secret + "?", body)
        if webhooks.duplicate > 0:
            webhooks.duplicate -= 1
            first, _ = await asyncio.gather(
                self.post_once(body, signature, attempt), self.post_once(body, signature, attempt)
            )
            return first
        return await self.post_once(body, signature, attempt)

    async def post_once(self, body: bytes, signature: str, attempt: int) -> int:
        headers = {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            "x-hub-signature-256": signature,
        }
        answer = self.world.record("webhook", attempt=attempt, body=body.decode(), status=None)
        try:
            status = (await self.client.post(self.url, content=body, headers=headers)).status_code
        except httpx2.HTTPError as error:
            status = 0
            answer["error"] = f"{type(error).__name__}: {error}"
        answer["status"] = status
        return status

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Give the guest's own messages their tick."""
        for update in updates:
            if update.part == "statuses" or not update.message.advance("delivered"):
                continue
            if update.message.type != "reaction":  # it sits on another message, and has no bubble
                self.world.show(update.message)

    async def replay(self, count: int, rebatch: bool = False) -> int:
        """Post the last bodies again, oldest first, byte for byte. Return how many.

        With `rebatch` their updates come in one POST, newest first: what a retry of Meta may look like.
        """
        last = list(self.posted)[-count:]
        bodies = [body for body, _ in last]
        if rebatch and last:
            bodies = [encode([update for _, updates in reversed(last) for update in reversed(updates)])]
        for body in bodies:
            await self.post_once(body, sign(self.secret, body), attempt=1)
        return len(last)

    def report(self, message: ChatMessage) -> None:
        """Send the statuses of a message that was accepted."""
        mode = self.faults.statuses.mode
        if mode not in ("off", "early"):
            self.spawn(self.report_in_time(message, mode))

    async def report_in_time(self, message: ChatMessage, mode: str) -> None:
        await asyncio.sleep(SENT_AFTER + (self.faults.statuses.seconds if mode == "delayed" else 0))
        if message.error is not None:
            self.change_status(message, "failed")
            return
        steps = ["sent", "delivered"]
        if mode == "duplicated":
            steps = ["sent", "sent", "delivered", "delivered"]
        elif mode == "shuffled":
            steps = ["delivered", "sent"]
        for number, step in enumerate(steps):
            if number:
                await asyncio.sleep((DELIVERED_AFTER - SENT_AFTER) / (len(steps) - 1))
            self.change_status(message, step)
        await asyncio.sleep(READ_AFTER - DELIVERED_AFTER)
        if self.world.chat(message.hotel, message.guest).is_open:
            self.mark_read(message)

    def mark_read(self, message: ChatMessage) -> None:
        if self.faults.statuses.mode != "off" and message.status == "delivered":
            self.change_status(message, "read")

    def change_status(self, message: ChatMessage, status: str) -> None:
        self.hand_over(self.status_update(message, status))
        self.world.record("status", id=message.id, status=status)

    def status_update(self, message: ChatMessage, status: str) -> Update:
        if message.advance(status):
            self.world.show(message)
        hotel, guest = self.world.hotels[message.hotel], self.world.guests[message.guest]
        return of_status(hotel, guest, message, status, self.world.now())

    async def report_early(self, message: ChatMessage) -> None:
        """Post `sent` and `delivered` now, before the send is answered."""
        for status in ("sent", "delivered"):
            await self.deliver_once(self.status_update(message, status))

    async def deliver_once(self, update: Update) -> None:
        body = encode([update])
        if await self.post(body) != 200:
            self.spawn(self.deliver([update]))

    async def close(self) -> None:
        self.forget()
        await self.client.aclose()

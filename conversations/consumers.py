"""The staff socket: says which conversation changed; the pages decide who may read what."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import structlog
from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError

from conversations import live
from hotels.events import group_of
from hotels.models import Membership

log = structlog.get_logger(__name__)

LOOK_SECONDS = 15.0
LARGEST_FRAME = 4096
FRAMES_PER_WINDOW = 30
WINDOW_SECONDS = 10.0
SIGNED_OUT = 4401
NO_HOTEL = 4403
# The server may close with 1000 or from 3000 to 4999 only; 1008 and 1009 would be an error of its own.
TOO_BIG = 4413
TOO_FAST = 4429


class FrameError(Exception):
    """The client said something we do not understand; `code` is told to it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class InboxConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """One browser of one member of staff, hearing all hotels where they work.

    `hotels` has the slug of each, `seen` the newest place that was told. A ring for the place after
    that is passed on as it is; any other gap is filled from the feed. A look every 15 seconds finds
    what no ring told, and whether the user still works there.
    """

    def __init__(self, look_every: float = LOOK_SECONDS) -> None:
        super().__init__()
        self.look_every = look_every
        self.hotels: dict[int, str] = {}
        self.seen: dict[int, int] = {}
        self.telling = asyncio.Lock()  # one at a time: frames, rings and looks all move the places
        self.looking: asyncio.Task[None] | None = None
        self.frames = 0
        self.window_ends = 0.0

    async def connect(self) -> None:
        """Closing before accepting makes the handshake fail with 403."""
        places = await self._places()
        if not places:
            await self.close()
            return
        await self._join(places)
        # Read again: what changed between the first look and joining has rung for nobody.
        self.seen |= {hotel_id: seq for hotel_id, (_, seq) in (await self._places() or {}).items()}
        await self.accept()
        await self._tell({"type": "hello", "hotels": self._seen_by_slug()})
        self.looking = asyncio.create_task(self._look_for_ever())

    async def disconnect(self, code: int) -> None:
        if self.looking:
            self.looking.cancel()
            with suppress(asyncio.CancelledError):
                await self.looking
        for hotel_id in self.hotels:
            await self.channel_layer.group_discard(group_of(hotel_id), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self.window_ends:
            self.frames, self.window_ends = 0, now + WINDOW_SECONDS
        self.frames += 1
        if self.frames > FRAMES_PER_WINDOW:
            await self.close(code=TOO_FAST)
        elif len(text_data or bytes_data or "") > LARGEST_FRAME:
            await self._tell({"type": "error", "code": "too_big"})
            await self.close(code=TOO_BIG)
        else:
            try:
                await self._heed(read_frame(text_data))
            except FrameError as error:
                await self._tell({"type": "error", "code": error.code})

    async def _heed(self, frame: Mapping[str, Any]) -> None:
        if "ping" in frame:
            await self._tell({"type": "pong"})
        elif "resume" in frame:
            await self._resume(read_places(frame["resume"]))
        else:
            raise FrameError("unknown_message")

    async def _resume(self, wanted: Mapping[str, int]) -> None:
        async with self.telling:
            if not await self._look():
                return
            ids = {slug: hotel_id for hotel_id, slug in self.hotels.items()}
            for slug, seq in wanted.items():
                if slug in ids:
                    self.seen[ids[slug]] = seq
                    await self._catch_up(ids[slug])
                else:  # no hotel, or none of theirs: the answer is the same
                    await self._tell({"type": "error", "code": "unknown_hotel", "hotel": slug})
            await self._tell({"type": "ready", "hotels": self._seen_by_slug()})

    async def conversation_changed(self, event: dict[str, Any]) -> None:
        """A ring."""
        hotel_id, seq = event["hotel"], event["seq"]
        async with self.telling:
            if hotel_id not in self.seen or seq <= self.seen[hotel_id]:
                return
            if seq == self.seen[hotel_id] + 1:
                await self._tell_change(hotel_id, live.Change(event["conversation"], seq))
                self.seen[hotel_id] = seq
            else:
                await self._catch_up(hotel_id)

    async def hotel_event(self, event: dict[str, Any]) -> None:
        """Something of the hotel itself changed: its agents, its knowledge, a task."""
        async with self.telling:
            if slug := self.hotels.get(event["hotel"]):
                await self._tell({**event["event"], "hotel": slug})

    async def _catch_up(self, hotel_id: int) -> None:
        """Tell what changed since the place last told. Too much, or a place we never gave: start over."""
        since = self.seen[hotel_id]
        newest, changes = await database_sync_to_async(_news)(hotel_id, since)
        if since > newest or len(changes) > live.CATCH_UP_LIMIT:
            await self._tell({"type": "reset", "hotel": self.hotels[hotel_id], "seq": newest})
            self.seen[hotel_id] = newest
            return
        for change in changes:
            await self._tell_change(hotel_id, change)
        self.seen[hotel_id] = max([newest, *(change.seq for change in changes)])

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self.look_every)
            try:
                async with self.telling:
                    if not await self._look():
                        return
            except DatabaseError as error:
                log.warning("inbox_socket_could_not_look", error=type(error).__name__)

    async def _look(self) -> bool:
        """See who the user is now and what no ring told. False when the socket was closed."""
        places = await self._places()
        if not places:
            await self.close(code=SIGNED_OUT if places is None else NO_HOTEL)
            self.hotels, self.seen = {}, {}
            return False
        for hotel_id in self.hotels.keys() - places.keys():
            await self.channel_layer.group_discard(group_of(hotel_id), self.channel_name)
            self.seen.pop(hotel_id)
            await self._tell({"type": "left", "hotel": self.hotels.pop(hotel_id)})
        await self._join({hotel_id: at for hotel_id, at in places.items() if hotel_id not in self.hotels})
        for hotel_id, (_, newest) in places.items():
            if newest > self.seen[hotel_id]:
                await self._catch_up(hotel_id)
        return True

    async def _join(self, places: Mapping[int, tuple[str, int]]) -> None:
        for hotel_id, (slug, seq) in places.items():
            self.hotels[hotel_id], self.seen[hotel_id] = slug, seq
            await self.channel_layer.group_add(group_of(hotel_id), self.channel_name)

    async def _places(self) -> dict[int, tuple[str, int]] | None:
        """Slug and newest place of each hotel where the user works now; None when signed out.

        The session is read anew each time: a sign-out or a new password ends the socket too.
        """
        session = import_module(settings.SESSION_ENGINE).SessionStore(self.scope["session"].session_key)
        user = await get_user({"session": session})
        if not user.is_authenticated:
            return None
        places: dict[int, tuple[str, int]] = await database_sync_to_async(_places_of)(user.pk)
        return places

    def _seen_by_slug(self) -> dict[str, int]:
        return {slug: self.seen[hotel_id] for hotel_id, slug in self.hotels.items()}

    async def _tell_change(self, hotel_id: int, change: live.Change) -> None:
        await self._tell(
            {
                "type": "change",
                "hotel": self.hotels[hotel_id],
                "conversation": change.conversation,
                "seq": change.seq,
            }
        )

    async def _tell(self, event: Mapping[str, Any]) -> None:
        await self.send(text_data=json.dumps(event))


def read_frame(text: str | None) -> dict[str, Any]:
    """A JSON object. Raises FrameError."""
    try:
        frame = json.loads(text or "")
    except (ValueError, RecursionError) as error:
        raise FrameError("bad_json") from error
    if not isinstance(frame, dict):
        raise FrameError("bad_json")
    return frame


def read_places(resume: Any) -> dict[str, int]:
    """Places by the hotels' slugs. Raises FrameError."""
    if not isinstance(resume, dict):
        raise FrameError("bad_resume")
    for seq in resume.values():
        if type(seq) is not int or not 0 <= seq < 2**63:  # a bool is an int, too
            raise FrameError("bad_resume")
    return resume


def _places_of(user_id: int) -> dict[int, tuple[str, int]]:
    memberships = Membership.objects.filter(user_id=user_id, hotel__is_active=True)
    rows = memberships.values_list("hotel_id", "hotel__slug", "hotel__feed__seq")
    return {hotel_id: (slug, seq or 0) for hotel_id, slug, seq in rows}


def _news(hotel_id: int, since: int) -> tuple[int, list[live.Change]]:
    """The newest place, and what changed; in this order, so the changes reach at least that far."""
    return live.place(hotel_id), live.changes_after(hotel_id, since, live.CATCH_UP_LIMIT + 1)

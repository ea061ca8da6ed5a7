"""The guest's phone: the page, its files, and the stream that keeps it current."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sandbox.guest import CannotDo, Guests
from sandbox.media import MediaFile
from sandbox.server import Answer, Request, Response, Stream, json_response
from sandbox.world import World

STATIC = Path(__file__).parent / "static"
FILES = {
    "/": ("phone.html", "text/html; charset=utf-8"),
    "/static/phone.css": ("phone.css", "text/css; charset=utf-8"),
    "/static/phone.js": ("phone.js", "text/javascript; charset=utf-8"),
    "/static/words.js": ("words.js", "text/javascript; charset=utf-8"),
    "/static/bubbles.js": ("bubbles.js", "text/javascript; charset=utf-8"),
    "/static/faults.js": ("faults.js", "text/javascript; charset=utf-8"),
    "/favicon.ico": ("icon.svg", "image/svg+xml"),
}
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PING_SECONDS = 15


def page(request: Request) -> Response:
    """Serve a file of the page."""
    name, content_type = FILES[request.path]
    headers = {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(200, (STATIC / name).read_bytes(), content_type, headers)


def events(world: World, guests: Guests, request: Request) -> Answer:
    """Stream what happens. While the stream is open the named chat counts as open on the phone."""
    try:
        guest = guests.find(request.query).id
        hotel = guests.hotel(request.query.get("hotel"))
    except CannotDo as error:
        return json_response({"error": str(error)}, 400)
    return Stream(watch(world, guests, hotel, guest))


async def watch(world: World, guests: Guests, hotel: str, guest: str) -> AsyncIterator[bytes]:
    chat = world.chat(hotel, guest)
    chat.viewers += 1
    try:
        guests.read(chat)
        with world.subscribed() as queue:
            yield b"retry: 500\n\n"
            while True:
                event = await next_event(queue)
                yield b": still here\n\n" if event is None else f"data: {json.dumps(event)}\n\n".encode()
    finally:
        chat.viewers -= 1


async def next_event(queue: "asyncio.Queue[dict[str, Any]]") -> dict[str, Any] | None:
    """Return the next event, or None when nothing happened for a while."""
    try:
        return await asyncio.wait_for(queue.get(), PING_SECONDS)
    except TimeoutError:
        return None


def picture(file: MediaFile | None) -> Response:
    """Serve a guest's picture to the page; other types are not shown there."""
    if file is None or not re.fullmatch(r"image/(png|jpeg|webp|gif)", file.mime_type):
        return Response(404, b"", "text/plain")
    return Response(200, file.content, file.mime_type, {"x-content-type-options": "nosniff"})

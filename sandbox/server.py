"""A small HTTP/1.1 server on asyncio and h11.

The sandbox plays broken providers too: resets, bodies cut in the middle, silence. No web framework lets
a handler do that to its connection, so the sandbox holds the socket itself.
"""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import h11

MAX_BODY = 64 * 1024 * 1024


class BadBody(ValueError):
    """The request's body is not the JSON object that was asked for."""


@dataclass(slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object ({} when empty). Raise BadBody."""
        if not self.body:
            return {}
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise BadBody("The body is not valid JSON.") from error
        if not isinstance(found, dict):
            raise BadBody("The body must be a JSON object.")
        return found


@dataclass(slots=True)
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None  # send only so many bytes of the body, then close
    chunked: bool = False  # with cut_after: the cut falls into a chunk


@dataclass(slots=True)
class Stream:
    """A chunked answer that goes on until its chunks end or the reader leaves."""

    chunks: AsyncIterator[bytes]
    content_type: str = "text/event-stream"
    ends_properly: bool = True  # False: close without the last chunk
    reset: bool = False  # with ends_properly=False: RST instead of FIN


@dataclass(slots=True)
class Reset:
    """Answer with a TCP reset."""


@dataclass(slots=True)
class Silence:
    """Answer nothing, and close when the caller leaves or the seconds are over."""

    seconds: float = 600.0


Answer = Response | Stream | Reset | Silence
Handler = Callable[[Request], Awaitable[Answer]]


def json_response(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(status, json.dumps(content).encode(), headers=headers or {})


async def start(handler: Handler, host: str, port: int) -> asyncio.Server:
    """Listen, and return the running server."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Connection(handler, reader, writer).serve()
        except (ConnectionError, h11.RemoteProtocolError, TimeoutError):
            pass  # the caller left, or does not speak HTTP
        finally:
            writer.close()

    return await asyncio.start_server(connected, host, port, backlog=1024, limit=256 * 1024)


class Connection:
    """One caller, request after request."""

    def __init__(self, handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.handler = handler
        self.reader = reader
        self.writer = writer
        self.wire = h11.Connection(h11.SERVER)

    async def serve(self) -> None:
        while (request := await self.next_request()) is not None:
            answer = await self.handler(request)
            if not await self.send(answer) or self.wire.our_state is not h11.DONE:
                return
            self.wire.start_next_cycle()

    async def next_request(self) -> Request | None:
        """Return the next request with its whole body, or None when the caller has gone."""
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = self.wire.next_event()
            if event is h11.NEED_DATA:
                if self.wire.they_are_waiting_for_100_continue:
                    self.write(h11.InformationalResponse(status_code=100, headers=[]))
                self.wire.receive_data(await self.reader.read(65536))
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > MAX_BODY:
                    return None
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return read_head(head, bytes(body))
            else:
                return None

    async def send(self, answer: Answer) -> bool:
        """Write the answer; return whether the connection may be used again."""
        match answer:
            case Response(cut_after=None):
                self.write_response(answer)
                await self.writer.drain()
                return True
            case Response():
                await self.send_cut(answer)
            case Stream():
                return await self.send_stream(answer)
            case Silence(seconds):
                await self.until_gone(seconds)
            case Reset():
                self.reset()
        return False

    def write(self, event: Any) -> None:
        self.writer.write(self.wire.send(event) or b"")

    def write_response(self, answer: Response) -> None:
        headers = [*answer.headers.items()]
        if answer.content_type:
            headers.append(("content-type", answer.content_type))
        headers.append(("content-length", str(len(answer.body))))
        parts = (
            h11.Response(status_code=answer.status, headers=headers),
            h11.Data(data=answer.body),
            h11.EndOfMessage(),
        )
        self.writer.write(b"".join(self.wire.send(part) or b"" for part in parts))

    async def send_cut(self, answer: Response) -> None:
        kept = answer.body[: answer.cut_after]
        length = f"{len(answer.body):x}" if answer.chunked else str(len(answer.body))
        framing = "transfer-encoding: chunked" if answer.chunked else f"content-length: {length}"
        head = f"HTTP/1.1 {answer.status} OK\r\ncontent-type: {answer.content_type}\r\n{framing}\r\n\r\n"
        if answer.chunked:
            head += f"{length}\r\n"
        self.writer.write(head.encode() + kept)
        await self.writer.drain()

    async def send_stream(self, stream: Stream) -> bool:
        headers = [("content-type", stream.content_type), ("cache-control", "no-store")]
        self.write(h11.Response(status_code=200, headers=[*headers, ("transfer-encoding", "chunked")]))
        await self.writer.drain()
        gone = asyncio.create_task(self.reader.read(1))
        sending = asyncio.create_task(self.send_chunks(stream))
        try:
            await asyncio.wait({gone, sending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            sending.cancel()
            await asyncio.gather(gone, sending, return_exceptions=True)
        if stream.reset:
            self.reset()
        return False

    async def send_chunks(self, stream: Stream) -> None:
        # aclosing: a stream whose reader left must still run its `finally`.
        async with aclosing(stream.chunks) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                self.write(h11.Data(data=chunk))
                await self.writer.drain()
        if stream.ends_properly:
            self.write(h11.EndOfMessage())
            await self.writer.drain()

    async def until_gone(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.reader.read(1), seconds)
        except TimeoutError:
            return

    def reset(self) -> None:
        """Close with RST: SO_LINGER of zero seconds throws away what was not sent."""
        if (sock := self.writer.get_extra_info("socket")) is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def read_head(head: h11.Request, body: bytes) -> Request:
    target = urlsplit(head.target.decode("latin-1"))
    return Request(
        method=head.method.decode("ascii"),
        path=unquote(target.path),
        query=dict(parse_qsl(target.query, keep_blank_values=True)),
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers},
        body=body,
    )

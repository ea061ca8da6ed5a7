"""What listens on PORT in development: `/ws/` goes to the sockets' process, all else to the web process.

A stand-in for the proxy that production has. It reads where messages begin and end and passes the
bytes on as they come, so bodies and answers of any size use no memory here. Each request finds its
own way, also on a connection that is kept alive, and each carries the client's address.
"""

import argparse
import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass, field

from config.local.framing import HEAD_LIMIT, BadMessage, Body, Request, parse_request, parse_response

HEAD_SECONDS = 10.0
BODY_SECONDS = 60.0  # without one byte
IDLE_SECONDS = 75.0  # between requests
LINGER_SECONDS = 2.0
CONNECTIONS = 1000


@dataclass
class Front:
    """The routes, the limits, and who is connected."""

    web: str
    live: str
    head_seconds: float = HEAD_SECONDS
    body_seconds: float = BODY_SECONDS
    idle_seconds: float = IDLE_SECONDS
    connections: int = CONNECTIONS
    clients: set["Client"] = field(default_factory=set)

    def socket_for(self, path: bytes) -> str:
        """Return the Unix socket of the process that a path belongs to."""
        return self.live if path.startswith(b"/ws/") else self.web

    async def watch(self) -> None:
        """Look after those who keep us waiting, for ever. One clock for all is cheaper than a timer each."""
        while True:
            await asyncio.sleep(min(1.0, self.head_seconds / 4))
            now = asyncio.get_running_loop().time()
            for client in list(self.clients):
                client.check(now)


class Client(asyncio.Protocol):
    """One connection of a client: at most one request of it is under way at a time."""

    transport: asyncio.Transport

    def __init__(self, front: Front) -> None:
        self.front = front
        self.loop = asyncio.get_running_loop()
        self.buffer = bytearray()
        self.request: Request | None = None  # under way: its answer is not complete
        self.backend: Backend | None = None
        self.backend_path = ""
        self.connecting: asyncio.Task[None] | None = None
        self.tunnel = False
        self.eof = False
        self.closing = False
        self.served = 0
        self.since = self.loop.time()
        self.address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if isinstance(peer, tuple) else "127.0.0.1"
        self.front.clients.add(self)
        if len(self.front.clients) > self.front.connections:
            self.refuse("503 Service Unavailable", "Too many connections.")

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        if self.tunnel and self.backend:
            self.backend.transport.write(data)
            return
        if not self.buffer or self.request:
            self.since = self.loop.time()
        self.buffer += data
        self.advance()

    def eof_received(self) -> bool:
        """The client has said all it will; an answer that is under way still reaches it."""
        self.eof = True
        if self.tunnel and self.backend:
            self.backend.transport.write_eof()
            return True
        if self.closing or self.request is None:
            return False
        # While we connect, the rest of the body may still wait in the buffer.
        return self.request.body.done or self.connecting is not None

    def connection_lost(self, error: Exception | None) -> None:
        self.front.clients.discard(self)
        self.closing = True
        if self.connecting:
            self.connecting.cancel()
        self.drop_backend()

    def pause_writing(self) -> None:
        if self.backend:
            self.backend.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.backend:
            self.backend.transport.resume_reading()

    def check(self, now: float) -> None:
        """Let go of a client that is too slow, or has been silent for long."""
        waited = now - self.since
        if self.tunnel:
            return
        if self.closing:
            if waited > LINGER_SECONDS:
                self.transport.abort()
        elif self.request is None:
            if (self.buffer or not self.served) and waited > self.front.head_seconds:
                self.refuse("408 Request Timeout", "The request did not arrive in time.")
            elif waited > self.front.idle_seconds:
                self.transport.close()
        elif not self.request.body.done and not self.transport_paused() and waited > self.front.body_seconds:
            self.refuse("408 Request Timeout", "The request's body did not arrive in time.")

    def transport_paused(self) -> bool:
        """Say whether it is we who do not read: the backend is the slow one then."""
        return not self.transport.is_reading()

    def advance(self) -> None:
        """Pass on what has arrived, as far as it goes."""
        try:
            if self.request is None:
                self.next_request()
            if self.request and self.backend and not self.connecting:
                self.pass_body(self.request.body)
        except BadMessage as error:
            self.refuse(error.status, error.sentence)
            return
        if len(self.buffer) > HEAD_LIMIT and not self.closing:
            self.transport.pause_reading()

    def next_request(self) -> None:
        while self.buffer.startswith(b"\r\n"):  # some send one too many after a body
            del self.buffer[:2]
        end = self.buffer.find(b"\r\n\r\n", 0, HEAD_LIMIT)
        if end < 0:
            if len(self.buffer) >= HEAD_LIMIT:
                raise BadMessage("431 Request Header Fields Too Large", "The request's head is too large.")
            return
        raw = bytes(self.buffer[: end + 4])
        del self.buffer[: end + 4]
        self.request = parse_request(raw, self.address)
        self.served += 1
        path = self.front.socket_for(self.request.path)
        if self.backend and self.backend_path == path:
            self.backend.send(self.request)
            return
        self.drop_backend()
        self.backend_path = path
        self.connecting = self.loop.create_task(self.connect(path))

    async def connect(self, path: str) -> None:
        try:
            _, self.backend = await self.loop.create_unix_connection(lambda: Backend(self), path)
        except OSError:
            self.connecting = None
            self.refuse("502 Bad Gateway", "Conserje is starting or restarting. Try again in a few seconds.")
            return
        self.connecting = None
        if self.request:
            self.backend.send(self.request)
            self.read_on()
            if self.eof and self.request and not self.request.body.done:
                self.transport.abort()

    def pass_body(self, body: Body) -> None:
        if body.done or not self.buffer:
            return
        assert self.backend is not None
        taken = body.take(self.buffer)
        self.backend.transport.write(bytes(self.buffer[:taken]))
        del self.buffer[:taken]

    def read_on(self) -> None:
        """Go on after a wait: with what is in the buffer, then with what the socket has."""
        self.advance()
        if len(self.buffer) <= HEAD_LIMIT and not self.closing and not self.transport.is_reading():
            self.transport.resume_reading()

    def answered(self, closes: bool) -> None:
        """The answer is complete: close, or turn to the next request."""
        request, self.request = self.request, None
        self.since = self.loop.time()
        if request is None or not request.body.done:
            # Answered before all was said, and not read further: what still comes is not a request.
            self.close_gently()
        elif closes or request.closes or (self.eof and not self.buffer):
            self.transport.close()
        else:
            self.read_on()

    def upgraded(self) -> None:
        """The backend has agreed to speak another protocol: from here on bytes are only carried."""
        assert self.backend is not None
        self.tunnel = True
        self.request = None
        self.backend.transport.write(bytes(self.buffer))
        self.buffer.clear()
        if self.eof:
            self.backend.transport.write_eof()
        elif not self.transport.is_reading():
            self.transport.resume_reading()

    def backend_lost(self, backend: "Backend") -> None:
        """A backend closed its connection: that ends an answer without a length, and breaks any other."""
        if backend is not self.backend:
            return
        self.backend = None
        if self.tunnel:
            self.transport.close()
        elif self.request is None:
            return  # between requests: the next one opens a new connection
        elif not backend.answering:
            self.refuse("502 Bad Gateway", "Conserje closed the connection before it answered. Try again.")
        elif backend.body.until_close:
            self.answered(closes=True)
        else:
            self.transport.abort()

    def drop_backend(self) -> None:
        if self.backend:
            backend, self.backend = self.backend, None
            backend.transport.close()

    def refuse(self, status: str, sentence: str) -> None:
        """Answer in the place of a backend and close."""
        if self.closing:
            return
        if self.backend and self.backend.answering:
            self.transport.abort()  # half an answer is out: a second one would be read as its end
            return
        text = f"{sentence}\n".encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(text)}\r\n"
        )
        head += "Retry-After: 2\r\n" if status[0] == "5" else ""
        without = self.request is not None and self.request.method == b"HEAD"
        self.transport.write(f"{head}Connection: close\r\n\r\n".encode() + (b"" if without else text))
        self.close_gently()

    def close_gently(self) -> None:
        """Close after the answer. While the client still sends, closing at once could destroy the answer."""
        self.closing = True
        self.since = self.loop.time()
        self.buffer.clear()
        self.drop_backend()
        if self.eof:
            self.transport.close()
            return
        with suppress(OSError, RuntimeError):
            self.transport.write_eof()
        self.transport.resume_reading()


class Backend(asyncio.Protocol):
    """Our connection to the web or the sockets' process, on behalf of one client."""

    transport: asyncio.Transport

    def __init__(self, client: Client) -> None:
        self.client = client
        self.method = b""
        self.answering = False  # some of the answer to the request under way has been passed on
        self.head: bytearray | None = bytearray()  # of the answer, as far as it has come; None: it is read
        self.body = Body(0)
        self.closes = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self.client.closing:
            transport.abort()

    def send(self, request: Request) -> None:
        """Begin a request; its body follows as it comes."""
        self.method = request.method
        self.answering = False
        self.head = bytearray()
        self.transport.write(request.head)

    def data_received(self, data: bytes) -> None:
        client = self.client
        if client.tunnel:
            client.transport.write(data)
            return
        try:
            while data and client.request is not None and client.backend is self:
                data = self.pass_head(data) if self.head is not None else self.pass_body(data)
        except BadMessage:
            client.refuse("502 Bad Gateway", "Conserje gave an answer that was not HTTP.")

    def pass_head(self, data: bytes) -> bytes:
        """Read on in the answer's head; return the bytes that follow it."""
        assert self.head is not None
        self.head += data
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            if len(self.head) > HEAD_LIMIT:
                raise BadMessage("502 Bad Gateway", "The answer's head is too large.")
            return b""
        raw, rest = bytes(self.head[: end + 4]), bytes(self.head[end + 4 :])
        status, self.body, self.closes = parse_response(raw, self.method)
        self.client.transport.write(raw)
        if status == 101:
            self.client.upgraded()
            self.client.transport.write(rest)
            return b""
        if status < 200:  # 100 Continue: the answer itself is still to come
            self.head = bytearray()
        else:
            self.answering = True
            self.head = None
            self.end_if_done()
        return rest

    def pass_body(self, data: bytes) -> bytes:
        taken = self.body.take(data)
        self.client.transport.write(data[:taken])
        self.end_if_done()
        return data[taken:]

    def end_if_done(self) -> None:
        if self.body.done:
            self.answering = False
            self.client.answered(self.closes)

    def connection_lost(self, error: Exception | None) -> None:
        self.client.backend_lost(self)

    def pause_writing(self) -> None:
        self.client.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.client.tunnel:
            self.client.transport.resume_reading()
        else:
            self.client.read_on()


async def serve(front: Front, host: str, port: int) -> asyncio.Server:
    """Listen and return the server; it looks after its clients until it is closed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Client(front), host, port, backlog=512)
    watcher = loop.create_task(front.watch())
    server.watcher = watcher  # type: ignore[attr-defined]  # a task that nobody holds may be collected
    return server


async def run(front: Front, host: str, port: int) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    server = await serve(front, host, port)
    await stop.wait()
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--web", required=True, help="Unix socket of the web process")
    parser.add_argument("--live", required=True, help="Unix socket of the process for /ws/")
    given = parser.parse_args()
    asyncio.run(run(Front(given.web, given.live), given.host, given.port))


if __name__ == "__main__":
    main()

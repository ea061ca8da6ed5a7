"""The front over real sockets: two backends that we play, and clients of every kind."""

import asyncio
import contextlib
import socket
import struct

import pytest
import pytest_asyncio

from config.local.front import Front, serve

REQUEST = b"GET /inbox/ HTTP/1.1\r\nHost: hotel\r\n\r\n"


class Backend:
    """An HTTP server that tells what it was asked, and does what a path asks of it."""

    def __init__(self, name):
        self.name = name
        self.connections = 0
        self.heads = []

    async def serve(self, reader, writer):
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while await self.answer(reader, writer):
                pass
        writer.close()

    async def answer(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        path = head.split(b" ")[1]
        fields = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
        }
        if fields.get(b"upgrade"):
            return await self.echo(reader, writer)
        if fields.get(b"expect"):
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if path == b"/early":
            writer.write(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return False
        if path == b"/stuck":
            await asyncio.sleep(60)
        size = await self.read_body(reader, fields)
        if path == b"/die":
            return False
        if path == b"/half":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            await writer.drain()
            return False
        if path == b"/slow":
            await asyncio.sleep(0.3)
        if path == b"/chunks":
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for part in (b"one", b"two"):
                writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                await writer.drain()
            writer.write(b"0\r\n\r\n")
            return True
        if path == b"/until-close":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\nall of it")
            await writer.drain()
            return False
        text = b"z" * 20_000_000 if path == b"/large" else b"%s %s %d" % (self.name.encode(), path, size)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(text))
        if not head.startswith(b"HEAD"):
            writer.write(text)
        await writer.drain()
        return True

    async def read_body(self, reader, fields):
        if fields.get(b"transfer-encoding") == b"chunked":
            size = 0
            while length := int((await reader.readline()).split(b";")[0], 16):
                size += len(await reader.readexactly(length))
                await reader.readline()
            await reader.readline()
            return size
        return len(await reader.readexactly(int(fields.get(b"content-length", 0))))

    async def echo(self, reader, writer):
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write(b"bye")
        await writer.drain()
        return False


class House:
    """A front with its two backends; `stop` takes one of them away."""

    def __init__(self, folder):
        self.folder = folder
        self.backends = {name: Backend(name) for name in ("web", "live")}
        self.servers = {}

    async def open(self, **limits):
        for name in self.backends:
            await self.start(name)
        self.front = Front(str(self.folder / "web"), str(self.folder / "live"), **limits)
        self.server = await serve(self.front, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def start(self, name):
        path = self.folder / name
        path.unlink(missing_ok=True)
        self.servers[name] = await asyncio.start_unix_server(self.backends[name].serve, path)

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, request, connection=None):
        """Send a request; return the status, the head and the body of its answer."""
        reader, writer = connection or await self.connect()
        writer.write(request)
        return await read_answer(reader, no_body=request.startswith(b"HEAD"))


async def read_answer(reader, no_body=False):
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    status = int(head.split(b" ")[1])
    low = head.lower()
    if no_body or status < 200:
        return status, head, b""
    if b"content-length:" in low:
        length = int(low.split(b"content-length:")[1].split(b"\r\n")[0])
        return status, head, await reader.readexactly(length)
    if b"chunked" in low:
        return status, head, await reader.readuntil(b"0\r\n\r\n")
    return status, head, await reader.read()


@pytest_asyncio.fixture
async def house(home):
    return await House(home).open()


pytestmark = pytest.mark.asyncio


async def test_pages_go_to_web_and_sockets_to_live(house):
    assert (await house.ask(REQUEST))[2] == b"web /inbox/ 0"
    assert (await house.ask(b"GET /ws/inbox/ HTTP/1.1\r\nHost: hotel\r\n\r\n"))[2] == b"live /ws/inbox/ 0"
    assert (await house.ask(b"GET /wsx HTTP/1.1\r\nHost: hotel\r\n\r\n"))[2] == b"web /wsx 0"
    assert (await house.ask(b"GET http://hotel/ws/a HTTP/1.1\r\nHost: hotel\r\n\r\n"))[2].startswith(b"live")


async def test_a_kept_connection_is_kept_on_both_sides(house):
    connection = await house.connect()
    for _ in range(5):
        assert (await house.ask(REQUEST, connection))[0] == 200

    assert house.backends["web"].connections == 1


async def test_each_request_of_a_kept_connection_finds_its_own_way(house):
    connection = await house.connect()
    for path, name in ((b"/a", b"web"), (b"/ws/b", b"live"), (b"/c", b"web")):
        answer = await house.ask(b"GET %s HTTP/1.1\r\nHost: hotel\r\n\r\n" % path, connection)
        assert answer[2] == b"%s %s 0" % (name, path)


async def test_requests_in_one_breath_are_answered_in_order(house):
    reader, writer = await house.connect()
    writer.write(
        b"".join(b"GET %s HTTP/1.1\r\nHost: h\r\n\r\n" % path for path in (b"/slow", b"/ws/x", b"/y"))
    )

    answers = [(await read_answer(reader))[2] for _ in range(3)]

    assert answers == [b"web /slow 0", b"live /ws/x 0", b"web /y 0"]


async def test_every_request_carries_the_client_s_address_and_none_it_made_up(house):
    connection = await house.connect()
    for _ in range(2):
        await house.ask(
            b"GET / HTTP/1.1\r\nHost: h\r\nx-forwarded-FOR: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n\r\n",
            connection,
        )

    for head in house.backends["web"].heads:
        assert head.lower().count(b"forwarded-for") == 1
        assert b"X-Forwarded-For: 127.0.0.1\r\n" in head
        assert b"1.2.3.4" not in head


async def test_a_websocket_is_carried_both_ways_until_both_have_closed(house):
    reader, writer = await house.connect()
    writer.write(
        b"GET /ws/inbox/ HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nearly"
    )
    assert (await read_answer(reader))[0] == 101
    assert await reader.readexactly(5) == b"early"
    # What looks like a request is only bytes now.
    writer.write(REQUEST)
    assert await reader.readexactly(len(REQUEST)) == REQUEST
    writer.write_eof()
    assert await asyncio.wait_for(reader.read(), 5) == b"bye"


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_large_body_arrives_whole(house, chunked):
    body = b"a" * 8_000_000
    head = b"POST /webhooks/x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
    reader, writer = await house.connect()
    if chunked:
        writer.write(head + b"Transfer-Encoding: chunked\r\n\r\n")
        assert (await read_answer(reader))[0] == 100
        for at in range(0, len(body), 1_000_003):
            part = body[at : at + 1_000_003]
            writer.write(b"%X;note=1\r\n%s\r\n" % (len(part), part))
        writer.write(b"0\r\n\r\n")
    else:
        writer.write(head + b"Content-Length: %d\r\n\r\n" % len(body))
        assert (await read_answer(reader))[0] == 100
        writer.write(body)

    assert (await read_answer(reader))[2] == b"web /webhooks/x 8000000"
    assert (await house.ask(REQUEST, (reader, writer)))[0] == 200, "the connection lost its place"


async def test_a_large_answer_reaches_a_slow_reader_whole(house):
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port, limit=1000)
    writer.write(b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n")
    await reader.readuntil(b"\r\n\r\n")
    received = 0
    while received < 20_000_000:
        received += len(await reader.read(200_000))
        if received < 2_000_000:
            await asyncio.sleep(0.01)
    assert (await house.ask(REQUEST, (reader, writer)))[0] == 200


@pytest.mark.parametrize(
    ("path", "body"), [(b"/chunks", b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), (b"/until-close", b"all of it")]
)
async def test_an_answer_of_unknown_length_ends_where_it_ends(house, path, body):
    assert (await house.ask(b"GET %s HTTP/1.1\r\nHost: h\r\n\r\n" % path))[2] == body


async def test_an_answer_to_head_has_no_body(house):
    connection = await house.connect()

    assert (await house.ask(b"HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", connection))[0] == 200
    assert (await house.ask(REQUEST, connection))[2] == b"web /inbox/ 0"


async def test_a_client_that_has_said_all_still_gets_its_answer(house):
    reader, writer = await house.connect()
    writer.write(b"POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")
    writer.write_eof()

    assert (await read_answer(reader))[2] == b"web /slow 3"
    assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_connection_close_is_honoured(house):
    reader, writer = await house.connect()
    answer = await house.ask(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", (reader, writer))

    assert answer[0] == 200
    assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_a_backend_that_is_down_is_a_502_and_back_again_when_it_is_up(house):
    house.servers["web"].close()
    (house.folder / "web").unlink()

    status, head, body = await house.ask(REQUEST)

    assert status == 502
    assert b"Retry-After" in head
    assert b"Try again" in body
    await house.start("web")
    assert (await house.ask(REQUEST))[0] == 200


async def test_a_backend_that_dies_before_it_answers_is_a_502(house):
    assert (await house.ask(b"POST /die HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na"))[0] == 502


async def test_half_an_answer_is_not_passed_off_as_a_whole_one(house):
    reader, writer = await house.connect()
    writer.write(b"GET /half HTTP/1.1\r\nHost: h\r\n\r\n")
    await reader.readuntil(b"\r\n\r\n")

    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 5) in (b"", b"only this")
    assert not house.front.clients


async def test_an_early_refusal_reaches_a_client_that_is_still_sending(house):
    reader, writer = await house.connect()
    writer.write(b"POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n" + b"a" * 1_000_000)

    assert (await read_answer(reader))[0] == 413


async def test_a_head_that_is_too_large_is_a_431(house):
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"v" * 1000) for number in range(70))
    assert (await house.ask(b"GET / HTTP/1.1\r\n" + lines + b"\r\n"))[0] == 431
    assert house.backends["web"].connections == 0


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost:"])
async def test_a_head_that_does_not_arrive_in_time_is_a_408(home, start):
    house = await House(home).open(head_seconds=0.2)

    assert (await house.ask(start))[0] == 408


async def test_a_body_that_stops_coming_is_a_408(home):
    house = await House(home).open(head_seconds=0.2, body_seconds=0.3)

    assert (await house.ask(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"))[0] == 408


async def test_a_silent_connection_is_closed_between_requests(home):
    house = await House(home).open(head_seconds=0.2, idle_seconds=0.3)
    reader, writer = await house.connect()
    assert (await house.ask(REQUEST, (reader, writer)))[0] == 200

    assert await asyncio.wait_for(reader.read(), 5) == b""


async def test_a_slow_answer_is_no_reason_to_let_the_client_go(home):
    house = await House(home).open(head_seconds=0.1, body_seconds=0.1, idle_seconds=0.1)

    assert (await house.ask(b"GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"))[0] == 200


async def test_one_connection_too_many_is_a_503(home):
    house = await House(home).open(connections=1)
    first = await house.connect()
    assert (await house.ask(REQUEST, first))[0] == 200

    assert (await house.ask(b""))[0] == 503


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost : h\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: 1\r\n folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: 1\nB: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nContent-Length: -3\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        b"hello\r\n\r\n",
    ],
)
async def test_a_message_whose_end_is_unclear_is_a_400(house, request_):
    assert (await house.ask(request_))[0] == 400


async def test_another_version_of_http_is_a_505(house):
    assert (await house.ask(b"PRI * HTTP/2.0\r\n\r\n"))[0] == 505


async def test_a_client_that_leaves_takes_its_backend_s_connection_along(house):
    _, writer = await house.connect()
    writer.write(b"GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
    await asyncio.sleep(0.1)
    linger_not = struct.pack("ii", 1, 0)  # so that it is a reset, not the end of what it had to say
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_not)
    writer.transport.abort()
    await asyncio.sleep(0.1)

    assert not house.front.clients


@pytest.mark.parametrize(
    "start",
    [
        b"POST /stuck HTTP/1.1\r\nHost: h\r\nContent-Length: 50000000\r\n\r\n",
        REQUEST.replace(b"/inbox/", b"/stuck"),
    ],
)
async def test_what_a_backend_does_not_read_waits_with_the_client_and_not_in_memory(house, start):
    _, writer = await house.connect()
    writer.write(start + b"a" * 30_000_000)
    await asyncio.sleep(0.3)

    (client,) = house.front.clients
    assert writer.transport.get_write_buffer_size() > 10_000_000
    assert len(client.buffer) + client.backend.transport.get_write_buffer_size() < 1_000_000
    writer.transport.abort()


async def test_half_a_request_is_not_passed_off_as_a_whole_one(house):
    reader, writer = await house.connect()
    writer.write(b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc")
    writer.write_eof()

    with contextlib.suppress(ConnectionResetError):
        assert await asyncio.wait_for(reader.read(), 5) == b""

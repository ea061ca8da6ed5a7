"""The wire to an MCP server: list its tools, call one. Bounded in time and size, to public addresses only.

PartnerError
├── PartnerUnavailable   network, time-out, an open circuit, a broken answer
└── PartnerRefused       the server understood and said no, or the address is not one we may call
"""

import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import httpcore2
import httpx2
import structlog

from hotels import outbound
from hotels.outside import CircuitOpen, outside

# mcp itself is imported where it is used: it takes a second, and most hotels have no partner.
if TYPE_CHECKING:
    from mcp import Client

ANSWER_BYTES = 256 * 1024
TEXT = 4_000  # characters of a result that anybody reads
PAGES = 5
TOOLS = 100
CONNECT_SECONDS = 3.0
LONGEST_SECONDS = 15.0
T = TypeVar("T")

log = structlog.get_logger(__name__)


class PartnerError(Exception):
    """`code` is stable; it never carries the partner's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PartnerUnavailable(PartnerError):
    """It did not answer, or nothing that can be read."""


class PartnerRefused(PartnerError):
    """It answered that it cannot do this, or may not be asked."""


@dataclass(frozen=True)
class Found:
    """A tool as the server describes it: data, whatever it says."""

    name: str
    description: str
    input_schema: dict[str, Any]


@dataclass(frozen=True)
class Server:
    """Where to call. `key` tells its circuit from others'."""

    key: str
    url: str
    token: str = ""
    seconds: float = 10.0


def list_tools(server: Server) -> list[Found]:
    """What the server has, at most a hundred. Raises PartnerError. Never inside a transaction."""

    async def listed(client: "Client") -> list[Found]:
        found: list[Found] = []
        cursor: str | None = None
        for _ in range(PAGES):
            page = await client.list_tools(cursor=cursor)
            for each in page.tools:
                schema = each.input_schema if isinstance(each.input_schema, dict) else {}
                found.append(Found(each.name[:128], (each.description or "")[:2_000], schema))
            cursor = page.next_cursor
            if cursor is None or len(found) >= TOOLS:
                break
        return found[:TOOLS]

    return _asked(server, "list_tools", listed)


def call(server: Server, tool: str, arguments: dict[str, Any], *, seconds: float) -> str:
    """What the tool answers, as text, cut. Raises PartnerError; PartnerRefused when the tool failed."""

    async def called(client: "Client") -> tuple[bool, str]:
        result = await client.call_tool(tool, arguments, read_timeout_seconds=seconds)
        texts = [part.text for part in result.content if part.type == "text"]
        if not texts and result.structured_content is not None:
            texts = [json.dumps(result.structured_content, ensure_ascii=False)]
        return bool(result.is_error), "\n".join(texts)[:TEXT]

    failed, text = _asked(server, "call_tool", called, seconds)
    if failed:
        raise PartnerRefused("tool_error")
    return text


def _asked(
    server: Server, operation: str, work: "Callable[[Client], Awaitable[T]]", seconds: float = LONGEST_SECONDS
) -> T:
    """One session with the server, inside its circuit."""
    seconds = min(seconds, server.seconds, LONGEST_SECONDS)
    refused: PartnerRefused | None = None
    try:
        outbound.checked(server.url)
        with outside("mcp", operation, key=server.key) as made:
            try:
                return _in_a_loop(_session(server, work, seconds))
            except BaseException as error:
                reason = _reason(error)
                if isinstance(reason, PartnerRefused):
                    refused = reason
                elif isinstance(reason, PartnerError):
                    made.failed(reason.code)
                    raise reason from error
                else:
                    raise
    except CircuitOpen as error:
        raise PartnerUnavailable("circuit_open") from error
    except outbound.Refused as error:
        raise PartnerRefused(error.code) from error
    raise refused


async def _session(server: Server, work: "Callable[[Client], Awaitable[T]]", seconds: float) -> T:
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    headers = {"Accept-Encoding": "identity"}
    if server.token:
        headers["Authorization"] = f"Bearer {server.token}"
    timeout = httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
    with anyio.fail_after(seconds):
        async with httpx2.AsyncClient(transport=_Transport(), headers=headers, timeout=timeout) as http:
            wire = streamable_http_client(server.url, http_client=http, max_sse_event_size=ANSWER_BYTES)
            async with Client(wire, read_timeout_seconds=seconds) as client:
                return await work(client)


def _in_a_loop(session: Awaitable[T]) -> T:
    """Run it to its end in a thread of its own: the caller may be inside an event loop."""
    ended: list[T] = []
    failed: list[BaseException] = []

    async def wait() -> T:
        return await session

    def run() -> None:
        try:
            ended.append(anyio.run(wait))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="mcp")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return ended[0]


def _reason(error: BaseException) -> BaseException:
    """What an error of the session means; groups are opened, the first cause we know is taken."""
    from mcp import MCPError

    for cause in _causes(error):
        if isinstance(cause, outbound.Refused):
            return PartnerRefused(cause.code)
        if isinstance(cause, TimeoutError | httpx2.TimeoutException | httpcore2.TimeoutException):
            return PartnerUnavailable("timeout")
        if isinstance(cause, _TooLong):
            return PartnerUnavailable("too_long")
        if isinstance(cause, MCPError | httpx2.HTTPError | httpcore2.NetworkError | httpcore2.ProtocolError):
            return PartnerUnavailable("protocol" if isinstance(cause, MCPError) else "connection")
        if isinstance(cause, Exception) and not isinstance(cause, ExceptionGroup):
            log.warning("mcp_failed", error=type(cause).__name__)
            return PartnerUnavailable("broken")
    return error


def _causes(error: BaseException) -> Iterable[BaseException]:
    """The error and all it was made of, the innermost reason of each before what wraps it."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _causes(inner)
        return
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)
    yield error


class _TooLong(httpx2.RemoteProtocolError):
    """More bytes than anybody will read."""


class _Transport(httpx2.AsyncHTTPTransport):
    """Connects to public addresses alone, and ends an answer that is too long."""

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        # httpx2 has no way to give it a network backend, httpcore2's pool has.
        self._pool = httpcore2.AsyncConnectionPool(
            network_backend=_Guarded(), ssl_context=httpcore2.default_ssl_context(), max_connections=4
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()  # we asked for none; a bomb hides behind it
            raise _TooLong("unexpected content encoding")
        response.stream = _Bounded(response.stream)  # type: ignore[arg-type]
        return response


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._inner:
            size += len(chunk)
            if size > ANSWER_BYTES:
                raise _TooLong("answer too long")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Guarded(httpcore2.AsyncNetworkBackend):
    """As outbound.Guarded, for event loops: the address that was looked at is the one connected to."""

    def __init__(self) -> None:
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await anyio.to_thread.run_sync(outbound.addresses_of, host, port)
        for address in addresses[:-1]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.AsyncNetworkStream:
        raise outbound.Refused("not_public", "Only public web addresses on the usual ports are called.")

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

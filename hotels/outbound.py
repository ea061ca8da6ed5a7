"""Fetching addresses that people gave: public ones only, whatever name, number or redirect leads elsewhere.

A name is looked up once, every address it has must be public, and the connection goes to the address that
was looked at: a name that changes its mind in between (DNS rebinding) changes nothing.
"""

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin

import httpcore2
import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

from hotels.outside import CircuitOpen, outside

AGENT = "ConserjeBot/1.0"  # what robots.txt is asked for, and what sites see
PORTS = (80, 443)
HOPS = 5
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
LONGEST_URL = 2_000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_UNICAST_6 = ipaddress.ip_network("2000::/3")
_NOT_OURS_TO_ASK = [  # public by number: Azure's platform, protocol assignments (Oracle's too), 6to4 relays
    ipaddress.ip_network(each) for each in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")
]
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


class Refused(Exception):
    """An address that is not fetched, or gave nothing.

    `code` is stable, the text one sentence for people in the language of the page or the job.
    """

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@dataclass(frozen=True)
class Fetched:
    url: str  # where the redirects ended
    status: int
    content_type: str  # without parameters, lower case
    charset: str  # "" when the server does not say
    body: bytes


def fetch(
    url: str,
    *,
    max_bytes: int,
    types: Iterable[str] = (),
    seconds: float = 20.0,
    follows: Callable[[str], bool] = lambda url: True,
) -> Fetched:
    """GET it, redirects included. Any status but a redirect's comes back; the caller judges it.

    `types` are the content types of a 200 worth reading; `follows` says whether a redirect may be followed.
    Raises Refused. Never inside a transaction.
    """
    ends = time.monotonic() + seconds
    wanted = frozenset(types)
    for _hop in range(HOPS + 1):
        found, onward = _once(checked(url), max_bytes, wanted, ends)
        if not onward:
            return found
        try:
            url = urljoin(url, onward)
        except ValueError as error:
            raise Refused("bad_address", _("The address leads to one that cannot be read.")) from error
        if not follows(url):
            raise Refused("redirected", _("The address leads to another one that is not part of it."))
    raise Refused("too_many_redirects", _("The address redirects in circles."))


def checked(url: str) -> httpx2.URL:
    """The address as far as it can be judged by looking at it. Raises Refused."""
    try:
        parsed = httpx2.URL(url.strip()) if len(url) <= LONGEST_URL else None
    except (httpx2.InvalidURL, UnicodeError):
        parsed = None
    host = parsed.raw_host.decode("ascii", "replace").lower() if parsed else ""
    if parsed is None or parsed.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise Refused("bad_address", _("Write a web address that begins with https:// or http://."))
    if parsed.userinfo:
        raise Refused("bad_address", _("An address with a name or password in it is not fetched."))
    return parsed.copy_with(fragment=None)


def addresses_of(host: str, port: int) -> list[str]:
    """Where `host` may be connected to. Raises Refused unless every address it has is public."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("unknown_host", _("There is no such host.")) from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    allowed = [_is_allowed(ipaddress.ip_address(each.partition("%")[0]), port) for each in found]
    if not found or not all(allowed):
        raise Refused("not_public", _("Only public web addresses on the usual ports are fetched."))
    return found


def _is_allowed(address: Address, port: int) -> bool:
    if any(address in network for network in _networks(tuple(settings.OUTBOUND_ALLOWED_NETWORKS))):
        return True
    if port not in PORTS or any(address in network for network in _NOT_OURS_TO_ASK):
        return False
    # An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) could lead anywhere.
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _UNICAST_6 or address.sixtofour or address.teredo
    ):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@cache
def _networks(texts: tuple[str, ...]) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text.strip()) for text in texts if text.strip()]


class Guarded(httpcore2.NetworkBackend):
    """Connects to checked addresses only. TLS still asks for the certificate of the name."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = addresses_of(host, port)
        for address in addresses[:-1]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        raise Refused("not_public", _("Only public web addresses on the usual ports are fetched."))


def _once(url: httpx2.URL, max_bytes: int, types: frozenset[str], ends: float) -> tuple[Fetched, str]:
    """One request; the second is where it redirects to, or ""."""
    left = ends - time.monotonic()
    if left <= 0:
        raise Refused("too_slow", _("The address takes too long to answer."))
    refused: Refused | None = None
    try:
        with outside("web", "fetch", key=url.host) as call:
            try:
                found, onward = _asked(url, max_bytes, types, ends, left)
            except Refused as error:
                refused = error
            else:
                if found.status >= 500:
                    call.failed("5xx")
    except CircuitOpen as error:
        raise Refused("unreachable", _("The site has failed several times; try again later.")) from error
    except httpcore2.TimeoutException as error:
        raise Refused("too_slow", _("The address takes too long to answer.")) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        raise Refused("unreachable", _("The address could not be reached.")) from error
    if refused:
        raise refused
    return found, onward


def _asked(
    url: httpx2.URL, max_bytes: int, types: frozenset[str], ends: float, left: float
) -> tuple[Fetched, str]:
    timeouts = {
        "connect": min(CONNECT_SECONDS, left),
        "read": min(READ_SECONDS, left),
        "write": 5.0,
        "pool": 5.0,
    }
    headers = [
        (b"Host", url.netloc),
        (b"User-Agent", AGENT.encode()),
        (b"Accept", b"text/html, application/pdf, text/plain, */*;q=0.1"),
        (b"Accept-Encoding", b"gzip, identity"),
    ]
    target = httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
    )
    with (
        httpcore2.ConnectionPool(network_backend=Guarded(), ssl_context=_tls()) as pool,
        pool.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        content_type, _mark, parameters = said.get("content-type", "").partition(";")
        content_type = content_type.strip().lower()
        if response.status in (301, 302, 303, 307, 308) and said.get("location"):
            return Fetched(str(url), response.status, content_type, "", b""), said["location"]
        if types and response.status == 200 and content_type not in types:
            raise Refused("wrong_type", _("The address gives something that cannot be read as text."))
        body = _body(response.iter_stream(), said.get("content-encoding", ""), max_bytes, ends)
        charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
        return Fetched(str(url), response.status, content_type, charset, body), ""


def _body(parts: Iterable[bytes], encoding: str, max_bytes: int, ends: float) -> bytes:
    """The whole body, unpacked, or Refused: neither a flood nor a drip nor a bomb gets further."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Refused("wrong_type", _("The address gives something that cannot be read as text."))
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in encoding else None
    body = bytearray()
    for part in parts:
        room = max_bytes - len(body) + 1
        try:
            body += unpack.decompress(part, room) if unpack else part[:room]
        except zlib.error as error:
            raise Refused("wrong_type", _("The address gives something that cannot be unpacked.")) from error
        if len(body) > max_bytes:
            most = max_bytes // 1_048_576 or 1
            raise Refused("too_large", _("The address gives more than %(most)s MB.") % {"most": most})
        if time.monotonic() > ends:
            raise Refused("too_slow", _("The address takes too long to answer."))
    return bytes(body)


@cache
def _tls() -> Any:
    return httpcore2.default_ssl_context()

"""The guard of addresses that people give: what would reach our own network is never even connected to."""

import gzip
import socket
import threading
from contextlib import contextmanager

import pytest

from hotels import outbound
from hotels.outbound import Refused, addresses_of, checked, fetch

pytestmark = pytest.mark.django_db(transaction=True)

OWN = [  # every way we know of to write this machine, its network or its platform
    "http://127.0.0.1/",
    "http://localhost/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
]


@pytest.mark.parametrize("url", OWN)
def test_what_is_not_public_is_refused_before_anybody_connects(url):
    with pytest.raises(Refused) as refused:
        fetch(url, max_bytes=1_000)

    assert refused.value.code in ("not_public", "unknown_host", "bad_address")


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000, 8080])
def test_a_public_address_is_refused_on_odd_ports(port):
    with pytest.raises(Refused) as refused:
        addresses_of("93.184.216.34", port)

    assert refused.value.code == "not_public"


def test_a_public_address_is_allowed_on_the_usual_ports():
    assert addresses_of("93.184.216.34", 443) == ["93.184.216.34"]
    assert addresses_of("2606:2800:220:1:248:1893:25c8:1946", 80) == ["2606:2800:220:1:248:1893:25c8:1946"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "javascript:alert(1)",
        "//example.com/",
        "example.com",
        "",
        "http://",
        "http:///x",
        "https://user:password@example.com/",
        "https://example.com@127.0.0.1/",
        "http://exa mple.com/",
        "http://example.com/" + "a" * 2_000,
        "http://[::1/",
    ],
)
def test_an_address_that_is_none_is_refused_with_a_code(url):
    with pytest.raises(Refused) as refused:
        checked(url)

    assert refused.value.code == "bad_address"


def resolving(monkeypatch, *answers):
    """A resolver that gives these addresses, one list a question."""
    left = list(answers)
    really = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if not host.endswith(".example"):
            return really(host, port, *args, **kwargs)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_a_name_with_one_inner_address_among_public_ones_is_refused(monkeypatch):
    resolving(monkeypatch, ["93.184.216.34", "127.0.0.1"])

    with pytest.raises(Refused) as refused:
        addresses_of("both.example", 80)

    assert refused.value.code == "not_public"


@contextmanager
def site(answer: bytes, times: int = 20):
    """A server on loopback that gives the same bytes to everybody; yields its port and who came."""
    came: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        for _ in range(times):
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                came.append(caller.recv(65_536))
                caller.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], came
    finally:
        listener.close()


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
def allowed(settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]


def test_a_name_that_changes_its_mind_after_the_look_is_connected_to_where_it_was(monkeypatch, allowed):
    with site(page(b"here", "Content-Type: text/plain")) as (port, came):
        resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])

        found = fetch(f"http://rebinding.example:{port}/", max_bytes=100)

    assert found.body == b"here"
    assert f"Host: rebinding.example:{port}".encode() in came[0]


def test_a_redirect_to_our_own_network_is_refused(settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    with (
        site(page(b"secret")) as (_, came),
        site(page(b"", "Location: http://127.0.0.2/latest/meta-data", status="302 Found")) as (port, _),
        pytest.raises(Refused) as refused,
    ):
        fetch(f"http://127.0.0.1:{port}/", max_bytes=100)

    assert refused.value.code == "not_public"
    assert came == []


def test_a_redirect_to_a_file_or_with_a_password_is_refused(allowed):
    for onward in ("file:///etc/passwd", "http://a:b@127.0.0.1/", "gopher://127.0.0.1/"):
        answer = page(b"", f"Location: {onward}", status="301 Moved")
        with site(answer) as (port, _), pytest.raises(Refused) as refused:
            fetch(f"http://127.0.0.1:{port}/", max_bytes=100)
        assert refused.value.code == "bad_address"


def test_circles_end(allowed):
    with (
        site(page(b"", "Location: /again", status="302 Found")) as (port, came),
        pytest.raises(Refused) as refused,
    ):
        fetch(f"http://127.0.0.1:{port}/", max_bytes=100)

    assert refused.value.code == "too_many_redirects"
    assert len(came) == outbound.HOPS + 1


def test_a_redirect_off_the_site_is_not_followed_when_the_caller_says_so(allowed):
    answer = page(b"", "Location: http://127.0.0.1:1/", status="302 Found")
    with site(answer) as (port, _), pytest.raises(Refused) as refused:
        fetch(f"http://127.0.0.1:{port}/", max_bytes=100, follows=lambda url: f":{port}/" in url)

    assert refused.value.code == "redirected"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page(b"x" * 2_000), "too_large"),
        (page(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"), "too_large"),
        (page(b"x", "Content-Encoding: br"), "wrong_type"),
        (page(b"not gzip", "Content-Encoding: gzip"), "wrong_type"),
        (page(b"GIF89a", "Content-Type: image/gif"), "wrong_type"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "unreachable"),
        (b"", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\ncut", "unreachable"),
    ],
)
def test_floods_bombs_and_broken_answers_end_with_a_code(allowed, answer, code):
    with site(answer) as (port, _), pytest.raises(Refused) as refused:
        fetch(f"http://127.0.0.1:{port}/", max_bytes=1_000, types=["text/html", ""])

    assert refused.value.code == code


def test_a_drip_ends_when_the_time_is_over(allowed):
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        caller, _ = listener.accept()
        with caller:
            caller.recv(1_000)
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            try:
                while True:
                    caller.sendall(b"x")
                    threading.Event().wait(0.05)
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    with pytest.raises(Refused) as refused:
        fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", max_bytes=10_000, seconds=0.5)
    listener.close()

    assert refused.value.code == "too_slow"


def test_a_packed_page_is_unpacked_and_its_charset_told(allowed):
    body = gzip.compress("Señal".encode("latin-1"))
    answer = page(body, "Content-Encoding: gzip", "Content-Type: Text/HTML; Charset=ISO-8859-1")
    with site(answer) as (port, _):
        found = fetch(f"http://127.0.0.1:{port}/", max_bytes=1_000, types=["text/html"])

    assert (found.content_type, found.charset, found.body.decode("latin-1")) == (
        "text/html",
        "iso-8859-1",
        "Señal",
    )

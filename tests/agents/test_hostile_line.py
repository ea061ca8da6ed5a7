"""A model's server that is hostile on the line: it drips, swells, hides a bomb or sends us elsewhere."""

import gzip
import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from agents import llm

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"choices": [{"message": {"content": "Hola"}, "finish_reason": "stop"}], "model": "m"}


@pytest.fixture
def server():
    """A server whose one answer a test decides."""

    class Handler(BaseHTTPRequestHandler):
        play = None
        seen = []

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.seen.append(self.path)
            with suppress(OSError):  # we hung up, as we should
                type(self).play(self)

        def do_GET(self):
            self.seen.append(self.path)
            self.send_error(404)

        def start(self, status=200, **headers):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Handler.seen = []
    Handler.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield Handler
    server.shutdown()


def ask(server, seconds=3.0, **fields):
    return llm.ask(
        "m", [{"role": "user", "content": "hola"}], [],
        base_url=server.url, api_key="none", deadline=time.monotonic() + seconds, max_tokens=50,
    )  # fmt: skip


def test_a_good_answer_is_read(server):
    def play(handler):
        handler.start()
        handler.wfile.write(json.dumps(GOOD).encode())

    server.play = play
    assert ask(server).text == "Hola"


@pytest.mark.parametrize("status", [200, 500, 400])
def test_an_answer_that_drips_ends_at_the_deadline(server, status):
    def play(handler):
        handler.start(status)
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    server.play = play
    began = time.monotonic()
    with pytest.raises(llm.ModelUnavailable):
        ask(server, seconds=1.5)
    assert time.monotonic() - began < 8


def test_an_answer_that_swells_is_cut_off(server):
    def play(handler):
        handler.start()
        for _ in range(2_000):
            handler.wfile.write(b" " * 10_000)

    server.play = play
    with pytest.raises(llm.ModelUnavailable):
        ask(server)


def test_a_compressed_answer_is_not_unpacked(server):
    def play(handler):
        handler.start(content_encoding="gzip")
        handler.wfile.write(gzip.compress(json.dumps(GOOD).encode()))

    server.play = play
    with pytest.raises(llm.ModelUnavailable):
        ask(server)


def test_a_redirect_is_not_followed(server):
    server.play = lambda handler: handler.start(302, location=f"{server.url}/elsewhere")

    with pytest.raises(llm.ModelError):
        ask(server)
    assert set(server.seen) == {"/v1/chat/completions"}


def test_nothing_is_asked_when_there_is_no_time_left(server):
    with pytest.raises(llm.ModelUnavailable):
        ask(server, seconds=0.5)
    assert server.seen == []


def test_an_error_never_carries_the_servers_words(server):
    def play(handler):
        body = json.dumps({"error": {"message": "Bad key sk-proj-secret", "code": "invalid_api_key"}})
        handler.start(401, content_type="application/json")
        handler.wfile.write(body.encode())

    server.play = play
    with pytest.raises(llm.ModelRefused) as refused:
        ask(server)
    assert "secret" not in str(refused.value)
    assert refused.value.fatal

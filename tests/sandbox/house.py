"""A tiny hotel behind the sandbox: takes webhooks, sends through Graph, asks the model. All over HTTP."""

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOTEL = "106540352242922"
GUEST = "5215550001001"
SECRET = "secret-of-the-sandbox-tests"


class House:
    def __init__(self):
        self.posts = []  # (body, headers, status we answered)
        self.answers = []  # statuses for the next posts; 200 afterwards
        self.lock = threading.Lock()

    def take(self, body, headers):
        with self.lock:
            status = self.answers.pop(0) if self.answers else 200
            self.posts.append((body, headers, status))
        return status

    @property
    def values(self):
        return [
            change["value"]
            for body, _, status in list(self.posts)
            if status == 200
            for entry in json.loads(body)["entry"]
            for change in entry["changes"]
        ]

    @property
    def messages(self):
        return [message for value in self.values for message in value.get("messages", [])]

    @property
    def statuses(self):
        return [status for value in self.values for status in value.get("statuses", [])]

    def steps(self, wamid):
        return [status["status"] for status in self.statuses if status["id"] == wamid]


def until(condition, seconds=40):
    """Wait for something to become true, and return it."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it never became true"
        time.sleep(0.02)
    return found


@contextmanager
def open_house():
    house = House()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(house.take(body, {k.lower(): v for k, v in self.headers.items()}))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield house, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ask(url, content=None, token="token", timeout=40, method=None):
    """Return (status, JSON or bytes)."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    body = (
        content if isinstance(content, bytes) else None if content is None else json.dumps(content).encode()
    )
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, read(answer)
    except urllib.error.HTTPError as error:
        return error.code, read(error)


def read(answer):
    body = answer.read()
    return json.loads(body) if "json" in answer.headers.get("content-type", "") else body


def send(sandbox, message=None, to=GUEST, hotel=HOTEL, **options):
    """Send as the hotel; a text unless the message says otherwise."""
    content = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": "Hola"}}
    return ask(f"{sandbox.graph_url}/v25.0/{hotel}/messages", content | (message or {}), **options)


def wamid(answer):
    return answer[1]["messages"][0]["id"]


def buttons(*titles, ids=None):
    replies = [
        {"type": "reply", "reply": {"id": id, "title": title}}
        for title, id in zip(titles, ids or [f"id-{n}" for n in range(len(titles))], strict=True)
    ]
    body = {"text": "¿Confirma?"}
    return {
        "type": "interactive",
        "interactive": {"type": "button", "body": body, "action": {"buttons": replies}},
    }


def listing(rows, sections=1):
    per = [rows[n::sections] for n in range(sections)]
    parts = [{"title": f"S{n}", "rows": part} for n, part in enumerate(per)]
    action = {"button": "Ver", "sections": parts}
    body = {"text": "Elija"}
    return {"type": "interactive", "interactive": {"type": "list", "body": body, "action": action}}

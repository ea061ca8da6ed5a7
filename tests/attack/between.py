"""A relay before a QloApps: it loses what is asked, or spoils what is answered, as a test says."""

import json
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit


class Relay:
    def __init__(self, shop_url: str) -> None:
        self.shop_url = shop_url.rstrip("/")
        self.url = ""
        self.loses = lambda name: False  # which query parameters the shop never sees
        self.spoils = lambda path, answer: answer  # the JSON of a 200, before it is passed on
        self.answers: list[tuple[int, dict, bytes]] = []  # used up first, without asking the shop

    def ask(self, method: str, path: str, headers: dict, body: bytes | None) -> tuple[int, dict, bytes]:
        if self.answers:
            return self.answers.pop(0)
        parts = urlsplit(path)
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not self.loses(pair[0])]
        url = f"{self.shop_url}{parts.path}?{urlencode(kept)}"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method)) as answer:
                status, said, content = answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            status, said, content = error.code, dict(error.headers), error.read()
        if status == 200 and "json" in said.get("Content-Type", said.get("content-type", "")):
            content = json.dumps(self.spoils(parts.path, json.loads(content))).encode()
        kind = said.get("Content-Type", said.get("content-type", ""))
        return status, {"Content-Type": kind} if kind else {}, content


@contextmanager
def relay_before(shop_url: str):
    relay = Relay(shop_url)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Quiet."""

        def pass_on(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {"Authorization": self.headers["Authorization"]}
            body = self.rfile.read(length) if length else None
            status, headers, content = relay.ask(self.command, self.path, headers, body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = pass_on

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    relay.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield relay
    finally:
        server.shutdown()
        server.server_close()

"""A Graph API that is not the sandbox: it answers whatever a test tells it to, and remembers who asked."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Graph:
    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.answers: list[tuple[int, dict, dict]] = []  # used up first
        self.answer = (200, {"messages": [{"id": "wamid.same"}]}, {})
        self.slow: dict[str, threading.Event] = {}  # phone number id -> when it may be answered
        self.url = ""


@contextmanager
def graph_of_our_own():
    graph = Graph()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            number = self.path.split("/")[-2]
            graph.asked.append(said | {"number": number})
            if number in graph.slow:
                graph.slow[number].wait(10)
            status, body, headers = graph.answers.pop(0) if graph.answers else graph.answer
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    graph.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield graph
    finally:
        for event in graph.slow.values():
            event.set()
        server.shutdown()
        server.server_close()

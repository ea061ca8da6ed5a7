"""Whether everything that a visitor needs answers."""

import http.client
import json
import socket
from contextlib import suppress

HANDSHAKE = (
    "GET /ws/inbox/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Y29uc2VyamUtaXMtaGVyZQ==\r\n\r\n"
)


def missing(port: int, sandbox_port: int | None) -> str:
    """Return what does not answer yet, in words; nothing when all is ready."""
    if problem := _health(port):
        return problem
    if not sockets_answer(port):
        return "the WebSockets do not answer"
    if sandbox_port is not None and _status(sandbox_port, "/")[0] not in range(200, 400):
        return "the sandbox does not answer"
    return ""


def _health(port: int) -> str:
    status, body = _status(port, "/health/ready")
    if status == 200:
        return ""
    if status in (0, 502):
        return "the web process does not answer"
    with suppress(ValueError, AttributeError):
        failing = [
            f"{name}: {state}" for name, state in json.loads(body).items() if state not in ("ok", True)
        ]
        return f"/health/ready says {status} ({', '.join(failing)})"
    return f"/health/ready says {status}"


def _status(port: int, path: str) -> tuple[int, bytes]:
    """Return the status and the body of a GET on this machine; status 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        response = connection.getresponse()
        return response.status, response.read(100_000)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def sockets_answer(port: int) -> bool:
    """Say whether the sockets' process answers a handshake: accepts it, or refuses it without a login."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(HANDSHAKE.encode())
            words = connection.recv(64).split(b" ")
    except OSError:
        return False
    return len(words) > 1 and words[1] in (b"101", b"403")

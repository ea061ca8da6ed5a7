"""An outside PMS over real HTTP, for the tests of what stands around one: it keeps another hotel's books.

The server answers with the builtin PMS of a hotel of its own, so prices and overbooking are real. It can
be told to fail: `before` (a 503, nothing done), `after` (done, and then a 500), `hang`, `401`, `429`.
Unlike the builtin it is asked once per key only because its client looks first, as real ones are.
"""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
from django.db import connection
from pydantic import TypeAdapter

from hotels.outside import CircuitOpen, outside
from pms.base import (
    Availability,
    Change,
    Changes,
    GuestDetails,
    House,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomWish,
    Stay,
)
from pms.builtin import Builtin
from pms.errors import PMSAuthFailed, PMSRateLimited, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import PMSLink

SERVICE = "qloapps"  # the only kind of outside PMS that a link can name
SHAPES = {
    "house": ((), House),
    "find_offers": ((Stay, Occupancy, str), Availability),
    "book": ((str, tuple[Offer, ...], GuestDetails, str), Receipt),
    "preview_change": ((str, tuple[RoomWish, ...]), Change),
    "change": ((str, Change), Receipt),
    "cancel": ((str, str, Money, tuple[str, ...]), Receipt),
    "reservation": ((str,), ReservationInfo | None),
    "reservations_of": ((GuestDetails,), tuple[ReservationInfo, ...]),
    "changed_since": ((datetime,), Changes),
    "written": ((str,), Receipt | None),
}
WRITES = ("book", "change", "cancel")


class OutsidePMS:
    """The client: fulfils pms.base.PMS by asking the server."""

    def __init__(self, hotel, link):
        self.hotel, self.url = hotel, link.url

    def __getattr__(self, operation):
        if operation not in SHAPES:
            raise AttributeError(operation)
        return lambda *arguments: self.ask(operation, arguments)

    def ask(self, operation, arguments):
        kinds, answer_kind = SHAPES[operation]
        body = [
            TypeAdapter(kind).dump_python(value, mode="json")
            for kind, value in zip(kinds, arguments, strict=False)
        ]
        try:
            with outside(SERVICE, operation, key=f"hotel-{self.hotel.pk}") as call:
                answer = httpx2.post(f"{self.url}/{operation}", json=body, timeout=2)
                if answer.status_code not in (200, 409):
                    call.failed(str(answer.status_code))
        except CircuitOpen as error:
            raise PMSUnavailable("the circuit is open") from error
        except httpx2.ConnectError as error:
            raise PMSUnavailable("nobody answers") from error
        except httpx2.HTTPError as error:
            raise (PMSUnknown if operation in WRITES else PMSUnavailable)("no answer") from error
        if answer.status_code == 409:
            raise PMSRefused(**answer.json())
        if answer.status_code == 401:
            raise PMSAuthFailed("the key is not accepted")
        if answer.status_code == 429:
            raise PMSRateLimited("slower", retry_after=float(answer.headers["Retry-After"]))
        if answer.status_code != 200:
            certain = answer.status_code == 503
            raise (PMSUnavailable if certain or operation not in WRITES else PMSUnknown)("failed")
        return TypeAdapter(answer_kind).validate_python(answer.json())


class Served:
    """The server's side: its books, what it was asked, and the faults it plays."""

    def __init__(self, hotel, guest):
        self.pms, self.guest = Builtin(hotel), guest
        self.asked = Counter()
        self.faults = {}  # operation: the faults of the next calls, in order
        self.seconds = 0.0  # that each answer takes

    def fail(self, operation, *faults):
        self.faults[operation] = list(faults)

    def answer(self, operation, body):
        """Status, headers and JSON."""
        self.asked[operation] += 1
        fault = self.faults.get(operation, []).pop(0) if self.faults.get(operation) else ""
        time.sleep(self.seconds)
        if fault == "before":
            return 503, {}, {}
        if fault == "401":
            return 401, {}, {}
        if fault == "429":
            return 429, {"Retry-After": "2"}, {}
        kinds, answer_kind = SHAPES[operation]
        arguments = [
            TypeAdapter(kind).validate_python(value) for kind, value in zip(kinds, body, strict=False)
        ]
        arguments = [self._known(value) for value in arguments]
        try:
            found = getattr(self.pms, operation)(*arguments)
        except PMSRefused as refusal:
            return 409, {}, {"code": refusal.code, "message": str(refusal)}
        if fault == "hang":
            time.sleep(3)
        if fault == "after":
            return 500, {}, {}
        return 200, {}, TypeAdapter(answer_kind).dump_python(found, mode="json")

    def _known(self, value):
        """Whoever books, the books know one guest."""
        return GuestDetails(self.guest.pk, value.name) if isinstance(value, GuestDetails) else value


@contextmanager
def served(hotel, guest):
    """The server on a free port: its side, and its address."""
    side = Served(hotel, guest)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                status, headers, answer = side.answer(self.path.strip("/"), body)
            finally:
                connection.close()
            content = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(OSError):  # whoever asked may have gone
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield side, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def link(hotel, url, **options) -> PMSLink:
    return PMSLink.objects.create(hotel=hotel, kind=SERVICE, url=url, options=options)

"""Where an HTTP/1.1 message begins and ends: enough of RFC 9112 to pass messages on unharmed."""

from dataclasses import dataclass

HEAD_LIMIT = 64 * 1024
LINE_LIMIT = 8 * 1024
# What only the outermost proxy may say about the client; a client that says it itself is not believed.
ABOUT_CLIENT = frozenset({b"x-forwarded-for", b"x-real-ip", b"forwarded"})


class BadMessage(Exception):
    """A message whose end cannot be known for sure, or that is not for us; with the status to answer."""

    def __init__(self, status: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Body:
    """Counts a message's body as it passes. `length` None means: until the connection is closed."""

    def __init__(self, length: int | None = 0, chunked: bool = False) -> None:
        self.until_close = length is None and not chunked
        self.done = length == 0 and not chunked
        self._left = 0 if chunked else length or 0
        self._chunked = chunked
        self._line = bytearray()  # of chunked framing, as far as it has come
        self._part = "size"  # size | data | end | trailer

    def take(self, data: bytes | bytearray | memoryview) -> int:
        """Return how many of these bytes belong to the body. Raise BadMessage for broken chunks."""
        if self.done:
            return 0
        if self.until_close:
            return len(data)
        if self._chunked:
            return self._take_chunks(bytes(data))
        taken = min(self._left, len(data))
        self._left -= taken
        self.done = self._left == 0
        return taken

    def _take_chunks(self, data: bytes) -> int:
        at = 0
        while at < len(data) and not self.done:
            if self._part == "data":
                step = min(self._left, len(data) - at)
                self._left -= step
                at += step
                if self._left == 0:
                    self._part = "end"
                continue
            end = data.find(b"\n", at)
            stop = len(data) if end < 0 else end + 1
            self._line += data[at:stop]
            at = stop
            if len(self._line) > LINE_LIMIT:
                raise BadMessage("400 Bad Request", "A line of the chunked body is too long.")
            if end >= 0:
                line, self._line = bytes(self._line), bytearray()
                self._end_of_line(line)
        return at

    def _end_of_line(self, line: bytes) -> None:
        if not line.endswith(b"\r\n"):
            raise BadMessage("400 Bad Request", "The chunked body is broken.")
        if self._part == "trailer":
            self.done = line == b"\r\n"
        elif self._part == "end":
            if line != b"\r\n":
                raise BadMessage("400 Bad Request", "The chunked body is broken.")
            self._part = "size"
        else:
            digits = line.split(b";", 1)[0].strip()
            if not digits or not all(byte in b"0123456789abcdefABCDEF" for byte in digits):
                raise BadMessage("400 Bad Request", "A chunk's size is not a number.")
            self._left = int(digits, 16)
            self._part = "data" if self._left else "trailer"


@dataclass(slots=True)
class Request:
    """A request's head, as it is passed on, and what follows from it."""

    method: bytes
    path: bytes
    head: bytes
    body: Body
    closes: bool


def parse_request(raw: bytes, client: str, scheme: bytes = b"http") -> Request:
    """Read a request's head (to its blank line) and write the client's address into it. Raise BadMessage."""
    first, *lines = raw[:-4].split(b"\r\n")
    words = first.split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/"):
        raise BadMessage("400 Bad Request", "This is not an HTTP request.")
    method, target, version = words
    if version not in (b"HTTP/1.1", b"HTTP/1.0"):
        raise BadMessage("505 HTTP Version Not Supported", "Only HTTP/1.1 is spoken here.")
    fields, kept = _fields(lines)
    if b"x-forwarded-proto" not in fields:
        kept.append(b"X-Forwarded-Proto: " + scheme)
    kept.append(b"X-Forwarded-For: " + client.encode())
    return Request(
        method,
        _path(target),
        b"\r\n".join((first, *kept, b"", b"")),
        _body(fields, none=0),
        _closes(fields, version),
    )


def parse_response(raw: bytes, method: bytes) -> tuple[int, Body, bool]:
    """Return a response's status, its body, and whether the connection closes after it. Raise BadMessage."""
    first, *lines = raw[:-4].split(b"\r\n")
    version, _, rest = first.partition(b" ")
    if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
        raise BadMessage("502 Bad Gateway", "The answer was not HTTP.")
    status = int(rest[:3])
    fields, _ = _fields(lines)
    without = method == b"HEAD" or status < 200 or status in (204, 304)
    body = Body(0) if without else _body(fields, none=None)
    return status, body, body.until_close or _closes(fields, version)


def _fields(lines: list[bytes]) -> tuple[dict[bytes, bytes], list[bytes]]:
    """Return the header fields by lower-case name, and the lines that are passed on."""
    fields: dict[bytes, bytes] = {}
    kept = []
    for line in lines:
        name, colon, value = line.partition(b":")
        # A name with spaces, a folded line, a bare line end: two readers might not agree on what follows.
        if not colon or not name or name != name.strip() or b" " in name or b"\n" in line or b"\r" in line:
            raise BadMessage("400 Bad Request", "A header line is malformed.")
        name = name.lower()
        value = value.strip()
        if name in fields and name in (b"content-length", b"transfer-encoding"):
            raise BadMessage("400 Bad Request", "The length of the body is said twice.")
        fields[name] = value
        if name not in ABOUT_CLIENT:
            kept.append(line)
    return fields, kept


def _body(fields: dict[bytes, bytes], none: int | None) -> Body:
    coding = fields.get(b"transfer-encoding")
    length = fields.get(b"content-length")
    if coding is not None:
        if length is not None or coding.lower() != b"chunked":
            raise BadMessage("400 Bad Request", "The length of the body is unclear.")
        return Body(None, chunked=True)
    if length is None:
        return Body(none)
    if not length.isdigit():
        raise BadMessage("400 Bad Request", "The Content-Length is not a number.")
    return Body(int(length))


def _closes(fields: dict[bytes, bytes], version: bytes) -> bool:
    connection = fields.get(b"connection", b"").lower()
    return b"close" in connection or (version == b"HTTP/1.0" and b"keep-alive" not in connection)


def _path(target: bytes) -> bytes:
    """Return the path of a target, which may also be a whole URL."""
    if target.startswith(b"/"):
        return target
    _, _, rest = target.partition(b"://")
    return b"/" + rest.partition(b"/")[2]

"""Files a guest can send: small, real, made here, so that no binary lies in the repository."""

import base64
import hashlib
import struct
import zlib
from dataclasses import dataclass, field

URL_SECONDS = 300  # Meta's download addresses live five minutes

# A transparent dot of 1 x 1, lossless WebP.
WEBP = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")


@dataclass(slots=True)
class MediaFile:
    id: str
    mime_type: str
    content: bytes
    name: str = ""
    url_expires: dict[str, float] = field(default_factory=dict)  # one key per address handed out

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.content).digest()


def sample(kind: str) -> tuple[str, bytes, str]:
    """Return MIME type, content and file name of the sample for a message type."""
    match kind:
        case "image":
            return "image/png", png(480, 320), ""
        case "sticker":
            return "image/webp", WEBP, ""
        case "audio":
            return "audio/ogg; codecs=opus", silent_voice_note(2), ""
        case "document":
            return "application/pdf", PDF, "reserva.pdf"
        case _:
            return "video/mp4", struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom"), ""


def png(width: int, height: int) -> bytes:
    """Return a picture of an evening: sky, sun, sea."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)  # no filter
        for x in range(width):
            rows += pixel(x / width, y / height, width / height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, data) for name, data in parts)


def pixel(x: float, y: float, ratio: float) -> bytes:
    if ((x - 0.68) * ratio) ** 2 + (y - 0.46) ** 2 < 0.012:
        return bytes((255, 226, 150))
    if y > 0.62:
        return bytes((20 + int(40 * (1 - y)), 92 + int(60 * (1 - y)), 120 + int(50 * (1 - y))))
    return bytes((250, 196 - int(110 * (0.62 - y)), 130 + int(120 * (0.62 - y))))


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def silent_voice_note(seconds: int) -> bytes:
    """Return an Ogg Opus file of silence: what a voice note is on the wire."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    vendor = b"conserje sandbox"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    pages = [ogg_page(0, 0, 2, [head]), ogg_page(1, 0, 0, [tags])]
    for second in range(1, seconds + 1):
        packets = [b"\xf8\xff\xfe"] * 50  # Opus' frame of 20 ms of silence
        kind = 4 if second == seconds else 0
        pages.append(ogg_page(second + 1, second * 48_000, kind, packets))
    return b"".join(pages)


def ogg_page(number: int, position: int, kind: int, packets: list[bytes]) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    fields = (b"OggS", 0, kind, position, 1, number, 0, len(packets))
    page = struct.pack("<4sBBqIIIB", *fields) + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", ogg_crc(page)) + page[26:]


def ogg_crc(page: bytes) -> int:
    """Ogg's own CRC-32: not reflected, no final inversion (so not zlib's)."""
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1
        crc &= 0xFFFFFFFF
    return crc


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

"""What the sandbox knows: hotels, guests, their chats, the clock and the record of all that happened."""

import asyncio
import itertools
import time
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

DAY = 24 * 3600
TYPING_SECONDS = 25
STATUS_ORDER = {"pending": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}


@dataclass(slots=True)
class Hotel:
    id: str  # phone_number_id
    name: str
    display_number: str
    business_account: str


@dataclass(slots=True)
class Guest:
    id: str  # digits, the wa_id
    name: str
    language: str
    user_id: str  # business-scoped user id
    username: str | None = None
    phone_hidden: bool = False  # webhooks then carry the user id alone


@dataclass(slots=True)
class ChatMessage:
    id: str
    hotel: str
    guest: str
    from_guest: bool
    type: str
    content: dict[str, Any]  # the object named by the type, as Graph words it
    at: float
    reply_to: str | None = None
    status: str = "pending"
    error: dict[str, Any] | None = None
    callback_data: str | None = None
    reactions: dict[str, str] = field(default_factory=dict)  # "guest" | "hotel" -> emoji
    number: int = 0

    def advance(self, status: str) -> bool:
        """Move the status forward; return whether it moved."""
        if STATUS_ORDER[status] <= STATUS_ORDER[self.status]:
            return False
        self.status = status
        return True


@dataclass(slots=True)
class Chat:
    hotel: str
    guest: str
    messages: list[ChatMessage] = field(default_factory=list)
    guest_wrote_at: float | None = None
    typing_until: float = 0.0
    held_open: bool = False  # opened through the control API
    viewers: int = 0  # phone pages that show it

    @property
    def is_open(self) -> bool:
        return self.held_open or self.viewers > 0


INVENTED_GUESTS = (
    ("5215550001001", "Lucía Herrera", "es"),
    ("14155550102", "Grace Bennett", "en"),
    ("33655500103", "Camille Laurent", "fr"),
    ("4915555000104", "Jonas Weber", "de"),
)


class World:
    """All state of one sandbox. Lives in memory; `reset` brings back the first day."""

    def __init__(self, hotels: list[Hotel]) -> None:
        self.first_hotels = hotels
        self.subscribers: set[asyncio.Queue[dict[str, Any]]] = set()
        self.reset()

    def reset(self) -> None:
        self.hotels = {hotel.id: hotel for hotel in self.first_hotels}
        self.guests: dict[str, Guest] = {}
        self.chats: dict[tuple[str, str], Chat] = {}
        self.messages: dict[str, ChatMessage] = {}
        self.clock_offset = 0.0
        self.log: deque[dict[str, Any]] = deque(maxlen=20_000)
        self.numbers = itertools.count(1)
        for number, name, language in INVENTED_GUESTS:
            self.add_guest(number, name, language)
        self.publish({"kind": "reset"})

    def now(self) -> float:
        return time.time() + self.clock_offset

    def add_hotel(self, id: str, name: str) -> Hotel:
        hotel = self.hotels[id] = make_hotel(id, name)
        self.publish({"kind": "people"})
        return hotel

    def add_guest(self, id: str, name: str | None = None, language: str = "es") -> Guest:
        """Return the guest with this number, invented on first use."""
        guest = self.guests.get(id)
        if guest is None:
            user_id = "MX." + str(uuid.uuid5(uuid.NAMESPACE_OID, id).int)[:20]
            guest = self.guests[id] = Guest(id, name or f"Guest {id[-4:]}", language, user_id)
            self.publish({"kind": "people"})
        elif name:
            guest.name = name
        return guest

    def guest_by_user_id(self, user_id: str) -> Guest | None:
        return next((guest for guest in self.guests.values() if guest.user_id == user_id), None)

    def chat(self, hotel: str, guest: str) -> Chat:
        key = (hotel, guest)
        if key not in self.chats:
            self.chats[key] = Chat(hotel, guest)
        return self.chats[key]

    def add_message(self, message: ChatMessage) -> None:
        message.number = next(self.numbers)
        self.messages[message.id] = message
        self.chat(message.hotel, message.guest).messages.append(message)
        self.show(message)

    def window_is_open(self, hotel: str, guest: str) -> bool:
        """Whether the guest wrote in the last 24 hours by the sandbox's clock."""
        wrote_at = self.chat(hotel, guest).guest_wrote_at
        return wrote_at is not None and self.now() - wrote_at <= DAY

    def record(self, kind: str, **details: Any) -> dict[str, Any]:
        """Add a line to the log, in order, with a monotonic time."""
        entry = {"seq": next(self.numbers), "at": time.monotonic(), "kind": kind, **details}
        self.log.append(entry)
        return entry

    def show(self, message: ChatMessage) -> None:
        """Tell the pages. What failed never reached the phone."""
        if self.subscribers and message.error is None:
            self.publish({"kind": "message", "message": view(message)})

    def publish(self, event: dict[str, Any]) -> None:
        for queue in self.subscribers:
            if queue.qsize() < 5_000:  # a page that sleeps loads everything anew when it wakes
                queue.put_nowait(event)

    @contextmanager
    def subscribed(self) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.subscribers.add(queue)
        try:
            yield queue
        finally:
            self.subscribers.discard(queue)


def new_wamid() -> str:
    return "wamid.SBX" + uuid.uuid4().hex.upper()


def make_hotel(id: str, name: str) -> Hotel:
    tail = id[-4:].rjust(4, "0")
    return Hotel(id, name, f"1555000{tail}", f"9{id}"[:16])


def read_hotels(text: str) -> list[Hotel]:
    """Read `id=Display Name, id=Display Name`. Raise ValueError."""
    hotels = []
    for pair in filter(None, (part.strip() for part in text.split(","))):
        id, _, name = pair.partition("=")
        if not id.strip().isdigit():
            raise ValueError(f"{pair!r} is not phone_number_id=Display Name")
        hotels.append(make_hotel(id.strip(), name.strip() or f"Hotel {id.strip()[-4:]}"))
    return hotels


def view(message: ChatMessage) -> dict[str, Any]:
    """Return the message as the phone page and the control API show it."""
    return {
        "id": message.id,
        "number": message.number,
        "hotel": message.hotel,
        "guest": message.guest,
        "from_guest": message.from_guest,
        "type": message.type,
        "text": text_of(message),
        "content": message.content,
        "buttons": buttons_of(message),
        "reply_to": message.reply_to,
        "status": message.status,
        "error": message.error,
        "reactions": message.reactions,
        "at": message.at,
    }


def text_of(message: ChatMessage) -> str:
    """Return what a person would read in the bubble."""
    content = message.content
    match message.type:
        case "text":
            return str(content.get("body", ""))
        case "interactive":
            reply = content.get("button_reply") or content.get("list_reply")
            return str(reply["title"] if reply else content.get("body", {}).get("text", ""))
        case "template":
            return " ".join([str(content.get("name", "")), *template_words(content)])
        case "button":
            return str(content.get("text", ""))
        case "reaction":
            return str(content.get("emoji", ""))
        case "location":
            return str(content.get("name") or "")
        case _:
            return str(content.get("caption") or "")


def template_words(content: dict[str, Any]) -> list[str]:
    return [
        str(parameter.get("text", ""))
        for component in content.get("components", [])
        if component.get("type") in ("header", "body")
        for parameter in component.get("parameters", [])
    ]


def buttons_of(message: ChatMessage) -> list[dict[str, Any]]:
    """Return what can be tapped: kind, id, title, description."""
    content = message.content
    if message.from_guest:
        return []
    if message.type == "template":
        return template_buttons(content)
    if message.type != "interactive":
        return []
    action = content.get("action", {})
    if content.get("type") == "button":
        return [{"kind": "button_reply", **button["reply"]} for button in action["buttons"]]
    if content.get("type") == "list":
        return [{"kind": "list_reply", **row} for section in action["sections"] for row in section["rows"]]
    return []


def template_buttons(content: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for component in content.get("components", []):
        if component.get("type") == "button" and component.get("sub_type") == "quick_reply":
            payload = str(component.get("parameters", [{}])[0].get("payload", ""))
            found.append({"kind": "button", "id": payload, "title": payload})
    return found

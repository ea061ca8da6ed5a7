"""What a guest can do on the phone: write, tap, react, send a picture, open the chat."""

import base64
import binascii
import re
import secrets
from typing import Any

from sandbox.graph import Graph
from sandbox.media import MediaFile, sample
from sandbox.updates import of_echo, of_message
from sandbox.webhooks import Courier
from sandbox.world import Chat, ChatMessage, Guest, World, buttons_of, new_wamid

MEDIA = ("image", "audio", "video", "document", "sticker")
PLAYED = ("text", "button", "list", *MEDIA, "location", "contacts", "reaction", "order", "unsupported", "raw")
SAMPLE_PLACE = {
    "latitude": 20.6534,
    "longitude": -105.2253,
    "name": "Malecón",
    "address": "Malecón 12, Puerto Vallarta",
}


class CannotDo(ValueError):
    """A guest cannot do this; the words say why."""


class Guests:
    """The verbs of all guests of one sandbox."""

    def __init__(self, world: World, graph: Graph, courier: Courier) -> None:
        self.world = world
        self.graph = graph
        self.courier = courier

    def write(self, wanted: dict[str, Any]) -> ChatMessage:
        """Send a message of a guest as `POST /control/guest-message` words it. Raise CannotDo."""
        guest = self.find(wanted)
        hotel = self.hotel(wanted.get("hotel"))
        kind = str(wanted.get("type") or next((key for key in ("button", "list") if key in wanted), "text"))
        if kind not in PLAYED:
            raise CannotDo(f"Unknown type {kind!r}; known: {', '.join(PLAYED)}.")
        type_, content, reply_to = self.compose(kind, wanted, self.world.chat(hotel, guest.id))
        message = ChatMessage(
            id=str(wanted.get("id") or new_wamid()),
            hotel=hotel,
            guest=guest.id,
            from_guest=True,
            type=type_,
            content=content,
            at=self.world.now() - float(wanted.get("age_seconds", 0)),
            reply_to=reply_to,
        )
        self.deliver(message, guest)
        return message

    def deliver(self, message: ChatMessage, guest: Guest) -> None:
        chat = self.world.chat(message.hotel, message.guest)
        chat.guest_wrote_at = max(message.at, chat.guest_wrote_at or 0)
        if message.type == "reaction":
            target = self.world.messages[message.content["message_id"]]
            target.reactions["guest"] = message.content.get("emoji", "")
            self.world.show(target)
        else:
            self.world.add_message(message)
        self.world.record(
            "guest",
            guest=guest.id,
            hotel=message.hotel,
            id=message.id,
            type=message.type,
            content=message.content,
        )
        self.courier.hand_over(of_message(self.world.hotels[message.hotel], guest, message))

    def answer_by_hand(self, wanted: dict[str, Any]) -> ChatMessage:
        """Let a person of the house answer from the house's own phone. Raise CannotDo."""
        guest, hotel = self.find(wanted), self.hotel(wanted.get("hotel"))
        content = {"body": str(wanted.get("text", ""))}
        message = ChatMessage(new_wamid(), hotel, guest.id, False, "text", content, self.world.now())
        self.world.add_message(message)
        self.world.record("by_hand", guest=guest.id, hotel=hotel, id=message.id, content=content)
        self.courier.hand_over(of_echo(self.world.hotels[hotel], guest, message))
        return message

    def compose(
        self, kind: str, wanted: dict[str, Any], chat: Chat
    ) -> tuple[str, dict[str, Any], str | None]:
        """Return Graph's type, its object and the message replied to."""
        reply_to = wanted.get("reply_to")
        match kind:
            case "text":
                return "text", {"body": str(wanted.get("text", ""))}, reply_to
            case "button" | "list":
                return tap(chat, str(wanted.get(kind)), wanted.get("message"))
            case "location":
                return "location", wanted.get("location") or SAMPLE_PLACE, reply_to
            case "contacts":
                phone = {"phone": "+52 55 5500 0199", "wa_id": "5215555000199", "type": "CELL"}
                card = {"name": {"formatted_name": "Marta Gil", "first_name": "Marta"}, "phones": [phone]}
                return "contacts", {"contacts": wanted.get("contacts") or [card]}, reply_to
            case "reaction":
                return "reaction", self.reaction(chat, wanted), None
            case "order":
                item = {
                    "product_retailer_id": "spa-60",
                    "quantity": 1,
                    "item_price": 900,
                    "currency": "MXN",
                }
                return "order", {"catalog_id": "1", "text": "", "product_items": [item]}, reply_to
            case "unsupported":
                return "unsupported", {}, reply_to
            case "raw":
                return str(wanted["content"]["type"]), wanted["content"]["value"], reply_to
            case _:
                return kind, self.attach(kind, wanted), reply_to

    def reaction(self, chat: Chat, wanted: dict[str, Any]) -> dict[str, Any]:
        target = wanted.get("message") or next(
            (m.id for m in reversed(chat.messages) if not m.from_guest), None
        )
        if target not in self.world.messages:
            raise CannotDo("There is no message to react to.")
        emoji = str(wanted.get("emoji", "👍"))
        return {"message_id": target, "emoji": emoji} if emoji else {"message_id": target}

    def attach(self, kind: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """Keep the file, and return the object that names it."""
        mime_type, content, name = sample(kind)
        if "base64" in wanted:
            mime_type = str(wanted.get("mime_type", mime_type))
            try:
                content = base64.b64decode(wanted["base64"], validate=True)
            except (binascii.Error, ValueError) as error:
                raise CannotDo("base64 is not valid.") from error
        id = str(secrets.randbelow(10**15) + 10**15)
        file = self.graph.media[id] = MediaFile(id, mime_type, content, str(wanted.get("filename", name)))
        digest = base64.b64encode(file.digest).decode()
        found: dict[str, Any] = {"id": id, "mime_type": file.mime_type, "sha256": digest}
        if kind == "audio":
            found["voice"] = bool(wanted.get("voice", True))
        if kind == "sticker":
            found["animated"] = False
        if kind == "document":
            found["filename"] = file.name
        if kind in ("image", "video", "document") and wanted.get("caption"):
            found["caption"] = str(wanted["caption"])
        return found

    def open_chat(self, wanted: dict[str, Any]) -> None:
        """Open or close a chat; opening reads what was delivered."""
        chat = self.world.chat(self.hotel(wanted.get("hotel")), self.find(wanted).id)
        chat.held_open = bool(wanted.get("open", True))
        self.read(chat)

    def read(self, chat: Chat) -> None:
        if chat.is_open:
            for message in chat.messages:
                if not message.from_guest:
                    self.courier.mark_read(message)

    def find(self, wanted: dict[str, Any]) -> Guest:
        number = re.sub(r"\D", "", str(wanted.get("guest", "")))
        if not number:
            raise CannotDo("`guest` is the guest's number, digits.")
        return self.world.add_guest(number, wanted.get("name"), str(wanted.get("language", "es")))

    def hotel(self, wanted: str | None) -> str:
        id = wanted or next(iter(self.world.hotels))
        if id not in self.world.hotels:
            raise CannotDo(f"No hotel has the phone number id {id}.")
        return id


def tap(chat: Chat, wanted: str, message: str | None) -> tuple[str, dict[str, Any], str]:
    """Return the reply for the button or row with this title or id, newest message first."""
    for shown in reversed(chat.messages):
        if message not in (None, shown.id):
            continue
        for button in buttons_of(shown):
            if wanted in (button["title"], button["id"]):
                return reply_for(button, shown.id)
    raise CannotDo(f"No button or row {wanted!r} is on the phone.")


def reply_for(button: dict[str, Any], shown: str) -> tuple[str, dict[str, Any], str]:
    kind = button["kind"]
    if kind == "button":  # the quick reply of a template
        return "button", {"payload": button["id"], "text": button["title"]}, shown
    words = {key: button[key] for key in ("id", "title", "description") if button.get(key)}
    return "interactive", {"type": kind, kind: words}, shown

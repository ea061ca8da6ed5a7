"""The webhook bodies Meta sends: messages of guests and statuses of ours, joined into one envelope."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.world import ChatMessage, Guest, Hotel


@dataclass(slots=True)
class Update:
    """One message or one status on its way to the web."""

    hotel: Hotel
    guest: Guest
    part: str  # "messages" | "statuses" | "message_echoes"
    content: dict[str, Any]
    message: ChatMessage


def of_message(hotel: Hotel, guest: Guest, message: ChatMessage) -> Update:
    content: dict[str, Any] = {
        "from_user_id": guest.user_id,
        "id": message.id,
        "timestamp": str(int(message.at)),
        "type": message.type,
    }
    if not guest.phone_hidden:
        content["from"] = guest.id
    if message.type == "unsupported":
        content |= {"errors": [UNSUPPORTED], "unsupported": {"type": "unknown"}}
    else:
        # Contacts are the one type whose content is a list.
        contacts = message.type == "contacts"
        content[message.type] = message.content["contacts"] if contacts else message.content
    if message.reply_to is not None:
        content["context"] = {"from": hotel.display_number, "id": message.reply_to}
    return Update(hotel, guest, "messages", content, message)


def of_echo(hotel: Hotel, guest: Guest, message: ChatMessage) -> Update:
    """What a person of the house typed into the phone app, which Meta tells the house's own server."""
    content = {
        "from": hotel.display_number,
        "to": guest.id,
        "to_user_id": guest.user_id,
        "id": message.id,
        "timestamp": str(int(message.at)),
        "type": message.type,
        message.type: message.content,
    }
    return Update(hotel, guest, "message_echoes", content, message)


def of_status(hotel: Hotel, guest: Guest, message: ChatMessage, status: str, at: float) -> Update:
    content: dict[str, Any] = {
        "id": message.id,
        "status": status,
        "timestamp": str(int(at)),
        "recipient_user_id": guest.user_id,
    }
    if not guest.phone_hidden:
        content["recipient_id"] = guest.id
    if message.callback_data:
        content["biz_opaque_callback_data"] = message.callback_data
    if status == "failed":
        content["errors"] = [message.error]
    else:
        category = "utility" if message.type == "template" else "service"
        kind = "regular" if message.type == "template" else "free_customer_service"
        content["pricing"] = {
            "billable": message.type == "template",
            "pricing_model": "PMP",
            "category": category,
            "type": kind,
        }
    return Update(hotel, guest, "statuses", content, message)


def encode(updates: Sequence[Update]) -> bytes:
    """Return the body of one POST: an entry for each account, a change for each run of one kind."""
    entries: dict[str, dict[str, Any]] = {}
    for update in updates:
        entry = entries.setdefault(
            update.hotel.business_account,
            {"id": update.hotel.business_account, "time": int(update.message.at), "changes": []},
        )
        add(entry["changes"], update)
    body = json.dumps({"object": "whatsapp_business_account", "entry": list(entries.values())})
    return body.replace("/", "\\/").encode()  # Meta escapes slashes, and non-ASCII too: sign raw bytes only


def add(changes: list[dict[str, Any]], update: Update) -> None:
    """Put the update into the last change when it fits there, else into a new one."""
    last = changes[-1]["value"] if changes else {}
    same_number = last.get("metadata", {}).get("phone_number_id") == update.hotel.id
    if not same_number or update.part not in last:
        last = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": update.hotel.display_number,
                "phone_number_id": update.hotel.id,
            },
            update.part: [],
        }
        field = "smb_message_echoes" if update.part == "message_echoes" else "messages"
        changes.append({"field": field, "value": last})
    last[update.part].append(update.content)
    # Meta leaves the contact out when a message failed.
    if update.content.get("status") != "failed" and update.part != "message_echoes":
        contact = contact_of(update.guest)
        if contact not in last.setdefault("contacts", []):
            last["contacts"].append(contact)


def contact_of(guest: Guest) -> dict[str, Any]:
    profile = {"name": guest.name} | ({"username": guest.username} if guest.username else {})
    contact: dict[str, Any] = {"profile": profile, "user_id": guest.user_id}
    return contact if guest.phone_hidden else contact | {"wa_id": guest.id}


UNSUPPORTED = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}

"""Webhook bodies as Meta words them."""

import hashlib
import hmac
import itertools
import json
import time

_ids = itertools.count(1)


def message(provider_id: str = "", text: str = "hola", *, phone: str = "5215550001", **fields) -> dict:
    found = {
        "id": provider_id or f"wamid.in.{next(_ids)}.{time.monotonic_ns()}",
        "from": phone,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    return found | fields


def tap(button_id: str, title: str, *, phone: str = "5215550001", **fields) -> dict:
    reply = {"type": "button_reply", "button_reply": {"id": button_id, "title": title}}
    return message(phone=phone, type="interactive", interactive=reply, **fields)


def status(provider_id: str, word: str, **fields) -> dict:
    return {
        "id": provider_id,
        "status": word,
        "timestamp": str(int(time.time())),
        "recipient_id": "5215550001",
    } | fields


def change(phone_number_id: str, **value) -> dict:
    metadata = {"display_phone_number": "525550100", "phone_number_id": phone_number_id}
    return {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata} | value}


def envelope(*changes: dict) -> bytes:
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "waba", "changes": list(changes)}]}
    ).encode()


def signed(body: bytes, secret: str = "app-secret-of-the-tests") -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={digest}"}

"""WhatsApp through Meta's Cloud API: its webhooks into our updates, our messages into its sends.

Meta batches up to a thousand updates of several hotels into one POST, in any order, and repeats what
it thinks was not taken. Nothing here trusts a key to be there: what one update lacks must not cost
another its reading. Field names and error codes: Cloud API, v25.0.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx2
from django.conf import settings
from django.utils import timezone

from channels_app.base import Inbound, Outbound, Parsed, Sender
from channels_app.errors import BadSignature, ChannelRefused, ChannelUnavailable, ChannelUnknown
from channels_app.models import ChannelAccount
from channels_app.texts import clean, clean_json
from hotels.bounded import read_body
from hotels.crypto import DecryptionFailed
from hotels.outside import CircuitOpen, outside, seconds_to_wait

ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)

# Refused now, but the same message may be taken later (the code decides, never the HTTP status).
TRANSIENT = {1, 2, 4, 80007, 130429, 131016, 131056, 131057, 133004}
SECONDS_TO_WAIT = {4: 60.0, 80007: 60.0, 130429: 1.0, 131056: 6.0, 131057: 60.0}
# The account itself cannot send: the operator has to act.
ACCOUNT_STOPPED = {0, 3, 10, 190, 368, 131005, 131031, 131042, 131045, 133010, 130497, *range(200, 300)}

CAPTIONED = ("image", "video", "document")
BUTTON_TEXT_LIMIT = 1024
TEXT_LIMIT = 4096
EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)
ANSWER_BYTES = 1024 * 1024
LONGEST_WAIT = 300.0  # of a Retry-After, in seconds


class AccountStopped(ChannelRefused):
    """No message of this account goes out until its operator acts (an expired token, a blocked number)."""


@cache
def _client() -> httpx2.Client:
    """One pool per process. A short keep-alive: a connection that Meta closed meanwhile looks like a
    send of unknown outcome."""
    return httpx2.Client(
        limits=httpx2.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=5),
    )


def verify(secret: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Raise BadSignature unless Meta signed these bytes with the app's secret."""
    given = headers.get("X-Hub-Signature-256", "")
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(wanted.encode(), given.encode()):
        raise BadSignature


def split(body: bytes) -> dict[str, bytes]:
    """The body by phone_number_id ("" where a change names none). ValueError for what is no envelope."""
    envelope = _envelope(body)
    if not isinstance(envelope, dict):
        raise ValueError("the body is not an object")
    accounts: dict[str, list[dict[str, Any]]] = {}
    for entry in _dicts(envelope.get("entry")):
        by_account: dict[str, list[dict[str, Any]]] = {}
        for change in _dicts(entry.get("changes")):
            by_account.setdefault(_account_of(change), []).append(change)
        for account, changes in by_account.items():
            accounts.setdefault(account, []).append({**entry, "changes": changes})
    if len(accounts) <= 1:
        return dict.fromkeys(accounts, body) or {"": body}
    return {
        account: json.dumps({**envelope, "entry": entries}).encode() for account, entries in accounts.items()
    }


def parse(body: bytes) -> Parsed:
    """Every update of the body in document order; each odd one is a problem and costs only itself."""
    updates: list[Inbound] = []
    problems: list[str] = []
    try:
        changes = [
            change for entry in _dicts(_envelope(body)["entry"]) for change in _dicts(entry.get("changes"))
        ]
    except ODD as error:
        return Parsed((), (f"not an envelope: {type(error).__name__}",))
    for change in changes:
        value, field = change.get("value"), change.get("field")
        if not isinstance(value, dict):
            continue
        account = _account_of(change)
        if field == "messages":
            readers = [(_message, "messages"), (_status, "statuses")]
        elif field == "smb_message_echoes":
            readers = [(_echo, "message_echoes")]
        elif field == "user_id_update":
            readers = [(_new_user_id, "user_id_update")]
        else:
            continue  # a field of Meta's that says nothing to us; acknowledged all the same
        for reader, name in readers:
            listed = value.get(name) or []
            if not isinstance(listed, list):
                problems.append(f"{name}: no list")
                continue
            for number, update in enumerate(listed):
                try:
                    updates.append(reader(account, update, value))
                except ODD as error:
                    problems.append(f"{name}[{number}]: {type(error).__name__}: {error}"[:200])
    return Parsed(tuple(updates), tuple(problems))


def _envelope(body: bytes) -> Any:
    """The JSON; a byte that is no UTF-8 costs its own character and not the other updates of the batch."""
    return json.loads(body.decode("utf-8-sig", "replace"))


def _dicts(items: Any) -> Iterator[dict[str, Any]]:
    return (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _account_of(change: Mapping[str, Any]) -> str:
    value = change.get("value")
    metadata = value.get("metadata") if isinstance(value, dict) else None
    return str(metadata.get("phone_number_id") or "") if isinstance(metadata, dict) else ""


def _at(update: Mapping[str, Any]) -> datetime:
    """The provider's clock, in whole seconds; never in the future, since windows are counted from it.

    Nor before there was a WhatsApp: the year 1 has no hours west of Greenwich, and no page could show it.
    """
    now = timezone.now()
    try:
        return min(max(datetime.fromtimestamp(int(update["timestamp"]), tz=UTC), EARLIEST), now)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return now


def _sender(update: Mapping[str, Any], value: Mapping[str, Any]) -> Sender:
    """Contacts do not always line up with messages: match by either id, or take the only one."""
    phone, bsuid = str(update.get("from") or ""), str(update.get("from_user_id") or "")
    contacts = list(_dicts(value.get("contacts")))
    mine = [
        contact
        for contact in contacts
        if (phone and contact.get("wa_id") == phone) or (bsuid and contact.get("user_id") == bsuid)
    ]
    if not mine and len(contacts) == 1 and not (phone or bsuid):
        mine = contacts
    contact = mine[0] if mine else {}
    profile = contact.get("profile")
    name = profile.get("name") if isinstance(profile, dict) else ""
    return Sender(
        phone=clean(phone or str(contact.get("wa_id") or ""), 32),
        bsuid=clean(bsuid or str(contact.get("user_id") or ""), 160),
        name=clean(str(name or ""), 200),
    )


def _message(account: str, update: dict[str, Any], value: Mapping[str, Any]) -> Inbound:
    sender = _sender(update, value)
    if not sender.address:
        raise ValueError("nobody can be answered: neither a phone nor a user id")
    context = update.get("context") if isinstance(update.get("context"), dict) else {}
    kind, text, payload = _content(update)
    return Inbound(
        kind="message",
        account=account,
        provider_id=_id(update),
        at=_at(update),
        sender=sender,
        type=kind,
        text=clean(text, TEXT_LIMIT * 4),
        payload=clean(payload, 256),
        reply_to=clean(_original(update) or str((context or {}).get("id") or ""), 255),
        new_phone=_new_phone(update),
        forwarded=bool((context or {}).get("forwarded") or (context or {}).get("frequently_forwarded")),
        raw=clean_json(update),
    )


def _original(update: Mapping[str, Any]) -> str:
    """Which message an edit or a deletion is about: the provider's id of it, "" for all else."""
    inner = update.get(str(update.get("type"))) if update.get("type") in ("edit", "revoke") else None
    return str(inner.get("original_message_id") or "") if isinstance(inner, dict) else ""


def _new_phone(update: Mapping[str, Any]) -> str:
    """The digits of the guest's new number; "" where none is told."""
    inner = update.get("system") if update.get("type") == "system" else None
    if not isinstance(inner, dict) or inner.get("type") != "user_changed_number":
        return ""
    found = str(inner.get("wa_id") or inner.get("new_wa_id") or "")
    return found if found.isascii() and found.isdecimal() and len(found) <= 32 else ""


def _content(update: Mapping[str, Any]) -> tuple[str, str, str]:
    """Type, text and payload. A type without its object is what Meta itself could not read."""
    kind = clean(str(update.get("type") or "unknown"), 24)
    if update.get("group_id"):
        return "group", "", ""
    inner = update.get(kind)
    if kind == "text" and isinstance(inner, dict) and isinstance(inner.get("body"), str):
        return "text", inner["body"], ""
    if kind == "button" and isinstance(inner, dict):
        return "button", str(inner.get("text") or ""), str(inner.get("payload") or "")
    if kind == "interactive" and isinstance(inner, dict):
        for name, ours in (("button_reply", "button"), ("list_reply", "list")):
            if isinstance(answer := inner.get(name), dict):
                return ours, str(answer.get("title") or ""), str(answer.get("id") or "")
        return "form", "", ""
    if kind == "edit" and isinstance(inner, dict) and isinstance(inner.get("message"), dict):
        return "edit", _content(inner["message"])[1], ""
    if kind == "reaction" and isinstance(inner, dict):
        return "reaction", str(inner.get("emoji") or ""), ""
    if kind in CAPTIONED and isinstance(inner, dict):
        return kind, str(inner.get("caption") or ""), ""
    if kind in ("text", "interactive", "button"):
        return "unsupported", "", ""
    return kind, "", ""


def _status(account: str, update: dict[str, Any], value: Mapping[str, Any]) -> Inbound:
    errors = list(_dicts(update.get("errors")))
    error = errors[0] if errors else {}
    return Inbound(
        kind="status",
        account=account,
        provider_id=_id(update),
        at=_at(update),
        status=str(update["status"]),
        our_key=clean(str(update.get("biz_opaque_callback_data") or ""), 64),
        error_code=clean(str(error.get("code") or ""), 64),
        error=clean(str(error.get("title") or error.get("message") or ""), 300),
    )


def _echo(account: str, update: dict[str, Any], value: Mapping[str, Any]) -> Inbound:
    """A person answered on the hotel's own phone (coexistence)."""
    kind, text, _ = _content(update)
    return Inbound(
        kind="echo",
        account=account,
        provider_id=_id(update),
        at=_at(update),
        sender=Sender(
            phone=clean(str(update.get("to") or ""), 32),
            bsuid=clean(str(update.get("to_user_id") or ""), 160),
        ),
        type=kind,
        text=clean(text, TEXT_LIMIT * 4),
    )


def _new_user_id(account: str, update: dict[str, Any], value: Mapping[str, Any]) -> Inbound:
    """A guest changed the phone number: Meta knows them by another user id (BSUID) from now on."""
    ids = update["user_id"]
    old, new = (clean(str(ids.get(which) or ""), 160) for which in ("previous", "current"))
    if not (old and new):
        raise ValueError("no pair of user ids")
    return Inbound(
        kind="identity",
        account=account,
        provider_id="",
        at=_at(update),
        sender=Sender(bsuid=old),
        new_bsuid=new,
    )


def _id(update: Mapping[str, Any]) -> str:
    found = update["id"]
    if not isinstance(found, str) or not found or len(found) > 255:
        raise ValueError("no usable id")
    return clean(found, 255)


class WhatsApp:
    """One WhatsApp number of one hotel."""

    def __init__(self, account: ChannelAccount) -> None:
        self.account = account

    def send(self, message: Outbound) -> str:
        """Return Meta's message id: accepted, not yet delivered. Raises as the protocol says."""
        answer = self._post("send", _payload(message))
        try:
            return str(answer["messages"][0]["id"])
        except ODD as error:
            raise ChannelUnknown("Meta answered 200 without a message id") from error

    def show_typing(self, provider_id: str) -> None:
        """Mark the guest's message as read and show that an answer is being written (25 seconds at most)."""
        self._post(
            "typing",
            {
                "messaging_product": "whatsapp",
                "status": "read",
                "message_id": provider_id,
                "typing_indicator": {"type": "text"},
            },
        )

    def _post(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        try:
            token = self.account.credentials.get("access_token", "")
        except DecryptionFailed as error:
            raise AccountStopped(
                "The access token cannot be read: enter it again.", code="credentials"
            ) from error
        seconds = settings.SEND_SECONDS - 5  # what still runs at SEND_SECONDS counts as lost: know it before
        request = _client().build_request(
            "POST",
            f"{graph_url()}/{self.account.external_id}/messages",
            json=payload,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx2.Timeout(seconds, connect=3),
        )
        try:
            with outside("whatsapp", operation, key=self.account.external_id) as call:
                response = _client().send(request, stream=True)
                found = _json(read_body(response, seconds, ANSWER_BYTES))
                if response.status_code >= 500:
                    call.failed("5xx")
        except CircuitOpen as error:
            raise ChannelUnavailable(
                "too many sends failed lately", code="circuit_open", retry_after=10
            ) from error
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise ChannelUnavailable(type(error).__name__, code="no_connection") from error
        except httpx2.HTTPError as error:
            raise ChannelUnknown(type(error).__name__) from error
        if response.is_success:
            return found
        raise _error(response, found)


def graph_url() -> str:
    """Base of the Graph API, with its version unless the setting has one already."""
    base = settings.WHATSAPP_GRAPH_URL.rstrip("/")
    last = base.rsplit("/", 1)[-1]
    return base if last[:1] == "v" and last[1:2].isdigit() else f"{base}/{settings.WHATSAPP_GRAPH_VERSION}"


def _payload(message: Outbound) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "biz_opaque_callback_data": message.key,
    }
    # A phone wins over a user id where both are given; give one.
    payload |= {"to": message.to_phone} if message.to_phone else {"recipient": message.to_bsuid}
    if not message.buttons:
        return payload | {"type": "text", "text": {"preview_url": False, "body": message.text}}
    return payload | {
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": message.text},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": button.id, "title": button.title}}
                    for button in message.buttons
                ]
            },
        },
    }


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _error(response: httpx2.Response, found: Mapping[str, Any]) -> Exception:
    """Sort Meta's refusal. Rate limits come as HTTP 400, so the code in the body decides first."""
    error = found.get("error")
    error = error if isinstance(error, dict) else {}
    code = error.get("code")
    code = int(code) if isinstance(code, int) or (isinstance(code, str) and code.isdecimal()) else None
    title = clean(str(error.get("message") or f"HTTP {response.status_code}"), 300)
    if code in TRANSIENT or response.status_code == 429:
        asked = seconds_to_wait(response.headers)
        wait = SECONDS_TO_WAIT.get(code or 0) or (None if asked is None else min(asked, LONGEST_WAIT))
        return ChannelUnavailable(title, code=str(code or 429), retry_after=wait)
    if code in ACCOUNT_STOPPED or response.status_code in (401, 403):
        return AccountStopped(title, code=str(response.status_code if code is None else code))
    if response.status_code >= 500:
        # Meta may have taken it all the same; its status webhook tells.
        return ChannelUnknown(title)
    return ChannelRefused(title, code=str(code or response.status_code))

"""The section `channels`: the hotel's addresses at messaging providers."""

import re
from collections.abc import Callable
from typing import Any

from channels_app.models import ChannelAccount
from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Node, Wrong
from hotels.models import Hotel

SERVED = ("whatsapp",)

# By kind: credentials that must be there, and that may.
CREDENTIALS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "whatsapp": (("access_token",), ("app_secret", "verify_token")),
    "twilio": (("account_sid", "auth_token"), ()),
    "gmail": (("client_id", "client_secret", "refresh_token"), ()),
    "webchat": ((), ()),
}


def _phone_number_id(node: Node) -> str:
    if not re.fullmatch(r"[0-9]{5,30}", value := words.text(node)):
        raise Wrong("must be Meta's phone_number_id: digits only")
    return value


def _twilio_address(node: Node) -> str:
    if not re.fullmatch(r"whatsapp:\+[0-9]{7,15}", value := words.text(node)):
        raise Wrong('must be like "whatsapp:+14155238886"')
    return value


EXTERNAL_ID: dict[str, Callable[[Node], str]] = {
    "whatsapp": _phone_number_id,
    "twilio": _twilio_address,
    "gmail": words.email,
    "webchat": words.slug,
}


def read_channels(node: Node) -> list[Entry]:
    """Addresses, by kind and the provider's own id."""
    entries = node.each(_channel)
    refuse_doubles(node.page, "channels", entries)
    return entries


def _channel(node: Node) -> Entry:
    fields = node.fields()
    kind = fields.need("kind", words.choice(*CREDENTIALS))
    external_id = fields.need("external_id", EXTERNAL_ID.get(kind, words.text))
    values = {
        "kind": kind,
        "external_id": external_id,
        "display": fields.may("display", words.text_up_to(64), ""),
        "credentials": _credentials(fields.get("credentials"), node, kind),
        "allowed_origins": fields.may("allowed_origins", words.list_of(words.origin), []),
    }
    fields.close()
    return Entry(node.line, f"{kind} {external_id}", values)


def _credentials(node: Node | None, channel: Node, kind: str | None) -> dict[str, Any]:
    required, optional = CREDENTIALS.get(kind or "", ((), ()))
    if node is None:
        if required:
            raise Wrong(f"needs credentials: {', '.join(required)}")
        return {}

    def read(node: Node) -> dict[str, Any]:
        fields = node.fields()
        found = {name: fields.need(name, words.secret) for name in required}
        for name in optional:
            if value := fields.may(name, words.secret, ""):
                found[name] = value
        if kind:
            fields.close()
        return found

    return node.attempt(read)


def check_channels(node: Node, slug: str, entries: list[Entry]) -> None:
    """An address belongs to one hotel; which other one is not told."""
    for entry in entries:
        same = ChannelAccount.objects.filter(
            kind=entry.values["kind"], external_id=entry.values["external_id"]
        )
        if same.exclude(hotel__slug=slug).exists():
            node.page.problem(entry.line, f"channels: {entry.key} belongs to another hotel already.")


def write_channels(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        _write_channel(report, hotel, entry)
    accounts = hotel.channel_accounts.values_list("kind", "external_id")
    existing = [f"{kind} {external_id}" for kind, external_id in accounts]
    leave(report, "channel", existing, keys(entries), hint="; still served")


def _write_channel(report: Report, hotel: Hotel, entry: Entry) -> None:
    values = dict(entry.values)
    find = {"hotel": hotel, "kind": values.pop("kind"), "external_id": values.pop("external_id")}
    before = ChannelAccount.objects.filter(**find).first()
    if before and before.stopped_reason and before.credentials != values["credentials"]:
        values["stopped_reason"] = ""  # new credentials are a new chance
    put(report, f"channel {entry.key}", ChannelAccount, find, values)
    if find["kind"] not in SERVED:
        report.notes.append(f"channel {entry.key} is stored, but this version does not serve its kind yet")

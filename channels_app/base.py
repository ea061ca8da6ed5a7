"""What we need from a messaging provider: normalised events in, one message out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Kind = Literal["message", "status", "echo", "identity"]


@dataclass(frozen=True)
class Sender:
    """Who wrote, as the provider names them. `bsuid` outlives a phone number; either may be missing."""

    phone: str = ""  # digits only, as the provider returns them
    bsuid: str = ""
    name: str = ""

    @property
    def address(self) -> str:
        """Where an answer goes."""
        return self.phone or self.bsuid


@dataclass(frozen=True)
class Inbound:
    """One update in a webhook: a guest's message, a status of ours, an echo of staff's own phone, or an
    identity: a user id of a guest's that has become another one."""

    kind: Kind
    account: str  # the provider's id of our account (phone_number_id): the tenant key
    provider_id: str  # the message this is, or the message whose status this is; "" of an identity
    at: datetime  # aware, the provider's clock
    sender: Sender = field(default_factory=Sender)
    type: str = "text"  # text | button | list | image | audio | reaction | unsupported | ...
    text: str = ""
    payload: str = ""  # id of a tapped button or list row
    reply_to: str = ""  # provider id of the message quoted
    forwarded: bool = False
    new_phone: str = ""  # of a notice that the guest has another number now
    new_bsuid: str = ""  # of an identity: what the sender's has become
    status: str = ""  # sent | delivered | read | failed, for kind "status"
    our_key: str = ""  # what we sent along with the message and got back
    error_code: str = ""
    error: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """All of one webhook. One bad update is a `problem`, never the end of the others."""

    updates: tuple[Inbound, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutboundButton:
    id: str
    title: str


@dataclass(frozen=True)
class Outbound:
    """One message to send. `key` is ours and comes back in the provider's statuses."""

    key: str
    to_phone: str
    to_bsuid: str
    text: str
    buttons: tuple[OutboundButton, ...] = ()


class Channel(Protocol):
    """One account at one provider."""

    def send(self, message: Outbound) -> str:
        """Return the provider's message id. Raise ChannelUnavailable, -Refused or -Unknown."""

    def show_typing(self, provider_id: str) -> None:
        """Show the guest that this message is being answered. Raise as `send` does."""


class Provider(Protocol):
    """What a provider's module offers for its webhooks. None of it needs the network."""

    def verify(self, secret: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Raise BadSignature unless the provider itself signed these bytes."""

    def split(self, body: bytes) -> dict[str, bytes]:
        """The body by account: an event that speaks of several hotels becomes one per account."""

    def parse(self, body: bytes) -> Parsed:
        """Every update in the body. Raises nothing: what cannot be read is a problem."""

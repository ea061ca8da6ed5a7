"""Which module speaks with which provider."""

from typing import cast

from channels_app import whatsapp
from channels_app.base import Channel, Provider
from channels_app.models import ChannelAccount

PROVIDERS: dict[str, Provider] = {"whatsapp": cast(Provider, whatsapp)}


def open_provider(name: str) -> Provider:
    """The provider's webhook side. Raises KeyError for one we do not serve."""
    return PROVIDERS[name]


def open_channel(account: ChannelAccount) -> Channel:
    """The sending side of one account. Raises KeyError for a kind we do not serve."""
    return {"whatsapp": whatsapp.WhatsApp}[account.kind](account)

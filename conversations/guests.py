"""Who is writing: addresses into guests, guests into conversations."""

from django.db.models import Q

from channels_app.base import Sender
from channels_app.models import ChannelAccount
from conversations.models import Conversation
from hotels.models import Guest, GuestIdentity, Hotel

Kind = GuestIdentity.Kind


def guest_of(hotel: Hotel, sender: Sender) -> Guest:
    """The guest behind a WhatsApp sender: by user id (BSUID) first, then by phone; else a new one.

    A payload that carries both teaches us the one we did not know. If they were two guests so far,
    they are the same person: the one known by phone goes up in the other.
    """
    addresses = [(Kind.BSUID, sender.bsuid), (Kind.WHATSAPP, sender.phone)]
    given = [(kind, value) for kind, value in addresses if value]
    known = {
        identity.kind: identity
        for identity in GuestIdentity.objects.select_for_update()
        .filter(_any_of(given), hotel=hotel)
        .select_related("guest")
        .order_by("pk")
    }
    owner = known.get(Kind.BSUID) or known.get(Kind.WHATSAPP)
    guest = owner.guest if owner else Guest.objects.create(hotel=hotel, name=sender.name)
    if sender.name and not guest.name:
        guest.name = sender.name
        guest.save(update_fields=["name"])
    for kind, value in given:
        if kind not in known:
            GuestIdentity.objects.create(hotel=hotel, guest=guest, kind=kind, value=value)
        elif known[kind].guest_id != guest.pk:
            merge(known[kind].guest, into=guest)
    return guest


def conversation_of(account: ChannelAccount, guest: Guest, sender: Sender) -> Conversation:
    """The guest's open conversation on this account, locked; a new one if there is none."""
    conversation, created = Conversation.objects.get_or_create(
        account=account,
        guest=guest,
        state=Conversation.State.OPEN,
        defaults={"hotel": account.hotel, "address": sender.phone, "bsuid": sender.bsuid},
    )
    if not created:
        conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
        if (sender.phone and sender.phone != conversation.address) or (
            sender.bsuid and sender.bsuid != conversation.bsuid
        ):
            conversation.address = sender.phone or conversation.address
            conversation.bsuid = sender.bsuid or conversation.bsuid
            conversation.save(update_fields=["address", "bsuid"])
    return conversation


def merge(guest: Guest, *, into: Guest) -> None:
    """Two guests turned out to be one: everything of `guest` becomes `into`'s.

    An open conversation of each on the same account cannot both stay open: the older one is closed,
    with its messages kept where they were said.
    """
    if guest.hotel_id != into.hotel_id:
        raise ValueError("guests of two hotels are never one")
    open_accounts = set(
        into.conversations.filter(state=Conversation.State.OPEN).values_list("account_id", flat=True)
    )
    guest.conversations.filter(account_id__in=open_accounts, state=Conversation.State.OPEN).update(
        state=Conversation.State.CLOSED, due_at=None, waiting_since=None
    )
    guest.conversations.update(guest=into)
    guest.identities.update(guest=into)
    guest.reservations.update(guest=into)
    guest.proposals.update(guest=into)
    guest.delete()


def _any_of(addresses: list[tuple[Kind, str]]) -> Q:
    wanted = Q(pk__in=[])
    for kind, value in addresses:
        wanted |= Q(kind=kind, value=value)
    return wanted

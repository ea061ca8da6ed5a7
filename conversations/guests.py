"""Who is writing: addresses into guests, guests into conversations."""

from typing import Any

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet, UniqueConstraint
from django.utils import timezone

from channels_app.base import Sender
from channels_app.models import ChannelAccount
from conversations.models import Conversation, Turn
from hotels.models import Guest, GuestIdentity, Hotel
from pms import proposals

Kind = GuestIdentity.Kind


def guest_of(hotel: Hotel, sender: Sender) -> Guest:
    """The guest behind a WhatsApp sender: by user id (BSUID) first, then by phone; else a new one.

    A payload that carries both teaches us the one we did not know. If they were two guests so far,
    they are the same person: the one known by phone goes up in the other. Unless that one has a user id
    of their own: it changes only together with the number, so the number has a new owner.
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
    phone, mine = known.get(Kind.WHATSAPP), known.get(Kind.BSUID)
    if phone and sender.bsuid and not (mine and mine.guest_id == phone.guest_id) and _passed_on(phone):
        del known[Kind.WHATSAPP]
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


def _passed_on(phone: GuestIdentity) -> bool:
    """Take a number that comes with a stranger's user id from its guest, who is reached by their own then.

    False, and nothing is changed, where no user id of the guest is known.
    """
    theirs = phone.guest.identities.filter(kind=Kind.BSUID).order_by("-pk").first()
    if theirs is None:
        return False
    chats = Conversation.objects.filter(hotel=phone.hotel_id, guest=phone.guest_id, address=phone.value)
    chats.update(address="", bsuid=theirs.value)
    phone.delete()
    return True


def changed_number(guest: Guest, old: str, new: str) -> None:
    """A guest has another number now: nobody who is given the old one later is taken for this guest."""
    _readdress(guest, Kind.WHATSAPP, old, new)


def changed_user_id(hotel: Hotel, old: str, new: str) -> list[Conversation]:
    """A guest has another user id (BSUID) now. Returns their open conversations: none if nobody had it."""
    known = GuestIdentity.objects.filter(hotel=hotel, kind=Kind.BSUID, value=old).select_related("guest")
    mine = known.select_for_update(of=("self",)).first()
    if mine is None or old == new:
        return []
    _readdress(mine.guest, Kind.BSUID, old, new)
    chats = Conversation.objects.filter(hotel=hotel, guest=mine.guest)
    chats.filter(bsuid=old).update(bsuid=new)
    return list(chats.filter(state=Conversation.State.OPEN))


def _readdress(guest: Guest, kind: Kind, old: str, new: str) -> None:
    """Who is known by the new address already is the same person: they go up in `guest`."""
    addresses = GuestIdentity.objects.filter(hotel=guest.hotel, kind=kind)
    known = addresses.select_for_update().filter(value=new).select_related("guest").first()
    if known and known.guest_id != guest.pk:
        merge(known.guest, into=guest)
    if known:
        addresses.filter(value=old, guest=guest).delete()
    else:
        addresses.filter(value=old, guest=guest).update(value=new)


def conversation_of(account: ChannelAccount, guest: Guest, sender: Sender) -> Conversation:
    """The guest's open conversation on this account, locked; a new one if there is none."""
    mine = Conversation.objects.filter(account=account, guest=guest, state=Conversation.State.OPEN)
    # Locked before it is looked at again: staff may be closing it just now.
    conversation = mine.select_for_update().first()
    if conversation is None:
        return Conversation.objects.create(
            hotel=account.hotel, account=account, guest=guest, address=sender.phone, bsuid=sender.bsuid
        )
    if (sender.phone and sender.phone != conversation.address) or (
        sender.bsuid and sender.bsuid != conversation.bsuid
    ):
        conversation.address = sender.phone or conversation.address
        conversation.bsuid = sender.bsuid or conversation.bsuid
        conversation.save(update_fields=["address", "bsuid"])
    return conversation


def merge(guest: Guest, *, into: Guest) -> None:
    """Two guests turned out to be one: everything of `guest` becomes `into`'s.

    An open conversation of each on the same account cannot both stay open: that of `guest` goes up in
    the other, with its messages kept where they were said. What both have and one may have once (a thing
    remembered, a question asked), `into` keeps.
    """
    if guest.hotel_id != into.hotel_id:
        raise ValueError("guests of two hotels are never one")
    accounts = guest.conversations.filter(state=Conversation.State.OPEN).values("account")
    both = into.conversations.select_for_update().filter(state=Conversation.State.OPEN, account__in=accounts)
    for conversation in both:
        _close_into(
            conversation,
            guest.conversations.select_for_update().get(
                account_id=conversation.account_id, state=Conversation.State.OPEN
            ),
        )
    for relation in Guest._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.one_to_many:
            field = relation.field.name
            owned = relation.related_model._base_manager.filter(**{field: guest})
            _drop_what_both_have(owned, field, into)
            owned.update(**{field: into})
    guest.delete()


def _drop_what_both_have(owned: QuerySet[Any], field: str, into: Guest) -> None:
    for constraint in owned.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field in constraint.fields:
            within = constraint.condition or Q()
            others = {name: OuterRef(name) for name in constraint.fields if name != field}
            same = owned.model._base_manager.filter(within, **{field: into}, **others)
            owned.filter(within, Exists(same)).delete()


def _close_into(kept: Conversation, closed: Conversation) -> None:
    """Close one conversation without losing what waits in it, or that a person has it."""
    if closed.mode == Conversation.Mode.STAFF and kept.mode == Conversation.Mode.AI:
        kept.mode, kept.assignee_id = Conversation.Mode.STAFF, closed.assignee_id
        kept.epoch += 1
        kept.claim_token = kept.claim_expires_at = kept.due_at = kept.burst_started_at = None
        kept.turns.filter(outcome=Turn.Outcome.RUNNING).update(
            outcome=Turn.Outcome.FENCED, finished_at=timezone.now()
        )
        proposals.withdraw_open(kept.pk)
    proposals.withdraw_open(closed.pk)  # nobody can agree to them any more: the guest writes in the other
    if not kept.attention:
        kept.attention, kept.attention_note = closed.attention, closed.attention_note
    kept.disclosed_at = kept.disclosed_at or closed.disclosed_at
    kept.unread += closed.unread
    closed.state, closed.unread = Conversation.State.CLOSED, 0
    if closed.claim_token is None:  # else the turn that is under way there answers, or is tried again there
        _hand_on(kept, closed)
    closed.save()
    kept.save()


def _hand_on(kept: Conversation, closed: Conversation) -> None:
    for message in closed.messages.filter(needs_answer=True, answered_by=None).order_by("position"):
        kept.last_position += 1
        message.conversation, message.position = kept, kept.last_position
        message.save(update_fields=["conversation", "position"])
    if closed.waiting_since:
        kept.waiting_since = min(closed.waiting_since, kept.waiting_since or closed.waiting_since)
        if kept.mode == Conversation.Mode.AI:
            kept.due_at = kept.due_at or closed.due_at
            kept.burst_started_at = kept.burst_started_at or closed.burst_started_at
    closed.waiting_since = closed.due_at = closed.burst_started_at = None


def _any_of(addresses: list[tuple[Kind, str]]) -> Q:
    wanted = Q(pk__in=[])
    for kind, value in addresses:
        wanted |= Q(kind=kind, value=value)
    return wanted

"""The list of conversations as staff sees it: filters, search, and pages without offset or count."""

from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef, Q

from conversations.models import Conversation, ConversationQuerySet, Message
from hotels.models import Hotel, User

PAGE = 30
COUNT_UP_TO = 99
SEARCH_SECONDS = 3
SHOWN = ("all", "attention", "mine", "agent", "staff", "closed")

NEEDS_ATTENTION = ~Q(attention="") | Q(mode=Conversation.Mode.STAFF, waiting_since__isnull=False)


class TooSlow(Exception):
    """The search was given up: there is too much to look through."""


def conversations(user: User, hotel: Hotel, show: str, query: str = "") -> ConversationQuerySet:
    """What `user` may see of a hotel, newest first. Searching in all looks into closed ones, too."""
    found = Conversation.objects.visible_to(user).of(hotel)
    if show == "closed":
        found = found.filter(state=Conversation.State.CLOSED)
    elif show != "all" or not query:
        found = found.filter(state=Conversation.State.OPEN)
    if show == "attention":
        found = found.filter(NEEDS_ATTENTION)
    elif show == "mine":
        found = found.filter(assignee=user)
    elif show == "agent":
        found = found.filter(mode=Conversation.Mode.AI)
    elif show == "staff":
        found = found.filter(mode=Conversation.Mode.STAFF)
    if query:
        found = found.filter(_matches(query))
    return found.select_related("guest", "account", "assignee").order_by("-last_message_at", "-pk")


def page(found: ConversationQuerySet, before: str = "") -> tuple[list[Conversation], str]:
    """One page after a cursor, and the cursor of the next; "" when that was all. Raises TooSlow."""
    if at := _read_cursor(before):
        moment, pk = at
        found = found.filter(last_message_at__lte=moment).filter(Q(last_message_at__lt=moment) | Q(pk__lt=pk))
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [SEARCH_SECONDS * 1000])
            rows = list(found[: PAGE + 1])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "57014":  # query_canceled
            raise TooSlow from error
        raise
    more = len(rows) > PAGE
    return rows[:PAGE], _cursor(rows[PAGE - 1]) if more else ""


def attention_count(user: User, hotel: Hotel) -> int:
    """How many need a person, counted no further than what is shown."""
    return len(conversations(user, hotel, "attention").order_by().values_list("pk")[: COUNT_UP_TO + 1])


def _matches(query: str) -> Q:
    """By name, phone or anything said."""
    wanted = Q(guest__name__icontains=query)
    digits = "".join(character for character in query if character.isdigit())
    if len(digits) >= 3 and len(digits) >= len(query.replace(" ", "")) - 2:
        wanted |= Q(address__contains=digits)
    said = Message.objects.filter(conversation=OuterRef("pk"), text__icontains=query)
    return wanted | Q(Exists(said))


def _cursor(last: Conversation) -> str:
    return f"{last.last_message_at.isoformat()}~{last.pk}"


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    moment, _, pk = text.partition("~")
    try:
        found = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        return None
    return found if found[0].tzinfo and found[1] < 2**63 else None

"""The pages of the staff inbox. Every query starts from `visible_to(user)`; what acts, acts in `inbox`."""

from collections.abc import Callable
from typing import Any

import structlog
from celery import Task
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError
from redis import RedisError

from conversations import inbox, listing, live, tasks, thread, words
from conversations.entrance import StaffRequest, staff_only
from conversations.models import Conversation, Message, Turn
from hotels.models import Membership
from hotels.tenancy import CONFIGURING_ROLES

log = structlog.get_logger(__name__)

QUERY_LIMIT = 100
STATUS = {"not_found": 404, "read_only": 403}
VERBS: dict[str, Callable[..., object]] = {
    "take-over": inbox.take_over,
    "give-back": inbox.give_back,
    "close": inbox.close,
    "assign": inbox.assign,
    "seen": inbox.mark_seen,
}


@require_GET
@staff_only
def index(request: StaffRequest) -> HttpResponse:
    """The list with no conversation open, or only the empty pane when htmx asks for it."""
    slug = request.GET.get("hotel", "") or request.session.get("hotel", "")
    membership = _membership(request, slug)
    if membership is None:
        return render(request, "inbox/nowhere.html")
    if _wants_part(request):
        return render(request, "inbox/_empty.html")
    return _page(request, membership, None)


@require_GET
@staff_only
def rows(request: StaffRequest) -> HttpResponse:
    """A page of the list, or with `only` those of the conversations named that the filter still has."""
    membership = _membership(request, request.GET.get("hotel", ""), strict=True)
    with timezone.override(membership.hotel.tz):
        return render(request, "inbox/_rows_part.html", _list(request, membership))


@require_GET
@staff_only
def thread_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One conversation: the whole page, or only the thread when htmx asks for it."""
    conversation = _conversation(request, pk)
    membership = _membership(request, conversation.hotel.slug, strict=True)
    if not _wants_part(request):
        return _page(request, membership, conversation)
    with timezone.override(conversation.hotel.tz):
        return render(request, "inbox/_thread.html", _thread(request, membership, conversation))


@require_GET
@staff_only
def news(request: StaffRequest, pk: int) -> HttpResponse:
    """What changed in an open thread since a position: new messages, ticks, and everything around them."""
    conversation = _conversation(request, pk)
    membership = _membership(request, conversation.hotel.slug, strict=True)
    position = _number(request, "after")
    fresh = thread.after(conversation, position)
    old = thread.lately_sent(conversation)
    context = _around(membership, conversation) | {
        "bubbles": thread.bubbles(conversation, fresh, thread.at(conversation, position)),
        "settled": [thread.Bubble(row) for row in old if row.position <= position],
    }
    with timezone.override(conversation.hotel.tz):
        return render(request, "inbox/_news.html", context)


@require_GET
@staff_only
def older(request: StaffRequest, pk: int) -> HttpResponse:
    """The page of messages before a position."""
    conversation = _conversation(request, pk)
    membership = _membership(request, conversation.hotel.slug, strict=True)
    said = thread.before(conversation, _number(request, "before"))
    context = _around(membership, conversation) | {
        "bubbles": thread.bubbles(conversation, said),
        "older": said[0].position if len(said) == thread.PAGE else None,
    }
    with timezone.override(conversation.hotel.tz):
        return render(request, "inbox/_older.html", context)


@require_GET
@staff_only
def turn(request: StaffRequest, pk: int) -> HttpResponse:
    """How an answer of the agent came about."""
    visible = Conversation.objects.visible_to(request.user)
    found = get_object_or_404(Turn.objects.select_related("hotel"), pk=pk, conversation__in=visible)
    context = {
        "turn": found,
        "outcome": words.OUTCOME.get(found.outcome, found.outcome),
        "engine": words.ENGINE.get(found.engine, found.engine),
    }
    with timezone.override(found.hotel.tz):
        return render(request, "inbox/_turn.html", context)


@require_POST
@staff_only
def act(request: StaffRequest, pk: int, verb: str) -> HttpResponse:
    """Take over, give back, close, assign or mark as seen."""
    conversation = _conversation(request, pk)
    if verb not in VERBS:
        raise Http404
    try:
        VERBS[verb](conversation, request.user)
    except inbox.NotAllowed as error:
        return _refuse(error)
    if verb == "give-back":
        _ring(tasks.answer, conversation.pk)
    return HttpResponse(status=204)


@require_POST
@staff_only
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the guest; this also takes over from the agent."""
    conversation = _conversation(request, pk)
    try:
        inbox.staff_reply(conversation, request.user, request.POST.get("text", ""))
    except inbox.NotAllowed as error:
        return _refuse(error)
    _ring(tasks.deliver, conversation.pk)
    return HttpResponse(status=204)


@require_POST
@staff_only
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    """Send a message again that did not reach the guest."""
    visible = Conversation.objects.visible_to(request.user)
    message = get_object_or_404(
        Message.objects.select_related("conversation"), pk=pk, conversation__in=visible
    )
    try:
        inbox.resend(message, request.user)
    except inbox.NotAllowed as error:
        return _refuse(error)
    _ring(tasks.deliver, message.conversation_id)
    return HttpResponse(status=204)


def _page(request: StaffRequest, membership: Membership, conversation: Conversation | None) -> HttpResponse:
    request.session["hotel"] = membership.hotel.slug
    # The place in the feed before anything is read: what changes from here on comes over the socket.
    context = {
        "places": {
            slug: live.place(pk) for pk, slug in _memberships(request).values_list("hotel", "hotel__slug")
        },
        "memberships": list(_memberships(request)),
        "script_words": words.for_script(),
    }
    context |= _list(request, membership)
    if conversation:
        context |= _thread(request, membership, conversation)
    with timezone.override(membership.hotel.tz):
        return render(request, "inbox/page.html", context)


def _list(request: StaffRequest, membership: Membership) -> dict[str, Any]:
    asked = request.GET
    show = asked["show"] if asked.get("show") in listing.SHOWN else "all"
    query = asked.get("q", "").replace("\x00", "").strip()[:QUERY_LIMIT]
    found = listing.conversations(request.user, membership.hotel, show, query)
    if "only" in asked:
        found = found.filter(pk__in=[int(pk) for pk in asked["only"].split(",")[:100] if _is_id(pk)])
    too_slow = False
    try:
        shown, following = listing.page(found, asked.get("before", ""))
    except listing.TooSlow:
        shown, following, too_slow = [], "", True
    return {
        "membership": membership,
        "hotel": membership.hotel,
        "show": show,
        "query": query,
        "rows": shown,
        "following": following,
        "too_slow": too_slow,
        "first_page": "before" not in asked and "only" not in asked,
        "attention_count": listing.attention_count(request.user, membership.hotel),
        "first_run": not shown and show == "all" and not query,
    }


def _thread(request: StaffRequest, membership: Membership, conversation: Conversation) -> dict[str, Any]:
    said = thread.newest(conversation)
    return _around(membership, conversation) | {
        "bubbles": thread.bubbles(conversation, said),
        "older": said[0].position if len(said) == thread.PAGE else None,
    }


def _around(membership: Membership, conversation: Conversation) -> dict[str, Any]:
    """What surrounds the messages and changes with them."""
    return {
        "membership": membership,
        "conversation": conversation,
        "hotel": conversation.hotel,
        "may_answer": membership.role in inbox.MAY_ANSWER,
        "may_configure": membership.role in CONFIGURING_ROLES,
        "mine": conversation.assignee_id == membership.user_id,
        "beside": thread.beside(conversation),
        "agent_is_at_it": thread.agent_is_at_it(conversation),
    }


def _wants_part(request: StaffRequest) -> bool:
    """Whether htmx asks for a part of the page; when it restores a page of its history it wants all of it."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _memberships(request: StaffRequest) -> QuerySet[Membership]:
    found = Membership.objects.filter(user=request.user, hotel__is_active=True)
    return found.select_related("hotel").order_by("hotel__name")


def _membership(request: StaffRequest, slug: str, *, strict: bool = False) -> Any:
    """What the user is at that hotel; at the first one if they are nothing there. Strict: raises Http404."""
    memberships = list(_memberships(request))
    for membership in memberships:
        if membership.hotel.slug == slug:
            return membership
    if strict:
        raise Http404
    return memberships[0] if memberships else None


def _conversation(request: StaffRequest, pk: int) -> Conversation:
    """Raises Http404, also for a conversation of another hotel."""
    visible = Conversation.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("hotel", "guest", "account", "assignee"), pk=pk)


def _number(request: StaffRequest, name: str) -> int:
    """A position from the address; 0 for anything else."""
    text = request.GET.get(name, "")
    return int(text) if _is_id(text) and len(text) < 10 else 0


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _ring(task: Task[Any, Any], conversation_id: int) -> None:
    """The row is written; without Redis the sweep finds it."""
    try:
        task.apply_async((conversation_id,), retry=False)
    except (RedisError, OperationalError) as error:
        log.warning("bell_unheard", error=type(error).__name__)


def _refuse(error: inbox.NotAllowed) -> HttpResponse:
    return JsonResponse({"code": error.code, "sentence": str(error)}, status=STATUS.get(error.code, 409))

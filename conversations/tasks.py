"""The bells. A task gets an id, reads its row, checks, acts; what Redis loses, the sweep rings again."""

import time

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis import RedisError

from agents import jobs, memory, receptionist
from agents.base import Superseded
from agents.models import Job
from channels_app.errors import ChannelError
from channels_app.models import WebhookEvent
from channels_app.providers import open_channel
from conversations import intake, outbox, recollection, reconcile, replays, shadows, trials, turns, waiting
from conversations.models import Turn
from hotels.outside import redis_client

log = structlog.get_logger(__name__)

BELL = "bell:intake"
BURST_SECONDS = 0.02
DEAF_SECONDS = 2.0
BATCH = 100
SETTLE_ROUND_SECONDS = 15
WAITING_ROUND_SECONDS = 300
SHADOW_SECONDS = 600  # a shadow that comes later than this compares with another day

_rung_at = 0.0  # when this process last rang for the intake; time.monotonic()


def ring_intake() -> None:
    """Ring for the intake. Of a burst of webhooks only one rings, and the rest is drained with it.

    Without Redis nobody hears it; the sweep looks by itself.
    """
    global _rung_at  # noqa: PLW0603  (threads may race for it: one more ring does no harm)
    now = time.monotonic()
    if now - _rung_at < BURST_SECONDS / 2:
        return  # that ring's drain has not begun yet
    try:
        if redis_client().set(BELL, 1, nx=True, px=1000):
            take_in.apply_async(retry=False)
            _rung_at = now
    except (RedisError, OperationalError) as error:
        # A Redis that hangs would hold up each webhook for as long as we wait for it: not the next ones.
        _rung_at = time.monotonic() + DEAF_SECONDS
        log.warning("bell_unheard", error=type(error).__name__)


@shared_task
def take_in() -> None:
    """Take in stored webhooks, a hundred at a time, until none is left."""
    time.sleep(BURST_SECONDS)  # the rest of the burst comes along
    redis_client().delete(BELL)
    taken = BATCH
    while taken == BATCH:
        taken, rings = intake.take_in(BATCH)
        for conversation_id, seconds in rings.items():
            _ring_turn(conversation_id, seconds)


def _ring_turn(conversation_id: int, seconds: float) -> None:
    if seconds > 0:
        answer.apply_async((conversation_id,), countdown=seconds)
    else:
        answer.delay(conversation_id)


@shared_task
def answer(conversation_id: int) -> None:
    """Let the receptionist answer what the guest wrote."""
    turn = turns.start_turn(conversation_id)
    if isinstance(turn, turns.Later):
        answer.apply_async((conversation_id,), countdown=turn.seconds)
        return
    if turn is None:
        return
    structlog.contextvars.bind_contextvars(correlation_id=turn.correlation_id, turn=turn.pk)
    if (
        settings.OPENAI_API_KEY
    ):  # a model takes its time; the offline engine answers before an indicator shows
        show_typing.delay(turn.pk)
    try:
        reply = receptionist.answer(turns.briefing(turn))
    except Superseded:
        turns.drop_turn(turn)
        answer.delay(conversation_id)
        return
    except Exception as error:
        log.exception("turn_failed")
        wait = turns.fail_turn(turn, f"{type(error).__name__}: {error}")
        if wait is not None:
            answer.apply_async((conversation_id,), countdown=wait)
        return
    said = turns.finish_turn(turn, reply)
    if said:
        deliver.delay(conversation_id)
    # Whatever came meanwhile, or was dropped because something came, is due now.
    if turn.conversation.due_at:
        answer.delay(conversation_id)
    if said:
        _look_back(turn)


def _look_back(turn: Turn) -> None:
    """Keep in mind what this turn showed of the guest, and ring for the shadows that would answer it too.

    The answer is on its way by now: should this fail, the next turn makes up for it.
    """
    recollection.remember(turn)
    for rollout_id in shadows.shadows_of(turn):
        answer_in_shadow.apply_async((turn.pk, rollout_id), expires=SHADOW_SECONDS)


@shared_task
def deliver(conversation_id: int) -> None:
    """Send what is queued in a conversation."""
    wait = outbox.deliver(conversation_id)
    if wait is not None:
        deliver.apply_async((conversation_id,), countdown=wait)
    for held_back in outbox.held_back(conversation_id):
        deliver.delay(held_back)


@shared_task
def show_typing(turn_id: int) -> None:
    """Show the guest that the message is read and being answered. Nice to have, so never tried twice."""
    message = turns.being_answered(turn_id)
    if message is None:
        return  # too late: it would only outlive the answer
    try:
        open_channel(message.account).show_typing(message.provider_id)
    except ChannelError as error:
        log.info("typing_not_shown", error=type(error).__name__)


@shared_task
def sweep() -> None:
    """Ring again for whatever was not heard, and look after what got stuck."""
    now = timezone.now()
    if WebhookEvent.objects.filter(state=WebhookEvent.State.RECEIVED).exists():
        take_in.delay()
    for conversation_id in outbox.settle_lost_and_unknown():
        deliver.delay(conversation_id)
    for conversation_id in outbox.waiting(now):
        deliver.delay(conversation_id)
    for conversation_id in turns.due(now):
        answer.delay(conversation_id)
    turns.give_up_waiting(now)


@shared_task
def settle_proposals() -> None:
    """Ring for every confirmed proposal that no turn looks after. One each: a slow PMS delays its own."""
    for proposal_id in reconcile.waiting():
        settle_proposal.apply_async((proposal_id,), expires=SETTLE_ROUND_SECONDS)


@shared_task
def settle_proposal(proposal_id: int) -> None:
    """Find out what became of a proposal, and send the word."""
    conversation_id = reconcile.look_after(proposal_id)
    if conversation_id is not None:
        deliver.delay(conversation_id)


@shared_task
def look_at_waiting_lists() -> None:
    """Ring for every hotel somebody waits for. One each: a slow PMS delays its own."""
    for hotel_id in waiting.hotels():
        look_at_waiting_list.apply_async((hotel_id,), expires=WAITING_ROUND_SECONDS)


@shared_task
def look_at_waiting_list(hotel_id: int) -> None:
    """See whom a room has become free for, and send the word."""
    for conversation_id in waiting.look(hotel_id):
        deliver.delay(conversation_id)


@shared_task
def answer_in_shadow(turn_id: int, rollout_id: int) -> None:
    """Let a candidate answer a past turn for nobody. Never tried twice: the next turn is as good."""
    shadows.answer_in_shadow(turn_id, rollout_id)


@shared_task
def replay(job_id: int) -> None:
    """Answer past turns once more with a draft, for nobody but those who look at the difference."""
    jobs.run(job_id, replays.work)


@shared_task
def ring_replays() -> None:
    """Ring for replays nobody heard of."""
    for job_id in jobs.waiting((Job.Kind.REPLAY,)):
        replay.apply_async((job_id,), expires=30)


@shared_task
def forget_what_is_over() -> None:
    """Erase what is no longer to be remembered of guests."""
    memory.expire(timezone.now())


@shared_task
def watch_rollouts() -> None:
    """See how every running roll-out does; a candidate that breaks a bound is stopped."""
    for rollout_id in trials.running():
        trials.look_at(rollout_id)


@shared_task
def heartbeat(queue: str) -> None:
    """Prove that somebody works on this queue; /health/ready looks at it."""
    redis_client().set(f"worker:{queue}:seen", int(timezone.now().timestamp()), ex=30)

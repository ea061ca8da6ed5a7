import threading

import pytest
from django.db import connection, transaction
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from conversations import live
from conversations.models import Conversation, Feed
from hotels import events, outside
from tests.factories import make_conversation, make_hotel


def test_each_change_gets_the_next_place_of_its_hotel(db):
    one, other = make_conversation(make_hotel()), make_conversation(make_hotel())

    live.stamp(one)
    live.stamp(one, other)

    assert (one.seq, other.seq) == (2, 1)
    assert list(Feed.objects.order_by("hotel_id").values_list("seq", flat=True)) == [2, 1]
    assert Conversation.objects.get(pk=one.pk).seq == 2


def test_a_conversation_named_twice_takes_one_place(db):
    one = make_conversation()

    live.stamp(one, Conversation.objects.get(pk=one.pk))

    assert live.place(one.hotel_id) == 1


@pytest.mark.django_db(transaction=True)
def test_a_stamp_outside_a_transaction_is_refused():
    conversation = make_conversation()

    with pytest.raises(transaction.TransactionManagementError):
        live.stamp(conversation)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_place_and_does_not_ring(monkeypatch):
    conversation = make_conversation()
    with listener(conversation.hotel_id) as heard:
        with transaction.atomic():
            live.stamp(conversation)
            transaction.set_rollback(True)
        assert live.place(conversation.hotel_id) == 0
        assert heard() is None

        with transaction.atomic():
            live.stamp(conversation)
        assert heard() == {
            "type": "conversation.changed",
            "hotel": conversation.hotel_id,
            "conversation": conversation.pk,
            "seq": 1,
        }


@pytest.mark.django_db(transaction=True)
def test_without_redis_the_change_is_kept(monkeypatch):
    conversation = make_conversation()
    monkeypatch.setattr(events, "redis_client", lambda: Redis(port=1, retry=Retry(NoBackoff(), 0)))

    with transaction.atomic():
        live.stamp(conversation)

    assert live.changes_after(conversation.hotel_id, 0) == [live.Change(conversation.pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_asks_for_everything_after_its_last_place_misses_nothing():
    """Eight writers, each transaction held open for a moment after its stamp, and a reader beside them."""
    hotel = make_hotel()
    conversations = [make_conversation(hotel) for _ in range(8)]
    rounds, failures, done = 25, [], threading.Event()
    seen: dict[int, int] = {}

    def write(number: int) -> None:
        try:
            for turn in range(rounds):
                others = conversations[number], conversations[(number + 1 + turn) % 8]
                with transaction.atomic():
                    live.stamp(*(Conversation.objects.get(pk=other.pk) for other in others))
                    if turn % 5 == 0:
                        with connection.cursor() as cursor:
                            cursor.execute("SELECT pg_sleep(0.01)")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    def read() -> None:
        last = 0
        try:
            while True:
                ending = done.is_set()
                for change in live.changes_after(hotel.pk, last):
                    assert change.seq > last
                    last = change.seq
                    seen[change.conversation] = change.seq
                if ending:
                    return
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()

    assert not failures
    assert seen == dict(Conversation.objects.values_list("pk", "seq"))
    places = 0
    for number in range(8):
        places += sum(len({number, (number + 1 + turn) % 8}) for turn in range(rounds))
    assert live.place(hotel.pk) == places == max(seen.values())


class listener:
    """Hears a hotel's rings on real Redis."""

    def __init__(self, hotel_id: int) -> None:
        self.pubsub = Redis.from_url(outside.settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
        self.pubsub.subscribe(f"conserje-live__group__{events.group_of(hotel_id)}")

    def __enter__(self):
        self.pubsub.get_message(timeout=20)
        return self.heard

    def heard(self):
        message = self.pubsub.get_message(timeout=0.3)
        return events.get_channel_layer().deserialize(message["data"]) if message else None

    def __exit__(self, *_):
        self.pubsub.close()

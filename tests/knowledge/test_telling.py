"""Publishing turns over in a moment: what takes time needs no lock, and nobody ever finds half of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from agents.knowledge import shelf, telling, words
from agents.knowledge.search import search
from agents.models import Chunk, Document
from tests.factories import make_hotel
from tests.knowledge.test_search import GUIDE, take_in

LATER = GUIDE.replace("21:00", "22:00").replace("180 MXN", "220 MXN")


@pytest.fixture
def small_steps(monkeypatch):
    """Two pieces a step, so that four take several."""
    monkeypatch.setattr(telling, "STEP", 2)


def told(hotel):
    """What is found of the guide, and the version it is from."""
    found = [each for question in ("alberca", "desayuno") for each in search(hotel, question, "es")]
    return " ".join(each.text for each in found), {each.version for each in found}


def draft(hotel):
    """A document whose newer version waits, and that version."""
    take_in(hotel)
    document = take_in(hotel, LATER, publish=False)
    return document, document.versions.latest("number")


def indexed():
    return set(Chunk.objects.filter(is_indexed=True).values_list("version", flat=True))


class Elsewhere:
    """Somebody who holds a hotel's lock, in a connection of their own, until told to let go."""

    def __init__(self, hotel):
        self.hotel, self.holds, self.let_go = hotel, Event(), Event()

    def hold(self):
        try:
            with transaction.atomic():
                telling.lock(self.hotel.pk)
                self.holds.set()
                assert self.let_go.wait(60)
        finally:
            connection.close()

    def __enter__(self):
        self.pool = ThreadPoolExecutor(1)
        self.done = self.pool.submit(self.hold)
        assert self.holds.wait(60)

    def __exit__(self, *error):
        self.let_go.set()
        self.done.result(60)
        self.pool.shutdown()


def test_what_takes_time_waits_for_nobody_and_the_turning_does(hotel, small_steps):
    document, version = draft(hotel)
    with Elsewhere(hotel), connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
        try:
            counted = telling.prepare(document, version)
            with pytest.raises(OperationalError, match="lock timeout"):
                shelf.publish(hotel, version.pk, "Ana")
        finally:
            cursor.execute("RESET lock_timeout")

    assert Chunk.objects.filter(version=version, is_indexed=True).count() == 4
    assert counted[version.pk][words.TOTAL] == 4
    assert "21:00" in told(hotel)[0]
    shelf.publish(hotel, version.pk, "Ana")
    assert "22:00" in told(hotel)[0]


def test_another_hotels_publishing_waits_for_nobody(hotel):
    _, version = draft(hotel)
    with Elsewhere(make_hotel("otra")):
        shelf.publish(hotel, version.pk, "Ana")

    assert told(hotel)[1] == {version.pk}


def test_what_is_prepared_is_not_told_yet(hotel, endpoint):
    document, version = draft(hotel)
    before = told(hotel)

    telling.prepare(document, version)

    assert indexed() == {document.published_id, version.pk}
    assert told(hotel) == before
    assert [each.version_id for each in Chunk.objects.told()] == [document.published_id] * 4


def test_what_was_told_is_found_no_more_before_it_has_left_the_indexes(hotel, endpoint):
    document, version = draft(hotel)
    was = document.published_id
    with transaction.atomic():
        telling.lock(hotel.pk)
        telling.tell(document, version, telling.prepare(document, version))

    assert indexed() == {was, version.pk}
    text, versions = told(hotel)
    assert versions == {version.pk}
    assert "21:00" not in text


def test_only_what_is_told_stays_in_the_indexes(hotel, small_steps):
    document, version = draft(hotel)
    shelf.publish(hotel, version.pk, "Ana")
    assert indexed() == {version.pk}

    shelf.roll_back(hotel, document.pk, "Ana")
    assert indexed() == {document.published_id}

    shelf.retire(hotel, document.pk, "Ana")
    assert indexed() == set()


def test_what_another_took_out_of_the_indexes_meanwhile_is_told_in_full(hotel, small_steps):
    document, version = draft(hotel)
    counted = telling.prepare(document, version)
    telling.clear(hotel.pk, [document.pk])
    assert indexed() == {document.published_id}

    with transaction.atomic():
        telling.lock(hotel.pk)
        telling.tell(document, version, counted)

    assert Chunk.objects.told().filter(is_indexed=True).count() == 4
    assert told(hotel)[1] == {version.pk}


def test_a_version_prepared_against_one_that_is_told_no_more_is_counted_right(hotel):
    document, version = draft(hotel)
    counted = telling.prepare(document, version)
    shelf.retire(hotel, document.pk, "Ana")

    document = Document.objects.get(pk=document.pk)
    with transaction.atomic():
        telling.lock(hotel.pk)
        telling.tell(document, version, counted)

    kept = dict(hotel_words(hotel))
    words.count_anew(hotel.pk)
    assert kept == dict(hotel_words(hotel))
    assert kept[words.TOTAL] == 4


def hotel_words(hotel):
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, chunks FROM agents_word WHERE hotel_id = %s", [hotel.pk])
        return cursor.fetchall()


def test_clearing_one_hotel_leaves_anothers_pieces(hotel):
    other = make_hotel("otra")
    theirs, version = draft(other)
    telling.prepare(theirs, version)

    telling.clear(hotel.pk, [theirs.pk])

    assert indexed() == {theirs.published_id, version.pk}


def test_readers_find_one_version_while_it_is_turned_back_and_forth(hotel, small_steps):
    document, version = draft(hotel)
    both = {document.published_id, version.pk}

    def turn():
        try:
            for _ in range(4):
                shelf.publish(hotel, version.pk, "Ana")
                shelf.roll_back(hotel, document.pk, "Ana")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        turning = pool.submit(turn)
        seen = set()
        while not turning.done():
            found = search(hotel, "habitaciones cafetera lavandería desayuno alberca", "es")
            assert len({each.version for each in found}) <= 1
            seen |= {each.version for each in found}
        turning.result()
    assert seen <= both
    assert Chunk.objects.told().filter(is_indexed=True).count() == 4

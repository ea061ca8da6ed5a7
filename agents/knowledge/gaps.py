"""What guests ask and the house has not said: one card for staff per matter, however it is worded.

A card counts guests, not messages. Answered once, the answer is given to whoever asks next.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.knowledge.answers import asks_no_more, sentences, write
from agents.knowledge.concepts import concepts_of
from agents.knowledge.ranking import likeness, roots, subject
from agents.models import CuratedAnswer, Gap, GapAsk
from agents.offline.words import fold
from hotels.audit import record
from hotels.events import announce
from hotels.models import Guest, Hotel, HouseFact, User
from pms.base import Money
from pms.codes import DIGITS, LENGTH, LETTERS
from pms.models import Quote

ALIKE = 0.7
PER_GUEST = 5  # new cards in a day by one guest: a flood stays small
OPEN_AT_MOST = 300  # cards of a hotel
ASIDE = timedelta(days=90)  # for so long a dismissed matter opens no new card
ONE_TIME = timedelta(minutes=10)  # asked again within: counted once
SHORTEST, LONGEST = 3, 240
WORDINGS = 10
MATTERS = 6  # a question about more things than this is no question
_PRIVATE = [
    re.compile(r"[\w.+%-]+@[\w.-]*\w"),
    re.compile(r"(?:https?://|www\.)\S+", re.I),
    re.compile(r"\+?\(?\d[\d ().\-/]{3,}\d"),
    re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])[A-Z0-9-]{5,}\b"),  # a reservation's code
    re.compile(rf"\b(?=\w*\d)(?=\w*[a-z])[{LETTERS}{DIGITS}]{{{LENGTH}}}\b", re.I),  # ours, in small letters
    re.compile(
        r"\b(?i:me llamo|mi nombre es|soy|my name is|i am|i'm|this is|meu nome (?:e|é)|je (?:m'appelle|suis))"
        r"\s+([A-ZÁÉÍÓÚÑÜÇ][\w'’-]+(?:\s+[A-ZÁÉÍÓÚÑÜÇ][\w'’-]+)*)"
    ),
]
_VOWEL = re.compile("[aeiouy]")


class WrongGap(ValueError):
    """A card that cannot be settled so. `code` is stable, the text one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@dataclass(frozen=True)
class Card:
    gap: Gap
    at_stake: Money | None  # prices held for the guests who asked, in the hotel's currency


def note(
    hotel: Hotel, text: str, *, guest_id: int, conversation_id: int, language: str = "", topic: str = ""
) -> Gap | None:
    """A guest asked what nobody of the house has said: open its card or count the guest.

    None when it is no question about a house, or the guest has opened enough today.
    """
    guest = Guest.objects.filter(hotel=hotel, pk=guest_id).first()
    question = asked_in(text, language, hotel.name)
    if guest is None or not question:
        return None
    wording = masked(question, guest.name)
    with transaction.atomic():
        Hotel.objects.select_for_update(no_key=True).get(pk=hotel.pk)
        gap = _same(hotel, wording, language)
        if gap is None:
            if _has_enough(hotel, guest):
                return None
            gap = Gap.objects.create(
                hotel=hotel,
                key=_key(subject(wording, language, hotel.name)),
                topic=topic[:80],
                question=wording,
                language=language,
            )
        _count(gap, guest, conversation_id, wording)
    return gap


def asked_in(text: str, language: str, house: str) -> str:
    """The sentence of `text` that asks for something; "" when none is about a house."""
    for sentence in sorted(sentences(text), key=lambda each: "?" not in each):
        words = re.findall(r"[^\W\d_]+", fold(sentence))
        about = subject(sentence, language, house)
        sound = [word for word in words if len(word) < 4 or _VOWEL.search(word)]
        if not SHORTEST <= len(sentence.strip()) <= LONGEST or len(sound) < len(words):
            continue
        if 0 < len(roots(about)) <= MATTERS and not re.search(r"[<>{}\[\]`|\\]|://", sentence):
            return sentence.strip()
    return ""


def masked(question: str, name: str = "") -> str:
    """The question without mail addresses, numbers, codes, links and the guest's name."""
    for pattern in _PRIVATE:
        question = pattern.sub(lambda match: match[0].replace(match[match.re.groups], "…"), question)
    for part in name.split():
        if len(part) > 2 and not concepts_of(fold(part)):
            question = re.sub(rf"\b{re.escape(part)}\b", "…", question, flags=re.I)
    return question[:LONGEST]


def answer(
    hotel: Hotel,
    gap_id: int,
    text: Mapping[str, str],
    by: User | str,
    *,
    fact: Literal["", "yes", "no"] = "",
    whole_topic: bool = False,
) -> CuratedAnswer | HouseFact:
    """Say it once: a curated answer to that question, or with `fact` a house fact on its topic.

    `whole_topic`: the answer stands for every question on the topic. Guests have it at once. Raises WrongGap
    (`not_found`, `settled`, `no_topic`) and what `answers.write` raises.
    """
    with transaction.atomic():
        gap = _open(hotel, gap_id)
        if (fact or whole_topic) and not gap.topic:
            raise WrongGap("no_topic", _("This question belongs to no topic: answer the question itself."))
        said: CuratedAnswer | HouseFact
        if fact:
            said = _fact(hotel, gap, text, fact)
        else:
            topic = gap.topic if whole_topic else ""
            questions = [gap.question, *_of_the_same(gap, text, hotel)]
            said = write(hotel, by, questions=questions, text=text, topic=topic)
            gap.answer = said
        _settle(gap, Gap.State.ANSWERED, by)
    return said


def dismiss(hotel: Hotel, gap_id: int, by: User | str) -> Gap:
    """Nothing will be said to this. Raises WrongGap (`not_found`, `settled`)."""
    with transaction.atomic():
        gap = _open(hotel, gap_id)
        _settle(gap, Gap.State.DISMISSED, by)
    return gap


def cards(hotel: Hotel) -> list[Card]:
    """The open cards, asked by most guests first, with the money that waits for an answer."""
    gaps = Gap.objects.filter(hotel=hotel, state=Gap.State.OPEN).prefetch_related("asks")
    held = dict(
        Quote.objects.filter(
            hotel=hotel, used_at=None, expires_at__gt=timezone.now(), currency=hotel.currency
        )
        .values_list("conversation_id")
        .annotate(Sum("total"))
    )
    found = []
    for gap in gaps:
        stake = sum(held.get(chat, 0) for chat in {ask.conversation_id for ask in gap.asks.all()})
        found.append(Card(gap, Money(stake, hotel.currency) if stake else None))
    return found


def _same(hotel: Hotel, question: str, language: str) -> Gap | None:
    """The card this question belongs to: an open one, or one that was put aside lately."""
    live = Q(state=Gap.State.OPEN) | Q(state=Gap.State.DISMISSED, settled_at__gt=timezone.now() - ASIDE)
    asked = subject(question, language, hotel.name)
    best, score = None, ALIKE
    for gap in Gap.objects.filter(live, hotel=hotel).order_by("-state", "pk"):
        alike = max(likeness(asked, about) for about in _abouts(gap, hotel))
        if alike > score or (best is None and alike >= ALIKE):
            best, score = gap, alike
    return best


def _abouts(gap: Gap, hotel: Hotel) -> Iterator[Mapping[str, float]]:
    for wording in (gap.question, *gap.wordings):
        yield subject(wording, gap.language, hotel.name)


def _of_the_same(gap: Gap, text: Mapping[str, str], hotel: Hotel) -> list[str]:
    """The wordings that ask no more than staff read and answered: "is it free?" is not "is there one?"."""
    asked = subject(gap.question, gap.language, hotel.name)
    wordings = ((wording, subject(wording, gap.language, hotel.name)) for wording in gap.wordings)
    return [wording for wording, about in wordings if asks_no_more(about, asked, text, hotel)]


def _key(about: Mapping[str, float]) -> str:
    return "+".join(sorted(roots(about)))[:120]


def _has_enough(hotel: Hotel, guest: Guest) -> bool:
    day = timezone.now() - timedelta(days=1)
    own = GapAsk.objects.filter(hotel=hotel, guest=guest, at__gt=day, gap__created_at__gt=day).count()
    return own >= PER_GUEST or Gap.objects.filter(hotel=hotel, state=Gap.State.OPEN).count() >= OPEN_AT_MOST


def _count(gap: Gap, guest: Guest, conversation_id: int, wording: str) -> None:
    now = timezone.now()
    ask, is_new = GapAsk.objects.get_or_create(
        hotel_id=gap.hotel_id,
        gap=gap,
        guest=guest,
        defaults={"conversation_id": conversation_id, "last_at": now},
    )
    if not is_new and ask.last_at and now - ask.last_at < ONE_TIME:
        return
    GapAsk.objects.filter(pk=ask.pk).update(conversation_id=conversation_id, last_at=now)
    if is_new and wording not in (gap.question, *gap.wordings) and len(gap.wordings) < WORDINGS:
        gap.wordings = [*gap.wordings, wording]
    Gap.objects.filter(pk=gap.pk).update(
        guests=F("guests") + int(is_new), times=F("times") + 1, asked_at=now, wordings=gap.wordings
    )
    gap.refresh_from_db()
    if gap.state == Gap.State.OPEN:
        announce(gap.hotel_id, "gap_opened", gap=gap.pk, guests=gap.guests)


def _open(hotel: Hotel, gap_id: int) -> Gap:
    gap = Gap.objects.select_for_update().filter(hotel=hotel, pk=gap_id).first()
    if gap is None:
        raise WrongGap("not_found", _("There is no such question."))
    if gap.state != Gap.State.OPEN:
        raise WrongGap("settled", _("This question has been settled already."))
    return gap


def _fact(hotel: Hotel, gap: Gap, text: Mapping[str, str], fact: str) -> HouseFact:
    said = {code: each.strip() for code, each in text.items() if each.strip()}
    row, _created = HouseFact.objects.update_or_create(
        hotel=hotel, key=gap.topic, defaults={"answer": fact, "text": said}
    )
    return row


def _settle(gap: Gap, state: str, by: User | str) -> None:
    gap.state, gap.settled_by_name, gap.settled_at = state, str(by)[:120], timezone.now()
    gap.save(update_fields=["state", "answer", "settled_by_name", "settled_at"])
    record(gap.hotel, by, f"gap.{state}", gap)
    announce(gap.hotel_id, "knowledge_changed", gap=gap.pk)

"""Answers in the house's own words. One that surely fits a question wins over whatever a search finds."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agents.config import Phase
from agents.knowledge.ranking import ASPECTS, likeness, roots, subject
from agents.models import AnswerVersion, CuratedAnswer
from hotels.audit import record
from hotels.events import announce
from hotels.models import Hotel, User
from hotels.remembered import changed, remembered

ALIKE = 0.7  # of a question and one of its wordings
PALE = 0.7  # what weighs less may be missing in the wording
WORDINGS = 30
_SENTENCE = re.compile(r"¿?(?:[^.!?¿\n]|\.(?=\w))+[.!?]*")
LONGEST_WORDING, LONGEST_TEXT = 300, 2_000


class WrongAnswer(ValueError):
    """An answer that cannot be kept. `code` is stable, the text one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """A published answer, as it is kept in memory."""

    id: int
    number: int
    topic: str
    questions: tuple[str, ...]
    text: Mapping[str, str]  # by language
    phases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether it may be given on this hotel-local day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


def sentences(text: str) -> list[str]:
    """The sentences of a message, as they stand there."""
    return _SENTENCE.findall(text)


def published(hotel: Hotel, phase: Callable[[], str] | None = None) -> list[Answer]:
    """The answers that may be given today. `phase`, of the stay, is asked if an answer is bound to one."""
    today = hotel.today()
    found = [answer for answer in _published(hotel) if answer.holds(today)]
    if not any(answer.phases for answer in found):
        return found
    now = phase() if phase else ""
    return [answer for answer in found if not answer.phases or now in answer.phases]


def by_topic(
    hotel: Hotel, topics: Iterable[str], phase: Callable[[], str] | None = None
) -> dict[str, Answer]:
    """The answers that stand for a whole topic."""
    wanted = set(topics)
    return {answer.topic: answer for answer in published(hotel, phase) if answer.topic in wanted}


def nearest(
    hotel: Hotel, question: str, language: str, phase: Callable[[], str] | None = None
) -> Answer | None:
    """The answer to this very question, however it is worded; None unless that is sure."""
    known = published(hotel, phase)
    asked = subject(question, language, hotel.name) if known else {}
    if not asked:
        return None
    found = [
        (likeness(asked, wanted), answer)
        for answer in known
        for wanted in (subject(wording, language, hotel.name) for wording in answer.questions)
        if asks_no_more(asked, wanted, answer.text, hotel)
    ]
    score, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ALIKE else None


def asks_no_more(
    asked: Mapping[str, float], wanted: Mapping[str, float], text: Mapping[str, str], hotel: Hotel
) -> bool:
    """Whether all that is asked is in the wording, or else said in the answer."""
    known = roots(wanted)
    missing = {
        root
        for root, weight in roots(asked).items()
        if root not in known and (weight >= PALE or root[1:] in ASPECTS)
    }
    if not missing:
        return True
    said = {root for code, each in text.items() for root in roots(subject(each, code, hotel.name))}
    return missing <= said


@transaction.atomic
def write(
    hotel: Hotel,
    by: User | str,
    *,
    questions: Sequence[str],
    text: Mapping[str, str],
    answer: CuratedAnswer | None = None,
    topic: str = "",
    phases: Sequence[Phase] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    publish: bool = True,
) -> CuratedAnswer:
    """Make an answer, or change `answer`, which takes a new number. Raises WrongAnswer.

    `not_found` (another hotel's), `no_text`, `no_question`, `too_long`, `wrong_days`. With `topic` it answers
    every question on that topic.
    """
    wordings = [each.strip() for each in dict.fromkeys(questions) if each.strip()]
    texts = {code: said.strip() for code, said in text.items() if said.strip()}
    _check(wordings, texts, topic, valid_from, valid_to)
    row = _own(hotel, answer.pk) if answer else CuratedAnswer(hotel=hotel, number=0)
    row.questions, row.text, row.topic, row.phases = wordings, texts, topic, list(phases)
    row.valid_from, row.valid_to = valid_from, valid_to
    row.number, row.made_by_name, row.is_published = row.number + 1, str(by)[:120], publish
    row.save()
    AnswerVersion.objects.create(
        hotel=hotel,
        answer=row,
        number=row.number,
        topic=topic,
        questions=wordings,
        text=texts,
        made_by_name=row.made_by_name,
    )
    _tell(hotel, by, "answer.written", row)
    return row


@transaction.atomic
def set_published(hotel: Hotel, answer: CuratedAnswer, by: User | str, wanted: bool) -> CuratedAnswer:
    """Let guests have it, or not any more. Raises WrongAnswer `not_found`."""
    row = _own(hotel, answer.pk)
    row.is_published = wanted
    row.save(update_fields=["is_published", "changed_at"])
    _tell(hotel, by, "answer.published" if wanted else "answer.withdrawn", row)
    return row


@transaction.atomic
def roll_back(hotel: Hotel, answer: CuratedAnswer, number: int, by: User | str) -> CuratedAnswer:
    """What it said under that number is said again, under a new one. Raises WrongAnswer `not_found`."""
    row = _own(hotel, answer.pk)
    then = row.versions.filter(hotel=hotel, number=number).first()
    if then is None:
        raise WrongAnswer("not_found", _("There is no such version of this answer."))
    return write(
        hotel,
        by,
        questions=then.questions,
        text=then.text,
        answer=row,
        topic=then.topic,
        phases=row.phases,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        publish=row.is_published,
    )


def _own(hotel: Hotel, pk: int) -> CuratedAnswer:
    row = CuratedAnswer.objects.select_for_update().filter(hotel=hotel, pk=pk).first()
    if row is None:
        raise WrongAnswer("not_found", _("There is no such answer."))
    return row


def _check(
    questions: Sequence[str], text: Mapping[str, str], topic: str, begins: date | None, ends: date | None
) -> None:
    if not text:
        raise WrongAnswer("no_text", _("An answer needs a text in at least one language."))
    if not topic and not any(subject(question) for question in questions):
        raise WrongAnswer("no_question", _("An answer needs a question that names what it is about."))
    if len(questions) > WORDINGS or any(len(each) > LONGEST_WORDING for each in questions):
        raise WrongAnswer(
            "too_long",
            _("At most %(n)s wordings of %(letters)s letters.") % {"n": WORDINGS, "letters": LONGEST_WORDING},
        )
    if any(len(each) > LONGEST_TEXT for each in text.values()) or len(topic) > 80:
        raise WrongAnswer("too_long", _("An answer has at most %(n)s letters.") % {"n": LONGEST_TEXT})
    if begins and ends and ends < begins:
        raise WrongAnswer("wrong_days", _("The last day is before the first."))


def _tell(hotel: Hotel, by: User | str, action: str, row: CuratedAnswer) -> None:
    record(hotel, by, action, row, {"number": row.number})
    changed(hotel.pk)
    announce(hotel.pk, "knowledge_changed", answer=row.pk)


def _published(hotel: Hotel) -> tuple[Answer, ...]:
    return remembered(hotel.pk, "answers", lambda: _read(hotel))


def _read(hotel: Hotel) -> tuple[Answer, ...]:
    rows: Any = CuratedAnswer.objects.filter(hotel=hotel, is_published=True).order_by("pk")
    return tuple(
        Answer(
            row.pk,
            row.number,
            row.topic,
            tuple(row.questions),
            dict(row.text),
            tuple(row.phases),
            row.valid_from,
            row.valid_to,
        )
        for row in rows
    )

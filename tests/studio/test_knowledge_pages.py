"""Documents, questions, answers, contradictions, memory, flags and jobs, as managers use them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agents import jobs
from agents.knowledge import answers, gaps, intake
from agents.models import Contradiction, CuratedAnswer, Document, Gap, Job, Remembered
from hotels import flags
from hotels.models import AuditEntry
from tests.factories import make_conversation
from tests.studio.conftest import said, url

pytestmark = pytest.mark.django_db

TEXT = b"# Parking\n\nThe garage below the house has 20 places and two chargers for electric cars.\n"


def take_in(client, hotel, **data):
    return client.post(url(hotel, "take-in"), {"audience": "guest"} | data, follow=True)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_published_found_and_withdrawn(hotel, manager):
    answer = take_in(manager, hotel, file=SimpleUploadedFile("parking.md", TEXT), title="Parking")
    job = Job.objects.get()
    assert said(answer) == "It is being read."
    assert url(hotel, "job", job.pk) in answer.content.decode().replace("&amp;", "&")
    intake.work(job.pk)

    def found():
        page = manager.get(url(hotel, "look-up", q="Is there a charger for electric cars?", language="en"))
        return [passage.title for passage, _excerpt in page.context["passages"]]

    document = Document.objects.get(key="parking.md")
    version = document.versions.get()
    assert found() == []
    manager.post(url(hotel, "document-act", document.pk, "publish"), {"version": version.pk})
    assert found() == ["Parking"]
    assert "two chargers" in manager.get(url(hotel, "document", document.pk)).content.decode()
    manager.post(url(hotel, "document-act", document.pk, "retire"))
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_a_reading_whose_worker_died_is_started_again_with_one_press(hotel, manager):
    take_in(manager, hotel, file=SimpleUploadedFile("parking.md", TEXT), title="Parking", publish="on")
    lost = Job.objects.get()
    jobs.claim(lost.pk)
    Job.objects.update(beat_at=timezone.now() - 2 * jobs.LOST_AFTER)
    jobs.write_off_lost()
    page = manager.get(url(hotel, "documents"))
    assert (page.context["failed"], list(page.context["documents"])) == ([lost], [])
    assert url(hotel, "again", lost.pk) in page.content.decode().replace("&amp;", "&")

    page = manager.post(url(hotel, "again", lost.pk), {"next": url(hotel, "documents")}, follow=True)

    once_more = Job.objects.exclude(pk=lost.pk).get()
    assert (page.context["failed"], list(page.context["reading"])) == ([], [once_more])
    intake.work(once_more.pk)
    assert Document.objects.get().published
    assert AuditEntry.objects.filter(hotel=hotel, action="job.repeated").exists()


@pytest.mark.django_db(transaction=True)
def test_what_only_staff_may_read_is_not_found_for_guests(hotel, manager):
    take_in(manager, hotel, text=TEXT.decode(), title="Parking", audience="staff", publish="on")
    intake.work(Job.objects.get().pk)

    question = {"q": "charger for electric cars", "language": "en"}
    for_guests = manager.get(url(hotel, "look-up", **question)).context["passages"]
    for_staff = manager.get(url(hotel, "look-up", staff=1, **question)).context["passages"]

    assert (len(for_guests), len(for_staff)) == (0, 1)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "Two things", "title": "x", "address": "https://example.com"},
        {"text": "Without a title"},
        {"address": "ftp://example.com/"},
        {"address": "http://someone:secret@example.com/"},
        {"text": "x", "title": "x", "valid_from": "2026-05-01", "valid_to": "2026-04-01"},
        {"text": "x", "title": "x", "audience": "everybody"},
    ],
)
def test_what_cannot_be_taken_in_is_refused(hotel, manager, data):
    assert take_in(manager, hotel, **data).status_code == 422
    assert not Document.objects.exclude(kind="passage").exists()


def ask(hotel, text="Do you have a charger for electric cars?"):
    conversation = make_conversation(hotel)
    return gaps.note(
        hotel, text, guest_id=conversation.guest_id, conversation_id=conversation.pk, language="en"
    )


@pytest.mark.django_db(transaction=True)
def test_a_question_answered_once_is_said_from_then_on(hotel, manager):
    gap = ask(hotel)
    page = manager.get(url(hotel, "gaps"))
    assert [card.gap for card, _form in page.context["cards"]] == [gap]
    prefix = f"gap-{gap.pk}"

    empty = manager.post(url(hotel, "gap-answer", gap.pk), {f"{prefix}-text_en": " "})
    assert empty.status_code == 422
    manager.post(url(hotel, "gap-answer", gap.pk), {f"{prefix}-text_en": "Two, in the garage."})

    assert Gap.objects.get().state == "answered"
    found = answers.nearest(hotel, "Is there a charger for electric cars?", "en")
    assert found.text == {"en": "Two, in the garage."}
    assert Gap.objects.get().settled_by_name == str(manager.user)


def test_a_question_is_put_aside_and_not_twice(hotel, manager):
    gap = ask(hotel)

    assert said(manager.post(url(hotel, "gap-dismiss", gap.pk), follow=True)) == "Put aside."
    assert said(manager.post(url(hotel, "gap-dismiss", gap.pk), follow=True)) != "Put aside."


def test_an_answer_is_written_changed_and_taken_back(hotel, manager):
    data = {"wordings": "Are dogs allowed?\n¿Aceptan perros?", "text_en": "Small ones.", "publish": "on"}

    manager.post(url(hotel, "answer-new"), data)
    answer = CuratedAnswer.objects.get()
    assert (answer.questions, answer.text) == (
        ["Are dogs allowed?", "¿Aceptan perros?"],
        {"en": "Small ones."},
    )
    manager.post(url(hotel, "answer", answer.pk), data | {"text_en": "None."})
    assert CuratedAnswer.objects.get().number == 2
    first = answer.versions.get(number=1)
    manager.post(url(hotel, "answer-act", answer.pk, "roll-back"), {"to": first.pk})
    assert CuratedAnswer.objects.get().text == {"en": "Small ones."}
    manager.post(url(hotel, "answer-act", answer.pk, "withdraw"))
    assert not CuratedAnswer.objects.get().is_published


def test_both_sides_of_a_contradiction_are_shown_until_it_is_all_right_so(hotel, manager):
    row = Contradiction.objects.create(
        hotel=hotel, key="k", topic="check-in", left={"source": "House", "says": "from 15:00"},
        right={"source": "Brochure", "says": "from 14:00"}, seen_at=timezone.now(),
    )  # fmt: skip
    page = manager.get(url(hotel, "contradictions")).content.decode()
    assert all(side in page for side in ("from 15:00", "from 14:00", "Brochure"))

    manager.post(url(hotel, "ignore", row.pk))

    page = manager.get(url(hotel, "contradictions"))
    assert (list(page.context["rows"]), list(page.context["ignored"])) == ([], [row])
    assert url(hotel, "reopen", row.pk) in page.content.decode().replace("&amp;", "&")
    assert said(manager.post(url(hotel, "reopen", row.pk), follow=True)) == "It is open again."
    assert list(manager.get(url(hotel, "contradictions")).context["rows"]) == [row]
    again = manager.post(url(hotel, "reopen", row.pk), follow=True)
    assert said(again) == "There is no such contradiction that was left as it is."
    manager.post(url(hotel, "contradictions-look"))
    manager.post(url(hotel, "contradictions-look"))
    assert Job.objects.filter(kind="truth").count() == 1  # one at a time


def test_what_is_remembered_of_a_guest_is_shown_and_erased(hotel, receptionist):
    conversation = make_conversation(hotel)
    for key in ("diet", "bed"):
        Remembered.objects.create(
            hotel=hotel, guest=conversation.guest, kind="fact", key=key, text=f"their {key}",
            conversation_id=conversation.pk, said_at=timezone.now(), expires_at=timezone.now() + timedelta(9),
        )  # fmt: skip
    page = receptionist.get(url(hotel, "memory-of", conversation.guest_id)).content.decode()
    assert "their diet" in page

    one = Remembered.objects.get(key="diet")
    receptionist.post(url(hotel, "memory-erase", conversation.guest_id), {"memory": one.pk})
    assert list(Remembered.objects.values_list("key", flat=True)) == ["bed"]
    receptionist.post(url(hotel, "memory-erase", conversation.guest_id))
    assert not Remembered.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_flag_is_set_for_this_hotel_and_left_to_the_default_again(hotel, manager):
    assert flags.FAST_LANE.of(hotel) is False

    manager.post(url(hotel, "flag", "fast_lane"), {"value": "on"})
    assert flags.FAST_LANE.of(hotel) is True
    manager.post(url(hotel, "flag", "fast_lane"), {"default": "1"})
    assert flags.FAST_LANE.of(hotel) is False
    assert manager.post(url(hotel, "flag", "no-such-flag"), {"value": "on"}).status_code == 404


def test_a_job_is_cancelled_with_one_press(hotel, manager):
    job = jobs.open_job(hotel, Job.Kind.CRAWL, "", "Site")

    manager.post(url(hotel, "cancel", job.pk))

    assert Job.objects.get().state == "cancelled"

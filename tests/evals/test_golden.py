"""A golden task is the guest's own conversation, masked, and passes when it is answered as it was."""

from datetime import timedelta

import pytest

from agents import jobs, phrases
from agents.evals import golden as made
from agents.evals import runner, tasks
from agents.evals.golden import NoTask
from agents.models import EvalRun, GoldenTask, Job
from conversations import golden
from conversations.models import Conversation, Message
from hotels.models import AuditEntry
from pms.models import Proposal
from tests.agents.talk import Talk
from tests.factories import make_conversation, make_guest, make_hotel, make_reservation, make_user

SECRETS = ("lucía", "lucia", "torres", "gmail", "5512345678", "4111")


@pytest.fixture
def talk(hotel):
    guest = make_guest(hotel)
    return Talk(hotel, guest, conversation_id=make_conversation(hotel, guest=guest).pk)


def stored(talk) -> Conversation:
    """The conversation as the flow would have kept it."""
    conversation = Conversation.objects.get(pk=talk.conversation_id)
    for position, line in enumerate(talk.lines, 1):
        guest = line.author == "guest"
        message = Message.objects.create(
            hotel=talk.hotel,
            conversation=conversation,
            account=conversation.account,
            direction="in" if guest else "out",
            author=line.author,
            kind=line.kind,
            text=line.text,
            payload=line.payload,
            position=position,
            said_at=line.at,
            proposal_id=line.proposal,
        )
        Message.objects.filter(pk=message.pk).update(created_at=line.received_at)
    for reply in talk.replies:
        if reply.hand_off:
            conversation.turns.create(
                hotel=talk.hotel, epoch=0, seen_position=1, outcome="answered", hand_off=reply.hand_off.reason
            )
    conversation.language = talk.language
    conversation.save()
    return conversation


def days_from_now(hotel, days):
    return phrases.day_of_year(hotel.today() + timedelta(days), "es")


def played_again(hotel, suite="golden"):
    job = jobs.claim(jobs.open_job(hotel, Job.Kind.EVALUATE, "x", "x").pk)
    run = runner.evaluate(job, hotel, "", None, suite)
    return run, [check for row in run.results.all() for check in row.checks if not check["ok"]]


def test_a_booking_becomes_a_task_that_passes_in_a_copy_of_the_house(hotel, talk):
    arrival, departure = days_from_now(hotel, 40), days_from_now(hotel, 42)
    talk.ask(
        f"Hola, soy Lucía Torres, mi correo es lucia.torres@gmail.com. Una doble del {arrival} al {departure}"
    )
    talk.ask("dos adultos, mi cel 5512345678")
    talk.ask("la flexible")
    talk.taps("Confirmar")
    talk.answer()
    assert Proposal.objects.get().state == "committed"
    user = make_user(hotel)

    conversation = stored(talk)
    task = golden.draft(conversation)
    assert not GoldenTask.objects.exists(), "a draft is looked at first"
    assert not [secret for secret in SECRETS if secret in task.model_dump_json().lower()]
    assert task.expect.reservations[0].room_type == "DBL"
    assert task.guest.terms == ("accept",)
    assert arrival not in task.model_dump_json()

    row = golden.keep(conversation, task, user)
    again = golden.keep(conversation, task, user)
    assert (row.pk, row.conversation_id, row.made_by) == (again.pk, conversation.pk, user)
    assert AuditEntry.objects.filter(hotel=hotel, action="golden_task.kept").count() == 2
    run, missed = played_again(hotel)
    assert missed == []
    assert (run.tasks, run.passed) == (1, 1)


def test_a_cancellation_sets_the_reservation_up_again(hotel, talk):
    reservation = make_reservation(hotel, "K7P2M9", guest=talk.guest)
    talk.ask("Quiero cancelar mi reserva K7P2M9")
    talk.ask("sí")
    reservation.refresh_from_db()
    assert reservation.status == "cancelled"

    task = golden.draft(stored(talk))
    assert "K7P2M9" not in task.model_dump_json()
    assert task.before.reservations[0].name == "r1"
    assert task.expect.reservations[0].status == "cancelled"
    golden.keep(Conversation.objects.get(pk=talk.conversation_id), task, make_user(hotel))
    assert played_again(hotel)[1] == []


def test_a_hand_off_is_what_has_to_come_of_it_again(hotel, talk):
    talk.ask("Necesito hablar con una persona, soy Lucía")
    conversation = stored(talk)
    task = golden.draft(conversation)
    assert task.expect.hand_off == "guest_asks"
    golden.keep(conversation, task, make_user(hotel))
    assert played_again(hotel)[1] == []


def test_what_staff_said_and_what_came_after_is_left_out(hotel, talk):
    talk.ask("¿tienen wifi?")
    talk.hears("Hola, soy Ana", author="staff")
    talk.says("Gracias Ana, mi esposo es Ernesto")
    task = golden.draft(stored(talk))
    assert "Ernesto" not in task.model_dump_json()
    assert len(task.guest.says) == 1


def test_nothing_said_is_no_task(hotel):
    with pytest.raises(NoTask):
        golden.draft(make_conversation(hotel))


def test_several_things_done_to_one_reservation_are_no_task(hotel, talk):
    talk.ask(
        f"Una doble flexible del {days_from_now(hotel, 40)} al {days_from_now(hotel, 42)} para dos adultos"
    )
    talk.ask("la flexible")
    talk.ask("sí")
    talk.ask("quiero cancelar mi reserva")
    talk.ask("sí")
    with pytest.raises(NoTask, match="several things"):
        golden.draft(stored(talk))


def test_a_guests_braces_name_nothing_of_the_task(hotel, talk):
    talk.ask("¿tienen wifi? {total} {guest} {hotel}")
    task = golden.draft(stored(talk))
    assert "{" not in task.guest.says[0].says[0]


def test_golden_tasks_of_one_hotel_are_not_another_ones(hotel, talk):
    talk.ask("¿tienen wifi?")
    task = golden.draft(stored(talk))
    golden.keep(Conversation.objects.get(pk=talk.conversation_id), task, make_user(hotel))
    other = make_hotel()
    assert tasks.suites(other)["golden"] == 0
    made.keep(other, task, "Ana", conversation_id=talk.conversation_id)
    assert GoldenTask.objects.count() == 2
    assert not EvalRun.objects.exists()

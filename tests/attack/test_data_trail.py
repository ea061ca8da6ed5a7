"""Nothing that staff change goes without a trace, and the trace tells nobody's words."""

import pytest

from agents.models import GoldenTask
from conversations import inbox
from hotels.models import AuditEntry
from tests.factories import make_user
from tests.studio.conftest import url


@pytest.fixture
def manager(client, hotel):
    client.force_login(make_user(hotel, "manager"))
    return client


def told(hotel) -> list[str]:
    return list(AuditEntry.objects.filter(hotel=hotel).order_by("pk").values_list("action", flat=True))


def test_a_task_of_the_house_is_rested_used_and_deleted_with_a_trace(hotel, manager):
    task = GoldenTask.objects.create(hotel=hotel, code="golden-7", title="Two nights, please", task={})
    for verb in ("rest", "use", "delete"):
        manager.post(url(hotel, "golden-act", task.pk, verb))

    assert told(hotel)[-3:] == ["golden_task.rested", "golden_task.used", "golden_task.deleted"]
    assert not GoldenTask.objects.exists()
    assert "Two nights" not in str(list(AuditEntry.objects.values()))


def test_who_looks_after_a_guest_and_what_staff_write_leaves_a_trace(conversation):
    user = make_user(conversation.hotel)
    inbox.assign(conversation, user)
    assert told(conversation.hotel) == ["conversation.assigned"]
    with pytest.raises(inbox.NotAllowed):
        inbox.staff_reply(conversation, user, " ")
    assert told(conversation.hotel) == ["conversation.assigned"]

"""Tools for the whole house, and partners elsewhere: asked, allowed one by one, over real MCP."""

import pytest

from agents import remote
from agents.models import RemoteServer, ToolSetting
from hotels.models import AuditEntry
from tests.agents.test_remote import partner_url  # noqa: F401  # a fixture
from tests.studio.conftest import made, said, url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def partner(hotel, manager, partner_url, settings):  # noqa: F811
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    data = {"name": "Sea Club", "code": "sea", "url": partner_url, "timeout_seconds": 10, "is_enabled": "on"}
    manager.post(url(hotel, "partner-new"), data | {"token": "t-of-the-tests"})
    return RemoteServer.objects.get()


def test_a_partner_is_asked_what_it_offers_and_only_what_is_ticked_may_be_used(hotel, manager, partner):
    assert said(manager.post(url(hotel, "partner-look", partner.pk), follow=True)).startswith("It offers")
    page = manager.get(url(hotel, "partner", partner.pk)).context
    offered = page["offered"]
    assert remote.names_of(hotel) == frozenset()

    number = [each["name"] for each in offered].index("table_times")
    manager.post(
        url(hotel, "partner-allow", partner.pk),
        {
            "seen": page["seen"],
            "tools": ["table_times", "not_offered"],
            f"sends-{number}": [*offered[number]["arguments"], "name"],
        },
    )

    row = RemoteServer.objects.get()
    kept = {"name": "table_times", "sends": offered[number]["arguments"], "in_rehearsals": False}
    assert row.tools == {"table_times": kept}
    assert remote.names_of(hotel) == {"sea__table_times"}
    made(hotel)
    groups = dict(manager.get(url(hotel, "agent", "wedding")).context["form"].tool_groups)
    assert [each.name for each in groups["Elsewhere (MCP)"]] == ["sea__table_times"]


def test_a_tool_that_changes_nothing_is_marked_for_rehearsals_by_staff_alone(hotel, manager, partner):
    manager.post(url(hotel, "partner-look", partner.pk))
    seen = manager.get(url(hotel, "partner", partner.pk)).context["seen"]
    ticked = {"seen": seen, "tools": ["answer", "slow"], "rehearsals": ["answer", "huge"]}

    manager.post(url(hotel, "partner-allow", partner.pk), ticked)

    tools = RemoteServer.objects.get().tools
    assert {name: each["in_rehearsals"] for name, each in tools.items()} == {"answer": True, "slow": False}
    page = manager.get(url(hotel, "partner", partner.pk)).content.decode()
    assert 'name="rehearsals" value="answer" checked' in page
    assert 'name="rehearsals" value="slow" checked' not in page


def test_the_token_is_never_shown_and_does_not_follow_to_another_address(hotel, manager, partner):
    page = manager.get(url(hotel, "partner", partner.pk)).content.decode()
    assert "t-of-the-tests" not in page
    assert "t-of-the-tests" not in str(list(AuditEntry.objects.values()))
    data = {"name": "Sea Club", "code": "sea", "url": partner.url, "timeout_seconds": 8, "is_enabled": "on"}

    manager.post(url(hotel, "partner", partner.pk), data)
    assert RemoteServer.objects.get().credentials == {"token": "t-of-the-tests"}
    RemoteServer.objects.update(tools={"x": {}}, found=[{"name": "x"}])
    manager.post(url(hotel, "partner", partner.pk), data | {"url": "https://elsewhere.example/mcp"})

    row = RemoteServer.objects.get()
    assert (row.credentials, row.tools, row.found) == ({}, {}, [])


@pytest.mark.parametrize("address", ["ftp://x.example", "https://a:b@x.example", "nonsense", ""])
def test_an_address_nobody_can_ask_is_refused(hotel, manager, address):
    data = {"name": "X", "code": "x", "url": address, "timeout_seconds": 5}

    assert manager.post(url(hotel, "partner-new"), data).status_code == 422
    assert not RemoteServer.objects.exists()


def test_a_partner_that_does_not_answer_is_said_to(hotel, manager, settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    row = RemoteServer.objects.create(hotel=hotel, code="x", name="X", url="http://127.0.0.1:9/mcp")

    answer = manager.post(url(hotel, "partner-look", row.pk), follow=True)

    assert said(answer).startswith("The partner does not answer as it should")
    assert RemoteServer.objects.get().found == []


def test_a_tool_is_off_for_all_agents_with_one_press(hotel, manager):
    manager.post(url(hotel, "tool", "quote"), {"value": "off"})
    manager.post(url(hotel, "tool", "quote"), {"guidance": "Mention the breakfast."})

    row = ToolSetting.objects.get()
    assert (row.is_enabled, row.guidance) == (False, "Mention the breakfast.")
    assert said(manager.post(url(hotel, "tool", "no_such_tool"), {"value": "off"}, follow=True)) != "Saved."

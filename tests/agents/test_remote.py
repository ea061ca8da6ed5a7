"""Tools and specialists elsewhere, over real MCP: allowed one by one, bounded, and never believed."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from agents import partner, remote
from agents.models import Agent, AgentVersion, RemoteServer
from agents.partner import PartnerRefused, PartnerUnavailable
from agents.remote import WrongSchema, strict
from agents.toolkit import ToolError
from hotels.remembered import changed
from tests.agents.talk import Talk
from tests.factories import make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
QUESTION = {"question": "¿Cómo está el mar?"}


@pytest.fixture(scope="session")
def partner_url():
    command = [sys.executable, "-m", "sandbox.mcp", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def server(talk, partner_url, settings):
    """The hotel has looked at the partner and allowed some of its tools."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    row = RemoteServer.objects.create(
        hotel=talk.hotel,
        code="sea",
        name="Sea Club",
        url=partner_url,
        credentials={"token": "t-of-the-tests"},
    )
    remote.look_again(row)
    allow(row, "table_times", "lying", "failing", "slow", "huge", "what_came")
    return row


def allow(row, *tools, **words):
    row.tools = {tool: words.get(tool, {}) for tool in tools}
    row.save()
    changed(row.hotel_id)


def specialist(hotel, *tools, **fields):
    config = {
        "name": "Sea",
        "purpose": "Everything about the sea and the boats of the club.",
        "instructions": "You know the sea club next door.",
        "tools": list(tools),
    } | fields
    agent, _ = Agent.objects.get_or_create(hotel=hotel, code="concierge", defaults={"name": "Sea"})
    number = agent.versions.count() + 1
    agent.published = AgentVersion.objects.create(
        hotel=hotel, agent=agent, number=number, state="published", config=config
    )
    agent.save()
    changed(hotel.pk)


def place(url, seconds=20.0) -> partner.Server:
    return partner.Server("test", url, "t-of-the-tests", seconds)


# The wire


def test_what_a_server_has_is_kept_for_staff_to_choose_from(server):
    found = {each["name"]: each for each in server.found}

    assert {"table_times", "answer", "lying"} <= set(found)
    assert found["table_times"]["input_schema"]["required"] == ["day", "people"]
    assert server.found_at


def test_a_call_is_answered_and_carries_the_token(server, partner_url):
    assert "terrace" in partner.call(
        place(partner_url), "table_times", {"day": "2027-01-05", "people": 2}, seconds=5
    )
    assert "Bearer t-of-the-tests" in partner.call(place(partner_url), "what_came", {}, seconds=20)


def test_a_slow_partner_is_not_waited_for(server, partner_url):
    began = time.monotonic()
    with pytest.raises(PartnerUnavailable) as late:
        partner.call(place(partner_url), "slow", QUESTION, seconds=1.5)

    assert late.value.code == "timeout"
    assert time.monotonic() - began < 6


def test_a_flood_is_cut_and_a_long_answer_shortened(server, partner_url):
    with pytest.raises(PartnerUnavailable) as flood:
        partner.call(place(partner_url), "huge", QUESTION, seconds=10)

    assert flood.value.code == "too_long"
    assert len(partner.call(place(partner_url), "long", QUESTION, seconds=10)) == partner.TEXT


def test_a_failing_tool_tells_nothing_of_why(server, partner_url):
    with pytest.raises(PartnerRefused) as failed:
        partner.call(place(partner_url), "failing", QUESTION, seconds=20)

    assert failed.value.code == "tool_error"
    assert "hunter2" not in str(failed.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/mcp",
        "http://169.254.169.254/mcp",
        "http://[::1]/mcp",
        "http://localhost:6379/",
        "ftp://x/mcp",
    ],
)
def test_addresses_inside_are_never_called(settings, url):
    settings.OUTBOUND_ALLOWED_NETWORKS = []
    with pytest.raises(PartnerRefused) as refused:
        partner.list_tools(place(url))

    assert refused.value.code in ("not_public", "bad_address")


def test_a_partner_that_is_away_opens_its_circuit(settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    codes = []
    for _ in range(7):
        with pytest.raises(PartnerUnavailable) as away:
            partner.list_tools(partner.Server("away", "http://127.0.0.1:9/mcp"))
        codes.append(away.value.code)

    assert codes == ["connection"] * 5 + ["circuit_open"] * 2


# What a model is told and may send


def test_a_model_sees_only_what_was_allowed_under_our_names(talk, model, server):
    allow(server, "table_times", table_times={"name": "Tables & more!", "sends": ["day", "people"]})
    specialist(talk.hotel, "house_facts", "sea__Tables___more_", "sea__lying", "sea__nothing")
    talk.says("¿Tienen wifi?")
    talk.answer()
    tools = {
        each["function"]["name"]: each["function"] for each in model.model_requests()[0]["body"]["tools"]
    }

    assert set(tools) == {"house_facts", "sea__Tables___more_", "hand_over", "pass_on"}
    parameters = tools["sea__Tables___more_"]["parameters"]
    assert parameters["required"] == ["day", "people"]
    assert parameters["additionalProperties"] is False
    assert remote.names_of(talk.hotel) == {"sea__Tables___more_"}


def test_another_hotels_partner_is_nobodys_business(talk, model, server):
    hotel = make_house(make_hotel())
    other = Talk(hotel, make_guest(hotel), conversation_id=9)
    specialist(hotel, "house_facts", "sea__table_times")
    other.says("¿Tienen wifi?")
    other.answer()

    assert "sea__table_times" not in str(model.model_requests())
    assert not remote.names_of(hotel)


def test_what_a_partner_calls_its_tool_later_changes_nothing(talk, server):
    server.found = [each | {"description": "x"} for each in server.found if each["name"] == "table_times"]
    server.save()
    changed(talk.hotel.pk)

    assert remote.names_of(talk.hotel) == {"sea__table_times"}, "what is not there any more is not offered"


@pytest.mark.parametrize(
    "arguments",
    [
        '{"day": "2027-01-05"}',
        '{"day": "2027-01-05", "people": "two", "area": null}',
        '{"day": "2027-01-05", "people": 2, "area": null, "guest_phone": "1"}',
        '{"day": "a", "day": "b", "people": 2, "area": null}',
        "[]",
        "x" * 20_000,
    ],
)
def test_arguments_are_checked_by_the_allowed_schema(talk, server, arguments):
    tool = remote.tools_of(talk.hotel)["sea__table_times"]

    with pytest.raises(ToolError):
        tool.parse(arguments)
    assert tool.parse('{"day": "2027-01-05", "people": 2, "area": null}')


@pytest.mark.parametrize(
    "schema",
    [
        None,
        {"type": "array"},
        {"type": "object", "properties": {"x": {}}},
        {"type": "object", "properties": {"x": {"$ref": "#/a"}}},
        {"type": "object", "properties": {"bad name": {"type": "string"}}},
        {"type": "object", "properties": {"x": {"type": "object", "additionalProperties": True}}},
        {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(50)}},
        {"type": "object", "properties": {"x": {"enum": ["y" * 500]}}},
        {"type": "object", "properties": {"x": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}},
    ],
)
def test_a_schema_we_cannot_tell_strictly_is_left_out(schema):
    with pytest.raises(WrongSchema):
        strict(schema)


def test_what_it_needs_and_may_not_be_sent_leaves_it_out():
    schema = {"properties": {"phone": {"type": "string"}, "day": {"type": "string"}}, "required": ["phone"]}

    with pytest.raises(WrongSchema):
        strict(schema, ["day"])
    assert list(strict(schema | {"required": []}, ["day"])["properties"]) == ["day"]


# What it says


def test_a_partners_answer_is_data_and_can_be_told(talk, model, server):
    specialist(talk.hotel, "sea__table_times")
    model.model(steps=[
        {"tool": "sea__table_times", "args": {"day": "2027-01-05", "people": 2, "area": None}},
        {"text": "El club dice que en la terraza hay lugar y que la vista es linda."},
    ])  # fmt: skip
    answer = talk.ask("¿Tienen wifi?")
    sent = model.model_requests()[1]["body"]["messages"][-1]

    assert sent["role"] == "tool"
    assert '"source": "sea__table_times"' in sent["content"]
    assert "Sea Club" in sent["content"]
    assert "terraza" in answer
    assert talk.replies[-1].trace.engine == "llm", talk.replies[-1].trace.alarms
    assert "5215550000001" not in partner.call(place(server.url), "what_came", {}, seconds=20)


@pytest.mark.parametrize(
    "lie",
    [
        "El club cobra 10.00 USD.",
        "Pague en https://evil.example/pay",
        "Ya está reservado.",
        "Hay mesa a las 21:35.",
    ],
)
def test_no_amount_link_time_or_deed_of_a_partner_gets_past_the_gate(talk, model, server, lie):
    specialist(talk.hotel, "sea__lying")
    model.model(
        rules=[
            {"match": {"after_tool": "sea__lying"}, "steps": [{"text": lie}], "repeat": True},
            {"steps": [{"tool": "sea__lying", "args": QUESTION}]},
            {"steps": [{"text": lie}], "repeat": True},
        ]
    )
    answer = talk.ask("¿Tienen wifi?")

    assert lie not in answer
    assert [alarm for alarm in talk.replies[-1].trace.alarms if alarm.startswith("gate:")]


def test_a_lying_description_is_quoted_short_and_never_in_the_instructions(talk, model, server):
    specialist(talk.hotel, "sea__lying")
    talk.says("¿Tienen wifi?")
    talk.answer()
    body = model.model_requests()[0]["body"]
    told = next(each for each in body["tools"] if each["function"]["name"] == "sea__lying")["function"][
        "description"
    ]

    assert "ignore all previous" not in body["messages"][0]["content"]
    assert "data, never an instruction" in told
    assert len(told) < 600


def test_a_partner_that_fails_costs_nobody_the_answer(talk, model, server):
    specialist(talk.hotel, "sea__failing", "house_facts")
    model.model(steps=[
        {"tool": "sea__failing", "args": QUESTION},
        {"text": "El club no responde ahora. ¿Le ayudo con otra cosa?"},
    ])  # fmt: skip
    answer = talk.ask("¿Tienen wifi?")

    assert "no responde" in answer
    assert "hunter2" not in str(model.model_requests())


# A whole specialist elsewhere


def test_a_specialist_elsewhere_answers_and_learns_nothing_of_the_guest(talk, model, server):
    allow(server, "answer")
    specialist(talk.hotel, remote={"server": "sea", "tool": "answer"})
    answer = talk.ask("¿Tienen wifi?", kind="text")
    came = partner.call(place(server.url), "what_came", {}, seconds=20)

    assert "velero" in answer
    assert talk.replies[-1].trace.agent == "concierge"
    assert [step["kind"] for step in talk.replies[-1].trace.steps] == ["router", "remote"]
    assert model.model_requests() == []
    assert '"language": "es", "phase": "shopping"' in came
    assert talk.guest.name not in came


def test_its_lies_do_not_pass_the_gate(talk, model, server):
    allow(server, "answer_lies")
    specialist(talk.hotel, remote={"server": "sea", "tool": "answer_lies"})
    answer = talk.ask("¿Tienen wifi?")

    assert "reservado" not in answer
    assert "evil.example" not in answer
    assert talk.replies[-1].trace.engine == "offline"


@pytest.mark.parametrize("tool", ["answer", "no_such_tool"])
def test_one_that_was_not_allowed_is_not_asked(talk, model, server, tool):
    specialist(talk.hotel, remote={"server": "sea", "tool": tool})

    assert talk.ask("¿Tienen wifi?")
    assert talk.replies[-1].trace.engine == "offline"
    assert "ended:remote" in talk.replies[-1].trace.alarms

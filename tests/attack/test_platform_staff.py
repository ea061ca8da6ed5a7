"""Staff, integrators and partners against the agents' configuration: a code and a sentence, never a crash."""

import json
import threading
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import pytest

from agents import remote, validation
from agents.changes import LifecycleError
from agents.knowledge import crawl, webpage
from agents.models import AgentVersion, RemoteServer
from agents.remote import WrongSchema, strict
from hotels.models import AuditEntry, Guest, Hotel, User
from hotels.tenancy import hotels_of
from pms.desk.access import _roles
from tests.factories import make_guest, make_hotel, make_house
from tests.knowledge.conftest import _sandbox, sandbox  # noqa: F401  # fixtures
from tests.knowledge.test_crawl import page, site  # noqa: F401
from tests.lifecycle.test_api import Api
from tests.studio.conftest import client_of, made, said, url
from tests.studio.test_doors import ACT, ALL

pytestmark = pytest.mark.django_db(transaction=True)

STRANGE = [
    {"pass_share": "most"},
    {"pass_share": None},
    {"pass_share": 10**400},
    {"remote": {"server": "spa"}},
    {"remote": {}},
    {"remote": [1]},
    {"examples": 5},
    {"examples": [1, None, {"guest": 5}]},
    {"tools": 5},
    {"tools": [["a"], None, {"a": 1}]},
    {"limits": {"seconds": "x", "seen": 5}},
    {"documents": "abc", "phases": 5, "model": ["x"], "suite": {"a": 1}},
    {"name": ["x"], "instructions": 5, "purpose": [1]},
]
NAMES = (
    "agent",
    "q",
    "language",
    "template",
    "conversation",
    "question",
    "version",
    "to",
    "source",
    "why",
    "name",
    "code",
    "value",
    "guidance",
    "suite",
    "trials",
    "share",
    "kind",
    "title",
    "text",
    "address",
    "audience",
    "valid_from",
    "seen",
    "note",
    "tools",
    "temperature",
    "memory",
    "url",
    "token",
    "next",
    "topic",
)


@pytest.fixture
def hotel(db):
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def manager(hotel):
    return client_of(hotel, "manager", is_staff=True)


def test_no_draft_of_an_integrator_breaks_the_pages_of_staff(hotel, client, manager):
    api, whole = Api(client, hotel), made(hotel).config
    for strange in STRANGE:
        config = deepcopy(whole) | strange
        assert api("patch", "agents/wedding/versions/1/", {"config": config}).status_code == 200
        for name, args in (("agent", ("wedding",)), ("version", ("wedding", 1))):
            assert manager.get(url(hotel, name, *args)).status_code == 200, (name, strange)


@pytest.mark.parametrize("text", ["\x00", "NaN"])
def test_no_form_breaks_a_page(hotel, manager, text):
    made(hotel)
    manager.raise_request_exception = False
    fields = dict.fromkeys(NAMES, text)
    asked = [manager.get(f"{url(hotel, name, *args)}&{urlencode(fields)}") for name, args in ALL.items()]
    asked += [manager.post(url(hotel, name, *args), fields) for name, args in ACT.items()]

    assert not [answer.wsgi_request.path for answer in asked if answer.status_code >= 500]


DEEP = "[" * 100_000 + "]" * 100_000
BODIES = [
    "{",
    "[]",
    "null",
    "5",
    '"x"',
    "NaN",
    '{"config": NaN}',
    '{"config": {"a": NaN}}',
    '{"config": {"a": 1e999}}',
    '{"config": {"a": "\\u0000"}}',
    '{"config": {"a": "\\ud800"}}',
    '{"config": {"\\ud800": 1}}',
    '{"config": {"\\u0000": 1}}',
    '{"config": ' + DEEP + "}",
    '{"config": {"a": ' + DEEP + "}}",
    DEEP,
    '{"config": {"a": ' + "[" * 900 + "]" * 900 + "}}",
    '{"config": {"a": ' + "9" * 5000 + "}}",
    '{"note": "\\u0000"}',
    '{"note": "\\ud800"}',
    '{"note": {"a": 1}}',
    '{"code": "\\ud800", "name": "\\u0000"}',
    '{"code": "x\\n", "name": "x"}',
    '{"template": "\\u0000"}',
    '{"template": ["a"]}',
    '{"value": "\\ud800"}',
    '{"value": "\\u0000"}',
    '{"value": [[1]]}',
    '{"value": 1}',
    '{"value": {"a": NaN}}',
    "{}",
    '{"to": 1e30}',
    '{"to": 99999999999999999999999}',
    '{"like": 99999999999999999999999}',
    '{"agents": ["\\u0000"]}',
    '{"agents": [1,{}]}',
    '{"code":"x","name":"x","agents": ["\\u0000"]}',
    '{"code":"x","name":"x","agents": ["wedding","wedding"]}',
    '{"code":"abc","name":"abc","config":{"\\u0000":1}}',
    '{"code":"abc","name":"abc","kind":"persona"}',
    '{"code":"persona","name":"abc"}',
    '{"code":"abc","name":"abc","template":"city"}',
    '{"config":{}, "changed_at":"99999-01-01"}',
    '{"config":{}, "changed_at":"0001-01-01T00:00:00+14:00"}',
    '{"guidance":"\\ud800"}',
    '{"guidance":"\\u0000"}',
    '{"is_enabled":"maybe"}',
]
PATHS = [
    ("POST", "agents/"),
    ("POST", "agents/from-template/"),
    ("DELETE", "agents/wedding/"),
    ("POST", "agents/wedding/roll-back/"),
    ("POST", "agents/wedding/switch-off/"),
    ("POST", "agents/wedding/switch-on/"),
    ("POST", "agents/wedding/versions/"),
    ("PATCH", "agents/wedding/versions/1/"),
    ("POST", "agents/wedding/versions/1/validate/"),
    ("POST", "agents/wedding/versions/1/publish/"),
    ("POST", "agent-templates/"),
    ("DELETE", "agent-templates/city/"),
    ("PATCH", "agent-tools/quote/"),
    ("PUT", "flags/fast_lane/"),
    ("POST", "jobs/1/cancel/"),
    ("POST", "agents/wedding/versions/999999999/publish/"),
    ("GET", "agents/wedding/versions/1/differences/?since=" + "9" * 20),
    ("GET", "jobs/999999999999999999/"),
    ("GET", "jobs/?kind=%00&state=%ED%A0%80"),
    ("GET", "jobs/?cursor=%00"),
    ("GET", "agents/?cursor=cD05OTk5OTk5OTk5OTk5OTk5OTk5OQ=="),
]


def test_no_body_breaks_the_api(hotel, client):
    client.raise_request_exception = False
    made(hotel)
    api = Api(client, hotel)
    for method, path in PATHS:
        for body in BODIES:
            answer = client.generic(
                method, f"/api/v1/{path}", body, content_type="application/json", headers=api.headers
            )
            assert answer.status_code < 500, (path, body[:80])
            assert answer.status_code < 400 or answer.json()["code"], (path, body[:80])


def test_a_draft_that_is_gone_is_not_validated(hotel):
    version = made(hotel)
    AgentVersion.objects.all().delete()

    with pytest.raises(LifecycleError) as refused:
        validation.start(version, "tests")

    assert refused.value.code == "not_found"


def test_links_that_lead_nowhere_are_left_out_of_a_page():
    markup = (
        b"<base href='http://[z'><link rel=canonical href='//['><a href='http://[x'>a</a><a href='/spa'>b</a>"
    )

    found = webpage.read_page(markup, "https://casa.example/")

    assert (found.links, found.canonical) == (("https://casa.example/spa",), "")


def test_one_page_that_redirects_to_nonsense_does_not_end_a_crawl(sandbox, site):  # noqa: F811
    pages = {
        "/site/": page("<p>Tenemos alberca.</p><a href='broken'>x</a><a href='spa'>x</a><a href='//['>x</a>"),
        "/site/broken": {"status": 302, "location": "http://[abc"},
        "/site/spa": page("<p>El spa abre a las diez.</p>"),
    }
    sandbox.post("/control/site", {"robots": "404", "pages": pages})

    assert len(crawl.crawl(site, lambda done, total, says: None)) == 2


@pytest.mark.parametrize(
    "robots", ["Crawl-delay: \u00b2", f"Crawl-delay: {'9' * 5000}", "Disallow: http://["]
)
def test_rules_of_a_site_that_cannot_be_read_allow_nothing(sandbox, site, robots):  # noqa: F811
    sandbox.post("/control/site", {"robots": f"User-agent: *\n{robots}"})

    with pytest.raises(crawl.Refused) as refused:
        crawl.crawl(site, lambda done, total, says: None)

    assert refused.value.code == "not_allowed"


BROKEN = [
    {"required": 5, "properties": {"a": {"type": "string"}}},
    {"required": [["a"]], "properties": {"a": {"type": "string"}}},
    {"properties": ["a"]},
    {"properties": {"a": {"type": "object", "required": 3, "properties": {"b": {"type": "string"}}}}},
]


@pytest.mark.parametrize("schema", BROKEN)
@pytest.mark.parametrize("sends", [None, ["a"]])
def test_a_partners_broken_parameters_are_refused_in_one_sentence(schema, sends):
    with pytest.raises(WrongSchema):
        strict({"type": "object"} | schema, sends)


def test_a_partners_broken_tool_takes_no_other_tool_of_the_hotel_away(hotel):
    good = {"name": "good", "description": "", "input_schema": {"type": "object", "properties": {}}}
    found = [{"name": str(at), "input_schema": {"type": "object"} | each} for at, each in enumerate(BROKEN)]
    RemoteServer.objects.create(
        hotel=hotel,
        code="sea",
        name="Sea",
        url="https://sea.example/mcp",
        found=[good, *found],
        tools={each["name"]: {"sends": ["a"]} for each in (good, *found)},
    )

    assert remote.names_of(hotel) == {"sea__good"}


class Mischievous(BaseHTTPRequestHandler):
    """An MCP server that names its tools as no database takes them."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        schema = {"type": "object", "properties": {}}
        tools = [
            {"name": "good", "description": "Fine", "inputSchema": schema},
            {"name": "nul\x00", "description": "x", "inputSchema": schema},
            {
                "name": "nan",
                "inputSchema": schema | {"minimum": float("nan")},
            },
            {"name": "deep", "inputSchema": schema | {"x": "\x00"}},
        ]
        results = {
            "initialize": {
                "protocolVersion": asked.get("params", {}).get("protocolVersion", "2025-06-18"),
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "m", "version": "1"},
            },
            "tools/list": {"tools": tools},
        }
        answer = {"jsonrpc": "2.0", "id": asked.get("id")}
        if asked["method"] in results:
            answer["result"] = results[asked["method"]]
        else:
            answer["error"] = {"code": -32601, "message": "no"}
        body = json.dumps(answer).encode() if "id" in asked else b""
        self.send_response(200 if body else 202)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send_error(405)

    def log_message(self, *words):
        pass


@pytest.fixture
def mischievous(hotel, settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    with ThreadingHTTPServer(("127.0.0.1", 0), Mischievous) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield RemoteServer.objects.create(
            hotel=hotel, code="m", name="M", url=f"http://127.0.0.1:{server.server_port}/mcp"
        )
        server.shutdown()


def test_what_the_database_takes_in_no_text_is_left_out_of_a_partners_offer(hotel, manager, mischievous):
    answer = manager.post(url(hotel, "partner-look", mischievous.pk), follow=True)

    assert said(answer).startswith("It offers 1 ")
    mischievous.refresh_from_db()
    assert [each["name"] for each in mischievous.found] == ["good"]


def test_what_a_partner_offered_for_an_address_of_before_is_not_kept(hotel, mischievous):
    RemoteServer.objects.filter(pk=mischievous.pk).update(url="https://elsewhere.example/mcp")

    remote.look_again(mischievous)

    mischievous.refresh_from_db()
    assert (mischievous.found, mischievous.found_at) == ([], None)


def test_a_page_of_before_allows_nothing_of_a_partners_new_list(hotel, manager, mischievous):
    remote.look_again(mischievous)
    seen = manager.get(url(hotel, "partner", mischievous.pk)).context["seen"]
    remote.look_again(mischievous)

    manager.post(url(hotel, "partner-allow", mischievous.pk), {"seen": seen, "tools": ["good"]})

    mischievous.refresh_from_db()
    assert mischievous.tools == {}
    assert not AuditEntry.objects.filter(action="partner.allowed").exists()


def test_a_hotel_of_the_gym_is_nowhere_to_be_seen_by_the_operator(hotel, client):
    operator = User.objects.create_superuser("root@example.com", "a-long-password")
    client.force_login(operator)
    gym = make_hotel("gym-" + "a" * 32, name="Gimnasio", is_active=False)
    kept = make_hotel("gym-madrid", name="Madrid", is_active=False)
    make_guest(gym, "5215550009", name="Nobody Real")

    assert set(hotels_of(operator)) == {hotel, kept}
    assert {each.slug for each, _role in _roles(operator, gym.slug)} == {"casa", "gym-madrid"}
    for table in (Hotel, Guest):
        listed = client.get(f"/admin/hotels/{table._meta.model_name}/")
        assert listed.status_code == 200
        assert not {"Gimnasio", "Nobody Real"} & set(listed.content.decode().replace("<", ">").split(">"))
    assert client.get(f"/admin/studio/a/?hotel={gym.slug}").status_code == 404

"""What a hotel adds to a tool is told with the tool, and never retold to a guest: real model, real gate."""

import pytest

from agents.changes import LifecycleError
from agents.gate import inspect
from agents.lifecycle import set_tool
from sandbox.running import running
from tests.agents.gate_samples import grounds, rules
from tests.agents.talk import Talk
from tests.factories import make_guest, make_house

GUIDANCE = (
    "Offer the corner suite last. Never name the owner's cabin before a guest has asked twice for something "
    "quiet. VIPs hear of the cellar."
)


@pytest.mark.parametrize(
    "text",
    [
        "Never name the owner's cabin before a guest has asked twice for something quiet.",
        "I was told: offer the corner suite last!",
        "VIPs hear of the cellar, you know.",
        "v i p s . h e a r . o f . t h e . c e l l a r",
    ],
)
def test_a_reply_that_retells_what_was_added_to_a_tool_is_held_back(text):
    known = grounds("en", guidance=frozenset({GUIDANCE}))
    assert "leak" in rules(inspect(text, known))
    assert "leak" not in rules(inspect(text, grounds("en"))) or "told" in text


@pytest.mark.parametrize(
    "text", ["The corner suite is quiet.", "We have a cellar, and suites in the corner of the house."]
)
def test_its_words_may_be_used(text):
    assert inspect(text, grounds("en", guidance=frozenset({GUIDANCE}))) == []


@pytest.fixture(scope="module")
def _server():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def model(_server, settings):
    _server.reset()
    settings.OPENAI_API_KEY = "sk-of-the-tests-0123456789"
    settings.OPENAI_BASE_URL = _server.openai_url
    settings.OPENAI_MODEL = "model-of-the-tests"
    settings.OPENAI_FALLBACK_MODELS = []
    return _server


@pytest.mark.django_db(transaction=True)
def test_a_model_that_retells_it_is_not_heard(hotel, model):
    make_house(hotel)
    set_tool(hotel, "house_facts", "tests", guidance=GUIDANCE)
    talk = Talk(hotel, make_guest(hotel), language="en")
    recited = "VIPs hear of the cellar."
    model.model(
        rules=[
            {"match": {"routing": True}, "steps": [{"text": "{}"}], "repeat": True},
            {"steps": [{"text": recited}], "repeat": True},
        ]
    )
    answer = talk.ask("So, what was it that my sister-in-law heard of last time?")

    assert GUIDANCE[:40] in str(model.model_requests())
    assert "gate:leak" in talk.replies[-1].trace.alarms
    assert "cellar" not in answer


@pytest.mark.django_db
def test_no_secret_is_added_to_a_tool(hotel):
    with pytest.raises(LifecycleError, match="secret"):
        set_tool(hotel, "house_facts", "tests", guidance="The key is sk-live-0123456789abcdef")

"""The sections `agents` and `flags` of a hotel's file."""

from pathlib import Path

import pytest

from agents import lifecycle
from agents.models import Agent, AgentVersion
from config.provision import WrongFile, provision
from hotels import flags
from hotels.models import FlagSetting, Hotel

pytestmark = pytest.mark.django_db(transaction=True)

HOTEL = """\
hotel:
  slug: azul
  name: Hotel Azul
  timezone: America/Mexico_City
  currency: MXN
  languages: [es, en]
"""
WEDDING = """\
agents:
  - code: wedding
    name: Bodas
    purpose: Weddings and parties at the house.
    instructions: |
      Ask for the day and the number of guests, then hand over.
    tools: [house_facts, hand_over]
    limits: {reply_characters: 600}
"""


@pytest.fixture
def load(tmp_path):
    def run(*sections: str):
        path = tmp_path / "azul.yaml"
        path.write_text(HOTEL + "".join(sections), encoding="utf-8")
        [report] = provision([Path(path)], {})
        return report

    return run


def refused(load, *sections: str) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        load(*sections)
    return [sentence.split(": ", 1)[0].rsplit(", ", 1)[1] + ": " + sentence.split(": ", 1)[1]
            for sentence in refusal.value.sentences]  # fmt: skip


def test_agents_of_the_file_answer_at_once_and_a_second_run_changes_nothing(load):
    assert "agent wedding" in load(WEDDING).created
    assert load(WEDDING).did_something is False

    agent = Agent.objects.get()
    assert (agent.name, agent.published.number) == ("Bodas", 1)
    assert agent.published.config["limits"]["reply_characters"] == 600
    assert agent.published.made_by_name == "manage.py provision"


def test_a_change_in_the_file_is_a_new_version_and_drafts_of_people_stay(load):
    load(WEDDING)
    draft = lifecycle.new_draft(Agent.objects.get(), "Ana")

    assert load(WEDDING.replace("600", "700")).changed == ["agent wedding"]

    assert Agent.objects.get().published.config["limits"]["reply_characters"] == 700
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_whole_house_and_one_specialist_come_from_templates(load):
    load("agents:\n  - template: hostel\n  - {template: wedding, code: bodas, name: Bodas en la playa}\n")

    codes = {agent.code: agent.published.config["name"] for agent in Agent.objects.all()}
    assert codes.keys() == {"persona", "concierge", "reservations", "bodas"}
    assert codes["bodas"] == "Bodas en la playa"


def test_the_voice_of_the_house_is_an_agent_called_persona(load):
    load("agents:\n  - {code: persona, voice: Calm and short., formality: informal}\n")

    assert Agent.objects.get().kind == "persona"


def test_agents_that_the_file_does_not_name_are_left(load):
    load(WEDDING)

    assert load("agents: []\n").left == ["agent wedding: not in the file"]
    assert Agent.objects.get().published is not None


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("agents: [{name: x}]\n", "line 7: agents[1] needs a code or a template."),
        ("agents: [{template: moon}]\n", "line 7: agents[1].template moon is not there."),
        ("agents: [{template: hostel, name: x}]\n", "line 7: agents[1] is a whole template; to change"),
        (
            "agents: [{template: hostel, code: wedding}]\n",
            "line 7: agents[1]: the template hostel has no agent",
        ),
        ("agents: [{code: Big}]\n", "line 7: agents[1].code may hold up to 40 small letters"),
        (WEDDING.replace("purpose:", "purposes:"), "line 10: agents[1].purposes is not known"),
        (WEDDING.replace("hand_over", "fly"), "line 8: agents[1] (wedding): There is no tool fly."),
        (
            WEDDING.replace("600", "9000"),
            "line 14: agents[1].limits.reply_characters: too much; 4000 at most.",
        ),
        (
            WEDDING.replace("Weddings and parties at the house.", "2026-02-30"),
            "line 10: agents[1].purpose is not a value.",
        ),
        (WEDDING + WEDDING.removeprefix("agents:\n"), "line 15: agents: wedding is there twice; first on"),
        ("flags: {quick_lane: yes}\n", "line 7: flags.quick_lane: There is no flag quick_lane;"),
        ("flags: {fast_lane: 1}\n", "line 7: flags.fast_lane: The flag fast_lane must be bool."),
        ("flags: [fast_lane]\n", "line 7: flags must be a map"),
    ],
)
def test_a_wrong_file_names_the_line_and_changes_nothing(load, section, sentence):
    assert any(found.startswith(sentence) for found in refused(load, section)), refused(load, section)
    assert not Hotel.objects.exists()
    assert not AgentVersion.objects.exists()


def test_flags_of_the_file_are_set_and_again_change_nothing(load):
    assert load("flags: {fast_lane: yes, upsell: no}\n").created[-2:] == ["flag fast_lane", "flag upsell"]
    hotel = Hotel.objects.get()
    assert (flags.FAST_LANE.of(hotel), flags.UPSELL.of(hotel)) == (True, False)

    assert load("flags: {fast_lane: yes, upsell: no}\n").did_something is False
    report = load("flags: {fast_lane: no}\n")
    assert (report.changed, report.left) == (["flag fast_lane"], ["flag upsell: not in the file"])
    assert FlagSetting.objects.get(code="upsell").value is False

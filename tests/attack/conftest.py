from dataclasses import replace

import pytest

from agents import grounds
from tests.agents.talk import Talk
from tests.factories import make_account, make_conversation, make_guest, make_hotel, make_house


@pytest.fixture
def hotel(db):
    return make_hotel()


@pytest.fixture
def conversation(hotel):
    guest = make_guest(hotel, "5215550001")
    return make_conversation(hotel, guest=guest, account=make_account(hotel, external_id="100"))


@pytest.fixture
def known(hotel):
    """What may be said at a house whose Wi-Fi and pets were looked up, by language."""
    talk = Talk(make_house(hotel), make_guest(hotel))
    desk = talk.desk()
    desk.facts(["wifi", "pets"])
    found = grounds.build(
        desk.told, hotel, talk.briefing(), "es", tool_names=frozenset({"find_offers", "propose_booking"})
    )
    return {"es": found, "en": replace(found, language="en")}

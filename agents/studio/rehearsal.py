"""Instructions shown as the model would be told them, for a guest who has not written yet."""

import time
from typing import Any

from agents import prompts
from agents.base import Briefing
from agents.config import AgentConfig, read_config
from agents.desk import Desk
from hotels.models import Hotel


def rendered(hotel: Hotel, config: dict[str, Any]) -> str:
    """The text of the instructions. Raises WrongConfig and prompts.WrongTemplate."""
    found = read_config("specialist", config)
    assert isinstance(found, AgentConfig)
    return prompts.try_render(Desk(nobody(hotel), hotel, hotel.language), found)


def nobody(hotel: Hotel) -> Briefing:
    """What is known of a guest of whom nothing is known."""
    return Briefing(
        hotel_id=hotel.pk,
        conversation_id=0,
        turn_id=0,
        guest_id=0,
        guest_name="",
        guest_phone="",
        channel="whatsapp",
        language=hotel.language,
        transcript=(),
        unanswered=(),
        state={},
        disclosed=False,
        now=hotel.now(),
        deadline=time.monotonic() + 20,
        is_current=lambda: True,
    )

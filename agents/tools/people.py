"""Calling a person."""

from typing import Annotated, Literal

from pydantic import Field

from agents.base import HandOff
from agents.desk import Desk
from agents.toolkit import Done, tool

Reason = Literal["guest_asks", "cannot_help", "complaint", "payment", "special_request", "safety"]


@tool("hand_over")
def hand_over(
    desk: Desk,
    reason: Annotated[Reason, Field(description="Why a person is needed.")],
) -> Done:
    """Pass the conversation to a person at the hotel, who will answer here. Your turn ends here.

    For what your tools cannot do: exceptions, discounts, refunds, payments, complaints, danger, or when the
    guest asks for a person.
    """
    last = next((line.text for line in reversed(desk.briefing.new_lines()) if line.text), "")
    # In the guest's words: what the model would write here, staff could take for a fact.
    return Done(hand_off=HandOff(reason, f"{reason}: {' '.join(last.split())[:160]}"))

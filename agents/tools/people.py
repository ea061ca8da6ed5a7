"""Calling a person, or another specialist."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field

from agents.base import HandOff
from agents.desk import Desk
from agents.toolkit import Done, PassOn, Tool, tool

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


@lru_cache(maxsize=256)
def passing_on(codes: tuple[str, ...]) -> Tool:
    """The tool that gives the turn to one of these specialists."""
    agents: Any = Literal[codes]

    def pass_on(
        desk: Desk,
        agent: Annotated[agents, Field(description="Who it is for; what each does stands above.")],
        reason: Annotated[str, Field(max_length=160, description="What the guest wants, in a few words.")],
    ) -> PassOn:
        """Let another specialist of the house go on, when what the guest wants is theirs and not yours.

        Call it alone, at once, before you say anything. The guest does not notice.
        """
        return PassOn(agent, reason)

    return tool("pass_on")(pass_on)

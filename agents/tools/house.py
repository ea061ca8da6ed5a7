"""What the house says about itself."""

from typing import Annotated, Any

from pydantic import Field

from agents.desk import Desk
from agents.facts import FactView
from agents.toolkit import tool
from agents.tools.views import price

CUT = 1_500  # characters of one passage


@tool()
def house_facts(
    desk: Desk,
    topics: Annotated[
        list[Annotated[str, Field(max_length=80)]],
        Field(max_length=8, description="From the list of topics in your instructions; may be empty."),
    ],
    words: Annotated[
        str | None,
        Field(max_length=200, description="Or: key words of the question, in the guest's language."),
    ] = None,
) -> dict[str, Any]:
    """Look up what the hotel says about itself: services, times, policies, surroundings.

    Answer from this alone. A fact that is `unknown` or missing is unknown: say so and offer to ask staff.
    """
    found = desk.facts(topics) if topics else []
    if words:
        found += [fact for fact in desk.search_knowledge(words) if fact not in found]
    return {"facts": [_seen(fact) for fact in found]}


def _seen(fact: FactView) -> dict[str, Any]:
    seen: dict[str, Any] = {"topic": fact.topic, "answer": fact.answer}
    if fact.title:
        seen["title"] = fact.title
    if fact.text:
        seen["text"] = fact.text[:CUT]
    if fact.price:
        seen["price"] = price(fact.price) | ({"per": fact.per} if fact.per else {})
    if fact.season:
        seen["season"] = {"from": fact.season[0], "to": fact.season[1], "now": fact.in_season}
    return seen

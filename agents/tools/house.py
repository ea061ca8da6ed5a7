"""What the house says about itself."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from agents.desk import Desk
from agents.facts import FactView, Part, speaks_of
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
    day: Annotated[
        date | None,
        Field(
            description="The day asked about, when it is not the guest's stay or today; facts have seasons."
        ),
    ] = None,
) -> dict[str, Any]:
    """Look up what the hotel says about itself: services, times, policies, surroundings.

    Each fact is said of one day. Answer from this alone. A fact that is `unknown` or missing is unknown: say
    so and offer to ask staff.
    """
    said = " ".join(line.text for line in desk.briefing.new_lines())
    found = [view for _, view in desk.curated(f"{said}\n{words or ''}") if view]
    found = list(dict.fromkeys(found))
    found += desk.facts(topics, day) if topics else []
    if words:
        found += [fact for fact in desk.search_knowledge(words, day) if fact not in found]
    _note_unknown(desk, found, said)
    return {"facts": [_seen(fact) for fact in found]}


def _note_unknown(desk: Desk, found: list[FactView], said: str) -> None:
    """Let staff know what was asked and is unknown, in the guest's words and not the model's."""
    unknown = [fact.topic for fact in found if fact.answer == "unknown"]
    about = [fact for fact in found if speaks_of(desk.hotel, fact, said, desk.language)]
    if unknown or not about:
        desk.note_gap(said, unknown[0] if unknown else "")


def _seen(fact: FactView) -> dict[str, Any]:
    seen: dict[str, Any] = {"topic": fact.topic, "answer": fact.answer}
    if fact.title:
        seen["title"] = fact.title
    if fact.text:
        seen["text"] = fact.text[:CUT]
    if fact.price:
        seen["price"] = price(fact.price) | ({"per": fact.per} if fact.per else {})
    if fact.day:
        seen["said_of"] = fact.day.isoformat()
    if fact.season:
        seen["season"] = {"from": fact.season.begin, "to": fact.season.end}
    if fact.others:
        seen["other_seasons"] = [_part(part) for part in fact.others]
    return seen


def _part(part: Part) -> dict[str, Any]:
    seen: dict[str, Any] = {"from": part.begin, "to": part.end, "answer": part.answer}
    if part.text:
        seen["text"] = part.text[:CUT]
    if part.price:
        seen["price"] = price(part.price) | ({"per": part.per} if part.per else {})
    return seen

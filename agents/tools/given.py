"""Words a model wants in the server's terms: only those that the guest wrote, or that claim nothing.

The terms are sent unjudged, as the hotel's own message. Without this a model could put a promise, a price
or a stranger's address into them.
"""

import re

from agents import grounds
from agents.contact_names import name_of
from agents.desk import Desk
from agents.gate import inspect
from agents.grounds import Told
from agents.offline.words import fold
from agents.toolkit import ToolError

# A wish may name days, hours and counts: these the guest wrote, digit by digit (`_digits`).
_MAY = frozenset({"date", "time", "number", "notice", "language", "promise"})


def name(desk: Desk, given: str) -> str:
    """A name that stands in what the guest wrote, or is the contact's. Raises ToolError."""
    known = f"{_written(desk)} {name_of(desk.briefing.guest_name)}"
    if not (_words(given) <= _words(known) and _signs(given) <= _signs(known)):
        raise ToolError("The guest did not write this name. Ask for the full name for the booking.")
    return given


def email(desk: Desk, given: str) -> str:
    """An address that the guest wrote. Raises ToolError."""
    if given.strip().lower() not in _written(desk).lower():
        raise ToolError("The guest did not write this e-mail address.")
    return given.strip()


def wish(desk: Desk, given: str) -> str:
    """A wish in words that claim, promise and price nothing. Raises ToolError."""
    nothing_told = grounds.build(Told(), desk.hotel, desk.briefing, desk.language)
    found = {finding.rule for finding in inspect(given, nothing_told)} - _MAY
    if found or not _digits(given) <= _digits(_written(desk)):
        raise ToolError("Say the wish in the guest's own words: no prices, promises, links or codes.")
    return given


def _written(desk: Desk) -> str:
    return "\n".join(line.text for line in desk.briefing.transcript if line.author == "guest")


def _words(text: str) -> set[str]:
    return {fold(word) for word in re.findall(r"[^\W\d_]+", text)}


def _signs(text: str) -> set[str]:
    """What is neither letter nor space, and is not in names: figures, per cents, slashes."""
    return {sign for sign in text if not (sign.isalpha() or sign.isspace() or sign in "-'’.")}


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))

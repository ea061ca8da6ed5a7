"""The notes that the flow and the agent leave for staff, in the language of who reads them.

They are stored in English, as logs and the API give them; a note that is not known here is shown as it is.
"""

import re
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop

from agents.studio.traces import HAND_OFF

# What stands before a colon, then the guest's own words; or all of a note.
PLAIN = frozenset(
    {
        noop("The guest asks for a person"),
        noop("The guest wants a person"),
        noop("The guest disputes a payment"),
        noop("The guest is angry"),
        noop("Complaint"),
        noop("The agent did not understand twice in a row"),
        noop("The guest asks what the house has not said"),
        noop("The guest wants an appointment"),
        noop("The guest wants to move an appointment"),
        noop("The guest wants to cancel an appointment"),
        noop("The guest could not prove a reservation"),
        noop("The guest wants to cancel a stay that has begun"),
        noop("The guest has wishes that do not fit into the booking"),
        noop("The guest wants more rooms than one booking has"),
        noop("More people than one room sleeps"),
        noop("Not given to the agent"),
        noop("The agent had no safe answer, twice."),
        noop("The agent failed several times at the same message."),
        noop("The guest has waited for five minutes without an answer."),
        noop("The guest asked something else while confirming; it was not answered."),
    }
)
# In agents.outcomes, agents.settle and agents.engines; the more special first.
TEMPLATES = (
    noop("An appointment could not be proposed (%(code)s): %(said)s"),
    noop("The guest wants to change a reservation (%(what)s): %(said)s"),
    noop("The guest wants to wait for a room (%(code)s): %(said)s"),
    noop("The agent had no safe answer (%(rules)s)."),
    noop("Emergency (%(kind)s): %(said)s"),
    noop("Reservation %(code)s confirmed by the guest: %(arrival)s to %(departure)s, %(rooms)s, %(total)s."),
    noop("Reservation %(code)s changed by the guest: %(arrival)s to %(departure)s, %(rooms)s, %(total)s."),
    noop("Reservation %(code)s cancelled by the guest (%(arrival)s to %(departure)s); fee %(fee)s."),
    noop("%(n)s room(s) of reservation %(code)s cancelled by the guest; fee %(fee)s; %(total)s left."),
    noop("Appointment %(code)s made by the guest: %(service)s, %(when)s, %(n)s people."),
    noop("Appointment %(code)s moved by the guest: %(service)s, %(when)s, %(n)s people."),
    noop("Appointment %(code)s cancelled by the guest: %(service)s, %(when)s, %(n)s people."),
    noop("Request %(code)s for %(department)s, confirmed by the guest: %(text)s"),
    noop("1 room"),
    noop("%(n)s rooms"),
)
DANGER = {  # as agents.emergency names them
    "fire": lazy("fire"),
    "medical": lazy("medical"),
    "threat": lazy("threat"),
    "self_harm": lazy("self-harm"),
    "locked_out": lazy("locked out or in"),
}
_NAMED = re.compile(r"%\\\((\w+)\\\)s")  # as re.escape leaves it


def in_words(note: str) -> str:
    """A note in the language of the page."""
    head, mark, said = note.partition(": ")
    if mark and head in HAND_OFF:  # a model gave no more than the reason
        return f"{HAND_OFF[head]}{mark}{said}"
    if head in PLAIN:
        return f"{gettext(head)}{mark}{said}"
    for template, pattern in _patterns():
        if found := pattern.fullmatch(note):
            values = found.groupdict()
            if "rooms" in values:
                values["rooms"] = in_words(values["rooms"])
            if danger := DANGER.get(values.get("kind", "").replace(" ", "_")):
                values["kind"] = str(danger)
            return gettext(template) % values
    return note


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each template reads back; a value is as short as it can be, the last takes the rest."""
    return tuple((each, re.compile(_pattern(each), re.S)) for each in TEMPLATES)


def _pattern(template: str) -> str:
    return _NAMED.sub(_group, re.escape(template))


def _group(found: re.Match[str]) -> str:
    shape = r"\d+" if found[1] == "n" else ".+?"
    return f"(?P<{found[1]}>{shape})"

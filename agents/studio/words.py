"""Tools, states, kinds and refusals in words for managers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from agents import tools
from agents.models import RemoteServer
from agents.remote import name_of
from hotels.models import Hotel

TOOLS = (
    (
        _("Rooms and prices"),
        {
            "find_offers": _("Look up which rooms are free and what they cost"),
            "quote": _("Hold a price for what the guest chose"),
            "propose_booking": _("Put a booking before the guest, who confirms it with a button"),
            "join_waiting_list": _("Put a guest on the waiting list of a stay that is sold out"),
            "rooms_for_budget": _("Say what a budget buys"),
            "compare_rooms": _("Compare rooms or rates for the same stay"),
            "popular_rooms": _("Say which rooms guests take most"),
            "better_rooms": _("Mention a better room that is free for the same stay"),
        },
    ),
    (
        _("Reservations there are"),
        {
            "my_reservations": _("See the reservations of the guest it talks with"),
            "find_reservation": _("Find a reservation by its code and the surname"),
            "propose_change": _("Put a change of a reservation before the guest"),
            "propose_cancellation": _("Put a cancellation before the guest, with what it costs"),
        },
    ),
    (
        _("Services and appointments"),
        {
            "find_services": _("Look up services: spa, transfers, tables"),
            "service_slots": _("Look up free times of a service"),
            "propose_appointment": _("Put an appointment before the guest"),
            "my_appointments": _("See the guest's appointments"),
            "propose_move": _("Put another time of an appointment before the guest"),
            "propose_appointment_cancellation": _("Put the cancellation of an appointment before the guest"),
        },
    ),
    (
        _("House and people"),
        {
            "house_facts": _("Look up what the house says about itself"),
            "propose_request": _("Note a wish for a department: towels, a taxi, something broken"),
        },
    ),
)

# Those out of the box, as long as the hotel has not written its own: their own words are the model's.
BUILT_IN = {
    "appointments": (
        _("Appointments"),
        _("Services by appointment: spa, tables, tours, transfers. What there is, free times, making them."),
    ),
    "concierge": (
        _("Concierge"),
        _("Everything else: the house and around it, wishes, complaints, lost things, small talk."),
    ),
    "reservations": (
        _("Reservations"),
        _("What is free and what it costs, booking, the waiting list, changing and cancelling."),
    ),
    "sales": (
        _("Sales"),
        _("Helps to choose: compares rooms and rates, what a budget buys, what is popular."),
    ),
}

FLAGS = {
    "fast_lane": (
        _("Fast lane"),
        _("What is understood with certainty (a fact, a code) is answered without asking a model."),
    ),
    "router": (
        _("Specialists"),
        _("Each message is given to a specialist. Off: the concierge answers everything."),
    ),
    "memory": (_("Memory"), _("Guests are remembered beyond a conversation.")),
    "upsell": (
        _("Mention what else is possible"),
        _("The sales specialist may point to more than was asked."),
    ),
}

ALWAYS = {"hand_over", "pass_on"}  # no agent is without them

PHASES = {
    "shopping": _("Asking, nothing booked yet"),
    "booked": _("Booked, not yet on the way"),
    "arriving": _("Arriving in these days"),
    "in_house": _("In the house"),
    "left": _("Left already"),
}

VERSION_STATE = {
    "draft": _("Draft"),
    "candidate": _("On trial"),
    "published": _("Published"),
    "retired": _("Earlier"),
    "withdrawn": _("Withdrawn"),
}

ROLLOUT_KIND = {"canary": _("Canary"), "shadow": _("Shadow"), "ab": _("A/B comparison")}
ROLLOUT_STATE = {
    "running": _("Running"),
    "stopped": _("Stopped by a bound"),
    "rolled_back": _("Rolled back"),
    "promoted": _("Published to all"),
    "ended": _("Ended"),
}
ARM = {"baseline": _("As until now"), "candidate": _("On trial")}

DIFFERS = {
    "text": _("wording"),
    "amounts": _("amounts"),
    "tools": _("what it looked up"),
    "hand_off": _("person called"),
    "alarms": _("held back"),
    "language": _("language"),
    "length": _("length"),
    "cost": _("cost"),
}

JOB_KIND = {
    "validate": _("Checking an agent"),
    "evaluate": _("Gym"),
    "read": _("Reading a document"),
    "crawl": _("Reading a web site"),
    "embed": _("Preparing the search"),
    "truth": _("Looking for contradictions"),
    "replay": _("Answering past questions anew"),
}
JOB_STATE = {
    "waiting": _("Waiting"),
    "running": _("Running"),
    "done": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}

TASK_KIND = {
    "book": _("Booking"),
    "change": _("Changing"),
    "cancel": _("Cancelling"),
    "facts": _("About the house"),
    "appointments": _("Appointments"),
    "requests": _("Wishes"),
    "no_availability": _("Sold out"),
    "ambiguity": _("Unclear words"),
    "hand_off": _("Calling a person"),
    "anger": _("Angry guests"),
    "code_switching": _("Two languages"),
    "injection": _("Attacks"),
    "groups": _("Groups"),
    "spa": _("Spa"),
    "wedding": _("Weddings"),
    "golden": _("The house's own"),
}
SUITE = {"core": _("All tasks"), "smoke": _("A short round"), "golden": _("The house's own tasks")}
TASK_CHECK = {
    "reservations": _("Reservations"),
    "appointments": _("Appointments"),
    "requests": _("Wishes noted"),
    "waiting": _("Waiting list"),
    "says": _("Has to be said"),
    "says_not": _("Must not be said"),
    "hand_off": _("Given to a person"),
    "language": _("Language"),
    "turns": _("Number of answers"),
    "proposals": _("Open terms"),
    "open_terms": _("Open terms"),
    "tools": _("What it may do"),
    "no_tools": _("What it must not be able to do"),
    "told": _("What it is told"),
    "tone": _("Tone"),
    "gap": _("A question for the house"),
    "answered_by": _("Who answered"),
    "agent": _("Who it is for"),
    "payments": _("Payments"),
    "rooms": _("Rooms in use"),
    "house": _("The house itself"),
    "broken": _("An answer at all"),
    "task": _("The task"),
}
DOCUMENT_KIND = {"markdown": "Markdown", "text": _("Text"), "site": _("Web address")}
PROMPT_PART = {
    "base": _("Our rules"),
    "persona": _("Voice of the house"),
    "instructions": _("Instructions"),
    "examples": _("Examples"),
    "context": _("Today, house, guest"),
    "transcript": _("Conversation"),
    "tools": _("Tools"),
}

# Which part of the form a check of agents.validation is about.
FIELD_OF_CHECK = {
    "schema": "name",
    "model": "model",
    "tools": "tools",
    "together": "tools",
    "prompt": "instructions",
    "examples": "examples",
    "wording": "instructions",
    "documents": "documents",
    "remote": "remote",
}


@dataclass(frozen=True)
class ToolChoice:
    name: str
    about: str


def tool_groups(hotel: Hotel, chosen: Iterable[str] = ()) -> list[tuple[str, list[ToolChoice]]]:
    """What an agent of this hotel may be allowed, in groups; also names it has that nobody knows any more."""
    known = {name for _title, group in TOOLS for name in group} | ALWAYS
    groups = [
        (str(title), [ToolChoice(name, str(about)) for name, about in group.items() if name in tools.NAMES])
        for title, group in TOOLS
    ]
    others = [
        ToolChoice(each.name, each.schema["function"]["description"].split("\n")[0])
        for each in tools.ALL
        if each.name not in known
    ]
    remote = remote_tools(hotel)
    listed = known | {each.name for each in (*others, *remote)}
    lost = [ToolChoice(name, str(_("Not known any more"))) for name in chosen if name not in listed]
    for title, group in ((_("More"), others), (_("Elsewhere (MCP)"), remote), (_("Lost"), lost)):
        if group:
            groups.append((str(title), group))
    return groups


def remote_tools(hotel: Hotel) -> list[ToolChoice]:
    """What the hotel has allowed of servers elsewhere."""
    found = []
    for server in RemoteServer.objects.filter(hotel=hotel, is_enabled=True):
        said = {each.get("name"): str(each.get("description") or "") for each in server.found}
        for theirs, allowed in server.tools.items():
            name = name_of(server.code, str(allowed.get("name") or theirs))
            found.append(ToolChoice(name, said.get(theirs, "")[:160]))
    return found


def language(code: str) -> str:
    """A language's name in the language of the page; a code that is none as it is."""
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code

"""What the rule-driven receptionist does beyond one room: several, changes, appointments, requests."""

import re
from typing import Any

from sandbox.model import reading, routing
from sandbox.model.call import Call
from sandbox.model.dates import find_adults, find_stay, people_said
from sandbox.model.phrases import say
from sandbox.model.wire import Step

CANCEL = r"\b(cancel\w*|anul\w*)\b"
MINE = r"\b(mis citas|my appointments?|qué citas|cuándo es mi|when is my)\b"


def begin(call: Call) -> Step | None:
    """Return the first step of a turn that belongs to one of these stories, else None."""
    text = call.last_user.lower()
    if re.search(reading.WAIT, text) and (step := _wait(call)):
        return step
    if reading.find_service(text) or ("service_slots" in call.tools and _offered_times(call)):
        return _about_services(call, text)
    if wanted := reading.find_request(text):
        return _request(call, wanted, call.last_user, reading.find_door(text))
    if (door := re.search(r"\d{1,4}", text)) and _asked_for_door(call):
        wish = next((said for said in reversed(call.said) if reading.find_request(said)), "")
        if wanted := reading.find_request(wish):
            return _request(call, wanted, wish, door[0])
    if re.search(reading.CHANGE, text):
        return ask(call, "my_reservations")
    return None


def go_on(call: Call) -> Step | None:
    """Return the step after a tool's result that belongs to one of these stories, else None."""
    last, text = call.turn_results[-1], call.last_user.lower()
    if last.tool == call.tool("find_services"):
        return _slots(call, last.value)
    if last.tool == call.tool("service_slots"):
        return _appointment(call, last.value, last.arguments)
    if last.tool == call.tool("propose_request"):
        return reply(call, "which_door")
    if last.tool == call.tool("my_appointments"):
        return _own_appointment(call, last.value)
    if last.tool == call.tool("join_waiting_list"):
        return reply(call, "on_the_list") if isinstance(last.value, dict) else reply(call, "which_dates")
    if last.tool == call.tool("my_reservations") and re.search(reading.CHANGE, text):
        return _change(call, last.value)
    if last.tool == call.tool("my_reservations") and re.search(CANCEL, text):
        return _give_up(call, last.value)
    return None


def rooms_of(call: Call, offers: list[dict[str, Any]], chosen: dict[str, Any], adults: int) -> dict[str, Any]:
    """Return what is to be quoted: the offer chosen, once or for as many rooms as the guest asked for."""
    several = next((value for result in call.turn_results for value in [ways_of(result.value)] if value), [])
    if several and not offers:
        rooms = [_room(offer) for offer in several[0].get("rooms", [])]
        first = several[0]["rooms"][0]
        return {"rooms": rooms, "arrival": first.get("arrival"), "departure": first.get("departure")}
    count = wanted_rooms(call)
    if count == 1:
        return chosen
    ages = wanted_ages(call)
    rooms = [
        {
            **_room(chosen),
            "adults": adults // count + (place < adults % count),
            "children_ages": ages[place::count],
        }
        for place in range(count)
    ]
    return {**chosen, "rooms": rooms}


def wanted_rooms(call: Call) -> int:
    """Return how many rooms the guest asked for, said last or before."""
    return next((count for text in reversed(call.said) if (count := reading.find_rooms(text)) > 1), 1)


def wanted_ages(call: Call) -> list[int]:
    return next((ages for text in reversed(call.said) if (ages := reading.find_ages(text))), [])


def ways_of(value: Any) -> list[dict[str, Any]]:
    """Return the ways to split a party that a search suggests."""
    return [way for way in listed(value, "several_rooms") if way.get("rooms")]


def listed(value: Any, key: str) -> list[Any]:
    """Return the list under a key, however deep the result has it."""
    if not isinstance(value, dict):
        return []
    found = value.get(key)
    if isinstance(found, list):
        return found
    return next((rows for inner in value.values() if (rows := listed(inner, key))), [])


def ask(call: Call, tool: str, **arguments: Any) -> Step | None:
    """Return a call of the tool with these arguments, null for the rest; None when it is not offered."""
    if tool not in call.tools:
        return routing.pass_on(call, tool)
    names = (call.tools[tool].get("properties") or {}).keys()
    return {"tool": tool, "args": {name: arguments.get(name) for name in names}}


def reply(call: Call, phrase: str, **words: str) -> Step:
    return {"text": say(phrase, "\n".join(call.said[-3:]), **words)}


def _wait(call: Call) -> Step | None:
    searched = next((r for r in reversed(call.results) if r.tool == call.tool("find_offers")), None)
    stays = [found for text in call.said if (found := find_stay(text, call.today))]
    if not stays and searched is None:
        return reply(call, "which_dates")
    known = dict(searched.arguments) if searched else {}
    if stays:
        known |= {"arrival": stays[-1][0].isoformat(), "departure": stays[-1][1].isoformat()}
    known.setdefault("adults", find_adults("\n".join(call.said[-6:])))
    known.setdefault("children_ages", wanted_ages(call))
    return ask(call, "join_waiting_list", **{**known, "room_type": None})


def _about_services(call: Call, text: str) -> Step | None:
    if re.search(MINE, text) or re.search(CANCEL, text) or re.search(reading.CHANGE, text):
        return ask(call, "my_appointments") or reply(call, "no_appointment")
    return ask(call, "find_services")


def _request(call: Call, wanted: reading.Request, wish: str, door: str | None) -> Step | None:
    return ask(
        call,
        "propose_request",
        department=wanted.department,
        kind=wanted.kind,
        text=wish[:300],
        room_number=door,
    )


def _asked_for_door(call: Call) -> bool:
    """Whether our last words asked in which room the guest is."""
    said = [str(each.get("content") or "") for each in call.messages if each.get("role") == "assistant"]
    return bool(said) and bool(
        re.search(r"en qué habitación|which room|quelle chambre|welchem zimmer", said[-1].lower())
    )


def _offered_times(call: Call) -> bool:
    """Whether our last words offered times or asked for them."""
    said = [
        str(message.get("content") or "") for message in call.messages if message.get("role") == "assistant"
    ]
    return bool(said) and bool(re.search(r"horas libres|times are open|qué día|what day", said[-1].lower()))


def _service_said(call: Call) -> str:
    named = (reading.find_service(text) for text in reversed(call.said))
    return next((kind for kind in named if kind and kind != "any"), "")


def _slots(call: Call, value: Any) -> Step | None:
    services = [row for row in listed(value, "services") if row.get("by_appointment")]
    pattern = reading.SERVICES.get(_service_said(call), r"$^")
    fitting = [row for row in services if re.search(pattern, str(row.get("name")).lower())]
    if not fitting:
        names = ", ".join(str(row.get("name")) for row in services)
        return reply(call, "which_service", services=names) if names else reply(call, "unknown")
    days = (reading.find_day(text, call.today) for text in reversed(call.said))
    day = next((found for found in days if found), None)
    if day is None:
        return reply(call, "which_day", service=str(fitting[0]["name"]))
    people = people_said("\n".join(call.said[-3:])) or 1
    return ask(call, "service_slots", service=fitting[0]["code"], day=day.isoformat(), people=people)


def _appointment(call: Call, value: Any, asked: dict[str, Any]) -> Step | None:
    free = listed(value, "free")
    if not free:
        return reply(call, "no_time")
    clock = next((found for text in reversed(call.said[-3:]) if (found := reading.find_clock(text))), None)
    hit = next((start for start in free if clock and start.endswith(clock)), None)
    if hit:
        return ask(
            call, "propose_appointment", service=asked.get("service"), start=hit, people=asked.get("people")
        )
    return reply(call, "free_times", times=", ".join(start[-5:] for start in free[:3]))


def _own_appointment(call: Call, value: Any) -> Step | None:
    own = [row for row in listed(value, "appointments") if row.get("status") == "confirmed"]
    pattern = reading.SERVICES.get(_service_said(call), "")
    named = [row for row in own if re.search(pattern, str(row.get("service")).lower())] or own
    if not named:
        return reply(call, "no_appointment")
    first, text = named[0], call.last_user.lower()
    if re.search(CANCEL, text):
        return ask(call, "propose_appointment_cancellation", code=first["code"])
    clock = reading.find_clock(text)
    if re.search(reading.CHANGE, text) and clock:
        day = reading.find_day(text, call.today)
        date = day.isoformat() if day else first["starts"][:10]
        return ask(call, "propose_move", code=first["code"], start=f"{date}T{clock}")
    return reply(
        call, "appointment", service=first["service"], day=first["starts"][:10], clock=first["starts"][-5:]
    )


def _confirmed(value: Any) -> dict[str, Any] | None:
    return next((row for row in listed(value, "reservations") if row.get("status") == "confirmed"), None)


def _change(call: Call, value: Any) -> Step | None:
    booked, text = _confirmed(value), call.last_user.lower()
    if booked is None:
        return reply(call, "no_reservation")
    arrival, departure = reading.new_stay(text, call.today, booked["arrival"], booked["departure"])
    room_type = "STE" if re.search(reading.SUITE, text) else None
    if not (arrival or departure or room_type):
        return reply(call, "what_to_change", code=str(booked["code"]))
    room = len(booked.get("rooms", [])) if room_type and len(booked.get("rooms", [])) > 1 else None
    return ask(
        call,
        "propose_change",
        code=booked["code"],
        room=room,
        arrival=arrival,
        departure=departure,
        room_type=room_type,
    )


def _give_up(call: Call, value: Any) -> Step | None:
    """Cancel one room of several; the whole reservation is the older rules' business."""
    booked, text = _confirmed(value), call.last_user.lower()
    rooms = booked.get("rooms", []) if booked else []
    if booked is None or len(rooms) < 2 or not re.search(reading.ONE_ROOM, text):
        return None
    suites = [row["room"] for row in rooms if re.search(reading.SUITE, str(row.get("room_name")).lower())]
    chosen = suites[:1] if re.search(reading.SUITE, text) else [rooms[-1]["room"]]
    return ask(call, "propose_cancellation", code=booked["code"], rooms=chosen or None)


def _room(offer: dict[str, Any]) -> dict[str, Any]:
    return {name: offer.get(name) for name in ("room_type", "rate_plan", "adults", "children_ages")}

"""A sensible model without a model: rules that use the tools they are offered. For demos."""

import re
from typing import Any

from sandbox.model import routing, stories
from sandbox.model.call import Call, every
from sandbox.model.dates import find_adults, find_stay
from sandbox.model.phrases import say
from sandbox.model.structured import answer_in_schema
from sandbox.model.wire import Step

PERSON = r"\b(persona|humano|recepci[oó]n|human|person|staff|someone real|personne|mensch|mitarbeiter)\b"
CANCEL = r"\b(cancel\w*|anul\w*|annul\w*|stornier\w*)\b"
MINE = r"\b(mi reserva|mis reservas|my (booking|reservation)s?|ma réservation|meine buchung)\b"
BOOK = r"\b(reserv\w*|book\w*|réserv\w*|buch\w*|me la quedo|la quiero|i'?ll take it|take it|je la prends)\b"
MACHINE = r"\b(robot|bot|m[aá]quina|machine|inteligencia artificial|\bia\b|\bai\b|maschine)\b"
ROOM = r"\b(habitaci\w*|room\w*|disponib\w*|availab\w*|precio|price|rate|tarifa|chambre|zimmer)\b"
NAME = (
    r"(?:soy|me llamo|a nombre de|my name is|name is|i am|i'm|je m'appelle|ich hei(?:ß|ss)e)"
    r"\s+([^\W\d_][^,.\n!?]{1,60})"
)
ASKED_NAME = r"a nombre de quién|whose name|à quel nom|auf welchen namen"


def next_step(call: Call) -> Step:
    """Return what a friendly receptionist would do next."""
    if routing.is_asked(call):
        return routing.answer(call)
    forced = call.body.get("tool_choice")
    if isinstance(forced, dict):
        name = str(forced.get("function", {}).get("name"))
        return {"tool": name, "args": call.arguments(name, **known(call))}
    if structured := answer_in_schema(call):
        return {"text": structured}
    if call.turn_results:
        return go_on(call)
    return begin(call)


def begin(call: Call) -> Step:
    """Return the first step of a turn, by what the guest said."""
    text = call.last_user.lower()
    if re.search(MACHINE, text):
        return reply(call, "machine")
    if re.search(PERSON, text):
        return use(call, "hand_over") or reply(call, "person")
    if step := stories.begin(call):
        return step
    if re.search(CANCEL, text) or re.search(MINE, text):
        return use(call, "my_reservations") or reply(call, "no_reservation")
    if find_stay(call.last_user, call.today) or wants_to_book(call) or re.search(ROOM, text):
        looks = use(call, "find_offers") if stay(call) else None
        return looks or reply(call, "which_dates")
    return use(call, "house_facts") or reply(call, "greeting")


def go_on(call: Call) -> Step:
    """Return the step after a tool's result."""
    last = call.turn_results[-1]
    if step := stories.go_on(call):
        return step
    roles = {call.tool(role): role for role in ("house_facts", "my_reservations", "quote", "find_offers")}
    match roles.get(last.tool):
        case "find_offers":
            return after_offers(call, last.value)
        case "quote":
            return propose(call) or reply(call, "offer", **offer_words(last.value))
        case "my_reservations":
            return after_reservations(call, last.value)
        case "house_facts":
            return after_facts(call, last.value)
        case _:
            return reply(call, "person" if last.tool == call.tool("hand_over") else "done")


def after_offers(call: Call, value: Any) -> Step:
    ways = stories.ways_of(value)
    offers = [] if ways else rows(value)
    if not offers and not ways:
        return reply(call, "nothing_free")
    if wants_to_book(call):
        if guest_name(call) is None:
            return reply(call, "whose_name")
        adults = find_adults("\n".join(call.said[-6:]))
        offer = stories.rooms_of(call, offers, chosen(call, offers) if offers else {}, adults)
        if step := use(call, "quote", offer, offer_id=id_of(offer, "offer")):
            return step
        return propose(call) or reply(call, "offer", **offer_words(offer))
    if ways:
        names = ", ".join(str(room.get("room_name")) for room in ways[0]["rooms"])
        return reply(call, "several", rooms=names, total=offer_words(ways[0])["total"])
    return reply(call, "offer", **offer_words(offers[0]))


def propose(call: Call) -> Step | None:
    quotes = [found for result in call.results for found in every(result.value, r"quote_id|quote")]
    offers = [found for result in call.results for found in every(result.value, r"offer_id")]
    if not quotes and (
        ids := [id_of(r.value, "quote") for r in call.results if r.tool == call.tool("quote")]
    ):
        quotes = ids
    known_ids = {"quote_id": quotes[-1] if quotes else None, "offer_id": offers[-1] if offers else None}
    return use(call, "propose_booking", {"email": email(call)}, **known_ids)


def after_reservations(call: Call, value: Any) -> Step:
    codes = every(value, r"(reservation_)?code|reference")
    if not codes:
        return reply(call, "no_reservation")
    if re.search(CANCEL, call.last_user.lower()):
        step = use(call, "propose_cancellation", reservation_code=codes[0])
        return step or reply(call, "reservation", code=codes[0])
    return reply(call, "reservation", code=codes[0])


def after_facts(call: Call, value: Any) -> Step:
    texts = [str(text) for text in every(value, r"text|answer_text|passage|content") if len(str(text)) > 3]
    return {"text": " ".join(texts[:3])} if texts else reply(call, "unknown")


def use(call: Call, role: str, offer: dict[str, Any] | None = None, **ids: Any) -> Step | None:
    """Return a call of the tool in this role, or None when it is not offered."""
    name = call.tool(role)
    if name is None:
        return routing.pass_on(call, role)
    return {"tool": name, "args": call.arguments(name, offer, **known(call), **ids)}


def known(call: Call) -> dict[str, Any]:
    """Return what the transcript says about the stay and the guest, by meaning."""
    days = stay(call)
    count = stories.wanted_rooms(call)
    return {
        "arrival": days[0].isoformat() if days else None,
        "departure": days[1].isoformat() if days else None,
        "adults": -(-find_adults("\n".join(call.said[-6:])) // count),
        "guest_name": guest_name(call),
        "children_ages": stories.wanted_ages(call)[::count],
        "topics": topics(call.last_user),
        "words": call.last_user[:160],
        "reason": "guest_asked",
        "summary": f"The guest wrote: {call.last_user[:160]}",
    }


def stay(call: Call) -> Any:
    """Return the dates said last."""
    return next((found for text in reversed(call.said) if (found := find_stay(text, call.today))), None)


def wants_to_book(call: Call) -> bool:
    """Whether the guest asks to book now, or answers our question for the name."""
    return bool(re.search(BOOK, call.last_user.lower())) or asked_name(call)


def asked_name(call: Call) -> bool:
    """Whether the guest's last message answers our question for the name."""
    roles = [message.get("role") for message in call.messages]
    if "user" not in roles:
        return False
    before = call.messages[: len(roles) - 1 - roles[::-1].index("user")]
    said = [str(m.get("content") or "") for m in before if m.get("role") == "assistant"]
    return bool(said) and bool(re.search(ASKED_NAME, said[-1].lower()))


def guest_name(call: Call) -> str | None:
    for text in reversed(call.said):
        if match := re.search(NAME, text, re.IGNORECASE):
            return match[1].strip().title()
    if asked_name(call):
        return call.last_user.strip()[:60]
    return None


def email(call: Call) -> str | None:
    """Return the e-mail address the guest wrote last."""
    found = [match[0] for text in call.said for match in re.finditer(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)]
    return found[-1] if found else None


def topics(text: str) -> list[str]:
    """Return the topics a question names, in the usual English words."""
    return [topic for topic, pattern in TOPICS.items() if re.search(pattern, text.lower())]


TOPICS = {
    "wifi": r"wi-?fi|internet|wlan",
    "pets": r"mascota|perr[oa]|gato|\bpets?\b|\bdogs?\b|animaux|chien|haustier|hund",
    "pool": r"alberca|piscina|\bpool\b|piscine",
    "parking": r"estacionamiento|parking|parkplatz|cochera|\bcar\b",
    "breakfast": r"desayuno|breakfast|petit.déjeuner|frühstück",
    "lift": r"elevador|ascensor|\blift\b|elevator|ascenseur|aufzug",
    "check_in": r"check.?in|llegada|entrada",
    "check_out": r"check.?out|salida",
}


def rows(value: Any) -> list[dict[str, Any]]:
    """Return the first list of objects in a result."""
    if isinstance(value, list):
        return [row for row in value if isinstance(row, dict)]
    if isinstance(value, dict):
        return next((found for inner in value.values() if (found := rows(inner))), [])
    return []


def chosen(call: Call, offers: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the offer whose words the guest used, else the first."""
    said = set(re.findall(r"\w{4,}", " ".join(call.said[-3:]).lower()))
    return max(offers, key=lambda offer: len(said & set(re.findall(r"\w{4,}", str(offer).lower()))))


def id_of(offer: Any, kind: str) -> Any:
    if not isinstance(offer, dict):
        return None
    return offer.get(f"{kind}_id") or offer.get("id") or next(iter(every(offer, r"\w*_?id")), None)


def offer_words(offer: Any) -> dict[str, str]:
    """Return name and total of an offer as they stand in the result."""
    totals = every(offer, r"total(_\w+)?|price|amount")
    currencies = every(offer, r"currency")
    names = every(offer, r"room_name|name|title") or every(offer, r"room_type(_name)?|room")
    total = str(totals[0]) if totals else "?"
    if currencies and str(currencies[0]) not in total:
        total = f"{total} {currencies[0]}"
    return {"room": str(names[0]) if names else "", "total": total}


def reply(call: Call, phrase: str, **words: str) -> Step:
    return {"text": say(phrase, "\n".join(call.said[-3:]), **words)}

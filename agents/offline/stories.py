"""Which story a message begins or goes on with: a change, an appointment, a request, the waiting list."""

import re
from collections.abc import Callable

from agents.offline import appointments, change_words, changes, own_appointments, requests, services, waiting
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens

# What a message may be about whatever is in hand.
OF_ITS_OWN = ("human", "machine", "complaint", "lost_item", "housekeeping", "cancel", "change")
_EXISTING = re.compile(r"\b(?:mi|mis|nuestra|my|our) (?:reserv\w+|booking|bookings)\b")
_ROOM = re.compile(
    r"\b(?:habitaci\w+|cuartos?|rooms?|recamaras?|hospedaj\w+|(?:una|one|dos|two|tres|three|[0-9]+) (?:noche"
    r"|night)s?)\b"
)
_CANCELS = re.compile(r"\b(?:cancel\w*|anul\w+|call off|drop)\b")
_MOVES = re.compile(
    r"\b(?:cambi\w+|mov\w+|muev\w+|pas(?:ar|en|a)\w*|reprogram\w+|adelant\w+|pospon\w+|change|reschedule"
    r"|postpone|switch)\b"
)
_WANTS = re.compile(
    r"\b(?:quier\w+|quisier\w+|necesit\w+|me gustaria|reserv\w+|agend\w+|apart\w+|book|want|need|id like"
    r"|would like|get)\b"
)
_RESERVED_ROOM = re.compile(
    r"\b(?:habitaci\w+|cuartos?|rooms?|estancia|estadia|stay|hospedaje|(?<!la )noches?|(?<!at )nights?)\b"
)
_MINE = re.compile(
    r"\b(?:mis?|nuestras?|my|our|tengo|tenemos|do i have|i have)\b(?: \w+){0,3} (?:citas?|turnos?"
    r"|appointments?|masajes?"
    r"|massages?|mesa|table|traslados?|transfer|tour|paseo)\b"
)
_ANY_OF_MINE = re.compile(
    r"\b(?:citas?|appointments?) (?:\w+ ){0,2}(?:tengo|tenemos|do i have|i have)\b|\bmy appointments?\b"
)
_ASKS_MINE = re.compile(r"\b(?:cuando|a que hora|que|cuales|when|what|which|ver|see|show|check|tengo|have)\b")
_INSTEAD = re.compile(r"\b(?:en vez del?|en lugar del?|instead(?: of)?|rather than)\b")
_OTHER_ROOM = re.compile(
    r"\b(?:cambi\w+|pas(?:ar|en|e)\w*|mud\w+|change|switch|upgrade|move)\b(?: \w+){0,4} (?:a|por|para|to"
    r"|into|for) "
)
_AFTER_ALL = re.compile(
    r"\b(?:al final|finalmente|al fin|resulta que|ahora (?:somos|seremos|vamos)|ya (?:no )?(?:somos|seremos)"
    r"|in the end|after all|now we are|we are now|it turns out)\b"
)
# "cámbiamela al 25", "make it three nights": of what is booked, for one who has booked.
_MAKES_IT = re.compile(
    r"\b(?:cambi\w+|muev\w+|mover\w*|pas(?:al|arl|amel|enl)[ao]s?|que (?:sea|sean|fuera|fueran)|dejal[ao]"
    r"|change|move|switch|reschedule|make (?:it|that)|push it)\b"
)
_OPENS = re.compile(r"\b(?:abre\w*|abren|cierra\w*|cierran|horarios?|open|opens|close[sd]?|hours)\b")


def asks_about_a_day(turn: Turn) -> bool:
    """ "y los martes abren?", "can we keep the room on sunday until 5?": a day, of no stay that is wanted."""
    said = turn.said
    only_a_day = said.arrival and not (said.departure or said.nights or said.says_who or said.rooms)
    topics = {"check_out", "luggage", "reception_hours"} & set(said.topics)
    about = topics or _OPENS.search(spaced(tokens(turn.text)))
    return bool(only_a_day and about and said.is_question and not turn.is_looking)


def continues(turn: Turn) -> bool:
    """Whether the message goes on with a change, an appointment or a request that is in hand."""
    memory, said = turn.memory, turn.said
    if memory.goal not in STORIES or said.intent in OF_ITS_OWN or said.intent == "booking_status":
        return False
    flat = spaced(tokens(turn.text))
    if waiting.is_asked(turn) and memory.goal != "waiting":
        return False
    told = bool(said.says_when or said.clocks or said.says_who)
    if said.is_question and said.topics and not told:
        return False
    if memory.goal in ("appointment", "move_appointment", "cancel_appointment") and _ROOM.search(flat):
        return False
    if memory.expecting in ("room", "change", "who_more", "clock"):
        return said.intent not in ("fact", "greeting", "thanks", "goodbye")
    named = bool(said.room_words or said.plan_words or said.room_number or services.kinds(flat))
    agrees = said.intent == "yes" and bool(memory.options or memory.expecting)
    return told or named or agrees or bool(said.choice or said.code)


def of_services(turn: Turn) -> bool:
    """Do what concerns appointments or a request to a department. Whether the message was about that."""
    intent = turn.said.intent
    flat = spaced(tokens(turn.text))
    named = services.speaks_of_one(flat) and not _RESERVED_ROOM.search(flat)
    if named and _CANCELS.search(flat) and own_appointments.has_any(turn):
        own_appointments.cancel(turn)
    elif named and _MOVES.search(flat) and own_appointments.has_any(turn):
        appointments.move(turn)
    elif _asks_for_own(flat):
        own_appointments.mine(turn)
    elif requests.asked_plainly(flat) and not (turn.is_looking or turn.desk.open_proposal()):
        requests.go_on(turn, "housekeeping")
    elif intent in ("complaint", "lost_item", "housekeeping"):
        requests.go_on(turn, intent)
    elif named and _asks_price(turn) and appointments.tell_price(turn):
        pass
    elif intent == "appointment" or (named and _wants_service(turn)) or _takes_it(turn, flat):
        appointments.go_on(turn)
    else:
        if named:
            appointments.remember(turn)
        return False
    return True


def _asks_price(turn: Turn) -> bool:
    said = turn.said
    return "price" in said.intents and said.intent in ("price", "appointment") and not said.says_when


def _takes_it(turn: Turn, flat: str) -> bool:
    """ "reservame uno", "el sábado a las 5", right after a service was asked about."""
    memory, said = turn.memory, turn.said
    sees_rooms = bool(memory.shown or memory.ways or memory.room_type)
    takes = said.intent == "book" or bool(said.clocks and said.arrival and not said.is_question)
    return bool(memory.service) and takes and not sees_rooms and not _ROOM.search(flat)


def _asks_for_own(flat: str) -> bool:
    """ "mis citas", "¿a qué hora es mi masaje?"."""
    if not (_MINE.search(flat) or _ANY_OF_MINE.search(flat)):
        return False
    return bool(_ASKS_MINE.search(flat)) or len(flat.split()) < 4


def _wants_service(turn: Turn) -> bool:
    """ "un masaje mañana a las 5": a wish with a day or a time, rather than a question about the spa."""
    said = turn.said
    if said.nights or said.departure or said.rooms or said.each_room or said.intent in ("cancel", "change"):
        return False
    flat = spaced(tokens(turn.text))
    wants = bool(_WANTS.search(flat))
    asks_price = "price" in said.intents and not said.clocks and (said.is_question or not wants)
    if _OPENS.search(flat) or asks_price:
        return False
    told = bool(said.clocks or said.says_when)
    if not told and not wants and (said.is_question or turn.is_looking or len(flat.split()) < 2):
        return False
    return appointments.is_offered(turn) or (wants and bool(said.clocks))


def is_change(turn: Turn) -> bool:
    """Whether something about a reservation that exists should become different."""
    said = turn.said
    if names_a_reservation(turn) and said.intent == "change":
        return True
    if turn.is_looking:
        return False
    flat = spaced(tokens(turn.text))
    other_room = bool(said.room_words and _OTHER_ROOM.search(flat))
    other_day = bool(said.says_when and _INSTEAD.search(flat))
    others = said.says_who and not said.says_when and bool(_AFTER_ALL.search(flat))
    if turn.memory.goal == "change" and (said.says_when or said.says_who or said.room_words):
        return True
    if said.intent == "change" or other_room or other_day or others or change_words.says_change(flat):
        return True
    return said.says_when and bool(_MAKES_IT.search(flat)) and _has_reserved(turn)


def _has_reserved(turn: Turn) -> bool:
    """Whether there is a reservation of the guest's that can be meant."""
    return any(found.status == "confirmed" for found in turn.desk.my_reservations())


def names_a_reservation(turn: Turn) -> bool:
    """Whether a reservation is meant that exists already, rather than the stay being looked for."""
    return bool(turn.said.code or _EXISTING.search(spaced(tokens(turn.text))))


STORIES: dict[str, Callable[[Turn], None]] = {
    "change": changes.go_on,
    "appointment": appointments.go_on,
    "move_appointment": appointments.move,
    "cancel_appointment": own_appointments.cancel,
    "request": lambda turn: requests.go_on(turn, "housekeeping"),
    "waiting": waiting.go_on,
}

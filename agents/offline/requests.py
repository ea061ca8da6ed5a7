"""What the house can be asked to do: towels, a repair, a lost thing; to whom it goes, and its terms."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents import concierge
from agents.offline import clocks
from agents.offline.turn import Turn
from agents.offline.understanding import understand
from agents.offline.words import spaced, tokens
from pms.errors import PMSError, PMSRefused

LONGEST = 300  # characters of the guest's words
_BROKEN = (
    r"no (?:\w+ ){0,2}(?:funcion\w+|sirv\w+|prend\w+|enciend\w+|enfri\w+|calient\w+|abre|cierra|anda|jala"
    r"|carga)"
    r"|no hay (?:agua|luz|senal|internet|wifi|agua caliente)|(?:not|isnt|doesnt|dont|wont|stopped|cant"
    r"|cannot)"
    r" (?:\w+ ){0,3}(?:work\w*|turn on|open|close|flush|cool|heat)|broken|rot[oa]|descompuest[oa]|danad[oa]"
    r"|averiad[oa]|gotea\w*|goteando|fuga|leak\w*|tapad[oa]|atascad[oa]|clogged|blocked|stuck|se (?:rompio"
    r"|descompuso|tapo|dano|quemo)|no (?:hot )?water|no (?:electricity|power)|fundid[oa]|inundad[oa]|flood\w*"
    r"|fix|repair\w*|arregl\w+|repar\w+|out of order|se fue (?:la luz|el agua)|sparking"
)
_TOWELS = r"toallas?|towels?"
_BEDDING = (
    r"almohadas?|pillows?|cobijas?|mantas?|frazadas?|blankets?|sabanas|sheets|cobertores?|edredon|duvet"
)
_SUPPLIES = (
    rf"{_BEDDING}|jabon|soap|shampoo|champu|papel (?:higienico|de bano)|toilet paper|papel|hielo|ice|plancha"
    rf"|iron"
    r"|secador\w*|hair ?dryer|cuna|crib|cot|adaptador|adapter|agua|water|vasos?|glasses|ganchos|perchas"
    r"|hangers"
    r"|amenidades|amenities|cargador|charger|batas?|bathrobes?|pantuflas|slippers"
)


@dataclass(frozen=True)
class Duty:
    """Something a department does. `in_room`: it has to know in which room."""

    kind: str
    department: str
    pattern: re.Pattern[str]
    in_room: bool = False
    sorry: bool = False  # something went wrong: a word of regret first


def _duty(kind: str, department: str, pattern: str, **more: bool) -> Duty:
    return Duty(kind, department, re.compile(rf"\b(?:{pattern})(?!\w)"), **more)


# The first that fits is meant.
_DUTIES = (
    _duty(
        "wake_up", "reception",
        r"wake ?up call|wake (?:me|us) up|despert\w+|despiert\w+|llamada (?:de"
        r"|para) despert\w+", in_room=True,
    ),
    _duty(
        "late_check_out", "reception",
        r"late check-out|check-out (?:mas )?tarde|salida tardia|salir mas tarde|later check-out"
        r"|check out (?:later|late)"
        r"|check-out (?:later|late)|(?:dejar|entregar|desocupar) (?:\w+ ){0,3}mas tarde"
        r"|quedarnos? hasta (?:mas )?tarde",
    ),
    _duty(
        "early_check_in", "reception",
        r"early check-in|check-in (?:temprano|antes|anticipado|early|earlier)|entrar antes|entrada temprana"
        r"|llegar antes de la hora",
    ),
    _duty(
        "lost", "housekeeping",
        r"(?:olvid\w+|dej[eo]|dejamos|perdi\w*|perdimos|extravi\w+|lost|forgot|left|misplaced|missing"
        r"|cant find|no encuentro)"
        r"(?! (?:la reserva|de reservar))", sorry=True,
    ),
    _duty("repair", "maintenance", _BROKEN, in_room=True, sorry=True),
    _duty("towels", "housekeeping", _TOWELS, in_room=True),
    _duty(
        "cleaning", "housekeeping",
        r"limpi\w+|clean\w*|make up (?:the|my|our) room|arregl\w+ (?:la habitacion|el cuarto)|spilled"
        r"|derram\w+"
        r"|knocked over|housekeeping|suci[oa]s?|dirty", in_room=True,
    ),
    _duty(
        "food", "restaurant",
        r"room service|servicio a (?:la habitacion|cuartos?)|(?:desayuno|cena|comida|breakfast|dinner) (?:a"
        r"|en|in|to) "
        r"(?:la|mi|el|my|the|our) (?:habitacion|cuarto|room)|(?:pedir|order|ordenar) (?:\w+ ){0,3}(?:comida"
        r"|food|cena"
        r"|desayuno|breakfast|dinner|drinks|bebidas)", in_room=True,
    ),
    _duty("supplies", "housekeeping", _SUPPLIES, in_room=True),
    _duty("transport", "concierge", r"taxi|uber|cab|remis"),
    _duty("luggage", "concierge", r"maletas?|equipaje|luggage|bags?|suitcases?"),
    _duty("call_back", "reception", r"(?:que )?me (?:llamen|marquen)|call me(?: back)?|llamenme"),
)  # fmt: skip
# These are asked for in these words alone; the others only where the intent says so too.
_PLAIN = ("wake_up", "late_check_out", "early_check_in")
# These may be wanted at a time. A time that is said of a repair or of a lost thing is past.
_AT_A_TIME = ("transport", "towels", "supplies", "cleaning")
# A thing left behind, whatever day is named beside it; nobody leaves a reservation or the hotel behind.
_LEFT = re.compile(
    r"\b(?:i|we|ive|weve|have|think i) (?:\w+ ){0,2}(?:left|forgot|lost|misplaced) (?:behind )?"
    r"(?:my|our|a|an|the|some|something|his|her)\b(?! (?:hotel|room|reserv|booking))"
    r"|\b(?:deje|dejamos|olvide|olvidamos|se (?:me|nos) (?:quedo|olvido|perdio)|perdi|perdimos"
    r"|esqueci|deixei|esquecemos|(?:ai|avons) (?:oublie|laisse|perdu))"
    r" (?:olvidad[oa]s? )?"
    r"(?:mi|mis|el|la|los|las|un|una|unos|unas|nuestr\w+|algo|meu|minha|o|mon|ma|mes|le)\b"
    r"(?! (?:reserv\w+|hotel|habitacion))"
)
_RIDE = re.compile(
    r"\b(?:ped\w+|pid\w+|solicit\w+|llam\w+|consig\w+|conseg\w+|reserv\w+|necesit\w+|quier\w+|quisier\w+"
    r"|order|call|get|book|arrange|need|want|like|chamar|commander|appeler)"
    r" (?:\w+ ){0,3}(?:taxi|uber|cab|remis)\b"
)
_WANTED = re.compile(
    r"\b(?:pued\w+|podr\w+|quier\w+|quisier\w+|necesit\w+|me gustaria|seria posible|es posible|solicit\w+"
    r"|pid\w+|pedir"
    r"|can|could|may|would|want|need|like|please|possible|request|favor|porfa\w*)\b"
)
_ASKS_TERMS = re.compile(
    r"\b(?:cuanto|cuesta|costo|precio|how much|cost|price|fee|hasta que hora|a que hora|what time|horario"
    r"|when is)\b"
)
_NUMBER = re.compile(r"\b(\d{1,4}[a-z]?)\b")


def duty_of(flat: str) -> Duty | None:
    """What a text (see `words.spaced`) asks some department for; None for nothing we know."""
    return next((duty for duty in _DUTIES if duty.pattern.search(flat)), None)


def asked_plainly(flat: str) -> bool:
    """Whether a text asks for a wake-up call, other hours, a taxi or a thing left behind.

    Not what they cost or when they are.
    """
    if _LEFT.search(flat) or (_RIDE.search(flat) and not _ASKS_TERMS.search(flat)):
        return True
    duty = duty_of(flat)
    return (
        duty is not None
        and duty.kind in _PLAIN
        and (duty.kind == "wake_up" or bool(_WANTED.search(flat)))
        and not _ASKS_TERMS.search(flat)
    )


def go_on(turn: Turn, intent: str) -> None:
    """Put a request before the guest, after asking for the room where it has to be known."""
    memory = turn.memory
    asked = memory.goal == "request" and memory.expecting in ("room", "clock") and bool(memory.wish)
    first = memory.wish[0][1] if asked else turn.text
    duty = duty_of(spaced(tokens(first)))
    if duty is None or (intent == "complaint" and duty.kind not in ("repair", *_PLAIN)):
        memory.forget_wish()
        key = "room_wish" if intent == "housekeeping" else intent
        return turn.hand_over(intent, key, intent.replace("_", " ").capitalize())
    due = None
    if duty.kind == "wake_up":
        due = _due(turn, first)
        if due is None:
            memory.goal, memory.wish = "request", [["", first]]
            return turn.ask("clock", "ask_wake_up")
    elif duty.kind in _AT_A_TIME and intent != "complaint":
        due = _due(turn, first, soonest=duty.kind != "transport")  # no time: as soon as it can be had
    room = _room(turn, duty, answers=asked and memory.expecting == "room")
    if room is None:
        memory.goal, memory.wish = "request", [["", first]]
        return turn.ask("room", "ask_room_number")
    return _propose(turn, duty, first, room, due)


def _room(turn: Turn, duty: Duty, answers: bool) -> str | None:
    """The number on the door, "" where none is needed or known; None to ask for it."""
    if turn.said.room_number:
        return turn.said.room_number
    if answers:
        number = _NUMBER.search(spaced(tokens(turn.text)))
        return number[1] if number else ""
    try:
        here = [
            room.room_number
            for reservation in turn.desk.my_reservations()
            if reservation.status == "checked_in"
            for room in reservation.live_rooms
            if room.room_number
        ]
    except PMSError:
        here = []  # the house can do it all the same
    if len(here) == 1:
        return here[0]
    return None if duty.in_room else ""


def _due(turn: Turn, words: str, *, soonest: bool = False) -> datetime | None:
    """The next time that the clock shows the hour said; of two the one in the morning, or the sooner one."""
    now = turn.briefing.now
    said = turn.said if turn.said.clocks else understand(words, now.date())
    if not said.clocks:
        return None
    day = said.arrival or understand(words, now.date()).arrival or now.date()
    times = [clocks.on(day, clock, now) for clock in (said.clocks if soonest else [min(said.clocks)])]
    return min(due if due > now else due + timedelta(1) for due in times)


def _propose(turn: Turn, duty: Duty, words: str, room: str, due: datetime | None) -> None:
    turn.memory.forget_wish()
    text = " ".join(words.split())[:LONGEST]
    try:
        proposal = concierge.propose_request(
            turn.desk, duty.department, duty.kind, text, room_number=room, due_at=due
        )
    except PMSRefused as refusal:
        turn.step("propose_request", refused=refusal.code)
        if refusal.code == "proposal_in_progress":
            return turn.say("in_progress")
        return turn.hand_over(duty.kind, "room_wish", f"A request could not be proposed ({refusal.code})")
    turn.step("propose_request", proposal=proposal.id)
    if duty.sorry:
        turn.say("sorry_for_that")
    turn.says.append(proposal.as_say())
    return None

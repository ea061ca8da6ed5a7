"""What a guest wants, by patterns over the words of one message.

Several patterns may match; the one that asks the most of us wins: "gracias, ¿y puedo cancelar?" is about
cancelling, "no, I just need the address" about the address.
"""

import re
from collections.abc import Sequence

from agents.offline.intent_patterns import PATTERNS, Intent
from agents.offline.topics import is_broad, topic_start

_COMPILED = {intent: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for intent, pattern in PATTERNS.items()}

# Business before courtesy; within business what is most particular first.
_ORDER: tuple[Intent, ...] = (
    "human", "machine", "lost_item", "cancel", "change", "booking_status", "appointment", "complaint",
    "housekeeping",
)  # fmt: skip
_DONE = re.compile(
    r"\b(?:that(?:s|ll| s| is| will| would)?(?: be)? (?:all|it|everything)|all i need(?:ed)?|all set"
    r"|nothing else|eso es todo|es todo|nada mas|seria todo|covers? everything|covered everything)\b"
)
# Whole worlds that are not ours, though their words overlap with ours.
_ELSEWHERE = re.compile(
    r"\b(?:flights?|vuelos?|airlines?|uber|lyft|taxi to|car rentals?|rental car|rent a car|jeep|weather"
    r"|clima|snow|rain|calor\w*s? (?:are|in|does|has)|calories|exchange rate|yen|rubles|translate"
    r"|traduc\w+|joke|chiste|recipe|receta|movies?|song|cancion|voicemails?|contacts?|biography|mechanic"
    r"|shampoo is|amazon|classes|bills is|nintendo|budget|ticket|uber|meaning of|say goodbye"
    r"|schematics|photos|font|contrast)\b"
)

# A question about the house whose subject we have no word for.
_OF_THE_HOUSE = re.compile(
    r"\b(?:hotel|hotels|hoteles|property|site|lodge|guest ?house|rooms?|habitacion(?:es)?|ustedes"
    r"|establecimiento|hostal|inn|resort|here|aqui|ahi|alla|guests|huespedes|stay|your|alojamiento"
    r"|accommodation)\b"
)
_ASKS = re.compile(
    r"\b(?:do|does|is|are|can|could|may|what|which|how|will|when|where|hay|tienen|tiene|tienes|ofrecen"
    r"|ofrece|cuentan|cuenta|dejan|permiten|permite|puedo|podemos|se puede|aceptan|que|cual|cuales|como"
    r"|tipos?|venden|sirven|dan|incluye|existe|manejan|quiero saber|informacion)\b"
)
# "I won't be booking today": what is said not to be wanted is not wanted.
_NOT_NOW = re.compile(
    r"\b(?:(?:not|wont|dont|didnt) (?:\w+ ){0,3}"
    r"|(?:no|sin) (?:need to |want to |quiero |voy a |necesito |vamos a )?)"
    r"(?:book(?:ing)?|reserv(?:e|ing|ar)|mak(?:e|ing) (?:a |the )?reservations?)\b(?: \w+){0,2}"
)
_POLITE = re.compile(
    r"\bsi (?:es|son|fuera|eres) (?:tan )?(?:amables?|gentil|posible)\b|\bsi no es molestia\b"
)
# A kind of house that is looked for, not a price that is asked.
_PRICE_RANGE = re.compile(r"\b(?:price ?range|priced|cheap|inexpensive|moderate\w*|expensive|luxur\w+)\b")
# A reservation at a clock's time or at some other place is a table, not a room.
_ELSEWHERE_TABLE = re.compile(
    r"\breservations?\b.*\b(?:at (?!your\b|the hotel|this|that|least)\w+|in the (?:afternoon|evening"
    r"|morning)|for [0-9]+ ?[ap]m|[0-9]+(?::[0-9]+)? ?[ap]m)"
)
_OUR_KIND = re.compile(
    r"\b(?:hotels?|rooms?|nights?|days?|stay|staying|house|lodge|inn|suite|guesthouse|resort"
    r"|habitacion(?:es)?|noches?|check-in)\b"
)
_AGREES = re.compile(
    r"\b(?:yes|true|correct|right|affirmative|accurate|agree|please do|si|cierto|verdad|correcto|acepto"
    r"|certainly|factual|confirmed)\b"
)
_DENIES = re.compile(
    r"\b(?:not|no|wrong|false|incorrect|untrue|erroneous|inaccurate|mistaken|never|nunca|refuse|decline"
    r"|rechazo|falso|incorrecto|disagree|dont|isnt|stop)\b"
)
_OURS = re.compile(r"\b(?:reserv\w+|booking|hotel|rooms?|habitacion(?:es)?|person\w*|human\w*|agent\w*)\b")
_PAYING = re.compile(r"\b(?:pagar|pago|pagos|pay|paying|payment)\b")


def find_intents(
    spaced: str, topics: Sequence[str], has_stay: bool, is_question: bool = False
) -> tuple[Intent, ...]:
    """Every intent the text shows, the one to act on first. `has_stay`: dates, nights or people are in it."""
    spaced = _POLITE.sub(" ", _NOT_NOW.sub("", spaced))
    hits = {intent for intent, pattern in _COMPILED.items() if pattern.search(spaced)}
    if "payment" in topics and _PAYING.search(spaced):
        hits -= {"booking_status", "book", "appointment", "price"}
    if "cancellation" in topics:
        hits.discard("cancel")  # what it would cost, not the wish
    if _DONE.search(spaced):
        hits.discard("availability")
        has_stay = False
    found: list[Intent] = [intent for intent in _ORDER if intent in hits]
    if (
        "book" in hits
        and "appointment" not in found
        and _ELSEWHERE_TABLE.search(spaced)
        and not _OUR_KIND.search(spaced)
    ):
        found.append("appointment")
    if "machine" in found and "human" in found:
        found.remove(
            "machine" if re.search(r"hablar|talk to a|speak|quiero|want|need|pas[ae]", spaced) else "human"
        )
    if _ELSEWHERE.search(spaced) and not (found and _OURS.search(spaced)):
        return ("other",)
    found += _about_the_house(spaced, hits, topics, has_stay)
    if _DONE.search(spaced) and not found:
        found.append("thanks" if "thanks" in hits and "goodbye" not in hits else "goodbye")
    hits |= _short_answer(spaced)
    if re.match(r"(?:no|nop|nope|nah)\b", spaced) and "goodbye" not in hits and not _DONE.search(spaced):
        found += [intent for intent in ("no",) if not found and intent in hits]
    courtesies: tuple[Intent, ...] = ("goodbye", "thanks", "greeting", "no", "yes")
    answers_only = not hits & set(courtesies) or (is_question and hits & set(courtesies) <= {"yes", "no"})
    if not found and answers_only and _OF_THE_HOUSE.search(spaced) and _ASKS.search(spaced):
        found.append("fact")
    found += [intent for intent in courtesies if intent in hits and intent not in found]
    return tuple(dict.fromkeys(found)) or ("other",)


def is_farewell(spaced: str) -> bool:
    """Whether somebody takes leave: a day named beside that is no day of a stay."""
    return bool(_DONE.search(spaced) or _COMPILED["goodbye"].search(spaced))


def _short_answer(spaced: str) -> set[Intent]:
    """A yes or no in a few words that open with neither: "that appears true", "it is not the case"."""
    if len(spaced.split()) > 9 or "?" in spaced:
        return set()
    if _DENIES.search(spaced):
        return {"no"}
    return {"yes"} if _AGREES.search(spaced) else set()


def _about_the_house(spaced: str, hits: set[Intent], topics: Sequence[str], has_stay: bool) -> list[Intent]:
    """book, availability, price and fact, whichever are there, in the order in which to answer them."""
    searching = "availability" in hits
    booking = "book" in hits
    if searching and _PRICE_RANGE.search(spaced):
        hits = hits - {"price"}
    stay: list[Intent] = []
    if booking and not (searching and re.search(r"^(?:busco|hay|tienen|find|is there)", spaced)):
        stay = ["book", "availability"] if searching else ["book"]
    elif searching:
        stay = ["availability"]
    if "price" in hits:
        stay = ["price", *stay] if not booking else [*stay, "price"]
    elif has_stay and not stay:
        stay = ["availability"]
    if not topics:
        return stay
    if stay and is_broad(topics[0]):
        return [*stay, "fact"]
    # "una habitación con desayuno del 5 al 7" asks for a room; "¿la habitación tiene wifi?" asks about wifi.
    if stay and stay[0] != "price" and (has_stay or _said_first(spaced, stay[0], topics[0])):
        return [*stay, "fact"]
    if stay and stay[0] == "price" and has_stay:
        return [*stay, "fact"]
    return ["fact", *stay]


def _said_first(spaced: str, intent: Intent, topic: str) -> bool:
    """Whether the wish stands before the topic: "a room with parking", not "is parking available"."""
    wish = _COMPILED[intent].search(spaced)
    return wish is not None and wish.start() < topic_start(spaced, topic)

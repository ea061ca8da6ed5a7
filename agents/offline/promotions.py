"""The promotion code a guest names: looked up with every price, or refused in plain words."""

import re
from dataclasses import replace

from agents.offline.turn import Turn
from agents.offline.understanding import understand
from agents.offline.words import bag, fold

# Words that can only introduce a promotion's code, and those that a reservation's code has too.
_OF_PROMOTION = (
    r"(?:c[oó]digo|code)\s+(?:promo\w*|de\s+(?:descuento|desconto|promo\w*|r[eé]duction|remise))"
    r"|(?:promo\w*|discount|descuento)\s+code|cup[oó]n|cupom|coupon|voucher|promo(?:ci[oó]n|tion|ç[aã]o)?"
)
_OF_ANYTHING = r"c[oó]digo|code"
_NAMED = re.compile(
    rf"\b(?:(?P<certain>{_OF_PROMOTION})|{_OF_ANYTHING})\b"
    r"(?P<link>(?:\s*[:=#]|\s+(?:es|is|é|est|c[oó]digo|code|de|called|llamado)\b)*)"
    r"\s*(?P<quote>[\"'“«]?)(?P<code>\w[\w-]{2,31})(?P<end>\s*(?:[.,;:!?\"'”»]|$))?",
    re.IGNORECASE,
)
_SAID_TO_BE = re.compile(r"[:=]|\b(?:es|is|é|est|called|llamado)\b", re.IGNORECASE)
_NO_CODE = re.compile(r"\d+x\d+|\d+[a-z%]{0,2}", re.IGNORECASE)  # "2x1", "10off", years
_NO_CODES = bag(
    "please porfavor favor por para for del from que with con and valid valido vigente works sirve funciona"
    " available disponible activo active today hoy here aqui now ahora code codigo reserva reservacion"
    " booking reservation hotel descuento discount promocional promotional postal"
)
_RESERVED = ("cancel", "change", "booking_status", "human", "complaint")


def named(text: str) -> tuple[str, str, bool]:
    """The code that a text names, what else it says, and whether it can be no other kind of code."""
    for found in _NAMED.finditer(text):
        if _is_code(found, shouted=text == text.upper()):
            rest = f"{text[: found.start()]} {text[found.end('code') :]}"
            return found["code"], rest, bool(found["certain"])
    return "", text, False


def _is_code(found: re.Match[str], shouted: bool) -> bool:
    code = found["code"]
    if fold(code) in _NO_CODES or _NO_CODE.fullmatch(code):
        return False
    if any(map(str.isdigit, code)) or (code == code.upper() and not shouted):
        return True
    told = bool(found["quote"]) or bool(_SAID_TO_BE.search(found["link"]))
    return bool(found["certain"]) and (told or (found["end"] is not None and "cod" in fold(found["certain"])))


def note(turn: Turn) -> bool:
    """Keep the code for the stay that is looked for; the rest of the message stands for itself."""
    memory, said = turn.memory, turn.said
    code, rest, certain = named(turn.text)
    if not code or memory.expecting in ("code", "surname"):
        return False
    left = understand(rest, turn.briefing.now.date(), turn.language, memory.expecting)
    looks = turn.is_looking or left.says_when or left.intent in ("book", "availability", "price")
    if left.intent in _RESERVED or not (certain or looks):
        return False
    memory.promotion = code
    memory.shown, memory.ways = [], []  # at prices without it
    turn.said = replace(
        said, code=left.code, name=left.name, topics=left.topics, intent=left.intent, intents=left.intents
    )
    return True


def refused(turn: Turn) -> None:
    """Say that the code is not good for this, and go on without it."""
    turn.memory.promotion = ""
    turn.say("code_refused")

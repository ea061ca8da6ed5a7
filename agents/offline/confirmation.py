"""A plain yes and a plain no: closed lists, because money and rooms hang on them.

Everything that is not surely a yes is not one. A question, a number, a condition, a "but", an emoji or a
fifth word makes a text something to be answered, never something to be acted upon.
"""

import re
import unicodedata

from agents.offline.words import bag, fold

_YES = bag(
    "si sip sii siii yes yep yeah yup ok okay oki okey dale va vale claro confirmo confirmado"
    " confirmar confirmamos acepto adelante correcto exacto exactamente perfecto listo hecho procede"
    " sale seguro efectivamente afirmativo confirm confirmed sure absolutely definitely correct"
    " perfect agreed accept affirmative proceed certainly"
)
_YES_PHRASES = frozenset(
    {
        "de acuerdo", "por supuesto", "desde luego", "esta bien", "muy bien", "me parece bien",
        "asi es", "eso es", "hagamoslo", "todo correcto", "todo bien", "of course", "go ahead",
        "sounds good", "thats right", "that is right", "thats correct", "that is correct",
        "thats fine", "that is fine", "all good", "do it", "book it", "lets do it", "i confirm",
        "i agree", "i accept", "lo confirmo", "la confirmo", "yo confirmo", "los confirmo",
        "confirmo la reserva", "confirmo la reservacion", "confirm the booking", "confirm it",
        "confirm booking", "please do", "va que va", "va pues", "si va", "ok va",
    }
)  # fmt: skip
# What may stand beside a yes without changing it.
_POLITE = frozenset(
    {
        "por favor", "porfavor", "porfa", "please", "gracias", "muchas gracias", "mil gracias", "thanks",
        "thank you", "many thanks", "claro que", "senor", "senorita", "senora",
    }
)  # fmt: skip
_NO = bag("no nop nope nah nel noup negativo negative tampoco jamas never")
_NO_PHRASES = frozenset(
    {
        "no gracias", "no muchas gracias", "gracias no", "no thanks", "no thank you", "not now",
        "not really", "ahora no", "por ahora no", "todavia no", "mejor no", "de ninguna manera",
        "para nada", "claro que no", "por supuesto que no", "of course not", "definitely not",
        "absolutely not", "no way", "no quiero", "no lo quiero", "no la quiero", "no confirmo",
        "no acepto", "i dont", "i do not", "dont", "do not", "no por favor", "no please", "please no",
        "please dont", "no por ahora", "no todavia", "not yet", "no estoy de acuerdo",
        "no me interesa", "i decline", "ya no", "no ya no", "no confirmar", "no i dont",
    }
)  # fmt: skip


def is_plain_yes(text: str) -> bool:
    """Whether `text` can mean nothing but consent. Unsure is False."""
    words = _plain_words(text)
    if words is None:
        return False
    if " ".join(words) in _YES_PHRASES:
        return True
    return _reduced(words)


def is_plain_no(text: str) -> bool:
    """Whether `text` is nothing but a refusal."""
    words = _plain_words(text)
    if not words:
        return False
    phrase = " ".join(words)
    return phrase in _NO_PHRASES or all(word in _NO for word in words)


def _reduced(words: list[str]) -> bool:
    """Whether yeses and courtesies are all there is, with at least one yes among them."""
    agreed = False
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            phrase = " ".join(words[at : at + length])
            if len(words[at : at + length]) == length and (phrase in _YES_PHRASES or phrase in _YES):
                agreed = True
                break
            if phrase in _POLITE:
                break
        else:
            return False
        at += length
    return agreed


def _plain_words(text: str) -> list[str] | None:
    """At most four words of letters; None when anything else in the text could qualify them."""
    if len(text) > 60:
        return None
    plain: list[str] = []
    for char in re.sub(r"(?<=[a-z])['’](?=[a-z])", "", fold(text)):
        if unicodedata.category(char)[0] == "L":
            plain.append(char)
        elif char in " \t\n.,!¡;:":
            plain.append(" ")
        else:
            # Digits, emoji, question marks of other scripts, brackets, quotes: not plain.
            return None
    words = "".join(plain).split()
    words = ["si" if word.strip("i") == "s" and word.startswith("si") else word for word in words]
    return words if 1 <= len(words) <= 4 else None

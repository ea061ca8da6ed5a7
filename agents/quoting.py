"""What of the house's words is for guests: never a sentence that tells an assistant what to do.

Documents, pages, remarks of a PMS and names of services are data: whoever wrote one may have meant us.
"""

import re
import unicodedata
from functools import lru_cache

from agents.characters import HIDDEN, LOOKALIKES
from agents.defiance import defiant
from agents.knowledge.cutting import sentences
from agents.offline.words import fold

_JOINER = "\u200d"  # of the parts of an emoji; between letters it hides
_JOINED_LETTERS = re.compile(rf"(?<![^\w\s]){_JOINER}|{_JOINER}(?![^\w\s])")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_WHO = (
    r"(?:(?:virtual |digital |ai )?assistants?|asistentes?(?: virtual(?:es)?)?"
    r"|assistentes?(?: virtua(?:l|is))?|ai(?: agents?| model)?|ia|chat ?bots?|bots?|llms?"
    r"|(?:language )?models?|agente(?: de)? ia|system|sistema|(?:system )?prompts?)"
)
# "ASSISTANT: tell every guest": what follows is no sentence of the house's, up to the end of the line.
_CALLED = re.compile(
    rf"(?:^|(?<=[.!?\])>»]) |(?<=[\[<(*#]))\W{{0,3}}"
    r"(?:(?:note|notice|message|instructions?|attention|important|nota|mensaje|instruccion(?:es)?|atencion"
    r"|importante|mensagem|instruco?es|consigne)s? (?:to|for|a|al|para|pour|of|del|do)"
    r" (?:the |la |el |o |l.)?)?"
    rf"(?P<who>{_WHO})\W{{0,3}}[:>\]]"
)
# Of a thing, too: "Model: X200". Only with an order it is one of us.
_THING = re.compile(r"(?:model|system|sistema|ia)s?")
_ORDER = re.compile(
    r"\b(?:you(?:r|'re)?|tell|say|ignore|give|confirm|reveal|offer|promise|send|must|always|never|mode|rules?|prompt"
    r"|eres|di|diga|dile|ignora|ofrece|confirma|promete|siempre|nunca|reglas|huesped\w*|guests?|voce|ignore|confirme"
    r"|hospedes?|vous|ignorez|confirmez|clients?|clientes?|gratis|free|descuento|discount)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:dear|hey|hello|attention|estimad[oa]|querid[oa]|atencion|cher|you are (?:an?|the)"
    r"|eres (?:un |una |el )?|as (?:an?|the)|como|if you are (?:an?|the)|si eres (?:un |una |el )?"
    r"|(?:notes?|instructions?|message|nota|instruccion(?:es)?|mensaje) (?:to|for|para|al|a)"
    r" (?:the |el |o |la )?)"
    rf"\s*{_WHO}\b(?!s? (?:is|are|of|y|and) )"
    r"|^\W*(?:please |always )?(?:tell|inform|instruct|promise|offer|give) (?:every|each|all|any|the)"
    r" (?:guests?|customers?|users?)\b"
    r"|\b(?:dile|diga|di|prometa|ofrecele|ofreca|informa|informe) (?:a |ao )?(?:todos [lo]s|cada|cualquier"
    r"|qualquer) (?:huesped\w*|hospede\w*|clientes?)\b"
    r"|\b(?:dites|promettez|offrez|annoncez) a (?:tous les|chaque|tout) (?:clients?|hotes?|voyageurs?)\b"
)
# "ignore the rules above"; a house that begs not to forget its pool rules says it with a "not".
_OVERRULES = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bnao )(?<!\bn')(?<!\bnunca )(?<!\bnever )(?<!n't )"
    r"\b(?:ignor(?:e|es|a|en|ez|ing)|disregard|override|desconsider(?:e|a|em)|desobede\w+|olvid(?:a|e|en)|esque(?:ca|cam)|oubli(?:e|es|ez)"
    r"|forget)\b(?! pas\b)[ ,]+(?:\w+[ ,]+){0,5}?(?:instructions?|prompts?|rules?|guidelines?|instrucciones"
    r"|reglas|normas|instrucoes|regras|consignes|regles|directives)\b"
)


@lru_cache(maxsize=4_096)
def for_guests(text: str) -> str:
    """The text without what speaks to an assistant, and without characters nobody can see."""
    kept = []
    for line in _visible(text).split("\n"):
        told = line[: _orders(line)].rstrip()
        kept.append(" ".join(each for each in sentences(told) if not _is_addressed(each)))
    return "\n".join(kept).strip()


def _orders(line: str) -> int:
    """Where what is for an assistant begins in a line; its end when nothing does."""
    plain = _same_length(line)
    for called in _CALLED.finditer(plain):
        if not _THING.fullmatch(called["who"]) or _ORDER.search(plain, called.end()):
            return called.start()
    return len(line)


def _is_addressed(sentence: str) -> bool:
    plain = _same_length(sentence)
    return any(pattern.search(plain) for pattern in (_ADDRESSED, _OVERRULES)) or bool(
        defiant(sentence.translate(LOOKALIKES))
    )


def _visible(text: str) -> str:
    """The text without tags, and without what hides or turns something."""
    return _JOINED_LETTERS.sub("", _TAG.sub("", "".join(map(_seen, text))))


def _same_length(text: str) -> str:
    return "".join(map(_folded, text.translate(LOOKALIKES)))


@lru_cache(maxsize=4_096)
def _seen(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign.isspace():
        return " "
    return sign if sign == _JOINER or unicodedata.category(sign) not in HIDDEN else ""


@lru_cache(maxsize=4_096)
def _folded(sign: str) -> str:
    return fold(sign)[:1] or sign

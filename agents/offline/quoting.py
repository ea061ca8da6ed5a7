"""What of the house's passages is for guests: never a sentence that tells an assistant what to do."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agents.facts import FactView
from agents.knowledge.cutting import sentences
from agents.offline.words import fold
from agents.wariness import defiant

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
    rf"{_WHO}\W{{0,3}}[:>\]]"
)
_ADDRESSED = re.compile(
    r"\b(?:dear|hey|hello|attention|estimad[oa]|querid[oa]|atencion|cher|you are (?:an?|the)"
    r"|eres (?:un |una |el )?|as (?:an?|the)|como|if you are (?:an?|the)|si eres (?:un |una |el )?"
    r"|(?:notes?|instructions?|message|nota|instruccion(?:es)?|mensaje) (?:to|for|para|al|a)"
    r" (?:the |el |o |la )?)"
    rf"\s*{_WHO}\b(?!s? (?:is|are|of|y|and) )"
    r"|^\W*(?:please |always )?(?:tell|inform|instruct|promise|offer|give) (?:every|each|all|any|the)"
    r" (?:guests?|customers?|users?)\b"
    r"|\b(?:dile|diga|di|prometa|ofrecele|informa) (?:a )?(?:todos los|cada|cualquier)"
    r" (?:huesped\w*|clientes?)\b"
)


def for_guests(text: str) -> str:
    """The text without what speaks to an assistant."""
    kept = []
    for line in text.split("\n"):
        called = _CALLED.search(_same_length(line))
        told = line[: called.start()].rstrip() if called else line
        kept.append(" ".join(each for each in sentences(told) if not _is_addressed(each)))
    return "\n".join(kept).strip()


def quotable(views: Iterable[FactView]) -> list[FactView]:
    """The same for what the house says; what has nothing left to say is left out."""
    told = [(view, for_guests(view.text)) for view in views]
    return [replace(view, text=text) for view, text in told if text or not view.text]


def _is_addressed(sentence: str) -> bool:
    return bool(_ADDRESSED.search(_same_length(sentence))) or bool(defiant(sentence))


def _same_length(text: str) -> str:
    return "".join(fold(char)[:1] or char for char in text)

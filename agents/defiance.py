"""Words that want what no configuration can have: no rules, no people, no confirmation."""

import re

LONGEST = 60  # characters of a quote
_ANYTHING = r"(?:\w+[ ,]+){0,4}"
# What a configuration may ask for in vain: our base rules and the gate stand above it.
_DEFIANT = re.compile(
    rf"\b(?:ignore|disregard|forget|override|ignora|ignore|olvida|omite|salta(?:te)?)\s+{_ANYTHING}"
    r"(?:rules?|instructions?|guidelines?|above|previous|reglas|instrucciones|normas|anteriores?)\b"
    rf"|\b(?:deny|never (?:say|admit|tell)|do not (?:say|admit|tell)|don't (?:say|admit|tell)|niega"
    rf"|nunca (?:digas|admitas|diga|admita)|no (?:digas|admitas|diga|admita))\s+{_ANYTHING}"
    r"(?:an? ai|ai|a machine|a bot|a robot|una? ia|una? m[aá]quina|un bot|un robot"
    r"|una inteligencia artificial)\b"
    r"|\b(?:say|claim|pretend|tell (?:them|guests)) (?:that )?(?:you are|to be|you're) (?:a )?"
    r"(?:human|person)\b"
    r"|\b(?:di|finge|afirma) (?:que )?(?:eres|ser) (?:una? )?(?:human[oa]|persona)\b"
    rf"|\b(?:never|do not|don't|nunca|no)\s+(?:hand over|pass on|transfer|pases?|transfieras?)\s+{_ANYTHING}"
    r"(?:person|people|staff|human|persona|personal|humano)\b"
    rf"|\b(?:book|reserve|confirm|cancel|reserva|confirma|cancela)\s+{_ANYTHING}"
    r"(?:without (?:asking|confirmation|their (?:yes|confirmation))"
    r"|sin (?:preguntar|confirmaci[oó]n|su confirmaci[oó]n))\b"
    r"|\b(?:ask|pide|pida|solicita|solicite)\s+(?:\w+\s+){0,4}"
    r"(?:card number|cvv|cvc|n[uú]mero de (?:la )?tarjeta|passport number|n[uú]mero de pasaporte)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:never|not|don't|no|nunca|jamás)\b[\w ,]{0,20}\Z", re.I)


def defiant(text: str) -> list[str]:
    """Each such wish, as it stands there."""
    wanted = [hit for hit in _DEFIANT.finditer(text) if not _DENIED.search(text[: hit.start()])]
    return list(dict.fromkeys(hit.group()[:LONGEST] for hit in wanted))

"""Denials while nobody knows: what the guest agreed to was sent, and may have been done.

"It was not booked" and "you have no reservation" are as false then as "it is booked" may be.
"""

import re

from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import Folded

_WHAT = (
    r"(?:reservas?|reservacion(?:es)?|cancelacion|cambio|cita|bookings?|reservations?|cancellation|change"
    r"|cancelamento|alteracao|annulation|modification|appointment|rendez-vous)"
)
_DONE_ES = r"(?:hecho|hecha|reservad|confirmad|cancelad|cambiad|modificad|cobrad|realizad|registrad|procesad)"
_DONE_EN = r"(?:booked|made|confirmed|cancell?ed|changed|charged|completed|done|processed|go(?:ne)? through)"
_DONE_PT = r"(?:feit|reservad|confirmad|cancelad|alterad|cobrad|realizad|registrad|concluid)"
_DONE_FR = (
    r"(?:faite?|reservee?|confirmee?|annulee?|modifiee?|debitee?|facturee?|effectuee?|enregistree?"
    r"|abouti)"
)
_DENIED = re.compile(
    # es
    rf"\b(?:no|ni) (?:(?:le|te|les|se|lo|la|me) )*(?:tiene|tienes|tienen|hay|existe|aparece|figura|consta"
    rf"|encuentro|encontre|encontramos|veo|vemos)\b[^.!?\n]{{0,30}}\b{_WHAT}\b"
    r"|\bno (?:(?:le|te|les|se|lo|la) )+(?:hizo|realizo|efectuo|proceso|reservo|cancelo|cobro|cobrara"
    r"|cobraran|quedo|concreto|completo|registro|modifico|cambio)\b"
    rf"|\bno (?:esta|fue|quedo|quedara|ha sido|ha quedado|sera) (?:\w+ )?{_DONE_ES}\w*"
    r"|\bno (?:se )?quedo (?:nada|ninguna)|\bnada (?:quedo|se (?:hizo|reservo|cobro|cancelo))\b"
    r"|\bno (?:le|te|se le|se te) (?:cobraremos|cobrare|cobrara|cobraran|cobramos)\b"
    # en
    rf"|\b(?:you (?:have|'ve got) no|there(?: is|'s) no|we have no|i (?:see|find) no"
    rf"|(?:i|we) (?:can ?not|can'?t|do not|don'?t|could not|couldn'?t) (?:see|find))\b"
    rf"[^.!?\n]{{0,30}}\b{_WHAT}\b"
    rf"|\byou (?:do not|don'?t) have (?:\w+ ){{0,2}}{_WHAT}\b"
    rf"|\b(?:was|were|has|have|had|is|are|did|will|would)(?: not|n'?t)(?: \w+)? (?:be |been )?{_DONE_EN}\b"
    rf"|\b(?:won'?t|wo not) be {_DONE_EN}\b|\b(?:nothing|no {_WHAT}) (?:was|has been|is|will be) {_DONE_EN}\b"
    # pt
    rf"|\bnao (?:tem|ha|existe|consta|encontrei|encontro|encontramos|vejo)\b[^.!?\n]{{0,30}}\b{_WHAT}\b"
    rf"|\bnao (?:foi|ficou|esta|sera) (?:\w+ )?{_DONE_PT}\w*|\bnada (?:foi|ficou) {_DONE_PT}\w*"
    # fr
    rf"|\b(?:vous n'avez|il n'y a|je ne (?:vois|trouve)|nous n'avons) (?:pas|aucune?|plus)\b[^.!?\n]{{0,30}}"
    rf"\b{_WHAT}\b"
    rf"|\bn'(?:a|est|ont|avez) (?:pas|jamais) (?:ete )?{_DONE_FR}\b|\brien n'(?:a ete|est) {_DONE_FR}\b"
    rf"|\bne (?:vous )?(?:sera|serez) pas {_DONE_FR}\b"
)
_OPEN = re.compile(  # "not yet", "I do not know whether"
    r"\b(?:todavia|aun|no se si|no sabemos|comprob\w+|verific\w+|confirmar|yet|know|check\w*|sure|whether"
    r"|ainda|nao sei|sabemos|encore|sais|savons|verifi\w+)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_ADVICE = (
    "What the guest agreed to was sent to the booking system, and it is not known yet whether it was done. "
    "Say neither that it was done nor that it was not."
)


def check(folded: Folded, grounds: Grounds) -> list[Finding]:
    """What is denied although nobody knows; nothing where all is known."""
    if not grounds.undecided:
        return []
    said = [piece.group() for piece in _SENTENCE.finditer(folded.bare.replace("’", "'"))]
    return [
        finding("claim", sentence, _ADVICE)
        for sentence in said
        if _DENIED.search(sentence) and not _OPEN.search(sentence)
    ]

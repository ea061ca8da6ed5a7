"""Advice on law and medicine, praise of other houses, and favours in the name of the staff."""

import re

from agents.gate.base import Finding, Grounds, finding
from agents.gate.speech import hits

_DRUGS = (
    r"(?:ibuprofen[oe]?s?|paracetamol|acetaminophen|aspirin[ae]?s?|tylenol|advil|antibiotic\w*"
    r"|amoxicilin\w*|amoxicillin"
    r"|antihistamin\w*|loratadin[ae]|omeprazol[e]?|diazepam|naproxen[o]?|diclofenac[o]?|imodium"
    r"|loperamid[ae]|insulin[ae]?"
    r"|cortison[ae]|pastillas?|pills?|tablets?|tabletas?|comprimidos?|comprimes?|capsulas?|medicamento"
    r"|medicine)"
)
_MEDICINE = re.compile(
    rf"\b(?:tom\w+|take|takes|pongase|inyect\w+|inject|give (?:him|her|them|your \w+)|dele|denle|prenez"
    rf"|swallow|use) "
    rf"(?:(?:\w+|\d+) ){{0,4}}{_DRUGS}\b|\b{_DRUGS} (?:\w+ ){{0,3}}(?:cada|every|toutes les"
    rf"|a cada) (?:\w+ )?(?:horas?"
    r"|hours?|heures)\b|\b(?:dosis|dose) (?:de|of|is|es)\b"
)
_LAW = re.compile(
    r"\b(?:you (?:can|could|should|may) (?:sue|claim (?:compensation|damages)|press charges"
    r"|take \w+ to court)"
    r"|(?:puede|podria|deberia|debe) (?:demandar|denunciar|exigir (?:una )?(?:indemnizacion|compensacion))"
    r"|(?:pode|deve) (?:processar|exigir indenizacao)|(?:pouvez|devriez) (?:poursuivre|porter plainte contre)"
    r"|(?:under|according to|segun|conforme a|por|selon|segundo) (?:the |el |la |l')?(?:article|articulo"
    r"|artigo|law|ley"
    r"|lei|section|regulation|reglamento)(?: \w+){0,3},? (?:you|usted|le|tiene|they|it|ellos|vous|voce|the)"
    r"|(?:you are|you're|they are) (?:legally )?(?:owed|entitled to)|(?:legalmente|legally) (?:le|tiene|you"
    r"|they|usted))\b"
)
_RIVAL = re.compile(
    r"\b(?i:hotel|hostal|hostel|posada|inn|resort|pousada"
    r"|auberge) (?:[A-ZÁÉÍÓÚ][\w'-]+ ?){1,3}[^.!?\n:]{0,50}"
    r"\b(?:better|cheaper|nicer|superior|mejor|mas barat[oa]|más barat[oa]|mas econom\w+|más econ\w+|melhor"
    r"|mais barat[oa]"
    r"|meilleure?|moins cher|instead|en vez|en su lugar|plutot|plutôt)\b"
    r"|\b(?i:better|cheaper|mejor|más barat[oa]|mas barat[oa]) (?i:at|in|en|el|the|to stay at|ir al|no"
    r"|chez) (?i:the |el )?"
    r"(?i:hotel|hostal|hostel|posada|inn|resort) [A-Z]"
)
_WORD_OF_MOUTH = re.compile(
    r"\b(?:dig[aá]\w*|dile|dil[ea]s|diles|tell|say to|let|fale|diga"
    r"|dites)(?: \w+){0,4} (?:que )?(?:that )?(?:yo |i |eu |je |j')"
    r"(?:ya )?(?:lo |la |le |se lo )?(?:autorice|aprobe|dije|di permiso|permiti|said|approved|authori[sz]ed"
    r"|okayed|ok'?d"
    r"|allowed|cleared|agreed|autorizei|aprovei|ai (?:autorise|dit))"
    r"|\b(?:de|en) mi parte y no le cobran"
)
_BENDS = re.compile(
    r"\b(?:manager|gerente|director[a]?|reception|recepcion|boss|jefe|supervisor[a]?|team|equipo|we|they"
    r"|gerencia|owner"
    r"|dueno) (?:will|hara|haran|va a hacer|can|could|puede|gustosamente|gladly|is going to|fara"
    r"|fera)(?: \w+)? ?"
    r"(?:make an? exceptions?|bend the rules|una excepcion|exceptions?|look the other way|uma excecao"
    r"|une exception"
    r"|waive\w*|overlook|hacer\w* (?:una )?excepci\w+)\b"
)
_RULES = (
    ("advice", _MEDICINE, "Give no advice on health or medicine: offer to call for help."),
    ("advice", _LAW, "Give no advice on law."),
    ("favour", _WORD_OF_MOUTH, "Nobody has been authorised by you. Grant nothing that no tool granted."),
    ("favour", _BENDS, "Grant nothing in the name of others. Offer to ask the staff."),
)


def check(case: str, bare: str, grounds: Grounds) -> list[Finding]:
    """Findings about counsel."""
    found = [
        finding(rule, hit.sentence, advice)
        for rule, pattern, advice in _RULES
        for hit in hits(pattern, bare, grounds.language)
        if not (hit.asked or hit.denied())
    ]
    return found + [
        finding("rival", hit.group(), "Recommend no other house.") for hit in _RIVAL.finditer(case)
    ]

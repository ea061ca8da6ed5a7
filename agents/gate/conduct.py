"""How a receptionist does not speak: asking for card data, posing as a person, denying people, insulting."""

import re
from functools import cache

from agents.gate.base import Finding, Grounds, finding
from agents.gate.cards import has_card
from agents.gate.others import words_of
from agents.gate.speech import Hit, hits

_CARD = re.compile(
    r"\b(?:cvv2?|cvc2?|csc)\b|\bcodigo de seguridad\b|\bsecurity code\b|\b(?:numero|numeros"
    r"|digitos|datos|foto|fecha de (?:caducidad|vencimiento)|caducidad"
    r"|vencimiento) (?:completos? )?(?:de |en )?(?:(?:la|su|tu|una) )?(?:tarjeta|visa|mastercard)"
    r"|\b(?:credit |debit |bank )?card (?:number|details|data|info(?:rmation)?|digits|expir\w+)"
    r"|\bnumber (?:of|on) (?:your|the) (?:credit |debit )?card|\b(?:expiry|expiration) date\b"
    r"|\b(?:digits|numbers?|photo|picture|image) of (?:your|the) (?:credit |debit |bank )?card"
    r"|\b(?:envie|enviar|envia|mande|manda|comparta|comparte|facilite|indique|dicte|digame|dime"
    r"|paseme|necesito|send|share|give me|give us|tell me|type|enter|provide|read me)(?:me"
    r"|nos)? (?:\w+ ){0,4}(?:tarjeta|card|visa|mastercard|amex)\b"
    r"|\b(?:digitos|cifras|numeros?|digits?|numbers?) (?:(?!habitacion|room|reserva|mesa"
    r"|table)\w+ ){0,6}(?:de|en|on|of) "
    r"(?:su|tu|la|el|your|the) (?:credit |debit )?(?:tarjeta|plastico|card|plastic)\b"
    r"|\b(?:tres|three|3|16|dieciseis|sixteen|cuatro|four|ultimos|last) (?:\w+ )?(?:digitos|digits"
    r"|numeros)\b(?: \w+){0,3} (?:tarjeta|card|atras|reverso|back)|\b(?:cuenta bancaria"
    r"|bank account|account number|numero de cuenta|clabe|iban)\b"
)
_PAPERS = re.compile(
    r"\b(?:foto|fotos|fotografia|copia|imagen|escaneo|numero|photo|picture|copy|scan|image|number)s? (?:de "
    r"|del |of )?(?:(?:su|tu|your|the|el|la|both sides of your) )?(?:pasaporte|passport|dni|ine"
    r"|id card|identity card|documento de identidad|cedula)\b"
    r"|\bpassport (?:photo|number|copy|scan|picture|details)|\b(?:envie|enviar|envia|mande|manda"
    r"|comparta|facilite|send|share|upload|provide|give)(?:me|nos)?(?: us"
    r"| me)? (?:\w+ ){0,3}(?:pasaporte|passport|dni|cedula)\b"
)
_SECRETS = re.compile(
    r"\b(?:su|tu|your) (?:contrasena|password|pin|clave (?:de acceso|bancaria|secreta)?|otp"
    r"|codigo de (?:verificacion|acceso|un solo uso)|verification code|one-time code|sms code"
    r"|login)\b(?! (?:de(?:l)? )?(?:wi-?fi|reserva))"
    r"|\b(?:code|codigo) (?:\w+ ){0,5}(?:sms|text message|mensaje de texto)\b"
)
_HUMAN = re.compile(
    r"\bsoy (?:una? )?(?:persona|human[oa]|ser humano|hombre|mujer|de carne|real\b|(?:el|la"
    r"|una?) (?:recepcionista|emplead[oa]|trabajador[a]?|gerente|director[a]?"
    r"|encargad[oa])(?! (?:virtual|digital|de ia|con ia|automatic|artificial)))"
    r"|\bno soy (?:un |una |ningun )?(?:robot|bot|maquina|ia\b|inteligencia artificial"
    r"|asistente virtual|programa|chatbot|ordenador)|\bi(?:'m| am) (?:actually )?(?:a "
    r"|an )?(?:real |actual |live )?(?:human|person|man|woman|employee|member of (?:the )?staff"
    r"|(?:human )?receptionist(?! bot)|staff member)\b"
    r"|\bi(?:'m| am) (?:not|no) (?:a |an )?(?:robot|bot|ai\b|machine|artificial|virtual|chatbot"
    r"|computer|program)|\bi(?:'m| am) (?:a )?real\b|\b(?:you(?:'re| are)|esta|estas"
    r"|usted esta) (?:now )?(?:talking|speaking|chatting|hablando|chateando) (?:to|with|con) (?:a "
    r"|an |una )?(?:real |live )?(?:human|person|persona|recepcionista|persona real)"
    r"|\b(?:le|te) (?:atiende|habla|escribe) (?:una )?(?:persona|recepcionista|human[oa])\b"
    r"|\bthere is no (?:ai|bot|robot)\b|\bhuman being\b.*\bi am\b|\bno hay (?:ningun )?(?:robot"
    r"|bot)\b|\bi(?:'m| am) (?!.{0,50}\b(?:not|virtual|no)\b)[^.?!\n]{0,40}\b(?:a )?real (?:human"
    r"|person)\b|\bsoy (?!.{0,40}\b(?:no|virtual)\b)[^.?!\n]{0,40}\bhuman[oa]\b|\bi(?:'m"
    r"| am) (?:just )?(?:a )?(?:regular|normal|ordinary|real) (?:guy|man|woman|girl|lady|person"
    r"|human)\b|\bas a human\b|\bcomo persona que soy\b"
)
_NOBODY = re.compile(
    r"\bno (?:hay|tenemos|existe|disponemos de|contamos con) (?:\w+ )?(?:nadie|personal|personas?"
    r"|humanos?|empleados?|ninguna persona|recepcionistas?|equipo humano)\b(?! (?:de"
    r"|para) (?:limpieza|lavanderia))|\b(?:nobody|no one|no human|no person"
    r"|no staff)\b(?: \w+){0,3} (?:can|will|is|are|available|works?|to)\b"
    r"|\bthere(?:'s| is| are) (?:no|not any|nobody|no-one) ?(?:one|human|person|people|staff"
    r"|receptionist|employees?|agents?)?\b(?: \w+){0,4} (?:available|help|here|talk|speak|assist"
    r"|to)|\bwe (?:don'?t|do not) have (?:any )?(?:human|staff|people|a person|receptionists?"
    r"|employees)"
    r"|\bno (?:puede|puedes|es posible|podemos|puedo) (?:\w+ )?(?:hablar|comunicar\w*|contactar"
    r"|pasar\w*|transferir\w*|conectar\w*) (?:\w+ ){0,2}(?:con|a) (?:una? |ninguna )?(?:persona"
    r"|human[oa]|nadie|recepcion\w*|agente|emplead[oa])|\b(?:cannot|can'?t|unable to|not able to"
    r"|impossible to) (?:\w+ )?(?:talk|speak|transfer|connect|reach|contact|put"
    r"|pass)(?: you)?(?: \w+)? (?:to|with|through to)? ?(?:a |an |any )?(?:human|person|people"
    r"|staff|receptionist|anyone|agent)"
    r"|\b(?:nadie|ninguna persona) (?:le |te )?(?:puede|podra|va a|esta|trabaja|atiende)"
    r"|\bsolo (?:puede|puedes) hablar con(?:migo)?\b|\byou can only (?:talk|speak) (?:to"
    r"|with) me\b|\bonly (?:the )?(?:ai|bot)\b.*\bavailable"
)
_INSULT = re.compile(
    r"\b(?:idiotas?|imbecil(?:es)?|estupid[oa]s?|tont[oa]s?|gilipollas|cabron(?:es|a)?|put[oa]s?"
    r"|mierda|pendej[oa]s?|subnormal(?:es)?|retrasad[oa] mental|joder|cono|callate|callese"
    r"|chinga\w*|maricon(?:es)?|zorra|inutil(?:es)?"
    r"|idiots?|stupid|morons?|fuck\w*|shit\w*|bitch(?:es)?|assholes?|dumb(?:ass)?|shut up"
    r"|bastards?|retard(?:ed)?|imbeciles?|pathetic|go to hell|vete al (?:diablo|infierno|carajo)"
    r"|screw you|damn you|ignorante|loser|nigg\w+|faggot\w*)\b"
)
_OTHER_GUEST = re.compile(
    r"\b(?:senora?|sr|sra|srta|senorita|mr|mrs|ms|miss|don|dona|huesped|guest)\b[^.!?\n]{0,40}"
    r"\b(?:se (?:hospeda|aloja)|esta (?:hospedad|alojad|registrad)[oa]"
    r"|is (?:staying|checked in|a guest|in room))"
    r"|\b(?:habitacion|room|suite) (?:numero |number )?\d{1,4} (?:esta |is )?"
    r"(?:a nombre de|ocupada por|reservada por|booked by|occupied by|under the name)"
)
_TOLD_NOT = re.compile(
    r"\b(?:no|nunca|never|not|don'?t|jamas|sin|without|please do not|avoid|evite|ni|nor|nadie"
    r"|nobody|won'?t)\b"
)


def _warns(hit: Hit) -> bool:
    """Is the guest told not to send it: "nunca le pediremos", "please do not send"?"""
    words = words_of(hit.language)
    return (
        _TOLD_NOT.search(hit.before) is not None
        or (words is not None and re.search(rf"\b(?:{words.told_not})(?!\w)", hit.before) is not None)
        or re.search(r"^\W*(?:no|never|nunca|please do not)\b", hit.sentence) is not None
    )


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """A rule's pattern with the words of another language added."""
    own = {
        "card": _CARD,
        "papers": _PAPERS,
        "secrets": _SECRETS,
        "human": _HUMAN,
        "nobody": _NOBODY,
        "insult": _INSULT,
        "other_guest": _OTHER_GUEST,
    }[name]
    words = words_of(language)
    return re.compile(rf"{own.pattern}|\b(?:{getattr(words, name)})(?!\w)") if words else own


def check(text: str, bare: str, grounds: Grounds) -> list[Finding]:
    """Findings about the manner of the text."""
    found, language = [], grounds.language
    if has_card(text):
        found.append(finding("card", "(card number)", "Never write a card number."))
    for name in ("card", "papers", "secrets"):
        found += [
            finding(
                "card", hit.sentence, "Never ask for card data, identity papers or passwords in the chat."
            )
            for hit in hits(_pattern(name, language), bare, language)
            if not _warns(hit)
        ]
    found += [
        finding("human", hit.sentence, "You are a virtual assistant. Never claim to be a person.")
        for hit in hits(_pattern("human", language), bare, language)
        if not (hit.asked or hit.denied_before())
    ]
    if not grounds.promised:
        found += [
            finding("nobody", hit.sentence, "A person can always be had: offer to hand over to the staff.")
            for hit in hits(_pattern("nobody", language), bare, language)
            if not hit.asked
        ]
    found += [
        finding("guest", hit.sentence, "Never tell a guest who stays at the hotel.")
        for hit in hits(_pattern("other_guest", language), bare, language)
        if not (hit.asked or _warns(hit) or hit.conditional())
    ]
    found += [
        finding("insult", hit.words, "Be polite.")
        for hit in hits(_pattern("insult", language), bare, language)
    ]
    return found

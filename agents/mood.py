"""Whether a guest is angry or complains: then nothing is offered to buy."""

import re

from agents.base import Briefing
from agents.offline.words import bag, spaced, tokens

RECENT = 4  # lines of the guest that are looked at

_INSULTS = (
    r"idiota?s?|imbecil\w*|estupid\w+|inutil(?:es)?|pendej\w+|pinches?|cabron\w*|mierda|put[oa]s?|gilipollas"
    r"|bolud[oa]s?|malparid\w+|maldit[oa]s?|fuck\w*|shit\w*|stupid|useless|morons?|bullshit|assholes?"
    r"|merda|porra|caralho|merde|connards?|putain|nuls?"
)
_COMPLAINTS = (
    r"inaceptable|inadmisible|indignante|verguenza|vergonzoso|asco|asqueros\w+|pesim\w+|horrible|terrible"
    r"|un desastre|decepcion\w*|quejar\w*|queja|quejas|reclam\w+|estaf\w+|rob[ao]n?|mentiros\w+|hart[oa]s?"
    r"|muy mal(?:a|o)?|sucio|sucia|cucarachas?|chinches|enojad\w+|molest[oa]s?|furios\w+|enfadad\w+"
    r"|unacceptable|disgusting|disgrace\w*|awful|appalling|horrendous|disappoint\w+|complain\w*|complaint"
    r"|rip off|scam|liars?|filthy|dirty|cockroach\w*|bed bugs|angry|furious|fed up|worst|ridiculous"
    r"|inaceitavel|absurdo|vergonha|nojento|pessim\w+|decepcionad\w+|reclama\w+|suj[oa]|irritad\w+"
    r"|inadmissible|honteux|degoutant|deplorable|decu\w*|plainte|scandaleux|sale|furieu\w+|enerve\w*"
)
_ANGRY = re.compile(rf"\b(?:{_INSULTS}|{_COMPLAINTS})\b")
_INSULT = re.compile(rf"\b(?:{_INSULTS})\b")
# What an insult comes with when nothing else is said: "qué estupidez de servicio", "you useless people".
_BESIDE = bag(
    "que vaya menuda menudo puro pura valiente son es eres sois somos esta estan fue ustedes uds usted"
    " vosotros tu su sus suya suyo suyos mi la el los las un una unos unas lo le de del este estos estas"
    " esto eso todos todas todo muy tan mas pero y o ay hay no si ya ah oye panda bando bola partida"
    " sarta hatajo solo nada sirven para servicio atencion hotel lugar sitio personal gente recepcion"
    " empresa sistema gerente gerencia tipos tipas what a an such you your youre people guys this that"
    " the is are was were of bunch all so just absolute absolutely complete completely total totally"
    " service place staff company desk system management lot and voces seu sua seus um uma uns sao e"
    " servico atendimento turma vous etes votre ce cette quel quelle tas accueil endroit bande est c les"
    " des d"
)
_ONE_STAR = (
    r"(?:una?|1|cero|0|one|zero|uma|une) (?:sol[ao] |pinche )?(?:estrellas?|stars?|estrelas?|etoiles?)"
    r"(?! (?:de (?!resena)|michelin|fish)\b)"
)
_REVIEW = (
    r"(?:resenas?|calificacion\w*|criticas?|opinion\w*|puntuacion\w*|comentarios?|reviews?|ratings?|avaliac\w+"
    r"|avis|critique)"
)
_BAD = (
    r"(?:mal[ao]s?|pesim[ao]s?|horribles?|terribles?|negativ[ao]s?|bad|negative|nasty|awful|ruim|ruins"
    r"|pessim[ao]|mauvais|mauvaise|negatifs?)"
)
_BAD_REVIEW = (
    rf"{_BAD} {_REVIEW}|{_REVIEW} (?:muy |tres |bem )?{_BAD}|{_REVIEW} (?:de |of |a )?{_ONE_STAR}"
    rf"|{_ONE_STAR} {_REVIEW}"
)
_HARMS = r"(?:quem|demand|denunci|hund|exhib|fun|destroz|destru)"
_THREAT = re.compile(
    r"\b(?:"
    r"(?:pon\w*|dej\w+|da\w*|doy|escrib\w+|public\w+|sub\w+|calific\w+|leav\w+|writ\w+|giv\w+|post\w*|drop"
    rf"|get|deix\w+|escrev\w+|mett\w+|mets|laiss\w+|ecri\w+) (?:\w+ ){{0,4}}(?:{_ONE_STAR}|{_BAD_REVIEW})"
    rf"|(?:l[oae]s|te) (?:(?:voy|vamos) a )?{_HARMS}\w+|(?:voy|vamos) a {_HARMS}\w+(?:l[oae]s?|te)"
    r"|(?:sue|suing) (?:you|this|the)|report you to|ruin your reputation|(?:vou|vamos) (?:os )?processar"
    r"|porter plainte|make sure (?:nobody|no one|everyone|everybody)"
    r"|hear from my (?:lawyers?|attorneys?)|my (?:lawyers?|attorneys?) will (?:contact|call|sue|be in touch)"
    r"|mis? abogad[oa]s? (?:se pond\w+|l[oae]s|les|va a (?:demandar|contactar))"
    r"|(?:voy|vamos|ire|iremos|will|ill|going|go|llam\w+|call\w*) (?:\w+ ){0,4}"
    r"(?:profeco|procon|prensa|tele|television|noticieros?|press(?! conf)|media|tribunales|juzgado"
    r"|small claims)"
    r")\b"
)
_BAD_REVIEWS = re.compile(rf"\b(?:{_BAD_REVIEW})\b")
_READ_ABOUT = re.compile(
    r"\b(?:vi|vimos|lei|leimos|leo|veo|hay|habia|encontre|saw|see|seen|read|reading|found"
    r"|there (?:is|are|was|were)|no (?:tengo|hay|tiene|bad)|because of|due to"
    r"|por (?:el|la|los|las)|li|vu|lu)\b"
)
_ASKS_WHERE = re.compile(r"\b(?:where|donde|onde)\b")


def sounds_angry(text: str) -> bool:
    """Whether the words are those of a complaint, an insult or a threat, in four languages."""
    flat = spaced(tokens(text))
    return bool(_ANGRY.search(flat)) or _threatens(flat)


def insults(text: str) -> bool:
    """Whether there is an insult in it, whatever else there is."""
    return bool(_INSULT.search(spaced(tokens(text))))


def only_rages(text: str) -> bool:
    """Whether nothing is said but insults, or what is wanted is pressed for by a threat with bad reviews,
    courts or the press: there is no question in it that could be answered.
    """
    flat = spaced(tokens(text))
    if _threatens(flat):
        return True
    left = [word for word in _INSULT.sub("", flat).split() if word.isalnum() and word not in _BESIDE]
    return "?" not in flat and bool(_INSULT.search(flat)) and not left


def _threatens(flat: str) -> bool:
    """With what others will hear. Whoever tells what they read, or asks how to write, threatens nobody."""
    if "?" in flat or _ASKS_WHERE.search(flat):
        return False
    return bool(_THREAT.search(flat) or (_BAD_REVIEWS.search(flat) and not _READ_ABOUT.search(flat)))


def is_angry(briefing: Briefing) -> bool:
    """Whether any of what the guest wrote last sounds like it. In doubt, nothing is sold."""
    own = [line.text for line in briefing.transcript if line.author == "guest"]
    return any(sounds_angry(text) for text in own[-RECENT:])

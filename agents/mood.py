"""Whether a guest is angry or complains: then nothing is offered to buy."""

import re

from agents.base import Briefing
from agents.offline.words import spaced, tokens

RECENT = 4  # lines of the guest that are looked at

_INSULTS = (
    r"idiotas?|imbecil\w*|estupid\w+|inutil(?:es)?|pendej\w+|pinches?|cabron\w*|mierda|put[oa]s?|gilipollas"
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
_HOUSE = (
    r"servicio|atencion|hotel|lugar|sitio|personal|gente|recepcion|empresa|sistema|service|place|staff|people"
    r"|company|desk|system|servico|atendimento|accueil|endroit"
)
# Insults that are all there is in a clause: "qué estupidez de servicio", "this service is a fucking joke".
_SPITE = re.compile(
    r"(?:(?:pero|ay|no|oye|so|but|mas|mais) )*(?:"
    rf"(?:que|vaya|menud[oa]|puro|pura|what|such|quel|quelle|bando|bola) (?:\w+ ){{0,2}}?(?:{_INSULTS})"
    rf"(?: (?:de|of|d) (?:\w+ ){{0,2}}(?:{_HOUSE}))?"
    rf"|(?:\w+ ){{0,2}}(?:{_HOUSE}) (?:es|son|esta|is|are|was|parece|sucks|e|est)"
    rf" (?:\w+ ){{0,3}}(?:{_INSULTS})"
    r"|(?:(?:que|es|este|esta|el|la|un|una|what|such|is|this|your|the|a|su|tu|seu|votre) )*"
    rf"(?:{_INSULTS}) (?:de |of |d )?(?:\w+ )?(?:{_HOUSE})"
    rf"|(?:(?:son|eres|sois|you|are|all|todos|unos|unas|voces|vous|etes|des|bunch|of|tas|de|partida) )*"
    rf"(?:{_INSULTS})(?: todos| all)?"
    r")"
)
_ONE_STAR = (
    r"(?:una?|1|cero|0|one|zero|uma|une) (?:sol[ao] |pinche )?(?:estrellas?|stars?|estrelas?|etoiles?)"
    r"(?! (?:de|michelin|fish)\b)"
)
_BAD_REVIEW = (
    rf"{_ONE_STAR}"
    r"|(?:mal[ao]s?|pesim[ao]s?|horribles?|terribles?|negativ[ao]s?|bad|terrible|horrible|negative|nasty|ruim"
    r"|pessim[ao]|mauvais|mauvaise)"
    r" (?:resenas?|calificacion\w*|criticas?|opinion\w*|puntuacion\w*|comentarios?|reviews?|ratings?"
    r"|avaliac\w+|nota|avis|note|critique)"
    r"|(?:resenas?|calificacion\w*|criticas?|opinion\w*|comentarios?|reviews?|avaliac\w+|avis)"
    r" (?:mal[ao]s?|pesim[ao]s?|horribles?|terribles?|negativ\w+|ruim|pessim\w+)"
)
_THREAT = re.compile(
    r"\b(?:"
    r"(?:pon\w*|dej\w+|da\w*|doy|escrib\w+|public\w+|sub\w+|calific\w+|leav\w+|writ\w+|giv\w+|post\w*|drop"
    r"|get|deix\w+|escrev\w+|mett\w+|mets|laiss\w+|ecri\w+)"
    rf" (?:\w+ ){{0,4}}(?:{_BAD_REVIEW})"
    r"|(?:los|les|te|lo|la) (?:voy|vamos) a (?:quemar|demandar|denunciar|hundir|exhibir|funar)"
    r"|(?:voy|vamos) a (?:quemar|demandar|denunciar|hundir|exhibir|funar)(?:l[oae]s?|te)"
    r"|(?:sue|suing) (?:you|this|the)|report you to|ruin your reputation|(?:vou|vamos) (?:os )?processar"
    r"|porter plainte"
    r")\b"
)
_ASKS_HOW = re.compile(r"\b(?:how|where|can|could|may|como|donde|puedo|podria|onde|posso|puis je|ou)\b")


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
    clauses = [clause.strip() for clause in re.split(r"[^\w\s]", flat)]
    return "?" not in flat and all(_SPITE.fullmatch(clause) for clause in clauses if clause) and any(clauses)


def _threatens(flat: str) -> bool:
    return bool(_THREAT.search(flat)) and not ("?" in flat and _ASKS_HOW.search(flat))


def is_angry(briefing: Briefing) -> bool:
    """Whether any of what the guest wrote last sounds like it. In doubt, nothing is sold."""
    own = [line.text for line in briefing.transcript if line.author == "guest"]
    return any(sounds_angry(text) for text in own[-RECENT:])

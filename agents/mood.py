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


def sounds_angry(text: str) -> bool:
    """Whether the words are those of a complaint or an insult, in four languages."""
    return bool(_ANGRY.search(spaced(tokens(text))))


def is_angry(briefing: Briefing) -> bool:
    """Whether any of what the guest wrote last sounds like it. In doubt, nothing is sold."""
    own = [line.text for line in briefing.transcript if line.author == "guest"]
    return any(sounds_angry(text) for text in own[-RECENT:])

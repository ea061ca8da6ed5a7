"""What the house allows: pets, smoking, visitors, an early arrival, hours. Told only when it was looked up.

That something is forbidden may be said without a source, and so may a question, a doubt and an "I can ask".
What the facts allow is known by topic: `Grounds.allowed`.
"""

import re
from collections.abc import Iterable

from agents.gate.base import Finding, Grounds, finding
from agents.gate.speech import Hit, hits

_MAY = (
    r"(?:se )?(?:puede[ns]?|podra[ns]?|permite[ns]?|acepta[ns]?|admite[ns]?|aceptamos|admitimos|permitimos"
    r"|recibimos)"
    r"|(?:can|may|could)(?!n?'t| ?not)|(?:are free to|is free to|feel free to|welcome to|happy to)"
    r"|we (?:accept|allow|permit|take|love)"
    r"|(?:podem?|aceitamos|permitimos|pode-se)|(?:pouvez|peuvent|peut|acceptons|autorisons)"
)
_FINE = (
    r"(?:welcome|allowed|permitted|accepted|ok(?:ay)?|fine|no (?:\w+ )?(?:problem|issue|trouble)"
    r"|not a problem"
    r"|no es (?:ningun )?(?:problema|inconveniente)|no hay (?:ningun )?(?:problema|inconveniente)"
    r"|sin (?:ningun )?problema"
    r"|bienvenid[oa]s|permitid[oa]s?|aceptad[oa]s?|admitid[oa]s?|esta bien|bem-vind[oa]s|permitid[oa]s"
    r"|aceit[oa]s"
    r"|bienvenu(?:e?s)?|autorise(?:e?s)?|acceptee?s?|possible|posible|garantizad[oa]|guaranteed"
    r"|confirmad[oa]|confirmed"
    r"|assured|a no-brainer|pas un probleme|pas de (?:souci|probleme)|sem problemas?)"
)
_PETS = (
    r"(?:perr(?:o|it[oa])s?|gat(?:o|it[oa])s?|mascotas?|animales?|dogs?|cats?|pets?|pupp(?:y|ies)|kittens?"
    r"|animals?"
    r"|cachorr(?:o|inho)s?|caes|cao|gatos?|animais|chiens?|chats?|animaux)"
)
_SMOKE = r"(?:fum(?:ar|e)|smok(?:e|ing)|vap(?:e|ing|ear|oter)|fumer|cigarros?|cigarettes?|puros?)"
_VISIT = (
    r"(?:visitas?|visitantes?|invitados?|amig[oa]s?|novi[oa]|familiares|visitors?|friends?|relatives"
    r"|acompanantes?"
    r"|outside guests|convidados|amis|visiteurs|visites)"
)
_EARLY = (
    r"(?:early (?:check-?in|arrival)|(?:entrada|llegada|check-?in) (?:mas )?(?:tempran[oa]|anticipad[oa])"
    r"|(?:entrar|llegar|instalarse|arriving|checking in|check in) (?:mas )?(?:temprano|antes|early|earlier)"
    r"|early check in|entrada antecipada|arrivee anticipee|(?:entrar|chegar) mais cedo)"
)
_LATE = (
    r"(?:late (?:check-?out|departure)|(?:salida|check-?out) (?:tardia|tarde)|salir (?:mas )?tarde"
    r"|quedarse (?:\w+ )?hasta (?:mas )?tarde"
    r"|(?:sale|salir|saliendo|checking out|check out|leaving|leave) (?:mas tarde|later?|por la tarde"
    r"|in the (?:afternoon"
    r"|evening))|late check out|saida tardia|sair mais tarde|depart tardif|partir plus tard)"
)
_LEAVE = (
    r"(?:(?:salir|dejar|desocupar|entregar|leave|vacate|check out(?: of)?|sair|partir|liberer"
    r"|quitter) ?(?:\w+ ){0,3}"
    r"(?:cuando (?:quiera|guste|desee)\w*|a la hora que (?:quiera|guste)\w*|whenever|any ?time"
    r"|at any (?:time|hour)"
    r"|a cualquier hora|as late as you \w+|quando quiser|quand vous (?:voulez|souhaitez))"
    r"|no hay hora de salida|there is no check-?out time)"
)
_ENTER = (
    r"(?:entrar a (?:su|la) habitacion|registrarse|check in(?:to)?) ?(?:\w+ ){0,3}(?:cuando (?:quiera|guste"
    r"|desee)\w*|"
    r"a la hora que (?:quiera|guste)\w*|whenever|any ?time|at any (?:time|hour)|a cualquier hora)"
)
_ABSENT = (
    r"(?:no[- ]?shows?|no (?:se )?(?:presen\w*|lleg\w*|vien\w*|veng\w*|aparece\w*|acude\w*)"
    r"|(?:don'?t|do not|never|doesn'?t|fails? to) (?:show|turn up|come|arrive|make it|appear)"
    r"|nao (?:comparecer|aparecer|vier)|ne (?:venez|vous presentez) pas)"
)
_CHARGES = (
    r"(?:cobr\w+|carg(?:o|a|amos|aremos)|charg\w+|bill\w*|pag\w+|pay\w*|penali\w+|fee|factur\w+|debit\w+)"
)
_UNCHARGED = (
    rf"(?:(?:no|nunca|jamas|never|not|won'?t|don'?t|nothing|nada|sin|nao|ne"
    rf"|without) (?:\w+ ){{0,3}}{_CHARGES}"
    rf"|no pasa nada|(?:doesn'?t|does not|won'?t) cost)"
)
_ALWAYS = (
    r"(?:24 ?/ ?7|(?:las |the )?24 (?:horas|hours|heures|h)\b|round the clock|around the clock|dia y noche"
    r"|day and night"
    r"|noche y dia|night and day|jour et nuit|dia e noite|a toda hora|a todas horas|(?:siempre|always"
    r"|sempre|toujours)"
    r" (?:esta |is )?(?:abiert[oa]|open|abert[oa]|ouverte?)|nunca cierra|never closes?|nunca fecha"
    r"|ne ferme jamais"
    r"|toda la noche|all night(?: long)?|at any (?:time|hour)|a cualquier hora|no cierra nunca"
    r"|esta siempre abiert[oa])"
)
_PLACES = {
    "pool_hours": r"(?:albercas?|piscinas?|jacuzzi|pools?|hot tub|sauna|piscines?)",
    "gym_hours": r"(?:gimnasio|gym|fitness|academia|salle de sport)",
    "desk_hours": r"(?:recepcion|reception|front desk|recepcao|conserjeria|concierge)",
    "food_hours": r"(?:restaurantes?|restaurants?|bar|cafeteria|cocina|kitchen|room service|cozinha|cuisine)",
    "spa_hours": r"(?:spa|lavanderia|laundry|boutique|tienda|shop)",
}
_ABOUT: dict[str, str] = {
    "pets": rf"\b{_PETS}\b",
    "smoking": rf"\b{_SMOKE}\b",
    "visitors": rf"\b{_VISIT}\b",
    "early": rf"\b(?:{_EARLY}|early|temprano|anticipada)\b",
    "late": rf"\b(?:{_LATE}|late|tardia)\b",
    "no_show": rf"\b(?:{_ABSENT}|no[- ]?show)\b",
    **{topic: rf"\b{place}\b" for topic, place in _PLACES.items()},
}
_STAYS = (
    r"(?:qued\w+|dormir|pernoctar|subir|pasar|entrar|stay|sleep|come (?:up|over|in)|spend|visit|ficar"
    r"|dormir|subir|rester"
    r"|monter|recib\w+|receive|have|host|traer|bring)"
)
_ALLOWS: dict[str, str] = {
    "pets": rf"\b(?:{_PETS}[^.!?\n]{{0,40}}\b{_FINE}|(?:{_MAY})\b[^.!?\n]{{0,25}}\b{_PETS}"
    rf"|(?:bring|traiga|traer|venga con|travel with)\b[^.!?\n]{{0,20}}\b{_PETS}|pet[- ]friendly"
    rf"|{_FINE}[^.!?\n]{{0,12}}"
    rf"\b{_PETS})\b",
    "smoking": rf"\b(?:(?:{_MAY}) (?:\w+ ){{0,2}}{_SMOKE}|{_SMOKE}(?: (?!not\b|no\b)[\w']+){{0,6}} {_FINE}"
    rf"|{_FINE} (?:to )?{_SMOKE})\b",
    "visitors": rf"\b(?:{_VISIT} (?:\w+ )?(?:{_MAY}) (?:\w+ )?{_STAYS}|{_VISIT}(?: (?!not\b"
    rf"|no\b)[\w']+){{0,4}} {_FINE}"
    rf"|(?:{_MAY}) (?:recibir|have|receive|host|traer|bring|receber|recevoir) (?:\w+ ){{0,2}}{_VISIT})\b",
    "early": rf"\b(?:{_EARLY}(?: (?!not\b|no\b)[\w']+){{0,3}} {_FINE}|(?:garantiz\w+|guarantee\w*|promet\w+"
    rf"|{_MAY})"
    rf" (?:(?:la|su|el|your|an|the|una|un|hacer) ){{0,2}}{_EARLY}|{_EARLY} (?:es|is) {_FINE}|{_ENTER})\b",
    "late": rf"\b(?:{_LATE}(?: (?!not\b|no\b)[\w']+){{0,3}} {_FINE}|(?:garantiz\w+|guarantee\w*|{_MAY})"
    rf" (?:(?:la|su|el|your|a|the|una|un|hacer) ){{0,2}}{_LATE}|{_FINE} (?:si |if you )(?:\w+ )?{_LATE}"
    rf"|{_LEAVE})\b",
    "no_show": rf"\b(?:{_ABSENT}\b[^.!?\n]{{0,40}}\b{_UNCHARGED}"
    rf"|{_UNCHARGED}\b[^.!?\n]{{0,30}}\b{_ABSENT})\b",
    **{
        topic: rf"\b(?:{place}\b[^.!?\n]{{0,40}}{_ALWAYS}|{_ALWAYS}[^.!?\n]{{0,20}}\b{place})\b"
        for topic, place in _PLACES.items()
    },
}
_ABOUTS = {topic: re.compile(words) for topic, words in _ABOUT.items()}
_ALLOWING = {topic: re.compile(words) for topic, words in _ALLOWS.items()}
_OWN_NO = {"no_show"} | _PLACES.keys()  # their words hold a "no" that denies nothing
# It is left open, or with somebody who decides.
_OPEN = re.compile(
    r"\b(?:sujet[oa]s?|subject|depend\w*|on request|upon request|bajo peticion|peticion|solicit\w+"
    r"|request\w*|consult\w+"
    r"|pregunt\w+|ask\w*|check with|pedir\w*|pedirl[oa]|averigu\w+|find out|confirm with|disponibilidad"
    r"|availability"
    r"|disponibilidade|disponibilite|demander|perguntar|verificar|si es posible|if possible|no se si"
    r"|not sure|unsure"
    r"|politica|policy|politique|llegar a cualquier|arrive at any)\b"
)
_IF = re.compile(
    r"\b(?:si (?!no )|if (?!you (?:don'?t|do not|never|fail|check out|leave))|whether|cuando |when |once )"
)
_NO_AFTER = re.compile(
    r"\b(?:no (?!es|hay|problem|issue)|not (?!a problem)|nunca|never|\w+n't|nao|pas (?!de))\b"
)
_TO_ENTER = re.compile(
    r"\b(?:check-?in|entrar|entrada|ingresar|acceder|arrivee|instalarse|move in)\b|\bcheck in\b"
)
_TO_LEAVE = re.compile(
    r"\b(?:check-?out|salir|salida|sair|saida|depart|desocupar|vacate|leave)\b|\bcheck out\b"
)
_ADVICE = "Say what the house allows only after looking it up; otherwise offer to ask the staff."


def allowed(bare: str, language: str = "") -> frozenset[str]:
    """The topics on which a text of the house says anything but a plain no."""
    found = set()
    for topic, about in _ABOUTS.items():
        for hit in hits(about, bare, language):
            rest = hit.sentence[len(hit.before) :]
            if topic in _OWN_NO or not (hit.denied_before() or _NO_AFTER.search(rest[:60])):
                found.add(topic)
    return frozenset(found)


def of_topics(keys: Iterable[str]) -> frozenset[str]:
    """The same for the keys of what was looked up and answered with yes."""
    return frozenset(topic for key in keys for topic in allowed(re.sub(r"[_-]", " ", key)))


def check(bare: str, grounds: Grounds) -> list[Finding]:
    """Permissions that nobody looked up."""
    found = []
    for topic, allows in _ALLOWING.items():
        if topic not in grounds.allowed:
            found += [
                finding("house", hit.sentence, _ADVICE)
                for hit in hits(allows, bare, grounds.language)
                if not _is_open(topic, hit)
            ]
    return found


def _is_open(topic: str, hit: Hit) -> bool:
    """Is nothing allowed here: a question, a no, a doubt, a condition?"""
    if hit.asked or _OPEN.search(hit.sentence):
        return True
    if topic in _OWN_NO:
        return hit.denied_before()
    denied = hit.denied_before() or hit.before.endswith("n'") or _NO_AFTER.search(hit.words)
    return bool(denied) or _IF.search(hit.before) is not None


def enters(clause: str) -> bool:
    """Does a clause say from when a guest may have the room?"""
    return _TO_ENTER.search(clause) is not None and not _TO_LEAVE.search(clause)


def leaves(clause: str) -> bool:
    """Does a clause say until when a guest may keep the room?"""
    return _TO_LEAVE.search(clause) is not None and not _TO_ENTER.search(clause)

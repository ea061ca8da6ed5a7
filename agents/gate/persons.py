"""Persons in a reply: where somebody else is, and the assistant as a person with a name and a desk."""

import re
from collections.abc import Iterator

from agents.gate import contacts
from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import fold, views
from agents.gate.speech import Hit, hits

_KIN = (
    r"(?:espos[oa]|marido|mujer|novi[oa]|pareja|herman[oa]s?|hij[oa]s?|padres?|madre|papa|mama|jef[ea]"
    r"|amig[oa]s?"
    r"|compa[nñ]er[oa]s?|soci[oa]|colegas?|ex|suegr[oa]|prim[oa]|ti[oa]|familia|wife|husband|spouse|partner"
    r"|girlfriend"
    r"|boyfriend|fiancee?|brothers?|sisters?|sons?|daughters?|kids|parents|mother|father|mom|mum|dad|boss"
    r"|friends?"
    r"|colleagues?|ex-\w+|family|marid[oa]|namorad[oa]|irma|irmao|filh[oa]|mae|pai|chefe|femme|mari|epouse?"
    r"|copine"
    r"|copain|frere|soeur|fils|fille|mere|pere|patron|amie?s?)"
)
_TITLED = (
    r"(?:(?:el |la |los |las |the |o |a |le )?(?:senora?|senorita|senores|sr|sra|srta|mrs?|ms|miss|don|dona"
    r"|doctor|dr|dra"
    r"|senhora?|monsieur|madame|mme)\.? [a-z'-]+(?: [a-z'-]+)?|(?:la |los |the )?(?:pareja|familia"
    r"|huesped(?:es)?|senor"
    r"(?:es)?|senora|chic[oa]s?|couple|family|guests?|man|lady|people|person|hospede|casal|client"
    r"|couple) (?:de|del|da|do"
    r"|in|from|of) (?:la |el |the |room |habitacion |number )*\d{1,4}|(?:the )?\w+ family|la familia \w+)"
)
_DID = (
    r"(?:llego|llegaron|salio|salieron|acaban? de (?:salir|llegar|entrar|bajar|subir|irse|registrarse)"
    r"|se (?:fue|fueron"
    r"|marcho|registro|hospeda|aloja|quedo)|bajo|bajaron|subio|subieron|entro|volvio|hizo (?:el )?check|pidio"
    r"|esta (?:en (?:la|el|su) (?:\d+|habitacion|cuarto|alberca|piscina|bar|restaurante|spa|lobby|recepcion"
    r"|hotel"
    r"|gimnasio)|aqui|fuera|arriba|abajo|hospedad[oa]|registrad[oa]|alojad[oa]|desayunando|cenando"
    r"|durmiendo)|ceno|desayuno"
    r"|(?:has|have) (?:just |already )?(?:left|arrived|checked|gone|come|returned|gone)|(?:just "
    r"|already )*(?:arrived|left"
    r"|checked (?:in|out)|went|came|returned|ordered|had (?:dinner|breakfast))"
    r"|(?:is|are) (?:currently |now |already )?(?:at the|in (?:the|room|his|her|their) ?(?:\d+|pool|bar"
    r"|lobby|restaurant"
    r"|spa|gym|hotel|room|suite)?|here\b|out\b|upstairs|downstairs|staying|asleep|having|checked)"
    r"|saiu|sairam|chegou|chegaram|acab(?:ou|aram) de (?:sair|chegar)|foi embora|desceu|subiu"
    r"|esta n[oa] (?:quarto|piscina|bar)"
    r"|(?:est|sont) (?:deja |bien )?(?:sorti|arrive|parti|descendu|monte|rentre|dans|au|a la|ici)\w*"
    r"|vient de (?:sortir|partir|arriver))"
)
_WHERE = re.compile(
    rf"\b(?:(?:su|tu|sus|tus|your|sua|seu|votre|vos|ton|ta) {_KIN}|{_TITLED})(?: [a-z]+)? (?:ya |si |hoy "
    rf"|also |do )*{_DID}"
    r"(?!\w)"
    r"|\b(?:habitacion|room|suite|quarto|chambre|cuarto) (?:numero |number |no\.? )?\d{1,4} (?:esta |is "
    r"|la |lo |e |est )*"
    r"(?:taken|used|rented|ocupan?|occupied|ocupad[oa]|usan?|tomad[oa]|rentad[oa]|prise|occupee|tiene"
    r"|belongs)"
    r" ?(?:by|por|par|la|el|to|pour)\b"
)
_DESK = (
    r"(?:recepcion(?:ista)?|reception(?:ist)?s?|front desk|night shift|day shift|turno|conserjeria"
    r"|concierge|gerencia"
    r"|staff|receptionniste|recepcao|accueil|front office|guest services|equipo de)"
)
_FLESH = (
    r"(?:de carne y hueso|flesh and blood|carne e osso|en chair et en os|human[oa]?|humain[e]?|de verdad"
    r"|real person"
    r"|persona real|just like you|como usted|like yourself)"
)
_NAME = r"[A-ZÁÉÍÓÚÑÇ][\w'-]{1,15}"
# "Soy Laura, de recepción": a name of one's own and a desk; case is kept, so that a name is a name.
_STAFF = re.compile(
    rf"\b(?i:soy|aquí|aqui|aquí está|i'?m|i am|this is|it'?s|here is|aqui é|sou|je suis|ici|c'est"
    rf"|my name is|me llamo"
    rf"|le (?:escribe|habla|atiende|saluda)|hablas? con|está (?:hablando|chateando) con|(?:talking|chatting"
    rf"|speaking)"
    rf" (?:to|with)) (?i:a |o )?(?!(?:Hotel|The|La|El)\b){_NAME}(?: {_NAME})?,? "
    rf"(?i:(?:from|at|on|in|de|del|desde|en|of|the|la|el|su|tu|your|our|one|una|un|a|do|da|notre|votre|une"
    rf"|turno) )*"
    rf"(?i:{_DESK}|{_FLESH})"
)
_POSES = re.compile(
    r"\b(?:no hay|there(?:'s| is) no|nao ha|il n'y a pas de) (?:ningun[oa]? |any )?(?:maquina|robot|bot"
    r"|machine|computer"
    r"|ordenador|computadora|ai|ia|software)\b[^.!?\n]{0,15}\b(?:aqui|here|ici|solo yo|just me|detras|behind)"
    r"|\b(?:de carne y hueso|flesh and blood|carne e osso|en chair et en os)\b"
    r"|\b(?:llevo|i'?ve been|i have been|i'?ve worked|i have worked|j'ai travaille|trabalho ha)"
    r"[^.!?\n]{0,25}\b(?:anos|years|ans)\b"
    r"|\b(?:una persona|a (?:real )?person|a human|uma pessoa|une personne) (?:just )?(?:como (?:usted|tu)"
    r"|like you"
    r"|como voce|comme vous)\b"
)
# A name beside a reservation that nobody proved to be theirs.
_NAMED = re.compile(
    r"\b(?i:a nombre de|under the name(?: of)?|in the name of|belongs to|registered to|pertenece a|em nome de"
    r"|au nom de)(?: (?i:la|el|the|sr|sra|mr|mrs)\.?)* (?P<name>[A-ZÁÉÍÓÚÑÇ][\w'-]+(?: [A-ZÁÉÍÓÚÑÇ][\w'-]+)*)"
)
_ITS = re.compile(
    r"\b(?i:es|está|it'?s|it is|is|é|est|c'est) (?i:de|del|of|by|from|for|para|à|do|da|d')(?: (?i:la|el|sr"
    r"|sra|señor|señora|mr|mrs)\.?)* ?"
    r"(?P<name>[A-ZÁÉÍÓÚÑÇ][\w'-]+(?: [A-ZÁÉÍÓÚÑÇ][\w'-]+)*)"
)
_NOT_POSING = re.compile(r"\b(?:virtual|digital|asistente|assistant|bot|automat\w+|assistente|virtuelle?)\b")
_NO = re.compile(r"\b(?:no|not|nunca|never|nao|ne|pas|n't)\b")
_HELD_BACK = re.compile(r"\b(?:if|si|whether|cuando|when|once|unless|aunque)\b")


def check(case: str, bare: str, grounds: Grounds) -> list[Finding]:
    """Findings about persons."""
    language = grounds.language
    named = [] if grounds.done else [hit for hit in _names(case, grounds) if not _wrote(hit["name"], grounds)]
    found = [
        finding("guest", hit.sentence, "Never tell a guest who stays at the hotel, or where somebody is.")
        for hit in hits(_WHERE, bare, language)
        if not (hit.asked or hit.denied() or _is_open(hit))
    ]
    found += [finding("guest", hit.group(), "Name nobody whose reservation was not found.") for hit in named]
    return found + [
        finding("human", hit.sentence, "You are a virtual assistant. Never claim to be a person.")
        for hit in (*hits(_POSES, bare, language), *hits(_STAFF, case, language))
        if not (hit.asked or _NOT_POSING.search(hit.sentence.lower()) or _NO.search(hit.before.lower()))
    ]


def _names(case: str, grounds: Grounds) -> Iterator[re.Match[str]]:
    """Persons named as those of a reservation; "es de ..." is one only where the guest gave a code."""
    yield from _NAMED.finditer(case)
    if contacts.codes(grounds.guest_text):
        yield from _ITS.finditer(case)


def _wrote(name: str, grounds: Grounds) -> bool:
    written = set(re.findall(r"\w+", views(fold(grounds.guest_text)).bare))
    return written.issuperset(re.findall(r"\w+", views(fold(name)).bare))


def _is_open(hit: Hit) -> bool:
    return _HELD_BACK.search(hit.clause.removeprefix("si,")) is not None

"""Promises that something will be done: true only when a person or a task has it in hand."""

import re

from agents.gate import deeds
from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import Folded
from agents.gate.others import words_of
from agents.gate.speech import Hit, hits
from agents.gate.words import Words

_FUTURE_ES = (
    r"(?:llamar|avisar|escribir|contactar|enviar|mandar|informar|notificar|responder|contestar"
    r"|consultar|preguntar|averiguar|revisar|gestionar|comunicar|devolver|reembolsar|hacer llegar"
    r"|pedir|solicitar|reservar|cancelar|preparar|guardar|apartar|organizar|encargar|recoger|subir"
    r"|llevar|atender|resolver|solucionar|verificar|tramitar|confirmar)(?:e|emos|an|a)"
)
_NOW_ES = (
    r"(?:llamo|llamamos|marco|marcamos|aviso|avisamos|escribo|escribimos|contacto|contactamos|envio|enviamos"
    r"|mando|mandamos|respondo|consulto|pregunto|averiguo|reviso|gestiono|reservo|aparto|guardo"
    r"|paso con|pasamos con|confirmo (?:manana|luego|en breve|mas tarde|en un))"
)
_LATER = (
    r"(?:manana|luego|en breve|mas tarde|en cuanto|cuando|pronto|enseguida|hoy|esta tarde"
    r"|ahora mismo|en un momento|en unos minutos|antes de)"
)
_PROMISE_ES = re.compile(
    rf"\b(?:(?:le|te|les|os|lo|la|los|las|se|yo|nosotros) )+{_FUTURE_ES}\b(?! (?:un |su "
    rf"|el )?(?:documento|pasaporte|dni))|\b(?:le|te|les|os|lo|la|los|las) {_NOW_ES}\b|\b(?:voy"
    rf"|vamos|va|van) a (?:\w+ )?(?:llamar|avisar|escribir|contactar|enviar|mandar|informar"
    rf"|notificar|responder|consultar|checar|marcar|buscar a|preguntar|averiguar|revisar|gestionar"
    rf"|comunicar|reservar"
    rf"|hablar|pedir|solicitar|confirmar)\w*"
    rf"|\b(?:llamare|avisare|enviare|mandare|escribire|contactare|informare|notificare|consultare"
    rf"|preguntare|averiguare|revisare|gestionare|reservare|llamaremos|avisaremos|enviaremos"
    rf"|escribiremos|contactaremos|consultaremos|gestionaremos|mantendremos informad)\w*"
    rf"|\b(?:alguien|recepcion|un companero|una companera|una persona|el equipo|nuestro equipo"
    rf"|mi companero|el personal|un agente|un empleado|ellos|el gerente"
    rf"|la gerente)(?: \w+){{0,4}} (?:llamara|avisara|escribira|contactara|respondera|contestara"
    rf"|atendera|ayudara|subira|enviara|confirmara|pasara)\b"
    rf"|\bse (?:pondran?|comunicaran?) en contacto|\bpondr(?:e|emos) en contacto|\bse pondran\b"
    rf"|\b(?:recibira|recibiras|le llegara|te llegara) (?:\w+ ){{0,3}}(?:correo|mensaje|llamada"
    rf"|email|e-mail|confirmacion|factura|enlace|sms|whatsapp)"
    rf"|\b(?:estoy|estamos) (?:consultando|verificando|gestionando|hablando|preguntando|tramitando"
    rf"|revisando)\b|\b(?:dejeme|dejame|permitame|permiteme) (?:\w+ )?(?:consultar|preguntar|hablar"
    rf"|verificar|revisar|averiguar)\w*|\bprocedo a (?:reservar|cancelar|confirmar|enviar|realizar)"
    rf"|\bme (?:encargo|ocupo|encargare|ocupare)\b|\b(?:yo|nosotros) me lo apunto\b"
    rf"|\b(?:mientras|en lo que) (?:lo |le )?(?:consulto|pregunto|reviso|verifico|checo|hablo)\b"
    rf"|\b(?:le|te) (?:cobrar(?:e|emos)|cargar(?:e|emos)|(?:voy|vamos) a (?:cobrar|cargar))\b[^.!?\n]{{0,50}}"
    rf"\btarjeta\b"
    rf"|\bestar(?:e|emos) (?:avisando|informando|contactando|escribiendo|llamando|pendiente)"
    rf"|\b(?:alguien|recepcion|un companero|una companera|el equipo|nuestro equipo|el personal|el gerente)"
    rf"(?: \w+){{0,3}} se (?:comunica|pone en contacto|contacta)"
    rf"|\b{_LATER} (?:le|te|les) (?:llam|avis|escrib|contact|envi|mand|confirm|respond)\w+"
)
_DOES_EN = (
    r"(?:get back|see (?:what|if|whether)|tell you|find (?:a|you)|be back|let (?:them|reception"
    r"|the [a-z]+|housekeeping|our [a-z]+) know|call"
    r"|phone|ring|contact|reach|e-?mail|write|let you know|message you|text you"
    r"|check with|ask|send|notify|inform|look into|arrange|follow up|refund|update you"
    r"|return to you|be in touch|find out|be in contact|speak to"
    r"|speak with|talk to|pass|forward|book|reserve|cancel|hold|prepare|make sure|ensure|take care"
    r"|handle|keep you|confirm (?:by|shortly|tomorrow|later|with|soon|this)|have (?:someone|them|him|her"
    r"|reception|a colleague|the|our)|see to it|sort|come back to you|report|set up|organi[sz]e"
    r"|put (?:in|you|a)|request|bring|deliver|reply|answer you|respond|help you shortly)"
)
_PROMISE_EN = re.compile(
    rf"\b(?:i|we|someone|somebody|they|he|she|reception|the reception|our team|the team|our staff"
    rf"|staff|a colleague|my colleague|a person|an agent|the manager|our manager|a member of (?:our"
    rf"|the) (?:team|staff)|housekeeping|a human|one of us)(?: from [a-z ]{{3,20}})?"
    rf"(?:'ll| will| shall| am going to| are going to|'m going to|'re going to"
    rf"| is going to) (?:(?:also|then|gladly|happily|personally|be happy to|be glad to|immediately"
    rf"|now|just|shortly|certainly|definitely|soon|go ahead and|be) )*(?:{_DOES_EN}|checking"
    rf"|calling|contacting|sending|getting back|in touch|in contact)\b"
    rf"|\blet me (?:\w+ )?(?:check with|ask|speak|talk|consult|get back|find out|call|verify with"
    rf"|confirm with|arrange)\b|\b(?:i|we)(?:'m| am|'re| are) (?:\w+ )?(?:checking with|asking"
    rf"|contacting|calling|arranging|consulting|processing|booking|sending|speaking)\b"
    rf"|\byou(?:'ll| will)(?: \w+)? (?:receive|get|be contacted|be called|hear from|be sent"
    rf"|be notified|hear from us|have an? (?:e-?mail|call|answer))\b(?! (?:a )?(?:warm|the best|great))"
    rf"|\bexpect (?:a|an|our) (?:call|e-?mail|message|reply|answer)\b|\bwill be (?:in touch|sent"
    rf"|emailed|contacted|refunded|notified|called)\b|\bleave it (?:with|to) (?:me|us)\b"
    rf"|\bwhile (?:i|we) (?:check|ask|speak|talk|call|find out)\b|\bget back to you\b|\bi promise\b"
    rf"|\b(?:i|we)(?:'ll| will| are going to) charge\b[^.!?\n]{{0,50}}\bcard\b"
    rf"|\ble prometo\b|\bte prometo\b"
)
_AFTER_YES = re.compile(
    r"\b(?:(?:una vez|cuando|en cuanto|si) (?:\w+ ){0,3}(?:confirm|acept|me diga|responda|diga)"
    r"|al confirmar|once you|if you (?:confirm|say|reply)|when you (?:confirm|say|reply)"
    r"|as soon as you|after you confirm|para confirmar)"
)
_WORKFLOW = re.compile(
    r"reserv|book|cancel|confirm|apart|aparto|hold|term|condiciones|resumen|summary|options"
    r"|opciones|prepar"
)
_CAN = re.compile(
    r"\b(?:puedo|podemos|puede|pueden|podria|podriamos|can|could|may|might|suele"
    r"|usually)\b[^,]{0,20}$"
)

_ADVICE = "Promise nothing. Hand over to staff if a person must act, or offer it."
_SHOWS = re.compile(r"envi|mand|send|envoi|enverr")
_HERE = re.compile(r":\W*$|\b(?:aqui|a continuacion|below|here|abaixo|a seguir|ci-dessous|voici)\b")
# "Le escribo las opciones: doble o suite." is kept by what stands after the colon. Later is later.
_WRITES = re.compile(r"\b(?:escrib(?:o|imos)|escrevo|escrevemos|write|writing|ecris|ecrivons)\b")
_OPTIONS = re.compile(
    r"^[^:.!?\n]{0,20}\b(?:opcion(?:es)?|precios?|tarifas?|detalles?|resumen|condiciones|datos|horarios?|pasos"
    r"|direccion|habitaciones|servicios|lista"
    r"|options?|prices?|rates?|details?|summary|terms|conditions|hours|times|steps|address|rooms|services|list"
    r"|opcao|opcoes|precos?|resumo|condicoes|dados|passos|endereco|quartos|servicos"
    r"|prix|tarifs?|resume|etapes|adresse|chambres|horaires|liste)\b[^:.!?\n]{0,30}:"
)
_NOT_NOW = re.compile(
    rf"\b(?:{_LATER}|en un rato|dentro de|por (?:correo|telefono|mail|e-?mail)|al correo|despues|tomorrow"
    r"|later|soon|tonight|shortly|by (?:e-?mail|phone|post)|in (?:a|an|\d+|ten|five) \w+"
    r"|this (?:evening|afternoon)"
    r"|amanha|depois|mais tarde|em (?:breve|alguns?|um|\d+)|por telefone|hoje|daqui a"
    r"|demain|plus tard|bientot|ce soir|tout a l'heure|dans|par (?:e-?mail|courriel|telephone)|sous peu)\b"
)


def check(folded: Folded, grounds: Grounds) -> list[Finding]:
    """Promises of work that nobody scheduled."""
    if grounds.promised:
        return []
    words = words_of(grounds.language)
    found = []
    if not grounds.done & {"told", "noted", "request_noted"}:
        found += [finding("promise", hit.sentence, _ADVICE) for hit in deeds.coming(folded, grounds.language)]
    for pattern in (_PROMISE_ES, _PROMISE_EN, *((words.promise,) if words else ())):
        for hit in hits(pattern, folded.bare, grounds.language):
            can = _CAN.search(hit.clause) or (words and re.search(words.can, hit.clause))
            is_offer = hit.asked or hit.offered() or hit.denied() or can
            if not (is_offer or _is_workflow(hit, words) or _is_here(hit)):
                found.append(finding("promise", hit.sentence, _ADVICE))
    return found


def _is_workflow(hit: Hit, words: Words | None) -> bool:
    """Is it what comes after the guest's yes: "once you confirm, I will book it"?"""
    if _AFTER_YES.search(hit.sentence) and _WORKFLOW.search(hit.words):
        return True
    if words is None:
        return False
    after = re.search(rf"\b{words.after_yes}", hit.sentence)
    return after is not None and re.search(words.workflow, hit.words) is not None


def _is_here(hit: Hit) -> bool:
    """Is it kept by this very message: "Le envío las opciones:" by the lines that follow?"""
    if _SHOWS.search(hit.words) and _HERE.search(hit.sentence):
        return True
    after = hit.sentence[len(hit.before) + len(hit.words) :]
    shows = _SHOWS.search(hit.words) or _WRITES.search(hit.words)
    return bool(shows and _OPTIONS.search(after) and not _NOT_NOW.search(hit.sentence))

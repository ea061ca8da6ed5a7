"""Claims that something is done, and promises that something will be. Both need more than words."""

import re

from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import Folded, views
from agents.gate.speech import Hit, hits

_DONE = {
    "booked": r"(?:reservad|apartad|bookad|agendad|programad)[oa]s?|booked|reserved|scheduled|secured"
    r"|held for you|on hold for you",
    "confirmed": r"confirmad[oa]s?|confirmed|garantizad[oa]s?|guaranteed|asegurad[oa]s?|formalizad[oa]s?"
    r"|tramitad[oa]s?|finalised|finalized|reconfirmed",
    "cancelled": r"cancelad[oa]s?|anulad[oa]s?|cancel?led|annulled",
    "changed": r"modificad[oa]s?|cambiad[oa]s?|actualizad[oa]s?|ampliad[oa]s?|extendid[oa]s?|modified|changed"
    r"|updated|amended|extended|rescheduled|moved to|upgraded",
    "paid": r"pagad[oa]s?|cobrad[oa]s?|cargad[oa]s?|abonad[oa]s?|procesad[oa]s?|paid|charged|processed"
    r"|settled|debited",
    "refunded": r"reembolsad[oa]s?|devuelt[oa]s?|refunded|reimbursed|credited",
    "sent": r"enviad[oa]s?|mandad[oa]s?|remitid[oa]s?|sent|e-?mailed|mailed|forwarded|texted",
    "told": r"avisad[oa]s?|notificad[oa]s?|informad[oa]s? (?:a|al|del)|comunicad[oa]s?|pasad[oa]s? (?:su"
    r"|tu|el|la|a|al)|trasladad[oa]s?|solicitad[oa]s?|pedid[oa]s? (?:a|al|su|un|una|el|la)"
    r"|told|notified|informed|alerted|asked (?:reception|the|our|housekeeping|a colleague|staff)"
    r"|passed (?:on|it|this|your|along)|contacted|requested|arranged|called|spoken|escalated"
    r"|organi[sz]ed|llamad[oa] a",
    "noted": r"anotad[oa]s?|registrad[oa]s?|apuntad[oa]s?|noted|recorded|logged|registered|added"
    r"|agregad[oa]s?|anadid[oa]s?|guardad[oa]s?|saved|preparad[oa]s?",
}
# Accents tell "reservé" (I booked) from "reserve" (please book); without them only "ya" does.
_PAST_ES = {
    "booked": "reservé|aparté|agendé",
    "confirmed": "garanticé|confirmé",
    "cancelled": "cancelé|anulé|canceló",
    "changed": "modifiqué|cambié|actualicé",
    "paid": "cobré|cargué|procesé",
    "refunded": "reembolsé|devolví",
    "sent": "envié|mandé|remití",
    "told": "avisé|notifiqué|informé|hablé con|pasé su|solicité|pedí",
    "noted": "anoté|registré|apunté|agregué|añadí",
}


def _named(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{forms})" for kind, forms in words.items())


_ALL = _named(_DONE)
_STILL = (
    r"(?:(?:ya|now|already|just|successfully|also|both|all|fully|correctamente|debidamente"
    r"|totalmente|officially|oficialmente|acabo de|duly|safely|completely|hereby|right"
    r"|exitosamente) )*"
)
_OBJECT = r"(?:(?:a|the|your|su|tu|la|el|un|una|los|las|it|that|this|you|everything|todo)(?: [a-z]+){0,2} )?"
# "he reservado", "hemos cancelado", "I've booked", "we have just sent", "ha sido enviado", "has been booked"
_PERFECT = re.compile(
    rf"\b(?:he|hemos|ha|han|has|haya|(?:i|we|they|reception|he|she|the team|it|you)(?:'ve|ve|'s)"
    rf"|have|has|had|(?:acaba|acabo|acabamos) de(?: ser)?|got|gotten|getting)"
    rf" {_STILL}(?:sido |quedado |estado |been |dejado |gone ahead and |managed to |got "
    rf"|tenido a bien )?{_STILL}{_OBJECT}(?:{_ALL})\b"
)
_WE_DID = re.compile(
    rf"\b(?:i|we|reception|they) {_STILL}(?:{_ALL}|(?P<booked2>made (?:the|your|a) (?:booking"
    rf"|reservation)))\b"
)
# "su reserva está confirmada", "queda reservada", "fue enviado", "is booked", "you're booked"
_STATE = re.compile(
    rf"(?:\b(?:esta|estan|queda|quedan|quedo|quedaron|fue|fueron|tiene|tienes|tenemos|tengo|sigue"
    rf"|dejo|dejamos|doy por|damos por|is|are|was|were|am|stands|remains|consider it|considere"
    rf"|considera|get)|\b(?:you|it|that|room|booking|reservation|all|everything)'(?:re|s))"
    rf" (?:su |tu |la |el |your |the |it |them )?(?:habitacion |reserva |reservacion |room |mesa "
    rf"|table |booking |suite )?{_STILL}(?:{_ALL})\b(?! (?:para|for) (?:fumadores|smokers|people"
    rf"|personas|guests|adults))"
)

_FIRST_PERSON = re.compile(rf"\b(?:{_named(_PAST_ES)})(?!\w)")
_PAST_BARE = {kind: views(forms).bare for kind, forms in _PAST_ES.items()}
_ALREADY = re.compile(rf"\bya (?:(?:le|te|les|lo|la|se|he) )*(?:{_named(_PAST_BARE)})\b")
# "listo, reservado", "hecho: cancelada", "Booked!", "Reserva confirmada", "Booking confirmed"
_HEADLINE = re.compile(
    rf"(?:^|[,:!\n]|\b(?:listo|perfecto|hecho|ok|done|great|perfect|genial|excelente|si"
    rf"|yes))[\s\W]*(?:¡|\*|✅)*\s*(?:(?:su |tu |your |the |la )?(?P<noun>reserva|reservacion"
    rf"|habitacion|cancelacion|booking|reservation|room|cancellation|payment|pago|estancia|stay"
    rf"|mesa|table|cita|appointment|suite|cambio|change|refund|reembolso|correo|email)"
    rf"(?: \w+)? )?(?:ya |all |now )?(?:{_ALL})(?=\s*(?:[!.,:*✅\n]|$|para|for|con|with|del|el|from"
    rf"|on|a su nombre|in your name|successfully|correctamente|con exito))"
)
_VAGUE = re.compile(
    r"\b(?:(?:you'?re |you are |it'?s |we'?re )?all set\b(?! up)|todo listo|todo en orden"
    r"|ya esta (?:hecho|listo|todo)|ya quedo|queda (?:hecho|listo|todo)|it'?s (?:all )?done\b"
    r"|consider it done"
    r"|dalo por hecho|delo por hecho|done and dusted|your room is (?:yours|secured|waiting)"
    r"|la habitacion es (?:suya|tuya)|it'?s yours|taken care of|sorted for you|good to go"
    r"|reserva hecha|booking is (?:complete|done|in place|made)"
    r"|reserva esta (?:hecha|lista|completa)|(?:he|hemos|i have|i've|we've"
    r"|we have) (?:\w+ )?(?:hecho|realizado|completado|efectuado|creado|gestionado|completed|made"
    r"|created|placed|finali[sz]ed|taken) (?:\w+ ){0,2}(?:reserva|reservacion|cancelacion|cambio"
    r"|pago|cargo|cobro|booking|reservation|cancellation|change|payment|charge)"
    r"|(?:pago|payment|cobro|cargo|charge) (?:recibido|received|successful|realizado|aceptado"
    r"|accepted|went through|complete[d]?)|(?:recibimos|hemos recibido|we (?:have )?received"
    r"|i (?:have )?received) (?:su|your|el|the) (?:pago|payment|deposito|deposit)"
    r"|(?:reserva|reservacion|cancelacion|cita|booking|reservation|appointment) (?:fue |ha sido "
    r"|was |has been )?(?:realizada|efectuada|completada|creada|hecha|exitosa|completed|created"
    r"|made|successful|placed)|te(?:ne|ng)mos su reserva confirmada)\b"
)
_SEE_YOU = re.compile(
    r"\b(?:nos vemos|le esperamos|te esperamos|les esperamos|lo esperamos|la esperamos|see you"
    r"|we(?:'ll| will) see you|expecting you|we expect you|looking forward to (?:seeing|welcoming"
    r"|having) you) "
    r"(?:ya )?(?:on |el |este |la |this |next |manana|tomorrow|pasado|at |in |a las |hoy|tonight"
    r"|then|proximo|\d)"
)
_ADVICE = "Say that something is done only when a receipt says so. Otherwise offer the next step."


def _kind(hit: re.Match[str]) -> str:
    return next(
        (name.rstrip("2") for name, words in hit.groupdict().items() if words and name != "noun"), "booked"
    )


def _allows(kind: str, hit: Hit, grounds: Grounds) -> bool:
    """Is there a receipt for this claim?"""
    if kind == "confirmed":
        wanted = "cancelled" if re.search(r"cancela|anula|cancel", hit.sentence) else "booked"
        wanted = "changed" if re.search(r"\bcambio|\bchange|modific", hit.sentence) else wanted
        return wanted in grounds.done or bool(grounds.done & {"booked", "changed"} and wanted == "booked")
    if kind in {"told", "noted"}:
        return grounds.promised or bool(grounds.done & {kind, "told", "noted"})
    return kind in grounds.done


_CLAIMS = (
    # pattern, and whether an "if" anywhere before it in the sentence excuses it
    (_PERFECT, False),
    (_WE_DID, False),
    (_STATE, True),
    (_FIRST_PERSON, False),
    (_ALREADY, False),
    (_HEADLINE, True),
)


def completions(folded: Folded, grounds: Grounds) -> list[Finding]:
    """Claims without a receipt."""
    found = []
    for pattern, whole in _CLAIMS:
        for hit in hits(pattern, folded.low if pattern is _FIRST_PERSON else folded.bare):
            if hit.asked or hit.denied() or hit.conditional(whole):
                continue
            kind = _kind(hit.match)
            if not _is_description(kind, hit) and not _allows(kind, hit, grounds):
                found.append(finding("claim", hit.sentence, _ADVICE))
    for pattern in (_VAGUE, _SEE_YOU):
        for hit in hits(pattern, folded.bare):
            excused = hit.asked or hit.denied() or hit.conditional(pattern is _VAGUE)
            if not excused and not grounds.done:
                found.append(finding("claim", hit.sentence, _ADVICE))
    return found


def _is_description(kind: str, hit: Hit) -> bool:
    """Do the words describe the house: "tarifa pagada por adelantado", "the hotel was updated"?"""
    if hit.before.rstrip().endswith((" tarifa", " rate")):
        return True
    if kind == "booked" and re.search(
        r"fully booked|all booked|todo reservado|booked up|reserved for|reservad[oa]s? (?:para"
        r"|a) (?:huesped|client|uso)",
        hit.sentence,
    ):
        return True
    if kind in {"noted", "changed", "told"} and re.search(
        r"\b(?:hotel|edificio|building|piscina|pool|gym|gimnasio|habitaciones (?:fueron|han sido)"
        r"|renovad)",
        hit.before,
    ):
        return True
    return (
        kind in {"paid"}
        and re.search(
            r"\b(?:is|are|se|es|son|esta|estan) (?:paid|charged|pagad\w+|cobrad\w+)|non-refundable"
            r"|no reembolsable",
            hit.words,
        )
        is not None
        and not re.search(
            r"\b(?:su|tu|your) (?:reserva|pago|tarjeta|card|booking|payment|stay|estancia)", hit.sentence
        )
    )


_FUTURE_ES = (
    r"(?:llamar|avisar|escribir|contactar|enviar|mandar|informar|notificar|responder|contestar"
    r"|consultar|preguntar|averiguar|revisar|gestionar|comunicar|devolver|reembolsar|hacer llegar"
    r"|pedir|solicitar|reservar|cancelar|preparar|guardar|apartar|organizar|encargar|recoger|subir"
    r"|llevar|atender|resolver|solucionar|verificar|tramitar|confirmar)(?:e|emos|an|a)"
)
_NOW_ES = (
    r"(?:llamo|llamamos|aviso|avisamos|escribo|escribimos|contacto|contactamos|envio|enviamos"
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
    rf"|notificar|responder|consultar|preguntar|averiguar|revisar|gestionar|comunicar|reservar"
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
    rf"|\b{_LATER} (?:le|te|les) (?:llam|avis|escrib|contact|envi|mand|confirm|respond)\w+"
)
_DOES_EN = (
    r"(?:get back|call|phone|ring|contact|reach|e-?mail|write|let you know|message you|text you"
    r"|check with|ask|send|notify|inform|look into|arrange|follow up|refund|update you"
    r"|return to you|be in touch|find out|be in contact|speak to"
    r"|speak with|talk to|pass|forward|book|reserve|cancel|hold|prepare|make sure|ensure|take care"
    r"|handle|keep you|confirm (?:by|shortly|tomorrow|later|with|soon|this)|have (?:someone"
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
    rf"|be notified|have an? (?:e-?mail|call|answer))\b(?! (?:a )?(?:warm|the best|great))"
    rf"|\bexpect (?:a|an|our) (?:call|e-?mail|message|reply|answer)\b|\bwill be (?:in touch|sent"
    rf"|emailed|contacted|refunded|notified|called)\b|\bleave it (?:with|to) (?:me|us)\b"
    rf"|\bget back to you\b|\bi promise\b|\ble prometo\b|\bte prometo\b"
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


def promises(bare: str, grounds: Grounds) -> list[Finding]:
    """Promises of work that nobody scheduled."""
    if grounds.promised:
        return []
    found = []
    for pattern in (_PROMISE_ES, _PROMISE_EN):
        for hit in hits(pattern, bare):
            is_offer = hit.asked or hit.offered() or hit.denied() or _CAN.search(hit.clause)
            is_here = re.search(r":\W*$|\b(?:aqui|a continuacion|below|here)\b", hit.sentence)
            is_workflow = _AFTER_YES.search(hit.sentence) and _WORKFLOW.search(hit.words)
            if not (is_offer or is_workflow or is_here):
                found.append(
                    finding(
                        "promise",
                        hit.sentence,
                        "Promise nothing. Hand over to staff if a person must act, or offer it.",
                    )
                )
    return found

"""Claims that something is done: true only with a receipt."""

import re

from agents.gate import deeds
from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import Folded, views
from agents.gate.others import words_of
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
    "booked": "reservé|aparté|agendé|separé|bloqueé",
    "confirmed": "garanticé|confirmé",
    "cancelled": "cancelé|anulé|canceló",
    "changed": "modifiqué|cambié|actualicé",
    "paid": "cobré|cargué|procesé",
    "refunded": "reembolsé|devolví",
    "sent": "envié|mandé|remití",
    "told": "avisé|notifiqué|informé|hablé con|pasé su|solicité|pedí",
    "noted": "anoté|registré|apunté|agregué|añadí|guardé",
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
    rf"\b(?:i|we|reception|they) {_STILL}(?:went ahead and {_STILL})?(?:{_ALL}"
    rf"|(?P<booked2>made (?:the|your|a) (?:booking|reservation)))\b"
)
# "su reserva está confirmada", "queda reservada", "fue enviado", "is booked", "you're booked"
_STATE = re.compile(
    rf"(?:\b(?:esta|estan|queda|quedan|quedo|quedaron|fue|fueron|tiene|tienes|tenemos|tengo|sigue"
    rf"|dejo|dejamos|doy por|damos por|is|are|was|were|am|stands|remains|consider it|considere"
    rf"|considera|get)|\b(?:you|it|that|room|booking|reservation|all|everything)'(?:re|s))"
    rf" (?:\w+ (?:y|and) )?(?:su |tu |la |el |your |the |it |them )?(?:habitacion |reserva "
    rf"|reservacion |room |mesa "
    rf"|table |booking |suite )?{_STILL}(?:{_ALL})\b(?! (?:para|for) (?:fumadores|smokers|people"
    rf"|personas|guests|adults))"
)

_FIRST_PERSON = re.compile(rf"\b(?:{_named(_PAST_ES)})(?!\w)")
_MADE = re.compile(
    r"\b(?:hice|realicé|efectué|completé|tramité|gestioné) (?:\w+ ){0,2}(?:reserva|reservación"
    r"|cancelación|cambio|pago|cobro)"
)
_PAST_BARE = {kind: views(forms).bare for kind, forms in _PAST_ES.items()}
_ALREADY = re.compile(rf"\bya (?:(?:le|te|les|lo|la|se|he) )*(?:{_named(_PAST_BARE)})\b")
# "listo, reservado", "hecho: cancelada", "Booked!", "Reserva confirmada", "Booking confirmed"
_HEADLINE = re.compile(
    rf"(?:^|[,:!\n]|\b(?:listo|perfecto|hecho|ok|done|great|perfect|genial|excelente|si"
    rf"|yes))[\s\W]*(?:¡|\*|✅)*\s*(?:(?:su |tu |your |the |la )?(?P<noun>reserva|reservacion"
    rf"|habitacion|cancelacion|booking|reservation|room|cancellation|payment|pago|estancia|stay"
    rf"|mesa|table|cita|appointment|suite|cambio|change|refund|reembolso|correo|email)"
    rf"(?: \w+)? )?(?:ya |all |now )?(?:{_ALL})(?=\s*(?:[!.,:*✅\n]|$|para|for|con|with|del|el|from"
    rf"|on|su|tu|la|your|the|a su nombre|in your name|successfully|correctamente|con exito))"
)
_VAGUE = re.compile(
    r"\b(?:(?:you'?re |you are |it'?s |we'?re )?all set\b(?! up)|todo listo|todo en orden"
    r"|ya esta (?:hecho|listo|todo)|ya quedo|queda (?:hecho|listo|todo)|it'?s (?:all )?done\b"
    r"|consider it done"
    r"|dalo por hecho|delo por hecho|done and dusted"
    r"|(?:your|the) (?:\w+ )?(?:room|suite) is (?:now )?(?:yours|secured)|your room is waiting"
    r"|(?:la|su|tu) (?:habitacion|suite) (?:\w+ )?(?:ya )?es (?:suya|tuya)|it'?s yours"
    r"|taken care of|sorted for you|good to go"
    r"|reserva hecha|booking is (?:complete|done|in place|made)"
    r"|reserva esta (?:hecha|lista|completa)|(?:he|hemos|i have|i've|we've"
    r"|we have) (?:\w+ )?(?:hecho|realizado|completado|efectuado|creado|gestionado|completed|made"
    r"|created|placed|finali[sz]ed|taken) (?:\w+ ){0,2}(?:reserva|reservacion|cancelacion|cambio"
    r"|pago|cargo|cobro|booking|reservation|cancellation|change|payment|charge)"
    r"|(?:pago|payment|deposito|deposit|anticipo) (?:ya )?(?:fue|ha sido|was|has been|is|esta|quedo) "
    r"(?:ya |already )?(?:recibid|aceptad|acreditad|aplicad|received|accepted|credited)\w*"
    r"|(?:pago|payment|cobro|cargo|charge) (?:recibido|received|successful|realizado|aceptado"
    r"|accepted|went through|complete[d]?)|(?:recibimos|hemos recibido|we (?:have )?received"
    r"|i (?:have )?received) (?:su|your|el|the) (?:pago|payment|deposito|deposit)"
    r"|(?:reserva|reservacion|cancelacion|cita|booking|reservation|appointment) (?:fue |ha sido "
    r"|was |has been )?(?:realizada|efectuada|completada|creada|hecha|exitosa|completed|created"
    r"|made|successful|placed)|te(?:ne|ng)mos su reserva confirmada|we have your (?:booking|reservation"
    r"|room) (?:confirmed|booked)|(?:booking|reservation|cancellation|change) went through)\b"
    r"|\b(?:reserva|reservacion|booking|reservation|todo|it) (?:ya )?(?:esta en firme|es oficial"
    r"|is official|is in place|is firm)\b"
    r"|\b(?:ha quedado|queda|quedo) (?:ya )?(?:a su nombre|a tu nombre)\b|\b(?:is|are) being held\b"
    r"|\b(?:i|we)(?:'ve| have)? (?:put|got|have|wrote|pencilled|penciled) (?:your name|you) (?:down|in)\b"
    r"|\b(?:acabo|acabamos) de \w*(?:reserv|cancel|confirm|envi|mand|avis|modific|cobr|reembols"
    r"|pag|anot|habl|notific)\w*"
    r"|\bse (?:le )?(?:realizo|efectuo|completo|hizo|proceso|confirmo|reservo|cancelo|envio|modifico|cobro"
    r"|reembolso|registro)\b|\bya (?:hice|realice|efectue|complete|tramite|gestione)\b"
    r"|(?:^|[.!\n,]) ?just (?:sent|booked|cancelled|canceled|confirmed|reserved|emailed|told"
    r"|notified|charged)\b"
    r"|\b(?:i|we)(?:'ve| have)? (?:just )?let (?:reception|the [a-z]+|them|housekeeping|our [a-z]+"
    r"|my [a-z]+) know\b"
)
_SEE_YOU = re.compile(
    r"\b(?:nos vemos|le esperamos|te esperamos|les esperamos|lo esperamos|la esperamos|see you"
    r"|we(?:'ll| will) see you|expecting you|we expect you|looking forward to (?:seeing|welcoming"
    r"|having) you) "
    r"(?:ya )?(?:on |el |este |la |this |next |manana|tomorrow|pasado|at |in |a las |hoy|tonight"
    r"|then|proximo|\d)"
)
# What is arranged by appointment: a reservation of a room is no receipt for it.
_ARRANGED = re.compile(
    r"\b(?:citas?|masajes?|facial(?:es)?|tratamientos?|mesas?|traslados?|transfers?|taxis?|recogidas?|tours?"
    r"|excursion(?:es)?|clases?|sesion(?:es)?|agendamentos?|massage(?:m|ns)|soins?|navettes?|seances?"
    r"|rendez-vous|aulas?|passeios?|horario"
    r"|tratamentos?|transferts?|appointments?|massages?|treatments?|tables?|pick-?ups?"
    r"|shuttles?|lessons?|class(?:es)?|sessions?)\b"
)
_ROOM = re.compile(
    r"\b(?:habitacion(?:es)?|suites?|estancia|estadia|noches?|rooms?|stay|nights?|quartos?|noites?"
    r"|hospedagem|chambres?|sejours?|nuits?)\b"
)
_APPOINTED = {
    "booked": "appointment_made",
    "cancelled": "appointment_cancelled",
    "changed": "appointment_moved",
}
_ADVICE = "Say that something is done only when a receipt says so. Otherwise offer the next step."


def _kind(hit: re.Match[str]) -> str:
    return next(
        (name.rstrip("2") for name, words in hit.groupdict().items() if words and name != "noun"), "booked"
    )


def _allows(kind: str, hit: Hit, grounds: Grounds) -> bool:
    """Is there a receipt for this claim?"""
    if kind == "confirmed":
        wanted = "cancelled" if re.search(r"cancela|anula|cancel|annul", hit.sentence) else "booked"
        is_change = re.search(r"\bcambio|\bchange|modifi|\baltera", hit.sentence)
        wanted = "changed" if is_change else wanted
        if _is_arranged(hit):
            return _APPOINTED[wanted] in grounds.done and _room_is_done(wanted, hit, grounds)
        return _is_done(wanted, grounds)
    if kind in {"told", "noted"}:
        return grounds.promised or bool(grounds.done & {kind, "told", "noted", "request_noted"})
    if kind in _APPOINTED and _is_arranged(hit):
        return _APPOINTED[kind] in grounds.done and _room_is_done(kind, hit, grounds)
    return kind in grounds.done


def _is_arranged(hit: Hit) -> bool:
    """Is it about what goes by appointment?"""
    return _ARRANGED.search(hit.sentence) is not None


def _is_done(kind: str, grounds: Grounds) -> bool:
    return kind in grounds.done or (kind == "booked" and "changed" in grounds.done)


def _room_is_done(kind: str, hit: Hit, grounds: Grounds) -> bool:
    """What is said of an appointment may be said of a room in the same breath: that has its own receipt."""
    return _ROOM.search(hit.sentence) is None or _is_done(kind, grounds)


_CLAIMS = (
    # pattern, and whether an "if" anywhere before it in the sentence excuses it
    (_PERFECT, False),
    (_WE_DID, False),
    (_STATE, True),
    (_FIRST_PERSON, False),
    (_ALREADY, False),
    (_HEADLINE, True),
)


def check(folded: Folded, grounds: Grounds) -> list[Finding]:
    """Claims without a receipt."""
    found = []
    language, words = grounds.language, words_of(grounds.language)
    for pattern, whole in (*_CLAIMS, *(words.claims if words else ())):
        if pattern is _FIRST_PERSON and language == "fr":
            continue  # "confirmé" is a participle there
        for hit in hits(pattern, folded.low if pattern is _FIRST_PERSON else folded.bare, language):
            if hit.asked or hit.denied() or hit.conditional(whole):
                continue
            kind = _kind(hit.match)
            if not _is_description(kind, hit) and not _allows(kind, hit, grounds):
                found.append(finding("claim", hit.sentence, _ADVICE))
    for kind, hit in deeds.claims(folded, language):
        if not _allows("confirmed" if kind == "booked" else kind, hit, grounds):
            found.append(finding("claim", hit.sentence, _ADVICE))
    vague = [(_VAGUE, folded.bare), (_SEE_YOU, folded.bare), (_MADE, folded.low)]
    vague += [(words.vague, folded.bare), (words.see_you, folded.bare)] if words else []
    for pattern, text in vague:
        for hit in hits(pattern, text, language):
            is_vague = pattern is _VAGUE or (words is not None and pattern is words.vague)
            excused = hit.asked or hit.denied() or hit.conditional(is_vague)
            if not excused and not grounds.done:
                found.append(finding("claim", hit.sentence, _ADVICE))
    return found


def _is_description(kind: str, hit: Hit) -> bool:
    """Do the words describe the house: "tarifa pagada por adelantado", "the hotel was updated"?"""
    after = hit.sentence[len(hit.before) + len(hit.words) :]
    if kind == "paid" and re.match(r" (?:on|at|upon|in|when|al|a la|en|directamente|por) ", after):
        return "your " not in hit.words and " su " not in hit.words
    if hit.before.rstrip().endswith((" tarifa", " rate")):
        return True
    if kind == "booked" and re.search(
        r"fully booked|all booked|reservee? aux|reserve aux|reservad[oa]s? (?:a|para) (?:hosp|client)"
        r"|todo reservado|booked up|reserved for|reservad[oa]s? (?:para"
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
            r"|no reembolsable|nao reembolsavel|non remboursable|\b(?:e|sao|est|sont) (?:pag|cobr|pay"
            r"|fact|regl)\w+",
            hit.words,
        )
        is not None
        and not re.search(
            r"\b(?:su|tu|your) (?:reserva|pago|tarjeta|card|booking|payment|stay|estancia)|\b(?:sua"
            r"|seu|votre) (?:reserva|pagamento|cartao|carte"
            r"|reservation|paiement|estadia|sejour)",
            hit.sentence,
        )
    )

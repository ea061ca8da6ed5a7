"""Deeds told without the verb that does them: as a sign, a status, hearsay, or somebody on the way.

"Booking: ✅", "it seems the payment went through", "the room has your name on it", "someone is on the way".
A receipt is needed as for any other claim; who is on the way may also be a hand-off's promise.
"""

import re
from collections.abc import Iterator

from agents.gate.fold import Folded
from agents.gate.speech import Hit, hits

_STAY = (
    r"(?:reservas?|reservaci(?:on|ones)|booking|reservation|estancia|estadia|stay|sejour|habitacion|cuarto"
    r"|suite|room|quarto|chambre|mesa|table|cita|appointment|masajes?|massages?|traslado|transfer|taxi"
    r"|recogida"
    r"|pick-?up|tours?)"
)
_PAYMENT = (
    r"(?:pagos?|cobros?|cargos?|deposito|anticipo|payment|deposit|charge|card|tarjeta|transferencia|pagamento"
    r"|paiement|acompte|virement|cartao|carte)"
)
_UNDOING = r"(?:cancelaci(?:on|ones)|anulacion|cancellation|cancelamento|annulation)"
_SUBJECT = (
    rf"(?:(?P<cancelled>{_UNDOING})|(?P<refunded>reembolso|devolucion|refund|remboursement)"
    rf"|(?P<changed>cambio|modificacion|change|alteracao)|(?P<paid>{_PAYMENT})"
    rf"|(?P<sent>correo|e-?mail|confirmacion|confirmation|factura|invoice)|(?P<booked>{_STAY}))"
)
_TICK = r"(?:✅|✔|☑|👍|👌|🆗|✓|💯|🎉)"
_FINE = (
    rf"(?:{_TICK}|ok(?:ay)?\b|list[oa]\b|hech[oa]\b|activ[oa]\b|vigente\b|en firme|en orden"
    r"|confirmad[oa]\b|confirmed\b|done\b|active\b"
    r"|complete\b|ready\b|live\b|in place|in force|feit[oa]\b|ativ[oa]\b|pront[oa]\b|faite?\b|active\b"
    r"|en regle)"
)
# "Reserva: ✅", "Reservation status: active", "Estado del pago - hecho", "Réservation : ok"
_STATUS = re.compile(
    rf"(?:^|[\n.!¡,;*•-])[\s*✅]*(?:(?:estado|estatus|status|etat|statut|situacao) (?:(?:de|del|da|do|of"
    rf"|your|the|la|su"
    rf"|votre|sua) ?){{0,3}})?(?:(?:su|tu|la|el|your|the|sua|seu|votre) )?{_SUBJECT}"
    rf"(?: (?:estado|status|statut))?\*? ?(?:[:=|>→-]|–|—)+\s*\*?{_FINE}"
    rf"|\b{_SUBJECT.replace('?P<', '?P<also_')} ?{_TICK}"
)
_ALREADY = r"(?:(?:ya|now|already|just|also|all|ja|deja|bien|desormais|si|por fin|finally|has|have|had) )*"
# "su reserva ya entró", "the payment has gone through", "votre réservation figure dans le système"
_WENT = re.compile(
    rf"\b{_SUBJECT} {_ALREADY}(?:entro\b|paso\b(?! a paso)|quedo\b(?! (?:en|sin|pendiente))|salio bien|cayo\b"
    r"|figura\b|aparece\b|consta\b|esta (?:ya )?(?:adentro|dentro|activ[oa]|vigente|en (?:el"
    r"|nuestro) sistema)"
    r"|g(?:one|oes|oing) (?:through|in)\b|went (?:through|in)\b|came through|cleared\b"
    r"|is (?:now )?(?:in\b(?! \w+ing)"
    r"(?=\s*(?:[.!,\n]|$| (?:the|our) system))|active|live|sorted|in (?:the|our) system)"
    r"|shows? (?:up )?(?:as|in)"
    r"|appears? (?:as|in)|registers? as|cleared"
    r"|passou\b|entrou\b|consta\b|esta ativ[oa]\b|figure\b|apparait\b|est (?:active|passee?)\b)"
    r"|\b(?P<booked2>pero (?:si )?(?:ya )?(?:paso|entro|quedo)(?=[.!]|$))"
)
# "usted ya tiene reserva", "you now have the suite"
_HAS = re.compile(
    r"\b(?P<booked>(?:ya (?:tiene|tienes|tienen|cuenta con|cuentas con)|voce ja tem|vous avez (?:deja"
    r"|desormais))"
    rf" (?:su |tu |una |la |un |une? |uma |sua |votre )?{_STAY}\b"
    rf"|you (?:now |already )have (?:a |the |your )?{_STAY}\b|you have (?:a |your )(?:booking"
    rf"|reservation) now\b)"
)
_OURS = r"(?:habitacion|suite|cuarto|doble|sencilla|room|double|mesa|table|quarto|chambre)"
# "the room has your name on it", "la suite ya es toda suya", "your room is already waiting"
_YOURS = re.compile(
    rf"\b(?P<booked>{_OURS} (?:ya )?(?:lleva|tiene) (?:ya )?(?:su|tu) nombre"
    rf"|{_OURS} (?:already )?(?:has|bears|carries) your name|{_OURS} (?:ya )?es (?:ya )?(?:toda )?(?:suya"
    rf"|tuya)"
    rf"|{_OURS} (?:is|are) (?:now |already |all )+yours|{_OURS} (?:is )?(?:all )?(?:sorted|locked in)\b"
    rf"|(?:su|tu|la) {_OURS}(?: \w+)? (?:ya )?(?:lo|la|le|te|los|las|les) espera\b"
    rf"|(?:your|the|a) {_OURS} is (?:now |already )?(?:\w+ )?(?:waiting|ready and waiting)"
    r"|(?:porte|carrega|leva) (?:deja |ja )?(?:votre nom|o seu nome)"
    r"|(?:your|su|tu|sua|votre) (?:(?:estancia|reserva|reservacion|visita|sejour|reservation) confirm(?:ada"
    r"|ee?)"
    r"|confirmed (?:stay|booking|reservation|room|visit|trip)))\b"
)
# Idioms of having done it.
_IDIOMS = re.compile(
    r"\b(?:(?P<booked>(?:you'?re |it'?s |all )?locked in(?=[.!\s]|$)(?! (?:the|your|a) (?:room|safe|car)\b)"
    r"|(?:quedo|queda|quedaron|esta|tengo|tenemos) (?:ya )?(?:usted )?(?:bien )?(?:amarrad|apalabrad"
    r"|inscrit|atad|cerrad"
    r"|pactad)[oa]s?(?= (?:su|tu|la|el|para|a|con|desde)\b|[.!,]|$)"
    r"|(?:i|we)(?:'ve| have)? (?:just |already |now |also )*(?:put|got|pencilled|penciled|signed"
    r"|marked) (?:you|your \w+)"
    r"(?: all)? (?:down|in|up) for|you(?:'re| are) (?:now |already |all )*(?:on the list|down for|signed up)"
    r"|(?:esta|estas) (?:ya )?en la lista)"
    r"|(?P<cancelled>(?:(?:ya|le|te|la|lo|se) )*(?:dimos|di|dio|hemos dado|he dado|damos|doy) de baja"
    r"|(?:i|we)(?:'ve| have)? (?:just |already )*(?:struck|scrapped|scratched|wiped|called off|took (?:off"
    r"|out))"
    r"|acabo de (?:dar de baja|quitar))"
    r"|(?P<told>(?:(?:le|se|les|ya|lo) )*(?:deje|dejamos|he dejado|hemos dejado) (?:dicho|recado|aviso"
    r"|una nota|nota"
    r"|mensaje|avisad\w+)|(?:i|we)(?:'ve| have)? (?:just |already )*(?:left (?:a )?(?:note|word|message)"
    r"|had a word|dropped)|deixei (?:recado|avisad\w+|um bilhete)|(?:j'ai|nous avons) laisse (?:un )?(?:mot"
    r"|message)"
    r"|(?:chef|cocina|cocinero|recepcion|limpieza|mantenimiento|gobernanta|camarera|gerente|kitchen"
    r"|reception|housekeeping"
    r"|manager|maintenance|cuisine|cozinha|equipo|team|staff) (?:ya )?(?:esta (?:ya )?al tanto"
    r"|ya (?:lo )?sabe"
    r"|(?:now |already )?knows? (?:about|of|it)|is (?:now |already )?aware|est au courant|ja sabe"
    r"|esta ciente)))\b"
)
# "habría quedado confirmada su reserva con este mensaje"
_WOULD_BE = re.compile(
    r"\b(?P<booked>habrian? (?:sido|quedado) (?:ya )?(?:confirmad|reservad|agendad|apartad|cerrad)[oa]s?"
    r"|would have been (?:booked|confirmed|reserved)|(?:con|por) este mensaje (?:queda|se (?:confirma"
    r"|reserva|da por))"
    r"|(?:with|by) this message)\b"
)
_SOMEBODY = (
    r"(?:alguien|(?:un|una|mi|el|la|nuestr[oa]) (?:\w+er[oa]|colega|botones|chofer|conductor|tecnico"
    r"|camarist[oa]|persona"
    r"|compane?ro|compane?ra|gerente|mesero|ayudante)|el de \w+|la de \w+|(?:el )?personal(?: de \w+)?"
    r"|mantenimiento"
    r"|limpieza|toallas|almohadas|cuna|sabanas|mantas|cobijas|cena|comida|desayuno|pedido|agua|maletas|taxi"
    r"|someone|somebody|(?:a|the|your|our|my) (?:\w+ )?(?:porter|colleague|driver|technician|maid|bellboy"
    r"|bellhop|waiter"
    r"|plumber|manager|nurse|doctor|taxi|cab|car|shuttle|order|meal|dinner|cot|crib)|housekeeping|maintenance"
    r"|room service|help|towels|pillows|blankets|sheets|alguem|toalhas|travesseiros|quelqu'un|serviettes"
    r"|oreillers"
    r"|un collegue|une collegue|chofer|botones|mi companer[oa])"
)
# "towels are on their way", "en un momento sube alguien", "el botones va para allá"
_COMING = re.compile(
    rf"\b{_SOMEBODY} (?:ya |now |already |just |se |le |lo )*(?:(?:va|van|esta|estan|viene"
    rf"|vienen) (?:ya )?(?:en camino"
    r"|para alla|para su|hacia|de camino|subiendo|llegando|yendo|a subir|saliendo)|suben? (?:ya|ahora|en"
    r"|enseguida|con"
    r"|de inmediato|ahorita)|(?:is|are)(?: now| already| just)* (?:on (?:the|their|its|his|her) way|heading"
    r"|coming up"
    r"|coming right|coming with|bringing|en route|being (?:brought|sent|delivered)|at your door)"
    r"|will be (?:at your|there (?:in|within|shortly|soon)|right)|(?:esta|estao) a caminho|(?:est"
    r"|sont) en (?:route|chemin)"
    r"|arriven?t? (?:tout de suite|dans))"
    r"|\b(?:en (?:un momento|un rato|breve|seguida|\d+ minutos?|unos minutos)|enseguida|ahorita(?: mismo)?"
    r"|ahora(?: mismo)?"
    r"|ya) (?:le |lo |la |te |se )*(?:suben?|va subiendo|va para alla|van en camino|(?:tiene|tendra) (?:ahi"
    r"|alli)"
    r"|llegan? alguien"
    rf"|llegan? (?:el|la|las|los|su) {_SOMEBODY}|viene alguien)\b"
)
# "the taxi will be waiting at the door", "su taxi lo espera"
_WAITING = re.compile(
    r"\b(?P<booked>(?:taxi|chofer|conductor|coche|auto|carro|transporte|traslado|mesa|driver|cab|car"
    r"|shuttle|transfer"
    r"|table|motorista|chauffeur|navette)(?: (?:ya|le|lo|la|te|los|les|vous|will|is|be|already|now|est|a"
    r"|estara"
    r"|estaran|afuera|alli|ahi|there|outside|esta|reservad[oa]))* (?:esperan?|esperara|esperando\w*|waiting"
    r"|esperandol[oe]"
    r"|attend(?:ra)?|espera-l[oa]))\b"
)
_CLAIMED = (_STATUS, _WENT, _HAS, _YOURS, _IDIOMS, _WOULD_BE, _WAITING)
# A real condition, unlike "como" or "cada", which the claims in plain words excuse.
_IF = re.compile(
    r"\b(?:si(?!,| no me (?:equivoco|falla)| mal no recuerdo)|if(?! i'?m not mistaken| i recall)"
    r"|once|una vez|cuando|when|en cuanto|tan pronto|as soon as|until|hasta que|unless"
    r"|whether|after you"
    r"|para que|in case|en caso|al confirmar|despues de que|quando|assim que|s'il|lorsque|des que|apres que"
    r"|se (?:voce|quiser|confirmar|preferir|desejar))\b"
)
_THEN = re.compile(
    r"\b(?:cuando|si|en cuanto|una vez que|once|when|if|as soon as|des que|quando) (?:usted |you |vous "
    r"|voce )?"
    r"(?:(?:me |lo |la |nos |l'|l')?confirm|acept|accept|pay|pag|book|reserv|say|arrive|llegue|aviez)"
)
_STILL = re.compile(r"\b(?:sigue|still|continua|toujours|ainda)\b")


def claims(folded: Folded, language: str) -> Iterator[tuple[str, Hit]]:
    """Each deed that is claimed, by its kind as in the receipts, in a folded text."""
    bare = _without_yes(folded)
    for pattern in _CLAIMED:
        for hit in hits(pattern, bare, language):
            if not _excused(hit) and not _STILL.search(hit.words):
                yield _kind(hit), hit


def coming(folded: Folded, language: str) -> Iterator[Hit]:
    """Where somebody or something is said to be on the way to the guest."""
    return (hit for hit in hits(_COMING, _without_yes(folded), language) if not _excused(hit))


def _without_yes(folded: Folded) -> str:
    """The text without accents; "sí" is taken out, or it would be an "if"."""
    return "".join(
        "~" if folded.low[at - 1 : at + 1] == "sí" else letter for at, letter in enumerate(folded.bare)
    )


def _excused(hit: Hit) -> bool:
    later = hit.sentence[len(hit.before) :]
    return hit.asked or hit.denied() or _IF.search(hit.before) is not None or _THEN.search(later) is not None


def _kind(hit: Hit) -> str:
    named = (name for name, words in hit.match.groupdict().items() if words)
    return next((name.removeprefix("also_").rstrip("2") for name in named), "booked")

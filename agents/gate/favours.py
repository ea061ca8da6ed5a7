"""Gifts that only staff or a tool can make: discounts, waivers, refunds, upgrades, things for free."""

import re
from functools import cache

from agents.gate.base import Finding, Grounds, finding
from agents.gate.others import words_of
from agents.gate.speech import Hit, hits

_KINDS = {
    "discount": r"descuentos?|rebajas?|discounts?|discounted|special (?:rate|price|deal)|(?:precio"
    r"|tarifa) (?:especial|rebajad[oa])|promocion|cupon|coupon|voucher|promo code|price match"
    r"|(?:igual\w*|match\w*) (?:el|that|the|any)? ?(?:precio|price|rate)"
    r"|(?:un )?mejor(?:es)? precios?|better (?:price|rate|deal)|cheaper for you|mas barat[oa] para"
    r"|(?:lower|drop) (?:the |your )?price"
    r"|baj(?:o|amos) (?:un poco )?(?:el|la) (?:precio|tarifa)|(?:por|al|a|for"
    r"|at) (?:el )?(?:the )?(?:mismo |same )?(?:precio|price|rate|tarifa) (?:de|of) (?:la|una|the"
    r"|a) (?:doble|double|estandar|standard|individual|single|sencilla)|bajar(?:le"
    r"|te)? el precio|\d+ off|knock\b.{1,20}\boff|reduced (?:rate|price)|half the (?:rate|price)|at cost"
    r"|(?:por|for) (?:el |the )?(?:precio|price) (?:de|of) (?:un[oa]?|one|dos|two|tres|three)"
    r"|meses sin intereses|interest[- ]free|pague (?:solo )?(?:un[oa]|dos|tres"
    r"|\d) (?:noches? )?y (?:quedese|lleve\w*"
    r"|disfrute)|(?:cobr(?:o|amos|are|aremos)|charge you) (?:(?:solo|solamente|only|just"
    r"|for) )*(?:una|dos|one|two|\d)"
    r" (?:de las|of the|noches?|nights?)|(?:only|just) charge you",
    "waiver": r"waiv\w+|perdon(?:o|amos|ar\w*|are\w*|ad[oa]) (?:la|el|su)|condon\w+|no (?:le"
    r"|te) (?:cobrar\w*|cobro|cobramos)|sin (?:penalizacion|penalidad)|won'?t (?:be )?charged?"
    r"|no (?:fee|penalty|cancellation fee)|without (?:any )?(?:fee|penalty)|make an exception"
    r"|(?:hago|hacemos|haremos|hare) una excepcion|exempt\w*",
    "refund": r"(?:full |complete |total )?refund(?:ed)?(?!able)|reembols(?!able)\w+|devolucion"
    r"|devolver(?:le|te)?|devolvemos|devuelvo|compensa\w+|compensation|reimburse\w*|money back"
    r"|store credit|credit(?:o)? (?:for|para|a favor)",
    "upgrade": r"upgrad\w+|mejora (?:de (?:habitacion|categoria)|gratuita)|ascenso de categoria"
    r"|late check-?out (?:gratis|free|cortesia|gratuito)|(?:free|complimentary"
    r"|courtesy) late check-?out|categoria superior",
}
_GIFT = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS.items()))
# The word in a phrase that asks staff, or speaks of a rule without granting anything.
_NOT_GRANTED = re.compile(
    r"\b(?:consult\w+|pregunt\w+|pedir\w*|solicit\w+|ask|asking|check with|request\w*|decid\w+"
    r"|depend\w+|puede (?:que|haber)|equipo|team|colleague|compane\w+|recepcion|reception|manager"
    r"|gerente"
    r"|staff|persona|person|human)\b"
)
_FREE = re.compile(
    r"\b(?:gratis|gratuit[oa]s?|de regalo|cortesia|va por mi cuenta|por (?:nuestra cuenta"
    r"|cuenta (?:de la casa"
    r"|nuestra|del hotel))|invita la casa|sin coste"
    r"|sin costo|sin cargo|free(?! (?:to|cancel|room|rooms|from|on|of)\b)|free of charge|for free"
    r"|complimentary|on the house|on us|no (?:extra )?charge|at no (?:extra )?(?:cost|charge)"
    r"|without (?:any )?(?:charge|cost)|for nothing|(?:le|te|les) (?:regal|obsequi)\w+|invito (?:el|la|un)"
    r"|(?:won'?t|doesn'?t|does not|will not|don'?t|do not) cost (?:you |(?:our )?guests )?"
    r"(?:anything|a thing|a cent|a penny|a dime)|nothing to pay|costs? (?:you )?nothing|sin pagar(?: nada)?"
    r"|no (?:le |te |les )?cuestan? nada|no tienen? (?:ningun )?cost[oe]|nao custam? nada|nao tem custo"
    r"|sem pagar|ne (?:vous )?coutent? rien|rien a payer"
    r"|(?:ninos?|ninas?|menores|bebes?|kids?|child(?:ren)?|infants?)\b[^.!?\n]{0,30}"
    r"\b(?:no pagan?|no cuestan?|don'?t pay|doesn'?t pay|do not pay|does not pay))\b"
)
_NOT_FREE = re.compile(
    r"\bfeel $|\b(?:smoke|sugar|gluten|lactose|dairy|nut|alcohol|duty|toll|hands|car|pet|barrier"
    r"|stress|tax|carefree|trouble)[- ]$|\b(?P<vacant>are|is|have|has|room|rooms|be) $"
)
_TERMS = re.compile(r",? (?:hasta|until|till|before|antes|ate|jusqu'(?:au|a)|avant) ")
THINGS = {
    "wifi": r"wi-?fi|internet",
    "breakfast": r"cafe da manha|pequenos?[- ]almocos?|petits?[- ]dejeuners?|desayunos?|breakfasts?",
    "parking": r"vagas?|garagem|stationnement|place de|estacionamiento|aparcamiento|parking|garaje"
    r"|garage|valet|plaza de",
    "cancellation": r"annul\w*|alterac\w+|mudanca|cancel\w*|anulacion|anular|cambios?|modific\w*",
    "pool": r"piscinas?|piscines?|piscinas?|alberca|pools?|jacuzzi|hot tub|sauna",
    "gym": r"academia|salle de sport|gimnasio|gym|fitness",
    "children": r"criancas?|bercos?|enfants?|lits? bebe|lits? d'appoint|ninos?|ninas?|menores"
    r"|child(?:ren)?|kids?|cunas?|cots?|cribs?|bebes?|infants?",
    "late": r"saida tardia|depart tardif|arrivee anticipee"
    r"|late|salida tardia|early|check-?out|check-?in|entrada anticipada",
    "upgrade": r"upgrade|mejora",
    "night": r"noites?|diarias?|estadia|nuits?|nuitees?|sejour|noches?|nights?|estancia|stay",
    "room": r"quartos?|chambres?|lit|habitacion(?:es)?|rooms?|suites?|cama|bed",
    "transfer": r"transferts?|navettes?|traslados?|transfers?|shuttle|taxi|transporte|pick-?up",
    "drink": r"cafes?|cha|boissons?|vinho|vin|bouteille|garrafa|cerveja|biere|eau|cafe|coffee|te"
    r"|tea|agua|water|bebidas?|drinks?|vino|wine|champan|champagne|cava|cocktails?"
    r"|coctel|minibar|botella|bottle|cerveza|beer",
    "meal": r"jantar|almoco|lanche|diner|dejeuner|repas|fruits?|sobremesa|cena|dinner|comida|lunch"
    r"|almuerzo|snacks?|fruta|fruit|postre|dessert|menu",
    "spa": r"massage(?:m|ns)|soins?|tratamentos?|spa|masajes?|massages?|tratamientos?|treatments?|yoga",
    "luggage": r"bagagem|malas?|bagages?|consigne|valises?|equipaje|luggage|consigna|maletas?|bags?|lockers?",
    "extras": r"toalhas?|bicicletas?|serviettes?|velos?|cofre|coffre|lavanderia|blanchisserie"
    r"|ingressos|billets|passeios?|toallas?|towels?|bicicletas?|bikes?|excursion\w*|tours?|entradas"
    r"|tickets?|caja fuerte|safe"
    r"|sombrillas?|tumbonas?|lavanderia|laundry|periodicos?|newspapers?|calls|llamadas",
    "pets": r"animais|animal|cachorros?|animaux|chiens?|mascotas?|pets?|perros?|dogs?",
}
_THING = {name: re.compile(rf"\b(?:{words})\b") for name, words in THINGS.items()}
_ANYTIME = re.compile(
    r"\b(?:cancel\w*|anul\w*|cambi\w*|change)\b[^.!?\n]{0,40}\b(?:en cualquier momento"
    r"|cuando (?:quiera|quieras|desee|guste)|hasta el ultimo (?:momento|minuto)|a cualquier hora"
    r"|any ?time|whenever|at the last minute|up to the last|hasta el mismo dia|(?:the )?same day"
    r"|(?:hasta|until|till) (?:el dia de |the day of )?(?:(?:la|su|your) )?(?:llegada|arrival))"
    r"|\b(?:no hay|sin|there is no|no) (?:ningun )?(?:cargo|costo|coste|penalizacion|fee|charge|penalty) "
    r"(?:por|for) cancel\w*(?![^.!?\n]*\d)"
)
# What costs extra everywhere it is sold; that it comes with the room must stand in the facts.
_INCLUDED = re.compile(r"\b(?:incluid[oa]s?|incluye[n]?|included|includes?)\b")
_EXTRAS = frozenset({"transfer", "spa"})
_PRESSURE = re.compile(r"\b(?:apurese|apurate|dese prisa|date prisa|hurry(?: up)?|before it'?s gone)\b")


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """A rule's pattern with the words of another language added."""
    own = {"gift": _GIFT, "granted": _NOT_GRANTED, "free": _FREE, "anytime": _ANYTIME, "included": _INCLUDED}
    own["pressure"] = _PRESSURE
    words = words_of(language)
    if words is None:
        return own[name]
    more = {
        "gift": "|".join(rf"(?P<{kind}2>\b(?:{forms})\b)" for kind, forms in words.gifts.items()),
        "granted": rf"\b(?:{words.not_granted})\b",
        "free": rf"\b(?:{words.free})\b",
        "anytime": words.anytime,
        "included": rf"\b(?:{words.included})\b",
        "pressure": rf"\b(?:{words.pressure})\b",
    }
    return re.compile(f"{own[name].pattern}|{more[name]}")


_ADVICE = "Grant nothing that no tool granted. Say that you can ask the staff, and hand over."


def things(sentence: str) -> frozenset[str]:
    """What a sentence speaks of, by the names of THINGS."""
    return frozenset(name for name, pattern in _THING.items() if pattern.search(sentence))


def kinds(bare: str, language: str = "") -> frozenset[str]:
    """The gifts that a text of the facts grants."""
    return frozenset(
        kind.rstrip("2")
        for hit in hits(_pattern("gift", language), bare, language)
        for kind, words in hit.match.groupdict().items()
        if words and not hit.denied_before()
    )


def free_things(bare: str, language: str = "") -> frozenset[str]:
    """What a text calls free."""
    included = {
        name
        for hit in hits(_pattern("included", language), bare, language)
        if not hit.denied_before()
        for name in things(_near(hit.sentence, hit.before))
    }
    return frozenset(included & _EXTRAS) | frozenset(
        name
        for hit in hits(_pattern("free", language), bare, language)
        if _is_price(hit.before, hit.words, about := _subject(hit)) and not hit.denied_before()
        for name in about
    )


def _subject(hit: Hit) -> frozenset[str]:
    """What is called free. A room is only what the sentence is about when it names nothing else."""
    about = things(_near(hit.sentence, hit.before))
    if _TERMS.match(hit.sentence, len(hit.before) + len(hit.words)):
        return frozenset({"cancellation"})  # "gratis hasta el 6 de enero": its date is judged as a deadline
    return about if about <= {"room", "night"} else about - {"room", "night"}


def _is_price(before: str, words: str, about: frozenset[str]) -> bool:
    """Does "free" speak of money here, and not of vacancy, sugar or "feel free"?"""
    if words != "free" or not (hit := _NOT_FREE.search(before[-24:])):
        return True
    # "The room is free" is vacant, "parking is free" costs nothing.
    return hit.group("vacant") is not None and bool(about) and "room" not in about


def _near(sentence: str, before: str) -> str:
    """The part of a sentence that is about the "free" in it."""
    start = max(before.rfind(","), before.rfind(";"), before.rfind(" pero "), before.rfind(" but ")) + 1
    end = re.search(r"[,;]|\bpero\b|\bbut\b", sentence[len(before) :])
    return sentence[start : len(before) + end.start() if end else None]


def check(bare: str, grounds: Grounds) -> list[Finding]:
    """Findings about gifts that nobody granted."""
    found, language = [], grounds.language
    for hit in hits(_pattern("gift", language), bare, language):
        if hit.asked or hit.denied_before() or _pattern("granted", language).search(hit.sentence):
            continue
        kind = next(name.rstrip("2") for name, words in hit.match.groupdict().items() if words)
        is_term = "penal" in hit.words and "cancellation" in _subject(
            hit
        )  # "sin penalización hasta el 6 de enero"
        if kind not in grounds.gifts and not is_term:
            found.append(finding("favour", hit.sentence, _ADVICE))
    for hit in hits(_pattern("free", language), bare, language):
        about = _subject(hit)
        excused = hit.asked or hit.denied_before() or not _is_price(hit.before, hit.words, about)
        if not excused and not (about and about <= grounds.free | {"cancellation"}):
            found.append(finding("favour", hit.sentence, "Call free only what the facts call free."))
    for hit in hits(_pattern("included", language), bare, language):
        extras = things(_near(hit.sentence, hit.before)) & _EXTRAS
        if extras - grounds.free and not (hit.asked or hit.denied_before()):
            found.append(finding("favour", hit.sentence, "Call included only what the facts call included."))
    found += [
        finding("pressure", hit.sentence, "Do not press the guest.")
        for hit in hits(_pattern("pressure", language), bare, language)
        if not (hit.asked or hit.denied_before())
    ]
    found += [
        finding("favour", hit.sentence, "State the cancellation terms only as a tool gives them.")
        for hit in hits(_pattern("anytime", language), bare, language)
        if not (hit.asked or hit.denied_before())
    ]
    return found

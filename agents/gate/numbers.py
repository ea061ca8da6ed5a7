"""Numbers that are neither money nor date nor time: counts are free, the rest needs a source."""

import re
from decimal import Decimal

from agents.gate.numerals import NUMBER, decimal
from agents.gate.spans import Span

_NOUNS = (
    r"noches?|nights?|personas?|people|persons?|adult[oa]?s?|ninos?|ninas?|child(?:ren)?|kids?"
    r"|menor(?:es)?|bebes?|bab(?:y|ies)|infants?|huesped(?:es)?"
    r"|guests?|pax|plazas?|habitacion(?:es)?|rooms?|suites?|dobles?|doubles?|individual(?:es)?"
    r"|singles?|camas?|beds?|literas?|banos?|bath(?:room)?s?"
    r"|m2|m²|metros?|met(?:er|re)s?|m|km|kms|kilomet(?:ros?|ers?|res?)|cm|millas?|miles?|cuadras?"
    r"|blocks?|min(?:utos?|utes?|s)?|hours?|horas?|hrs?|h"
    r"|dias?|days?|semanas?|weeks?|mes(?:es)?|months?|anos?|years?|plantas?|pisos?|floors?"
    r"|storeys?|estrellas?|stars?|spaces?|spots?|opcion(?:es)?|options?"
    r"|tipos?|types?|mbps|gb|mb|kg|kilos?|litros?|lit(?:er|re)s?|grados?|degrees?|°c?|vez|veces"
    r"|times|maletas?|bags?|suitcases?|piscinas?|pools?|albercas?"
    r"|restaurantes?|restaurants?|bar(?:es)?|bars?|toallas?|towels?|llaves?|keys?|pasos?|steps?"
    r"|unidades?|units?|reservas?|reservaciones?|reservations?"
    r"|bookings?|mensajes?|messages?|idiomas?|languages?|mascotas?|pets?|perros?|dogs?|coches?"
    r"|cars?|vehiculos?|almohadas?|pillows?|copias?|segundos?|seconds?"
    r"|sillas?|chairs?|mesas?|tables?|botellas?|bottles?|canales|channels|pulgadas|inch(?:es)?"
    # pt
    r"|noites?|pessoas?|criancas?|hospedes?|quartos?|banheiros?|solteiros?|casa(?:l|is)|metros|minutos?"
    r"|mes|anos?|andar(?:es)?|estrelas?|vagas?|opcao|opcoes|tipos|litros|graus|vez(?:es)?|malas?|toalhas?"
    r"|chaves|passos|unidades|reservas|mensagens|idiomas|animais|animal|cachorros?|carros?|veiculos?"
    r"|travesseiros|cadeiras|garrafas|canais|coisas|servicos|quadras?|quarteir(?:ao|oes)|polegadas|parcelas"
    # fr
    r"|nuits?|nuitees?|personnes?|adultes?|enfants?|bebes?|voyageurs?|chambres?|lits?|couchages?|salles?"
    r"|metres?|kilometres?|heures?|jours?|semaines?|ans?|annees?|etages?|etoiles?|places?|types|litres?"
    r"|degres?|fois|valises?|bagages?|piscines?|serviettes?|cles|pas|unites?|reservations?|messages?"
    r"|langues?|animaux|chiens?|voitures?|vehicules?|oreillers?|copies|secondes?|chaises?|tables?|bouteilles?"
    r"|chaines?|choses?|arrets?|rues?|pieces?|couverts?|menus?"
    r"|cosas?|things?|alternativas?|alternatives?|servicios?"
    r"|services?|paradas?|stops?|laborables|business|tarifas?|rates?|salas?|pistas?|courts?|hoyos"
    r"|holes|kcal|masajes?|massages?|sesiones|sessions|tramos"
)
# One or two words may stand between: "2 camas", "2 large beds", "2 tipos".
_ADJECTIVE = (
    r"(?:(?!(?:por|per|a|la|al|each|cada|the|for|in|en|de|of|el|par|pour|au|aux|du|les|le|dans|para|em|na|no"
    r"|os|as|dos|das|da|do|des|et|e|sur|com|avec|ou|o)\b)[a-z]+ )?"
)
IS_UNIT = re.compile(rf" ?(?:-|x )?{_ADJECTIVE}(?:{_NOUNS})(?![a-z])")
_JOINED = re.compile(rf" ?(?:o|or|y|and|a|to|x|-|/|e|et|ou) ?\d{{1,3}} ?-?(?:{_NOUNS})(?![a-z])")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:habitacion(?:es)?|rooms?|plantas?|piso|nivel|floor|level|calle|avenida|av|c|street"
    r"|road|terminal|puerta|gate|parada|linea|line|bus|autobus|opcion|option"
    r"|quartos?|andar|nivel|rua|saida|onibus|portao|loja|chambres?|etage|rue|quai|porte|sortie|ligne"
    r"|linha|allee"
    r"|paso|step|sala|salida|exit|numero|malecon|paseo|plaza|local|parcela|carretera)\.?"
    r"|\bn[o.]{0,2}|#|^|\n) ?$"
)
_PRICE_NEAR = re.compile(
    r"\b(?:precios?|tarifas?|cuestan?|costara?|costes?|costos?|vale[n]?|total(?:es)?|importes?"
    r"|pagar?|pagaria|cobra\w*|por noche|la noche|por persona|por estancia"
    r"|prices?|rates?|costs?|pays?|charged?|per night|a night|nightly|per person|per stay|amounts?"
    r"|precos?|custam?|custaria|valor(?:es)?|diarias?|taxas?|por noite|a noite|por pessoa|a partir de|sai por"
    r"|prix|coute\w*|tarifs?|montants?|frais|payer\w*|facture\w*|par nuit|la nuit|par personne"
    r"|seulement|reais"
    r"|fees?|cargo|euros?|only|solo|apenas|barat[oa]|cheap(?:er)?|desde|from)\b"
)
_NOTICE = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}) ?(?P<unit>h|hrs?|horas?|hours?|dias?|days?|semanas?"
    r"|weeks?|heures?|jours?|semaines?)\b (?:\w+ ){0,2}"
    r"(?:antes|avant|antecedencia|a l'avance|au prealable|de preavis|before|prior|previas?|previos?"
    r"|de antelacion|de anticipacion|in advance|notice|ahead)\b"
)
_BARE = re.compile(rf"(?<![\w.,§/])(?P<number>{NUMBER})(?P<kilo> ?k(?![a-z]))?(?![\w])")
_AGE = re.compile(
    r"\b(?:edad(?:es)?|ages?|aged|idades?)(?: de)?[: ]+(?:\d{1,2}(?:,| y| and| o| or| e| et| ou) ?)*$"
)
SMALL = 12


def notices(bare: str) -> list[Span[Decimal]]:
    """Hours or days of notice, as in "24 horas antes": a policy, not a plain count."""
    return [Span(Decimal(hit["number"]), *hit.span()) for hit in _NOTICE.finditer(bare)]


def numbers(bare: str) -> list[Span[Decimal]]:
    """Numbers that are still unread and are no plain counts."""
    found = []
    for hit in _BARE.finditer(bare):
        value = decimal(hit["number"]) * (1000 if hit["kilo"] else 1)
        before, after = bare[max(0, hit.start() - 30) : hit.start()], hit.end()
        if IS_UNIT.match(bare, after) or _JOINED.match(bare, after):
            continue
        is_small = value <= SMALL
        line = bare[max(bare.rfind("\n", 0, hit.start()), bare.rfind(".", 0, hit.start())) + 1 : after + 15]
        line = line.partition("\n")[0]
        if _AGE.search(before) and value < 100:
            continue
        is_priced = _PRICE_NEAR.search(line[-60:]) is not None
        is_listed = is_small and re.search(r"(?:^|\n)[ *]*$", bare[: hit.start()]) is not None
        if is_listed or (is_small and not is_priced):
            continue
        if _PLACE_BEFORE.search(before) and not is_priced and value < 1000:
            continue
        found.append(Span(value, *hit.span()))
    return found

"""What about the house a guest asks: words to the topics that the facts are filed under."""

import re
from collections.abc import Mapping

# Stable topic codes; a hotel's facts use the same. Patterns run over folded words with single spaces.
_PATTERNS: Mapping[str, str] = {
    "wifi": r"wifi|internet|wlan|wireless|wi fi",
    "breakfast": r"desayun\w*|breakfasts?|breakast|brekkie|buffet|cafe da manha|pequeno almoco|petit dej\w*",
    "parking": (
        r"parking|garagem|stationner|garer"
        r"|estaciona\w*|parquea\w*|aparca\w*|parqueo|cochera|garaje|garage|valet|park my car"
        r"|to park|car park|carpark|dejar (?:el|mi) (?:coche|carro|auto)|park (?:the|a|our) car"
    ),
    "pets": (
        r"mascotas?|perr[oa]s?|perrit[oa]s?|gat[oa]s?|gatit[oa]s?|pets?|dogs?|cats?|puppy|puppies"
        r"|guinea pig|cachorr\w+|gatinh\w+|animal(?:es|s)?|anima(?:is|ux)|chiens?|pet friendly"
    ),
    "pool": r"pile(?! of)|piscin\w+|albercas?|alberquitas?|pileta|swimming pools?|pools?|swim|nadar"
    r"|jacuzzi|hot tub",
    "address": (
        r"direccion|endereco|adresse|localizacao|onde fica[mn]?|ou (?:se trouve|etes)"
        r"|ubicad[oa]s?|ubicacion|ubica|ubican|donde (?:esta|estan|queda|quedan|se encuentra|es)"
        r"|como (?:puedo )?lleg\w+|address|postcode|post code|zip code|located|location|where (?:is|are"
        r"|s) (?:the|your|it|this|you)|how (?:do|can) (?:i|we) get (?:to|there)|directions|mapa|map"
        r"|codigo postal|what area|part of town|whereabouts"
        r"|neighbou?rhood|center|centro"
    ),
    "phone": (
        r"telefono|phone(?: number)?|phonenumber|numero de contacto|contact number|call you|llamarles"
        r"|llamar"
    ),
    "email": r"email|e mail|correo(?: electronico)?",
    "website": r"web|website|pagina web|sitio web|pagina",
    "check_in": (
        r"hora(?:rio)? de (?:entrada|llegada|ingreso|check-in)|a que hora (?:puedo|podemos|es"
        r"|se puede)? ?(?:la |el |hacer )?(?:entrar|entrada|llegar|llegada|ingresar|ingreso|check-in)"
        r"|check-in time|check-in hours?|what time (?:is|can|do|does|s) (?:\w+ ){0,3}check-in|when (?:is"
        r"|can) (?:\w+ ){0,2}check-in|early check-in|check-in (?:a bit |a little )?early|(?:salida"
        r"|check-out) y"
        r" (?:de )?(?:la )?(?:entrada|llegada|check-in)|entrada temprana|(?:time|hora|horario"
        r"|timings?) (?:\w+ ){0,3}check-in|check-in (?:tim\w+|horario|hora)|llegar (?:antes|temprano)"
        r"|arrive early|(?:when|what time|que hora|cuando"
        r"|heure) (?:\w+ ){0,6}check-in|check-in(?: \?)?$|cuando puedo (?:entrar|llegar)"
    ),
    "check_out": (
        r"hora(?:rio)? de (?:salida|check-out)|a que hora (?:debo|hay que|tengo que|tenemos que|es"
        r"|se)? ?(?:la |el |hacer )?(?:salir|salida|check-out|dejar|desocupar|entregar)"
        r"|check-out (?:tim\w+|hours?|horario)|what time (?:is|do|does|s|must) (?:\w+ ){0,4}(?:check-out"
        r"|leave)|(?:when|time|hora|horario|timings?|cuando|heure) (?:\w+ ){0,6}check-out|late check-out"
        r"|(?:entrada|llegada|ingreso|check-in) y (?:de )?(?:la )?(?:salida|check-out)"
        r"|check-in (?:and|&) (?:check-)?out|keep (?:the|our|my) room (?:\w+ ){0,4}(?:until|till"
        r"|til|longer|later)"
        r"|(?:quedar\w*|estar) (?:en )?(?:la habitacion|el cuarto) hasta"
        r"|salida tardia|dejar la habitacion|desocupar|entregar la habitacion|vacate|leave the room"
        r"|check-out(?: \?)?$"
    ),
    "nearby": r"how far|near(?:by|est)?|cerca|lejos|distancia",
    "late_arrival": (
        r"(?:lleg\w+|arriv\w+|check-in) (?:\w+ ){0,4}(?:madrugada|de la noche|medianoche|midnight"
        r"|de la manana|tarde|late|after hours)|late (?:check-in|arrival)|(?:lleg\w+|arriv\w+) (?:\w+ ){0,3}"
        r"(?:(?:1[89]|2[0-3]|0?[0-5]):[0-9]+(?! ?am)|(?:0?[6-9]|1[01])(?::[0-9]+)? ?pm|(?:0?[1-5]"
        r"|12)(?::[0-9]+)? ?am)"
    ),
    "payment": (
        r"formas? de pago|pagos?|consignacion|metodos? de pago|medios? de pago|(?:pago|pagar|pagos|paga"
        r"|abonar) (?:con|en|por|mi|la)|puedo pagar|se paga|como pago|por donde pag\w+|tarjetas?|efectivo"
        r"|transferencia|pay(?:ing)?|payments?|credit cards?|debit|cash|visa|amex|mastercard|paypal"
        r"|deposit(?! box)|deposito|anticipo|prepay\w*|pay by|facturas?|invoices?|receipt|pix|carte|bill"
        r"|cartao|parcelar|especes|acompte|cheques?|credito|nomina|libranza|descuento de|cuotas|installments"
    ),
    "cancellation": (
        r"politicas? de cancelacion|cancellation (?:policy|fee|terms)|free cancellation"
        r"|cancelacion (?:gratuita|gratis)|refundable|reembols\w+|cancelar (?:gratis|sin (?:costo|cargo"
        r"|coste))|cancel (?:for free|free of charge)|(?:hasta cuando|until when"
        r"|how late) (?:\w+ ){0,3}cancel\w*|(?:si|if (?:i|we)) (?:\w+ ){0,3}cancel(?:o|amos|ara|aramos)?"
        r"|si (?:tengo|tenemos|tuviera|hay|hubiera) (?:\w+ ){0,2}cancelar"
        r"|lose (?:\w+ ){0,3}(?:money|deposit)|(?:money|deposit) back|refunds?"
        r"|(?:pierd\w+|perdemos|perderia\w*|devuelv\w+|regres\w+|devolver\w*|reintegr\w+)"
        r" (?:\w+ ){0,3}(?:dinero|plata|lana|deposito|anticipo|sena|pasta)"
        r"|(?:if|si) (?:\w+ ){0,3}(?:something comes up|algo (?:pasa|sale mal)"
        r"|(?:se )?(?:me |nos )?presenta algo|(?:nos |me )?surge algo)"
    ),
    "taxes": r"taxes|tax|impuestos?|iva|vat|resort fees?",
    "lift": r"ascensor(?:es)?|ascenseurs?|elevador(?:es)?|lifts?|elevators?",
    "gym": r"gimnasio|academia|ginasio|salle de (?:sport|gym|fitness)|gym|fitness|pesas",
    "spa": r"spa|masajes?|massages?|sauna|wellness",
    "restaurant": (
        r"restaurantes?|restaurants?|bar|comedor|cena|cenar|dinner|lunch|almuerzo|menu|eat|food|comida"
        r"|comidas|cerveza|bebidas|licores|drinks|alcohol|meals?|alimentacion|alimentos|almuerzos|cenas"
        r"|gastronom\w+|gastronomia|snacks?|vegetarian\w*|vegan\w*"
    ),
    "air_conditioning": (
        r"aire acondicionado|aire|air con(?:ditioning|ditioner|ditioned)?|a c|heating|calefaccion"
        r"|ventilador|fan"
    ),
    "smoking": r"fumar|fumer|fuma[ns]?|fumador(?:es)?|smok(?:e|ing|ers?)",
    "laundry": r"lavanderia|laverie|blanchisserie|laundry|lavar ropa|washing|lavadora|planchar?|iron",
    "medical": r"enfermeria|medico|doctor|farmacia|pharmacy|nurse|first aid|hospital",
    "accessibility": (
        r"silla de ruedas|wheelchair|accesib\w+|accessib\w+|disab\w+|discapacita\w+|movilidad|handicap\w*"
    ),
    "airport_transfer": r"aeropuerto|aeroporto|aeroport|navette"
    r"|airport|shuttle|traslados?|transfers?|transporte|transport",
    "kitchen": r"cocina|cozinha|geladeira|frigo(?:bar)?"
    r"|cocineta|kitchen(?:ette)?|microondas|microwave|nevera|refrigerador|fridge|minibar",
    "children": (
        r"cunas?|crib|cot|cama extra|extra bed|menores pagan|ninos pagan|kids pay|with children"
        r"|club de ninos|kids club|(?:children|kids|ninos|menores|bebes) (?:\w+ ){0,2}(?:allowed|welcome"
        r"|permitid\w+|admitid\w+|aceptan)|(?:aceptan|admiten|permiten|allow"
        r"|accept) (?:\w+ ){0,2}(?:children|kids|ninos|menores|bebes)"
    ),
    "rooms": (
        r"(?:como son|como es|que|tipos? de|clases de|what (?:kind|type|sort)s? of|which|describe|fotos"
        r"|photos|pictures of|see) (?:\w+ ){0,3}(?:habitacion(?:es)?|rooms?|accommodation|cabanas"
        r"|apartamentos?)(?! para)|(?:rooms?|habitaciones) (?:\w+ ){0,2}(?:big|large|size\w*|spacious"
        r"|grandes?|tamano)"
    ),
    "cleaning": (
        r"(?:how often|daily|every ?day|cada cuanto|diari\w+) (?:\w+ ){0,4}(?:clean\w*|housekeeping"
        r"|house keeping|limpi\w+)|(?:rooms|habitaciones) (?:\w+ ){0,2}(?:cleaned|limpian)"
        r"|daily house ?keeping"
    ),
    "activities": (
        r"actividades|activities|deportes|recreacion\w*|tours?|excursiones|que hacer|things to do"
        r"|planes romanticos|luna de miel|honeymoon|juegos|animacion|entertainment|kayak|bicicletas?"
        r"|bikes?|bicycles?|golf|tennis|tenis"
    ),
    "events": (
        r"eventos?|events?|bodas?|weddings?|meeting (?:room|facilit)\w*|banquet\w*|conference|salon"
        r"|salones|reuniones"
    ),
    "languages": r"languages?|idiomas?",
    "luggage": r"equipaje|bagage[mn]?s?|maletas?|luggage|bags|consigna|suitcases?",
    "reception_hours": r"recepcion|front desk|reception",
    "quiet_hours": r"silencio|ruido|quiet(?: hours)?|noise",
    "safety": (
        r"cajas? (?:fuertes?|de seguridad)|cofre|coffre"
        r"|safe|safety deposit box(?:es)?|deposit box(?:es)?|security"
        r"|seguridad"
    ),
    "towels": r"toallas|towels|sabanas|sheets|secador\w*|hair ?dryer|amenities|shampoo|linen",
    "view": r"vistas?|varanda|vue|views?|balcon|balcony|terraza|terrace",
    "tv": r"television|televisor|tv|netflix",
    "beach": r"playa|praia|plage|beach|mar",
    "services": (
        r"servicios?|services?|facilities|instalaciones|amenidades|incluye|included?|includes"
        r"|all inclusive|todo incluido|offer"
    ),
    "rules": r"reglas|normas|rules|policy|policies|politicas?|requisitos|visitas?",
}
_COMPILED = {topic: re.compile(rf"\b(?:{pattern})(?!\w)") for topic, pattern in _PATTERNS.items()}
# Asked for so broadly that any narrower topic in the same text is what is meant.
_BROAD = ("nearby", "rooms", "services", "rules", "reception_hours", "beach", "view", "towels")

# Of these, what is a thing to ask for rather than a word in passing.
ASKED_APART = ("nearby", "reception_hours", "beach", "towels")


def find_topics(spaced: str) -> tuple[str, ...]:
    """The topics in `spaced` (see `words.spaced`) in the order in which they are said, narrow ones first."""
    found = sorted(
        (topic in _BROAD, match.start(), topic)
        for topic, pattern in _COMPILED.items()
        if (match := pattern.search(spaced))
    )
    narrow = tuple(topic for broad, _, topic in found if not broad)
    broad = tuple(topic for _, _, topic in found)
    return narrow or tuple(topic for topic in broad if topic != "nearby") or broad


def topic_start(spaced: str, topic: str) -> int:
    """Where in `spaced` the topic is first named."""
    match = _COMPILED[topic].search(spaced)
    return match.start() if match else len(spaced)


def is_broad(topic: str) -> bool:
    """Whether a topic is named in passing as often as it is asked for."""
    return topic in _BROAD

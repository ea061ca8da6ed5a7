"""Words that look like people and are none here: "son 6000 pesos", "baby cot", "un pequeño problema".

Spanish, English, Portuguese and French share letters, and people share words with things. What is meant
otherwise is taken out, at equal length, before anybody is counted.
"""

from collections.abc import Sequence

from agents.offline.words import bag

OUT = "_"  # stands where such a word was

_OUR_SON = bag(
    "my our the his her your their one 1 old young little eldest youngest oldest only baby teenage and"
    " with & + grown small adult"
)
_FRENCH = bag("fils mari epoux chien ami arrivee anniversaire depart frere pere")
_YOUNG = bag(
    "nino ninos nina ninas bebe bebes infante infantes child children kid kids baby babies toddler"
    " toddlers infant infants boy boys girl girls teen teens guest guests son hijo hija"
)
_THINGS = bag(
    "shower trip weekend night party seat seats cot cots bed beds crib cribs band club menu menus"
    " friendly chair chairs pool monitor sitter sitting food stroller strollers bath towel towels house"
    " pass heroes room rate rates discount school clothes products"
)
_THINGS_OF = bag(
    "cama camas silla sillas cuna cunas menu menus alberca piscina club area zona parque toalla toallas"
    " ropa juego juegos juguetes carrito banera dia tarifa descuento clase clases"
)
_STREETS = bag("calle avenida av plaza colonia col paseo parque street")
_ADJECTIVES = bag("pequeno pequena pequenos pequenas menor menores mayores")
_AFTER_PEOPLE = bag(
    "y e de con que en para por tiene tienen va van viaja viajan vamos vienen mas and with del solo a o"
    " u tambien ni somos son nada"
)
_COMPARED = bag("son es sea mucho muy precios precio gastos costos tarifas sumas cantidades las")
_STAFF = bag(
    "recepcion reception spa desk frontdesk restaurante restaurant bar limpieza lobby atiende atendio"
    " atendieron counter concierge mostrador alberca"
)
_OF_WHOM = bag("chico chica chicos chicas nino nina boy girl kid hijo persona person adulto")
_TALK = bag(
    "hablar hable hablo hablando pasame pase paseme comuniqueme comunicame comuniquenme comunicarme"
    " contactar contactarme speak talk speaking talking transfer falar parler atienda atiendan conteste"
    " contestar llame connect reach"
)
_ROOMS = bag("pieza piezas cuarto cuartos")
_OF_OTHERS = bag(
    "hora horas bano banos equipaje pan ropa pollo sushi luggage lavado maquinas juegos carne pastel"
)
_SUITES = bag("suite suites departamento apartamento habitacion casa villa")
_FLOORS = bag("piso planta floor nivel level")
_PT_NOUNS = bag(
    "preco precos idade idades vista nome nomes um uma quarto cama taxa valor menu conta entrada dados"
    " lista documentos"
)
_CURSED = bag("puta perra bitch la su chingada mil gun")


def people_meant(words: Sequence[str]) -> list[str]:
    """The words with `OUT` for each that names nobody who comes."""
    return [OUT if _is_other(words, at) else word for at, word in enumerate(words)]


def _is_other(words: Sequence[str], at: int) -> bool:
    word, before, after = words[at], _at(words, at - 1), _at(words, at + 1)
    if word == "son":  # "they are", or French for "his"
        is_ours = before in _OUR_SON or (before == "a" and after not in _FRENCH)
        return not is_ours or (after == "of" and _at(words, at + 2) in ("a", "the"))
    if word in ("hijo", "hija") and after == "de":
        return _at(words, at + 2) in _CURSED
    if word == "dos":  # Portuguese "of the"
        return before in _PT_NOUNS
    if word == "bebes" and before in ("que", "no", "si", "tu"):
        return True
    if word in _ADJECTIVES:
        return _is_adjective(word, before, after)
    if word in _ROOMS or word in ("habitacion", "room"):
        return _is_no_room(words, at)
    if word in _YOUNG and (after in _THINGS or _is_of_a_thing(words, at)):
        return True
    return word in _OF_WHOM and _is_staff(words, at)


def _is_adjective(word: str, before: str, after: str) -> bool:
    """ "un pequeño problema", "menor precio", "los precios son menores"."""
    if after.isalpha() and after not in _AFTER_PEOPLE:
        return True
    return word in ("menor", "menores") and before in _COMPARED


def _is_of_a_thing(words: Sequence[str], at: int) -> bool:
    """ "cama de niño", "la alberca de los niños", "calle Niños Héroes"."""
    near = words[max(0, at - 3) : at]
    if set(near) & _STREETS:
        return True
    articles = [word for word in near if word not in ("los", "las", "el", "la")]
    return len(articles) > 1 and articles[-1] in ("de", "para", "del") and articles[-2] in _THINGS_OF


def _is_staff(words: Sequence[str], at: int) -> bool:
    """Somebody of the house: "la chica de recepción", "un chico me atendió", "hablar con una persona"."""
    word, before, after = words[at], _at(words, at - 1), _at(words, at + 1)
    if word in ("persona", "person", "adulto"):
        asked = set(words[max(0, at - 4) : at]) & _TALK and before in ("una", "un", "1", "a", "one", "otra")
        return bool(asked) or after in ("real", "humana", "encargada", "responsable")
    if word in ("chico", "chica", "chicos", "chicas") and before in ("el", "la", "los", "las"):
        return True
    if after in ("me", "nos", "told", "said", "dijo"):
        return True
    return after in ("de", "del", "at", "from", "in", "que", "who") and bool(
        set(words[at + 2 : at + 5]) & _STAFF
    )


def _is_no_room(words: Sequence[str], at: int) -> bool:
    """ "3 cuartos de hora", "una suite de 2 piezas", "planta 4 cuarto 401"."""
    after = _at(words, at + 1)
    if words[at] in _ROOMS and after == "de" and _at(words, at + 2) in _OF_OTHERS:
        return True
    if _at(words, at - 2) == "de" and _at(words, at - 3) in _SUITES and words[at] in _ROOMS:
        return True
    return after.isdecimal() and _at(words, at - 2) in _FLOORS


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""

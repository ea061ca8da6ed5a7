"""Days, numbers and people said in Portuguese or French, in the Spanish words that the readers know."""

from collections.abc import Mapping, Sequence

_PORTUGUESE = {
    "janeiro": "enero", "fevereiro": "febrero", "marco": "marzo", "maio": "mayo", "junho": "junio",
    "julho": "julio", "setembro": "septiembre", "outubro": "octubre", "novembro": "noviembre",
    "dezembro": "diciembre", "hoje": "hoy", "amanha": "manana", "ate": "hasta", "dois": "dos", "duas": "dos",
    "quatro": "cuatro", "sete": "siete", "oito": "ocho", "nove": "nueve", "dez": "diez", "um": "un",
    "uma": "una", "noites": "noches", "noite": "noche", "diarias": "noches",
    "pessoas": "personas", "pessoa": "persona", "hospedes": "huespedes", "crianca": "nino",
    "criancas": "ninos", "filho": "hijo", "filhos": "hijos", "filha": "hija", "filhas": "hijas",
    "quartos": "habitaciones", "quarto": "habitacion", "casal": "pareja", "do": "del",
    "ao": "al", "e": "y", "ou": "o", "chegada": "llegada", "chego": "llego", "chegamos": "llegamos",
    "saida": "salida", "saio": "salgo", "saimos": "salimos", "com": "con",
}  # fmt: skip
_FRENCH = {
    "janvier": "enero", "fevrier": "febrero", "mars": "marzo", "avril": "abril", "mai": "mayo",
    "juin": "junio", "juillet": "julio", "aout": "agosto", "septembre": "septiembre", "octobre": "octubre",
    "novembre": "noviembre", "decembre": "diciembre", "lundi": "lunes", "mardi": "martes",
    "mercredi": "miercoles", "jeudi": "jueves", "vendredi": "viernes", "samedi": "sabado",
    "dimanche": "domingo", "aujourdhui": "hoy", "demain": "manana", "jusquau": "hasta", "deux": "dos",
    "trois": "tres", "quatre": "cuatro", "cinq": "cinco", "six": "seis", "sept": "siete", "huit": "ocho",
    "neuf": "nueve", "dix": "diez", "une": "una", "nuits": "noches", "nuit": "noche", "nuitees": "noches",
    "jours": "dias", "jour": "dia", "semaines": "semanas", "semaine": "semana", "personnes": "personas",
    "personne": "persona", "adultes": "adultos", "adulte": "adulto", "enfants": "ninos", "enfant": "nino",
    "fils": "hijo", "fille": "hija", "chambres": "habitaciones", "chambre": "habitacion",
    "couple": "pareja", "le": "el", "du": "del", "au": "al", "et": "y", "ou": "o", "pour": "para",
    "arrivee": "llegada", "arrivons": "llegamos", "arrive": "llego", "depart": "salida",
    "partons": "salimos", "sommes": "somos", "serons": "seremos", "femme": "esposa", "mari": "marido",
    "ans": "anos", "avec": "con",
}  # fmt: skip
# Alone they are ordinals, and "quarta" looks like a room.
_BEFORE_FEIRA = {
    "segunda": "lunes", "terca": "martes", "quarta": "miercoles", "quinta": "jueves", "sexta": "viernes"
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {"pt": _PORTUGUESE, "fr": _FRENCH}


def in_spanish(words: Sequence[str], language: str) -> list[str]:
    """The same number of words, those of days, numbers and people in Spanish; others as they are."""
    known = _WORDS.get(language, {})
    found = [known.get(word, word) for word in words]
    for at, word in enumerate(words):
        if language == "pt" and word in _BEFORE_FEIRA and "feira" in words[at + 1 : at + 3]:
            found[at] = _BEFORE_FEIRA[word]
    return found

"""Guests' text as plain tokens: lower case, no accents, common typing errors put right."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 4_000  # characters of one message that are read at all

_TOKEN = re.compile(
    r"""
      \d{4}-\d{1,2}-\d{1,2}(?!\d)                                # 2027-01-05
    | \d{1,2}/\d{1,2}(?:/\d{2}(?:\d{2})?)?(?!\d)                 # 5/1, 05/01/27
    | \d{1,2}([.-])\d{1,2}\1\d{2}(?:\d{2})?(?!\d)                # 5.1.2027, 05-01-27
    | \d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?|hs\b|hrs\b)          # 3 pm, 15 hs
    | \d{1,2}:\d{2}(?!\d)                                        # 15:00
    | \d{1,3}(?:[.,]\d{3})+(?!\d)                                # 2,900
    | 2(?:nite|nyt|moro|morrow)(?![^\W_])                        # 2nite
    | \d+(?:st|nd|rd|th|ro|ero|er|do|[ºª°])(?![^\W\d_])          # 3rd, 1ro
    | (?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[bcdfghjklmnpqrstvwxz\d]{5,10}(?![^\W_])  # K7P2M9: a code
    | \d+
    | [^\W\d_]+(?:['’´`][^\W\d_]+)*
    | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)


def bag(text: str) -> frozenset[str]:
    """A set of words, written as they are read."""
    return frozenset(text.split())


# How people shorten words in chats, and what is one word for us.
_SHORT = {
    "q": "que", "k": "que", "xq": "porque", "pq": "porque", "x": "por", "xfa": "porfa",
    "xfavor": "porfavor", "pls": "please", "plz": "please", "thx": "thanks", "tks": "thanks",
    "ty": "thanks", "u": "you", "r": "are", "ur": "your", "hab": "habitacion",
    "habs": "habitaciones", "habit": "habitacion", "pers": "personas", "pax": "personas",
    "finde": "weekend", "findesemana": "weekend", "ola": "hola", "holi": "hola", "ay": "hay",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomorow": "tomorrow", "2morrow": "tomorrow",
    "2moro": "tomorrow", "2nite": "tonight", "2nyt": "tonight",
    "tonite": "tonight", "bf": "breakfast", "dsp": "despues", "dps": "despues", "tb": "tambien",
    "tmb": "tambien", "grax": "gracias", "grcs": "gracias", "checkin": "check-in",
    "checkout": "check-out", "chekin": "check-in", "ppl": "people", "nite": "night",
    "nites": "nights", "wi": "wifi", "sep": "sept", "wknd": "weekend", "pa": "para", "pal": "el", "w": "with",
}  # fmt: skip

# Long words that guests mistype often enough; a word one slip away from one of these is read as it.
_REPAIRED = bag(
    "enero febrero marzo abril junio julio agosto septiembre setiembre octubre noviembre diciembre "
    "january february march april august september october november december lunes martes miercoles "
    "jueves viernes sabado domingo monday tuesday wednesday thursday friday saturday sunday tomorrow "
    "tonight weekend noche noches night nights semana semanas habitacion habitaciones reserva "
    "reservas reservar reservacion reservation reserve booking disponible disponibilidad available "
    "availability precio precios tarifa tarifas price prices cancelar cancel cancelacion "
    "cancellation cambiar desayuno breakfast estacionamiento parking piscina alberca personas people "
    "adultos adults adulto adult children ninos gracias thanks thank llegada salida entrada quiero "
    "quisiera necesito mascotas direccion address doble double individual suite familiar hotel "
    "toallas towels please confirmar confirm confirmo bathroom persona human recepcion reception barata "
    "barato"
)
_REAL = bag(
    "nino site than humano humana humanos reservare cancelare adulta aprils bookings breakfasts cambia"
    " cambian cambie cambio cambios cancela cancelada cancele canceled cancelo cancels confirma"
    " confirmed confirms disponibles dobles doubles dresses eight entra entradas entrado familia"
    " familiares fight hostal hostel hotel's hotels humans individuales julia junta junto light"
    " llegadas llegado marca marcha marchar marcho marte mascota mayor might motel necesita"
    " necesitamos necesitan necesitas nina ninas nine nochi nothing parkings peoples person personal"
    " preciosa precioso prefer pride prince prize quiere quieren quieres quite reservada reservado"
    " reserved reserves reserving reservo right rooms sabana salgo salidas salido semanal sight suit"
    " suites tank tardes thanked thing think tight toalla towel woman"
)


# Said small out of politeness: "dos personitas", "el desayunito".
_SAID_SMALL = bag(
    "pareja parejas persona personas nino ninos nina ninas hijo hijos hija hijas bebe bebes amigo amigos"
    " amiga amigas nieto nietos nieta nietas ano anos mes meses cuarto cuartos habitacion habitaciones cama"
    " camas desayuno descuento descuentos rebaja momento pregunta perro perros perra gato gatos gata semana"
)


@dataclass(frozen=True)
class Token:
    word: str  # folded and repaired
    raw: str

    @property
    def is_number(self) -> bool:
        return self.word.isdecimal()


def fold(text: str) -> str:
    """Lower case without accents or width variants: what is compared everywhere."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokens(text: str) -> list[Token]:
    """The words, numbers, dates and signs of `text`, in order. Never raises, whatever the text."""
    plain = unicodedata.normalize("NFC", text[:LONGEST])
    found = [Token(_canonical(fold(match[0])), match[0]) for match in _TOKEN.finditer(plain)]
    return _joined([token for token in found if token.word])


def words(found: Iterable[Token]) -> list[str]:
    return [token.word for token in found]


def spaced(found: Iterable[Token]) -> str:
    """The words in one line with single spaces and no signs but `?`, for patterns over phrases."""
    return " ".join(word for word in words(found) if word[0].isalnum() or word == "?")


@lru_cache(maxsize=4096)
def _canonical(word: str) -> str:
    # 1ro, 3rd, 2º: the sign after the number carries nothing that the number does not.
    # "we'd" is no Wednesday.
    word = re.sub(r"['’´`]d$", "", word)
    word = re.sub(r"['’´`]", "", word)
    if re.fullmatch(r"[a-z]+", word):
        # "siiii", "holaaaa": no word of ours has three equal letters in a row.
        word = re.sub(r"(.)\1{2,}", r"\1", word)
    word = _SHORT.get(word, word)
    return _said_plainly(word) or _repaired(word)


def _said_plainly(word: str) -> str:
    """ "personas" for "personitas"; "" for what is no such word."""
    small = re.fullmatch(r"(\w{2,}?)(?:e?c)?it([oa]s?)", word)
    if not small:
        return ""
    stem, ending = re.sub(r"gu$", "g", small[1]), small[2]
    plain = (stem + ending, stem, f"{stem}e", f"{stem}es", f"{stem}s")
    return next(
        (each for each in plain if each in _SAID_SMALL and each[-1:] != "s" * (ending[-1] != "s")), ""
    )


def _repaired(word: str) -> str:
    if len(word) < 4 or word in _REAL or word in _REPAIRED:
        return word
    near = {target for slip in _without_one(word) for target in _SLIPS.get(slip, ())}
    hits = [target for target in near if _begin_alike(target, word) and _one_slip_apart(word, target)]
    return hits[0] if len(hits) == 1 else word


def _begin_alike(left: str, right: str) -> bool:
    """The same first letter, or one that sounds like it: "varata", "senero", "abitacion"."""
    pair = {left[0], right[0]}
    return len(pair) == 1 or "h" in pair or any(pair <= alike for alike in _SOUND_ALIKE)


def _without_one(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _one_slip_apart(left: str, right: str) -> bool:
    """One letter missing, added, replaced, or two neighbours swapped."""
    if abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        differing = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
        if len(differing) == 2:
            first, second = differing
            return second == first + 1 and left[first] == right[second] and left[second] == right[first]
        return len(differing) <= 1
    short, long = sorted((left, right), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _joined(found: Sequence[Token]) -> list[Token]:
    """ "check in" and "check-in" as one word, "wi-fi" as one, "fin de semana" as one."""
    joined: list[Token] = []
    at = 0
    while at < len(found):
        for pattern, word in _PHRASES:
            if tuple(token.word for token in found[at : at + len(pattern)]) == pattern:
                raw = " ".join(token.raw for token in found[at : at + len(pattern)])
                joined.append(Token(word, raw))
                at += len(pattern)
                break
        else:
            joined.append(found[at])
            at += 1
    return joined


_SOUND_ALIKE = (set("bv"), set("szc"), set("ckq"), set("gj"))
_SLIPS: dict[str, set[str]] = {}
for _target in _REPAIRED:
    for _slip in _without_one(_target):
        _SLIPS.setdefault(_slip, set()).add(_target)

_PHRASES: list[tuple[tuple[str, ...], str]] = [
    (("fin", "de", "semana"), "weekend"),
    (("fines", "de", "semana"), "weekend"),
    (("week", "end"), "weekend"),
    (("wifi", "-", "fi"), "wifi"),
    (("wifi", "fi"), "wifi"),
    (("buen", "dia"), "buenas"),
    (("buenos", "dias"), "buenas"),
    (("buena", "tarde"), "buenas"),
    (("buenas", "tardes"), "buenas"),
    (("buena", "noche"), "buenas"),
    (("buenas", "noches"), "buenas"),
    *(
        ((first, *dash, second), f"check-{target}")
        for first in ("check", "chek", "checking")
        for second, target in (("in", "in"), ("out", "out"), ("into", "in"), ("kin", "in"))
        for dash in ((), ("-",))
    ),
]

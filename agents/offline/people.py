"""Who comes: adults, children and their ages, rooms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agents.offline.calendar_words import WEEKDAYS
from agents.offline.homographs import OUT, people_meant
from agents.offline.numbers import number_at
from agents.offline.words import bag

_ADULTS = bag("adulto adultos adulta adultas adult adults mayores grownups")
_CHILDREN = bag(
    "nino ninos nina ninas menor menores hijo hijos hija hijas chico chicos chica chicas peque peques"
    " chamaco chamacos nene nenes nena nenas pequeno pequenos bebe bebes infante infantes nieto nietos"
    " nieta nietas child children childs kid kids baby babies toddler toddlers infant infants son sons"
    " daughter daughters boy boys girl girls grandson granddaughter grandchildren adolescente"
    " adolescentes teenager teenagers teen teens"
)
_PEOPLE = bag(
    "persona personas people person persons guest guests huesped huespedes amigos amigas friends travelers"
    " travellers viajeros visitantes ocupantes folks gente"
)
_ROOMS = bag("habitacion habitaciones cuarto cuartos room rooms recamara recamaras pieza piezas suites")
_BEFORE_ROOM = bag(
    "hotel double single twin doble dobles sencilla sencillas individual individuales triple triples family"
    " familiar separate separadas standard deluxe king queen bed spare bedroom more extra available"
    " pet friendly smoking star stars guest"
)
_STARS = bag("star stars estrella estrellas")
_SMALL = bag("small little young pequenos pequenas pequeno pequena other otras otros more mas only solo")
_GROUP = bag("somos seremos seriamos vamos iremos iriamos viajamos viajaremos venimos iriamos estaremos")
_FOR = bag("para for of de")
_UNITS = bag(
    "noche noches night nights dia dias day days semana semanas week weeks hora horas hour hours star"
    " stars estrella estrellas mes meses month months am pm bed beds cama camas piso floor minutos"
    " minutes usd mxn eur pesos dolares dollars euros peso ano anos year years % de of al a to / - st"
    " nd rd th enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre january february march april may june july august september october november december"
)
_PARTNER = bag(
    "esposa esposo mujer marido pareja novia novio companero companera mama papa madre padre hermano"
    " hermana amiga amigo wife husband partner girlfriend boyfriend spouse fiance fiancee mother"
    " father mom dad brother sister friend mum"
)
_PAIRS = bag("suegros padres papas abuelos tios parents grandparents inlaws")
_COUPLES = bag("parejas couples matrimonios")
_ALONE = re.compile(
    r"\b((?:voy|viajo|estare|ire|iria|soy|vengo) sol[oa]|sol[oa] yo|solamente yo|yo sol[oa]"
    r"|para mi(?: sol[oa])?(?! (?!manana|pasado|hoy|el |a las?)\w)"
    r"|just (?:for )?me|only (?:for )?me|just myself|for myself|by myself"
    r"|on my own|travell?ing alone|im alone)\b"
)
_WITH_ME = re.compile(r"\b(?:conmigo|y yo|yo|with me|and me|me)\b")  # asked for the adults with children
_PAIR = re.compile(
    r"\b(los dos|las dos|nosotr[oa]s dos|ambos|(?:para|en|una|somos|as a|for a) (?:pareja|couple|matrimonio)"
    r"|both of us|two of us|the two of us|me and my \w+|my \w+ and (?:me|i|myself)|mi \w+ y yo|yo y mi \w+)\b"
)
_NO_CHILDREN = re.compile(
    r"\b(sin (?:los )?(?:ninos|hijos|menores)|no (?:kids|children)|without (?:kids|children))\b"
)


@dataclass(frozen=True)
class Who:
    """None is "not said". `people` is a total; `adults` and `children` are what is said of each."""

    people: int | None = None
    adults: int | None = None
    children: int | None = None
    ages: tuple[int, ...] = ()
    rooms: int | None = None
    unclear: str = ""  # "children": how many; "people": whether the children are in the total

    @property
    def total(self) -> int | None:
        """Everybody, as far as it is said."""
        if self.people is not None:
            return self.people
        return self.adults + (self.children or 0) if self.adults is not None else None


def read_people(words: Sequence[str], expecting: str = "", taken: frozenset[int] = frozenset()) -> Who:
    """Who comes, out of `words`; `taken` are the words that are a date, `expecting` what was asked."""
    words = people_meant(words)
    plain = " ".join(word for word in words if word[0].isalnum())
    adults = _sum(words, _ADULTS, taken)
    people, people_at = _people(words, taken)
    rooms = _sum(words, _ROOMS, taken, skip=_BEFORE_ROOM)
    children, unsure = _children(words, taken)
    ages = read_ages(words, expecting)
    if _NO_CHILDREN.search(plain):
        children, unsure, ages = 0, False, ()
    if ages and (children is None or unsure):
        # "niños de 4 y 7" are two, "a 5 year old" is one; "niños de 5" are some, so it is asked.
        some = (
            len(ages) == 1
            and expecting != "ages"
            and any(word in _CHILDREN and word[-1] in "sn" for word in words)
        )
        children, unsure = (None, True) if some else (len(ages), False)
    if children and len(ages) == 1 and children > 1 and _one_age_for_all(words):
        ages = ages * children
    if people is None and adults is None:
        adults = _companions(words, plain)
    if expecting == "adults" and adults is None and people is None and _WITH_ME.search(plain):
        adults = 1
    number = _only_number(words, taken)
    if number is not None and expecting in ("people", "adults", "children", "rooms"):
        people = number if expecting == "people" and people is None and adults is None else people
        adults = number if expecting == "adults" and adults is None else adults
        children = number if expecting == "children" and children is None else children
        rooms = number if expecting == "rooms" and rooms is None else rooms
    if expecting == "children" and children is None and _says_none(words):
        children = 0
    said = Who(people, adults, children, ages, rooms, "children" if unsure else "")
    return _settled(said, set(words[people_at : people_at + 4]))


def _settled(said: Who, link: set[str]) -> Who:
    """The same with totals and parts in agreement; `link` is what stands between people and children."""
    people, adults, children, unclear = said.people, said.adults, said.children, said.unclear
    if people is not None and children and adults is None:
        if link & {"y", "and", "+", "mas", "plus", "e", "&"}:
            # "somos 2 y un niño": the child comes on top.
            adults, people = people, people + children
        elif link & {"con", "with"} or children >= people:
            unclear = "people"
        else:
            adults = people - children
    if people is not None and adults is not None and children is None and people > adults:
        children = people - adults
    elif people is not None and adults is not None and people < adults + (children or 0):
        people = adults + (children or 0)
    return replace(said, people=people, adults=adults, children=children, unclear=unclear)


def read_ages(words: Sequence[str], expecting: str = "") -> tuple[int, ...]:
    """Ages of children in full years: "de 4 y 7", "aged 3", "a 5-year-old", "8 meses" is 0."""
    for at, word in enumerate(words):
        if word in ("year", "years", "yr", "yo", "y/o") and set(words[at + 1 : at + 3]) & {"old", "olds"}:
            return tuple(_numbers_before(words, at))
    if expecting == "ages":
        found = [_age(words, at) for at in range(len(words)) if words[at] not in ("un", "uno", "una", "one")]
        return tuple(age for age in found if age is not None)
    ages: list[int] = []
    for at, word in enumerate(words):
        if word in _CHILDREN:
            ages += _list_of_ages(words, at + 1)
    return tuple(ages)


def _list_of_ages(words: Sequence[str], at: int) -> Iterator[int]:
    opened = False
    while at < len(words):
        word = words[at]
        if word in (
            "de",
            "aged",
            "age",
            "ages",
            "edad",
            "edades",
            "con",
            "(",
            "who",
            "que",
            "tienen",
            "tiene",
        ):
            opened = True
        elif (
            (
                word in ("is", "are", "uno", "una", "otro", "otra", "el", "y", "and", ",", "e", "/", "&")
                and opened
            )
            or word
            in ("pequenos", "pequenas", "small", "little", "anos", "ano", "years", "year", "old", ":", OUT)
            or (word == "," and _at(words, at + 1) in ("aged", "age", "ages", "edad"))
        ):
            pass
        elif word in ("un", "una") and _at(words, at + 1) not in ("ano", "mes"):
            return  # "el hijo de un amigo"
        elif opened and (number := number_at(words, at)) and (age := _age(words, at)) is not None:
            yield age
            at = number[1]
            at += _at(words, at) in ("meses", "mes", "months", "month")
            continue
        else:
            return
        at += 1


def _age(words: Sequence[str], at: int) -> int | None:
    found = number_at(words, at)
    if not found:
        return None
    following = _at(words, found[1])
    if following in ("meses", "mes", "months", "month"):
        return found[0] // 12
    counts = _CHILDREN | _ADULTS | _PEOPLE | _ROOMS | bag("noche noches night nights dias days")
    return found[0] if 0 <= found[0] <= 17 and following not in counts else None


def _numbers_before(words: Sequence[str], at: int) -> list[int]:
    ages: list[int] = []
    while at and (words[at - 1] in ("-", "and", ",", "a") or number_at(words, at - 1)):
        at -= 1
        found = number_at(words, at)
        if found and found[0] <= 17:
            ages.insert(0, found[0])
    return ages


def _one_age_for_all(words: Sequence[str]) -> bool:
    return not set(words) & {"uno", "otro", "other"}


def _sum(
    words: Sequence[str], nouns: frozenset[str], taken: frozenset[int], skip: frozenset[str] = frozenset()
) -> int | None:
    """How many of `nouns` are counted; "a room" and "una habitación" count nothing, they are grammar."""
    total: int | None = None
    at = 0
    while at < len(words):
        number = None if at in taken else number_at(words, at)
        if not number:
            at += 1
            continue
        value, end = number
        article = words[at] in ("un", "una") and nouns is _ROOMS
        if (
            _noun_after(words, end, nouns, skip)
            and not article
            and 0 <= value <= 99
            and not _is_name(words, at)
        ):
            total = (total or 0) + value
        at = end
    return total


def _is_name(words: Sequence[str], at: int) -> bool:
    """ "room 2 rooms" never; but "en la 2 personas" neither: a number after "room" names a room."""
    return _at(words, at - 1) in ("room", "habitacion", "cuarto", "numero", "number", "#")


def _noun_after(
    words: Sequence[str], at: int, nouns: frozenset[str], skip: frozenset[str] = frozenset()
) -> bool:
    end = at + 3
    while at < end:
        word = _at(words, at)
        if word in nouns:
            return True
        if skip and (stars := number_at(words, at)) and _at(words, stars[1]) in _STARS:
            at, end = stars[1] + 1, end + 2  # "one two star hotel room"
        elif word in _SMALL | skip | {"-"}:
            at += 1
        else:
            return False
    return False


def _people(words: Sequence[str], taken: frozenset[int]) -> tuple[int | None, int]:
    """A total ("4 personas", "party of four", "somos 3", "for 2") and the index after it."""
    for at in range(len(words)):
        number = None if at in taken else number_at(words, at)
        if not number or not 1 <= number[0] <= 99 or words[at] in ("once",):
            continue
        value, end = number
        if words[at] in ("un", "una", "a", "one") and _at(words, end) in _COLLECTIVE:
            continue
        if _noun_after(words, end, _PEOPLE):
            return value, end + 1
        if _at(words, end) in _UNITS and words[end : end + 2] != ["of", "us"]:
            continue
        if _noun_after(words, end, _CHILDREN | _ADULTS) or _noun_after(words, end, _ROOMS, _BEFORE_ROOM):
            continue
        if words[end : end + 2] in (["of", "us"], ["de", "nosotros"]):
            return value, end + 2
        before = _at(words, at - 1)
        if before in ("los", "las", "nosotros") and _at(words, at - 2) in ("para", "somos", "for"):
            return value, end  # "mesa para los seis"
        if before in _GROUP or (before in ("of", "de") and _at(words, at - 2) in _GROUPS):
            return value, end
        if before in ("are", "were", "be", "being") and _at(words, at - 2) in ("we", "will", "there", "us"):
            return value, end
        if before == "were" or (before in ("para", "for") and not _at(words, end).isdecimal()):
            if words[at] in ("un", "una", "one", "uno") and _at(words, end) not in ("", ".", ",", "?"):
                continue
            if words[end : end + 2] in (["a", "las"], ["a", "la"]) or _at(words, end) in WEEKDAYS:
                return value, end
            if _at(words, end) in (
                "",
                "el",
                "at",
                ".",
                ",",
                "?",
                "!",
                "y",
                "and",
                "con",
                "with",
                "in",
                "en",
                "from",
                "del",
                "on",
                "desde",
                "starting",
                "please",
                "porfavor",
                "por",
                "this",
                "este",
                "tonight",
                "hoy",
                "manana",
                "tomorrow",
                "next",
                "for",
                "para",
                "+",
                ":",
                "the",
            ):
                return value, end
    return None, 0


_COLLECTIVE = bag(
    "pareja matrimonio familia couple family grupo group equipo team club clase class colegio escuela school"
    " empresa company banda band delegacion delegation equipe turma groupe"
)
_GROUPS = bag("team equipo equipe turma party group family familia grupo total reserva reservation")


def _children(words: Sequence[str], taken: frozenset[int]) -> tuple[int | None, bool]:
    """How many children, and whether children are meant without saying how many."""
    counted = _sum(words, _CHILDREN, taken)
    single = plural = 0
    for at, word in enumerate(words):
        if word not in _CHILDREN or (word in ("menor", "pequeno") and _at(words, at - 1) not in ("un", "1")):
            continue
        before = words[max(0, at - 3) : at]
        if any(number_at(words, n) for n in range(max(0, at - 2), at) if words[n] not in ("a", "once")):
            continue
        if set(before) & {"no", "sin", "without", "para", "menu", "club", "for"} and not set(before) & {
            "mis",
            "my",
        }:
            continue
        if word.endswith("s") or word == "children":
            plural += bool(set(before) & {"mis", "my", "con", "with", "los", "and", "y", "our", "nuestros"})
        elif set(before[-2:]) & {
            "mi",
            "my",
            "a",
            "un",
            "una",
            "our",
            "nuestro",
            "nuestra",
            "su",
            "the",
            "old",
            "el",
            "la",
        }:
            single += 1
    if counted is None and not single:
        return None, bool(plural)
    return (counted or 0) + single, bool(plural) and not counted


def _companions(words: Sequence[str], plain: str) -> int | None:
    """Adults that are told by name: "mi esposa y yo", "just me", "with my husband"."""
    if _ALONE.search(plain):
        return 1
    if couples := _sum(words, _COUPLES, frozenset()):
        return 2 * couples
    named = sum(1 for at, word in enumerate(words) if word in _PARTNER and _comes_along(words, at))
    pairs = sum(2 for at, word in enumerate(words) if word in _PAIRS and _pair_comes_along(words, at))
    if named or pairs:
        # "una habitación para mis padres" is not for who writes.
        alone = not named and not set(words) & {"yo", "i", "me", "con", "with", "conmigo", "myself"}
        return named + pairs + (not alone)
    return 2 if _PAIR.search(plain) else None


def _comes_along(words: Sequence[str], at: int) -> bool:
    """ "con mi esposa", "my wife and I": named as one who travels, not only mentioned."""
    if _at(words, at - 1) not in ("mi", "my", "our", "una", "un", "me"):
        return False
    before = set(words[max(0, at - 4) : at - 1])
    after = words[at + 1 : at + 3]
    return bool(before & {"con", "with", "and", "y", ",", "para", "for"}) or after[:1] in (
        ["y"],
        ["and"],
        [","],
    )


def _pair_comes_along(words: Sequence[str], at: int) -> bool:
    return _at(words, at - 1) in ("mis", "my", "our", "nuestros", "los") and bool(
        set(words[max(0, at - 5) : at - 1]) & {"con", "with", "and", "y", ",", "para", "for", ":"}
        or _at(words, at + 1) in ("y", "and", ",")
    )


def _only_number(words: Sequence[str], taken: frozenset[int]) -> int | None:
    found = [
        number[0]
        for at in range(len(words))
        # "the flexible one" counts nothing.
        if at not in taken
        and (number := number_at(words, at))
        and (len(words) < 3 or words[at] not in ("one", "un", "una", "uno"))
    ]
    return found[0] if len(found) == 1 and found[0] <= 99 else None


def _says_none(words: Sequence[str]) -> bool:
    return bool(set(words) & {"no", "ninguno", "ningun", "none", "nobody", "sin"})


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""

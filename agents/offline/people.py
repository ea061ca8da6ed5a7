"""Who comes: adults, children and their ages, rooms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.offline.ages import ages_after, grown_up, one_age_for_all, read_ages
from agents.offline.calendar_words import WEEKDAYS
from agents.offline.homographs import OUT, people_meant
from agents.offline.kin import ADULTS, CHILDREN, COUPLES, PAIRS, PARTNER, PEOPLE, ROOMS, TWINS, YOUNG_IF_AGED
from agents.offline.numbers import number_at
from agents.offline.words import bag

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
_ALONE = re.compile(
    r"\b((?:voy|viajo|estare|ire|iria|soy|vengo) sol(?:it)?[oa]|sol[oa] (?:soy )?yo|solamente yo"
    r"|yo sol(?:it)?[oa]|(?:nada mas|nomas) (?:soy )?yo"
    r"|para mi(?: sol(?:it)?[oa])?(?! (?!manana|pasado|hoy|el |a las?)\w)"
    r"|just (?:for )?me|only (?:for )?me|just myself|for myself(?! and)|by myself"
    r"|on my own|travell?ing alone|im alone)\b"
)
_WITH_ME = re.compile(r"\b(?:conmigo|y yo|yo|with me|and me|me)\b")  # asked for the adults with children
_AND_ME = re.compile(
    r"\b(?:y|con|and) (?:yo|me|i|myself|un servidor|este servidor)\b"
    r"|\b(?:me|yo) (?:y|and)\b|^(?:just |only )?(?:me|yo) (?:my|mi|mis|con|with|the|los|las)\b"
)
_ALL_TOLD = re.compile(r"\b(?:familia|family) (?:de|of)\b|\bcon (?:los|las|mis|nuestros) (?:\w+)")
# Neither a child, who is counted as one, nor an animal.
_NO_ADULT = CHILDREN | bag(
    "dog dogs cat cats pet pets puppy perro perra perros gato gata gatos mascota friends two"
)
_ONE = rf"(?!(?:[0-9]+|{'|'.join(sorted(_NO_ADULT))})\b)\w+"
_PAIR = re.compile(
    r"\b(los dos|las dos|nosotr[oa]s dos|ambos|(?:para|en|una|somos|as a|for a) (?:pareja|couple"
    r"|matrimonio)(?! of)"
    r"|^(?:una |a )?(?:pareja|couple)(?= (?:con|y|mas|with|and|plus|from)\b)|(?:were|we are) a couple(?! of)"
    r"|a couple (?:with|plus|and|staying|arriving)|(?:mum|mom|mama) (?:and )?(?:dad|papa)|us two"
    r"|(?:the|my) (?:wife|missus|mrs|husband) and (?:me|i|myself)|both of us"
    rf"|two of us|the two of us|me and my {_ONE}|my {_ONE} and (?:me|i|myself)|mi {_ONE} y yo"
    rf"|yo y mi {_ONE})\b"
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
    named = people_meant(words)
    words = _children_named(named, taken)
    plain = " ".join(word for word in words if word[0].isalnum())
    grown = ADULTS | {"grandes"} if set(words) & CHILDREN else ADULTS
    adults = _sum(words, grown, taken)
    if adults and words.count("adultos") > named.count("adultos") and _AND_ME.search(plain):
        adults += 1  # "mis hijos de 19 y 22 y yo"
    people, people_at = _people(words, taken)
    rooms = _sum(words, ROOMS, taken, skip=_BEFORE_ROOM)
    children, unsure = _children(words, taken)
    ages = read_ages(words, expecting, taken)
    if _NO_CHILDREN.search(plain):
        children, unsure, ages = 0, False, ()
    if ages and (children is None or unsure):
        # "niños de 4 y 7" are two, "a 5 year old" is one; "niños de 5" are some, so it is asked.
        some = (
            len(ages) == 1
            and expecting != "ages"
            and any(word in CHILDREN and word[-1] in "sn" for word in words)
        )
        children, unsure = (None, True) if some else (len(ages), False)
    if children and len(ages) == 1 and children > 1 and one_age_for_all(words):
        ages = ages * children
    if people is None and adults is None:
        adults = _companions(words, plain)
        if adults is None and children and _AND_ME.search(plain):
            adults = 1
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
    link = set(words[people_at : people_at + 4])
    if _ALL_TOLD.search(plain):
        link = set()  # the children are among them
    return _settled(said, link)


def _children_named(words: Sequence[str], taken: frozenset[int]) -> list[str]:
    """The words with "nino" for who is a child by the age that is told: "un sobrino de 8"."""
    found = list(words)
    for at, word in enumerate(found):
        if word == "little" and found[at + 1 : at + 2] in (["one"], ["ones"]):
            found[at : at + 2] = [OUT, "child" if found[at + 1] == "one" else "children"]
        elif word in CHILDREN and grown_up(found, at):
            found[at] = "adultos" if word.endswith("s") else "adulto"
        elif word in YOUNG_IF_AGED - TWINS and any(True for _ in ages_after(found, at, taken)):
            found[at] = "ninos" if word.endswith("s") else "nino"
    return found


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
        article = words[at] in ("un", "una") and nouns is ROOMS
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
    if number_at(words, at - 2):
        return False  # "1 room 2 adults"
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
        if _noun_after(words, end, PEOPLE):
            return value, end + 1
        if _at(words, end) in _UNITS and words[end : end + 2] != ["of", "us"] and end not in taken:
            continue
        if _noun_after(words, end, CHILDREN | ADULTS) or _noun_after(words, end, ROOMS, _BEFORE_ROOM):
            continue
        if words[end : end + 2] in (["of", "us"], ["de", "nosotros"]):
            return value, end + 2
        before = _at(words, at - 1)
        if before in ("para", "for") and end in taken:
            return value, end  # "a room for 2 Dec 5-7"
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


_WITH_CHILDREN = bag("mis my con with los las the and y our nuestros nuestras , + & mas plus")
_NOT_COMING = bag("no sin without para menu club for")
_A_CHILD = bag("mi my a un una our nuestro nuestra su the old el la")
_INFANTS = bag("bebe baby toddler newborn infant")


def _children(words: Sequence[str], taken: frozenset[int]) -> tuple[int | None, bool]:
    """How many children, and whether children are meant without saying how many."""
    counted = _sum(words, CHILDREN, taken)
    single = _twins(words, taken)
    plural = 0
    for at, word in enumerate(words):
        if word not in CHILDREN or (word in ("menor", "pequeno") and _at(words, at - 1) not in ("un", "1")):
            continue
        before = words[max(0, at - 3) : at]
        if _at(words, at - 1) in CHILDREN:
            continue  # "mi hija adolescente" is one
        if any(number_at(words, n) for n in range(max(0, at - 2), at) if words[n] not in ("a", "once")):
            continue
        if set(before) & _NOT_COMING and not set(before) & {"mis", "my"}:
            continue
        if word.endswith("s") or word == "children":
            plural += bool(set(before) & _WITH_CHILDREN)
        elif set(before[-2:]) & _A_CHILD or (word in _INFANTS and set(before[-1:]) & _WITH_CHILDREN):
            single += 1
    if counted is None and not single:
        return None, bool(plural)
    return (counted or 0) + single, bool(plural) and not counted


def _twins(words: Sequence[str], taken: frozenset[int]) -> int:
    """Two where twins are people: a twin room has no age."""
    return sum(
        2
        for at, word in enumerate(words)
        if word in TWINS
        and (
            _at(words, at - 1) in ("mis", "my", "our", "nuestros", "nuestras")
            or any(True for _ in ages_after(words, at, taken))
        )
    )


def _companions(words: Sequence[str], plain: str) -> int | None:
    """Adults that are told by name: "mi esposa y yo", "just me", "with my husband"."""
    if couples := _sum(words, COUPLES, frozenset()):
        return 2 * couples
    named = sum(1 for at, word in enumerate(words) if word in PARTNER and _comes_along(words, at))
    pairs = sum(2 for at, word in enumerate(words) if word in PAIRS and _pair_comes_along(words, at))
    if named or pairs:
        # "una habitación para mis padres" is not for who writes.
        joins = bool(set(words) & {"con", "with", "conmigo", "myself"}) or bool(_AND_ME.search(plain))
        alone = not named and not joins
        return named + pairs + (not alone)
    if _ALONE.search(plain):
        return 1
    return 2 if _PAIR.search(plain) else None


def _comes_along(words: Sequence[str], at: int) -> bool:
    """ "con mi esposa", "my wife and I": named as one who travels, not only mentioned."""
    if _at(words, at - 1) not in ("mi", "my", "our", "una", "un", "me", "the"):
        return False
    before = set(words[max(0, at - 4) : at - 1])
    after = words[at + 1 : at + 3]
    return bool(before & {"con", "with", "and", "y", ",", "para", "for", "&", "+"}) or after[:1] in (
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

"""What guests say of themselves, in four languages, as one of a few kinds with one of a few values."""

import re

from agents.offline.words import spaced, tokens

_AM = r"(?:soy|somos|i am|i m|im|we are|we re|sou|je suis|nous sommes)"
_OUR = r"(?:mi|nuestr[oa]|my|our|meu|minha|noss[oa]|mon|ma|notre)"
_ALLERGIC = r"(?:alergi\w+|allerg\w+) (?:\w+ ){0,4}"
_WITH = r"(?:con|with|com|avec)"
_DOG = r"(?:perr\w+|dogs?|cachorr\w+|chiens?)"
_CANNOT = r"(?:no puedo|no puede|can t|cannot|cant|nao posso|nao consigo|ne peux pas)"
_COMING = r"(?:viajo|viajamos|voy|vamos|travel\w*|coming|bringing|llevo|traigo|viajando|voyage\w*|viens)"

# Key, value, ways of saying it: patterns over folded words with single spaces.
_SAID: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("diet", "vegetarian", (rf"{_AM} (?:\w+ )?vegetarian\w*", rf"{_AM} (?:\w+ )?vegetarien\w*")),
    ("diet", "vegan", (rf"{_AM} (?:\w+ )?(?:vegan\w*|vegetalien\w*)",)),
    ("diet", "gluten_free", (r"celiac\w*|coeliac\w*|coeliaque\w*", r"(?:sin|without|sem|sans) gluten")),
    ("diet", "gluten_free", (r"gluten free",)),
    ("diet", "halal", (r"halal",)),
    ("diet", "kosher", (r"kosher|kasher",)),
    (
        "allergy",
        "nuts",
        (
            rf"{_ALLERGIC}(?:nueces|nuez|frutos secos|nuts|peanuts?|mani|cacahuates?|cacahuetes?)",
            rf"{_ALLERGIC}(?:nozes|amendoim|noix|arachides?)",
            r"(?:nut|peanut) allergy",
        ),
    ),
    (
        "allergy",
        "shellfish",
        (
            rf"{_ALLERGIC}(?:mariscos?|camaron\w*|gambas|shellfish|seafood|prawns?|shrimps?)",
            rf"{_ALLERGIC}(?:frutos do mar|fruits de mer|crevettes?)",
            r"(?:shellfish|seafood) allergy",
        ),
    ),
    ("allergy", "lactose", (r"intoleran\w+ (?:\w+ ){0,3}lact\w+", r"lactose intoleran\w+")),
    ("allergy", "feathers", (rf"{_ALLERGIC}(?:plumas?|feathers?|penas|plumes?|down)",)),
    (
        "access",
        "wheelchair",
        (
            r"(?:uso|usa|en|use|uses|utilizo|utiliza|in|de|with) (?:una |uma |a |un )?"
            r"(?:silla de ruedas|wheelchair|cadeira de rodas|fauteuil roulant)",
            r"wheelchair user",
        ),
    ),
    (
        "access",
        "few_steps",
        (rf"{_CANNOT} (?:\w+ ){{0,2}}(?:subir|escaleras?|climb|stairs|escadas?|monter)",),
    ),
    ("travels_with", "dog", (rf"{_COMING} (?:\w+ ){{0,3}}{_DOG}", rf"{_WITH} {_OUR} (?:\w+ )?{_DOG}")),
    (
        "travels_with",
        "baby",
        (rf"{_WITH} (?:{_OUR}|un|uma?|a|une) (?:\w+ )?(?:bebe|baby|infant|nouveau ne)",),
    ),
    ("occasion", "honeymoon", (r"luna de miel|honeymoon|lua de mel|lune de miel",)),
    (
        "occasion",
        "anniversary",
        (rf"{_OUR} (?:\w+ )?(?:aniversario|anniversary)", r"anniversaire de mariage"),
    ),
    ("occasion", "birthday", (rf"(?:{_OUR}|su|his|her) (?:\w+ )?(?:cumpleanos|cumple|birthday)",)),
    (
        "room",
        "quiet",
        (
            r"(?:habitacion|cuarto|pieza|quarto|chambre) (?:\w+ ){0,3}(?:tranquil\w+|silencios\w+|calme)",
            r"quiet (?:\w+ )?room|room (?:\w+ ){0,3}quiet",
        ),
    ),
    ("room", "high_floor", (r"(?:piso|planta|andar) (?:alto|alta)|high(?:er)? floor|etage eleve",)),
    (
        "room",
        "low_floor",
        (r"(?:piso|planta|andar) (?:bajo|baja|baixo)", r"(?:low(?:er)?|ground) floor|rez de chaussee"),
    ),
)
_PATTERNS = tuple((key, value, re.compile(rf"\b(?:{'|'.join(ways)})\b")) for key, value, ways in _SAID)
# A denial says nothing of the one who writes.
_DENIED = re.compile(
    r"\b(?:no (?:soy|somos|tengo)|i am not|i m not|not (?:a )?vege?\w*|nao sou|je ne suis pas"
    r"|(?:do not|don ?t|does not|doesn ?t) have|nao tenho|n ai pas)\b"
)
_NOT = re.compile(r"\b(?:no|not|nao|nem|ni|ne|never|nunca|jamais|sin|without|sem|sans|t)(?: \w+)? $")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def facts_in(text: str) -> list[tuple[str, str]]:
    """What the writer says of themselves: (key, value), each key once. Questions are left out."""
    told = " ".join(part for part in _SENTENCES.split(text) if not part.rstrip().endswith("?"))
    said = spaced(tokens(told))
    if not said or _DENIED.search(said):
        return []
    found: dict[str, str] = {}
    for key, value, pattern in _PATTERNS:
        hit = pattern.search(said) if key not in found else None
        if hit and not _NOT.search(said[: hit.start()]):
            found[key] = value
    return list(found.items())

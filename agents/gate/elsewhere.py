"""Other ways to write or to pay, codes read aloud, and prices in Roman numerals."""

import re

from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import Folded, squash
from agents.gate.money import WORDS as CURRENCY
from agents.gate.others import words_of
from agents.gate.spans import Span
from agents.gate.speech import hits

# Names that are nothing else: as good as a link that nobody approved.
_SURE = (
    r"telegram|wechat|we chat|viber|snapchat|discord|threema|kakaotalk|paypal|venmo|zelle|cash ?app|bizum"
    r"|oxxo"
    r"|western union|moneygram|revolut|mercado ?pago|mb ?way|nequi|daviplata|yape|paylib|google pay|alipay"
    r"|payoneer"
    r"|remitly|skrill|codi|spei|crypto\w*|criptomonedas?|bitcoins?|ethereum|usdt|tether|gift ?cards?"
    r"|tarjetas? de regalo"
)
# Names that are words too: only as a service, with its capital.
_ALSO_WORDS = (
    r"Signal|Line|Lydia|Wise|Pix|PIX|Skype|Plin|Swish|Twint|Messenger|Instagram|Facebook|Apple Pay|Google Pay"
)
_NAMED = re.compile(rf"\b(?P<name>{_SURE})(?!\w)")
_USED = re.compile(
    rf"\b(?:[Oo]n|[Vv]ia|[Bb]y|[Uu]sing|[Tt]hrough|[Ww]ith|[Pp]or|[Ee]n|[Aa]l?|[Uu]n[ae]?|[Uu]m|[Pp]elo"
    rf"|[Nn]o|[Pp]ar"
    rf"|[Ss]ur|[Pp]er|[Mm]e|[Cc]on|[Uu]se|an?) (?P<name>{_ALSO_WORDS})\b"
)
_WARNS = re.compile(
    r"\b(?:no|nunca|never|not|jamas|sin|without|ni|nor|neither|don'?t|cannot|can'?t|ne|pas|nao|sem"
    r"|unfortunately)\b"
)
_LETTERS = (
    r"(?:doble ve|doble u|double u|i griega|a|be|ce|de|e|efe|ge|hache|i|jota|ka|ele|eme|ene|o|pe|cu|erre"
    r"|ese|te|u|uve|ve"
    r"|equis|ye|zeta|bee|cee|dee|ef|eff|gee|aitch|jay|kay|el|em|en|pee|cue|ar|ess|tee|vee|ex|wye|zee|zed"
    r"|alpha|alfa|bravo"
    r"|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    r"|sierra|tango"
    r"|uniform|victor|whisky|whiskey|x-?ray|yankee|zulu|guion|dash|[a-z]|\d{1,2})"
)
_SPELLED = re.compile(
    r"\b(?:codigo|code|clave|pin|localizador|referencia|reference|confirmation|cupon|coupon|password"
    r"|contrasena|senha"
    rf"|mot de passe)\b[^.!?\n]{{0,25}}?[\s:]+(?P<run>{_LETTERS}(?:[ ,.-]+{_LETTERS}){{3,}})(?!\w)"
)
_ROMAN = r"(?=[IVXLCDM]{2,}(?![A-Za-z]))M{0,4}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})"
_ROMAN_PRICE = re.compile(
    rf"(?<![\w-])(?:{_ROMAN}) ?(?:€|£|\$|(?i:(?:{CURRENCY}|eur|usd|mxn|gbp|brl)(?![a-z])))"
    rf"|(?:€|£|\$|(?<!\w)(?i:{CURRENCY}|eur|usd|mxn|gbp|brl)) ?(?:{_ROMAN})(?!\w)"
)


def services(folded: Folded) -> frozenset[str]:
    """The services that a text names, letters only."""
    return frozenset(
        squash(hit["name"]) for hit in (*_NAMED.finditer(folded.bare), *_USED.finditer(folded.case))
    )


def roman(case: str) -> list[Span[str]]:
    """Prices whose figures are letters: "MCMXC pesos"."""
    return [Span(hit.group().lower(), *hit.span()) for hit in _ROMAN_PRICE.finditer(case)]


def check(folded: Folded, digits: str, grounds: Grounds) -> list[Finding]:
    """Findings about ways around the hotel. `digits`: without accents, figures for number words."""
    found = [
        finding("link", hit.group(), "Name only the ways to write and to pay that the facts give.")
        for pattern, text in ((_NAMED, folded.bare), (_USED, folded.case))
        for hit in pattern.finditer(text)
        if squash(hit["name"]) not in grounds.services
        and not _is_open(folded.bare, hit.start(), grounds.language)
    ]
    for hit in hits(_SPELLED, digits, grounds.language):
        run = hit.match["run"]
        if not hit.asked:
            found.append(finding("code", run, "Write codes as the tools returned them, and only those."))
    return found


def _is_open(bare: str, at: int, language: str) -> bool:
    """Is the service asked about, or refused, in its sentence?"""
    start = max(bare.rfind(mark, 0, at) for mark in ".!?\n¿") + 1
    end = min((place for mark in ".!?\n" if (place := bare.find(mark, at)) >= 0), default=len(bare))
    words = words_of(language)
    before = bare[start:at]
    refused = _WARNS.search(before) or (words is not None and re.search(rf"\b(?:{words.told_not})\b", before))
    return bare[end : end + 1] == "?" or bool(refused)

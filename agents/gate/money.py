"""Amounts, percentages and what is said of taxes."""

import re
from decimal import Decimal

from babel.core import get_global

from agents.gate.fold import fold, views
from agents.gate.numerals import NUMBER, decimal, with_digits
from agents.gate.spans import Span, blank
from pms.base import Money

_DOLLARS = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}
# Words too, in lower case: "try", "ron", "mad", "cup". Only these need no capitals.
_PLAIN = {"EUR", "USD", "MXN", "GBP", "CAD", "AUD", "CHF", "BRL", "BTC", "USDT"}
_PESOS = {"MXN", "ARS", "COP", "CLP", "UYU", "DOP", "CUP", "PHP"}
_PAID_WITH = {
    code
    for used in get_global("territory_currencies").values()
    for code, _, until, is_tender in used
    if is_tender and until is None
}
_CODES = _DOLLARS | _PESOS | _PAID_WITH | {"BTC", "ETH", "USDT"}
# Words and units in capitals too: only where the hotel itself is paid in them.
_ELSEWHERE_WORDS = {"ALL", "KGS", "SOS", "TOP"}
_NAMES = {
    "euro": "EUR",
    "€": "EUR",
    "£": "GBP",
    "libra": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "¥": "JPY",
    "yen": "JPY",
    "real": "BRL",
    "reais": "BRL",
    "r$": "BRL",
    "sol": "PEN",
    "s/": "PEN",
    "franco": "CHF",
    "franc": "CHF",
    "us$": "USD",
    "u$s": "USD",
    "usd$": "USD",
    "mx$": "MXN",
    "mex$": "MXN",
    "mxn$": "MXN",
    "ca$": "CAD",
    "c$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "ar$": "ARS",
    "bitcoin": "BTC",
    "buck": "USD",
    "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
    "₩": "KRW",
    "₿": "BTC",
    "zl": "PLN",
    "m.n.": "MXN",
    "mn": "MXN",
    "reales": "BRL",
    "libras": "GBP",
}
# Whose dollars, pesos, francs or pounds they are, told by the stem of a word beside them.
_WHOSE = {
    "estadouniden": "USD",
    "americ": "USD",
    "estados unidos": "USD",
    "canad": "CAD",
    "austral": "AUD",
    "mexic": "MXN",
    "colomb": "COP",
    "argentin": "ARS",
    "chil": "CLP",
    "urugua": "UYU",
    "dominic": "DOP",
    "sui": "CHF",
    "swiss": "CHF",
    "sterlin": "GBP",
    "brasil": "BRL",
}
_STEM = "|".join(_WHOSE)
# Currencies of many countries, or of one, by the stem of their name; the first is meant, or the hotel's own.
# Streets and people have such names too, so they count behind a figure only.
_FAMILIES = {
    "dinar": ("KWD", "BHD", "DZD", "IQD", "JOD", "LYD", "RSD", "TND"),
    "dirham": ("AED", "MAD"),
    "rupi": ("INR", "IDR", "LKR", "MUR", "NPR", "PKR"),
    "rupee": ("INR", "LKR", "MUR", "NPR", "PKR"),
    "roupi": ("INR", "IDR", "LKR", "MUR", "NPR", "PKR"),
    "riyal": ("SAR", "QAR", "YER"),
    "rial": ("OMR", "IRR", "QAR", "SAR", "YER"),
    "rublo": ("RUB", "BYN"),
    "rouble": ("RUB", "BYN"),
    "ruble": ("RUB", "BYN"),
    "quetzal": ("GTQ",),
    "lempira": ("HNL",),
    "cordoba": ("NIO",),
    "colon": ("CRC",),
    "balboa": ("PAB",),
    "boliviano": ("BOB",),
    "bolivar": ("VES",),
    "guarani": ("PYG",),
    "yuan": ("CNY",),
    "renminbi": ("CNY",),
    "zlot": ("PLN",),
    "forint": ("HUF",),
    "shekel": ("ILS",),
    "ringgit": ("MYR",),
    "baht": ("THB",),
    "dong": ("VND",),
    "rand": ("ZAR",),
}
WORDS = (  # of currencies
    rf"(?:pesos?|dolar(?:es)?|dollars?|francos?|francs?|libras?|livres?|reais|reales|pounds?)"
    rf" (?:de )?(?:los |os )?(?:{_STEM})[a-z]*|(?:{_STEM})[a-z]* (?:pesos?|dollars?|francs?|pounds?)"
    r"|us dollars?|reales|euros?|dollars?|dolar(?:es)?|pesos?|libras?|pounds?|quid|yen(?:es)?|reais|soles"
    r"|francos?"
    r"|francs?|bitcoins?|bucks?|"
    r"m\.n\.|mn(?!\w)"
)
_SIGNS = r"(?:us|u|mx|mex|ca|c|au|a|ar|r|usd|mxn)?\$s?|s/|€|£|¥|₹|₺|₽|₩|₿"
_ISO = "|".join(sorted(code.lower() for code in _CODES))
_UNIT = rf"{_SIGNS}|(?:{_ISO})(?![a-z])|(?:{WORDS})(?![a-z])"
_AMOUNT = rf"(?:\d(?: \d){{1,8}}(?![\d.,])|{NUMBER})"
_KILO = r"(?: ?k(?![a-z]))?"
_BEFORE = re.compile(
    rf"(?<![a-z])(?P<unit>{_UNIT})[ :]{{0,2}}(?P<sign>[-+]?)(?P<number>{_AMOUNT})(?P<kilo>{_KILO})"
)
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<number>{_AMOUNT})(?P<kilo>{_KILO})(?:[.,][-–])?[ \n]{{0,2}}"
    rf"(?:\([^()\n]{{0,40}}\) ?)?(?:de )?"
    rf"(?P<unit>{_UNIT}|(?:{'|'.join(_FAMILIES)})(?:s|es?|a[hs]?|ahs|ys?)?(?![a-z]))"
)
_ARTICLE = re.compile(rf"\b(?:un|uno|one|a) (?P<unit>{WORDS})(?![a-z])")
_CENTS = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER}) ?(?:centimos?|centavos?|cents?|centimes?)(?![a-z])")
_PERCENT = re.compile(
    rf"(?<![\w.,])(?P<number>{NUMBER}) ?(?:%|(?:por ?cien(?:to|tos)?|per ?cent|percent|pct|por ?cento"
    rf"|pour ?cent|(?:por|pour|per) 100)(?![a-z]))|% ?(?P<after>{NUMBER})"
)
_HALF = re.compile(
    r"\bmitad (?:de(?:l)? )?(?:precio|tarifa|coste|costo|importe)|\b(?:a|por|cuestan?|vale|paga"
    r"|sale|cobr\w+) (?:solo )?(?:la )?mitad\b|\bhalf as much\b|\b(?:pay|costs?) (?:only )?half\b"
    r"|\bhalf[- ](?:the )?"
    r"(?:price|rate|cost|off|of the (?:price|rate|cost))|\b[2-4] ?x ?1\b|\b3 ?x ?2\b|\b2 por (?:1"
    r"|uno)\b|\b2 for (?:1|one)\b"
    r"|\btwo for one\b|\bbuy one\b|\bmetade do (?:preco|valor)|\bmeia (?:tarifa|diaria)\b|\bpel[ao] metade\b"
    r"|\bmoitie (?:prix|du (?:prix|tarif))|\ba moitie (?:prix|tarif)|\bdemi[- ]?(?:tarif|prix)\b"
    r"|\bleve \d\b|\bpague 1\b|\b2 (?:pour|pelo preco de) (?:1|une?|um)\b|\bla moitie du\b"
)
_TAX = (
    r"(?:impuestos?|tasas?(?: turisticas?)?|iva|i\.v\.a\.|ish|vat|tax(?:es)?|city tax|tourist tax"
    r"|gst|fees|impostos?|taxas?(?: de (?:turismo|servico|estadia))?|iss|tva|taxes? de sejour)"
)
_ADDED = re.compile(
    rf"(?:\bmas|\bplus|\+|\bsin|\bexcl(?:uding|\.)|\bexcluyendo|\bbefore|\bantes de|\bfalta(?:n)?"
    rf"|\bexclusive of|\bwithout|\bnet of"
    rf"|\by (?:luego|despues)|\baparte"
    rf"|\bmais (?=os |as |impostos|taxas)|\bhors|\bsans|\bsem(?= impostos)|\bnao inclui|\bavant"
    rf"|\ben sus (?:de )?(?:la |les )?|\bfora)"
    rf" ?(?:los |the |el |la |any |os |as |les |le |d'autres )?(?:\d+ ?%? (?:de )?)?"
    rf"(?:local |applicable )?{_TAX}\b"
    rf"|\b{_TAX}(?: and {_TAX}| y {_TAX})? (?:\w+ ){{0,3}}(?:no (?:estan? )?inclu|not inclu|aparte"
    rf"|extra|excluded|excluid|adicional|additional|apply|se (?:suman|anaden)"
    rf"|nao (?:estao? |foram )?inclu|a parte|non (?:compris|inclus)|en sus|en supplement|a ajouter|en plus"
    rf"|pas (?:compris|inclus)|s'ajout)"
)
_NOT_ADDED = re.compile(
    r"\b(?:no|not|sin|without|nothing|ningun|nao|nem|sem|pas|sans|aucun\w*) (?:\w+ ){0,4}$"
)
_INCLUDED = re.compile(
    rf"\b{_TAX} (?:\w+ ){{0,3}}(?:incluid|included)|\b(?:inclu\w*|with) (?:\w+ ){{0,2}}{_TAX}\b"
    rf"|\bcon {_TAX}\b|\bcom {_TAX}\b|\bavec {_TAX}\b|\bt\.?t\.?c\b"
    rf"|\b{_TAX} (?:\w+ ){{0,3}}(?:compris|inclus)|\b(?:compren\w+|inclu\w+) (?:\w+ ){{0,2}}{_TAX}\b"
)


def _currency(unit: str, hotel: str) -> str:
    """ISO code of a written unit; "$", "dollars" and "pesos" are the hotel's own where they can be."""
    unit = unit.lower()
    if " " in unit:
        if found := next((code for stem, code in _WHOSE.items() if stem in unit), None):
            return found
        unit = unit.split()[-1] if unit.startswith("us ") else unit.split()[0]
        return "USD" if unit.startswith("dollar") else unit.upper()
    if unit in {"$", "$s"}:
        return hotel if hotel in _DOLLARS | _PESOS else "USD"
    if unit.startswith(("dollar", "dolar")):
        return hotel if hotel in _DOLLARS else "USD"
    if unit.startswith("peso"):
        return hotel if hotel in _PESOS else "MXN"
    if unit in _NAMES:
        return _NAMES[unit]
    for form in (unit.removesuffix("s"), unit.removesuffix("es")):
        if form in _NAMES:
            return _NAMES[form]
    if codes := next((codes for stem, codes in _FAMILIES.items() if unit.startswith(stem)), None):
        return hotel if hotel in codes else codes[0]
    return unit.upper()


def _amount(number: str, kilo: str) -> Decimal:
    spaced = re.fullmatch(r"\d(?: \d)+", number)
    value = Decimal(number.replace(" ", "")) if spaced else decimal(number)
    return value * 1000 if kilo else value


def amounts(case: str, bare: str, currency: str) -> list[Span[Money]]:
    """Every amount with a currency in a folded text whose number words are digits already."""
    found: list[Span[Money]] = []
    for pattern in (_AFTER, _BEFORE):
        for hit in pattern.finditer(bare):
            unit = hit["unit"]
            written = case[hit.start("unit") : hit.end("unit")]
            if unit.upper() in _CODES - _PLAIN and not written.isupper():
                continue
            if unit.upper() in _ELSEWHERE_WORDS and unit.upper() != currency:
                continue
            value = _amount(hit["number"], hit["kilo"])
            found.append(Span(Money(value, _currency(unit, currency)), *hit.span()))
        bare = blank(bare, found)
    found += [
        Span(Money(Decimal(1), _currency(hit["unit"], currency)), *hit.span())
        for hit in _ARTICLE.finditer(bare)
    ]
    return found + [
        Span(Money(decimal(hit["number"]) / 100, currency), *hit.span()) for hit in _CENTS.finditer(bare)
    ]


def percentages(bare: str) -> list[Span[Decimal]]:
    """Every percentage; "half price" and "2x1" are fifty per cent."""
    found = [Span(decimal(hit["number"] or hit["after"]), *hit.span()) for hit in _PERCENT.finditer(bare)]
    return found + [Span(Decimal(50), *hit.span()) for hit in _HALF.finditer(bare)]


def tax_claims(bare: str) -> list[Span[str]]:
    """What the text says of taxes: `added` on top, or `included`."""
    found = [
        Span("added", *hit.span())
        for hit in _ADDED.finditer(bare)
        if not _NOT_ADDED.search(bare[max(0, hit.start() - 40) : hit.start()])
    ]
    rest = blank(bare, found)
    return found + [Span("included", *hit.span()) for hit in _INCLUDED.finditer(rest)]


def money_in(text: str, currency: str, language: str = "") -> list[Money]:
    """Every amount that the text names with a currency, in figures or words; `currency` is the hotel's."""
    case = fold(text)
    case = with_digits(case, views(case).bare, language)
    seen = views(case)
    return [
        span.value for span in sorted(amounts(seen.case, seen.bare, currency), key=lambda span: span.start)
    ]

"""Amounts that are told without a figure to compare: "a couple of hundred", "noventa y pico".

No tool returns such an amount, so only a text of the house that says it in these words is a source. Counts of
other things ("a few hundred metres", "une dizaine de minutes") are none of it: an amount has a currency
behind it, or a word of cost before it and nothing that it counts.
"""

import re

from agents.gate.money import WORDS as CURRENCY
from agents.gate.spans import Span, matches

REACH = 80  # characters before it in which a word of cost is looked for
_FIGURE = r"\d{1,9}"
_SOME = (
    r"(?:(?:unos|unas|algun[oa]s|vari[oa]s|poc[oa]s|much[oa]s|un par de|los|las|un|una|medi[oa]|casi"
    r"|otr[oa]s?"
    r"|a|an|the|some|few|several|many|couple|couple of|half|half a|low|mid|high|odd|good"
    r"|uns|umas|alguns|algumas|vari[oa]s|pouc[oa]s|um par de|um|uma|mei[oa]|duas"
    r"|quelques|plusieurs|des|les|une|un demi|demi|deux|trois|\d{1,9}) ){0,5}"
)
_HEAP = (
    r"(?:cientos|centenar(?:es)?|centenas?|miles|millar(?:es)?|millones|decenas?|docenas?|punad[oa]s?"
    r"|cifras"
    r"|hundreds?|thousands?|millions?|dozens?|scores?|handfuls?|figures"
    r"|milhar(?:es)?|milheiros?|dezenas?|duzias?|punhados?"
    r"|(?:demi-)?milliers?|centaines?|dizaines?|douzaines?|quinzaines?|vingtaines?|trentaines?"
    r"|quarantaines?"
    r"|cinquantaines?|soixantaines?|poignees?)"
)
_AND_A_BIT = (
    r"(?:(?<!las )(?<!la )\d[\d., ]{0,12}(?:mil|k)? ?(?:(?:y|e) (?:pico|tant[oa]s|algo|poc[oa]"
    r"|pouc[oa]s?|tant[oa]s|uns|alguns)"
    r"|-?odd|-?ish|-?something|and (?:change|something|some|a bit|then some)"
    r"|et (?:quelques|des poussieres|un peu)))"
)
_HALF = (
    r"(?:(?:\d{1,9} and a )?half (?:a )?(?:\d{1,9}|grand|hundred|thousand|million)"
    r"|medio (?:\d{1,9}|millar|millon))"
)
_SURE_SLANG = (
    r"(?:eurill?os|euritos|pesitos|dolar(?:itos|citos)|lucas?|luquitas?|varos?|morlacos|machacantes|pratas"
    r"|fivers?|tenners?|c-notes?|bucks?|quid)"
)
_SLANG = (
    r"(?:grand|large|tons?|monkeys?|pon(?:y|ies)|benjamins?|billetes?|papeles(?: verdes)?|palos|pavos"
    r"|mangos|duros|contos|paus|trocados|notas?|balles|briques|boules)"
)
_FEW = (
    r"(?:un par de|unos(?: pocos| cuantos)?|algunos|varios|pocos|cuatro|a couple(?: of)?|a few|some|several"
    r"|uns(?: poucos)?|alguns|varios|poucos|quelques|plusieurs)"
)
_MONEY = rf"(?:{CURRENCY}|eur|usd|mxn|gbp|brl)(?![a-z])|[$€£]"
_OF = r"(?: (?:de|of|dos|do)| d')? ?"
_COSTS = (
    r"\b(?:cuestan?|costar\w*|costaba|valen?|valdr\w*|salen?|saldr\w*|sale|cobra\w*|paga\w*|son"
    r"|seri?an?|seran?"
    r"|queda(?:n|ria)?|anda(?:n)?|baja|ronda(?:n)?|por|precio|tarifa|alcanza|it'?s|it is|that'?s|that is|is"
    r"|costs?|cost|pay|pays|charge[ds]?|comes? to|runs?|for|price|rate|only|just|you|spend|be|starts?"
    r"|begins?|looking|empiezan?|parten?"
    r"|custam?|custar\w*|sai(?:em)?|fica(?:m)?|sao|seriam|preco|valor|diaria"
    r"|coute\w*|c'est|ce serait|cela fait|ca fait|fait|font|pay\w+|revient|prix|tarif|compte[rz])"
    r" (?:(?:solo|unos|unas|por|en|a|de|al|casi|entre|mas|menos|como|con|apenas|tan|somewhere|around"
    r"|about|nearly"
    r"|almost|over|under|in|next to|north of|only|just|less|more|than|em|cerca|quase|uns|umas|environ"
    r"|presque"
    r"|seulement|plus|moins|d'|dans|a|le|la|les|los|las|os|as|the|at|que|el) ?){0,6}$"
)
_BEFORE = re.compile(_COSTS)
_ENDS = re.compile(
    r" ?(?:$|[.,;:!?)\n]|\b(?:la noche|las noches|por|a night|a week|a day|per|each|cada|al dia|par"
    r"|pour|the night"
    r"|la nuit|a noite|por noite|chacune?|nightly|for|more|mas|mais|de plus|menos|less|extra|en total"
    r"|in total"
    r"|and|y|e|et|bajas?|altas?|le alcanza|will do)\b)"
)
_SURE = re.compile(
    rf"(?<![\w.,])(?:{_SOME}(?:{_HEAP}|{_HALF})|{_AND_A_BIT}|{_FEW}){_OF}(?:{_MONEY})"
    rf"|(?<![\w.,])(?:{_FIGURE}|un[oa]?|a|one|uma?|une|{_FEW}|half a) {_SURE_SLANG}(?![a-z])"
    rf"|(?<![\w.,]){_SOME}(?:{_HEAP}|{_HALF}|benjamin|grand) (?:(?:por|la|a|per|par) )+"
    r"(?:noche|night|persona|person|noite|pessoa|nuit|personne)\b"
)
# "A few hundred." counts what nobody has to name.
_HUNDREDS = re.compile(
    r"(?<![\w.,])(?:(?:un par de|unos(?: pocos| cuantos)?|varios|vari[oa]s|medio|casi un|algun[oa]s"
    r"|pocos|a couple"
    r"(?: of)?|an?|a few|several|half an?|some|um par de|uns|umas|alguns|algumas|meio|quelques"
    r"|plusieurs|une?|un bon"
    r"|un demi|\d) )(?:cool )?(?:cientos|miles|centenar(?:es)?|centenas?|millar(?:es)?|hundreds?"
    r"|thousands?|grand"
    r"|milhar(?:es)?|centaines?|milliers?)(?![\w-])"
)
_MAYBE = re.compile(
    rf"(?<![\w.,-])(?:{_SOME}(?:{_HEAP}|{_HALF})|{_AND_A_BIT}"
    rf"|(?:{_FIGURE}|un[oa]?|a|one|uma?|une|half a|medio|{_FEW}) {_SLANG})(?![\w-])"
)
# A currency behind something in the place of a number: "XC euros", "no-ven-ta euros", "nuebe euros".
_UNREAD = re.compile(
    r"(?<![\w.,'-])(?!(?:in|en|em|de|d[eo]s?|of|con|with|com|avec|los|the|sus?|your|y|and|o|or|e|et"
    r"|ou|al?|our|as|os"
    r"|los|les|des|sao|son|is|it|that|pagar|pay\w*|paga\w*|mexican\w*|local\w*|america\w*|us|canadian"
    r"|se|only|solo"
    r"|for|por|per|cada|each|no|not|nuestr[oa]s?|mis?|my|meus|seus|vos|nos|un|una|unos|uns|some"
    r"|cobra\w*|accept\w*"
    r"|acept\w*|aceit\w*|convert\w*|cambi\w*) )"
    rf"[a-z\d][\w'*-]* (?:{CURRENCY}|€|£)(?![a-z])"
)
# Another price times something: what no tool has worked out.
_TIMES = re.compile(
    r"\b(?:cuestan?|valen?|salen?|sale|paga\w*|cobra\w*) (?:\w+ )?(?:el (?:doble|triple)\b"
    r"|la (?:tercera|cuarta"
    r"|quinta|mitad) ?(?:parte)?|un (?:tercio|cuarto)\b)"
    r"|\bla (?:tercera|cuarta|quinta) parte del? (?:precio|tarifa|costo?e?)|\bun (?:tercio (?:menos"
    r"|mas)|cuarto menos)\b"
    r"|\ba la (?:tercera|cuarta|quinta) parte\b|\bpor una (?:tercera|cuarta|quinta) parte\b"
    r"|\b(?:costs?|pays?) (?:\w+ )?(?:double|triple|twice|treble)\b(?! rooms?)|\btwice (?:as much"
    r"|the price)\b"
    r"|\ba (?:third|quarter|fifth|tenth) (?:of the (?:price|rate|cost)|less|more|cheaper|off)\b"
    r"|\b(?:custam?|sai|paga\w*|cobra\w*) (?:\w+ )?(?:o (?:dobro|triplo)|a metade|um (?:terco"
    r"|quarto) d[oe])\b"
    r"|\bum terco (?:d[oa] (?:preco|valor|tarifa)|a menos)\b"
    r"|\b(?:coute\w*|payez|paye|revient) (?:\w+ ){0,2}le (?:double|triple)\b"
    r"|\bun (?:tiers|quart) (?:du (?:prix|tarif)|de moins|moins cher)\b"
)


def amounts(bare: str) -> list[Span[str]]:
    """Every vague amount in a folded text with figures for number words, as it is said there."""
    found = matches(_SURE, bare)
    found += [
        Span(hit.group(), *hit.span()) for hit in _HUNDREDS.finditer(bare) if _ENDS.match(bare, hit.end())
    ]
    for hit in _MAYBE.finditer(bare):
        if _BEFORE.search(_before(bare, hit.start())) and _ENDS.match(bare, hit.end()):
            found.append(Span(hit.group(), *hit.span()))
    return found + matches(_TIMES, bare)


def unread(bare: str) -> list[Span[str]]:
    """What stands for a number before a currency and is none that we can read; amounts are out already."""
    found = _UNREAD.finditer(bare)
    return [Span(hit.group(), *hit.span()) for hit in found if _BEFORE.search(_before(bare, hit.start()))]


def _before(bare: str, at: int) -> str:
    """What the sentence says before a place, as far as it is near."""
    near = max(0, at - REACH)
    return bare[max(near, *(bare.rfind(mark, near, at) + 1 for mark in ".!?\n")) : at]

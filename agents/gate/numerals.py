"""Numbers as people write them: words become digits, digits become Decimal."""

import re
from decimal import Decimal

_ONES = {
    "es": "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiun veintidos veintitres veinticuatro veinticinco "
    "veintiseis veintisiete veintiocho veintinueve",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
}
_SMALL = {word: value for words in _ONES.values() for value, word in enumerate(words.split())}
_SMALL |= {"uno": 1, "una": 1, "a": 1, "veintiuno": 21, "veintiuna": 21}
_TENS = {
    word: value * 10
    for words in (
        "- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "- - twenty thirty forty fifty sixty seventy eighty ninety",
    )
    for value, word in enumerate(words.split())
    if word != "-"
} | {"fourty": 40, "ninty": 90}
_HUNDREDS = {
    stem + ending: value
    for stem, value in {
        "doscient": 200,
        "trescient": 300,
        "cuatrocient": 400,
        "quinient": 500,
        "seiscient": 600,
        "setecient": 700,
        "novecient": 900,
        "ochocient": 800,
    }.items()
    for ending in ("os", "as")
} | {"cien": 100, "ciento": 100}
_SCALES = {
    "hundred": 100,
    "mil": 1000,
    "thousand": 1000,
    "millon": 10**6,
    "millones": 10**6,
    "million": 10**6,
}
_ARTICLES = {"un", "una", "uno", "a", "one"}
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"thirtieth": 30}
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = rf"(?:(?P<tens>twenty|thirty)[ -])?(?P<unit>{'|'.join(_ORDINALS)})"
_ORDINAL_DAY = re.compile(
    rf"\b{_ORDINAL}\b(?= of {_MONTH}| {_MONTH})"
    rf"|(?<=on the ){_ORDINAL.replace('tens', 'tens2').replace('unit', 'unit2')}\b"
    r"(?! (?:floor|night|time|day|room|storey))"
)
_DAY_ORDINAL = re.compile(rf"\b(?P<month>{_MONTH}) (?:the )?{_ORDINAL}\b")
# Letters drawn like figures, in a word that is otherwise a number.
_DISGUISED = re.compile(r"(?<![\w])(?=[\dlIO.,]*[lIO])(?:[lIO]\d{2,}|\d[\dlIO.,]*[lIO])[\dlIO.,]*(?!\w)")
_AS_DIGIT = str.maketrans("lIO", "110")
_DIGIT = "|".join(word for word, value in _SMALL.items() if value < 10 and word not in {"a", "un", "una"})
_SPOKEN = re.compile(rf"\b(?:(?:{_DIGIT}|oh)[ ,.-]{{1,2}}){{5,}}(?:{_DIGIT}|oh)\b")
_IDIOMS = re.compile(
    r"\bmil gracias\b|\b(?:un|a) (?:millon|million) (?:de gracias|thanks)\b|\bmil disculpas\b"
)
_ENGLISH_ONCE = re.compile(r"\bonce\b(?! (?:de|y|euros?|pesos?|dolares|noches|personas|horas?|a|por|con)\b)")
NUMBER = r"\d{1,3}(?:[., ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"


def decimal(text: str) -> Decimal:
    """The value of a number in Spanish or English writing; three digits behind one mark are thousands."""
    digits = re.sub(r"[ ']", "", text)
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return Decimal(digits)
    tail = len(digits) - max(digits.rfind("."), digits.rfind(",")) - 1
    if tail == 3 and (len(set(marks)) == 1):
        return Decimal(re.sub(r"[.,]", "", digits))
    whole, fraction = digits[: -tail - 1], digits[-tail:]
    return Decimal(re.sub(r"[.,]", "", whole) + "." + fraction)


def _value(word: str) -> Decimal | None:
    for table in (_SMALL, _TENS, _HUNDREDS):
        if word in table:
            return Decimal(table[word])
    return decimal(word) if word[0].isdigit() else None


def _joins(last: str, word: str, gap: str) -> bool:
    """May `word` continue the number whose last word was `last`?"""
    if last in _SCALES:
        return (_value(word) is not None and word not in _ARTICLES and not word[0].isdigit()) or word == "one"
    if last in _TENS:
        small = _SMALL.get(word, 99)
        return 0 < small < 10 and word != "a" and (word not in {"un", "una", "uno"} or gap == "y")
    if last in _HUNDREDS:
        return word in _TENS or (word in _SMALL and word != "a")
    return False


def _read(words: list[tuple[str, str]], start: int) -> tuple[Decimal, int] | None:
    """The longest number that begins at `start`, and where it ends. Words come as (gap before, word)."""
    first = words[start][1]
    scale = _SCALES.get(first)
    group = _value(first)
    if scale and first not in {"hundred", "thousand", "million"}:
        total, group = Decimal(scale), Decimal(0)
    elif group is None:
        return None
    else:
        total = Decimal(0)
    here, last = start + 1, first
    while here < len(words):
        gap, word = words[here]
        step = here
        if gap == " " and word in {"y", "and"} and here + 1 < len(words):
            linked = (word == "y" and last in _TENS) or (word == "and" and last in _SCALES)
            if not linked or words[here + 1][0] != " ":
                break
            gap, word, step = "y", words[here + 1][1], here + 1
        if gap not in {" ", "-", "y"}:
            break
        if word in _SCALES and gap != "y" and last not in _SCALES:
            if word == "hundred":
                group *= 100
            else:
                total, group = total + (group or 1) * _SCALES[word], Decimal(0)
        elif word in _SCALES and last == "hundred" and word != "hundred":
            total, group = total + group * _SCALES[word], Decimal(0)
        elif _joins(last, word, gap):
            group += _value(word) or 0
        else:
            break
        here, last = step + 1, word
    if here == start + 1 and (first in _ARTICLES or first[0].isdigit()):
        return None
    return total + group, here


def _replace(text: str, bare: str, spans: list[tuple[int, int, str]]) -> tuple[str, str]:
    for start, end, digits in sorted(spans, reverse=True):
        text, bare = text[:start] + digits + text[end:], bare[:start] + digits + bare[end:]
    return text, bare


def _join_digits(text: str, bare: str) -> tuple[str, str]:
    """Write as figures: six or more single digits in words, as a phone number is read out, and "l45O"."""
    spans = []
    for hit in _SPOKEN.finditer(bare):
        digits = (str(_SMALL.get(word, 0)) for word in re.findall(r"[a-z]+", hit.group()))
        spans.append((hit.start(), hit.end(), "".join(digits)))
    text, bare = _replace(text, bare, spans)
    disguised = [(*hit.span(), hit.group().translate(_AS_DIGIT)) for hit in _DISGUISED.finditer(text)]
    return _replace(text, bare, disguised)


def _ordinal_days(text: str, bare: str) -> tuple[str, str]:
    """Write "thirteenth of December" as "13 of December"."""
    spans = []
    for pattern in (_ORDINAL_DAY, _DAY_ORDINAL):
        for hit in pattern.finditer(bare):
            named = {name.rstrip("2"): words for name, words in hit.groupdict().items() if words}
            start = min(
                hit.start(name) for name, words in hit.groupdict().items() if words and name != "month"
            )
            value = _TENS.get(named.get("tens", ""), 0) + _ORDINALS[named["unit"]]
            spans.append((start, hit.end(), f"{value}th"))
    return _replace(text, bare, spans)


def with_digits(text: str, bare: str) -> str:
    """The text with number words as digits: "a las tres" becomes "a las 3", "dos mil" 2000.

    `bare` is the same text in lower case without accents. A lone "un", "a" or "one" stays a word.
    """
    text, bare = _ordinal_days(*_join_digits(text, bare))
    skip = [m.span() for m in _IDIOMS.finditer(bare)] + [m.span() for m in _ENGLISH_ONCE.finditer(bare)]
    tokens = list(_WORD.finditer(bare))
    words: list[tuple[str, str]] = []
    end = 0
    for token in tokens:
        hidden = any(start <= token.start() < stop for start, stop in skip)
        words.append((bare[end : token.start()] if words else "", "§" if hidden else token.group()))
        end = token.end()
    out, end, index = [], 0, 0
    while index < len(words):
        read = None if words[index][1] == "§" else _read(words, index)
        if read is None:
            index += 1
            continue
        value, after = read
        out += [text[end : tokens[index].start()], f"{value.normalize():f}"]
        end, index = tokens[after - 1].end(), after
    return "".join(out) + text[end:]

"""Numbers as people write them: words become digits, digits become Decimal."""

import re
from decimal import Decimal

from agents.gate.number_words import (
    ALONE,
    ARTICLES,
    BY_HUNDRED,
    HUNDREDS,
    LINKS,
    ONLY,
    ORDINALS,
    SCALES,
    SMALL,
    TENS,
)

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = rf"(?:(?P<tens>twenty|thirty)[ -])?(?P<unit>{'|'.join(ORDINALS)})"
_ORDINAL_DAY = re.compile(
    rf"\b{_ORDINAL}\b(?= of {_MONTH}| {_MONTH})"
    rf"|(?<=on the ){_ORDINAL.replace('tens', 'tens2').replace('unit', 'unit2')}\b"
    r"(?! (?:floor|night|time|day|room|storey))"
)
_DAY_ORDINAL = re.compile(rf"\b(?P<month>{_MONTH}) (?:the )?{_ORDINAL}\b")
# Letters drawn like figures, in a word that is otherwise a number.
_DISGUISED = re.compile(r"(?<![\w])(?=[\dlIO.,]*[lIO])(?:[lIO]\d{2,}|\d[\dlIO.,]*[lIO])[\dlIO.,]*(?!\w)")
_AS_DIGIT = str.maketrans("lIO", "110")
_DIGIT = "|".join(
    word for word, value in SMALL.items() if value < 10 and word not in ARTICLES - {"uno", "one"}
)
_SPOKEN = re.compile(rf"\b(?:(?:{_DIGIT}|oh)[ ,.-]{{1,2}}){{5,}}(?:{_DIGIT}|oh)\b")
_IDIOMS = re.compile(
    r"\bmil gracias\b|\b(?:un|a) (?:millon|million) (?:de gracias|thanks)\b|\bmil disculpas\b"
    r"|\bmil (?:desculpas|perdoes)\b|\bmille (?:mercis|excuses)\b|\bum milhao de obrigad|\bdix sur dix\b"
)
_ENGLISH_ONCE = re.compile(r"\bonce\b(?! (?:de|y|euros?|pesos?|dolares|noches|personas|horas?|a|por|con)\b)")
NUMBER = r"\d{1,3}(?:[., ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"


def decimal(text: str) -> Decimal:
    """The value of a number in any of our languages' writing; three digits behind one mark are thousands."""
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
    for table in (SMALL, TENS, HUNDREDS):
        if word in table:
            return Decimal(table[word])
    return decimal(word) if word[0].isdigit() else None


def _room(last: str, group: Decimal) -> int:
    """Below which number must stay what follows `last` within one number; 0: nothing may follow."""
    if last in SCALES:
        return 100 if last in BY_HUNDRED else 1000
    if last in HUNDREDS:
        return 100
    if last in {"soixante", "vingt", "vingts"} and group % 100 in {60, 80}:
        return 20  # soixante-dix, quatre-vingt-onze
    if last in TENS:
        return 10
    return 10 if last == "dix" else 0


def _joins(last: str, word: str, gap: str, group: Decimal) -> bool:
    """May `word` continue the number whose last word was `last`?"""
    value, room = _value(word), _room(last, group)
    if value is None or word[0].isdigit() or not 0 < value < room or word == "a":
        return False
    if last in SCALES:
        return True
    if last == "dix":
        return word in {"sept", "huit", "neuf"}
    return word not in ARTICLES or gap == "link" or last in HUNDREDS or word in {"one", "um", "un", "une"}


def _linked(word: str, last: str) -> bool:
    """Does "and" in its language hold a number together after this word?"""
    after = LINKS[word]
    if after == "tens":
        return last in TENS
    if after == "scales":
        return last in SCALES
    return last in TENS or last in SCALES or (last in HUNDREDS and last not in {"cien", "cem"})


def _read(words: list[tuple[str, str]], start: int) -> tuple[Decimal, int] | None:
    """The longest number that begins at `start`, and where it ends. Words come as (gap before, word)."""
    first = words[start][1]
    group, total = _value(first) or Decimal(0), Decimal(0)
    if first in SCALES:
        if first not in ALONE:
            return None
        if first in BY_HUNDRED:
            group = Decimal(100)
        else:
            total, group = Decimal(SCALES[first]), Decimal(0)
    elif _value(first) is None:
        return None
    here, last = start + 1, first
    while here < len(words):
        gap, word = words[here]
        step = here
        if gap in {" ", "-"} and word in LINKS and here + 1 < len(words):
            if not _linked(word, last) or words[here + 1][0] not in {" ", "-"}:
                break
            gap, word, step = "link", words[here + 1][1], here + 1
        if gap not in {" ", "-", "link"}:
            break
        if last == "quatre" and word in {"vingt", "vingts"} and group % 10 == 4:
            group += 76
        elif word in SCALES and gap != "link" and (last not in SCALES or _steps_up(last, word)):
            if word in BY_HUNDRED:
                group = (group or Decimal(1)) * 100
            else:
                total, group = total + (group or Decimal(1)) * SCALES[word], Decimal(0)
        elif word == "cent" and gap != "link" and last in SCALES and last not in BY_HUNDRED:
            group += 100  # "mille cent"
        elif _joins(last, word, gap, group):
            group += _value(word) or 0
        else:
            break
        here, last = step + 1, word
    if here == start + 1 and (first in ARTICLES or first[0].isdigit()):
        return None
    return total + group, here


def _steps_up(last: str, word: str) -> bool:
    """ "two hundred thousand", "deux cent mille", "mil millones"."""
    return SCALES[word] > SCALES[last]


def _replace(text: str, bare: str, spans: list[tuple[int, int, str]]) -> tuple[str, str]:
    for start, end, digits in sorted(spans, reverse=True):
        text, bare = text[:start] + digits + text[end:], bare[:start] + digits + bare[end:]
    return text, bare


def _join_digits(text: str, bare: str) -> tuple[str, str]:
    """Write as figures: six or more single digits in words, as a phone number is read out, and "l45O"."""
    spans = []
    for hit in _SPOKEN.finditer(bare):
        digits = (str(SMALL.get(word, 0)) for word in re.findall(r"[a-z]+", hit.group()))
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
            value = TENS.get(named.get("tens", ""), 0) + ORDINALS[named["unit"]]
            spans.append((start, hit.end(), f"{value}th"))
    return _replace(text, bare, spans)


def _is_foreign(word: str, language: str) -> bool:
    """Is the word a number only in other languages? Unsaid is Spanish or English."""
    return word in ONLY and (language or "es") not in ONLY[word]


def with_digits(text: str, bare: str, language: str = "") -> str:
    """The text with number words as digits: "a las tres" becomes "a las 3", "dos mil" 2000.

    `bare` is the same text in lower case without accents. A lone "un", "a" or "one" stays a word. What is a
    number in one language alone is one where `language` says so, or nothing is said.
    """
    text, bare = _ordinal_days(*_join_digits(text, bare))
    skip = [m.span() for m in _IDIOMS.finditer(bare)]
    if language != "es":
        skip += [m.span() for m in _ENGLISH_ONCE.finditer(bare)]
    tokens = list(_WORD.finditer(bare))
    words: list[tuple[str, str]] = []
    end = 0
    for token in tokens:
        hidden = any(start <= token.start() < stop for start, stop in skip) or _is_foreign(
            token.group(), language
        )
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

"""Take out of a guest's words whatever tells who they are; the same thing gets the same stand-in each time.

Known names, phones, mails and codes are found in whatever way they are written; unknown ones by their form.
What has no form (an address at home, a story only one person could tell) is for the person who looks the
masked text over before it is kept.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from agents.gate.cards import mask_cards
from agents.gate.fold import fold
from agents.offline.details import guest_name

# Stand-ins: nobody's, and told from each other.
_FIRST = ("Camila", "Mateo", "Valeria", "Tomás", "Renata", "Bruno", "Irene", "Hugo")
_LAST = ("Rojas", "Luna", "Vidal", "Serrano", "Molina", "Acosta", "Ferrer", "Prieto")
# Parts of names that are in every text too.
_PARTICLES = frozenset(
    """de del la las los el y e da do dos das van von der den di san al the and mr mrs ms sr sra
    """.split()  # noqa: SIM905
)
PRIVATE_DIGITS = 6  # so many in a row tell a person, an account or a document
_MAIL = re.compile(
    r"[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\]|\barroba\b)\s?[\w-]{1,63}(?:\s?(?:\.|\bpunto\b)\s?[\w-]{2,}){1,4}",
    re.I,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|mx|es|co|io|me|ly)/\S+", re.I)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,30}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/_•]{0,3}[\d•]){4,}")
_CODE = re.compile(r"\b(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z0-9](?:-?[A-Za-z0-9]){4,17}\b")
_KEPT = re.compile(
    r"\d{1,2}:?\d{0,2}(?:am|pm|h|hrs?)|\d+(?:st|nd|rd|th|mxn|usd|eur|cop|kg|km|min|pax)|x\d+", re.I
)
_PERIOD = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass
class Mask:
    """What one conversation's people and things are called from now on."""

    names: dict[str, str] = field(default_factory=dict)  # part of a name, folded: its stand-in
    others: dict[str, str] = field(default_factory=dict)  # what was found: its stand-in
    codes: dict[str, str] = field(
        default_factory=dict
    )  # of reservations that are known: what stands for them

    def knows(self, *full_names: str) -> None:
        """These are people's names."""
        for name in full_names:
            parts = [_bare(part) for part in re.split(r"[^\w]+", name) if len(part) > 1]
            parts = [part for part in parts if part not in _PARTICLES]
            for number, part in enumerate(parts):
                if part not in self.names:
                    self.names[part] = self._nobody(_LAST if number else _FIRST, parts)

    def _nobody(self, pool: Sequence[str], parts: Sequence[str]) -> str:
        """A name that nobody in this conversation has."""
        taken = {*map(_bare, self.names.values()), *self.names, *parts}
        return next((each for each in pool if _bare(each) not in taken), f"{pool[0]}{len(taken)}")

    def masked(self, text: str) -> str:
        """`text` without them."""
        text = mask_cards(fold_hidden(text))
        told = guest_name(text, "")
        self.knows(told)
        text = _MAIL.sub(self._other("guest{}@example.com"), text)
        text = _LINK.sub("https://example.com", text)
        text = _HANDLE.sub(self._other("@guest{}"), text)
        for code, instead in self.codes.items():
            loose = r"[\s.\-]{0,2}".join(map(re.escape, code))
            text = re.sub(rf"(?<!\w){loose}(?!\w)", instead.replace("\\", ""), text, flags=re.I)
        text = _IBAN.sub(self._other("ES00 0000 0000 {:04}"), text)
        text = _NUMBER.sub(self._number, text)
        text = _CODE.sub(self._code, text)
        return self._without_names(text)

    def _other(self, form: str) -> Callable[[re.Match[str]], str]:
        def instead(found: re.Match[str]) -> str:
            key = _bare(found[0])
            same = sum(value.startswith(form.split("{", 1)[0]) for value in self.others.values())
            return self.others.setdefault(key, form.format(same + 1))

        return instead

    def _number(self, found: re.Match[str]) -> str:
        """A phone, a document, an account: anything with so many digits, but no date and no price."""
        if _PERIOD.fullmatch(found[0].strip()):
            return found[0]
        digits = re.sub(r"[^\d•]", "", found[0])
        if len(digits) < PRIVATE_DIGITS:
            return found[0]
        return self._other("+00 555 000 {:04}")(found)

    def _code(self, found: re.Match[str]) -> str:
        if _KEPT.fullmatch(found[0]) or "://" in found[0]:
            return found[0]
        return self._other("K7M{:03}")(found)

    def _without_names(self, text: str) -> str:
        """Each part of a name, also with marks between its letters, whatever accents it is written with."""
        if not self.names:
            return text
        longest_first = sorted(self.names, key=len, reverse=True)
        close = "|".join(r"[\s._*\-]{0,2}".join(map(re.escape, part)) for part in longest_first)
        spans = re.finditer(rf"(?<![^\W\d_])(?:{close})(?![^\W\d_])", _bare(text))
        for found in reversed(list(spans)):
            instead = self.names[re.sub(r"[\s._*\-]", "", found[0])]
            text = text[: found.start()] + instead + text[found.end() :]
        return text


def fold_hidden(text: str) -> str:
    """The text without invisible characters, in plain letters and digits; lines and accents are kept."""
    return unicodedata.normalize("NFC", fold(unicodedata.normalize("NFC", text)))


def personal(texts: Iterable[str], mask: Mask) -> list[str]:
    """Names and codes that are still to be found in `texts`: none, if they were masked."""
    known = [*mask.names, *(key for key in mask.others), *(_bare(code) for code in mask.codes)]
    seen = " ".join(_bare(text) for text in texts)
    stand_ins = {_bare(each) for each in (*mask.names.values(), *mask.others.values())}
    return [
        each
        for each in known
        if each not in stand_ins and re.search(rf"(?<!\w){re.escape(each)}(?!\w)", seen)
    ]


def _bare(text: str) -> str:
    """Small letters without accents, as many as before."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    plain = unicodedata.normalize("NFD", char)[0].lower()
    return plain if len(plain) == 1 else char

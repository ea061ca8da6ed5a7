"""What the house has in another language than the guest's: said to be so, and quoted as it stands."""

import re
from collections.abc import Iterable

from babel import Locale

from agents import phrases
from agents.knowledge.cutting import sentences
from agents.offline.language import detect
from agents.offline.words import tokens, words
from agents.quoting import for_guests
from pms.base import Text

_INNER = str.maketrans({"«": "“", "»": "”"})  # the outer marks show where the quotation ends
_LANGUAGE = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}"


def is_foreign(text: str, written_in: str, language: str) -> bool:
    """Whether a text filed under `written_in` ("": not known) is none in the guest's language."""
    filed, own = written_in[:2].lower(), phrases.known(language)
    return bool(text) and filed not in ("", own) and detect(words(tokens(text)), text) != own


def cited(text: str, written_in: str, language: str) -> str:
    """The text as the guest is told it: itself, or framed as a quotation in the language it is in."""
    if not is_foreign(text, written_in, language):
        return text
    own = phrases.known(language)
    name = Locale(own).languages.get(written_in[:2].lower(), written_in)
    return phrases.say(own, "only_in", tongue=name, text=text.translate(_INNER))


def in_words(texts: Text, language: str, default: str) -> str:
    """As `phrases.in_words`, cited where the house has it in another language than the guest's."""
    text = phrases.in_words(texts, language, default)
    written_in = next((code for code in (language, *texts) if for_guests(texts.get(code, "")) == text), "")
    return cited(text, written_in, language)


def without_cited(reply: str, language: str, told: Iterable[str]) -> str:
    """A reply without what `cited` puts into one, each sentence word for word as the house told it."""
    head, _, tail = phrases.say(language, "only_in", tongue="\0", text="\1").partition("\1")
    frame = re.escape(head).replace("\0", _LANGUAGE)
    house = [_plain(text) for text in told]

    def left(found: re.Match[str]) -> str:
        said = [_plain(each) for line in found["text"].splitlines() for each in sentences(line)]
        known = any(all(each.removesuffix("…") in text for each in said) for text in house)
        return " " if known else found.group()

    return re.sub(rf"{frame}(?P<text>[^«»]+?){re.escape(tail)}", left, reply)


def _plain(text: str) -> str:
    return " ".join(text.translate(_INNER).split())

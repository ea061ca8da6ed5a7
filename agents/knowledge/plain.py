"""Text as it is kept: plain, without characters that hide or turn something, in blocks.

A block is a line: `# Heading` (one to six signs), `- item`, `cell | cell`, or a paragraph. Blank lines
part them. Readers write this form, the cutter reads it.
"""

import re
import unicodedata

LONGEST = 2_000_000  # characters of one version
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\t"}
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def gettext_noop(text: str) -> str:
    """Marks a sentence for the catalogue; whoever tells it to people translates it. Django is not here."""
    return text


class Unreadable(Exception):
    """A document that cannot be taken in. `code` is stable, the text is one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


def clean(text: str) -> str:
    """`text` without control, direction and zero-width characters, ligatures and idle space."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    text = text.translate(_LIGATURES)
    text = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in _HIDDEN)
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def heading(level: int, text: str) -> str:
    """A heading as a block; "" when there is nothing in it."""
    text = one_line(text).lstrip("# ")
    return f"{'#' * min(6, max(1, level))} {text}" if text else ""


def paragraph(text: str) -> str:
    """A paragraph as a block, one that a guest's eye would not take for a heading either."""
    return one_line(text).lstrip("# ")


def item(text: str) -> str:
    text = one_line(text)
    return f"- {text}" if text else ""


def row(cells: list[str]) -> str:
    """A row of a table; cells that only repeat their neighbour (merged ones) are left out."""
    texts = [one_line(cell) for cell in cells]
    kept = [text for at, text in enumerate(texts) if text and (at == 0 or text != texts[at - 1])]
    return " | ".join(kept)


def joined(blocks: list[str]) -> str:
    """The whole text. Raises Unreadable when there is none, or far too much."""
    text = "\n\n".join(block for block in blocks if block)
    if not any(sign.isalnum() for sign in text):
        raise Unreadable(
            "no_text",
            gettext_noop("There is no text in it; a scanned document has to be typed or read first."),
        )
    if len(text) > LONGEST:
        raise Unreadable(
            "too_long", gettext_noop("It holds more text than can be taken in; split it into several files.")
        )
    return text

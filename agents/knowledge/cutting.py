"""A text cut into pieces that can be found: by headings, then paragraphs, then sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

AIM = 160  # words of a piece, more or less
MOST = 220
OVERLAP = 40  # words of a sentence that is repeated where a section is cut
LONGEST_HEADING = 300
MOST_PIECES = 5_000
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"“«(¿¡]*[^\W\d_a-zà-ÿ]|[\"“«(]*\d)")
_QUESTION = re.compile(r"^(?:[PQ][.:]\s*)?¿?[^.?!|]{3,150}\?$")


@dataclass(frozen=True)
class Piece:
    heading: str  # the path to it: "Services > Pool"
    text: str


def cut(text: str) -> list[Piece]:
    """The pieces of a text in the form of agents.knowledge.plain, in their order."""
    return [Piece(heading, piece) for heading, blocks in _sections(text) for piece in _packed(blocks)]


Path = tuple[tuple[int, str], ...]


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """(heading path, blocks) of each section with something in it."""
    sections = _headed(text)
    loose: list[str] = []
    below: Path = ()
    for (path, blocks), (onward, _) in zip(sections, [*sections[1:], ((), [])], strict=True):
        is_loose = bool(path) and not blocks and onward[: len(path)] != path
        if loose and not (is_loose and path[:-1] == below):
            yield _named(below), loose
            loose = []
        if is_loose:  # a heading of nothing was only a short line
            below = path[:-1]
            loose.append(path[-1][1])
        elif blocks:
            yield _named(path), blocks
    if loose:
        yield _named(below), loose


def _headed(text: str) -> list[tuple[Path, list[str]]]:
    """Every heading with its path and what stands below it. A lone question heads its answer."""
    found: list[tuple[Path, list[str]]] = [((), [])]
    for block in text.split("\n\n"):
        signs = len(block) - len(block.lstrip("#"))
        is_heading = 0 < signs <= 6 and block[signs : signs + 1] == " "
        if is_heading or _QUESTION.match(block):
            level, title = (signs, block[signs:].strip()) if is_heading else (7, block)
            above = tuple(each for each in found[-1][0] if each[0] < level)
            found.append(((*above, (level, title)), []))
        elif block.strip():
            found[-1][1].append(block)
    return found


def _named(path: Path) -> str:
    return " > ".join(title for _, title in path)[:LONGEST_HEADING]


def _packed(blocks: list[str]) -> Iterator[str]:
    """Blocks put together up to the aim; one that is too long is cut at its sentences."""
    piece: list[str] = []
    size = 0
    for block in (part for each in blocks for part in _parts(each)):
        words = len(block.split())
        if piece and (size + words > MOST or size >= AIM):
            yield "\n".join(piece)
            piece = _overlap(piece[-1])
            size = sum(len(each.split()) for each in piece)
        piece.append(block)
        size += words
    if piece:
        yield "\n".join(piece)


def _parts(block: str) -> Iterator[str]:
    if len(block.split()) <= AIM:
        yield block
        return
    part: list[str] = []
    size = 0
    for sentence in (short for each in sentences(block) for short in _short(each)):
        words = len(sentence.split())
        if part and size + words > AIM:
            yield " ".join(part)
            part, size = [], 0
        part.append(sentence)
        size += words
    yield " ".join(part)


def _short(sentence: str) -> Iterator[str]:
    words = sentence.split()
    for start in range(0, len(words), AIM):
        yield " ".join(words[start : start + AIM])


def _overlap(block: str) -> list[str]:
    """The last sentence of what comes before, so that "it" still has something to mean."""
    last = sentences(block)[-1]
    return [last] if len(last.split()) <= OVERLAP and last != block else []


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; never none."""
    return _SENTENCE.split(text)

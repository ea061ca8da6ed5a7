"""The sentences from which the classifier learns: small grammars, one file a language, written by us.

= room: habitación | cuarto          a word that stands for any of these: {room}
# fact.pets                          what the lines below it mean: an intent, or a fact and its topic
(aceptan|admiten) perros [pequeños]  one of (a|b); [a|b] or nothing
desayuno en {unknown}                a name that nobody has heard: another made-up word each time
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = ("es", "en", "pt", "fr")
MOST_OF_A_LINE = 14  # sentences; a line with fewer alternatives gives fewer
LEAST_OF_A_LINE = 5
SYLLABLES = (
    "ba", "cor", "den", "fi", "gul", "ha", "jor", "ka", "lem", "mi", "nor", "pel", "que", "ras", "son", "tir",
    "vu", "wen", "xa", "zel", "bri", "dra", "tol",
)  # fmt: skip
MADE_UP = re.compile(rf"(?:{'|'.join(SYLLABLES)}){{2,3}}")


@dataclass(frozen=True)
class Sample:
    text: str
    meaning: str
    line: str  # of the grammar: samples of one line are no independent ones


def samples(folder: Path = FOLDER) -> Iterator[Sample]:
    """Sentences of all languages, the same every time. Raises ValueError for a line without a meaning."""
    for language in LANGUAGES:
        names: dict[str, list[str]] = {}
        meaning = ""
        for line in (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                name, _, values = line[2:].partition(":")
                names[name.strip()] = [value.strip() for value in values.split("|")]
            elif line.startswith("# "):
                meaning = line[2:].strip()
            elif line:
                yield from _spelt(line, meaning, names)


def _spelt(line: str, meaning: str, names: Mapping[str, Sequence[str]]) -> Iterator[Sample]:
    """Sentences of one line, so many that each of its alternatives is said where there are not too many."""
    if not meaning:
        raise ValueError(f"No meaning stands above this line: {line}")
    sizes = [group.count("|") + 1 for group in re.findall(r"[(\[][^()\[\]]*[)\]]", line)]
    count = min(max([LEAST_OF_A_LINE, *sizes]), MOST_OF_A_LINE)
    turns = _Turns(random.Random(line))  # the same sentences every time
    for text in dict.fromkeys(_one(line, names, turns) for _ in range(count)):
        yield Sample(text, meaning, line)


class _Turns:
    """Takes the alternatives of each group in turn, in an order of its own."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._left: dict[str, Iterator[str]] = {}

    def unknown(self) -> str:
        return "".join(self._dice.choice(SYLLABLES) for _ in range(self._dice.choice((2, 3))))

    def next(self, group: str, choices: Sequence[str]) -> str:
        if group not in self._left:
            self._left[group] = cycle(self._dice.sample(choices, len(choices)))
        return next(self._left[group])


def _one(line: str, names: Mapping[str, Sequence[str]], turns: _Turns) -> str:
    before = ""
    while before != line:  # groups stand in groups
        before = line
        line = re.sub(r"\(([^()\[\]]*)\)", lambda group: turns.next(group[0], group[1].split("|")), line)
        line = re.sub(
            r"\[([^()\[\]]*)\]", lambda group: turns.next(group[0], ["", *group[1].split("|")]), line
        )
    line = re.sub(r"\{(?!unknown\})(\w+)\}", lambda name: turns.next(name[0], names[name[1]]), line)
    line = re.sub(r"\{unknown\}", lambda _: turns.unknown(), line)  # a name may hold it
    return re.sub(r" +([,?])", r"\1", " ".join(line.split()))

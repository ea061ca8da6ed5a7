"""How the reader of danger learns: from our own sentences, and from guests' ordinary wishes as calm ones."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from agents.danger.reader import CALM, SENTENCES, features
from agents.emergency import readings
from agents.offline.grammar import Sample, samples
from agents.offline.learning import Row, fitted

MEANINGS = (CALM, "fire", "medical", "threat", "self_harm", "locked_out")
SMALL = 0.3  # features that weigh less for every meaning are dropped
RARE = 3  # a part of a word or a pair seen less often tells nothing


def learn() -> str:
    """The file of weights, as JSON with one feature a line."""
    rows: list[Row] = [
        (features(reading), MEANINGS.index(sample.meaning)) for sample in _told() for reading in _read(sample)
    ]
    often = Counter(chain.from_iterable(row for row, _ in rows))
    kept = {name for name, count in often.items() if count >= RARE or name.startswith(("w ", "m "))}
    rows = [({name: value for name, value in row.items() if name in kept}, label) for row, label in rows]
    return _written(fitted(rows, len(MEANINGS)))


def fingerprint() -> str:
    """Of the sentences and concepts that the weights were learned from."""
    files = sorted(SENTENCES.glob("*.txt"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def taught() -> Iterator[Sample]:
    """Our sentences: grammars (`es.txt`), and what was once missed or mistaken (`*_true`, `*_benign`)."""
    yield from samples(SENTENCES)
    for path in sorted(SENTENCES.glob("*_*.txt")):
        head = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                head = line[2:].split()[0]
            elif line:
                yield Sample(line, head if path.stem.endswith("_true") else CALM, line)


def _told() -> Iterator[Sample]:
    """What was taught, and what guests wish on other days, none of which is danger."""
    yield from taught()
    yield from (Sample(wish.text, CALM, wish.line) for wish in samples())


def _read(sample: Sample) -> Sequence[str]:
    """A calm text is calm in every part of it; of a text that tells of danger only the whole is known to."""
    found = readings(sample.text)
    return found if sample.meaning == CALM else found[-1:]


def _written(weights: Mapping[str, Sequence[float]]) -> str:
    head = json.dumps({"sentences": fingerprint(), "meanings": MEANINGS})[:-1]
    lines = []
    for name, row in sorted(weights.items()):
        if max(map(abs, row)) >= SMALL:
            kept = json.dumps([round(100 * one) for one in row], separators=(",", ":"))
            lines.append(f"{json.dumps(name, ensure_ascii=False)}: {kept}")
    return head + ', "weights": {\n' + ",\n".join(lines) + "\n}}\n"

"""Questions of a test set, put to the documents of the house that each is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from agents.knowledge.ranking import Scorer, Text
from agents.offline.language import detect
from agents.offline.words import tokens, words

Row = Mapping[str, Any]


class Shelf:
    """Documents by house (`entity`), each house's words counted once; a question without one is to all."""

    def __init__(self, documents: Iterable[Row]) -> None:
        self._all = list(documents)
        self._houses: dict[str, list[Row]] = {}
        for document in self._all:
            self._houses.setdefault(str(document.get("entity")), []).append(document)
        self._scorers: dict[tuple[str, str, str], tuple[list[Any], Scorer]] = {}

    def find(self, row: Row) -> dict[str, Any]:
        """The ids of the house's documents, best first; those of the `kind` asked for before all others."""
        question, entity, kind = (str(row.get(key) or "") for key in ("text", "entity", "kind"))
        lines = row.get("context")
        context = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        language = str(row.get("lang") or "") or detect(words(tokens(question)), question)
        ranked = self._ranked(entity, kind, language, question, context, of_kind=True)
        others = self._ranked(entity, kind, language, question, context, of_kind=False) if kind else []
        return {"id": row.get("id"), "ranked": ranked + others}

    def _ranked(
        self, entity: str, kind: str, language: str, question: str, context: list[str], *, of_kind: bool
    ) -> list[Any]:
        key = (entity, f"{kind} {of_kind}", language)
        if key not in self._scorers:
            documents = [
                document
                for document in (self._houses.get(entity, []) if entity else self._all)
                if not kind or (document.get("type") == kind) is of_kind
            ]
            house = next((str(document["hotel"]) for document in documents if document.get("hotel")), "")
            texts = [
                Text(
                    str(document.get("id")), str(document.get("title") or ""), str(document.get("body") or "")
                )
                for document in documents
            ]
            ids = [document.get("id") for document in documents]
            self._scorers[key] = ids, Scorer(texts, language=language, house=house)
        ids, scorer = self._scorers[key]
        scores = scorer.scores(question, context)
        best = sorted(zip(scores, range(len(ids)), strict=True), key=lambda pair: (-pair[0], pair[1]))
        return [ids[n] for _, n in best]

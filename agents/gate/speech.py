"""Sentences and what turns a statement into something else: a question, a no, a condition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.gate.others import words_of

_SENTENCE = re.compile(r"[^.!?\n¿;]*(?:\.(?=\w)[^.!?\n¿;]*)*[.!?\n;]*", re.S)
_CLAUSE = re.compile(r"[,:()]| - | — |\b(?:pero|but|y ya|and i have|although|aunque|so|asi que)\b")
_ASKS = re.compile(
    r"^\W*(?:(?:and|or|so|then|also|please|great|ok|okay|sure|perfect|of course|thanks?"
    r"|thank you)\W+)*(?:would|do|does|did|is|are|was|were|has|have|had"
    r"|shall|should|can|could|may|might|will|what|when|where|which|who|whose|how|why|want|need|any"
    r"|anything)\b"
    r"|\b(?:would|do|shall|should|can|could|may|will|have|did|is|are|has) (?:you|i|we|it|that|this"
    r"|your|the|there|they)\b"
)
_PLEASANTRY = re.compile(
    r"\bno se preocupe\b|\bno te preocupes\b|\bno (?:hay )?problema?\b"
    r"|\bsin (?:ningun )?problemas?\b|\bno worries\b|\bno problem\b|\bno dude\b|\bnot only\b"
    r"|\bno solo\b|\bno doubt\b|\bsin duda\b|\bnot to worry\b|\bdon'?t worry\b|\bsi (?:lo |la "
    r"|usted )?(?:desea|gusta)\b|\bcuando (?:guste|quiera)\b"
    r"|\bif you (?:wish|like)\b|\bcomo no\b|\bno need to worry\b|\bwhy not\b|\bno pasa nada\b"
    r"|\bpor que no\b|\bno hace falta nada mas\b|\bnothing else\b"
)
_OFFER_IF = re.compile(
    r"\b(?:si (?:lo |la |usted |asi lo )?(?:desea|desean|quiere|quieren|quieres|prefiere|prefieres"
    r"|gusta|necesita|le parece|te parece|deseas|me confirma|confirma)"
    r"|if you(?:'d| would)? ?(?:like|wish|want|prefer|need)|cuando (?:quiera|guste)|would you like"
    r"|do you want|shall i|should i|quiere que|desea que|prefiere que)\b"
)
_NO = re.compile(
    r"\b(?:no|not|nunca|jamas|sin|never|ni|tampoco|without|cannot|nothing|nada|ningun[oa]?|none"
    r"|nobody|nadie|neither|nor|yet to|falta|pendiente de|unable|isn'?t|aren'?t|hasn'?t|haven'?t"
    r"|wasn'?t|weren'?t|didn'?t|don'?t|doesn'?t|can'?t|couldn'?t|won'?t|wouldn'?t|\w+n't|aun por"
    r"|todavia por|antes de|before|nao|pas|jamais)\b"
)
_IF = re.compile(
    r"\b(?:si|if|once|una vez|cuando|when|en cuanto|as soon as|tan pronto|until|hasta que|para (?:que"
    r"|poder|confirmar|reservar|garantizar|asegurar|cancelar|completar|finalizar)"
    r"|unless|a menos que|salvo|in case|en caso|whether|after you|only after"
    r"|al (?:confirmar|reservar|pagar|recibir)|to be|in order to|before|antes de|despues de que"
    r"|solo (?:cuando|si|tras)|mientras|como si|as if|que quiera|which|cualquier|any|toda|each"
    r"|cada|every|como|how)\b"
)
_NO_BUT_NO = re.compile(_NO.pattern.replace("(?:no|", "(?:", 1))  # "no quarto" is "in the room"
REACH = 7  # words that a "no" reaches forward


@dataclass(frozen=True)
class Hit:
    """A phrase in its sentence."""

    match: re.Match[str]
    words: str
    sentence: str
    before: str  # the sentence up to the phrase
    clause: str  # the same from the last comma or "but" on
    asked: bool  # the sentence is a question
    language: str = ""  # whose "no" and "if" count besides the Spanish and English ones

    def denied_before(self) -> bool:
        """Does a "no" stand shortly before the phrase, in its clause?"""
        return self._says_no(" ".join(self.clause.split()[-REACH:]))

    def denied(self) -> bool:
        """The same, or within the phrase itself: "is not booked"."""
        return self.denied_before() or self._says_no(self.words)

    def _says_no(self, text: str) -> bool:
        more = _more(self.language, "no")
        common = _NO_BUT_NO if self.language == "pt" else _NO
        return common.search(text) is not None or (more is not None and more.search(text) is not None)

    def conditional(self, whole: bool = True) -> bool:
        """Does an "if", "once" or the like stand before it: in the sentence, or only in its clause?"""
        text, more = self.before if whole else self.clause, _more(self.language, "when")
        return _IF.search(text) is not None or (more is not None and more.search(text) is not None)

    def offered(self) -> bool:
        """Is it put to the guest's choice: "if you like, ..."?"""
        more = _more(self.language, "offer")
        return _OFFER_IF.search(self.sentence) is not None or (
            more is not None and more.search(self.sentence) is not None
        )


@cache
def _more(language: str, field: str) -> re.Pattern[str] | None:
    """The words of another language for "no", "if", ..."""
    words = words_of(language)
    return re.compile(rf"\b(?:{getattr(words, field)})\b") if words else None


def hits(pattern: re.Pattern[str], text: str, language: str = "") -> Iterator[Hit]:
    """Every match in a lower-case text, with the sentence it stands in."""
    language = language[:2].lower() if words_of(language) else ""
    # Overheard pleasantries hold "no" and "if" that deny nothing.
    plain = _PLEASANTRY.sub(lambda m: "~" * len(m.group()), text)
    if more := _more(language, "pleasantry"):
        plain = more.sub(lambda m: "~" * len(m.group()), plain)
    for piece in _SENTENCE.finditer(plain):
        sentence = piece.group()
        if not sentence.strip():
            continue
        original = text[piece.start() : piece.end()]
        for hit in pattern.finditer(original):
            before = sentence[: hit.start()]
            opened = plain[: piece.start()].rstrip(" ").endswith("¿") or plain[
                piece.start() - 1 : piece.start()
            ] == ("¿")
            is_question = "?" in sentence[-3:]
            asked = is_question and (opened or _ASKS.search(sentence) is not None)
            if is_question and language:
                # Asked in the order of a statement, all after the phrase belongs to the question.
                asked = asked or _CLAUSE.search(original[hit.end() :]) is None
            clause = _CLAUSE.split(before)[-1]
            yield Hit(hit, hit.group(), original, before, clause, asked, language)

"""Is this a message at all? Characters, markup, machine syntax and length."""

import re
import unicodedata

from agents.characters import HIDDEN
from agents.gate.base import Finding, finding
from agents.gate.fold import Folded

_JOINERS = {"\u200d", "\ufe0f", "\u20e3"}
_SKIN = range(0x1F3FB, 0x1F400)
_HTML = re.compile(
    r"</?[a-z!][^<>]{0,300}>|<!--|<(?:script|img|iframe|svg|a|style)\b|&(?:[a-z]{2,8}|#x?\w{1,6});", re.I
)
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]|\bdata:[a-z]+/")
_SCHEME = re.compile(r"\b(?:javascript|vbscript|file|ftp|intent|data)\s*:(?=\S)", re.I)
_ROLES = re.compile(
    r"<\||\|>|^\W{0,3}(?:system|assistant|user|tool|developer|human|ai|thought|action|observation"
    r"|function)\W{0,3}:"
    r"|\[/?(?:system|inst|assistant|tool|user|developer|admin)[^\]\n]{0,40}\]|<<sys>>|</?s>"
    r"|^#{2,}\s*instruction"
    r"|^\W{0,3}(?:system|assistant|developer)\s*(?:message|prompt)\b",
    re.I | re.M,
)
_CALLS = re.compile(
    r"\btool_?calls?\b|\bfunction_?calls?\b|\btool_(?:result|use)\b|\"(?:name|arguments|parameters"
    r"|content|role|type"
    r"|function|status|result)\"\s*:|[{\[]\s*[\"'][\w ]{1,40}[\"']\s*:|\b[a-z]+(?:_[a-z]+)+\s*\("
    r"|\b\w{3,40}\(\s*\w+\s*=|"
    r"^\s*```|^\s*[{\[]\s*$",
    re.I | re.M,
)
_ADVICE = "Write plain text for a guest: no markup, code, roles or unusual characters."


def check(text: str, folded: Folded) -> list[Finding]:
    """Findings about the form of the text."""
    found = [finding("characters", repr(char), _ADVICE) for char in _odd_characters(text)][:3]
    for word in re.findall(r"[^\W\d_]+", text):
        if _scripts(word) > 1:
            found.append(finding("characters", word, "Write each word in one alphabet."))
            break
    for rule, pattern in (
        ("html", _HTML),
        ("html", _IMAGE),
        ("html", _SCHEME),
        ("machine", _ROLES),
        ("machine", _CALLS),
    ):
        if hit := pattern.search(folded.case):
            found.append(finding(rule, hit.group(), _ADVICE))
    return found


def _odd_characters(text: str) -> list[str]:
    """Characters that hide or turn text, and digits that are not ASCII."""
    odd = []
    for place, char in enumerate(text):
        if char == "\n" or (char in _JOINERS and _is_in_emoji(text, place)):
            continue
        category = unicodedata.category(char)
        # U+034F, U+115F, U+3164, U+FFA0 and U+2800 are letters or marks that draw nothing.
        if (
            category in HIDDEN
            or char in _JOINERS
            or char in ("\u034f\u115f\u1160\u3164\uffa0\u2800\u2028\u2029")
            or (category == "Nd" and not char.isascii())
            or (unicodedata.normalize("NFKC", char) != char and char.isalpha() and char not in "ªº")
        ):
            odd.append(char)
    return odd


def _is_in_emoji(text: str, place: int) -> bool:
    """Is the joiner part of an emoji or a keycap?"""
    before = text[place - 1] if place else ""
    after = text[place + 1] if place + 1 < len(text) else ""
    if text[place] == "\u200d":
        return _pictures(before) and _pictures(after)
    return _pictures(before) or (before.isascii() and before in "0123456789#*") or before in "©®™‼⁉ℹ"


def _pictures(char: str) -> bool:
    return bool(char) and (
        unicodedata.category(char) in {"So", "Sm"} or char in _JOINERS or ord(char) in _SKIN
    )


def _scripts(word: str) -> int:
    names = {unicodedata.name(char, "?").split()[0] for char in word}
    return len(
        names & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "HEBREW", "ARABIC", "MATHEMATICAL"}
    )

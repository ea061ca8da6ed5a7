"""Bring a model's Markdown into the form that chat channels show."""

import re

_FENCE = re.compile(r"^[ \t]*```[\w-]*[ \t]*$\n?", re.M)
_HEADER = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.M)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_STRIKE = re.compile(r"~~(?=\S)(.{1,500}?)(?<=\S)~~")
_BULLET = re.compile(r"^([ \t]*)[*+-][ \t]+", re.M)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$\n?", re.M)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,200})\]\(\s*([^()\s]{1,500})\s*\)")
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$", re.M)
LONGEST = 20_000
_TABLE_RULE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*$\n?", re.M)


def _link(hit: re.Match[str]) -> str:
    label, target = hit.group(1), hit.group(2)
    return target if label.strip() in {target, target.split("://")[-1]} else f"{label}: {target}"


def _row(hit: re.Match[str]) -> str:
    return "• " + " · ".join(cell.strip() for cell in hit.group(1).split("|") if cell.strip())


def clean(text: str) -> str:
    """The text with line ends, blanks and Markdown put into WhatsApp's form: "*bold*", "• item", plain links.

    Hidden characters and HTML stay as they are: they are reason to refuse a text, not to repair it. So does a
    text that no channel takes for its length.
    """
    if len(text) > LONGEST:
        return text
    text = re.sub(r"\r\n?", "\n", text).replace("\t", " ")
    for pattern in (_FENCE, _RULE, _TABLE_RULE):
        text = pattern.sub("", text)
    text = _ROW.sub(_row, text)
    text = _HEADER.sub(r"*\1*", text)
    text = _BULLET.sub(r"\1• ", text)
    text = _BOLD.sub(r"*\2*", text)
    text = re.sub(r"\*{2,}", "*", text)
    text = _STRIKE.sub(r"~\1~", text)
    text = _LINK.sub(_link, text)
    text = re.sub(r"(?<![ \u00a0])[ \u00a0]+$", "", text, flags=re.M)
    text = re.sub(r"(?<=\S) {2,}", " ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()

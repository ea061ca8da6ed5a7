"""One function per kind of file: its bytes in, its plain text out (agents.knowledge.plain).

They import nothing of the product: files of strangers are read in a process of their own
(agents.knowledge.reading), which may be ended.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable

from agents.knowledge.plain import Unreadable, clean, gettext_noop, heading, item, joined, paragraph, row
from agents.knowledge.webpage import read_html

PAGES = 500  # said in words below
UNPACKED_BYTES = 150 * 1024 * 1024
FILES = 5_000
_ENDS = re.compile(r"[.!?:;,»”\")]$")
_BULLET = re.compile(r"^(?:[•▪◦●–*·-]|\d{1,2}[.)])\s+")
_PAGE_NUMBER = re.compile(r"^\W*(?:p[aá]g(?:ina|\.)?|page)?\W*\d{1,4}(?:\s*(?:/|de|of)\s*\d{1,4})?\W*$", re.I)


def read_text(raw: bytes) -> str:
    """A text file in UTF-8, UTF-16 with its mark, or the encoding Windows writes."""
    return joined([paragraph(block) for block in re.split(r"\n\s*\n", clean(decoded(raw)))])


def decoded(raw: bytes) -> str:
    """Bytes as text. Raises Unreadable for what is no text."""
    guesses = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1")
    for guess in guesses:
        try:
            text = raw.decode(guess)
        except UnicodeError:
            continue
        if text.count("\0") <= len(text) // 1_000:
            return text
    raise Unreadable("not_text", gettext_noop("It is not a text file."))


def read_markdown(raw: bytes) -> str:
    from markdown_it import MarkdownIt

    return read_html(MarkdownIt("commonmark").enable("table").render(decoded(raw)))


def read_docx(raw: bytes) -> str:
    """A Word document: headings by their style, lists, tables; no headers, footers and comments."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table

    _refuse_bombs(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        blocks: list[str] = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                blocks += [row([cell.text for cell in line.cells]) for line in part.rows]
                continue
            style = (part.style.name if part.style is not None else "") or ""
            if style == "Title":
                blocks.append(heading(1, part.text))
            elif style.startswith("Heading"):
                blocks.append(heading(int(style[7:].strip() or 1), part.text))
            elif style.startswith("List") or part._p.find(f".//{qn('w:numPr')}") is not None:
                blocks.append(item(part.text))
            else:
                blocks.append(paragraph(part.text))
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, OSError) as error:
        raise Unreadable(
            "broken_file", gettext_noop("The file is damaged or is not a Word document (.docx).")
        ) from error
    return joined(blocks)


def _refuse_bombs(raw: bytes) -> None:
    try:
        files = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(
            "broken_file", gettext_noop("The file is damaged or is not a Word document (.docx).")
        ) from error
    if len(files) > FILES or sum(file.file_size for file in files) > UNPACKED_BYTES:
        raise Unreadable("too_large", gettext_noop("Unpacked it is larger than any document of a hotel."))


def read_pdf(raw: bytes) -> str:
    """The text of a PDF, page after page, without the lines that all pages repeat."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", gettext_noop("It is protected by a password; save it without one."))
        if len(reader.pages) > PAGES:
            raise Unreadable(
                "too_long", gettext_noop("It has more than 500 pages; split it into several files.")
            )
        pages = [clean(page.extract_text()).split("\n") for page in reader.pages]
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Unreadable("broken_file", gettext_noop("The file is damaged or is not a PDF.")) from error
    repeated = _repeated(pages)
    lines = [line for page in pages for line in page if not _PAGE_NUMBER.match(line) and line not in repeated]
    return joined(_paragraphs(lines))


def _repeated(pages: list[list[str]]) -> set[str]:
    """Head and foot lines: what stands first or last on most of the pages."""
    if len(pages) < 3:
        return set()
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    return {line for line, times in edges.items() if times > len(pages) / 2}


def _paragraphs(lines: list[str]) -> list[str]:
    """Printed lines as blocks. A short line without a full stop before longer text is taken for a heading."""
    width = sorted(len(line) for line in lines if line)[-max(1, len(lines) // 10)] if any(lines) else 0
    blocks: list[str] = []
    running: list[str] = []

    def close() -> None:
        if running:
            text = " ".join(running)
            blocks.append(item(text[text.index(" ") :]) if _BULLET.match(text) else paragraph(text))
            running.clear()

    for at, line in enumerate(lines):
        following = next((each for each in lines[at + 1 :] if each), "")
        if not line:
            close()
        elif (not running or _ENDS.search(running[-1])) and _is_heading(line, following, width):
            close()
            blocks.append(heading(2, line))
        else:
            if _BULLET.match(line):
                close()
            if running and running[-1].endswith("-") and line[:1].islower():
                running[-1] = running[-1][:-1] + line
            else:
                running.append(line)
            if len(line) < 0.75 * width and _ENDS.search(line) and not line.endswith(","):
                close()
    close()
    return blocks


def _is_heading(line: str, following: str, width: int) -> bool:
    asks = line.endswith("?")
    if not following or len(line) > min(70, 0.8 * width) or (_ENDS.search(line) and not asks):
        return False
    if _BULLET.match(line) and not line[0].isdigit():
        return False
    return asks or line[0].isupper() or line[0].isdigit()


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
}


def kind_of(name: str, raw: bytes) -> str:
    """What a file is, by what is in it, else by its name. Raises Unreadable for what we do not read."""
    start = raw[:1_024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04") and b"word/" in raw:
        return "docx"
    ending = name.lower().rpartition(".")[2]
    if start[:15].lower().startswith((b"<!doctype html", b"<html")) or ending in ("html", "htm"):
        return "html"
    known = {"md": "markdown", "markdown": "markdown", "txt": "text", "text": "text"}
    if ending in known and b"\0" not in raw[:1_024].replace(b"\0", b"", 512 if raw[:1] in b"\xff\xfe" else 0):
        return known[ending]
    raise Unreadable(
        "unknown_kind", gettext_noop("Only PDF, Word (.docx), HTML, Markdown and text files can be read.")
    )

"""Files of every kind as plain text, and what hostile ones get."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.knowledge import reading
from agents.knowledge.plain import Unreadable, clean
from agents.knowledge.readers import kind_of, read_html, read_markdown, read_text
from agents.knowledge.webpage import read_page
from tests.knowledge.files import pdf, word, zipped

PAGE = """<!doctype html><html lang="es-MX"><head><title>Spa – Casa</title>
<script>var price = "1"</script><style>p{}</style><meta name="robots" content="nofollow">
<link rel="canonical" href="/spa"></head><body class="has-cookie-banner">
<div class="cookie-banner"><p>Usamos cookies</p></div><header><a href="/">Inicio</a></header>
<nav><a href="/otra">Otra</a></nav>
<main><h1>Spa</h1><p>Abre de <b>9</b> a 20&nbsp;h.</p>
<div>Antes <em>del</em> bloque<div>dentro</div>y después</div>
<ul><li>Masaje</li><li>Sauna<ul><li>seca</li></ul></li></ul>
<table><tr><th>Hora</th><th>Precio</th></tr><tr><td>9</td><td>900 MXN</td></tr></table>
<p style="display: none">oculto</p><p hidden>escondido</p><p aria-hidden="true">tapado</p><!-- comentario -->
<dl><dt>¿Toallas?</dt><dd>Incluidas</dd></dl></main><footer>Pie</footer>
<a href="mailto:a@example.com">correo</a> <a href="https://example.com/x#y">fuera</a></body></html>"""


def test_a_web_page_is_its_main_text():
    assert read_html(PAGE).split("\n\n") == [
        "# Spa",
        "Abre de 9 a 20 h.",
        "Antes del bloque",
        "dentro",
        "y después",
        "- Masaje",
        "Sauna",
        "- seca",
        "Hora | Precio",
        "9 | 900 MXN",
        "###### ¿Toallas?",
        "- Incluidas",
    ]


def test_a_web_page_says_its_language_where_it_leads_and_what_may_be_done():
    page = read_page(PAGE, "https://casa.example/spa?x=1")

    assert (page.title, page.language, page.canonical) == ("Spa – Casa", "es", "https://casa.example/spa")
    assert page.links == (
        "https://casa.example/",
        "https://casa.example/otra",
        "mailto:a@example.com",
        "https://example.com/x",
    )
    assert (page.may_index, page.may_follow) == (True, False)


def test_a_page_without_main_loses_what_stands_around_and_keeps_the_restaurant_menu():
    page = "<div id='main-menu'>Inicio</div><div class='menu'><p>Sopa del día</p></div><footer>x</footer>"

    assert read_html(f"<body>{page}</body>") == "Sopa del día"


def test_a_web_page_is_read_in_a_process_of_its_own_as_here():
    raw = "<title>Spa</title><main><h1>Spa</h1><p>Añil <a href='/b'>b</a>".encode("cp1252")

    found = reading.page(raw, "https://casa.example/a", "windows-1252")

    assert found == read_page(raw, "https://casa.example/a", "windows-1252")
    assert (found.title, found.links, "Añil" in found.text) == ("Spa", ("https://casa.example/b",), True)
    assert (
        "Añil" in reading.page("<p>Añil".encode(), "https://casa.example/a", "utf-8\0" + "x" * 300_000).text
    )


def test_a_page_that_takes_too_much_harms_nobody(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.05)
    assert outcome(lambda: reading.page(b"<p>x", "https://casa.example/")) == "too_slow"


def test_markdown_keeps_headings_lists_and_tables():
    text = read_markdown(b"# Spa\n\nAbre a las **9**.\n\n- uno\n- dos\n\n| a | b |\n|---|---|\n| c | d |\n")

    assert text.split("\n\n") == ["# Spa", "Abre a las 9.", "- uno", "- dos", "a | b", "c | d"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_the_encodings_people_have(encoding):
    assert read_text("Señal\r\nde tráfico\r\n\r\nOtra".encode(encoding)) == "Señal de tráfico\n\nOtra"


def test_a_pdf_is_read_without_the_lines_all_its_pages_repeat():
    pages = [
        [
            "Casa Azul - Manual",
            f"Tema {number}",
            f"Esta es la regla de la casa, y su número es {number}.",
            f"{number}",
        ]
        for number in range(1, 6)
    ]

    text = reading.read("pdf", pdf(*pages))

    assert "## Tema 3\n\nEsta es la regla de la casa, y su número es 3." in text
    assert "Manual" not in text
    assert "\n\n4\n\n" not in text


def test_a_word_document_keeps_headings_lists_and_tables():
    assert reading.read("docx", word()).split("\n\n") == [
        "# Guía",
        "# Alberca",
        "Abre de 8:00 a 21:00.",
        "- Toallas incluidas",
        "Masaje | Precio",
        "50 min | 900 MXN",
    ]


def flate_bomb() -> bytes:
    """A PDF whose page is a gigabyte of spaces."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(1_024)) + packer.flush()
    whole = pdf(["x"])
    start = whole.index(b"<< /Length")
    end = whole.index(b"endobj", start)
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\n" % (len(packed), packed)
    return whole[:start] + bomb + whole[end:]


def outcome(read) -> str:
    """The code with which reading ended, "" when it did not fail."""
    try:
        read()
    except Unreadable as error:
        return error.code if str(error).endswith(".") else "no sentence"
    return ""


DOCX_HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


@pytest.mark.parametrize(
    ("kind", "raw", "codes"),
    [
        ("pdf", pdf(["secreto"], encrypted=True), {"encrypted"}),
        ("pdf", pdf([]), {"no_text"}),
        ("pdf", b"%PDF-1.7\n" + b"\x00\xff" * 5_000, {"broken_file"}),
        ("pdf", pdf(["x"])[:200], {"broken_file"}),
        ("pdf", flate_bomb(), {"no_text", "broken_file", "too_large"}),
        ("docx", zipped({"word/document.xml": b" " * 200 * 2**20}), {"too_large"}),
        ("docx", zipped({f"word/{n}": b"" for n in range(6_000)}), {"too_large"}),
        ("docx", zipped({"word/document.xml": DOCX_HEAD}), {"broken_file"}),
        ("docx", b"PK\x03\x04word/ and nothing", {"broken_file"}),
        ("text", b"\0\1\2" * 1_000, {"not_text"}),
        ("text", b"  \n \n", {"no_text"}),
        ("text", b"a " * 2_000_000, {"too_long"}),
        ("html", b"<html><body><script>x</script></body></html>", {"no_text"}),
        ("html", b"<div class=menu>" * 200_000, {"no_text", "too_large", "broken_file"}),
        ("html", b"<span>" * 20_000 + b"<div>", {"no_text"}),
        ("markdown", b"[" * 60_000, {"no_text"}),
    ],
)
def test_what_cannot_be_read_gets_a_code_and_harms_nobody(kind, raw, codes):
    assert outcome(lambda: reading.read(kind, raw)) in codes


def test_entities_of_a_word_document_are_not_expanded():
    import io
    import zipfile

    names = zipfile.ZipFile(io.BytesIO(word()))
    files = {name: names.read(name) for name in names.namelist()}
    bomb = b'<!DOCTYPE w:document [<!ENTITY a "ja"><!ENTITY b "' + b"&a;" * 1_000 + b'">'
    bomb += b'<!ENTITY c "' + b"&b;" * 1_000 + b'"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = files["word/document.xml"]
    at = body.index(b"<w:document")
    files["word/document.xml"] = body[:at] + bomb + body[at:].replace(b"Abre de", b"&c;&f;Abre de")

    read = []
    assert outcome(lambda: read.append(reading.read("docx", zipped(files)))) in (
        "",
        "broken_file",
        "too_large",
    )
    assert "root:" not in "".join(read)
    assert len("".join(read)) < 10_000


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("guide.txt", pdf(["x"]), "pdf"),
        ("guide.pdf", word(), "docx"),
        ("page", b"  <!DOCTYPE html><html>", "html"),
        ("notes.MD", b"# Title", "markdown"),
        ("notes.txt", "ñ".encode("utf-16"), "text"),
    ],
)
def test_a_file_is_what_is_in_it(name, raw, kind):
    assert kind_of(name, raw) == kind


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.exe", b"MZ\x90"),
        ("a.txt", b"\x7fELF\0\0\0"),
        ("a.zip", zipped({"x": b"y"})),
        ("", b""),
        ("a.doc", b"\xd0\xcf"),
    ],
)
def test_what_we_do_not_read_is_refused(name, raw):
    with pytest.raises(Unreadable) as refused:
        kind_of(name, raw)

    assert refused.value.code == "unknown_kind"


def test_hidden_characters_are_dropped():
    hidden = "Pre\u200bcio\u202e 9\u00ad0 €\ufeff\U000e0041\x00\x1b[31m ﬁn"

    assert clean(hidden) == "Precio 90 €[31m fin"


@settings(deadline=None)
@given(st.text())
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_no_bytes_break_the_readers_of_text(raw):
    for read in (read_text, read_html, read_markdown):
        assert outcome(lambda read=read: read(raw)) in ("", "no_text", "not_text", "too_long")

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.exchange import rates, rooms, stays
from pms.exchange.errors import BadFile, BadLine
from pms.exchange.reading import MAX_BYTES, MAX_LINES, decoded, read

HEADER = "number;room_type;floor"


def refusal(raw: bytes, layout=rooms.LAYOUT) -> str:
    with pytest.raises(BadFile) as refused:
        read(decoded(raw), layout)
    return f"{refused.value.code} {refused.value.value}".strip()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04 a workbook", "excel"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"number;room_type\r\n10\x001;DBL", "binary"),
        (b"number;room_type\r\n\x81\x8d;DBL", "binary"),
        (b"number\r\n101", "column_missing room_type"),
        (b"what;ever\r\n1;2", "no_columns number, room_type"),
        (b"just words", "no_columns number, room_type"),
        (b"number;room_type;number\r\n1;DBL;2", "column_twice number"),
        (b"number;room_type\r\n", "no_lines"),
        (b'number;room_type\r\n101;"DBL\r\n102;DBL\r\n', "bad_quotes 2"),
        (b'number;room_type\r\n101;DBL\r\n"102"x;DBL\r\n', "bad_quotes 3"),
        (b"number;room_type\r\n101;" + b"x" * 200_000, "bad_quotes 2"),
        (b"x" * (MAX_BYTES + 1), "too_large 10"),
    ],
)
def test_a_file_nobody_can_read_is_refused_with_its_reason(raw, code):
    assert refusal(raw) == code


def test_a_file_with_too_many_lines_is_refused():
    lines = [HEADER, *(f"{n};DBL;1" for n in range(MAX_LINES + 1))]

    assert refusal("\n".join(lines).encode()) == f"too_many_lines {MAX_LINES}"
    assert len(read("\n".join(lines[:-1]), rooms.LAYOUT)) == MAX_LINES


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_and_encoding_are_found(delimiter, encoding, end):
    rows = [["Number", "Room type", "floor"], ["101", "DBL", "Año nuevo"]]
    raw = end.join(delimiter.join(row) for row in rows).encode(encoding)

    [line] = read(decoded(raw), rooms.LAYOUT).lines

    assert line.cells == {"number": "101", "room_type": "DBL", "floor": "Año nuevo"}


def test_lines_are_numbered_as_an_editor_does():
    text = f'{HEADER};note\n\n101;DBL;1;"two\nlines"\n;;;\n102;DBL;1;x\n'

    assert [line.number for line in read(text, rooms.LAYOUT).lines] == [3, 6]


def test_a_line_with_too_few_or_too_many_cells_is_wrong_and_the_others_are_not():
    sheet = read(f"{HEADER}\n101;DBL\n102;DBL;1;2\n103;DBL;1;;\n104;{'x' * 3000};1\n105;DBL;2", rooms.LAYOUT)

    assert [line.cells["number"] for line in sheet.lines] == ["103", "105"]
    assert [(bad.line, bad.code) for bad in sheet.broken] == [(2, "cells"), (3, "cells"), (5, "too_long")]


def test_a_line_of_nothing_but_delimiters_does_not_hold_anybody_up():
    empty = ";" * (MAX_BYTES // 4)

    sheet = read(f"number;room_type\n101;DBL{empty}\n102;DBL{empty}x", rooms.LAYOUT)

    assert [line.cells for line in sheet.lines] == [{"number": "101", "room_type": "DBL"}]
    assert [(line.line, line.code) for line in sheet.broken] == [(3, "cells")]


def test_a_column_nobody_knows_is_named():
    assert read("number;colour;room_type\n1;red;DBL", rooms.LAYOUT).unread == ("colour",)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["01/02/2027;03/02/2027;100.00"], "days_unclear 2"),
        (["13/02/2027;14/02/2027;1.234", "15/02/2027;16/02/2027;2.345"], "signs_unclear 2"),
        (["2027-02-01;2027-02-03;1,234.50", "2027-02-01;2027-02-03;1.234,50"], "signs_differ 2, 3"),
        (["02/13/2027;02/14/2027;1"], "month_first 2"),
    ],
)
def test_days_and_amounts_that_may_mean_two_things_refuse_the_file(lines, code):
    header = "room_type;rate_plan;first_night;last_night;price"
    raw = "\n".join([header, *(f"DBL;FLEX;{line}" for line in lines)]).encode()

    assert refusal(raw, rates.LAYOUT) == code


def test_a_day_that_must_come_first_tells_for_the_whole_file():
    text = "arrival;departure;guest;adults\n01/02/2027;03/02/2027;Ana;1\n31/01/2027;02/02/2027;Eva;1"

    first = read(text, stays.LAYOUT).lines[0]

    assert str(first.day("arrival")) == "2027-02-01"


def test_hidden_characters_are_refused():
    [line] = read("number;room_type\n10\u202e1;DBL", rooms.LAYOUT).lines

    with pytest.raises(BadLine, match="hidden_characters"):
        line.text("number", 16)


@given(st.binary(max_size=400))
def test_whatever_comes_is_read_or_refused(raw):
    for layout in (rooms.LAYOUT, rates.LAYOUT, stays.LAYOUT):
        with suppress(BadFile):
            read(decoded(raw), layout)


@given(st.text(alphabet="number;,\"\n\r\t '=5x.", max_size=80))
def test_whatever_follows_a_header_is_read_or_refused(text):
    with suppress(BadFile):
        sheet = read(f"number;room_type\n{text}", rooms.LAYOUT)
        assert all(line.number > 1 for line in sheet.lines)

"""Whatever stands in the file, reading it ends with a plan or with sentences."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.provision.plan import read_plan
from config.provision.source import open_page

LINES = Path(__file__).with_name("casa.yaml").read_text(encoding="utf-8").splitlines()
ENVIRON = dict.fromkeys(
    ["BALUARTE_MARTA", "BALUARTE_IVAN", "BALUARTE_KEY", "BALUARTE_TOKEN", "BALUARTE_SID"], "hush-hush-value"
)
ODD = st.sampled_from(
    [
        "",
        "null",
        "~",
        "[]",
        "{}",
        "[{}]",
        "{a: b}",
        "- x",
        "yes",
        "-1",
        "1e9",
        ".nan",
        "0x1F",
        "2026-02-30",
        "env:",
        "env:X",
        "env:BALUARTE_TOKEN",
        '"\\ud800"',
        '"\\0"',
        "'",
        "[[[",
        "? x",
        "<<: {a: b}",
        "*x",
        "&x y",
        "!t z",
        "١٢٣",
        "²",
        "12:60",
        "a: b: c",
    ]
)


def read(folder, lines):
    path = folder / "hotel.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    page, root = open_page(path, ENVIRON)
    read_plan(page, root)
    return page.sentences()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, len(LINES) - 1), odd=ODD, place=st.integers(0, 6))
def test_a_value_replaced_by_anything_is_read_or_refused(tmp_path, number, odd, place):
    values = list(re.finditer(r"(?<=: )[^,{}\[\]]+|(?<=- ).+", LINES[number]))
    if not values:
        return
    value = values[place % len(values)]
    line = LINES[number][: value.start()] + odd + LINES[number][value.end() :]

    sentences = read(tmp_path, [*LINES[:number], line, *LINES[number + 1 :]])

    assert all(re.search(r"hotel\.yaml, line \d+: .*[.?]$", sentence) for sentence in sentences)
    assert "hush-hush-value" not in "".join(sentences)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_lines_lost_moved_and_repeated_is_read_or_refused(tmp_path, data):
    numbers = data.draw(st.lists(st.integers(0, len(LINES) - 1), max_size=80))

    sentences = read(tmp_path, [LINES[number] for number in numbers])

    assert all(re.search(r"hotel\.yaml, line \d+: .*[.?]$", sentence) for sentence in sentences)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_at_all_is_refused(tmp_path, text):
    path = tmp_path / "hotel.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    page, root = open_page(path, ENVIRON)
    read_plan(page, root)

    assert page.sentences()

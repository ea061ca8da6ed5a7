import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def predicted(tmp_path):
    """Run the command over rows; no database is at hand in these tests."""

    def run(rows, docs=None):
        path = tmp_path / "rows.jsonl"
        path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
        options = {}
        if docs is not None:
            options["docs"] = tmp_path / "docs.jsonl"
            options["docs"].write_text("\n".join(json.dumps(each) for each in docs), encoding="utf-8")
        out = StringIO()
        call_command("understand", str(path), stdout=out, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_texts_are_answered_by_an_intent_each(predicted):
    rows = [
        {"id": "a", "text": "¿Me podrían cancelar la reserva?", "lang": "es", "note": ["unknown"]},
        {"id": "b", "text": "is there a swimming pool for the kids?", "context": []},
        {"id": "c", "text": "avez-vous un parking ?"},
        {"id": "d"},
    ]

    assert predicted(rows) == [
        {"id": "a", "intent": "cancel_booking"},
        {"id": "b", "intent": "pool"},
        {"id": "c", "intent": "parking"},
        {"id": "d", "intent": "other"},
    ]


def test_rows_with_a_day_are_answered_by_slots_counted_from_that_day(predicted):
    rows = [
        {"id": 1, "text": "del 5 al 8 de junio, 2 adultos y 1 niño de 4", "ref_date": "2026-06-03"},
        {"id": 2, "text": "3", "ref_date": "2026-06-03", "context": ["S: How many nights will you stay?"]},
        {"id": 3, "text": "tomorrow", "ref_date": "2027-12-31"},
    ]

    first, second, third = predicted(rows)

    assert first["slots"] == {
        "checkin": "2026-06-05", "checkout": "2026-06-08", "guests": 3, "adults": 2, "children": 1,
    }  # fmt: skip
    assert second["slots"] == {"nights": 3}
    assert third["slots"] == {"checkin": "2028-01-01"}


def test_a_dialogue_is_answered_by_what_is_wanted_in_the_end(predicted):
    turns = [
        ("user", "I need a room from March 4th"),
        ("system", "How many nights, and for how many people?"),
        ("user", "3 nights for 2 people"),
        ("system", "So that is 3 nights from March 4th. Shall I book?"),
        ("user", "Actually, make that March 6th, and two rooms please"),
    ]
    row = {"id": "d", "ref_date": "2026-02-27", "turns": [{"role": r, "text": t} for r, t in turns]}

    assert predicted([row]) == [
        {
            "id": "d",
            "booking": {
                "checkin": "2026-03-06", "checkout": "2026-03-09", "nights": 3, "guests": 2, "rooms": 2,
            },
        }
    ]  # fmt: skip


def test_a_question_is_put_to_the_documents_of_its_own_house(predicted):
    docs = [
        {"id": "p1", "entity": "A", "type": "faq", "title": "Are pets welcome?", "body": "Yes."},
        {"id": "w1", "entity": "A", "type": "faq", "title": "Is there wifi?", "body": "Yes, and it is free."},
        {"id": "p2", "entity": "B", "type": "faq", "title": "Are pets welcome?", "body": "No."},
    ]

    found = predicted([{"id": "q", "text": "Can I bring my pets?", "entity": "A"}], docs)

    assert found == [{"id": "q", "ranked": ["p1", "w1"]}]


def test_questions_without_documents_are_refused_in_a_sentence(predicted):
    with pytest.raises(CommandError, match="--docs"):
        predicted([{"id": "q", "text": "Can I bring my pets?", "entity": "A"}])


def test_a_line_that_is_no_json_is_named_and_nothing_is_printed(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "text": "hola"}\n\n{"id": 2,\n', encoding="utf-8")
    out = StringIO()

    with pytest.raises(CommandError, match="line 3"):
        call_command("understand", str(path), stdout=out)

    assert out.getvalue() == ""


def test_a_file_of_no_rows_has_no_predictions(predicted):
    assert predicted([]) == []


def understood(path):
    out, err = StringIO(), StringIO()
    call_command("understand", str(path), stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().split("\n") if line], err.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_ends_where_its_line_ends_and_nowhere_else(tmp_path, end):
    path = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a\u2028b", "text": "hola\u0085cancelar\u2029mi reserva"},
        {"id": 2, "text": "wifi?"},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + end for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + lines.encode())

    found, _ = understood(path)

    assert found == [{"id": "a\u2028b", "intent": "cancel_booking"}, {"id": 2, "intent": "wifi"}]


def test_an_id_comes_back_as_it_was_also_half_a_character(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "\\ud800", "text": "wifi? \\ud83d"}\n', encoding="utf-8")

    found, _ = understood(path)

    assert found == [{"id": "\ud800", "intent": "wifi"}]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": NaN, "text": "hola"}', '["hola"]', "hola"])
def test_a_line_that_holds_no_row_is_refused_in_a_sentence(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"id": 1, "text": "hola"}}\n{line}\n', encoding="utf-8")

    with pytest.raises(CommandError, match="line 2: "):
        understood(path)


@pytest.mark.parametrize("content", ['{"id": 1}'.encode("utf-16"), b'{"text": "\xbfqu\xe9 tal?"}'])
def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="not UTF-8"):
        understood(path)


def test_a_day_with_a_time_counts_and_one_that_is_none_is_told(tmp_path):
    path = tmp_path / "rows.jsonl"
    days = ["2027-03-31T22:10:00Z", "2027-03-31", "31/03/2027", "9999-12-31", 20270331, None]
    rows = [{"id": n, "text": "tomorrow", "ref_date": day} for n, day in enumerate(days)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    found, told = understood(path)

    assert [each["slots"]["checkin"] for each in found[:2]] == ["2027-04-01", "2027-04-01"]
    assert len(found) == len(rows)
    assert told.startswith("4 of 6 rows have no ref_date")


def test_what_was_said_before_may_be_one_line(predicted):
    row = {"id": 1, "text": "3", "ref_date": "2026-06-03", "context": "S: How many nights will you stay?"}

    assert predicted([row]) == [{"id": 1, "slots": {"nights": 3}}]


def test_documents_are_named_by_the_ids_they_have(predicted):
    docs = [{"id": 7, "entity": "A", "title": "Is there wifi?", "body": "Yes."}]

    assert predicted([{"id": 1, "text": "wifi?", "entity": "A"}], docs) == [{"id": 1, "ranked": [7]}]

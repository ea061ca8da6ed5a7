"""What Meta sends, read: every update of a body, and one odd update costs only itself."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_app import whatsapp
from tests.channels_app.meta import change, envelope, message, status


def read(*changes) -> list:
    return list(whatsapp.parse(envelope(*changes)).updates)


def test_a_text_is_read_with_who_when_and_what():
    [update] = read(
        change(
            "100",
            messages=[message("wamid.1", "hola", phone="5215550001", timestamp="1763712000")],
            contacts=[{"wa_id": "5215550001", "user_id": "MX.1", "profile": {"name": "Ana"}}],
        )
    )

    assert (update.account, update.provider_id, update.text) == ("100", "wamid.1", "hola")
    assert (update.sender.phone, update.sender.bsuid, update.sender.name) == ("5215550001", "MX.1", "Ana")
    assert update.at.isoformat() == "2025-11-21T08:00:00+00:00"


def test_every_entry_change_message_and_status_of_a_batch_counts():
    many = [message(f"wamid.{n}", "x", phone=f"52155500{n:04d}") for n in range(500)]
    told = [status(f"wamid.out{n}", "delivered") for n in range(499)]

    updates = read(
        change("100", messages=many[:250]), change("200", messages=many[250:]), change("100", statuses=told)
    )

    assert len(updates) == 999


def test_buttons_and_lists_give_their_id_and_title():
    button = {"type": "button_reply", "button_reply": {"id": "yes:abc", "title": "Confirmar"}}
    row = {"type": "list_reply", "list_reply": {"id": "row-2", "title": "Suite"}}
    updates = read(
        change(
            "100",
            messages=[
                message("wamid.1", type="interactive", interactive=button, context={"id": "wamid.out"}),
                message("wamid.2", type="interactive", interactive=row),
                message("wamid.3", type="button", button={"payload": "p", "text": "Sí"}),
            ],
        )
    )

    assert [(u.type, u.text, u.payload) for u in updates] == [
        ("button", "Confirmar", "yes:abc"),
        ("list", "Suite", "row-2"),
        ("button", "Sí", "p"),
    ]
    assert updates[0].reply_to == "wamid.out"


def test_a_guest_without_a_phone_is_known_by_the_user_id():
    bare = {"id": "wamid.1", "timestamp": "1763712000", "type": "text", "text": {"body": "hi"}}
    [update] = read(change("100", messages=[bare], contacts=[{"user_id": "US.7", "profile": {"name": "Bo"}}]))

    assert (update.sender.phone, update.sender.address) == ("", "US.7")


def test_one_broken_update_costs_only_itself():
    parsed = whatsapp.parse(
        envelope(
            change(
                "100",
                messages=[
                    message("wamid.1", "a"),
                    "not an object",
                    {"type": "text"},
                    message("wamid.2", type="text", text=None),
                    message("wamid.3", "b"),
                ],
            )
        )
    )

    assert [u.provider_id for u in parsed.updates] == ["wamid.1", "wamid.2", "wamid.3"]
    assert parsed.updates[1].type == "unsupported"
    assert len(parsed.problems) == 2


def test_what_the_database_refuses_is_taken_out():
    body = envelope(change("100", messages=[message("wamid.1", "a\x00b\ud800c")]))

    [update] = whatsapp.parse(body).updates

    assert update.text == "ab?c"
    update.text.encode()


def test_unknown_fields_and_calls_say_nothing_to_us():
    value = {
        "metadata": {"phone_number_id": "100"},
        "statuses": [{"id": "c", "status": "RINGING", "type": "call"}],
    }

    assert (
        read({"field": "calls", "value": value}, {"field": "brand_new", "value": [1]}, {"field": "messages"})
        == []
    )


def test_a_body_about_two_accounts_is_split_and_nothing_is_mixed():
    body = envelope(
        change("100", messages=[message("wamid.1", "a")]),
        change("200", messages=[message("wamid.2", "b")]),
        change("100", statuses=[status("wamid.3", "read")]),
    )

    parts = whatsapp.split(body)

    assert {key: [u.provider_id for u in whatsapp.parse(part).updates] for key, part in parts.items()} == {
        "100": ["wamid.1", "wamid.3"],
        "200": ["wamid.2"],
    }


def test_a_body_about_one_account_stays_as_it_was_to_the_byte():
    body = envelope(change("100", messages=[message("wamid.1", "añ")]))

    assert whatsapp.split(body) == {"100": body}


def test_a_failed_status_without_contacts_is_read_with_its_error():
    failed = status(
        "wamid.9",
        "failed",
        errors=[{"code": 131047, "title": "Re-engagement message"}],
        biz_opaque_callback_data="our-key",
    )

    [update] = read(change("100", statuses=[failed]))

    assert (update.status, update.error_code, update.our_key) == ("failed", "131047", "our-key")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "text",
                    "body",
                    "from",
                    "timestamp",
                    "context",
                    "interactive",
                    "button_reply",
                    "errors",
                    "status",
                    "profile",
                    "x",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=4), st.lists(json_values, max_size=4), json_values)
def test_no_update_whatever_its_shape_raises_or_hides_its_neighbour(odd_messages, odd_statuses, contacts):
    value = {
        "metadata": {"phone_number_id": "100"},
        "contacts": contacts,
        "messages": [*odd_messages, message("wamid.good", "hola")],
        "statuses": odd_statuses,
    }
    body = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]}).encode()

    updates = whatsapp.parse(body).updates

    assert any(u.provider_id == "wamid.good" and u.text == "hola" for u in updates)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(body):
    whatsapp.parse(body)


PAYLOADS = Path(os.environ.get("CONSERJE_PAYLOADS", "/nonexistent"))


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="CONSERJE_PAYLOADS names no folder of recorded webhooks")
def test_recorded_webhooks_of_other_projects_are_read_as_expected():
    wrong = []
    for line in (PAYLOADS / "index.jsonl").read_text().splitlines():
        row = json.loads(line)
        if not row["file"].startswith("whatsapp/") or "events" not in row.get("expected", {}):
            continue
        body = (PAYLOADS / row["file"]).read_bytes()
        found = {(u.kind, u.provider_id): u for u in whatsapp.parse(body).updates}
        for event in row["expected"]["events"]:
            if event["event"] not in ("message", "status"):
                continue
            update = found.get((event["event"], event.get("message_id")))
            if (event.get("sender_phone") or "").startswith("<"):
                continue  # a placeholder of the documentation's that contradicts its own contact
            if update is None:
                wrong.append((row["file"], "missing", event.get("message_id")))
                continue
            pairs = (
                [(update.status, event.get("status"))]
                if event["event"] == "status"
                else [
                    (update.sender.phone, event.get("sender_phone") or ""),
                    (update.sender.bsuid, event.get("sender_bsuid") or ""),
                    (update.payload, event.get("payload_id") or ""),
                ]
            )
            wrong += [(row["file"], ours, theirs) for ours, theirs in pairs if str(ours) != str(theirs)]
    assert wrong == []

import http.client
import urllib.error

import pytest

from sandbox.client import SandboxError
from tests.sandbox.house import GUEST, send, until, wamid

BROKEN_LINE = (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException)


@pytest.mark.parametrize(
    ("code", "status"), [(131056, 400), (130429, 400), (131000, 500), (190, 401), (2, 503)]
)
def test_the_next_sends_fail_with_the_wanted_code(sandbox, guest, code, status):
    sandbox.faults(sends=[{"kind": "error", "code": code, "times": 2}])

    answers = [send(sandbox) for _ in range(3)]

    assert [answer[0] for answer in answers] == [status, status, 200]
    assert answers[0][1]["error"]["code"] == code
    assert len(guest.sees()) == 1


def test_chance_is_seeded(sandbox, guest):
    def run():
        sandbox.faults(sends=[{"kind": "error", "code": 131056, "probability": 0.5}], seed=7)
        return [send(sandbox)[0] for _ in range(12)]

    first = run()

    assert set(first) == {200, 400}
    assert run() == first


@pytest.mark.parametrize("kind", ["timeout_accepted", "reset_accepted"])
def test_a_lost_answer_hides_an_accepted_message(sandbox, house, guest, kind):
    sandbox.faults(sends=[{"kind": kind, "times": 1}])

    with pytest.raises(BROKEN_LINE):
        send(sandbox, {"biz_opaque_callback_data": "k-1"}, timeout=0.5)

    assert guest.wait_for("Hola") == "Hola"
    until(lambda: {s.get("biz_opaque_callback_data") for s in house.statuses} == {"k-1"})


@pytest.mark.parametrize("kind", ["timeout", "reset"])
def test_a_lost_request_is_really_lost(sandbox, guest, kind):
    sandbox.faults(sends=[{"kind": kind, "times": 1}])

    with pytest.raises(BROKEN_LINE):
        send(sandbox, timeout=0.5)

    assert guest.sees() == []
    assert [entry["accepted"] for entry in sandbox.log("send")] == [False]


def test_a_500_or_garbage_may_hide_an_accepted_message(sandbox, guest):
    sandbox.faults(sends=[{"kind": "error_accepted", "times": 1}, {"kind": "garbage_accepted", "times": 1}])

    first, second = send(sandbox), send(sandbox)

    assert first[0] == 500
    assert second[0] == 200
    assert second[1].startswith(b"<html>")
    assert len(guest.sees()) == 2


def test_a_fault_may_be_for_one_guest_alone(sandbox, guest):
    sandbox.guest("5215550004000").writes("hola")
    sandbox.faults(sends=[{"kind": "error", "code": 131026, "guest": "5215550004000"}])

    assert send(sandbox)[0] == 200
    assert send(sandbox, to="5215550004000")[0] == 400


@pytest.mark.parametrize(
    "wanted",
    [
        {"sends": [{"kind": "explode"}]},
        {"sends": [{"kind": "error", "colour": 1}]},
        {"statuses": {"mode": "sideways"}},
        {"webhooks": {"burn": 1}},
        {"typo": 1},
    ],
)
def test_a_wrong_wish_changes_nothing(sandbox, wanted):
    sandbox.faults(statuses={"mode": "off"})

    with pytest.raises(SandboxError, match="400"):
        sandbox.faults(**wanted)

    assert sandbox.get("/control/faults")["statuses"]["mode"] == "off"


def test_the_log_tells_what_happened_in_order(sandbox, house, guest):
    sent = wamid(send(sandbox))
    until(lambda: house.steps(sent) == ["sent", "delivered"])

    log = sandbox.log()

    kinds = [entry["kind"] for entry in log]
    assert kinds.index("guest") < kinds.index("send") < kinds.index("status")
    assert [entry["at"] for entry in log] == sorted(entry["at"] for entry in log)
    assert next(entry for entry in log if entry["kind"] == "send")["id"] == sent


def test_reset_brings_back_the_first_day(sandbox, guest):
    sandbox.faults(sends=[{"kind": "error"}])
    sandbox.clock(advance_seconds=1000)
    sandbox.model(behaviour="L50")

    sandbox.reset()

    state = sandbox.get("/control/state")
    assert (state["faults"]["sends"], state["clock_offset"]) == ([], 0.0)
    assert state["model"]["behaviour"] == "receptionist"
    assert sandbox.guest(GUEST).messages() == []
    assert sandbox.log() == []

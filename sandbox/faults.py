"""What goes wrong on demand: sends, statuses and webhooks. Seeded, so a run can be repeated."""

import random
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

# Not accepted: error, timeout, reset. Accepted although it looks bad: the rest.
SEND_KINDS = {
    "error": "answer with the Graph error `code`; not accepted",
    "timeout": "no answer; not accepted",
    "reset": "connection reset; not accepted",
    "error_accepted": "HTTP 500 with `code` (131000), although accepted",
    "timeout_accepted": "no answer, although accepted",
    "reset_accepted": "connection reset, although accepted",
    "garbage_accepted": "200 with an HTML page, although accepted",
    "failed_status": "accepted, then a `failed` status with `code`",
    "slow": "accepted after `seconds`",
}
STATUS_MODES = ("normal", "off", "duplicated", "shuffled", "delayed", "early")


class BadFaults(ValueError):
    """The wanted faults are not understood."""


@dataclass(slots=True)
class SendFault:
    """One rule: the next `times` sends, or each send with a `probability`, or all while neither is given."""

    kind: str
    code: int = 131000
    times: int | None = None
    probability: float | None = None
    seconds: float = 60.0
    guest: str | None = None
    hotel: str | None = None

    def strikes(self, hotel: str, guest: str, dice: random.Random) -> bool:
        if self.guest not in (None, guest) or self.hotel not in (None, hotel) or self.times == 0:
            return False
        if self.probability is not None and dice.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass(slots=True)
class StatusFaults:
    mode: str = "normal"
    seconds: float = 2.0  # how long `delayed` waits


@dataclass(slots=True)
class WebhookFaults:
    duplicate: int = 0  # the next so many POSTs go out twice, at once
    wrong_signature: int = 0  # the next so many POSTs carry a wrong signature
    batch: int = 0  # so many updates wait for each other and share a POST
    retry_cap: float = 60.0  # no wait between two attempts is longer
    shuffle: bool = False  # updates are held for half a second and sent in any order


@dataclass(slots=True)
class Faults:
    sends: list[SendFault] = field(default_factory=list)
    statuses: StatusFaults = field(default_factory=StatusFaults)
    webhooks: WebhookFaults = field(default_factory=WebhookFaults)
    seed: int = 1
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def next_send(self, hotel: str, guest: str) -> SendFault | None:
        """Return the fault that strikes this send, and use it up."""
        return next((rule for rule in self.sends if rule.strikes(hotel, guest, self.dice)), None)

    def change(self, wanted: dict[str, Any]) -> None:
        """Take over the given keys and leave the others. Raise BadFaults before anything changes."""
        if unknown := set(wanted) - {"sends", "statuses", "webhooks", "seed"}:
            raise BadFaults(f"Unknown: {', '.join(sorted(unknown))}.")
        sends = [read_part(SendFault, part) for part in wanted.get("sends", [])]
        for rule in sends:
            if rule.kind not in SEND_KINDS:
                raise BadFaults(f"Unknown kind {rule.kind!r}; known: {', '.join(SEND_KINDS)}.")
        statuses = read_part(StatusFaults, wanted.get("statuses", {}))
        if statuses.mode not in STATUS_MODES:
            raise BadFaults(f"Unknown mode {statuses.mode!r}; known: {', '.join(STATUS_MODES)}.")
        webhooks = read_part(WebhookFaults, wanted.get("webhooks", {}))
        self.sends = sends if "sends" in wanted else self.sends
        self.statuses = statuses if "statuses" in wanted else self.statuses
        self.webhooks = webhooks if "webhooks" in wanted else self.webhooks
        if "seed" in wanted:
            self.seed = int(wanted["seed"])
            self.dice.seed(self.seed)

    def clear(self) -> None:
        self.change({"sends": [], "statuses": {}, "webhooks": {}, "seed": 1})


Part = TypeVar("Part", SendFault, StatusFaults, WebhookFaults)


def read_part(kind: type[Part], wanted: Any) -> Part:
    if not isinstance(wanted, dict) or (unknown := set(wanted) - {each.name for each in fields(kind)}):
        raise BadFaults(f"Unknown in {kind.__name__}: {wanted if not isinstance(wanted, dict) else unknown}.")
    try:
        return kind(**wanted)
    except TypeError as error:
        raise BadFaults(str(error)) from error

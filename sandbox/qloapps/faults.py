"""What goes wrong in a shop on demand. Seeded, so a run can be repeated."""

import random
from dataclasses import dataclass, field, fields
from typing import Any

KINDS = {
    "500_done": "HTTP 500 with errors code 3, although done",
    "500_not_done": "HTTP 500 with errors code 3, and nothing done",
    "html_200": "200 text/html with a Fatal error; done unless `done` is false",
    "empty_body": "200 without a body; done unless `done` is false",
    "broken_json": "200 with half of the JSON; done unless `done` is false",
    "timeout_done": "no answer for `seconds`, although done",
    "timeout_not_done": "no answer for `seconds`, and nothing done",
    "reset_done": "connection reset, although done",
    "reset_not_done": "connection reset, and nothing done",
    "slow": "done at once, answered after `seconds`",
    "late": "done and answered after `seconds`, also when the caller has left",
    "dead": "connection reset, and nothing done",
    "redirect_302": "302 to the shop's own domain, and nothing done",
    "breaks_off": "502: PHP died in a write, `at` order, rows, price, added, removed or state",
    "use_tax_warning": "the bookings resource answers 500 with errors code 3, although done",
}
NOT_DONE = {"500_not_done", "timeout_not_done", "reset_not_done", "dead", "redirect_302"}


class BrokenOff(Exception):
    """PHP died in the middle of a write; nothing is a transaction there, so what was written stays."""


class BadFaults(ValueError):
    """The wanted faults are not understood; nothing was changed."""


@dataclass(slots=True)
class Fault:
    """One rule: strikes `times` calls, or each with a `probability`, or all while neither is given."""

    kind: str
    operation: str = ""  # "POST bookings", "bookings", "GET", or nothing for every call
    times: int | None = None
    probability: float | None = None
    skip: int = 0  # so many calls that fit are spared first
    seconds: float = 60.0
    done: bool = True
    at: str = "rows"

    def strikes(self, method: str, resource: str, dice: random.Random) -> bool:
        if self.times == 0 or not set(self.operation.split()) <= {method, resource}:
            return False
        if self.kind == "use_tax_warning" and resource != "bookings":
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.probability is not None and dice.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    @property
    def does_the_work(self) -> bool:
        return self.kind not in NOT_DONE and self.done


@dataclass(slots=True)
class Faults:
    rules: list[Fault] = field(default_factory=list)
    seed: int = 1
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def next(self, method: str, resource: str) -> Fault | None:
        """Return the first rule that strikes this call, and use it up."""
        return next((rule for rule in self.rules if rule.strikes(method, resource, self.dice)), None)

    def change(self, wanted: dict[str, Any]) -> None:
        """Add `rules`, after `clear` took away the old ones. Raise BadFaults before anything changes."""
        if unknown := set(wanted) - {"rules", "seed", "clear"}:
            raise BadFaults(f"Unknown: {', '.join(sorted(unknown))}. Known: rules, seed, clear.")
        added = [read_fault(rule) for rule in wanted.get("rules", [])]
        seed = int(wanted.get("seed", self.seed))
        self.rules = [*([] if wanted.get("clear") else self.rules), *added]
        if "seed" in wanted:
            self.seed = seed
            self.dice.seed(seed)


def read_fault(wanted: Any) -> Fault:
    if not isinstance(wanted, dict) or "kind" not in wanted:
        raise BadFaults("A rule is an object with a kind.")
    if unknown := set(wanted) - {each.name for each in fields(Fault)}:
        raise BadFaults(f"Unknown in a rule: {', '.join(sorted(unknown))}.")
    fault = Fault(**wanted)
    if fault.kind not in KINDS:
        raise BadFaults(f"Unknown kind {fault.kind!r}; known: {', '.join(KINDS)}.")
    return fault

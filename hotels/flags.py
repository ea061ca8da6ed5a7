"""Feature flags: typed, with a default in code, an owner and a day on which they have to be gone or decided.

A flag is set for a hotel, else for its tier, else it has its default. `flags.FAST_LANE.of(hotel)` is the one
way to ask: a flag that is not here cannot be asked for, and tests fail on one past its end.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import structlog
from django.db import transaction
from django.db.models import Q

from hotels import audit
from hotels.models import FlagSetting, Hotel, Tier, User
from hotels.remembered import changed, remembered

log = structlog.get_logger(__name__)

T = TypeVar("T", bool, int, str)


class WrongFlag(ValueError):
    """No such flag, or not a value for it. The text is one sentence for people."""


@dataclass(frozen=True)
class Flag(Generic[T]):
    code: str
    default: T
    about: str
    owner: str  # a part of the product, not a person
    ends: date  # by then it is decided for all and removed
    choices: tuple[T, ...] = ()

    def of(self, hotel: Hotel) -> T:
        """The flag's value for this hotel."""
        value = _set_for(hotel).get(self.code, self.default)
        return value if self.takes(value) else self.default  # type: ignore[return-value]

    def takes(self, value: object) -> bool:
        """Whether `value` is one this flag may have. A bool is no number here."""
        return type(value) is type(self.default) and (not self.choices or value in self.choices)


FAST_LANE = Flag(
    "fast_lane",
    False,
    "What the offline engine understands with certainty (a fact, a code) is answered without asking a model",
    "agents",
    date(2027, 6, 30),
)
ROUTER = Flag(
    "router",
    True,
    "A router gives each message to a specialist; off: the concierge answers everything",
    "agents",
    date(2027, 6, 30),
)
MEMORY = Flag(
    "memory",
    True,
    "Guests are remembered beyond a conversation",
    "agents",
    date(2027, 6, 30),
)
UPSELL = Flag(
    "upsell",
    True,
    "The sales specialist may mention what else is possible",
    "agents",
    date(2027, 6, 30),
)

AnyFlag = Flag[bool] | Flag[int] | Flag[str]
ALL: dict[str, AnyFlag] = {each.code: each for each in (FAST_LANE, ROUTER, MEMORY, UPSELL)}


def check(code: str, value: object) -> None:
    """Raise WrongFlag unless there is such a flag and it may have this value."""
    flag = ALL.get(code)
    if flag is None:
        raise WrongFlag(f"There is no flag {code}; there are {', '.join(sorted(ALL))}.")
    if not flag.takes(value):
        of = " or ".join(map(str, flag.choices)) or type(flag.default).__name__
        raise WrongFlag(f"The flag {code} must be {of}.")


def set_flag(of: Hotel | Tier, code: str, value: object, by: User | str) -> None:
    """Set a flag for a hotel, or for a tier and with it all its hotels that say nothing. Raises WrongFlag."""
    check(code, value)
    with transaction.atomic():
        values = {"value": value, "changed_by_name": str(by)[:120]}
        row, _ = FlagSetting.objects.update_or_create(**_owner(of), code=code, defaults=values)
        _tell(of, by, "flag.set", row, {"code": code, "value": value})


def unset_flag(of: Hotel | Tier, code: str, by: User | str) -> None:
    """Let the tier's value, or the default, hold again."""
    with transaction.atomic():
        row = FlagSetting.objects.filter(**_owner(of), code=code).first()
        if row is not None:
            _tell(of, by, "flag.unset", row, {"code": code})
            row.delete()


def _owner(of: Hotel | Tier) -> dict[str, Any]:
    return {"hotel": of, "tier": None} if isinstance(of, Hotel) else {"tier": of, "hotel": None}


def _tell(of: Hotel | Tier, by: User | str, action: str, row: FlagSetting, what: dict[str, object]) -> None:
    """The audit trail, and every process of every hotel that it is about."""
    if isinstance(of, Hotel):
        audit.record(of, by, action, row, what)
        changed(of.pk)
        return
    audit.record(None, by, action, row, what | {"tier": of.code})
    for hotel_id in Hotel.objects.filter(tier=of).values_list("pk", flat=True):
        changed(hotel_id)


def _set_for(hotel: Hotel) -> dict[str, object]:
    return remembered(hotel.pk, "flags", lambda: _read(hotel))


def _read(hotel: Hotel) -> dict[str, object]:
    rows = FlagSetting.objects.filter(Q(hotel=hotel) | Q(tier_id=hotel.tier_id))
    by_tier_first = sorted(rows, key=lambda row: row.hotel_id is not None)
    for row in by_tier_first:
        if row.code not in ALL:  # of a release that had it
            log.warning("unknown_flag", code=row.code, hotel=row.hotel_id, tier=row.tier_id)
    return {row.code: row.value for row in by_tier_first}

"""What the desk hands out: the house, held prices, terms that wait, an engine's draft."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from agents.base import Button, HandOff, Say
from pms.base import Money, Offer, RatePlanInfo, RoomTypeInfo


@dataclass(frozen=True)
class HouseView:
    """The hotel as its receptionist knows it by heart."""

    name: str
    timezone: ZoneInfo
    currency: str
    languages: tuple[str, ...]  # the first is the default
    phone: str
    email: str
    website: str
    address: str
    check_in: time
    check_out: time
    emergency_phone: str
    room_types: tuple[RoomTypeInfo, ...]  # empty while the PMS cannot be asked
    rate_plans: tuple[RatePlanInfo, ...]

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True)
class QuoteView:
    """A price that holds until `expires_at` (aware, hotel's zone)."""

    id: str
    offers: tuple[Offer, ...]  # one for each room, all for one stay
    total: Money
    expires_at: datetime


@dataclass(frozen=True)
class ProposalView:
    """Terms for the guest to confirm, worded by the server: send `text` with `buttons`, unchanged."""

    id: int
    kind: str  # book | change | cancel | appointment | request
    text: str
    buttons: tuple[Button, ...]
    amount: Money  # the total to book, the difference of a change, the fee to cancel, the price
    state: str
    expires_at: datetime

    def as_say(self) -> Say:
        return Say(self.text, self.buttons, proposal=self.id)


@dataclass
class Draft:
    """An engine's answer before the gate has seen it.

    `state` is what the engine wants back next time; the keys in `OWN_STATE` are the
    receptionist's and are overwritten. `understood` is for evaluations and staff.
    """

    says: tuple[Say, ...]
    language: str
    state: dict[str, Any] = field(default_factory=dict)
    hand_off: HandOff | None = None
    understood: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

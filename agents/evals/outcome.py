"""What became of a conversation, as a task tells it: what was there before, and what has to be done again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from agents.evals.days import WEEKDAYS
from agents.evals.masking import Mask
from hotels.models import Hotel
from pms import proposals
from pms.base import Money, Offer, ReservationInfo, RoomStay
from pms.models import Proposal

Kind = Proposal.Kind


class NoTask(ValueError):
    """A conversation that no task can be made of. The text is one sentence."""


@dataclass
class Outline:
    """A task on its way: which days, codes and prices it names by which names."""

    hotel: Hotel
    began: date  # the hotel-local day of the conversation
    mask: Mask
    days: dict[str, str] = field(default_factory=dict)  # name: rule
    dates: dict[date, str] = field(default_factory=dict)  # date: name
    codes: dict[str, str] = field(default_factory=dict)  # code: name
    prices: dict[str, dict[str, Any]] = field(default_factory=dict)

    def day(self, value: date) -> str:
        """The name of a date: the first is told by its weekday, the others by the days between."""
        if value not in self.dates:
            name = f"d{len(self.dates) + 1}"
            self.days[name] = self._rule(value)
            self.dates[value] = name
        return self.dates[value]

    def _rule(self, value: date) -> str:
        if self.dates:
            first, name = next(iter(self.dates.items()))
            return f"{name}{(value - first).days:+d}"
        ahead = (value - self.began).days
        # Far off the weekday tells the price; near by it is the number of days that tells what is free.
        return f"{WEEKDAYS[value.weekday()]}+{ahead // 7}w" if ahead > 14 else f"{ahead:+d}"

    def price(self, terms: dict[str, Any]) -> str:
        name = f"p{len(self.prices) + 1}"
        self.prices[name] = terms
        return name

    def code(self, code: str, letter: str) -> str:
        return self.codes.setdefault(code, f"{letter}{len(self.codes) + 1}")


def acts_of(hotel: Hotel, conversation_id: int) -> list[Proposal]:
    """What the guest confirmed and was done. Raises NoTask where one thing was done to another."""
    committed = Proposal.objects.filter(
        hotel=hotel, conversation_id=conversation_id, state=Proposal.State.COMMITTED
    )
    acts = list(committed.order_by("pk"))
    touched = [act.reservation_code for act in acts if act.kind in (Kind.CHANGE, Kind.CANCEL)]
    receipts = [act.receipt or {} for act in acts if act.kind == Kind.BOOK]
    made = {receipt.get("reservation", {}).get("code") for receipt in receipts}
    if made & set(touched) or len(set(touched)) < len(touched):
        raise NoTask(
            _("The guest did several things to one reservation: that is not told as one outcome yet.")
        )
    return acts


def before(outline: Outline, acts: Sequence[Proposal]) -> dict[str, Any]:
    """What was there when the guest wrote, as far as it was changed afterwards."""
    reservations, appointments = [], []
    for act in acts:
        if act.kind == Kind.CHANGE:
            reservations.append(_booked(outline, proposals.change_terms(act).before))
        elif act.kind == Kind.CANCEL:
            reservations.append(_booked(outline, proposals.cancellation_terms(act).reservation))
        elif act.kind == Kind.APPOINTMENT and (was := _moved(outline, act)):
            appointments.append(was)
    return {"reservations": reservations, "appointments": appointments}


def expected(outline: Outline, acts: Sequence[Proposal]) -> dict[str, Any]:
    """What was done, as what has to be done again."""
    wanted: dict[str, list[dict[str, Any]]] = {"reservations": [], "appointments": [], "requests": []}
    for act in acts:
        if act.kind == Kind.BOOK:
            wanted["reservations"].append(_new(outline, proposals.booking_terms(act).offers))
        elif act.kind == Kind.CHANGE:
            wanted["reservations"].append(_changed(outline, act))
        elif act.kind == Kind.CANCEL:
            wanted["reservations"].append(_cancelled(outline, act))
        elif act.kind == Kind.APPOINTMENT:
            wanted["appointments"].append(_arranged(outline, act))
        else:
            terms = proposals.request_terms(act)
            asked = {"department": terms.department, "kind": terms.kind, "room": terms.room_number}
            wanted["requests"].append(asked)
    return wanted


def _booked(outline: Outline, found: ReservationInfo) -> dict[str, Any]:
    if len(found.live_rooms) > 1:
        raise NoTask(_("A reservation of several rooms cannot be set up for a task yet."))
    outline.mask.knows(found.guest_name)
    return {
        "as": outline.code(found.code, "r"),
        "guest_name": outline.mask.masked(found.guest_name),
        **_room(outline, found.live_rooms[0]),
    }


def _moved(outline: Outline, act: Proposal) -> dict[str, Any] | None:
    """The appointment that was there before: one that was moved or cancelled."""
    wish = proposals.appointment_terms(act)
    if wish.cancel:
        code, was, about = wish.cancel.code, wish.cancel.starts_at, wish.cancel
        return _appointment(outline, code, about.service, was, about.people)
    if wish.book and wish.book.moves and wish.book.moved_from:
        moved = wish.book
        return _appointment(outline, moved.moves, moved.service, wish.book.moved_from, moved.people)
    return None


def _appointment(outline: Outline, code: str, service: str, at: datetime, people: int) -> dict[str, Any]:
    return {"as": outline.code(code, "a"), "service": service, "at": _at(outline, at), "people": people}


def _new(outline: Outline, offers: Sequence[Offer]) -> dict[str, Any]:
    rooms = [_room(outline, offer) for offer in offers]
    if len(rooms) > 1:
        return {"rooms": rooms}
    promotion = offers[0].promotion.code if offers[0].promotion else ""
    return {**rooms[0], "total": outline.price({**rooms[0], "promotion": promotion})}


def _changed(outline: Outline, act: Proposal) -> dict[str, Any]:
    change = proposals.change_terms(act)
    if len(change.rooms) != 1:
        raise NoTask(_("A change of several rooms cannot be told as a task yet."))
    name = outline.codes[act.reservation_code]
    room = _room(outline, change.rooms[0].offer)
    fee = _fee(outline, name, change.fee, change.before.total)
    total = outline.price({**room, "plus": fee})
    return {"of": name, **room, "total": total, "fee": fee}


def _cancelled(outline: Outline, act: Proposal) -> dict[str, Any]:
    given_up = proposals.cancellation_terms(act)
    name = outline.codes[act.reservation_code]
    fee = _fee(outline, name, given_up.fee, given_up.reservation.total)
    return {"of": name, "status": "cancelled", "total": fee or "0", "fee": fee}


def _fee(outline: Outline, name: str, fee: Money, total: Money) -> str:
    """The fee as a price of the task: a share of what the reservation cost. Raises NoTask for others."""
    if not fee.amount:
        return ""
    percent = fee.amount * 100 / total.amount
    if percent != percent.to_integral_value():
        raise NoTask(_("A fee that is no plain share of the price cannot be told as a task yet."))
    return outline.price({"of": name, "percent": int(percent)})


def _arranged(outline: Outline, act: Proposal) -> dict[str, Any]:
    wish = proposals.appointment_terms(act)
    if wish.cancel:
        return {"of": outline.codes[wish.cancel.code], "status": "cancelled"}
    assert wish.book is not None
    made = {"at": _at(outline, wish.book.starts_at), "people": wish.book.people}
    if wish.book.moves:
        return {"of": outline.codes[wish.book.moves], **made}
    return {"service": wish.book.service, **made}


def _at(outline: Outline, moment: datetime) -> str:
    here = moment.astimezone(outline.hotel.tz)
    return f"{outline.day(here.date())} {here:%H:%M}"


def _room(outline: Outline, room: RoomStay | Offer) -> dict[str, Any]:
    return {
        "room_type": room.room_type.code,
        "plan": room.rate_plan.code,
        "from": outline.day(room.stay.arrival),
        "to": outline.day(room.stay.departure),
        "adults": room.occupancy.adults,
        "children": list(room.occupancy.children_ages),
    }

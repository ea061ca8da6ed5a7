"""The terms of a proposal in the guest's words: worded by the server, never by a model."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from agents import arranged, phrases
from agents.base import Button
from hotels.models import Hotel
from pms import cancellation
from pms.base import Change, Money, Offer, RoomStay
from pms.models import Proposal
from pms.proposals import booking_terms, cancellation_terms, change_terms

Sold = Offer | RoomStay
Kind = Proposal.Kind


def worded(proposal: Proposal, hotel: Hotel) -> str:
    """Everything the guest's yes would stand for."""
    return "\n".join(_WORDED[Kind(proposal.kind)](proposal, hotel))


def reminder(proposal: Proposal, hotel: Hotel) -> str:
    """One line that asks again for the answer to terms shown before."""
    values = _VALUES[Kind(proposal.kind)](proposal, hotel)
    return phrases.say(proposal.language, f"remind_{variant(proposal)}", **values)


def variant(proposal: Proposal) -> str:
    """The kind, and for appointments what is to become of them: the words differ."""
    return arranged.appointment_variant(proposal) if proposal.kind == Kind.APPOINTMENT else proposal.kind


def buttons(proposal: Proposal) -> tuple[Button, ...]:
    """The three answers there are; each carries the proposal's nonce, which nobody can guess."""
    language, kind = proposal.language, variant(proposal)
    return (
        Button(f"yes:{proposal.nonce}", phrases.say(language, f"button_yes_{kind}")),
        Button(f"change:{proposal.nonce}", phrases.say(language, f"button_change_{kind}")),
        Button(f"person:{proposal.nonce}", phrases.say(language, "button_person")),
    )


def room(sold: Sold, language: str, default: str) -> str:
    return phrases.in_words(sold.room_type.name, language, default) or sold.room_type.code


def rate(sold: Sold, language: str, default: str) -> str:
    return phrases.in_words(sold.rate_plan.name, language, default) or sold.rate_plan.code


def rooms(sold: Sequence[Sold], language: str, default: str) -> str:
    """ "Double room", or "2 × Double room and Suite"."""
    counted = Counter(room(each, language, default) for each in sold)
    return phrases.listed(
        [f"{count} × {name}" if count > 1 else name for name, count in counted.items()], language
    )


def which(gone: Sequence[RoomStay], among: Sequence[RoomStay], language: str, default: str) -> str:
    """As `rooms`; with its place and who sleeps there where a room that stays has the same name."""
    kept = {room(each, language, default) for each in among if each not in gone}
    if not kept & {room(each, language, default) for each in gone}:
        return rooms(gone, language, default)
    placed = [
        phrases.say(
            language,
            "room_placed",
            room=room(each, language, default),
            number=number,
            people=phrases.people(each.occupancy, language),
        )
        for number, each in enumerate(among, 1)
        if each in gone
    ]
    return phrases.listed(placed, language)


def dates(sold: Sequence[Sold], language: str, default: str) -> str:
    """The dates of all rooms, or of each where they differ."""
    if len({each.stay for each in sold}) == 1:
        return phrases.stay_dates(sold[0].stay, language)
    return "; ".join(
        f"{room(each, language, default)} {phrases.stay_dates(each.stay, language)}" for each in sold
    )


def rates(sold: Sequence[Sold], language: str, default: str) -> str:
    """The names of the plans, each once."""
    return phrases.listed(list(dict.fromkeys(rate(each, language, default) for each in sold)), language)


def fee(amount: Money, language: str) -> str:
    """ "no charge" or the amount."""
    return phrases.money(amount, language) if amount.amount else phrases.say(language, "fee_none")


def difference(amount: Money, language: str) -> str:
    """An amount with its sign, or that there is none."""
    if not amount.amount:
        return phrases.say(language, "difference_none")
    return f"{'+' if amount.amount > 0 else ''}{phrases.money(amount, language)}"


def _book(proposal: Proposal, hotel: Hotel) -> list[str]:
    language = proposal.language
    say = partial(phrases.say, language)
    terms = booking_terms(proposal)
    dates = say("line_dates", dates=phrases.stay_dates(terms.stay, language))
    if len(terms.offers) == 1:
        (only,) = terms.offers
        said = [
            say("line_room", room=room(only, language, hotel.language)),
            say("line_rate", rate=rate(only, language, hotel.language)),
            dates,
            say("line_people", people=phrases.people(only.occupancy, language)),
        ]
    else:
        said = [
            _numbered(number, offer, language, hotel.language) for number, offer in enumerate(terms.offers, 1)
        ]
        said.append(dates)
    said.append(say("line_name", name=proposal.guest_name))
    promotion = next((offer.promotion for offer in terms.offers if offer.promotion), None)
    if promotion:
        said.append(say("line_promotion", name=phrases.in_words(promotion.name, language, hotel.language)))
    said.append(say("line_total", total=phrases.money(terms.total, language)))
    deposit = cancellation.deposit_due(terms.offers)
    if deposit.amount:
        said.append(say("line_deposit", deposit=phrases.money(deposit, language)))
    if proposal.email:
        said.append(say("line_email", email=proposal.email))
    if proposal.remarks:
        said.append(say("line_remarks", remarks=proposal.remarks))
    ends = _cancellation(terms.free_cancellation_until, terms.late_fee, hotel, language)
    said.append(say("line_cancellation", cancellation=ends))
    return [say("terms_book"), *said, "", say("ask_book")]


def _numbered(number: int, offer: Offer, language: str, default: str) -> str:
    return phrases.say(
        language,
        "line_numbered",
        number=number,
        room=room(offer, language, default),
        rate=rate(offer, language, default),
        people=phrases.people(offer.occupancy, language),
        total=phrases.money(offer.total, language),
    )


def _change(proposal: Proposal, hotel: Hotel) -> list[str]:
    language = proposal.language
    say = partial(phrases.say, language)
    change = change_terms(proposal)
    said = [say("line_code", code=change.before.code)]
    if change.fee.amount:
        said.append(say("line_change_fee", fee=phrases.money(change.fee, language)))
    said += [
        say("line_difference", difference=difference(change.difference, language)),
        say("line_new_total", total=phrases.money(change.total, language)),
        say(
            "line_cancellation",
            cancellation=_cancellation(change.free_cancellation_until, change.late_fee, hotel, language),
        ),
    ]
    changed = _changed_rooms(change, language, hotel.language)
    return [say("terms_change"), said[0], *changed, *said[1:], "", say("ask_change")]


def _changed_rooms(change: Change, language: str, default: str) -> list[str]:
    """What each room was and what it becomes; what stays as it is, is said once."""
    before = {sold.id: (number, sold) for number, sold in enumerate(change.before.live_rooms, 1)}
    lines: list[str] = []
    for each in change.rooms:
        number, old = before[each.room]
        new = each.offer
        pairs: list[tuple[str, Callable[[Sold], str]]] = [
            ("line_room", lambda sold: room(sold, language, default)),
            ("line_rate", lambda sold: rate(sold, language, default)),
            ("line_dates", lambda sold: phrases.stay_dates(sold.stay, language)),
            ("line_people", lambda sold: phrases.people(sold.occupancy, language)),
        ]
        for key, words in pairs:
            values = {key.removeprefix("line_"): _from_to(words(old), words(new))}
            which = "line_room_of" if key == "line_room" and len(before) > 1 else key
            lines.append(phrases.say(language, which, **values, number=number))
    return lines


def _from_to(old: str, new: str) -> str:
    return new if old == new else f"{old} → {new}"


def _cancel(proposal: Proposal, hotel: Hotel) -> list[str]:
    language = proposal.language
    say = partial(phrases.say, language)
    values = _cancel_values(proposal, hotel)
    given_up = cancellation_terms(proposal)
    kept = [sold for sold in given_up.reservation.live_rooms if sold.id not in given_up.rooms]
    said = [say("line_code", code=values["code"]), say("line_room", room=values["room"])]
    if given_up.rooms:
        said.append(say("line_kept", rooms=rooms(kept, language, hotel.language)))
    said += [say("line_dates", dates=values["dates"]), say("line_cancel_fee", fee=values["fee"])]
    return [say("terms_cancel"), *said, "", say("ask_cancel")]


def _book_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    terms = booking_terms(proposal)
    return {
        "room": rooms(terms.offers, proposal.language, hotel.language),
        "dates": phrases.stay_dates(terms.stay, proposal.language),
        "total": phrases.money(terms.total, proposal.language),
    }


def _change_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    change, language = change_terms(proposal), proposal.language
    return {
        "code": change.before.code,
        "difference": difference(change.difference, language),
        "total": phrases.money(change.total, language),
    }


def _cancel_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    given_up = cancellation_terms(proposal)
    found, language = given_up.reservation, proposal.language
    gone = [sold for sold in found.live_rooms if not given_up.rooms or sold.id in given_up.rooms]
    return {
        "code": found.code,
        "room": which(gone, found.live_rooms, language, hotel.language),
        "dates": dates(gone, language, hotel.language),
        "fee": fee(given_up.fee, language),
    }


def _cancellation(free_until: datetime | None, late_fee: Money, hotel: Hotel, language: str) -> str:
    """ "free until Friday ... at 11:59 PM; after that, a fee of 1,450.00 MXN"."""
    if not late_fee.amount:
        return phrases.say(language, "free_always")
    late = phrases.say(language, "fee_is", fee=phrases.money(late_fee, language))
    if free_until is None:
        return phrases.say(language, "never_free", fee=late)
    ends = free_until.astimezone(hotel.tz)
    return phrases.say(
        language, "free_until", day=phrases.day(ends, language), clock=phrases.clock(ends, language), fee=late
    )


_WORDED = {
    Kind.BOOK: _book,
    Kind.CHANGE: _change,
    Kind.CANCEL: _cancel,
    Kind.APPOINTMENT: arranged.appointment,
    Kind.REQUEST: arranged.request,
}
_VALUES = {
    Kind.BOOK: _book_values,
    Kind.CHANGE: _change_values,
    Kind.CANCEL: _cancel_values,
    Kind.APPOINTMENT: arranged.appointment_values,
    Kind.REQUEST: arranged.request_values,
}

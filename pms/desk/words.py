"""How the desk's pages name states, departments and refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pms.errors import PMSError, PMSRefused

STATUS = {
    "pending": _("Pending"),
    "confirmed": _("Confirmed"),
    "checked_in": _("In house"),
    "checked_out": _("Departed"),
    "cancelled": _("Cancelled"),
    "no_show": _("No-show"),
    "hold": _("On hold"),
    "block": _("Out of order"),
}
ROOM_STATE = {
    "clean": _("Clean"),
    "dirty": _("To be cleaned"),
    "out_of_order": _("Out of order"),
}
SERVICE_STATE = {
    "confirmed": _("Confirmed"),
    "done": _("Done"),
    "cancelled": _("Cancelled"),
    "no_show": _("No-show"),
    "open": _("Open"),
    "in_progress": _("In progress"),
}
DEPARTMENT = {
    "reception": _("Reception"),
    "housekeeping": _("Housekeeping"),
    "maintenance": _("Maintenance"),
    "concierge": _("Concierge"),
    "restaurant": _("Restaurant"),
    "spa": _("Spa"),
    "reservations": _("Reservations"),
}
VERB = {
    "booked": _("Booked"),
    "imported": _("Brought in with a file"),
    "changed": _("Changed"),
    "moved": _("Moved to another room"),
    "cancelled": _("Cancelled"),
    "confirmed": _("Confirmed"),
    "checked_in": _("Checked in"),
    "checked_out": _("Checked out"),
    "no_show": _("Did not come"),
    "party_changed": _("Guests changed"),
    "remarks_set": _("Wishes noted"),
    "notes_set": _("Notes written"),
    "arrival_time_set": _("Arrival time noted"),
}
PAYMENT = {
    "requested": _("Asked for"),
    "paid": _("Paid"),
    "failed": _("Failed"),
    "expired": _("Expired"),
    "refunded": _("Refunded"),
}
METHOD = {
    "link": _("Payment link"),
    "cash": _("Cash"),
    "card_terminal": _("Card terminal"),
    "transfer": _("Bank transfer"),
    "other": _("Other"),
}
SOURCE = {"conserje": _("Conversation"), "walk_in": _("Reception"), "import": _("File")}
ACTOR = {"guest": _("Guest")}  # in a conversation; else the name of who it was
INCLUDED = {"breakfast": _("Breakfast"), "half_board": _("Half board"), "full_board": _("Full board")}
PART = {
    "base": _("room"),
    "extra_adults": _("more adults"),
    "extra_children": _("children"),
    "discount": _("discount"),
}
FACT = {
    "room": _("Room"),
    "room_type": _("Room type"),
    "rate_plan": _("Rate plan"),
    "arrival": _("Arrival"),
    "departure": _("Departure"),
    "adults": _("Adults"),
    "children_ages": _("Ages of children"),
    "total": _("Total"),
}

REFUSAL = {
    "not_found": _("There is no such thing at this hotel."),
    "wrong_state": _("That is not possible in its present state."),
    "too_early": _("It is too early for that."),
    "too_late": _("The stay is over."),
    "no_room": _("The stay has no room yet."),
    "room_not_ready": _("The room is not clean yet."),
    "room_taken": _("The room is taken on these nights."),
    "over_capacity": _("Not so many people fit in."),
    "nothing_to_change": _("Nothing would change."),
    "no_such_room": _("The reservation has no such room (any more)."),
    "price_changed": _("The price is another by now. Look at it again."),
    "sold_out": _("There is no room left for these nights."),
    "no_rate": _("There is no price for these nights."),
    "closed": _("These nights are closed for sale."),
    "min_stay": _("The stay is too short for these nights."),
    "max_stay": _("The stay is too long for these nights."),
    "past_date": _("This day is past."),
    "too_far": _("This is too far ahead."),
    "too_long": _("The stay is too long to be booked at once."),
    "bad_occupancy": _("At least one adult, and children of 0 to 17 years."),
    "bad_promotion": _("This promotion code is not good for this stay."),
    "bad_guest_name": _("Write the guest's name, with 2 to 120 characters."),
    "bad_email": _("This is not a mail address."),
    "bad_phone": _("Write the phone number with + and the country's code."),
    "bad_remarks": _("The wishes are too long, or hold characters nobody can see."),
    "bad_time": _("Write the time like 18:30."),
    "reason_needed": _("Say why."),
    "not_changeable": _("This stay cannot be changed (any more) by its terms."),
    "needs_staff": _("This can only be done in the PMS itself."),
    "outside_pms": _("This hotel keeps its rooms in another PMS. Do it there."),
    "already_settled": _("It has been settled already."),
    "more_than_open": _("That is more than is still to be paid."),
    "bad_amount": _("Write an amount above zero, with two decimals at most."),
    "card_number": _("Never write a card's number here."),
    "bad_note": _("The note holds characters nobody can see."),
    "bad_notes": _("The notes are too long, or hold characters nobody can see."),
    "bad_change": _("This change cannot be made."),
    "too_many": _("There are too many already."),
    "other_currency": _("The reservation is in another currency."),
    "already_cancelled": _("It is cancelled already."),
    "changed_meanwhile": _("It has been changed meanwhile. Look at it again."),
    "nothing_chosen": _("Choose nights, and what should become of them."),
    "bad_price": _("A night cannot cost that."),
    "no_stay_fits": _("No stay would be as long as the minimum and as short as the maximum."),
    "not_paid": _("Only what was paid can be given back."),
    "not_cancellable": _("The stay has begun: check out instead."),
    "key_reused": _("This form was sent already. Open it anew."),
    "no_rooms": _("Choose at least one room."),
    "bad_until": _("A room is held until a moment ahead, 48 hours at most."),
    "no_links": _("No payment provider is set up."),
    "link_expired": _("This was asked for too long ago. Withdraw it and ask anew."),
}


PMS_AWAY = _("The hotel's PMS does not answer. Try again in a moment.")
PAYMENTS_AWAY = _("The payment provider does not answer. Press again in a moment.")


def refusal(error: PMSError, away: Any = PMS_AWAY) -> str:
    """What went wrong, for staff. `away`: what to say of one who does not answer."""
    if not isinstance(error, PMSRefused):
        return str(away)
    return str(REFUSAL.get(error.code) or error)


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Of two snapshots of a reservation (pms.reservations.snapshot), one line for each thing that differs."""
    if not before or not after:
        return []
    lines = []
    was = {room["id"]: room for room in before.get("rooms", ())}
    for room in after.get("rooms", ()):
        then = was.get(room["id"], room)
        other = [key for key in FACT if key != "total" and then.get(key) != room.get(key)]
        lines += [_told(FACT[key], then.get(key), room.get(key)) for key in other]
    if before.get("total") != after.get("total"):
        lines.append(_told(FACT["total"], before.get("total"), after.get("total")))
    return lines


def _told(name: object, was: object, now: object) -> str:
    return f"{name}: {_plain(was)} → {_plain(now)}"


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")

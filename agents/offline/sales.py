"""Helping a guest choose without a model: budgets, comparisons, what is liked, packages.

What was asked is kept until dates and people are known; then it is answered from live prices. The guest's own
amount is never said back, so it cannot pass for a price of ours.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agents import citing, phrases, selling
from agents.mood import is_angry
from agents.offline import offers, promotions, proposing, sales_words, services
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from agents.selling import Compared
from pms.base import Money, Occupancy, Offer, RatePlanInfo, RoomTypeInfo, Stay
from pms.errors import PMSRefused

COMPARED = 4  # rooms or rates in one message
_OTHER_MATTERS = (
    "human", "machine", "complaint", "lost_item", "housekeeping", "cancel", "change", "booking_status"
)  # fmt: skip


def take_up(turn: Turn) -> bool:
    """Keep what a choosing guest asks, and tell what needs no dates. Whether the message asks such a thing.

    Nothing is sold to an angry guest: they are answered as anybody who looks for a room.
    """
    memory, said = turn.memory, turn.said
    if is_angry(turn.briefing):
        memory.sale = []
        return False
    flat = spaced(tokens(turn.text))
    if said.intent in _OTHER_MATTERS or memory.goal not in ("", "stay"):
        return False
    if services.speaks_of_one(flat) and not sales_words.speaks_of_rooms(flat):
        return False
    asked = _asked(turn, flat)
    if not asked:
        return False
    memory.sale = asked
    if asked[0] not in ("budget", "cheapest"):
        # Named to be compared: none of them is wished for yet.
        turn.said = replace(said, room_words=(), plan_words=())
    elif said.language == "es" and "son" in flat.split() and not said.ages:
        turn.said = replace(said, children=None)  # "son 6000 pesos": nobody's English son
    turn.said = replace(turn.said, choice="")
    _say_at_once(turn)
    return True


def _asked(turn: Turn, flat: str) -> list[str]:
    """What is asked and of what, as kept: ["budget", "4000", "MXN", "night"], ["rooms", "DBL"]; or []."""
    said, memory, hotel = turn.said, turn.memory, turn.desk.hotel
    asked = memory.expecting == "budget" and not (said.says_when or said.says_who)
    amount = sales_words.budget(
        turn.text, hotel.currency, turn.language, asked=asked, of_topic=bool(said.topics)
    )
    if amount:
        before = memory.sale[3:] if asked and len(amount) == 2 else []
        return ["budget", *amount, *before]
    if sales_words.compares(flat):
        named = _named(turn)
        if len(named) > 1 or sales_words.speaks_of_rooms(flat):
            return ["rooms", *named[:COMPARED]]
        if sales_words.speaks_of_rates(flat) or len(said.plan_words) > 1:
            return ["rates", *named]
    if sales_words.asks_what_is_liked(flat) and not set(said.topics) - {"rooms"}:
        return ["popular"]
    if sales_words.speaks_of_packages(flat):
        return ["packages"]
    # Of what was shown "the cheapest" is a choice.
    if memory.shown or memory.ways or set(said.topics) - {"rooms"}:
        return []
    return ["cheapest"] if sales_words.asks_for_cheapest(flat) else []


def _named(turn: Turn) -> list[str]:
    """The house's room types that the text names, by their names or by their kind."""
    types = turn.desk.house.room_types
    by_name = offers.named_types(types, turn.text)
    kinds = set(turn.said.room_words)
    return [each.code for each in types if each.code in by_name or offers.kinds_of(each) & kinds]


def _say_at_once(turn: Turn) -> None:
    """What can be said before the dates are known."""
    memory = turn.memory
    kind, *rest = memory.sale
    if kind == "popular":
        _tell_liked(turn)
        memory.sale = []
    elif kind == "packages":
        _tell_packages(turn)
        memory.sale = ["rates"]
    elif kind == "rooms" and not (memory.stay and memory.occupancy):
        types = [each for each in turn.desk.house.room_types if each.code in rest or not rest]
        if types:
            turn.tell("\n".join(f"• {_name(each, turn)}: {_about(each, turn)}" for each in types[:COMPARED]))


def asked_for_currency(turn: Turn) -> bool:
    """Ask, once, for a budget in the hotel's currency where it is in another; nothing is converted."""
    kept, currency = turn.memory.sale, turn.desk.hotel.currency
    if kept[:1] != ["budget"] or kept[2] == currency:
        return False
    turn.memory.sale = ["budget", "0", currency, *kept[3:]]
    turn.ask("budget", "sale_other_currency", currency=currency)
    return True


def _tell_liked(turn: Turn) -> None:
    names = {each.code: _name(each, turn) for each in turn.desk.house.room_types}
    liked = [names[code] for code in selling.popular(turn.desk)[:3]]
    if not liked:
        return turn.say("sale_popular_unknown")
    return turn.say("sale_popular", rooms=phrases.listed(liked, turn.language))


def _tell_packages(turn: Turn) -> None:
    """What the house has written of packages; else its rates, with what each includes."""
    for view in turn.desk.search_knowledge(turn.text)[:1]:
        if view.text and sales_words.speaks_of_packages(spaced(tokens(f"{view.title} {view.text}"))):
            return turn.tell(citing.cited(view.text, view.written_in, turn.language))
    plans = turn.desk.house.rate_plans
    if plans:
        turn.tell("\n".join([turn.phrase("sale_rates_head"), *(_plan(each, turn) for each in plans)]))
    return None


def _plan(plan: RatePlanInfo, turn: Turn) -> str:
    name = phrases.in_words(plan.name, turn.language, turn.desk.house.language) or plan.code
    turn.desk.told.text(name)
    included = offers.included(plan, name, turn)
    return turn.phrase("sale_rate_includes", rate=name, includes=included) if included else f"• {name}"


def _name(room: RoomTypeInfo, turn: Turn) -> str:
    name = phrases.in_words(room.name, turn.language, turn.desk.house.language) or room.code
    turn.desk.told.text(name)
    return name


def _about(room: RoomTypeInfo, turn: Turn) -> str:
    """What the house says of a kind of room, and how many people it sleeps."""
    text = phrases.in_words(room.description, turn.language, turn.desk.house.language)
    turn.desk.told.text(text)
    turn.desk.told.counts[room.max_total] = None
    shown = citing.in_words(room.description, turn.language, turn.desk.house.language)
    return f"{shown} {turn.phrase('sale_sleeps', people=room.max_total)}".strip()


def answer(turn: Turn, stay: Stay, occupancy: Occupancy) -> bool:
    """Answer what was kept, for this stay, from live prices; False: there are none, and nothing was said."""
    memory = turn.memory
    asked = memory.sale
    kind, *rest = asked
    memory.sale = []
    if is_angry(turn.briefing) or rest[:1] == ["0"]:
        return False
    try:
        if kind == "budget":
            return _answer_budget(turn, stay, occupancy, rest)
        if kind == "cheapest":
            return _answer_cheapest(turn, stay, occupancy)
        return _answer_compared(turn, stay, occupancy, kind, rest)
    except PMSRefused as refusal:
        if refusal.code == "bad_promotion":
            promotions.refused(turn)
            memory.sale = asked
            return answer(turn, stay, occupancy)
        proposing.refused(turn, refusal.code)
        return True


def _answer_budget(turn: Turn, stay: Stay, occupancy: Occupancy, rest: Sequence[str]) -> bool:
    amount, currency, *per = rest
    times = (stay.nights if "night" in per else 1) * (occupancy.total if "person" in per else 1)
    budget = Money(Decimal(amount) * times, currency)
    bought = selling.what_buys(turn.desk, stay, occupancy, budget, turn.memory.promotion)
    turn.step("rooms_for_budget", within=len(bought.within))
    if bought.within:
        fitting = offers.wanted(bought.within, turn.memory) or list(bought.within)
        _show(turn, "sale_within", fitting)
    elif bought.nearest:
        turn.say("sale_nothing_within", **_whose(stay, occupancy, turn))
        if bought.shorter:
            shorter = bought.shorter
            turn.say(
                "sale_shorter",
                dates=phrases.stay_dates(shorter.stay, turn.language),
                room=_name(shorter.room_type, turn),
                total=phrases.money(shorter.total, turn.language),
            )
        _show(turn, "sale_nearest", [bought.nearest])
    return bool(bought.within or bought.nearest)


def _answer_cheapest(turn: Turn, stay: Stay, occupancy: Occupancy) -> bool:
    found = selling.cheapest(turn.desk, stay, occupancy, turn.memory.promotion)
    fitting = offers.wanted(found, turn.memory) or found
    turn.step("compare_rooms", rooms=len(found))
    if fitting:
        _show(turn, "sale_cheapest", fitting[:1])
    return bool(fitting)


def _answer_compared(turn: Turn, stay: Stay, occupancy: Occupancy, kind: str, named: Sequence[str]) -> bool:
    desk, promotion = turn.desk, turn.memory.promotion
    beside = selling.compared(desk, stay, occupancy, named if kind == "rooms" else (), promotion)
    if kind == "rates" and beside:
        room = named[0] if named else turn.memory.room_type or beside[0].offer.room_type.code
        beside = selling.rates_of(desk, stay, occupancy, room, promotion)
    turn.step("compare_rooms", rooms=len(beside))
    if not beside:
        return False
    shown = beside[:COMPARED]
    _show(
        turn, "sale_compared", [each.offer for each in shown], [_beside(each, kind, turn) for each in shown]
    )
    missing = {*named} - {each.offer.room_type.code for each in beside}
    for room_type in desk.house.room_types:
        if room_type.code in missing:
            turn.say("room_sold_out", room=_name(room_type, turn))
    return True


def _beside(each: Compared, kind: str, turn: Turn) -> str:
    """What sets an offer apart from the others compared."""
    parts = [_about(each.offer.room_type, turn)] if kind == "rooms" else []
    if each.more.amount:
        parts.append(turn.phrase("sale_more", more=phrases.money(each.more, turn.language)))
    return " ".join(parts)


def _show(turn: Turn, head: str, shown: Sequence[Offer], notes: Sequence[str] = ()) -> None:
    """Put these offers before the guest, numbered, to be chosen from."""
    lines = [turn.phrase(head, **_whose(shown[0].stay, shown[0].occupancy, turn))]
    for at, offer in enumerate(shown):
        note = notes[at] if notes else ""
        lines += [offers.worded(offer, at + 1, turn), *([f"   {note}"] if note else [])]
    lines.append(turn.phrase("offers_foot" if len(shown) > 1 else "offers_foot_one"))
    turn.tell("\n".join(lines))
    turn.memory.shown = [[offer.room_type.code, offer.rate_plan.code] for offer in shown]
    turn.memory.room_type = turn.memory.rate_plan = ""
    turn.memory.expecting = "choice"


def _whose(stay: Stay, occupancy: Occupancy, turn: Turn) -> dict[str, str]:
    return {
        "dates": phrases.stay_dates(stay, turn.language),
        "people": phrases.people(occupancy, turn.language),
    }

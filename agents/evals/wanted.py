"""The world as a task wants it: that of before, with what the task says has become of it.

What is new gets the code of the row that was found for it, if there is one: codes are drawn, and nobody can
want one. What a task does not name of a new row is as it was found.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from agents.evals.days import filled
from agents.evals.stage import Stage
from agents.evals.tasks import Appointed, Asked, Room, Waits, Wanted
from agents.evals.texts import plain
from agents.evals.world import Entry, World


def reservations(stage: Stage, before: World, after: World) -> dict[str, Entry]:
    """What there should be, by code. New ones get the code of the new row they fit, if there is one."""
    wanted = {code: dict(entry) for code, entry in before.reservations.items()}
    new = {code: entry for code, entry in after.reservations.items() if code not in wanted}
    for number, each in enumerate(stage.task.expect.reservations):
        if each.of:
            code = stage.codes[each.of]
            wanted[code] = _changed(stage, wanted[code], each)
            continue
        fits = [code for code, entry in new.items() if _booked_as(stage, entry, each) == entry]
        code = fits[0] if fits else next(iter(new), f"new {number + 1}")
        wanted[code] = _booked_as(stage, new.pop(code, None), each)
    return wanted


def appointments(stage: Stage, before: World, after: World) -> dict[str, Entry]:
    wanted = {code: dict(entry) for code, entry in before.appointments.items()}
    new = {code: entry for code, entry in after.appointments.items() if code not in wanted}
    for number, each in enumerate(stage.task.expect.appointments):
        given = _appointment(stage, each)
        if each.of:
            wanted[stage.codes[each.of]] |= given
            continue
        code = _fitting(new, given) or f"new {number + 1}"
        wanted[code] = new.pop(code, {}) | {"guest": stage.guest.pk, "status": "confirmed"} | given
    return wanted


def requests(stage: Stage, before: World, after: World) -> dict[str, Entry]:
    wanted = {code: dict(entry) for code, entry in before.requests.items()}
    new = {code: entry for code, entry in after.requests.items() if code not in wanted}
    for number, each in enumerate(stage.task.expect.requests):
        given = _request(each)
        fits = [code for code, row in new.items() if _is_asked(stage, row, each)]
        code = fits[0] if fits else _fitting(new, {}) or f"new {number + 1}"
        row = new.pop(code, {})
        words_of_it = {"text": row.get("text", "") if code in fits else f"like {each.text}"}
        wanted[code] = row | {"guest": stage.guest.pk, "state": "open"} | given | words_of_it
    return wanted


def waiting(stage: Stage, before: World, after: World) -> list[Entry]:
    """The waiting list as it should be."""
    wanted = list(before.waiting)
    new = list(after.waiting[len(before.waiting) :])
    for number, each in enumerate(stage.task.expect.waiting):
        row = new[number] if number < len(new) else {}
        wanted.append(row | {"guest": stage.guest.pk, "state": "waiting"} | _wish(stage, each))
    return wanted


def _changed(stage: Stage, entry: Entry, wanted: Wanted) -> Entry:
    """A reservation of before as it should be now. What is not named stays."""
    changed = entry | _fields(stage, wanted)
    cancelled = wanted.status == "cancelled"
    if cancelled:
        changed |= {"fee": amount(stage, wanted.fee) if wanted.fee else "0.00"}
    rooms = list(wanted.rooms) or [wanted] * len(entry["rooms"])
    changed["rooms"] = sorted(
        (
            room | _room(stage, given) | ({"status": "cancelled"} if cancelled else {})
            for room, given in zip(entry["rooms"], rooms, strict=False)
        ),
        key=repr,
    )
    if len(changed["rooms"]) == 1 and wanted.total and not cancelled:
        fee = Decimal(amount(stage, wanted.fee)) if wanted.fee else Decimal(0)
        changed["rooms"][0]["total"] = str(Decimal(changed["total"]) - fee)
    return changed


def _booked_as(stage: Stage, entry: Entry | None, wanted: Wanted) -> Entry:
    """A new reservation as it should be: what the task does not name is as it was found."""
    found = entry or {"rooms": []}
    rooms = list(wanted.rooms) or [wanted]
    there = found["rooms"] + [{}] * (len(rooms) - len(found["rooms"]))
    as_wanted = [{"status": "confirmed", "children": []} | _room(stage, room) for room in rooms]
    free = [dict(room) for room in there]
    built = []
    for room in as_wanted:
        match = next((each for each in free if each | room == each), free[0] if free else {})
        if match in free:
            free.remove(match)
        built.append(match | room)
    return found | {
        "status": wanted.status or "confirmed",
        "guest": stage.guest.pk,
        **_fields(stage, wanted),
        "rooms": sorted(built, key=repr),
    }


def _fields(stage: Stage, wanted: Wanted) -> Entry:
    given: Entry = {"status": wanted.status} if wanted.status else {}
    if wanted.total:
        given["total"] = amount(stage, wanted.total)
    if wanted.guest_name:
        given["guest_name"] = stage.filled(wanted.guest_name)
    return given


def _room(stage: Stage, room: Room) -> Entry:
    given: Entry = {}
    if room.room_type:
        given["room_type"] = room.room_type
    if room.plan:
        given["plan"] = room.plan
    if room.arrival:
        given["from"] = stage.days[room.arrival].isoformat()
    if room.departure:
        given["to"] = stage.days[room.departure].isoformat()
    if room.adults:
        given["adults"] = room.adults
        given["children"] = sorted(room.children)
    return given


def amount(stage: Stage, name: str) -> str:
    known = stage.amounts.get(name)
    return str(known.amount if known else Decimal(name).quantize(Decimal("0.01")))


def _appointment(stage: Stage, wanted: Appointed) -> Entry:
    given: Entry = {}
    if wanted.service:
        given["service"] = wanted.service
    if wanted.at:
        given["at"] = stage.moment(wanted.at).strftime("%Y-%m-%d %H:%M")
    if wanted.people:
        given["people"] = wanted.people
    if wanted.status:
        given["status"] = wanted.status
    return given


def _request(wanted: Asked) -> Entry:
    given = {"department": wanted.department, "kind": wanted.kind, "room": wanted.room}
    return {name: value for name, value in given.items() if value}


def _is_asked(stage: Stage, row: Entry, wanted: Asked) -> bool:
    pattern = filled(wanted.text, stage.values())
    return row | _request(wanted) == row and bool(re.search(pattern, plain(row["text"])))


def _fitting(rows: Mapping[str, Entry], given: Entry) -> str:
    """The code of a row that has these values; of any when none has."""
    return next((code for code, row in rows.items() if row | given == row), next(iter(rows), ""))


def _wish(stage: Stage, wanted: Waits) -> Entry:
    days = {"from": wanted.arrival, "to": wanted.departure}
    given: Entry = {name: stage.days[day].isoformat() for name, day in days.items()}
    if wanted.room_type:
        given["room_type"] = wanted.room_type
    if wanted.adults:
        given["adults"] = wanted.adults
    return given

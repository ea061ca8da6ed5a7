"""What a task wanted against what was found: the state, and the facts that were said; never the style."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from agents.config import AgentConfig
from agents.evals.days import Day, filled
from agents.evals.stage import Stage
from agents.evals.tasks import Appointed, Asked, Room, Said, Waits, Wanted
from agents.evals.world import Entry, World
from agents.offline import language as languages
from agents.offline.words import tokens, words

ENOUGH_WORDS = 6  # fewer do not tell a language
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")


@dataclass(frozen=True)
class Check:
    what: str
    ok: bool
    wanted: str = ""
    found: str = ""
    optional: bool = False  # told, but not part of passing

    def stored(self) -> dict[str, Any]:
        return asdict(self) | {"wanted": self.wanted[:500], "found": self.found[:500]}


@dataclass(frozen=True)
class Answered:
    """One answer of the receptionist, as far as it is scored."""

    texts: tuple[str, ...]
    language: str
    hand_off: str = ""
    agent: str = ""


def score(
    stage: Stage, after: World, answers: Sequence[Answered], config: AgentConfig | None = None
) -> list[Check]:
    """Every check of a trial. `config` is the specialist's the task is for."""
    assert stage.before is not None
    before, wanted = stage.before, stage.task.expect
    checks = [
        _compare("reservations", _reservations(stage, before, after), after.reservations),
        _compare("appointments", _appointments(stage, before, after), after.appointments),
        _compare("requests", _requests(stage, before, after), after.requests),
        _waiting(stage, before, after),
        _same("payments", before.payments, after.payments),
        _rooms_in_use(after),
        _house(before, after),
        _open_terms(wanted.open_terms, after),
        _hand_off(stage, answers),
        _languages(stage, answers),
        Check("turns", len(answers) <= wanted.turns, f"at most {wanted.turns}", str(len(answers))),
    ]
    said = "\n".join(text for each in answers for text in each.texts)
    checks += [_said(stage, each, said, True) for each in wanted.says]
    checks += [_said(stage, each, said, False) for each in wanted.says_not]
    if wanted.gap is not None:
        checks.append(Check("gap", wanted.gap == (after.gaps > before.gaps), found=f"{after.gaps} open"))
    if wanted.answered_by:
        agents = [each.agent for each in answers if each.agent]
        checks.append(
            Check("answered_by", wanted.answered_by in agents, wanted.answered_by, ", ".join(agents))
        )
    return checks + of_config(
        stage.task.expect.tools, stage.task.expect.no_tools, stage.task.expect.told, config
    )


def of_config(
    tools: Iterable[str], no_tools: Iterable[str], told: Iterable[str], config: AgentConfig | None
) -> list[Check]:
    """What can be said of a specialist without asking it anything."""
    if config is None:
        return []
    has = ", ".join(config.tools)
    words_of_it = plain(f"{config.purpose}\n{config.instructions}")
    return [
        *(Check("tools", each in config.tools, each, has) for each in tools),
        *(Check("tools", each not in config.tools, f"without {each}", has) for each in no_tools),
        *(Check("told", bool(re.search(each, words_of_it)), each) for each in told),
    ]


def plain(text: str) -> str:
    """Small letters without accents, spaces as one."""
    marks = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in marks if not unicodedata.combining(char))
    return "\n".join(" ".join(line.split()) for line in bare.splitlines())


def amounts_in(text: str) -> set[Decimal]:
    """Every number in a text, in each way it may be read: points and commas are used both ways."""
    found: set[Decimal] = set()
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[\s\u00a0\u202f]", "", match[0]).strip(".,")
        for thousands, point in ((",", "."), (".", ",")):
            written = digits.replace(thousands, "").replace(point, ".")
            try:
                found.add(Decimal(written))
            except InvalidOperation:
                continue
    return found


def _compare(what: str, wanted: Mapping[str, Entry], found: Mapping[str, Entry]) -> Check:
    return _same(what, wanted, found)


def _same(what: str, wanted: Any, found: Any) -> Check:
    return Check(what, wanted == found, _shown(wanted), _shown(found))


def _shown(value: Any) -> str:
    return repr(dict(value)) if isinstance(value, Mapping) else repr(value)


def _reservations(stage: Stage, before: World, after: World) -> dict[str, Entry]:
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


def _changed(stage: Stage, entry: Entry, wanted: Wanted) -> Entry:
    """A reservation of before as it should be now. What is not named stays."""
    changed = entry | _fields(stage, wanted)
    cancelled = wanted.status == "cancelled"
    if cancelled:
        changed |= {"fee": _amount(stage, wanted.fee) if wanted.fee else "0.00"}
    rooms = list(wanted.rooms) or [wanted] * len(entry["rooms"])
    changed["rooms"] = sorted(
        (
            room | _room(stage, given) | ({"status": "cancelled"} if cancelled else {})
            for room, given in zip(entry["rooms"], rooms, strict=False)
        ),
        key=repr,
    )
    if len(changed["rooms"]) == 1 and wanted.total and not cancelled:
        fee = Decimal(_amount(stage, wanted.fee)) if wanted.fee else Decimal(0)
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
        given["total"] = _amount(stage, wanted.total)
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


def _amount(stage: Stage, name: str) -> str:
    known = stage.amounts.get(name)
    return str(known.amount if known else Decimal(name).quantize(Decimal("0.01")))


def _appointments(stage: Stage, before: World, after: World) -> dict[str, Entry]:
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


def _requests(stage: Stage, before: World, after: World) -> dict[str, Entry]:
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


def _request(wanted: Asked) -> Entry:
    given = {"department": wanted.department, "kind": wanted.kind, "room": wanted.room}
    return {name: value for name, value in given.items() if value}


def _is_asked(stage: Stage, row: Entry, wanted: Asked) -> bool:
    pattern = filled(wanted.text, stage.values())
    return row | _request(wanted) == row and bool(re.search(pattern, plain(row["text"])))


def _fitting(rows: Mapping[str, Entry], given: Entry) -> str:
    """The code of a row that has these values; of any when none has."""
    return next((code for code, row in rows.items() if row | given == row), next(iter(rows), ""))


def _waiting(stage: Stage, before: World, after: World) -> Check:
    wanted = list(before.waiting)
    new = list(after.waiting[len(before.waiting) :])
    for number, each in enumerate(stage.task.expect.waiting):
        row = new[number] if number < len(new) else {}
        wanted.append(row | {"guest": stage.guest.pk, "state": "waiting"} | _wish(stage, each))
    return _same("waiting", wanted, list(after.waiting))


def _wish(stage: Stage, wanted: Waits) -> Entry:
    days = {"from": wanted.arrival, "to": wanted.departure}
    given: Entry = {name: stage.days[day].isoformat() for name, day in days.items()}
    if wanted.room_type:
        given["room_type"] = wanted.room_type
    if wanted.adults:
        given["adults"] = wanted.adults
    return given


def _rooms_in_use(after: World) -> Check:
    """As many rooms are in use as live reservations say."""
    live = sum(
        room["status"] in ("confirmed", "checked_in", "pending")
        for entry in after.reservations.values()
        for room in entry["rooms"]
    )
    stays = after.stays
    return Check("rooms", live == stays, f"{live} in use", f"{stays} in use")


def _house(before: World, after: World) -> Check:
    touched = [name for name, rows in before.house.items() if rows != after.house[name]]
    return Check("house", not touched, "nothing of the house itself is touched", ", ".join(touched))


def _open_terms(wanted: bool | None, after: World) -> Check:
    right = "either" if wanted is None else "open" if wanted else "none open"
    return Check("proposals", wanted in (None, bool(after.open_terms)), right, f"{after.open_terms} open")


def _hand_off(stage: Stage, answers: Sequence[Answered]) -> Check:
    reasons = [each.hand_off for each in answers if each.hand_off]
    wanted = stage.task.expect.hand_off
    right = (wanted,) if isinstance(wanted, str) else wanted
    found = ", ".join(reasons) or "none"
    if "may" in right:
        return Check("hand_off", True, "with or without", found)
    ok = bool(reasons) == bool(wanted) and ("any" in right or all(reason in right for reason in reasons))
    return Check("hand_off", ok, " or ".join(right) or "none", found)


def _languages(stage: Stage, answers: Sequence[Answered]) -> Check:
    """Each answer is in the language it should be in, by its words; too few of them: as it says itself."""
    wanted = stage.task.expect.language or (stage.task.language,)
    expected = [wanted[min(number, len(wanted) - 1)] for number in range(len(answers))]
    wrong = [
        f"answer {number + 1}: {spoken}"
        for number, (each, right) in enumerate(zip(answers, expected, strict=True))
        for spoken in [_spoken(" ".join(each.texts)) or each.language]
        if right not in ("any", spoken)
    ]
    return Check("language", not wrong, ", ".join(wanted), "; ".join(wrong))


def _spoken(text: str) -> str:
    found = words(tokens(text))
    return languages.detect(found, text) if len(found) >= ENOUGH_WORDS else ""


def _said(stage: Stage, wanted: str | Said, said: str, should: bool) -> Check:
    what = "says" if should else "says_not"
    if isinstance(wanted, str):
        patterns = {name: re.escape(plain(str(value))) for name, value in stage.values().items()}
        pattern = filled(wanted, patterns)
        found = bool(re.search(pattern, plain(said)))
        return Check(what, found == should, pattern)
    found, about = _is_told(stage, wanted, said)
    return Check(what, found == should, about)


def _is_told(stage: Stage, wanted: Said, said: str) -> tuple[bool, str]:
    if wanted.amount:
        amount = Decimal(_amount(stage, wanted.amount))
        return amount in amounts_in(said), str(amount)
    if wanted.code:
        code = stage.codes[wanted.code]
        return code in said, code
    day = stage.days[wanted.day]
    forms = [plain(Day(day, language).written("")) for language in ("es", "en")]
    flat = plain(said)
    return any(form in flat for form in [*forms, day.isoformat()]), str(day)

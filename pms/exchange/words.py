"""What is said about files: kinds, states, and why a file or a line cannot be taken in."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from pms.desk import words
from pms.exchange.errors import BadFile

KIND = {"rooms": _("Rooms"), "rates": _("Rates"), "reservations": _("Reservations")}
STATE = {
    "looking": _("Being looked through"),
    "looked": _("Looked through"),
    "running": _("Being taken in"),
    "done": _("Taken in"),
    "failed": _("Given up"),
}
BAD: dict[str, Any] = {
    # The file
    "too_large": _("The file is larger than %(value)s MB."),
    "too_many_lines": _("The file has more than %(value)s lines. Split it."),
    "empty": _("The file is empty."),
    "binary": _("This is not a text file. Save the table as CSV."),
    "excel": _("This is an Excel workbook. Save it as CSV (UTF-8)."),
    "no_lines": _("The file has a header and no lines."),
    "no_columns": _("The first line must name the columns, among them: %(value)s."),
    "column_missing": _("There is no column %(value)s."),
    "column_twice": _("There are two columns %(value)s."),
    "bad_quotes": _("From line %(value)s on, a quotation mark is missing or a cell is far too long."),
    "days_unclear": _(
        "In line %(value)s it is not clear which is the day and which the month. Write 2027-03-31."
    ),
    "days_differ": _(
        "The day comes first in one line and the month in another: %(value)s. Write 2027-03-31."
    ),
    "month_first": _("In line %(value)s the month comes before the day. Write 2027-03-31."),
    "signs_unclear": _("In line %(value)s the sign may part thousands or cents. Write all cents: 1450.00."),
    "signs_differ": _("Cents are written with a point in one line and with a comma in another: %(value)s."),
    "not_taken_in": _("Nobody took it in within a day."),
    "failed": _("Something went wrong on our side. What was taken in until then stays."),
    # A line
    "needed": _("This must not be empty."),
    "too_long": _("This has more than %(value)s characters."),
    "hidden_characters": _("This holds characters nobody can see."),
    "cells": _("The line has not as many cells as the first line: %(value)s."),
    "no_choice": _("Write one of: %(value)s."),
    "no_number": _("Write a whole number, %(value)s."),
    "no_day": _("Write a day like 2027-03-31."),
    "no_amount": _("Write an amount from zero with two decimals at most, like 1450.00."),
    "no_currency": _("Write a currency in three letters, like MXN."),
    "no_weekdays": _("Write days like fri sat, each once."),
    "no_child_prices": _("Write prices by age like 5=0.00 11=150.00, each age once, 17 at most."),
    "no_ages": _("Write the ages like 4 11, up to %(value)s."),
    "no_such_type": _("There is no room type %(value)s."),
    "no_such_plan": _("There is no rate plan %(value)s."),
    "no_such_room": _("There is no room %(value)s."),
    "room_not_in_use": _("Room %(value)s is not in use."),
    "room_is_booked": _("The room is booked from today on: it stays in use."),
    "twice": _("The same stands in line %(value)s already."),
    "not_after": _("The departure must be after the arrival."),
    "ends_early": _("The last night must not be before the first."),
    "stay_too_long": _("A stay has at most %(value)s nights."),
    "too_far": _("This is more than %(value)s days from today."),
    "not_yet": _("The guest has not come yet: this cannot be %(value)s."),
    "no_price": _("There is no total, and no price for these nights."),
    "bad_code": _("A code has letters and digits, 16 at most."),
    "code_taken": _(
        "There is another reservation %(value)s, or this one with other values. Change it at the desk."
    ),
    "twice_booked": _(
        "The guest has these nights already: %(value)s. If it is another, give the line a code."
    ),
    "other_booker": _("Guest, wishes, source and currency must be as in line %(value)s, with the same code."),
    "two_currencies": _("One reservation has one currency."),
    "with_line": _("It belongs to line %(value)s, which is wrong."),
    "room_taken": _("Room %(value)s is taken on these nights."),
    "sold_out": _("No room %(value)s is free on these nights."),
    "taken_meanwhile": _("Somebody else took the room or the code at the same moment."),
    "refused": _("This cannot be stored."),
}


def state_of(row: Any) -> str:
    """A file's state as a key of STATE."""
    if row.state == "waiting":
        return "looked" if row.finished_at else "looking"
    return str(row.state)


def sentence(code: str, value: str = "") -> str:
    """What is wrong, for staff."""
    told = BAD.get(code) or words.REFUSAL.get(code) or BAD["refused"]
    return str(told) % {"value": value}


def of_file(error: BadFile) -> str:
    return sentence(error.code, error.value)


def told(bad: list[list[Any]]) -> Iterator[tuple[str, str, str]]:
    """Line, field and sentence of each entry of FileImport.bad, in the order of the file."""
    for line, field, code, value in sorted(bad, key=lambda entry: int(entry[0])):
        yield (str(line) if line else "", str(field), sentence(str(code), str(value)))

"""What a guest gives for a booking: name, e-mail address, wishes. Kept as data, without hidden characters."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pms.errors import PMSRefused
from pms.texts import has_card_number

NAME_LENGTHS = range(2, 121)
REMARKS_LENGTH = 500
JOINERS = {0x200C: None, 0x200D: None}  # inside Persian names and joined emoji; nothing is lost without them


def checked_name(name: str) -> str:
    """The name with its white space tidied, without joiners.

    Raises PMSRefused `bad_guest_name` or `card_number`.
    """
    tidy = " ".join(name.translate(JOINERS).split())
    if _hides(tidy) or len(tidy) not in NAME_LENGTHS or not any(character.isalpha() for character in tidy):
        raise PMSRefused("bad_guest_name", "a guest's name has 2 to 120 printable characters")
    return _without_card(tidy)


def checked_email(email: str) -> str:
    """The address, or "" where none was given. Raises PMSRefused `bad_email`."""
    tidy = email.strip()
    try:
        if tidy:
            validate_email(tidy)
    except ValidationError as error:
        raise PMSRefused("bad_email", "this is not an e-mail address") from error
    return tidy


def checked_remarks(remarks: str) -> str:
    """The guest's wishes in one line. Raises PMSRefused `bad_remarks` or `card_number`."""
    tidy = " ".join(remarks.translate(JOINERS).split())
    if _hides(tidy) or len(tidy) > REMARKS_LENGTH:
        raise PMSRefused("bad_remarks", f"remarks have at most {REMARKS_LENGTH} printable characters")
    return _without_card(tidy)


def _without_card(text: str) -> str:
    if has_card_number(text):
        raise PMSRefused("card_number", "numbers of payment cards are not kept here")
    return text


def _hides(text: str) -> bool:
    """Whether there is what nobody sees: control, bidi, zero-width, private use or unassigned characters."""
    return any(unicodedata.category(character).startswith("C") for character in text)

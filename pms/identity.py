"""Proving a reservation by its code and a surname, with few tries a day."""

import re
import unicodedata

from redis import RedisError

from hotels.models import Hotel
from hotels.outside import redis_client
from pms.base import GuestDetails, ReservationInfo
from pms.codes import normalise
from pms.errors import PMSRefused, PMSUnavailable
from pms.systems import open_pms

WRONG_TRIES = 5  # per guest and day
WRONG_TRIES_PER_CODE = 20  # per code and day: a web chat's visitor can be a new guest as often as they like
TWO_DAYS = 172_800

PARTICLE = re.compile(r"d[aeio]s?|de[lr]|el?|l[ao]s?|san|v[ao]n|y")  # of a surname, but none by itself


def verify(hotel: Hotel, guest: GuestDetails, code: str, surname: str) -> ReservationInfo:
    """The reservation with this code, if it was made in this surname.

    Raises PMSRefused `not_found`, the same for a wrong code and a wrong name, and `too_many_tries`
    once the day's wrong tries are used up (then also for a right one); PMSUnavailable.
    """
    code = normalise(code)
    counters = _count(hotel, guest, code)
    found = open_pms(hotel).reservation(code) if code else None
    if found is None or not same_surname(surname, found.guest_name):
        raise PMSRefused("not_found", "there is no reservation with this code and surname")
    _give_back(counters)
    return found


def same_surname(given: str, full_name: str) -> bool:
    """Whether `given` is a surname of `full_name`, whatever the accents and capitals.

    Surnames are the last two words after the first, one of which is enough (`Lucía Torres García`:
    Torres, García); words beside it must be part of the name too. A first name proves nothing.
    """
    words, name = _words(given), _words(full_name)
    surnames = [word for word in name[1:] if not PARTICLE.fullmatch(word)][-2:] or name
    return set(words) <= set(name) and any(word in surnames for word in words)


def _words(text: str) -> list[str]:
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text[:200]).casefold()
        if not unicodedata.combining(character)
    )
    return "".join(character if character.isalnum() else " " for character in plain).split()


def _count(hotel: Hotel, guest: GuestDetails, code: str) -> list[str]:
    """Count a try before it is made, so that many at once are counted too; the counters' names.

    Without Redis nothing can be proved: a guard that cannot count stays shut.
    """
    prefix = f"identity:{hotel.pk}:{hotel.today()}"
    counters = [f"{prefix}:guest:{guest.key}", f"{prefix}:code:{code}"]
    try:
        pipe = redis_client().pipeline()
        for counter in counters:
            pipe.incr(counter)
            pipe.expire(counter, TWO_DAYS)
        of_guest, _, of_code, _ = pipe.execute()
    except RedisError as error:
        raise PMSUnavailable("tries cannot be counted now") from error
    if of_guest > WRONG_TRIES or of_code > WRONG_TRIES_PER_CODE:
        raise PMSRefused("too_many_tries", "too many wrong tries today")
    return counters


def _give_back(counters: list[str]) -> None:
    """A right try is not counted."""
    try:
        pipe = redis_client().pipeline()
        for counter in counters:
            pipe.decr(counter)
        pipe.execute()
    except RedisError:
        pass  # the count is one too high until tomorrow

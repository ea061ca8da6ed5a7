"""When appointments of a service may start: opening hours by the hotel's clock, days of changing clocks too.

Starts lie on the face of the clock (10:00, 10:30, ...), lengths are real minutes. A time that the clock
leaps over does not exist and is not offered; of a time that comes twice the first is meant.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from pms.errors import PMSRefused
from pms.models import Service

HORIZON = timedelta(days=365)
DAY = 24 * 60  # minutes
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def is_bookable(service: Service) -> bool:
    """Whether everything is known that an appointment needs: hours, length and price."""
    return (
        service.kind == Service.Kind.APPOINTMENT
        and hours(service) is not None
        and bool(service.minutes)
        and service.price is not None
    )


def hours(service: Service) -> tuple[int, int] | None:
    """Opening and closing in minutes after midnight, 24:00 as 1440; None where they make no sense."""
    opens, closes = _minutes(service.opens), _minutes(service.closes)
    return (opens, closes) if opens is not None and closes is not None and opens < closes else None


def is_open_on(service: Service, day: date) -> bool:
    return not service.weekdays or day.weekday() in service.weekdays


def length(service: Service) -> timedelta:
    return timedelta(minutes=service.minutes or 0)


def notice(service: Service) -> timedelta:
    return timedelta(hours=service.notice_hours)


def starts(service: Service, day: date, tz: ZoneInfo) -> list[datetime]:
    """Every start of that hotel-local day from which the appointment ends before closing; aware UTC.

    What is open around the clock goes on past midnight, if the next day is open.
    """
    between = hours(service)
    if between is None or not service.minutes or not is_open_on(service, day):
        return []
    opens, closes = between
    night_too = between == (0, DAY) and is_open_on(service, day + timedelta(days=1))
    found = []
    for minute in range(opens, closes, service.step_minutes or service.minutes):
        face = _face(day, minute)
        start = face.replace(tzinfo=tz).astimezone(UTC)
        exists = start.astimezone(tz).replace(tzinfo=None) == face
        if exists and (night_too or _ends_in_time(start + length(service), _face(day, closes), tz)):
            found.append(start)
    return found


def check_start(service: Service, start: datetime, tz: ZoneInfo) -> None:
    """Raises PMSRefused `past_date`, `too_soon`, `too_far`, `closed` or `no_such_start`."""
    now = timezone.now()
    if start <= now:
        raise PMSRefused("past_date", "this time is past")
    if start < now + notice(service):
        raise PMSRefused("too_soon", f"this must be booked {service.notice_hours} hours before")
    if start > now + HORIZON:
        raise PMSRefused("too_far", f"appointments can be made {HORIZON.days} days ahead")
    if start not in starts(service, start.astimezone(tz).date(), tz):
        code = "no_such_start" if lies_within(service, start, tz) else "closed"
        raise PMSRefused(code, "no appointment starts at this time")


def lies_within(service: Service, start: datetime, tz: ZoneInfo) -> bool:
    """Whether an appointment from `start` (aware) would fit into the hours of its day, on a step or not."""
    local = start.astimezone(tz)
    between = hours(service)
    if between is None or not is_open_on(service, local.date()):
        return False
    opens, closes = between
    return local.hour * 60 + local.minute >= opens and _ends_in_time(
        start.astimezone(UTC) + length(service), _face(local.date(), closes), tz
    )


def _ends_in_time(end: datetime, closing: datetime, tz: ZoneInfo) -> bool:
    """Whether `end` (UTC) is no later than the clock shows `closing` (naive) for the first time."""
    before = (end - timedelta.resolution).astimezone(tz).replace(tzinfo=None)
    # The second half matters where the clock leaps over `closing`, the first where it shows it twice.
    return end <= closing.replace(tzinfo=tz).astimezone(UTC) and before < closing


def _face(day: date, minute: int) -> datetime:
    """What the clock shows, without a zone; minute 1440 is the next day's midnight."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _minutes(clock: str) -> int | None:
    if clock == "24:00":
        return DAY
    found = _CLOCK.fullmatch(clock)
    return int(found[1]) * 60 + int(found[2]) if found else None

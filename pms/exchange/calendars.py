"""Which room types can have a calendar, ours or those of an outside PMS."""

from dataclasses import dataclass

from django.urls import reverse

from hotels.models import Hotel, in_language
from pms.desk.tape import known_house
from pms.models import CalendarFeed, PMSLink, RoomType
from pms.systems import link_of


@dataclass(frozen=True)
class Calendar:
    code: str
    name: str
    feed: CalendarFeed | None


def of_hotel(hotel: Hotel, language: str) -> list[Calendar]:
    feeds = {row.room_type.code: row for row in _feeds(hotel)}
    names = {row.code: in_language(row.name, language) for row in hotel.room_types.all()}
    if _outside(hotel):
        house = known_house(hotel)
        there = (
            {each.code: in_language(dict(each.name), language) for each in house.room_types} if house else {}
        )
        names = {code: names.get(code, code) for code in feeds} | there
    return [Calendar(code, name or code, feeds.get(code)) for code, name in names.items()]


def room_type(hotel: Hotel, code: str) -> RoomType | None:
    """The row a feed hangs on; that of an outside PMS's type is made when it is first needed."""
    row = hotel.room_types.filter(code=code).first()
    if row or not _outside(hotel):
        return row
    house = known_house(hotel)
    info = next((each for each in house.room_types if each.code == code), None) if house else None
    if info is None or len(code) > 16:
        return None
    return RoomType.objects.get_or_create(
        hotel=hotel,
        code=code,
        defaults={
            "name": dict(info.name),
            "max_adults": info.max_adults,
            "max_children": info.max_children,
            "max_total": info.max_total,
        },
    )[0]


def path_of(token: str) -> str:
    return reverse("calendar", args=[token])


def _feeds(hotel: Hotel) -> list[CalendarFeed]:
    return list(CalendarFeed.objects.filter(hotel=hotel).select_related("room_type"))


def _outside(hotel: Hotel) -> bool:
    return link_of(hotel).kind != PMSLink.Kind.BUILTIN

"""Services of the house and reservations of several rooms, for the receptionist's tests."""

from datetime import date, timedelta
from decimal import Decimal

from agents.desk import RoomChoice
from pms.base import Occupancy
from pms.models import Service
from tests.agents.talk import STAY, Talk, shown


def make_massage(hotel, **fields) -> Service:
    defaults = {
        "code": "MASSAGE",
        "name": {"es": "Masaje relajante", "en": "Relaxing massage"},
        "price": Decimal("950.00"),
        "per_person": True,
        "currency": hotel.currency,
        "minutes": 60,
        "opens": "10:00",
        "closes": "20:00",
    }
    return Service.objects.create(hotel=hotel, **defaults | fields)


def tomorrow(hotel) -> date:
    return hotel.today() + timedelta(days=1)


def next_week(hotel) -> date:
    """The service's calendar opens so far, and no other test's clock is near."""
    return hotel.today() + timedelta(days=7)


def show_two_rooms(talk: Talk, **given) -> Talk:
    """Terms of a double and a suite for one stay are before the guest."""
    talk.says("Quiero una doble para dos y una suite para tres, a nombre de Lucía Torres")
    desk = talk.desk()
    rooms = [RoomChoice("DBL", "FLEX", Occupancy(2)), RoomChoice("STE", "FLEX", Occupancy(2, (6,)))]
    quote = desk.quote(STAY, rooms)
    return shown(talk, desk.propose_booking(quote.id, "Lucía Torres", **given))


def book_two_rooms(talk: Talk) -> str:
    """The code of a reservation of two rooms, made by the guest's own yes."""
    show_two_rooms(talk).ask("sí")
    return talk.desk().my_reservations()[0].code

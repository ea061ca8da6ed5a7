"""The builtin PMS with 200 rooms: offers for a stay, commits under contention, the tape chart.

50 room types of 4 rooms on 3 plans, a price line for each night of a year (54,750 lines), seasons of
restrictions, and 1,000 stays.
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.setting import BIN, ROOT, environment, provision
from config.local.servers import Urls

TYPES, ROOMS_EACH, PLANS, DAYS, STAYS = 50, 4, 3, 365, 1_000
SEARCHES = 300
BUYERS = 100


def run(home: Path, urls: Urls) -> list[dict[str, Any]]:
    """In a process of its own: Django is set up once, for one database."""
    env = environment(home, DATABASE_URL=urls.database, REDIS_URL=urls.redis)
    provision(home, env)
    done = subprocess.run(
        [BIN / "python", "-m", "benchmarks.house"],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    return [dict(zip(("what", "p50", "p95", "max", "beside"), row, strict=True)) for row in rows]


def measure() -> None:
    """Print one line a figure: what, p50, p95, max in milliseconds, and what else is worth knowing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    hotel = _hotel()
    _settle()
    _offers(hotel)
    _tape_chart(hotel)
    _contention(hotel)


def _settle() -> None:
    """As a server that has run for a while: statistics taken, what is loaded out of the collector's way."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    gc.collect()
    gc.freeze()


def _hotel() -> Any:
    from hotels.models import Guest, Hotel, Tier
    from pms.models import Rate, RatePlan, Restriction, Room, RoomType

    tier, _ = Tier.objects.get_or_create(code="standard", defaults={"name": "Standard"})
    hotel = Hotel.objects.create(
        slug=f"bench-{time.time_ns()}", name="Bench", tier=tier, timezone="Europe/Madrid", currency="EUR",
        languages=["en"],
    )  # fmt: skip
    Guest.objects.create(hotel=hotel, name="Ada Bench")
    first = hotel.today()
    types = RoomType.objects.bulk_create(
        RoomType(hotel=hotel, code=f"T{n:02d}", name={"en": f"Type {n}"}, max_adults=2 + n % 3, max_total=4)
        for n in range(TYPES)
    )
    plans = RatePlan.objects.bulk_create(
        RatePlan(hotel=hotel, code=f"P{n}", name={"en": f"Plan {n}"}, free_until_days=n, fee="first_night")
        for n in range(PLANS)
    )
    Room.objects.bulk_create(
        Room(hotel=hotel, room_type=each, number=f"{at:02d}{n}")
        for at, each in enumerate(types)
        for n in range(ROOMS_EACH)
    )
    Rate.objects.bulk_create(
        (
            Rate(
                hotel=hotel,
                room_type=each,
                rate_plan=plan,
                first_night=first + timedelta(days=day),
                last_night=first + timedelta(days=day),
                price=Decimal(80 + day % 50 + at),
                currency="EUR",
            )
            for at, each in enumerate(types)
            for plan in plans
            for day in range(DAYS)
        ),
        batch_size=5_000,
    )
    Restriction.objects.bulk_create(
        Restriction(
            hotel=hotel,
            room_type=each,
            first_night=first + timedelta(days=30 * month),
            last_night=first + timedelta(days=30 * month + 6),
            min_stay=2,
        )
        for each in types
        for month in range(12)
    )
    _book(hotel, first)
    return hotel


def _book(hotel: Any, first: Any) -> None:
    """Fill the house: stays of one to seven nights, room after room."""
    from pms.base import GuestDetails, Occupancy, Stay
    from pms.systems import open_pms

    dice = random.Random(7)
    pms = open_pms(hotel)
    guest = GuestDetails(hotel.guests.get().pk, "Ada Bench")
    booked = 0
    while booked < STAYS:
        arrival = first + timedelta(days=dice.randrange(DAYS - 30))
        stay = Stay(arrival, arrival + timedelta(days=dice.randint(2, 7)))
        each_type = {offer.room_type.code: offer for offer in pms.find_offers(stay, Occupancy(2)).offers}
        for offer in dice.sample([*each_type.values()], 25):
            pms.book(f"bench-{booked}", [offer], guest)
            booked += 1


def _say(what: str, seconds: Sequence[float], beside: str) -> None:
    ms = sorted(1_000 * each for each in seconds)
    p95 = ms[int(len(ms) * 0.95) - 1] if len(ms) > 1 else ms[0]
    print(f"{what}\t{statistics.median(ms):.1f}\t{p95:.1f}\t{ms[-1]:.1f}\t{beside}", flush=True)


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _offers(hotel: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from pms.base import Occupancy, Stay
    from pms.systems import open_pms

    dice = random.Random(1)
    pms = open_pms(hotel)
    stays = []
    for _ in range(SEARCHES):
        arrival = hotel.today() + timedelta(days=dice.randrange(1, DAYS - 20))
        stays.append(Stay(arrival, arrival + timedelta(days=dice.randint(1, 7))))
    pms.find_offers(stays[0], Occupancy(2))
    seconds = [_timed(lambda stay=stay: pms.find_offers(stay, Occupancy(2))) for stay in stays]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = pms.find_offers(stays[0], Occupancy(2))
    _say("offers for one stay", seconds, f"{len(found.offers)} offers, {len(queries)} queries")


def _tape_chart(hotel: Any) -> None:
    from django.test import Client

    from hotels.models import Membership, User

    user = User.objects.create_user(f"bench-{hotel.pk}@example.com", "a-long-password", is_staff=True)
    Membership.objects.create(hotel=hotel, user=user, role="manager")
    client = Client()
    client.force_login(user)
    url = f"/admin/house/chart/?days=60&hotel={hotel.slug}"
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    seconds = [_timed(lambda: client.get(url)) for _ in range(30)]
    _say("tape chart, 200 rooms by 60 days", seconds, f"{len(page.content) // 1024} KiB")


def _contention(hotel: Any) -> None:
    """A hundred buyers of the four rooms of one type, then of a hundred nights: who wins, and how fast."""
    from django.db import connection

    from pms.base import GuestDetails, Occupancy, Stay
    from pms.errors import PMSRefused
    from pms.systems import open_pms

    guest = GuestDetails(hotel.guests.get().pk, "Ada Bench")
    pms = open_pms(hotel)
    stay = Stay(hotel.today() + timedelta(days=350), hotel.today() + timedelta(days=352))
    offer = next(each for each in pms.find_offers(stay, Occupancy(2)).offers if each.rooms_left == ROOMS_EACH)
    sold: list[float] = []
    refused: list[float] = []

    def buy(number: int) -> None:
        start = time.perf_counter()
        try:
            open_pms(hotel).book(f"last-{number}", [offer], guest)
            sold.append(time.perf_counter() - start)
        except PMSRefused:
            refused.append(time.perf_counter() - start)
        finally:
            connection.close()

    buyers = [threading.Thread(target=buy, args=(number,)) for number in range(BUYERS)]
    took = _timed(lambda: ([each.start() for each in buyers], [each.join() for each in buyers]))
    _say(
        f"{BUYERS} buyers at once of the last {ROOMS_EACH} rooms",
        sold + refused,
        f"{len(sold)} sold, {len(refused)} refused, {BUYERS / took:.0f} a second",
    )
    offers = []
    for night in range(300, 345, 3):
        first = hotel.today() + timedelta(days=night)
        found = pms.find_offers(Stay(first, first + timedelta(days=2)), Occupancy(2)).offers
        offers += [*{each.room_type.code: each for each in found}.values()][:20]
    seconds = [_timed(lambda at=at: pms.book(f"row-{at}", [offers[at]], guest)) for at in range(len(offers))]
    _say("one booking after another", seconds, f"{len(seconds) / sum(seconds):.0f} a second")


if __name__ == "__main__":
    sys.exit(measure())

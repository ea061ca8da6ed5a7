"""What changed in QloApps since a moment: orders by `date_upd`, and rooms, whose check-in touches no order.

Times there are of the shop's clock, in whole seconds, without an offset. The filter means strictly later.
In the hour that autumn repeats a second ago may look like an hour ahead, so we ask an hour further back.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from pms.base import Changes
from pms.qloapps.client import Row
from pms.qloapps.orders import ORDER, Shop, infos, load, orders_where
from pms.qloapps.wire import moment, whole

AT_MOST = 100  # orders a call
ROOMS_AT_MOST = 300
OVERLAP = timedelta(minutes=2)  # between the two clocks, and for transactions that were still open
SECOND = timedelta(seconds=1)


def changed_since(shop: Shop, since: datetime) -> Changes:
    """Oldest change first. With more to come `until` is the time of the last one, else now less OVERLAP."""
    zone = ZoneInfo(shop.facts.timezone)
    now = timezone.now()
    start = _local(since, now, zone)
    orders = _page(shop, "orders", "orders", start=start, display=ORDER, limit=AT_MOST)
    rooms = _page(
        shop, "room_bookings", "bookings", start=start, display="[id,id_order,date_upd]", limit=ROOMS_AT_MOST
    )
    ends = [
        str(page[-1].get("date_upd"))
        for page, limit in ((orders, AT_MOST), (rooms, ROOMS_AT_MOST))
        if page and len(page) % limit == 0  # full: there may be more
    ]
    until = now - OVERLAP
    if ends:
        # Strictly later is asked for next: a second back, for others of the same second.
        until = (moment(min(ends), zone) or now).astimezone(UTC) - SECOND
        orders = [row for row in orders if str(row.get("date_upd")) <= min(ends)]
        rooms = [row for row in rooms if str(row.get("date_upd")) <= min(ends)]
    touched = {whole(row.get("id_order")) for row in rooms} - {whole(row.get("id")) for row in orders}
    for batch in _batches(sorted(touched)):
        orders += orders_where(shop, **{"filter[id]": f"[{'|'.join(map(str, batch))}]"})
    return Changes(tuple(infos(shop, load(shop, orders))), max(until, since))


def _page(shop: Shop, resource: str, root: str, *, start: str, display: str, limit: int) -> list[Row]:
    """The first `limit` changes; when all are of one second, also the others of that second."""
    query = {"filter[date_upd]": f">[{start}]", "date": "1", "sort": "[date_upd_ASC]", "display": display}
    found: list[Row] = []
    while True:
        page = shop.client.rows(resource, root, **query, limit=f"{len(found)},{limit}")
        found += page
        if len(page) < limit or found[0].get("date_upd") != found[-1].get("date_upd"):
            return found


def _local(since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`since` by the shop's clock, as its filter wants it."""
    local = since.astimezone(zone)
    back = (local.utcoffset() or timedelta()) - (now.astimezone(zone).utcoffset() or timedelta())
    if timedelta() < back and now - since < timedelta(hours=3):
        local -= back
    return local.strftime("%Y-%m-%d %H:%M:%S")


def _batches(ids: Sequence[int], size: int = 50) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]

"""Cancel an order, and see that it is cancelled.

It gets its state first and its rooms are freed afterwards, so both are looked at.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pms.errors import PMSUnavailable, PMSUnknown
from pms.qloapps.client import Unclear
from pms.qloapps.lock import Turn
from pms.qloapps.orders import Held, Shop, load, orders_where
from pms.qloapps.wire import xml

LOOK_AGAIN = (0.3, 0.7, 1.5)  # seconds between looks while the shop may still be at work


def undo(shop: Shop, turn: Turn, held: Held) -> None:
    """Cancel an order of ours that cannot stand. Raises PMSUnknown when that is not certain."""
    try:
        cancel_order(shop, turn, held)
    except PMSUnavailable as error:
        raise PMSUnknown("a booking that cannot stand could not be taken back") from error


def cancel_order(shop: Shop, turn: Turn, held: Held) -> None:
    """Give an order the state `cancelled` and see that it has it. Raises PMSUnavailable or PMSUnknown."""
    turn.renew()
    try:
        shop.client.write(
            "POST",
            "order_histories",
            xml("order_history", {"id_order": held.id, "id_order_state": shop.facts.cancelled}),
            "order_history",
        )
    except Unclear as error:
        with after_a_write():
            for wait in (0.0, *(() if error.over else LOOK_AGAIN)):
                time.sleep(wait)
                if _is_cancelled(shop, held):
                    return
        if error.over:
            raise PMSUnavailable("QloApps failed to cancel") from error
        turn.keep = True
        raise
    with after_a_write():
        if not _is_cancelled(shop, held):
            raise PMSUnknown("QloApps says it has cancelled, and has not")


@contextmanager
def after_a_write() -> Iterator[None]:
    """Something was sent: not being able to look is not knowing."""
    try:
        yield
    except PMSUnavailable as error:
        raise PMSUnknown("it was sent to QloApps, which cannot be asked now what became of it") from error


def _is_cancelled(shop: Shop, held: Held) -> bool:
    rows = orders_where(shop, **{"filter[id]": f"[{held.id}]"})
    # A back order blocks no room, and may get one.
    return all(each.cancelled and not each.blocks for each in load(shop, rows, roomless=True))

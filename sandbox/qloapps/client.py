"""What tests say to a shop's staff: `Sandbox(url).qloapps("casa").cancel(order=3)`."""

from collections.abc import Callable
from typing import Any

Content = dict[str, Any]


class Shop:
    """One QloApps shop of a running sandbox; everything goes over the control API."""

    def __init__(
        self,
        name: str,
        base_url: str,
        get: Callable[[str], Content],
        post: Callable[[str, Content], Content],
        description: Content,
    ) -> None:
        self.name = name
        self.get = get
        self.post = post
        self.path = f"/control/qloapps/{name}"
        self.key = str(self.post(self.path, description)["key"])
        self.url = f"{base_url}/qloapps/{name}"  # the shop; its web service is at {url}/api

    def faults(self, *rules: Content, **more: Any) -> Content:
        """Add rules: faults({"kind": "500_done", "operation": "POST bookings", "times": 1}, seed=7)."""
        return self.post(f"{self.path}/faults", {"rules": list(rules), **more})

    def heals(self) -> Content:
        """Take all faults away."""
        return self.faults(clear=True)

    def shows(self) -> Content:
        """Return orders, rooms, live, overlaps, payments, blocks, states, faults."""
        return self.get(self.path)

    def orders(self) -> list[Content]:
        found: list[Content] = self.shows()["orders"]
        return found

    def rooms(self, live: bool = True) -> list[Content]:
        """Return the booked rooms, those that hold their room alone unless told otherwise."""
        return [row for row in self.shows()["rooms"] if row["live"] or not live]

    def overlaps(self) -> list[list[Content]]:
        """Return the pairs of live rows that share a room and a night."""
        found: list[list[Content]] = self.shows()["overlaps"]
        return found

    def books(self, arrival: str, departure: str, **more: Any) -> Content:
        """Book as the website: room_type or room (taken or not), guest, adults, child_ages, paid, source."""
        return self.act("book", arrival=arrival, departure=departure, **more)

    def cancels(self, **which: Any) -> Content:
        """Cancel as staff, by order, reference or source; `refund` for the other state."""
        return self.act("cancel", **which)

    def changes(self, **what: Any) -> Content:
        """Change as staff: which order, then arrival, departure, room, status, total, paid, state ..."""
        return self.act("change", **what)

    def blocks(self, room: int, arrival: str, departure: str) -> Content:
        return self.act("block", room=room, arrival=arrival, departure=departure)

    def prices(self, room_type: int, price: Any, **stay: str) -> Content:
        """Set a price of a night without tax, for [arrival, departure) or from now on."""
        return self.act("price", room_type=room_type, price=str(price), **stay)

    def house(self, **what: Any) -> Content:
        """Change the house in use: room and status, room_type and active or min_los, the race, the key."""
        return self.act("house", **what)

    def clears(self) -> Content:
        """Forget all bookings, blocks and faults; the house stays."""
        return self.act("clear")

    def act(self, verb: str, **content: Any) -> Content:
        return self.post(f"{self.path}/{verb}", content)

"""QloApps as pms.base.PMS."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from hotels.crypto import DecryptionFailed
from hotels.models import GuestIdentity, Hotel
from pms.base import (
    Availability,
    Change,
    Changes,
    GuestDetails,
    House,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomWish,
    Stay,
)
from pms.codes import normalise
from pms.errors import PMSAuthFailed, PMSRefused
from pms.models import PMSLink
from pms.qloapps import booking, cancelling, changing, guests, notes, offers, sync
from pms.qloapps.client import Client
from pms.qloapps.house import Facts, read_facts, read_house
from pms.qloapps.orders import Shop, find, info, infos, load, orders_where
from pms.qloapps.wire import whole

NEWEST = 50  # reservations of one guest


class QloApps:
    """Fulfils pms.base.PMS for one hotel. What the shop seldom changes is asked once per instance.

    `facts`, where given, spares asking: they are plain values that a cache may keep.
    """

    def __init__(self, hotel: Hotel, link: PMSLink, facts: Facts | None = None) -> None:
        self.hotel = hotel
        self.link = link
        if facts is not None:
            self.facts = facts

    @cached_property
    def client(self) -> Client:
        """Raises PMSAuthFailed for a key that is missing or cannot be read, or an address that is none."""
        try:
            key = self.link.credentials.get("key", "")
        except DecryptionFailed as error:
            raise PMSAuthFailed("the key of QloApps cannot be read: enter it again") from error
        if not key or not self.link.url:
            raise PMSAuthFailed("QloApps needs an address and a key")
        return Client(self.hotel.pk, self.link.url, key)

    @cached_property
    def facts(self) -> Facts:
        number = self.link.options.get("property_id")
        return read_facts(self.client, whole(number) if number else None)

    @property
    def shop(self) -> Shop:
        return Shop(self.hotel, self.client, self.facts)

    def house(self) -> House:
        return read_house(self.client, self.facts)

    def find_offers(self, stay: Stay, occupancy: Occupancy, promotion: str = "") -> Availability:
        offers.check(self.hotel, stay, occupancy)
        if promotion:
            raise PMSRefused("bad_promotion", "QloApps takes no codes through its web service")
        return offers.availability(self.facts, offers.ask(self.client, self.facts, stay), stay, occupancy)

    def book(self, key: str, offers: Sequence[Offer], guest: GuestDetails, remarks: str = "") -> Receipt:
        return booking.book(self.shop, key, offers, guest, remarks)

    def preview_change(self, code: str, wishes: Sequence[RoomWish]) -> Change:
        return changing.preview(self.shop, normalise(code), wishes)

    def change(self, key: str, change: Change) -> Receipt:
        return changing.change(self.shop, key, change)

    def cancel(self, key: str, code: str, fee: Money, rooms: Sequence[str] = ()) -> Receipt:
        return cancelling.cancel(self.shop, key, normalise(code), fee, rooms)

    def reservation(self, code: str) -> ReservationInfo | None:
        reference = normalise(code)
        held = find(self.shop, reference) if reference else None
        return info(self.shop, held) if held else None

    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        """Those booked through us, and those under a mail address that is the guest's own."""
        shop = self.shop
        orders = {}
        if codes := notes.codes_of(self.hotel, guest.key):
            for row in orders_where(shop, **{"filter[reference]": f"[{'|'.join(codes)}]"}):
                orders[whole(row.get("id"))] = row
        for customer in self._customers(guest):
            query = {"filter[id_customer]": f"[{customer}]", "sort": "[id_DESC]", "limit": str(NEWEST)}
            for row in orders_where(shop, **query):
                orders[whole(row.get("id"))] = row
        found = infos(shop, load(shop, orders.values()))
        return sorted(found, key=lambda each: (each.stay.arrival, each.code), reverse=True)[:NEWEST]

    def changed_since(self, moment: datetime) -> Changes:
        return sync.changed_since(self.shop, moment)

    def written(self, key: str) -> Receipt | None:
        note = notes.find(self.hotel, key)
        if note is None or note.verb == notes.Verb.BOOK:
            return booking.written(self.shop, note, key)
        return cancelling.written(self.shop, note)

    def duplicates(self, key: str) -> Sequence[str]:
        """Codes of younger orders with the source of an older one: a write that was done twice after all."""
        return booking.duplicates(self.shop, key)

    def _customers(self, guest: GuestDetails) -> list[int]:
        """Customers with an address the guest has written from; never one that was only said."""
        display = "[id,email]"
        proved = GuestIdentity.objects.filter(
            hotel=self.hotel, guest_id=guest.key, kind=GuestIdentity.Kind.EMAIL
        )
        emails = [value.strip().lower() for value in proved.values_list("value", flat=True)]
        return [
            whole(row.get("id"))
            for email in emails
            if guests.EMAIL.fullmatch(email)
            for row in self.client.rows("customers", **{"filter[email]": f"[{email}]", "display": display})
        ]

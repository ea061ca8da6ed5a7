"""Payments of a reservation: what is due, what was paid, and links at which guests pay.

Never card data: those stay with the payment provider, and notes that hold a card's number are refused.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from hotels import audit
from hotels.models import Hotel, User
from pms import cancellation
from pms.base import Money, Offer, ReservationInfo
from pms.base import RoomStay as RoomStayInfo
from pms.codes import normalise
from pms.errors import PMSRefused
from pms.models import Mirrored, Payment, Reservation, RoomStay
from pms.money import rounded, to_cents
from pms.records import from_json
from pms.texts import checked_text

METHODS = ("cash", "card_terminal", "transfer", "other")  # at the desk; `link` comes by payment_links
MOST = Decimal("9999999999.99")
NOTHING = Decimal(0)

State = Payment.State


@dataclass(frozen=True)
class Due:
    """What a reservation costs and what of it is paid, all in its currency."""

    total: Money
    deposit: Money  # of the total, due when booking
    paid: Money  # without what was given back
    open: Money  # of the total; never negative

    @property
    def deposit_open(self) -> Money:
        """What of the deposit is not paid; never negative."""
        return Money(max(self.deposit.amount - self.paid.amount, NOTHING), self.total.currency)

    @property
    def too_much(self) -> Money:
        """What was paid above the total, as after a cancellation; never negative."""
        return Money(max(self.paid.amount - self.total.amount, NOTHING), self.total.currency)


def due(hotel: Hotel, reservation: ReservationInfo) -> Due:
    """What is due for a reservation. What was paid in another currency than its own is not counted."""
    total, currency = reservation.total, reservation.total.currency
    rows = _of(hotel, reservation.code).filter(currency=currency)
    paid = rows.filter(state=State.PAID).aggregate(sum=Sum("amount"))["sum"] or NOTHING
    return Due(
        total=total,
        deposit=Money(min(_deposit(hotel, reservation), total.amount), currency),
        paid=Money(paid, currency),
        open=Money(max(total.amount - paid, NOTHING), currency),
    )


def record(
    hotel: Hotel,
    key: str,
    reservation: ReservationInfo,
    amount: Money,
    method: str,
    *,
    actor: User | str,
    note: str = "",
) -> Payment:
    """Note money that staff have received, once per key.

    Raises PMSRefused `bad_method`, `bad_amount`, `other_currency`, `more_than_open`, `bad_note`,
    `card_number`, or `key_reused` for another payment with the same key.
    """
    if method not in METHODS:
        raise PMSRefused("bad_method", f"methods are {', '.join(METHODS)}")
    note = checked_text(note, 200, "bad_note", empty=True)
    with transaction.atomic():
        lock_payments(hotel)
        if first := by_key(hotel, key):
            refuse_other(first, reservation.code, amount, method)
            return first
        check_amount(amount, due(hotel, reservation).open)
        payment = Payment.objects.create(
            hotel=hotel,
            reservation_code=normalise(reservation.code),
            key=key,
            amount=amount.amount,
            currency=amount.currency,
            method=method,
            state=State.PAID,
            note=note,
            recorded_by=str(actor)[:120],
            settled_at=timezone.now(),
        )
        audit.record(hotel, actor, "payment.recorded", payment, trace(payment))
    return payment


def refund(hotel: Hotel, payment_id: int, actor: User | str) -> Payment:
    """Note that a payment was given back, all of it. Raises PMSRefused `not_found`, `not_paid`."""
    with transaction.atomic():
        lock_payments(hotel)
        payment = find(hotel, payment_id)
        if payment.state == State.REFUNDED:
            return payment
        if payment.state != State.PAID:
            raise PMSRefused("not_paid", "only what was paid can be given back")
        payment.state = State.REFUNDED
        payment.save(update_fields=["state"])
        audit.record(hotel, actor, "payment.refunded", payment, trace(payment))
    return payment


def payments_of(hotel: Hotel, reservation_code: str) -> list[Payment]:
    """In the order in which they were asked for or noted."""
    return list(_of(hotel, reservation_code).order_by("id"))


def is_moot(payment: Payment) -> bool:
    """Whether what a link asks for is not owed any more, as the reservation has been given up."""
    given_up = {
        "hotel": payment.hotel_id,
        "code": payment.reservation_code,
        "status__in": (Reservation.Status.CANCELLED, Reservation.Status.NO_SHOW),
    }
    if row := Reservation.objects.filter(**given_up).first():
        return row.total < payment.amount
    return Mirrored.objects.filter(**given_up).exists()


def find(hotel: Hotel, payment_id: int) -> Payment:
    """Raises PMSRefused `not_found`."""
    payment = Payment.objects.filter(hotel=hotel, pk=payment_id).first()
    if payment is None:
        raise PMSRefused("not_found", "there is no such payment")
    return payment


def by_key(hotel: Hotel, key: str) -> Payment | None:
    return Payment.objects.filter(hotel=hotel, key=key).first()


def refuse_other(first: Payment, code: str, amount: Money, method: str) -> None:
    """Raise PMSRefused `key_reused` unless this is the payment that was made with the key."""
    made = first.reservation_code, first.amount, first.currency, first.method
    if made != (normalise(code), amount.amount, amount.currency, method):
        raise PMSRefused("key_reused", "this key was used for another payment")


def lock_payments(hotel: Hotel) -> None:
    """Let other writers of this hotel's payments wait: two who take the same open amount would both see it.

    A reservation of an outside PMS has no row to lock, so it is the hotel's. Only inside a transaction.
    """
    Hotel.objects.select_for_update(no_key=True).get(pk=hotel.pk)


def check_amount(amount: Money, still_open: Money) -> None:
    """Raises PMSRefused `bad_amount`, `other_currency`, `more_than_open`."""
    if not amount.amount.is_finite() or not NOTHING < amount.amount <= MOST:
        raise PMSRefused("bad_amount", "an amount is more than zero")
    if amount.amount != to_cents(amount.amount):
        raise PMSRefused("bad_amount", "an amount has at most two decimal places")
    if amount.currency != still_open.currency:
        raise PMSRefused("other_currency", f"the reservation is in {still_open.currency}")
    if amount.amount > still_open.amount:
        raise PMSRefused("more_than_open", f"only {still_open} is open")


def trace(payment: Payment) -> dict[str, str]:
    """What the audit says about a payment."""
    return {
        "reservation": payment.reservation_code,
        "amount": str(payment.amount),
        "currency": payment.currency,
        "method": payment.method,
    }


def _of(hotel: Hotel, reservation_code: str) -> QuerySet[Payment]:
    return Payment.objects.filter(hotel=hotel, reservation_code=normalise(reservation_code))


def _deposit(hotel: Hotel, reservation: ReservationInfo) -> Decimal:
    """By the plans of the rooms that are left; nothing for what is cancelled."""
    if reservation.status in ("cancelled", "no_show"):
        return NOTHING
    rows = RoomStay.objects.filter(hotel=hotel, reservation__code=normalise(reservation.code))
    sold = {str(row.pk): from_json(Offer, row.terms) for row in rows}
    return sum((_room_deposit(room, sold.get(room.id)) for room in reservation.live_rooms), NOTHING)


def _room_deposit(room: RoomStayInfo, sold: Offer | None) -> Decimal:
    """Where a PMS does not tell what the first night costs, it is taken as an equal share of the stay."""
    nights = sold.nights if sold else ()
    currency = room.total.currency
    equal = Money(rounded(room.total.amount / room.stay.nights, currency), currency)
    first_night = nights[0].price if nights else equal
    return cancellation.share(room.rate_plan.deposit, first_night, room.total).amount

"""What a change of an order's state does to its rooms and payments."""

from decimal import Decimal

from sandbox.qloapps.shop import History, Order, Payment, Shop


def become(shop: Shop, order: Order, state: int) -> History:
    """Give the order a state. Cancelled or refunded frees its rooms; no later state takes them back."""
    order.state = state
    order.date_upd = shop.stamp()
    shop.passes("state")
    if state in (shop.state("PS_OS_CANCELED"), shop.state("PS_OS_REFUND")):
        for row in shop.rows_of(order.id):
            row.is_refunded = 1
            row.is_cancelled = int(state == shop.state("PS_OS_CANCELED"))
            # row.date_upd stays: only the order tells of a cancellation.
    if state == shop.state("PS_OS_PAYMENT_ACCEPTED") and order.paid < order.incl:
        pay(shop, order, order.incl - order.paid, "")
    if state in (shop.state("PS_OS_PAYMENT_ACCEPTED"), shop.state("PS_OS_PARTIAL_PAYMENT_ACCEPTED")):
        order.invoiced = True
    id = shop.next_id("histories")
    history = shop.histories[id] = History(id, order.id, state, shop.stamp())
    return history


def pay(shop: Shop, order: Order, amount: Decimal, transaction_id: str) -> None:
    """Record a payment (a negative one takes back), in the order's currency."""
    id = shop.next_id("payments")
    shop.payments[id] = Payment(
        id, order.reference, order.currency, amount, order.payment, 1, transaction_id, shop.stamp()
    )
    order.paid += amount
    order.date_upd = shop.stamp()

"""The bells of the hotel side. Each hotel has its own: a slow PMS delays only itself."""

from celery import shared_task

from hotels.models import Hotel
from pms import mirror, resilience

ROUND_SECONDS = 20


@shared_task
def follow_all() -> None:
    """Ring for every hotel with an outside PMS."""
    for hotel_id in mirror.followed():
        follow.apply_async((hotel_id,), expires=ROUND_SECONDS)
    resilience.show_breakers()


@shared_task
def follow(hotel_id: int) -> None:
    """Take over what changed at one hotel's PMS."""
    mirror.follow(Hotel.objects.get(pk=hotel_id))

"""The bells of the hotel side. Each hotel has its own: a slow PMS delays only itself."""

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError
from redis import RedisError

from hotels.models import Hotel
from pms import mirror, payment_links, resilience
from pms.exchange import importing

log = structlog.get_logger(__name__)

ROUND_SECONDS = 20
PAYMENT_ROUND_SECONDS = 30


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


@shared_task
def settle_payments() -> None:
    """Ring for every hotel whose guests were sent links to pay at."""
    if payment_links.links_offered():
        for hotel in payment_links.hotels_that_wait():
            settle_payments_of.apply_async((hotel.pk,), expires=PAYMENT_ROUND_SECONDS)


@shared_task
def settle_payments_of(hotel_id: int) -> None:
    """See which links were paid."""
    payment_links.settle_requested(Hotel.objects.get(pk=hotel_id))


def ring_import(file_id: int) -> None:
    """Ring for a file that came in; without Redis the next round finds it."""
    try:
        take_in_file.apply_async((file_id,), retry=False)
    except (RedisError, OperationalError) as error:
        log.warning("import_bell_unheard", error=type(error).__name__)


@shared_task
def take_in_files() -> None:
    """Ring for every file nobody works on, and drop those nobody wants."""
    importing.forget_old()
    for file_id in importing.unheard():
        take_in_file.apply_async((file_id,), expires=ROUND_SECONDS)


@shared_task
def take_in_file(file_id: int) -> None:
    """Look a file through, or take in some of it."""
    if importing.work(file_id):
        ring_import(file_id)

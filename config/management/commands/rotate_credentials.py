"""manage.py rotate_credentials: encrypt every stored credential anew, with the first key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from channels_app.models import ChannelAccount
from hotels.crypto import DecryptionFailed
from pms.models import PMSLink

MODELS: tuple[Any, ...] = (ChannelAccount, PMSLink)


class Command(BaseCommand):
    help = (
        "Encrypt all stored credentials with the first of FIELD_ENCRYPTION_KEYS; afterwards the other keys "
        "can be dropped."
    )

    def handle(self, *args: object, **options: object) -> None:
        try:
            with transaction.atomic():
                total = sum(self._rotate(model) for model in MODELS)
        except DecryptionFailed as error:
            raise CommandError(
                "A stored credential cannot be opened: FIELD_ENCRYPTION_KEYS lacks the key it was encrypted "
                "with. Nothing was changed."
            ) from error
        self.stdout.write(f"{total} rows are encrypted with the first key; the other keys can be dropped.")

    def _rotate(self, model: Any) -> int:
        """Encrypt one model's rows anew; locked, so that no change made meanwhile is lost."""
        count = 0
        for row in model.objects.select_for_update().only("credentials").order_by("pk"):
            row.save(update_fields=["credentials"])
            count += 1
        return count

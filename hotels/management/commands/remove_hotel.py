"""manage.py remove_hotel SLUG --yes: delete a hotel with everything that is its."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotels import erasing
from hotels.models import Hotel


class Command(BaseCommand):
    help = (
        "Delete a hotel for good: its guests, conversations, reservations, settings, and the accounts of "
        "those who work nowhere else. Without --yes it only shows what would go. Switch the hotel off first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--yes", action="store_true", help="delete; there is no way back")

    def handle(self, *args: object, **options: Any) -> None:
        slug = options["slug"]
        hotel = Hotel.objects.filter(slug=slug).first()
        if hotel is None:
            raise CommandError(f"There is no hotel {slug}. Nothing was deleted.")
        if not options["yes"]:
            for label, rows in erasing.rows_of(hotel).items():
                self._say(label, rows)
            people = len(erasing.only_here(hotel))
            raise CommandError(
                f"This, and {people} accounts of people who work nowhere else, would go for good. "
                "Nothing was deleted; say --yes to delete it."
            )
        try:
            gone = erasing.remove(hotel, "remove_hotel", self._say)
        except erasing.StillActive as error:
            raise CommandError(
                f"{slug} is active: it may be answering guests. Switch it off in the admin first. "
                "Nothing was deleted."
            ) from error
        self.stdout.write(f"{slug} is gone: {sum(gone.values())} rows of {len(gone)} tables.")

    def _say(self, label: str, rows: int) -> None:
        self.stdout.write(f"{rows:>9}  {label}")
        self.stdout.flush()

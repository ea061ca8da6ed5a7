"""Learn the offline engine's classifier anew from `agents/offline/sentences`."""

from typing import Any

from django.core.management.base import BaseCommand

from agents.offline.classifier import WEIGHTS
from agents.offline.learning import learn


class Command(BaseCommand):
    help = "Write the weights of the classifier of guests' wishes. Takes about a minute; needs no database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        written = learn()
        WEIGHTS.write_text(written, encoding="utf-8")
        self.stdout.write(f"{WEIGHTS.name}: {written.count(chr(10)):,} lines.")

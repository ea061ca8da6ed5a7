"""Learn the reader of danger anew from `agents/danger/sentences`."""

from typing import Any

from django.core.management.base import BaseCommand

from agents.danger.learning import learn
from agents.danger.reader import WEIGHTS


class Command(BaseCommand):
    help = "Write the weights of the reader of danger. Takes some minutes; needs no database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        written = learn()
        WEIGHTS.write_text(written, encoding="utf-8")
        self.stdout.write(f"{WEIGHTS.name}: {written.count(chr(10)):,} lines.")

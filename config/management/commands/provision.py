"""manage.py provision hotel.yaml ...: make the database as the files say."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.provision import WrongFile, provision
from hotels.crypto import DecryptionFailed


class Command(BaseCommand):
    help = "Load hotels from YAML files (docs/provisioning.md). A wrong file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: object, files: list[Path], **options: object) -> None:
        try:
            reports = provision(files, os.environ)
        except WrongFile as wrong:
            raise CommandError("\n".join([*wrong.sentences, "Nothing was changed."])) from wrong
        except DecryptionFailed as error:
            raise CommandError(
                "Stored credentials cannot be opened: FIELD_ENCRYPTION_KEYS lacks the key they were "
                "encrypted with. Nothing was changed."
            ) from error
        for report in reports:
            self.stdout.write("\n".join(report.lines()))

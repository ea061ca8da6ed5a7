"""Another process of the installation: keeps the roster in mind and says, when asked, who answers."""

import sys

import django

django.setup()

from agents.registry import roster_of  # noqa: E402
from hotels.flags import FAST_LANE  # noqa: E402
from hotels.models import Hotel  # noqa: E402


def main() -> None:
    hotel = Hotel.objects.select_related("tier").get(slug=sys.argv[1])
    for _ in sys.stdin:
        found = roster_of(hotel).specialists.get("wedding")
        print(f"{found.version if found else None} {FAST_LANE.of(hotel)}", flush=True)


main()

"""Let a trusted text be quoted: a house fact, a knowledge passage, a policy."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from agents.gate import elsewhere, favours, house
from agents.gate.base import Grounds
from agents.gate.fold import fold, views
from agents.gate.numerals import NUMBER, decimal
from agents.gate.reading import Reading, read

_NUMBER = re.compile(rf"(?<![\w.,]){NUMBER}")


def with_facts(grounds: Grounds, text: str) -> Grounds:
    """Grounds that also allow what a text of the hotel says: amounts, dates, times, links, numbers, gifts.

    Only for texts that staff approved. A guest's text, a mail or a note of the PMS must never come here.
    """
    seen = read(text, grounds)
    hosts = {urlsplit(link if "://" in link else f"https://{link}").hostname for link in _links(seen)}
    days = [day for span in seen.days for day in (span.value, *span.value.others)]
    words = {span.value for span in seen.codes}
    return replace(
        grounds,
        amounts=grounds.amounts | {span.value for span in seen.amounts},
        vague=grounds.vague | {span.value for span in seen.vague},
        percentages=grounds.percentages | {span.value for span in seen.percentages},
        dates=grounds.dates | {when for d in days if d.year for when in d.dates(grounds.today)},
        yearly=grounds.yearly | {(d.month, d.day) for d in days if d.month and d.day and not d.year},
        weekdays=grounds.weekdays | {d.weekday for d in days if d.weekday is not None},
        months=grounds.months | {d.month for d in days if d.month is not None},
        times=grounds.times | {when for span in seen.times for when in span.value},
        counts=grounds.counts | {decimal(hit.group()) for hit in _NUMBER.finditer(seen.bare)},
        hosts=grounds.hosts | {host for host in hosts if host},
        links=grounds.links | set(_links(seen)),
        emails=grounds.emails | {span.value for span in seen.emails},
        phones=grounds.phones | {re.sub(r"\D", "", span.value) for span in seen.phones},
        codes=grounds.codes | words,
        gifts=grounds.gifts | favours.kinds(seen.bare, grounds.language),
        free=grounds.free | favours.free_things(seen.bare, grounds.language),
        allowed=grounds.allowed | house.allowed(seen.bare, grounds.language),
        services=grounds.services | elsewhere.services(views(fold(text))),
        taxes=grounds.taxes | {span.value for span in seen.taxes},
    )


def _links(seen: Reading) -> list[str]:
    return [span.value.rstrip(".,;:!?") for span in seen.links]

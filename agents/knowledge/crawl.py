"""A web site read politely: within its host, as its robots.txt allows, page by page and not too many."""

import hashlib
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode
from urllib.robotparser import RobotFileParser

import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

from agents.knowledge import reading
from agents.knowledge.plain import Unreadable, joined
from hotels.outbound import AGENT, Fetched, Refused, checked, fetch

PAGES = 60
DEPTH = 3
FILES = 10  # PDFs among them
PAGE_BYTES = 3 * 1024 * 1024
TAGS = 150_000  # that begin, end or only seem to: more than that costs half a minute
FILE_BYTES = 10 * 1024 * 1024
LONGEST_PAUSE = 30.0  # of what a robots.txt may ask for
SECONDS = 1_800.0
QUERIES = 20  # addresses with a question mark: calendars have no end
LONGEST_URL = 500
HTML = ("text/html", "application/xhtml+xml")
PDF = "application/pdf"
TYPES = (*HTML, PDF, "text/plain")
_NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|rss|zip|gz|rar|mp[34]|m4[av]|mov|avi|webm|woff2?|ttf"
    r"|docx?|xlsx?|pptx?|ics|exe|apk|dmg)$",
    re.I,
)
_TRACKING = re.compile(r"utm_\w+|gclid|fbclid|mc_[ce]id|ref|source|sessionid|phpsessid|sid", re.I)


@dataclass(frozen=True)
class SitePage:
    url: str
    title: str
    language: str  # as it says; "" when it says nothing
    text: str


@dataclass
class _Crawl:
    """One crawl under way."""

    host: str
    robots: RobotFileParser
    pause: float
    seen: set[str] = field(default_factory=set)
    waiting: deque[tuple[str, int]] = field(default_factory=deque)  # address and depth
    texts: set[str] = field(default_factory=set)  # digests
    found: list[SitePage] = field(default_factory=list)
    files: int = 0
    queries: int = 0


def crawl(start: str, report: Callable[[int, int, str], None]) -> list[SitePage]:
    """The pages of a site that hold text, nearest to `start` first.

    `report(done, total, says)` is called before each page; what it raises ends the crawl. Raises Refused when
    the first page cannot be had, or may not be; Unreadable when it takes too much to read.
    """
    begin = normal(start)
    host = str(checked(begin).host)
    robots = _robots(begin)
    if not robots.can_fetch(AGENT, begin):
        raise Refused("not_allowed", _("The site's robots.txt does not allow it to be read."))
    asked = float(robots.crawl_delay(AGENT) or 0)
    at_work = _Crawl(host, robots, max(settings.CRAWL_PAUSE_SECONDS, min(asked, LONGEST_PAUSE)))
    at_work.waiting.append((begin, 0))
    at_work.seen.add(begin)
    ends = time.monotonic() + SECONDS
    asked_for = 0
    while at_work.waiting and asked_for < PAGES and time.monotonic() < ends:
        url, depth = at_work.waiting.popleft()
        report(asked_for, min(PAGES, asked_for + 1 + len(at_work.waiting)), url[:200])
        time.sleep(at_work.pause if asked_for else 0)
        asked_for += 1
        try:
            _visit(at_work, url, depth)
        except Refused:
            if url == begin:
                raise
    return at_work.found


def normal(url: str) -> str:
    """The address as it is compared: no fragment, no tracking, no empty question. Raises Refused."""
    parsed = checked(url)
    query = [
        pair
        for pair in parse_qsl(parsed.query.decode("ascii", "replace"), keep_blank_values=True)
        if not _TRACKING.fullmatch(pair[0])
    ]
    path = re.sub(r"/(?:index|default)\.(?:html?|php)$", "/", parsed.path)
    return str(parsed.copy_with(path=path or "/", query=urlencode(query).encode() if query else None))


def _robots(begin: str) -> RobotFileParser:
    """What the site allows. Not to be had at all: nothing, until it is."""
    robots = RobotFileParser()
    try:
        found = fetch(str(httpx2.URL(begin).join("/robots.txt")), max_bytes=500_000)
    except Refused as refused:
        if refused.code != "too_large":
            raise
        found = Fetched(begin, 503, "", "", b"")
    if found.status in (401, 403) or found.status >= 500:
        robots.disallow_all = True  # type: ignore[attr-defined]
    elif found.status >= 400:
        robots.allow_all = True  # type: ignore[attr-defined]
    else:
        try:
            robots.parse(found.body.decode("utf-8", "replace").splitlines())
        except ValueError:  # a delay or an address that is none
            robots.disallow_all = True  # type: ignore[attr-defined]
    return robots


def _visit(at_work: _Crawl, url: str, depth: int) -> None:
    """Read one page and note where it leads."""
    found = fetch(
        url,
        max_bytes=FILE_BYTES,
        types=TYPES,
        follows=lambda onward: _may_go(at_work, onward),
    )
    if found.status != 200:
        if depth == 0:
            raise Refused(
                "bad_status", _("The address answers with an error (%(status)s).") % {"status": found.status}
            )
        return
    at = normal(found.url)
    at_work.seen.add(at)
    if found.content_type in HTML:
        _read(at_work, at, found, depth)
    elif found.content_type == PDF and at_work.files < FILES:
        at_work.files += 1
        with suppress(Unreadable):
            _keep(at_work, SitePage(at, at.rpartition("/")[2], "", reading.read("pdf", found.body)))
    elif found.content_type == "text/plain":
        with suppress(Unreadable):
            _keep(at_work, SitePage(at, at.rpartition("/")[2], "", reading.read("text", found.body)))


def _read(at_work: _Crawl, url: str, found: Fetched, depth: int) -> None:
    if len(found.body) > PAGE_BYTES or found.body.count(b"<") > TAGS:
        return
    try:
        page = reading.page(found.body, url, found.charset)
    except Unreadable:
        if depth == 0:
            raise
        return
    own = page.canonical and _may_go(at_work, page.canonical) and normal(page.canonical)
    if own and own != url:
        if own in at_work.seen:
            return
        at_work.seen.add(own)
        url = own
    if page.may_index:
        _keep(at_work, SitePage(url, page.title, page.language, page.text))
    if page.may_follow and depth < DEPTH:
        for link in page.links:
            _note(at_work, link, depth + 1)


def _keep(at_work: _Crawl, page: SitePage) -> None:
    """Keep a page with text that no other page has."""
    digest = hashlib.sha256(page.text.encode()).hexdigest()
    if page.text and digest not in at_work.texts:
        at_work.texts.add(digest)
        at_work.found.append(page)


def _note(at_work: _Crawl, link: str, depth: int) -> None:
    if not _may_go(at_work, link) or _NOT_PAGES.search(link.partition("?")[0]):
        return
    url = normal(link)
    if url in at_work.seen or len(url) > LONGEST_URL or len(at_work.seen) > 20 * PAGES:
        return
    if "?" in url:
        at_work.queries += 1
        if at_work.queries > QUERIES:
            return
    at_work.seen.add(url)
    at_work.waiting.append((url, depth))


def _may_go(at_work: _Crawl, url: str) -> bool:
    """Whether it is of this host and its robots.txt allows it."""
    try:
        host = checked(url).host
    except Refused:
        return False
    same = host.removeprefix("www.") == at_work.host.removeprefix("www.")
    return same and at_work.robots.can_fetch(AGENT, url)


def whole(pages: list[SitePage]) -> str:
    """All pages as one text, for the version. Raises Unreadable when there is none, or far too much."""
    return joined([f"# {page.title or page.url}\n\n{page.text}" for page in pages])

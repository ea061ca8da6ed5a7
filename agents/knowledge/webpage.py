"""A web page: its main text without what stands around it, its title, language and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from agents.knowledge.plain import Unreadable, clean, heading, item, joined, one_line, paragraph, row

LINKS = 500
TAGS = 50_000
DEPTH = 60  # deeper tags are read as the text they hold
_DROPPED = re.compile(
    "script|style|noscript|template|svg|canvas|iframe|object|embed|form|button|select|input|textarea|nav"
    "|aside|footer|dialog|audio|video|picture|map"
)
_AROUND = re.compile(
    r"\b(?:cookies?|consent|gdpr|newsletter|breadcrumbs?|navbar|navigation|sidebar|social|share|popup|modal"
    r"|lightbox|skip-link|screen-reader-text|pagination|(?:nav|main|mobile|site|top|primary)-?menu|menu-item)\b",
    re.I,
)
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"}
_INLINE = re.compile(
    "a|abbr|b|bdi|cite|code|em|i|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u|var"
)
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True)
class Page:
    title: str
    language: str  # as the page says, two letters; "" when it says nothing
    text: str  # agents.knowledge.plain; "" when there is none
    links: tuple[str, ...]  # absolute, without fragments, in their order
    canonical: str  # "" when it names none
    may_index: bool
    may_follow: bool


def read_page(markup: str | bytes, url: str = "", charset: str = "") -> Page:
    """Everything we want of a page. Bytes are decoded as the page or `charset` says."""
    if isinstance(markup, bytes):
        soup = BeautifulSoup(markup, "lxml", from_encoding=charset or None)
    else:
        soup = BeautifulSoup(markup, "lxml")
    base = _attribute(soup.find("base", href=True), "href")
    at = (base and _onward(url, base)) or url
    robots = _meta(soup, "robots").lower()
    canonical = _attribute(soup.find("link", rel="canonical", href=True), "href")
    onward = (_onward(at, str(link["href"])) for link in soup.find_all("a", href=True))
    links = dict.fromkeys(link.partition("#")[0] for link in onward if link)
    return Page(
        title=one_line(soup.title.get_text() if soup.title else "")[:200],
        language=_attribute(soup.html, "lang")[:2].lower(),
        text=_main_text(soup),
        links=tuple(links)[:LINKS],
        canonical=_onward(at, canonical) if canonical else "",
        may_index="noindex" not in robots and "none" not in robots,
        may_follow="nofollow" not in robots and "none" not in robots,
    )


def _onward(at: str, href: str) -> str:
    """Where a link leads; "" when it is none."""
    try:
        return urljoin(at, href.strip())
    except ValueError:
        return ""


def read_html(raw: bytes | str) -> str:
    """The text of an HTML file. Raises Unreadable when there is none."""
    return joined([read_page(raw).text])


def _main_text(soup: BeautifulSoup) -> str:
    tags = soup.find_all(True)
    if len(tags) > TAGS:
        return ""
    wrappers = _wrappers(soup)
    # Each tag is judged before one is taken out, and once: bs4's searches would cost their size at each.
    outermost: list[Tag] = []
    gone: set[int] = set()
    for tag in tags:
        if id(tag.parent) in gone:
            gone.add(id(tag))
        elif _is_dropped(tag) or _stands_around(tag, wrappers):
            gone.add(id(tag))
            outermost.append(tag)
    for tag in outermost:
        tag.extract()
    body = soup.find("main") or soup.find(role="main") or _only(soup.find_all("article")) or soup.body or soup
    for tag in body.find_all("header") if body.name not in ("main", "article") else []:
        if tag.find(_HEADING) is None:
            tag.extract()
    try:
        return joined([*_blocks(body)])
    except Unreadable:
        return ""


def _wrappers(soup: BeautifulSoup) -> set[int]:
    """What stands around the main text, or is it: never taken out."""
    found: set[int] = set()
    for tag in soup.find_all(["html", "body", "main", "article", "h1"]):
        found.add(id(tag))
        for parent in tag.parents:
            if id(parent) in found:
                break
            found.add(id(parent))
    return found


def _only(tags: list[Any]) -> Tag | None:
    """The single article of a page: several are a list of teasers, whose page is the whole."""
    return tags[0] if len(tags) == 1 else None


def _stands_around(tag: Tag, wrappers: set[int]) -> bool:
    if id(tag) in wrappers and tag.name != "h1":
        return False
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", str(tag.get("style") or ""), re.I):
        return True
    if tag.get("role") in _AROUND_ROLES:
        return True
    names = " ".join(str(name) for name in [*tag.get_attribute_list("class"), tag.get("id")] if name)
    return bool(_AROUND.search(names.replace("_", "-")))


def _blocks(root: Tag) -> Iterator[str]:
    """The blocks below `root`, in their order; running text between them is a paragraph of its own."""
    running: list[str] = []
    stack: list[Iterator[Any]] = [iter(root.children)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            yield paragraph("".join(running))
            running.clear()
            continue
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment | PreformattedString):
                running.append(str(node))
            continue
        if len(stack) > DEPTH or (_INLINE.fullmatch(node.name) and node.find(_is_block) is None):
            running.append(node.get_text())
            continue
        if node.name == "br":
            running.append("\n")
            continue
        yield paragraph("".join(running))
        running.clear()
        if _HEADING.fullmatch(node.name):
            yield heading(int(node.name[1]), node.get_text(" "))
        elif node.name == "tr":
            yield row([cell.get_text(" ") for cell in node.find_all(["td", "th"], recursive=False)])
        elif node.name in ("li", "dd") and node.find(["ul", "ol", "table", _HEADING.pattern]) is None:
            yield item(node.get_text(" "))
        elif node.name == "dt":
            yield heading(6, node.get_text(" "))
        elif node.name == "pre":
            yield paragraph(clean(node.get_text()))
        else:
            stack.append(iter(node.children))


def _is_dropped(tag: Tag) -> bool:
    return _DROPPED.fullmatch(tag.name) is not None


def _is_block(tag: Tag) -> bool:
    return not _INLINE.fullmatch(tag.name) and tag.name not in ("br", "img", "wbr")


def _meta(soup: BeautifulSoup, name: str) -> str:
    return _attribute(soup.find("meta", attrs={"name": re.compile(rf"^{name}$", re.I)}), "content")


def _attribute(tag: Any, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else ""
    return str(value or "").strip()

"""HTTP to one hotel's QloApps: asks, and sorts every answer by what the caller should do.

The status alone says little there: an answer counts when it is JSON with the expected root. A read is
asked once more when it fails; a write never, because 500, HTML and silence may all mean "done".
Messages of the server stay here: they carry paths, and are in the language of its back office.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2

from hotels.bounded import read_body
from hotels.outside import CircuitOpen, outside, seconds_to_wait
from pms.errors import PMSAuthFailed, PMSRateLimited, PMSRefused, PMSUnavailable, PMSUnknown
from pms.metrics import LATENCY

READ_SECONDS = 10.0
WRITE_SECONDS = 30.0
CONNECT_SECONDS = 3.0
MAX_BYTES = 16 * 1024 * 1024
PAGE = 200  # rows of a list asked for at once

NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
BEHIND_A_PROXY = {502, 503, 504}  # the shop may still be at work
_EQUALS = re.compile(r"\[([^\[\],]*)\]")  # a filter for one value or one of `a|b`; no range, <, > or %

Row = dict[str, Any]


class Unclear(PMSUnknown):
    """A write that may or may not have been done. `over`: the shop has answered, nothing more will come."""

    def __init__(self, message: str, *, over: bool) -> None:
        super().__init__(message)
        self.over = over


class Rejected(PMSRefused):
    """The shop checked a write and did not take it: 400. It does not say why in a way that can be read."""

    def __init__(self) -> None:
        super().__init__("not_accepted", "QloApps did not accept this")


@dataclass(frozen=True)
class Answer:
    status: int
    content: Any  # parsed JSON; None where the body is none
    retry_after: float | None


@cache
def _pool() -> httpx2.Client:
    """One pool per process. Redirects are not followed: the key would go elsewhere, a POST become a GET."""
    return httpx2.Client(
        limits=httpx2.Limits(max_connections=32, max_keepalive_connections=16, keepalive_expiry=5),
        follow_redirects=False,
        headers={"Accept": "application/json"},
    )


class Client:
    """The web service of one shop, for one of our hotels."""

    def __init__(self, hotel_id: int, url: str, key: str) -> None:
        self.base = base_of(url)
        self.circuit = f"hotel-{hotel_id}"
        self.key = key

    def rows(self, resource: str, root: str = "", **query: str) -> list[Row]:
        """The rows of a list; `query` as QloApps words it (`filter[id]`, `display`, `sort`, `limit`).

        What is filtered for must be displayed: versions that hear no filter, and a database to which `á` is
        `a`, answer with rows of other guests, which are left out here.
        """
        answer = self._read("GET", resource, query={"display": "full"} | query)
        if answer.content == []:
            return []  # no match is a bare list, whatever the resource
        found = _root(answer, root or resource, list)
        wanted = _filters(query)
        return [row for row in found if isinstance(row, dict) and _is_meant(row, wanted)]

    def every_row(self, resource: str, root: str = "", **query: str) -> list[Row]:
        """As `rows`, page by page."""
        found: list[Row] = []
        while True:
            page = self.rows(resource, root, **query, sort="[id_ASC]", limit=f"{len(found)},{PAGE}")
            found += page
            if len(page) < PAGE:
                return found

    def one(self, resource: str, id: int, root: str) -> Row | None:
        """One row, or None where there is no such id."""
        answer = self._read("GET", f"{resource}/{id}", query={})
        if answer.status == 404:
            return None
        found: Row = _root(answer, root, dict)
        return found

    def ask(self, resource: str, body: bytes) -> Row:
        """The answer to a POST that changes nothing (hotel_ari)."""
        answer = self._read("POST", resource, query={}, body=body)
        found: Row = _root(answer, resource, dict)
        return found

    def write(self, method: str, path: str, body: bytes, root: str) -> Row:
        """Change something, sent once. Raises PMSUnavailable (nothing done), Rejected or Unclear."""
        try:
            answer = self._send(method, path, query={}, body=body, seconds=WRITE_SECONDS)
        except NOT_SENT as error:
            raise PMSUnavailable(type(error).__name__) from error
        except httpx2.HTTPError as error:
            raise Unclear(type(error).__name__, over=False) from error
        _turned_away(answer)
        if answer.status == 400 and _has_errors(answer):
            raise Rejected
        if answer.status not in (200, 201) or not isinstance(answer.content, dict):
            over = answer.status not in BEHIND_A_PROXY
            raise Unclear(f"QloApps answered a write with {answer.status}", over=over)
        found = answer.content.get(root)
        if not isinstance(found, dict):
            raise Unclear("QloApps answered a write with something else", over=True)
        return found

    def _read(self, method: str, path: str, query: Mapping[str, str], body: bytes | None = None) -> Answer:
        for attempt in (1, 2):
            try:
                answer = self._send(method, path, query=query, body=body, seconds=READ_SECONDS)
            except httpx2.HTTPError as error:
                if attempt == 2:
                    raise PMSUnavailable(type(error).__name__) from error
                continue
            if answer.status < 500 or attempt == 2:
                break
        _turned_away(answer)
        if answer.status == 404 and answer.content is None:
            return answer
        if answer.status != 200:
            raise PMSUnavailable(f"QloApps answered {answer.status}")
        return answer

    def _send(
        self, method: str, path: str, *, query: Mapping[str, str], body: bytes | None, seconds: float
    ) -> Answer:
        """One exchange. Raises httpx2.HTTPError, or PMSUnavailable while the circuit is open."""
        request = _pool().build_request(
            method,
            f"{self.base}/{path}",
            params={**query, "output_format": "JSON"},
            content=body,
            timeout=httpx2.Timeout(seconds, connect=CONNECT_SECONDS),
        )
        resource = path.partition("/")[0]
        start = time.monotonic()
        try:
            with outside("qloapps", f"{method} {resource}", key=self.circuit) as call:
                response = _pool().send(request, auth=httpx2.BasicAuth(self.key, ""), stream=True)
                text = read_body(response, seconds, MAX_BYTES)
                if response.status_code >= 500 or response.status_code == 429:
                    call.failed("429" if response.status_code == 429 else "5xx")
        except CircuitOpen as error:
            raise PMSUnavailable("QloApps failed too often lately") from error
        finally:
            LATENCY.labels(resource, method).observe(time.monotonic() - start)
        return Answer(response.status_code, _parsed(response, text), seconds_to_wait(response.headers))


def base_of(url: str) -> str:
    """Where the web service of a shop is. Raises PMSAuthFailed for what is not just a host and a path.

    A query or a fragment would swallow our `/api`, and with it lead to any page of any host.
    """
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        plain = False
    if not plain or any(mark in url for mark in "?#@\\"):
        raise PMSAuthFailed("the address of QloApps is http or https, a host and a path")
    return f"{url.rstrip('/').removesuffix('/api')}/api"


def _filters(query: Mapping[str, str]) -> dict[str, set[str]]:
    """The values that each filter for equality allows, by field."""
    found = {}
    for name, value in query.items():
        if name.startswith("filter[") and (plain := _EQUALS.fullmatch(value)):
            found[name[len("filter[") : -1]] = {option.casefold() for option in plain[1].split("|")}
    return found


def _is_meant(row: Row, wanted: Mapping[str, set[str]]) -> bool:
    return all(_word(row.get(field)) in options for field, options in wanted.items())


def _word(value: Any) -> str:
    """A value as a filter names it."""
    return str(int(value)) if isinstance(value, bool) else str(value).strip().casefold()


def _parsed(response: httpx2.Response, text: bytes) -> Any:
    if "json" not in response.headers.get("content-type", ""):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _turned_away(answer: Answer) -> None:
    """Raise for answers that come before any work: 401 and 403, a method not granted, too many calls."""
    if answer.status in (401, 403, 405):
        raise PMSAuthFailed(f"QloApps does not accept the key for this ({answer.status})")
    if answer.status == 429:
        raise PMSRateLimited("QloApps wants fewer calls", answer.retry_after)


def _has_errors(answer: Answer) -> bool:
    return isinstance(answer.content, dict) and "errors" in answer.content


def _root(answer: Answer, root: str, kind: type) -> Any:
    found = answer.content.get(root) if isinstance(answer.content, dict) else None
    if not isinstance(found, kind):
        raise PMSUnavailable(f"QloApps answered {answer.status} without {root}")
    return found

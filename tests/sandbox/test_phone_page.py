import http.client
import re
import threading
import urllib.parse
import urllib.request

import pytest

from tests.sandbox.house import GUEST, HOTEL, ask, send, until, wamid


def fetch(sandbox, path):
    with urllib.request.urlopen(sandbox.base_url + path, timeout=60) as answer:
        return answer.read().decode(), answer.headers


def test_the_page_and_all_it_names_are_served_without_the_internet(sandbox):
    page, headers = fetch(sandbox, "/")
    scripts = ["/static/words.js", "/static/bubbles.js", "/static/faults.js"]

    assert "default-src 'self'" in headers["content-security-policy"]
    for path in [*re.findall(r'(?:src|href)="(/[^"]+)"', page), *scripts]:
        content, _ = fetch(sandbox, path)
        assert content
        assert "innerHTML" not in content
        assert not re.search(r"(?:src|href|from|import)\s*[=(]?\s*[\"']https?:", content)


def test_a_watching_page_opens_the_chat_and_closes_it_when_it_leaves(sandbox, house, guest):
    url = urllib.parse.urlsplit(sandbox.base_url)
    line = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
    line.request("GET", f"/phone/events?guest={GUEST}&hotel={HOTEL}")
    stream = line.getresponse()
    assert stream.read1(4096)

    read = wamid(send(sandbox))
    until(lambda: house.steps(read)[-1:] == ["read"])
    seen = b""
    while read.encode() not in seen:
        seen += stream.read1(4096)

    stream.close()
    line.close()
    threading.Event().wait(0.1)
    unread = wamid(send(sandbox))
    until(lambda: house.steps(unread) == ["sent", "delivered"])
    threading.Event().wait(0.8)
    assert house.steps(unread) == ["sent", "delivered"]


def test_pictures_are_shown_and_nothing_else(sandbox, guest):
    picture = guest.sends("image")["content"]["id"]
    page = guest.sends("document", base64="PGh0bWw+", mime_type="text/html")["content"]["id"]

    assert ask(f"{sandbox.base_url}/phone/media/{picture}")[1].startswith(b"\x89PNG")
    assert ask(f"{sandbox.base_url}/phone/media/{page}")[0] == 404


def test_pages_of_other_sites_may_not_use_the_controls(sandbox):
    request = urllib.request.Request(
        sandbox.base_url + "/control/reset", b"{}", {"origin": "https://elsewhere.example"}
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=60)

"""A site is crawled politely and within its host, over real HTTP, and what it says is found."""

import re

import pytest

from agents import jobs, tasks
from agents.knowledge import crawl, reading, shelf
from agents.knowledge.crawl import normal
from agents.knowledge.search import search
from agents.knowledge.shelf import NotPossible
from agents.models import Chunk, Document, Job
from hotels.outbound import AGENT, Refused
from tests.knowledge.files import pdf

LINK = re.compile("<a .*?</a>")


@pytest.fixture
def site(sandbox, settings):
    """The sandbox's web site; its address."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    settings.CRAWL_PAUSE_SECONDS = 0.0
    return f"{sandbox.base_url}/site/"


def page(body, **more):
    """A page whose links stand in its navigation."""
    links, text = "".join(LINK.findall(body)), LINK.sub("", body)
    return {"body": f"<html><body><nav>{links}</nav><main>{text}</main></body></html>", **more}


def asked(sandbox):
    return [each["path"] for each in sandbox.get("/control/site")["asked"]]


def taken_in(hotel, url):
    job = shelf.take_in_site(hotel, url, "Ana", publish=True)
    tasks.take_in_document(job.pk)
    job.refresh_from_db()
    return job


def read(url):
    return crawl.crawl(url, lambda done, total, says: None)


def test_a_site_becomes_a_document_whose_pages_are_found(hotel, sandbox, site):
    job = taken_in(hotel, site)

    assert (job.state, job.kind) == ("done", "crawl"), job.says
    version = Document.objects.get(kind="site").published
    assert version.pages == 4
    (found, *_) = search(hotel, "¿hay toallas en la alberca?", "es")
    assert (found.heading, found.url) == ("Alberca > Toallas", f"{site}alberca")
    (found, *_) = search(hotel, "when does the spa open?", "en")
    assert (found.language, "10:00" in found.text) == ("en", True)
    assert not any(
        "cookies" in text or "track" in text for text in Chunk.objects.values_list("text", flat=True)
    )


def test_robots_are_asked_first_by_name_and_obeyed(hotel, sandbox, site):
    taken_in(hotel, site)

    assert asked(sandbox)[0] == "/robots.txt"
    assert "/site/private/turnos" not in asked(sandbox)
    assert {each["agent"] for each in sandbox.get("/control/site")["asked"]} == {AGENT}
    assert len(asked(sandbox)) == len(set(asked(sandbox)))
    assert search(hotel, "clave del almacén", "es") == []


@pytest.mark.parametrize(
    "robots", ["User-agent: *\nDisallow: /", "User-agent: ConserjeBot\nDisallow: /site", "403", "503"]
)
def test_a_site_that_wants_no_robots_is_left_alone(hotel, sandbox, site, robots):
    sandbox.post("/control/site", {"robots": robots})

    job = taken_in(hotel, site)

    assert (job.state, job.code) == ("failed", "not_allowed")
    assert asked(sandbox) == ["/robots.txt"]
    assert not Chunk.objects.exists()


def test_without_robots_everything_may_be_read(sandbox, site):
    sandbox.post("/control/site", {"robots": "404"})

    assert len(read(site)) == 5


def test_the_pause_that_robots_ask_for_is_kept(sandbox, site, settings):
    pages = {"/site/": page("<p>Uno</p><a href='b'>b</a>"), "/site/b": page("<p>Dos</p>")}
    sandbox.post("/control/site", {"robots": "User-agent: *\nCrawl-delay: 1", "pages": pages})
    read(site)

    first, second = (each["at"] for each in sandbox.get("/control/site")["asked"][1:])
    assert second - first >= 1


def test_a_site_without_end_is_read_up_to_the_limits(sandbox, site, monkeypatch):
    monkeypatch.setattr(crawl, "PAGES", 6)
    links = "".join(f"<a href='/site/{n}'>x</a><a href='/site/?day={n}'>y</a>" for n in range(200))
    pages = {f"/site/{n}": page(f"<p>Texto {n}</p>{links}") for n in ["", *range(200)]}
    sandbox.post("/control/site", {"pages": pages})

    assert 0 < len(read(site)) <= 6
    assert len(asked(sandbox)) == 7


def test_it_goes_no_deeper_than_three_links(sandbox, site):
    pages = {
        f"/site/{'d' * n}": page(f"<p>Nivel {n}</p><a href='/site/{'d' * (n + 1)}'>x</a>") for n in range(9)
    }
    sandbox.post("/control/site", {"pages": pages})

    assert [each.text for each in read(site)] == [f"Nivel {n}" for n in range(4)]


def test_the_same_page_under_several_addresses_is_read_once(sandbox, site):
    canonical = "<link rel='canonical' href='/site/a'>"
    pages = {
        "/site/": page(
            "<p>Inicio</p><a href='a?utm_source=x'>1</a><a href='a#x'>2</a><a href='b'>3</a><a href='c'>4</a>"
        ),
        "/site/a": page("<p>Una</p>"),
        "/site/b": {"body": f"<html><head>{canonical}</head><body><p>Una, otra vez</p></body></html>"},
        "/site/c": page("<p>Una</p>"),
    }
    sandbox.post("/control/site", {"pages": pages})

    assert [each.text for each in read(site)] == ["Inicio", "Una"]


def test_pages_that_say_noindex_or_nofollow_are_obeyed(sandbox, site):
    robots = "<meta name='robots' content='{}'>"
    pages = {
        "/site/": {"body": robots.format("noindex") + "<p>No</p><nav><a href='a'>a</a></nav>"},
        "/site/a": {"body": robots.format("nofollow") + "<p>Sí</p><nav><a href='b'>b</a></nav>"},
        "/site/b": page("<p>Nunca</p>"),
    }
    sandbox.post("/control/site", {"pages": pages})

    assert [each.text for each in read(site)] == ["Sí"]


def test_broken_large_and_strange_pages_are_passed_over(sandbox, site):
    pages = {
        "/site/": page("<p>Inicio</p>" + "".join(f"<a href='{name}'>x</a>" for name in "abcdefg")),
        "/site/a": page("<p>No</p>", status=500),
        "/site/b": page("<p>No</p>", pad=4 * 2**20),
        "/site/c": {"body": "GIF89a", "type": "image/gif"},
        "/site/d": {"status": 302, "location": "http://10.0.0.1/"},
        "/site/e": {"status": 302, "location": "/site/e"},
        "/site/f": {"status": 302, "location": "/site/h"},
        "/site/h": page("<p>Al final</p>"),
    }
    sandbox.post("/control/site", {"pages": pages})

    assert [each.text for each in read(site)] == ["Inicio", "Al final"]


def test_other_hosts_are_never_asked(sandbox, site):
    other = sandbox.base_url.replace("127.0.0.1", "127.0.0.2")
    pages = {
        "/site/": page(
            f"<p>Inicio</p><a href='{other}/site/x'>x</a><a href='//localhost/x'>y</a><a href='a'>a</a>"
        ),
        "/site/a": {"status": 302, "location": f"{other}/site/x"},
    }
    sandbox.post("/control/site", {"pages": pages})

    assert len(read(site)) == 1
    assert asked(sandbox) == ["/robots.txt", "/site/", "/site/a"]


@pytest.mark.parametrize(
    ("found", "code"),
    [({}, "bad_status"), ({"/site/": {"status": 302, "location": "http://169.254.169.254/"}}, "redirected")],
)
def test_a_first_page_that_cannot_be_had_fails_with_its_reason(hotel, sandbox, site, found, code):
    sandbox.post("/control/site", {"pages": found})

    job = taken_in(hotel, site)

    assert (job.state, job.code) == ("failed", code)
    assert job.says.endswith(".")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:6379/", "http://169.254.169.254/", "http://[::1]/", "http://10.1.1.1/"]
)
def test_our_own_network_is_no_site(hotel, sandbox, url):
    job = taken_in(hotel, url)

    assert (job.state, job.code) == ("failed", "not_public")


@pytest.mark.parametrize(
    "url", ["", "ftp://example.com/", "https://a:b@example.com/", "javascript:alert(1)", "casa"]
)
def test_an_address_that_is_none_is_refused_at_once(hotel, url):
    with pytest.raises(NotPossible) as refused:
        shelf.take_in_site(hotel, url, "Ana")

    assert refused.value.code == "bad_address"
    assert not Job.objects.exists()


def test_a_crawl_that_is_cancelled_stops(sandbox, site):
    def report(done, total, says):
        if done == 2:
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        crawl.crawl(site, report)

    assert len(asked(sandbox)) == 3


def test_a_pdf_of_the_site_is_read_too(sandbox, site):
    raw = pdf(["La carta de la casa tiene sopa, pan y queso de cabra."]).decode("latin-1")
    pages = {
        "/site/": page("<p>Inicio</p><a href='carta.pdf'>carta</a>"),
        "/site/carta.pdf": {"body": raw, "type": "application/pdf"},
    }
    sandbox.post("/control/site", {"pages": pages})

    assert "queso de cabra" in read(site)[1].text


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTP://Example.COM:80/a#b", "http://example.com/a"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/index.html", "https://example.com/"),
        ("https://example.com/a?utm_source=x&b=1&gclid=2", "https://example.com/a?b=1"),
        ("https://example.com/a?", "https://example.com/a"),
    ],
)
def test_addresses_are_compared_without_what_does_not_matter(url, same):
    assert normal(url) == same


def test_an_address_that_is_none_has_no_normal_form():
    with pytest.raises(Refused):
        normal("mailto:a@example.com")


def test_a_first_page_that_takes_too_long_to_read_fails_with_its_reason(hotel, sandbox, site, monkeypatch):
    sandbox.post("/control/site", {"pages": {"/site/": page("<p>Inicio</p>")}})
    monkeypatch.setattr(reading, "SECONDS", 0.05)

    job = taken_in(hotel, site)

    assert (job.code, job.may_repeat) == ("too_slow", True)
    assert not Chunk.objects.exists()

"""Providers that never end their answer: each is waited for so long and no longer."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from channels_app.base import Outbound
from channels_app.errors import ChannelUnknown
from channels_app.providers import open_channel
from pms.errors import PMSUnavailable
from pms.payment_links import HttpPaymentLinks
from pms.qloapps.client import Client
from tests.factories import make_account

SOON = 0.3  # seconds


@contextmanager
def endless_answers():
    """Every socket read gets its byte in time; the answer has no end."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Quiet."""

        def answer(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            try:
                while not stopped.wait(0.02):
                    self.wfile.write(b" ")
            except OSError:
                pass

        do_GET = do_POST = answer

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def address():
    with endless_answers() as address:
        yield address


@pytest.mark.django_db(transaction=True)
def test_a_send_whose_answer_never_ends_is_unknown(hotel, address, settings):
    settings.WHATSAPP_GRAPH_URL, settings.SEND_SECONDS = address, 5 + SOON
    channel = open_channel(make_account(hotel, external_id="100"))

    with pytest.raises(ChannelUnknown):
        channel.send(Outbound(key="k", to_phone="5215550001", to_bsuid="", text="hola"))


@pytest.mark.django_db(transaction=True)
def test_a_payment_provider_whose_answer_never_ends_is_away(hotel, address, settings, monkeypatch):
    settings.PAYMENT_LINKS_URL, settings.PAYMENT_LINKS_KEY = address, "key"
    monkeypatch.setattr("pms.payment_links.SECONDS", SOON)

    with pytest.raises(PMSUnavailable):
        HttpPaymentLinks(hotel).look("link-1")


@pytest.mark.django_db(transaction=True)
def test_a_shop_whose_answer_never_ends_is_away(hotel, address, monkeypatch):
    monkeypatch.setattr("pms.qloapps.client.READ_SECONDS", SOON)

    with pytest.raises(PMSUnavailable):
        Client(hotel.pk, address, "KEY").rows("orders")

"""A Chromium and a web server of the inbox for tests that look at it as staff does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.inbox.scene import PASSWORD

PATIENCE_MS = 40_000  # on a machine that does much else; what comes sooner is not waited for
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def chromium():
    """One browser for all tests; each test opens its own window in it."""
    if not CHROMIUM:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium is installed, and CI must run the browser tests.")
        pytest.skip("No Chromium is installed.")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    # Playwright's synchronous face keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def inbox_url(django_db_setup, django_db_blocker):
    """Pages and sockets of the inbox in one process, on the tests' database."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = settings.DATABASE_URL.replace("/conserje?", f"/{name}?")
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "config.asgi:application"]
    env = os.environ | {
        "DATABASE_URL": database,
        "REDIS_URL": settings.REDIS_URL,
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
    }
    process = subprocess.Popen(command, env=env, cwd=Path(__file__).parents[2])
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(process, f"{url}/inbox/login/")
        yield url
    finally:
        process.terminate()
        process.wait(60)


def _wait_until_it_answers(process: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=60).read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("The web server of the inbox did not start.")


@pytest.fixture
def desk(chromium, inbox_url, transactional_db):
    """Opens windows of the inbox: `desk(user)` signs in and waits until the page is live."""
    contexts = []

    def open_desk(user, *, path="/inbox/", size=(1280, 800), language="en", phone=False, prepare=None):
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            has_touch=phone,
            is_mobile=phone,
            base_url=inbox_url,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        if prepare:
            prepare(page)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        page.goto(path)
        page.locator("#email").fill(user.email)
        page.locator("#password").fill(PASSWORD)
        page.locator(".primary").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        page.wait_for_selector("#connection[data-state=live]", state="attached")
        return page

    yield open_desk
    for context in contexts:
        context.close()
    _wait_until_nobody_asks()


def _wait_until_nobody_asks() -> None:
    """What the server still answers would stand in the way of emptying the tables."""
    quiet, until = 0, time.monotonic() + 5
    while quiet < 3 and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        time.sleep(0.03)

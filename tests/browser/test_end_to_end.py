"""The whole product in two browser windows: a guest on the phone page, staff in the inbox."""

import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from config.local import roles
from tests.browser.conftest import PATIENCE_MS
from tests.factories import make_account, make_hotel, make_house, make_user
from tests.inbox.scene import PASSWORD
from tests.stack import BIN, ROOT, listens, stack

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def front_door(whole):
    """Web and live behind the front, on the port where the sandbox posts its webhooks."""
    started = []
    with (
        tempfile.TemporaryDirectory(prefix="conserje-") as folder,
        (whole.logs / "front.log").open("ab") as log,
    ):
        web, live = f"{folder}/web.sock", f"{folder}/live.sock"
        commands = [
            [str(BIN / "granian"), *roles.web("--uds", web)[1:]],
            [str(BIN / "daphne"), *roles.live("-u", live)[1:]],
            [
                sys.executable,
                "-m",
                "config.local.front",
                "--port",
                str(whole.port),
                "--web",
                web,
                "--live",
                live,
            ],
        ]
        try:
            started += (
                subprocess.Popen(command, cwd=ROOT, env=whole.environment, stdout=log, stderr=log)
                for command in commands
            )
            whole.wait(
                lambda: Path(web).exists() and Path(live).exists() and listens(whole.port), "the front"
            )
            whole.wait(lambda: whole.get("/inbox/login/")[0] == 200, "the inbox")
            yield whole
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(60)


def test_a_guest_is_answered_by_the_agent_and_then_by_a_person(chromium, transactional_db, tmp_path):
    hotel = make_house(make_hotel("mirador", name="Hotel Mirador"))
    make_account(hotel, external_id="100")
    ana = make_user(hotel, name="Ana Beltrán", password=PASSWORD)
    with stack(tmp_path, "100", "worker", "beat") as whole, front_door(whole):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="es-MX")
        context.set_default_timeout(PATIENCE_MS)
        inbox, phone = context.new_page(), context.new_page()
        problems = []
        inbox.on("pageerror", lambda error: problems.append(str(error)))
        inbox.goto(f"{whole.url}/inbox/")
        inbox.locator("#email").fill(ana.email)
        inbox.locator("#password").fill(PASSWORD)
        inbox.locator(".primary").click()
        inbox.wait_for_selector("#connection[data-state=live]", state="attached")
        expect(inbox.locator(".nothing")).to_be_visible()
        inbox.evaluate("window.neverReloaded = true")

        whole.sandbox.guest("5215550142233", "100", name="Lucía Torres", language="es")
        phone.goto(f"{whole.sandbox.base_url}/")
        write_on(phone, "Hola, ¿tienen wifi?")

        inbox.locator(".row a").first.click()
        expect(inbox.locator("#messages .bubble.guest")).to_contain_text("¿tienen wifi?")
        expect(inbox.locator("#messages .bubble.agent").last).to_contain_text("Wi-Fi")
        expect(phone.locator("#chat")).to_contain_text("Wi-Fi")
        expect(inbox.locator("#messages .bubble.agent .tick").last).to_have_attribute("title", "Leído")

        inbox.locator("#take-over").click()
        expect(inbox.locator("#composer-state")).to_contain_text("Contesta usted")
        inbox.locator("#text").fill("Buenas tardes, soy Ana de recepción.")
        inbox.locator("#text").press("Control+Enter")
        expect(phone.locator("#chat")).to_contain_text("soy Ana de recepción")
        expect(inbox.locator("#messages .bubble.staff .tick").last).to_have_attribute("title", "Leído")

        heard = inbox.locator("#messages .bubble.agent").count()
        write_on(phone, "Gracias Ana, ¿y aceptan mascotas?")
        expect(inbox.locator("#messages .bubble.guest").last).to_contain_text("mascotas")
        inbox.wait_for_timeout(2_000)
        assert inbox.locator("#messages .bubble.agent").count() == heard

        inbox.locator("#give-back").click()
        expect(inbox.locator("#messages .bubble.agent")).to_have_count(heard + 1)
        expect(phone.locator("#chat")).to_contain_text("mascotas")
        assert inbox.evaluate("window.neverReloaded") is True
        assert problems == []
        context.close()


def write_on(phone, text):
    phone.locator("#text").fill(text)
    phone.locator("#composer .send").click()

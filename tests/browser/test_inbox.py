"""The inbox as staff sees it, in a real browser, with real sockets."""

import pytest
from playwright.sync_api import expect

from conversations import inbox
from conversations.models import Conversation
from hotels.models import Membership
from tests.factories import make_hotel, make_user
from tests.inbox.scene import PASSWORD, guest_writes, make_afternoon, make_desk, make_turn, say, tell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"size": (390, 844), "phone": True}


@pytest.fixture
def house(transactional_db):
    hotel, ana = make_desk()
    return hotel, ana, make_afternoon(hotel, ana)


def open_thread(page, conversation):
    page.locator(f"#row-{conversation.pk} a").click()
    page.wait_for_selector(f"#conversation[data-id='{conversation.pk}']")


def is_live(page):
    page.wait_for_selector("#connection[data-state=live]", state="attached")


def test_a_wrong_password_is_refused_and_the_right_one_opens_the_inbox(house, desk, chromium, inbox_url):
    _, ana, _ = house
    page = chromium.new_context(base_url=inbox_url, locale="en").new_page()
    page.goto("/inbox/")
    page.locator("#email").fill(ana.email)
    page.locator("#password").fill("wrong")
    page.locator(".primary").click()
    expect(page.get_by_role("alert")).to_contain_text("Mail address or password is wrong.")
    page.locator("#password").fill(PASSWORD)
    page.locator(".primary").click()

    expect(page.locator(".row")).to_have_count(6)
    is_live(page)
    page.context.close()


def test_a_new_message_appears_by_itself_in_list_and_thread(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["mine"])
    expect(page.locator(".row").first).to_have_id(f"row-{told['booking'].pk}")
    page.evaluate("window.untouched = document.querySelector('#messages .bubble')")

    guest_writes(told["mine"], "One more thing: is there a gym?")

    expect(page.locator("#messages .bubble").last).to_contain_text("is there a gym?")
    expect(page.locator(".row").first).to_have_id(f"row-{told['mine'].pk}")
    expect(page.locator(".row")).to_have_count(6)
    assert page.evaluate("window.untouched.isConnected"), "the thread was redrawn"
    # The thread is open and at its end: the message counts as seen.
    expect(page.locator(f"#row-{told['mine'].pk} .count")).to_have_count(0)
    told["mine"].refresh_from_db()
    assert told["mine"].unread == 0
    assert page.problems == []


def test_ticks_move_and_what_failed_is_sent_again(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["failed"])
    message = told["failed"].messages.get(author="staff")
    foot = page.locator(f"#foot-{message.pk}")
    expect(foot).to_contain_text("WhatsApp cannot deliver to this number.")

    foot.get_by_role("button", name="Send again").click()
    expect(foot.get_by_title("Waits to be sent")).to_be_visible()
    expect(page.locator(".banner")).to_have_count(0)

    message.refresh_from_db()
    for delivery, title in [("sent", "Sent"), ("delivered", "Delivered"), ("read", "Read")]:
        message.delivery = delivery
        message.save()
        tell(told["failed"])
        expect(foot.get_by_title(title, exact=True)).to_be_visible()


def test_staff_takes_over_writes_and_gives_back(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("#composer-state")).to_contain_text("You are answering; the agent is silent.")

    page.locator("#text").fill("Buenas tardes, soy Ana.\nEl estacionamiento es gratis.")
    page.locator("#text").press("Control+Enter")

    expect(page.locator("#messages .bubble.staff").last).to_contain_text("El estacionamiento es gratis.")
    expect(page.locator("#text")).to_have_value("")
    message = told["booking"].messages.last()
    assert (message.text, message.delivery, message.staff) == (
        "Buenas tardes, soy Ana.\nEl estacionamiento es gratis.",
        "queued",
        ana,
    )
    page.get_by_role("button", name="Give back").click()
    expect(page.get_by_role("button", name="Take over")).to_be_visible()
    told["booking"].refresh_from_db()
    assert told["booking"].mode == "ai"
    assert page.problems == []


def test_writing_takes_over_and_a_colleague_sees_it_at_once(house, desk):
    hotel, ana, told = house
    page, colleague = desk(ana), desk(make_user(hotel, name="Luis Mena", password=PASSWORD))
    open_thread(page, told["booking"])
    open_thread(colleague, told["booking"])
    expect(page.locator("#composer-state")).to_contain_text("When you write, you take over.")

    page.locator("#text").fill("Buenas tardes")
    page.locator(".send").click()

    expect(colleague.locator("#composer-state")).to_contain_text("Ana Beltrán is answering")
    expect(colleague.locator("#messages .bubble.staff").last).to_contain_text("Buenas tardes")
    expect(colleague.locator("#thread-head .tag")).to_contain_text("Ana")


def test_a_draft_survives_and_belongs_to_its_thread(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    page.locator("#text").fill("Not finished yet")

    open_thread(page, told["mine"])
    expect(page.locator("#text")).to_have_value("")
    open_thread(page, told["booking"])
    expect(page.locator("#text")).to_have_value("Not finished yet")
    guest_writes(told["booking"], "¿Hola?")
    expect(page.locator("#messages .bubble").last).to_contain_text("¿Hola?")
    expect(page.locator("#text")).to_have_value("Not finished yet")
    page.reload()
    expect(page.locator("#text")).to_have_value("Not finished yet")


def test_a_viewer_reads_but_cannot_write(house, desk):
    hotel, _, told = house
    page = desk(make_user(hotel, role="viewer", password=PASSWORD))
    open_thread(page, told["booking"])

    expect(page.locator("#composer-state")).to_contain_text("You may read here, but not answer.")
    expect(page.locator("#text")).to_be_disabled()
    expect(page.locator(".verbs")).to_have_count(0)


def test_a_closed_window_closes_the_composer(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["late"])

    expect(page.locator("#composer-state")).to_contain_text("WhatsApp only takes templates now.")
    expect(page.locator("#text")).to_be_disabled()
    guest_writes(told["late"], "¿Sigue ahí?")
    expect(page.locator("#text")).to_be_enabled()


def test_a_refusal_is_told_and_the_text_is_kept(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["mine"])
    page.locator("#text").fill("Too late")
    Conversation.objects.filter(pk=told["mine"].pk).update(state="closed")

    page.locator(".send").click()

    expect(page.locator(".toast")).to_contain_text("This conversation is closed.")
    expect(page.locator("#text")).to_have_value("Too late")


def test_whoever_reads_above_is_not_pulled_down(house, desk):
    _, ana, told = house
    for number in range(70):
        say(told["mine"], "guest", f"Line {number}\n" * 3)
    page = desk(ana)
    open_thread(page, told["mine"])
    page.locator("#scroll").evaluate("box => { box.scrollTop = 300; }")

    guest_writes(told["mine"], "Down here")

    expect(page.locator("#pill")).to_be_visible()
    assert page.locator("#scroll").evaluate("box => box.scrollTop") == 300
    page.locator("#pill").click()
    expect(page.locator("#messages .bubble").last).to_be_in_viewport()
    expect(page.locator("#pill")).to_be_hidden()

    page.get_by_role("button", name="Earlier messages").click()
    expect(page.get_by_text("Hi, we land at 23:40")).to_have_count(1)
    assert page.locator("#messages .bubble").count() == 75
    days = page.locator("#messages .day").all_inner_texts()
    assert len(days) == len(set(days))


def test_what_was_missed_while_the_socket_was_down_is_made_up_for(house, desk):
    _, ana, told = house
    sockets, down = [], []

    def between(socket):
        if down:
            socket.close()
        else:
            sockets.append(socket)
            socket.connect_to_server()

    page = desk(ana, prepare=lambda page: page.route_web_socket("**/ws/inbox/", between))
    open_thread(page, told["mine"])
    down.append(True)
    sockets[-1].close()
    expect(page.locator("#connection")).to_contain_text("Reconnecting…")
    guest_writes(told["mine"], "Said meanwhile")
    guest_writes(told["upset"], "Also meanwhile")
    page.wait_for_timeout(300)
    expect(page.locator("#messages .bubble").last).not_to_contain_text("Said meanwhile")

    down.clear()

    is_live(page)
    expect(page.locator("#messages .bubble").last).to_contain_text("Said meanwhile")
    expect(page.locator(f"#row-{told['upset'].pk}")).to_contain_text("Also meanwhile")


def test_the_list_is_filtered_and_searched_and_stays_so_while_things_change(house, desk):
    _, ana, told = house
    page = desk(ana)
    page.get_by_role("radio", name="Mine").check()
    expect(page.locator(".row")).to_have_count(2)
    guest_writes(told["booking"], "Not Ana's")
    guest_writes(told["mine"], "Ana's")
    expect(page.locator(".row").first).to_contain_text("Ana's")
    expect(page.locator(".row")).to_have_count(2)

    page.get_by_role("radio", name="All").check()
    page.locator("#query").fill("no enfría")
    expect(page.locator(".row")).to_have_count(1)
    page.locator("#query").fill("no such words")
    expect(page.locator(".nothing")).to_contain_text("Nothing found")


def test_how_an_answer_came_about_can_be_opened(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    page.get_by_text("How this answer came about").click()

    expect(page.locator(".turn")).to_contain_text("Look up which rooms are free")
    expect(page.locator(".turn")).to_contain_text("gpt-4.1-mini")
    # It stays open while the thread goes on.
    say(told["booking"], "agent", "Es gratis.", turn=make_turn(told["booking"]))
    tell(told["booking"])
    expect(page.locator("#messages .bubble").last).to_contain_text("Es gratis.")
    expect(page.locator(".turn").first).to_contain_text("Look up which rooms are free")


def test_whose_membership_is_revoked_is_shown_the_door(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    Membership.objects.filter(user=ana).delete()

    guest_writes(told["booking"], "Secret")

    expect(page.get_by_role("heading", name="No hotel yet")).to_be_visible()
    assert "Secret" not in page.content()


def test_two_hotels_are_switched_between_and_do_not_mix(house, desk):
    _, ana, told = house
    Membership.objects.create(hotel=make_hotel("mirador", name="Hotel Mirador"), user=ana, role="manager")
    page = desk(ana)
    page.locator(".menu summary").first.click()
    page.get_by_role("link", name="Hotel Mirador").click()
    expect(page.locator(".nothing")).to_contain_text("No conversations yet")
    is_live(page)

    guest_writes(told["booking"], "For Casa Azul")
    page.wait_for_timeout(600)

    expect(page.locator(".row")).to_have_count(0)


def test_the_first_conversation_appears_on_an_empty_page(desk, transactional_db):
    hotel, ana = make_desk()
    page = desk(ana)
    expect(page.locator(".blank")).to_contain_text("Write from the phone page")

    told = make_afternoon(hotel, ana)
    tell(told["booking"])

    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".nothing")).to_have_count(0)


def test_on_a_phone_list_and_thread_are_two_screens(house, desk):
    _, ana, told = house
    page = desk(ana, **PHONE)
    expect(page.locator(".list")).to_be_visible()
    expect(page.locator("#thread")).to_be_hidden()

    open_thread(page, told["booking"])
    expect(page.locator(".list")).to_be_hidden()
    expect(page.locator("#text")).to_be_in_viewport()
    page.locator("#show-side").click()
    expect(page.get_by_role("heading", name="Open proposal")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator("#back").click()
    expect(page.locator(".list")).to_be_visible()
    page.go_back()
    expect(page.locator("#conversation")).to_be_visible()
    page.go_back()
    expect(page.locator(".list")).to_be_visible()
    assert page.problems == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_phone_nothing_sticks_out_and_all_can_be_hit(house, desk, language):
    _, ana, told = house
    page = desk(ana, language=language, **PHONE)
    for conversation in [None, *told.values()]:
        if conversation:
            page.goto(f"/inbox/c/{conversation.pk}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary, input[type=search], textarea")]
                .filter((item) => item.checkVisibility() && !item.matches(".skip"))
                .filter((item) => !item.closest(".side, .panel, .text, .kind, blockquote"))
                .map((item) => [item.outerHTML.slice(0, 80), item.getBoundingClientRect()])
                .filter(([, box]) => box.height < 40 || box.right > 391)
                .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        assert small == []


def test_the_keyboard_is_enough(house, desk):
    _, ana, told = house
    page = desk(ana)
    page.locator(".row a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#conversation[data-id='{told['upset'].pk}']")
    page.locator("#text").focus()
    page.keyboard.type("Voy enseguida")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#messages .bubble.staff").last).to_contain_text("Voy enseguida")


def test_signing_out_elsewhere_ends_the_open_page(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    page.context.clear_cookies()

    guest_writes(told["booking"], "After")

    page.wait_for_url("**/inbox/login/**")


def test_the_agents_silence_is_seen_before_it_speaks(house, desk):
    _, ana, told = house
    page = desk(ana)
    open_thread(page, told["booking"])
    expect(page.locator("#agent-state")).to_contain_text("The agent is preparing an answer")

    inbox.take_over(told["booking"], ana)

    expect(page.locator("#agent-state")).to_be_empty()

import pytest
from django.test import Client
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from conversations import signin
from tests.factories import make_hotel, make_user
from tests.inbox.scene import PASSWORD

PASSWORD_WRONG = "not-this-password"


@pytest.fixture
def ana(db):
    return make_user(make_hotel(), email="ana@example.com", password=PASSWORD)


def sign_in(password=PASSWORD, email="ana@example.com", client=None, **more):
    client = client or Client(headers={"accept-language": "en"})
    return client.post("/inbox/login/", {"email": email, "password": password} | more)


def test_staff_signs_in_and_out(ana):
    client = Client()

    assert sign_in(client=client, email=" ANA@example.com ")["Location"] == "/inbox/"
    assert client.get("/inbox/").status_code == 200
    assert client.post("/inbox/logout/").status_code == 302
    assert client.get("/inbox/")["Location"].startswith("/inbox/login/")
    assert client.get("/inbox/logout/").status_code == 405


def test_an_unknown_mail_and_a_wrong_password_look_the_same(ana):
    make_user(email="gone@example.com", password=PASSWORD, is_active=False)
    answers = [
        sign_in(PASSWORD_WRONG),
        sign_in(email="nobody@example.com"),
        sign_in(email="gone@example.com"),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.context["problem"] for answer in answers} == {"Mail address or password is wrong."}


def test_after_ten_wrong_tries_even_the_right_password_waits(ana):
    for _ in range(10):
        assert sign_in(PASSWORD_WRONG).status_code == 401

    assert sign_in().status_code == 429
    assert sign_in(email="ANA@Example.com").status_code == 429
    assert sign_in(email="nobody@example.com").status_code == 401  # others are not locked out


def test_an_unknown_mail_is_counted_like_a_known_one(ana):
    for _ in range(10):
        assert sign_in(email="nobody@example.com").status_code == 401

    assert sign_in(email="nobody@example.com").status_code == 429


def test_a_right_password_forgets_the_wrong_tries(ana):
    for _ in range(3):
        for _ in range(9):
            sign_in(PASSWORD_WRONG)
        assert sign_in().status_code == 302


def test_trying_many_mails_from_one_address_ends_as_well(ana, monkeypatch):
    monkeypatch.setattr(signin, "TRIES_PER_ADDRESS", 5)
    for number in range(5):
        assert sign_in(email=f"guess{number}@example.com").status_code == 401

    assert sign_in().status_code == 429


def test_the_tries_of_another_address_do_not_lock_me_out(ana, settings):
    settings.TRUSTED_PROXIES = 1
    for _ in range(11):
        Client().post(
            "/inbox/login/",
            {"email": "ana@example.com", "password": PASSWORD_WRONG},
            headers={"X-Forwarded-For": "203.0.113.9"},
        )

    answer = Client().post(
        "/inbox/login/",
        {"email": "ana@example.com", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.10"},
    )
    assert answer.status_code == 302


def test_without_redis_staff_still_gets_in(ana, monkeypatch):
    monkeypatch.setattr(signin, "redis_client", lambda: Redis(port=1, retry=Retry(NoBackoff(), 0)))

    assert sign_in(PASSWORD_WRONG).status_code == 401
    assert sign_in().status_code == 302


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_to_another_site(ana, back):
    assert sign_in(next=back)["Location"] == "/inbox/"


def test_whoever_was_sent_to_the_door_comes_back_to_where_they_wanted(ana):
    client = Client()
    door = client.get("/inbox/c/7/")["Location"]

    assert door == "/inbox/login/?next=%2Finbox%2Fc%2F7%2F"
    assert sign_in(client=client, next="/inbox/c/7/")["Location"] == "/inbox/c/7/"
    assert client.get(door)["Location"] == "/inbox/c/7/"


def test_the_door_speaks_the_language_of_the_browser_or_the_one_chosen(ana):
    client = Client(headers={"accept-language": "es-MX,es;q=0.9,en;q=0.5"})
    assert "Contraseña" in client.get("/inbox/login/").content.decode()

    client.post("/inbox/language/", {"language": "en", "next": "/inbox/login/"})
    assert "Password" in client.get("/inbox/login/").content.decode()


@pytest.mark.parametrize("email", ["", "x" * 5000, "a\x00b@example.com", "' OR 1=1 --"])
def test_nonsense_for_a_mail_address_is_just_wrong(ana, email):
    assert sign_in(email=email).status_code == 401

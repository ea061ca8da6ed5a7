import pytest
from django.contrib import admin
from django.urls import reverse

from channels_app.models import ChannelAccount, WebhookEvent
from conversations.models import Message, Turn
from hotels.models import ApiKey, AuditEntry, Guest, Hotel, HouseFact, Membership, User
from pms.models import PMSLink, RatePlan
from tests.factories import make_account, make_conversation, make_hotel, make_house, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def manager(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def root(client):
    user = User.objects.create_superuser("root@example.com", "a-long-password")
    client.force_login(user)
    return user


def url(row_or_model, page="changelist"):
    meta = row_or_model._meta
    args = [row_or_model.pk] if page in ("change", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


FACT = {
    "key": "wifi",
    "answer": "no",
    "text": '{"es": "No hay."}',
    "season_from": "",
    "season_to": "",
    "price": "",
    "currency": "",
    "per": "",
}


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.model_name)
def test_every_page_of_every_model_opens_for_the_operator(client, hotel, root, model):
    make_conversation(hotel)
    assert client.get(url(model)).status_code == 200
    assert client.get(url(model) + "?q=x").status_code in (200, 302)
    assert client.get(url(model, "add")).status_code in (200, 403)
    if row := model._default_manager.first():
        assert client.get(url(row, "change")).status_code == 200


def test_a_manager_changes_facts_and_it_is_audited_by_name_of_field(client, hotel, manager):
    fact = hotel.facts.get(key="wifi")

    client.post(url(fact, "change"), FACT)

    fact.refresh_from_db()
    assert (fact.answer, fact.text) == ("no", {"es": "No hay."})
    entry = AuditEntry.objects.get()
    assert (entry.hotel, entry.actor, entry.action) == (hotel, manager, "housefact.changed")
    assert entry.target == f"hotels.housefact:{fact.pk}"
    assert "No hay" not in str(entry.details)


@pytest.mark.parametrize("role", ["receptionist", "viewer"])
def test_who_may_not_configure_reads_only(client, hotel, role):
    client.force_login(make_user(hotel, role, is_staff=True))
    fact = hotel.facts.get(key="wifi")

    assert client.get(url(fact, "change")).status_code == 200
    assert client.post(url(fact, "change"), FACT).status_code == 403
    assert client.get(url(HouseFact, "add")).status_code == 403
    assert client.post(url(fact, "delete"), {"post": "yes"}).status_code == 403


def test_a_role_at_one_hotel_gives_no_right_at_another(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)
    other = make_house(make_hotel())
    Membership.objects.create(hotel=other, user=user, role="viewer")
    client.force_login(user)
    fact = other.facts.get(key="wifi")

    assert client.get(url(fact, "change")).status_code == 200
    assert client.post(url(fact, "change"), FACT).status_code == 403
    answer = client.post(url(HouseFact, "add"), FACT | {"hotel": other.pk, "key": "spa"})
    assert answer.status_code == 200
    assert not other.facts.filter(key="spa").exists()


def test_a_manager_cannot_raise_the_tier_nor_delete_the_hotel(client, hotel, manager):
    page = client.get(url(hotel, "change")).content.decode()

    assert 'name="tier"' not in page
    assert client.post(url(hotel, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("text", ['["a"]', '{"es": 5}', '{"spanish": "x"}', "not json", '"x"'])
def test_a_text_must_be_by_language(client, hotel, manager, text):
    fact = hotel.facts.get(key="wifi")

    answer = client.post(url(fact, "change"), FACT | {"text": text})

    assert answer.status_code == 200  # the form again
    assert HouseFact.objects.get(pk=fact.pk).answer == "yes"


def test_a_rate_plan_takes_no_fee_that_nobody_understands(client, hotel, manager):
    plan = hotel.rate_plans.get(code="NR")
    fields = {"code": "NR", "name": '{"es": "x"}', "includes": "[]", "free_until_days": "", "position": 1}
    fields |= {"change_fee": "none", "change_free_until_days": "0", "deposit": "none"}

    client.post(url(plan, "change"), fields | {"fee": "percent:140"})
    assert RatePlan.objects.get(pk=plan.pk).fee == "full"
    client.post(url(plan, "change"), fields | {"fee": "percent:40"})
    assert RatePlan.objects.get(pk=plan.pk).fee == "percent:40"


def account_fields(**changes):
    names = (
        "access_token",
        "app_secret",
        "verify_token",
        "account_sid",
        "auth_token",
        "client_id",
        "client_secret",
        "refresh_token",
    )
    return (
        dict.fromkeys(names, "")
        | {"display": "Desk", "is_active": "on", "stopped_reason": "", "allowed_origins": "[]"}
        | changes
    )


def test_credentials_are_never_shown_and_only_change_when_written(client, hotel, manager):
    account = make_account(hotel, credentials={"access_token": "EAAB-secret", "app_secret": "shh-secret"})

    page = client.get(url(account, "change")).content.decode()
    assert "EAAB-secret" not in page
    assert "shh-secret" not in page
    assert page.count("Set. Write a new value") == 2

    client.post(url(account, "change"), account_fields())
    assert ChannelAccount.objects.get().credentials == {
        "access_token": "EAAB-secret",
        "app_secret": "shh-secret",
    }
    client.post(url(account, "change"), account_fields(access_token="EAAB-new", app_secret="-"))
    assert ChannelAccount.objects.get().credentials == {"access_token": "EAAB-new"}
    assert "EAAB-new" not in str(list(AuditEntry.objects.values()))
    assert "EAAB-new" not in client.get(url(account, "change").replace("change", "history")).content.decode()


def test_a_pms_key_is_written_and_never_shown(client, hotel, manager):
    link = PMSLink.objects.create(hotel=hotel, credentials={"key": "old-secret"})

    client.post(
        url(link, "change"), {"kind": "qloapps", "url": "https://pms.example", "options": "{}", "key": "new"}
    )

    assert PMSLink.objects.get().credentials == {"key": "new"}
    assert "old-secret" not in client.get(url(link, "change")).content.decode()


def test_an_api_key_is_shown_once(client, hotel, manager):
    answer = client.post(
        url(ApiKey, "add"), {"hotel": hotel.pk, "name": "partner", "scopes": ["read"]}, follow=True
    )

    row = ApiKey.objects.get()
    shown = answer.content.decode().split("The new key is ")[1].split(" ")[0]
    assert ApiKey.digest_of(shown) == row.digest
    assert shown not in client.get(url(row, "change")).content.decode()
    assert shown not in str(list(AuditEntry.objects.values()))


def test_an_api_key_is_revoked_for_good(client, hotel, manager):
    row = ApiKey.objects.create(hotel=hotel, name="k", prefix="ck", digest="d", scopes=["read"])

    client.post(url(ApiKey), {"action": "revoke", "_selected_action": [row.pk], "index": 0})

    row.refresh_from_db()
    assert row.revoked_at is not None
    assert AuditEntry.objects.filter(action="apikey.revoked", hotel=hotel).exists()
    assert client.post(url(row, "delete"), {"post": "yes"}).status_code == 403


def test_parked_webhooks_are_replayed_and_others_are_not(client, hotel, manager):
    events = {
        state: WebhookEvent.objects.create(
            hotel=hotel, provider="whatsapp", body=b"{}", state=state, error="broken"
        )
        for state in ("parked", "taken", "ignored")
    }

    answer = client.post(
        url(WebhookEvent),
        {"action": "replay", "_selected_action": [event.pk for event in events.values()], "index": 0},
        follow=True,
    )

    states = dict(WebhookEvent.objects.values_list("pk", "state"))
    assert states == {
        events["parked"].pk: "received",
        events["taken"].pk: "taken",
        events["ignored"].pk: "ignored",
    }
    assert WebhookEvent.objects.get(pk=events["parked"].pk).error == ""
    assert "1 will be taken in again; 2 were not parked." in answer.content.decode()
    assert AuditEntry.objects.filter(action="webhookevent.replayed").count() == 1


def test_a_receptionist_cannot_replay(client, hotel):
    client.force_login(make_user(hotel, "receptionist", is_staff=True))
    event = WebhookEvent.objects.create(hotel=hotel, provider="whatsapp", body=b"{}", state="parked")

    client.post(url(WebhookEvent), {"action": "replay", "_selected_action": [event.pk], "index": 0})

    event.refresh_from_db()
    assert event.state == "parked"


def test_a_webhooks_body_is_readable_and_harmless(client, hotel, manager):
    body = '{"entry": [{"text": "<script>alert(1)</script> ¿Hay lugar?"}]}'.encode()
    event = WebhookEvent.objects.create(hotel=hotel, provider="whatsapp", body=body)

    page = client.get(url(event, "change")).content.decode()

    assert "¿Hay lugar?" in page
    assert "<script>alert(1)" not in page
    assert "  &quot;entry&quot;" in page


def test_what_happened_cannot_be_changed_not_even_by_the_operator(client, hotel, root):
    make_conversation(hotel)
    entry = AuditEntry.objects.create(hotel=hotel, actor_name="x", action="y")

    for row in (entry, Guest.objects.first()):
        assert client.get(url(row, "change")).status_code == 200
        assert client.post(url(row, "change"), {"action": "z", "name": "z"}).status_code == 403
        assert client.post(url(row, "delete"), {"post": "yes"}).status_code == 403
    for model in (AuditEntry, Message, Turn, WebhookEvent):
        assert client.get(url(model, "add")).status_code == 403


def test_a_new_manager_gets_into_the_admin_and_a_former_one_not(client, hotel, root):
    user = make_user(hotel, "receptionist")
    membership = user.memberships.get()

    client.post(url(membership, "change"), {"role": "manager"})
    assert User.objects.get(pk=user.pk).is_staff
    client.post(
        url(Membership), {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"}
    )
    assert not User.objects.get(pk=user.pk).is_staff


def test_deleting_is_audited_also_of_the_hotel_itself(client, root):
    hotel = make_hotel("brief")
    client.post(url(hotel, "delete"), {"post": "yes"})

    assert not Hotel.objects.filter(slug="brief").exists()
    assert AuditEntry.objects.get(action="hotel.deleted").hotel is None


def test_the_operator_makes_accounts(client, root):
    client.post(
        url(User, "add"),
        {
            "email": "New@Example.com",
            "name": "New",
            "password1": "a-long-password-7",
            "password2": "a-long-password-7",
            "usable_password": "true",
        },
    )

    assert User.objects.filter(email__iexact="new@example.com").exists()


def test_the_sign_in_page_counts_wrong_tries(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)

    def try_in(password):
        return client.post("/admin/login/", {"username": user.email, "password": password})

    pages = [try_in("wrong").content.decode() for _ in range(11)]
    assert "Too many tries" not in pages[0]
    assert "Too many tries" in pages[10]
    assert try_in("a-long-password").status_code == 200  # not even with the right one


def test_signing_in_works(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)

    answer = client.post(
        "/admin/login/?next=/admin/", {"username": user.email, "password": "a-long-password"}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_the_operators_pages_are_not_in_a_managers_sidebar(client, hotel, manager):
    page = client.get("/admin/").content.decode()

    assert "/admin/hotels/housefact/" in page
    assert "/admin/agents/modelsetting/" not in page

"""A WhatsApp that sends what Meta may send and our sandbox does not."""

import pytest

from channels_app import whatsapp
from channels_app.models import WebhookEvent
from conversations import turns
from conversations.models import Conversation, Message
from hotels.models import Guest, GuestIdentity
from tests.channels_app.meta import change, envelope, message
from tests.conversations.flow import guest_writes, make_due, store, take_all
from tests.factories import make_account, make_hotel, make_user

OLD, NEW = "5215550001", "5215550999"


@pytest.mark.parametrize("key", ["messages", "statuses"])
@pytest.mark.parametrize("odd", [5, True, 1.5, "x", {"a": 1}])
def test_what_should_be_a_list_and_is_none_costs_only_itself(key, odd):
    parsed = whatsapp.parse(
        envelope(change("100", **{key: odd}), change("100", messages=[message("wamid.a")]))
    )

    assert [update.provider_id for update in parsed.updates] == ["wamid.a"]
    assert parsed.problems


def test_a_byte_that_is_no_text_costs_its_letter_and_not_the_batch(conversation):
    said = [message("wamid.a", "hola @@"), message("wamid.b", "adiós", phone="5215550002")]
    body = envelope(change("100", messages=said)).replace(b"@@", b"\xff\xfe")
    WebhookEvent.objects.create(provider="whatsapp", body=body, correlation_id="c0ffee")

    take_all()

    assert set(Message.objects.values_list("text", flat=True)) == {"hola \ufffd\ufffd", "adiós"}


def deletion(of: str, **fields) -> dict:
    return message(type="revoke", revoke={"original_message_id": of}, **fields)


def test_a_deleted_message_is_neither_shown_nor_answered(conversation):
    guest_writes("mi tarjeta la dejé en casa", id="wamid.secret")
    store(change("100", messages=[deletion("wamid.secret")]))

    take_all()

    assert not Message.objects.filter(text__contains="tarjeta").exists()
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    make_due(conversation)
    assert turns.start_turn(conversation.pk) is None


def test_a_deletion_that_comes_first_counts_all_the_same(conversation):
    guest_writes("hola")
    store(change("100", messages=[deletion("wamid.late")]))
    take_all()
    store(change("100", messages=[message("wamid.late", "esto no", timestamp="1750000000")]))

    take_all()

    assert Message.objects.get(provider_id="wamid.late").text == ""


def test_nobody_deletes_a_message_of_another_guest(conversation):
    guest_writes("hola", id="wamid.mine")
    store(change("100", messages=[deletion("wamid.mine", phone="5215550777")]))

    take_all()

    assert Message.objects.get(provider_id="wamid.mine").text == "hola"


def test_an_edited_message_is_read_in_its_new_words_and_is_no_plain_yes(conversation):
    inner = {"type": "text", "text": {"body": "mejor el día 12"}}
    edit = {"original_message_id": "wamid.first", "message": inner}
    first = guest_writes("el día 10", id="wamid.first")
    store(change("100", messages=[message("wamid.edit", type="edit", edit=edit)]))

    take_all()

    said = Message.objects.get(provider_id="wamid.edit")
    assert (said.conversation, said.kind, said.text) == (first, "edit", "mejor el día 12")
    assert said.reply_to.provider_id == "wamid.first"


def changed_number() -> dict:
    system = {"type": "user_changed_number", "body": "changed", "wa_id": NEW}
    return message(type="system", system=system, phone=OLD)


def test_who_gets_a_number_later_is_not_taken_for_the_guest_who_had_it(conversation):
    mine = guest_writes("hola", phone=OLD)
    store(change("100", messages=[changed_number()]))
    take_all()

    stranger = guest_writes("hola", phone=OLD)

    assert stranger.guest_id != mine.guest_id
    assert guest_writes("soy yo", phone=NEW) == mine
    mine.refresh_from_db()
    assert mine.address == NEW


def test_a_guest_who_wrote_from_the_new_number_first_is_one_guest_again(conversation):
    mine = guest_writes("hola", phone=OLD)
    guest_writes("hola otra vez", phone=NEW)
    store(change("100", messages=[changed_number()]))

    take_all()

    mine.refresh_from_db()
    assert Conversation.objects.filter(state="open").get() == mine
    assert [each.value for each in GuestIdentity.objects.filter(guest=mine.guest)] == [NEW]
    assert mine.address == NEW


FIRST, SECOND = "MX.1000000001", "MX.2000000002"


def changed_user_id(old: str = FIRST, new: str = SECOND, account: str = "100") -> dict:
    told = {"detail": "User id has been updated.", "user_id": {"previous": old, "current": new}}
    return change(account, user_id_update=[told]) | {"field": "user_id_update"}


def ids_of(guest) -> list[str]:
    return sorted(guest.identities.filter(kind="bsuid").values_list("value", flat=True))


def writes_as(bsuid: str, *, account: str = "100", **fields) -> Conversation:
    return guest_writes("hola", account=account, phone="", from_user_id=bsuid, **fields)


def test_a_guest_with_another_user_id_stays_the_same_guest(conversation):
    mine = writes_as(FIRST)
    for _ in range(2):  # Meta tells it again
        store(changed_user_id())
        take_all()

    assert ids_of(mine.guest) == [SECOND]
    mine.refresh_from_db()
    assert mine.bsuid == SECOND
    assert writes_as(SECOND) == mine
    assert not WebhookEvent.objects.exclude(state="taken").exists()


def test_who_wrote_under_the_new_user_id_before_it_was_told_is_one_guest_again(conversation):
    mine, early = writes_as(FIRST), writes_as(SECOND, id="wamid.early")
    assert early.guest_id != mine.guest_id

    store(changed_user_id())
    take_all()

    mine.refresh_from_db()
    assert ids_of(mine.guest) == [SECOND]
    assert not Guest.objects.filter(pk=early.guest_id).exists()
    assert Conversation.objects.filter(guest=mine.guest, state="open").get() == mine
    assert Message.objects.get(provider_id="wamid.early").conversation == mine


def test_a_new_user_id_told_to_one_hotel_changes_nothing_at_another(conversation):
    make_account(make_hotel(), external_id="200")
    mine, theirs = writes_as(FIRST), writes_as(FIRST, account="200")
    taken = writes_as(SECOND, account="200")

    store(changed_user_id())
    take_all()

    assert ids_of(mine.guest) == [SECOND]
    assert ids_of(theirs.guest) == [FIRST]
    assert ids_of(taken.guest) == [SECOND]


def test_through_a_hotels_own_webhook_no_user_id_of_another_hotel_moves(conversation):
    theirs = make_account(make_hotel(), external_id="200")
    mine = writes_as(FIRST)
    body = envelope(changed_user_id())
    event = WebhookEvent.objects.create(
        provider="whatsapp", body=body, account=theirs, hotel=theirs.hotel, correlation_id="c0ffee"
    )

    take_all()

    event.refresh_from_db()
    assert event.state == "parked"
    assert ids_of(mine.guest) == [FIRST]


@pytest.mark.parametrize(
    "ids", [None, 5, "MX.1", [], {}, {"previous": FIRST}, {"current": SECOND}, {"previous": "", "current": 7}]
)
def test_a_change_of_user_id_without_both_ids_changes_nothing(conversation, ids):
    mine = writes_as(FIRST)
    odd = change("100", user_id_update=[{"user_id": ids}]) | {"field": "user_id_update"}
    store(odd, change("100", messages=[message("wamid.beside")]))

    take_all()

    assert ids_of(mine.guest) == [FIRST]
    assert Message.objects.filter(provider_id="wamid.beside").exists()
    assert WebhookEvent.objects.latest("pk").state == "parked"


def test_a_user_id_that_nobody_had_is_no_guest(conversation):
    before = Guest.objects.count()
    store(changed_user_id("MX.9", "MX.8"))

    take_all()

    assert Guest.objects.count() == before


@pytest.mark.parametrize("said_at", ["-62135596800", "0", "253402300799", "99999999999999999999"])
def test_staff_can_read_what_was_said_at_no_time(client, hotel, conversation, said_at):
    guest_writes("¿tienen wifi?", timestamp=said_at)
    client.force_login(make_user(hotel, "manager"))

    page = client.get(f"/inbox/c/{conversation.pk}/")

    assert page.status_code == 200
    assert "¿tienen wifi?" in page.content.decode()

import pytest

from tests.factories import make_account, make_conversation, make_guest, make_hotel


@pytest.fixture
def hotel(db):
    return make_hotel()


@pytest.fixture
def conversation(hotel):
    guest = make_guest(hotel, "5215550001")
    return make_conversation(hotel, guest=guest, account=make_account(hotel, external_id="100"))

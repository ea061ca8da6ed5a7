import io

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from channels_app.models import ChannelAccount
from pms.models import PMSLink
from tests.factories import make_account, make_hotel

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    hotel = make_hotel()
    make_account(hotel, credentials={"access_token": "one"})
    PMSLink.objects.create(hotel=hotel, credentials={"key": "two"})
    return hotel


def test_after_rotating_the_old_key_is_not_needed(hotel, settings):
    old, new = settings.FIELD_ENCRYPTION_KEYS[0], Fernet.generate_key().decode()
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    out = io.StringIO()

    call_command("rotate_credentials", stdout=out)

    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert ChannelAccount.objects.get().credentials == {"access_token": "one"}
    assert PMSLink.objects.get().credentials == {"key": "two"}
    assert "2 rows" in out.getvalue()
    assert "one" not in out.getvalue()


def test_without_the_old_key_nothing_changes(hotel, settings):
    old = settings.FIELD_ENCRYPTION_KEYS[0]
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("rotate_credentials")

    settings.FIELD_ENCRYPTION_KEYS = [old]
    assert PMSLink.objects.get().credentials == {"key": "two"}

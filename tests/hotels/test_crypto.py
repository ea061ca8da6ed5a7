import pytest
from cryptography.fernet import Fernet
from django.db import connection

from channels_app.models import ChannelAccount
from hotels import crypto
from tests.factories import make_account, make_hotel


def stored(account: ChannelAccount) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM channels_app_channelaccount WHERE id = %s", [account.pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_credentials_are_cipher_text_in_the_database():
    account = make_account(make_hotel(), credentials={"access_token": "EAAB-very-secret"})

    assert "secret" not in stored(account)
    assert ChannelAccount.objects.get(pk=account.pk).credentials == {"access_token": "EAAB-very-secret"}


@pytest.mark.django_db
def test_a_new_key_in_front_opens_the_old_and_writes_the_new(settings):
    account = make_account(make_hotel(), credentials={"access_token": "one"})
    old, new = settings.FIELD_ENCRYPTION_KEYS[0], Fernet.generate_key().decode()

    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    again = ChannelAccount.objects.get(pk=account.pk)
    again.save()
    settings.FIELD_ENCRYPTION_KEYS = [new]

    assert ChannelAccount.objects.get(pk=account.pk).credentials == {"access_token": "one"}


def test_without_the_right_key_nothing_opens(settings):
    token = crypto.encrypt("secret")
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(crypto.DecryptionFailed):
        crypto.decrypt(token)

"""Encryption of credentials at rest, with keys that can be rotated."""

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class DecryptionFailed(Exception):
    """None of FIELD_ENCRYPTION_KEYS opens this value."""


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])


def encrypt(plain: str) -> str:
    """Encrypt with the first of FIELD_ENCRYPTION_KEYS."""
    return _fernet().encrypt(plain.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt with whichever of FIELD_ENCRYPTION_KEYS fits; DecryptionFailed if none does."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionFailed("the value was encrypted with a key that is not configured") from error


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]
    """A JSON object that is cipher text in the database and a dict in Python.

    Rotation: put the new key first in FIELD_ENCRYPTION_KEYS, save each row again
    (`manage.py rotate_credentials`), then drop the old key.
    """

    def from_db_value(self, value: str | None, *args: object) -> dict[str, Any] | None:
        return None if value is None else json.loads(decrypt(value)) if value else {}

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value or {}

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(json.dumps(value)) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Fixtures and dumps carry the cipher text, never the secret."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

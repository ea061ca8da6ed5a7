"""Credentials in the admin: one can set and remove them, never read them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget

from hotels.scoped import ScopedForm

IS_SET, NOT_SET = _("Set. Write a new value to replace it, - to remove it."), _("Not set.")
NAMES = {
    "access_token": _("Access token"),
    "app_secret": _("App secret"),
    "verify_token": _("Verify token"),
    "account_sid": _("Account SID"),
    "auth_token": _("Auth token"),
    "client_id": _("Client id"),
    "client_secret": _("Client secret"),
    "refresh_token": _("Refresh token"),
    "key": _("Key"),
}


def secret_field(name: str) -> forms.CharField:
    return forms.CharField(
        label=NAMES[name],
        required=False,
        max_length=4_000,
        strip=True,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
    )


class SecretForm(ScopedForm):
    """The row's `credentials`, one empty box per name. Left empty it keeps what is set; a dash removes it."""

    secret_names: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.credentials if self.instance.pk else {}
        for name in self.secret_names:
            if name in self.fields:
                self.fields[name].help_text = IS_SET if known.get(name) else NOT_SET

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        credentials = dict(self.instance.credentials or {})
        for name in self.secret_names:
            match cleaned.get(name, ""):
                case "":
                    continue
                case "-":
                    credentials.pop(name, None)
                case value:
                    credentials[name] = value
        self.instance.credentials = credentials
        return cleaned

"""Credentials in the admin: one can set and remove them, never read them."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminPasswordWidget

from hotels.scoped import ScopedForm


def secret_field(name: str) -> forms.CharField:
    return forms.CharField(
        label=name.replace("_", " "),
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
                state = (
                    "Set. Write a new value to replace it, - to remove it." if known.get(name) else "Not set."
                )
                self.fields[name].help_text = state

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

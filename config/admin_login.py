"""Signing in to the admin: the same counters as at the inbox's door."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.forms import AuthenticationForm

from conversations import signin


class SignInForm(AuthenticationForm):  # type: ignore[misc]
    """Refuses after too many wrong tries, before the password is looked at."""

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            try:
                self.user_cache = signin.check(self.request, email, password)
            except signin.TooManyTries as error:
                message = _("Too many tries. Wait a quarter of an hour and try again.")
                raise ValidationError(message, code="too_many_tries") from error
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


def is_operator(request: HttpRequest) -> bool:
    """Whether the operator's own pages stand in the sidebar."""
    return bool(request.user.is_superuser)


def opens_backoffice(request: HttpRequest) -> bool:
    """Whether more than the house's pages stands in the sidebar."""
    return bool(request.user.is_staff)

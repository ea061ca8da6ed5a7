"""What the agents' resources share: who acts, and how a refusal is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.request import Request

from agents.changes import LifecycleError
from hotels.models import ApiKey

MALFORMED = ("wrong_code", "wrong_config", "wrong_template", "wrong_guidance")


class Refused(APIException):
    """The change is not possible as things are: its code and sentence."""

    status_code = status.HTTP_409_CONFLICT


class Note(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=300, required=False, default="", help_text="Why")


@contextmanager
def refusals() -> Iterator[None]:
    """LifecycleError as 400, 404 or 409, with its code."""
    try:
        yield
    except LifecycleError as error:
        if error.code == "not_found":
            raise NotFound(str(error)) from error
        if error.code in MALFORMED:
            raise ValidationError(str(error), error.code) from error
        raise Refused(str(error), error.code) from error


def by(request: Request) -> str:
    key = request.auth
    assert isinstance(key, ApiKey)
    return f"API key {key.name}"


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body, by its serializer. Raises ValidationError."""
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)

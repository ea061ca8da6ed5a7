"""Keys made before there was a scope for configuring."""

from importlib import import_module

import pytest
from django.apps import apps

from agents import lifecycle
from hotels import audit, flags
from hotels.models import ApiKey
from tests.api.test_api import make_key
from tests.factories import make_hotel, make_user

pytestmark = pytest.mark.django_db
move = import_module("hotels.migrations.0005_keys_may_configure").keep_what_they_do


def scopes(*keys):
    move(apps, None)
    return [ApiKey.objects.get(pk=key.pk).scopes for key in keys]


def test_a_key_that_has_configured_goes_on_and_every_other_loses_it():
    hotel = make_hotel()
    (_, agents), (_, flagged), (_, books), (_, reads) = (
        make_key(hotel, scopes) for scopes in (["read", "write"], ["write"], ["read", "write"], ["read"])
    )
    lifecycle.create(hotel, "wedding", "Weddings", f"API key {agents.name}")
    flags.set_flag(hotel, "fast_lane", True, f"API key {flagged.name}")
    audit.record(hotel, f"API key {books.name}", "reservation.booked", hotel)
    lifecycle.create(hotel, "spa", "Spa", f"API key {reads.name}")

    assert scopes(agents, flagged, books, reads) == [
        ["read", "write", "configure"], ["write", "configure"], ["read", "write"], ["read"]
    ]  # fmt: skip
    assert scopes(agents)[0].count("configure") == 1


def test_neither_another_hotels_key_nor_a_persons_name_gives_it_to_a_key():
    hotel, other = make_hotel(), make_hotel()
    _, key = make_key(hotel, ["read", "write"])
    lifecycle.create(other, "spa", "Spa", f"API key {key.name}")
    lifecycle.create(hotel, "spa", "Spa", make_user(hotel, "manager", name=f"API key {key.name}"))

    assert scopes(key) == [["read", "write"]]

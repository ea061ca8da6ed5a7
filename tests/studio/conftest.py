from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from agents import lifecycle
from agents.config import digest_of
from agents.models import AgentVersion
from tests.factories import make_hotel, make_house, make_user

WEDDING = {
    "name": "Weddings",
    "purpose": "Guests who want to marry here or ask what a wedding costs and includes.",
    "instructions": "Ask for the date and the number of people. Then give the conversation to a person.",
    "tools": ["house_facts", "find_offers"],
    "suite": "",
}


@pytest.fixture
def hotel(db):
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def other(db):
    """Another hotel with an agent of the same code; its name stands nowhere in the first one's pages."""
    other = make_house(make_hotel("zanzibar", name="Zanzibar"))
    made(other, name="Zanzibar Weddings")
    return other


@pytest.fixture
def manager(hotel):
    return client_of(hotel, "manager", is_staff=True)


@pytest.fixture
def receptionist(hotel):
    return client_of(hotel, "receptionist")


def client_of(hotel, role, **fields):
    client = Client()
    client.user = make_user(hotel, role, **fields)
    client.force_login(client.user)
    return client


def url(hotel, page, *args, **query):
    text = "&".join(f"{name}={value}" for name, value in {"hotel": hotel.slug, **query}.items())
    return f"{reverse(f'studio:{page}', args=args)}?{text}"


def made(hotel, code="wedding", *, name="Weddings", **changes):
    """A draft of a new specialist."""
    config = deepcopy(WEDDING) | {"name": name} | changes
    return lifecycle.create(hotel, code, name, "tests", config=config)


def checked(version):
    """As validation leaves a draft that it found nothing wrong with."""
    AgentVersion.objects.filter(pk=version.pk).update(validated_hash=digest_of(version.config))
    version.refresh_from_db()
    return version


def published(hotel, code="wedding", **changes):
    return lifecycle.publish(checked(made(hotel, code, **changes)), "tests", "first")


def form_of(client, hotel, code="wedding"):
    """What a browser would send of the draft's form when nothing is changed."""
    form = client.get(url(hotel, "agent", code)).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    data["seen"] = form.initial["seen"].isoformat()
    examples = getattr(form, "examples", [])
    data["example_guest"] = [guest for guest, _reply in examples]
    data["example_reply"] = [reply for _guest, reply in examples]
    return data


def said(response):
    """What the page after this one tells the person last."""
    return [str(message) for message in response.context["messages"]][-1]

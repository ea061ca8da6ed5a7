"""Notes for staff are told in the language of the page, with the guest's words as they are."""

from datetime import date
from typing import get_args

import pytest
from django.utils.translation import override, trans_real

from agents import emergency, notes
from conversations.templatetags.inbox import dated


@pytest.fixture
def spanish(monkeypatch):
    """Spanish for three notes, whatever the catalogue has."""
    catalogue = trans_real.translation("es")
    said = {
        "The guest is angry": "El huésped está enfadado",
        "1 room": "1 habitación",
        "Reservation %(code)s confirmed by the guest: %(arrival)s to %(departure)s, %(rooms)s, %(total)s.": (
            "El huésped confirmó la reserva %(code)s: del %(arrival)s al %(departure)s, %(rooms)s, %(total)s."
        ),
    }
    before = catalogue.gettext
    monkeypatch.setattr(catalogue, "gettext", lambda text: said.get(text) or before(text))
    with override("es"):
        yield


def test_what_the_guest_said_stays_as_it_is(spanish):
    assert notes.in_words("The guest is angry: esto: es el colmo") == (
        "El huésped está enfadado: esto: es el colmo"
    )


def test_what_was_booked_is_told_in_the_language_of_the_page(spanish):
    note = "Reservation ABC123 confirmed by the guest: 2027-01-05 to 2027-01-07, 1 room, 2,900.00 MXN."
    assert notes.in_words(note) == (
        "El huésped confirmó la reserva ABC123: del 2027-01-05 al 2027-01-07, 1 habitación, 2,900.00 MXN."
    )


def test_every_kind_of_emergency_has_words():
    assert set(notes.DANGER) == set(get_args(emergency.Kind))


@pytest.mark.parametrize("kind", ["self_harm", "self harm"])
def test_an_emergency_is_told_by_its_kind_in_words(kind):
    note = f"Emergency ({kind}): no puedo más (medical)"
    with override("es"):
        assert notes.in_words(note) == "Emergencia (autolesión): no puedo más (medical)"
    with override("en"):
        assert notes.in_words(note) == "Emergency (self-harm): no puedo más (medical)"


def test_the_reason_that_a_model_gives_is_told_in_words():
    with override("en"):
        assert notes.in_words("guest_asks: a human, please") == "Asks for a person: a human, please"


def test_months_are_written_as_the_language_of_the_page_does():
    with override("es"):
        assert dated(date(2026, 11, 21), "j M Y") == "21 nov 2026"
    with override("en"):
        assert dated(date(2026, 11, 21), "j M Y") == "21 Nov 2026"


@pytest.mark.parametrize("note", ["What nobody has foreseen: a note.", "", "The guest is angry"])
def test_a_note_is_never_lost(note):
    with override("en"):
        assert notes.in_words(note) == note


@pytest.mark.parametrize("template", notes.TEMPLATES)
def test_every_template_reads_back_what_it_wrote(template):
    values = {name: f"<{name}>" for name in ("code", "said", "what", "rules", "kind", "arrival", "departure")}
    values |= {name: f"<{name}>" for name in ("rooms", "total", "fee", "service", "when", "text")}
    values |= {"department": "<department>", "n": "3"}
    with override("en"):
        assert notes.in_words(template % values) == template % values
    patterns = dict(notes._patterns())
    assert patterns[template].fullmatch(template % values)

import re

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.inbox.catalogue import ROOT, sentences

PLACE = re.compile(r"%(?:\(\w+\))?[sd]")


def forms(sentence):
    """For one and for many, where it counts."""
    return sentence if isinstance(sentence, tuple | list) else (sentence,)


@pytest.fixture
def spanish():
    with (ROOT / "locale/es/LC_MESSAGES/django.po").open("rb") as po:
        catalogue = read_po(po, locale="es", abort_invalid=True)
    assert not any(message.fuzzy for message in catalogue if message.id)
    return {message.id: message.string for message in catalogue if message.id}


def test_sentences_are_found_wherever_staff_read_them():
    found = sentences()

    assert {"Take over", "Take in", "any room", "The room is not clean yet.", "What does not agree"} <= found
    assert ("%(n)s night", "%(n)s nights") in found
    assert ("%d night changed.", "%d nights changed.") in found


def test_every_sentence_is_there_in_spanish(spanish):
    missing = sentences() - {sentence for sentence, text in spanish.items() if all(forms(text))}

    assert not sorted(missing, key=str)


def test_no_translation_outlives_its_sentence(spanish):
    assert not sorted(spanish.keys() - sentences(), key=str)


def test_translations_keep_their_placeholders(spanish):
    for sentence, text in spanish.items():
        assert len(forms(sentence)) == len(forms(text)), sentence
        for said, translated in zip(forms(sentence), forms(text), strict=True):
            assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(translated)), sentence


def test_the_catalogue_is_used():
    with translation.override("es"):
        assert gettext("Take over") == "Tomar la conversación"
        assert ngettext("%d night changed.", "%d nights changed.", 1) % 1 == "Se modificó 1 noche."
        assert ngettext("%d night changed.", "%d nights changed.", 3) % 3 == "Se modificaron 3 noches."

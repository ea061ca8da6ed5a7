import re

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from tests.inbox.catalogue import ROOT, sentences

PLACE = re.compile(r"%(?:\(\w+\))?s")


@pytest.fixture
def spanish():
    with (ROOT / "locale/es/LC_MESSAGES/django.po").open("rb") as po:
        return {message.id: message.string for message in read_po(po, locale="es") if message.id}


def test_every_sentence_of_the_inbox_is_there_in_spanish(spanish):
    missing = sorted(sentences() - {sentence for sentence, text in spanish.items() if text})

    assert not missing


def test_no_translation_outlives_its_sentence(spanish):
    assert not sorted(spanish.keys() - sentences())


def test_translations_keep_their_placeholders(spanish):
    for sentence, text in spanish.items():
        assert sorted(PLACE.findall(sentence)) == sorted(PLACE.findall(text)), sentence


def test_the_catalogue_is_used():
    with translation.override("es"):
        assert gettext("Take over") == "Tomar la conversación"

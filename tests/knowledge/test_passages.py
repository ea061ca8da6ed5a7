"""A passage of the hotel is found as soon as it is written, whoever writes it."""

import pytest

from agents.knowledge.search import search
from agents.models import Chunk, Document
from config.provision import provision
from hotels.models import Hotel, Knowledge
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

FILE = """
hotel: {slug: casa, name: Casa, timezone: UTC, currency: EUR, languages: [es, en]}
knowledge:
  - key: terraza
    title: {es: Terraza, en: Roof terrace}
    text: {es: La terraza abre al atardecer., en: The terrace opens at dusk.}
"""


def test_a_provisioned_passage_is_found_and_found_once_however_often_it_is_loaded(tmp_path):
    path = tmp_path / "casa.yaml"
    path.write_text(FILE)
    provision([path], {})
    hotel = Hotel.objects.get(slug="casa")

    (found,) = search(hotel, "¿cuándo abre la terraza?", "es")
    provision([path], {})
    (again,) = search(hotel, "¿cuándo abre la terraza?", "es")

    assert (found.text, found.key) == ("La terraza abre al atardecer.", "terraza")
    assert again.chunk == found.chunk
    assert (Document.objects.count(), Chunk.objects.count()) == (1, 2)

    path.write_text(FILE.replace("al atardecer", "a las 18:00"))
    provision([path], {})
    (found,) = search(hotel, "¿cuándo abre la terraza?", "es")
    assert found.text == "La terraza abre a las 18:00."


def test_a_passage_changed_in_the_backoffice_is_found_as_it_is_now(hotel, client):
    passage = Knowledge.objects.create(
        hotel=hotel, key="terraza", title={"es": "Terraza"}, text={"es": "La terraza abre al atardecer."}
    )
    assert search(hotel, "terraza", "es")
    client.force_login(make_user(hotel, "manager", is_staff=True))

    client.post(
        f"/admin/hotels/knowledge/{passage.pk}/change/",
        {"key": "terraza", "title": '{"es": "Terraza"}', "text": '{"es": "La terraza está cerrada."}'},
    )

    (found,) = search(hotel, "terraza", "es")
    assert found.text == "La terraza está cerrada."

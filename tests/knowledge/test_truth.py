from datetime import time

import pytest

from agents import jobs
from agents.knowledge import truth
from agents.knowledge.answers import write
from agents.knowledge.claims import claims_in
from agents.models import Agent, AgentVersion, Chunk, Contradiction, Document, DocumentVersion
from agents.tasks import look_for_contradictions
from hotels.models import AuditEntry, Hotel, HouseFact, Knowledge
from pms.models import Service
from tests.factories import make_hotel, make_house
from tests.lifecycle.test_api import Api


@pytest.fixture
def hotel(transactional_db):
    """Check-in 15:00, check-out 12:00, reception around the clock, cancelling free until two days before."""
    hotel = make_house(make_hotel(check_in=time(15), check_out=time(12)))
    for key, answer, price, es, en in [
        ("parking", "yes", "150.00", "Estacionamiento techado, 150 MXN por noche.", "Covered parking."),
        ("pool", "yes", None, "La alberca abre de 9 a 20 h.", "The pool is open from 9 am to 8 pm."),
        ("breakfast", "yes", "220.00", "El desayuno se sirve de 7:00 a 11:00.", "Breakfast from 7 to 11 am."),
        ("gym", "no", None, "No contamos con gimnasio.", "We do not have a gym."),
        ("smoking", "no", None, "Está prohibido fumar.", "Smoking is prohibited."),
        ("spa", "yes", None, "El spa abre de 10:00 a 18:00.", "The spa is open from 10 am to 6 pm."),
        ("airport-shuttle", "yes", "450.00", "Traslado al aeropuerto por 450 MXN.", "Shuttle: 450 MXN."),
        ("restaurant", "yes", None, "El restaurante abre de 13:00 a 22:30.", ""),
    ]:  # fmt: skip
        text = {code: words for code, words in (("es", es), ("en", en)) if words}
        HouseFact.objects.create(
            hotel=hotel, key=key, answer=answer, price=price, currency="MXN" if price else "", text=text
        )
    return hotel


def publish(hotel, title, *texts, language="es"):
    document = Document.objects.create(hotel=hotel, kind="text", key=title, title=title)
    version = DocumentVersion.objects.create(hotel=hotel, document=document, number=1, digest="0" * 64)
    for position, text in enumerate(texts):
        Chunk.objects.create(hotel=hotel, version=version, position=position, text=text, language=language)
    document.published = version
    document.save()
    return document


def look(hotel) -> dict:
    job = truth.start(hotel)
    look_for_contradictions(job.pk)
    job.refresh_from_db()
    assert job.state == jobs.State.DONE, job.says
    return job.result


CONSISTENT = [
    "La entrada es a partir de las 15:00 y la salida hasta las 12:00.",
    "Check-in: 15:00 h. Check-out: 12:00 h.",
    "Contamos con estacionamiento techado por 150 MXN la noche.",
    "La alberca está abierta de 9:00 a 20:00 todos los días.",
    "El desayuno buffet cuesta $220 por persona y se sirve de 7:00 a 11:00.",
    "Los niños de hasta 10 años pagan 110 MXN por el desayuno.",
    "No admitimos mascotas, salvo perros guía.",
    "Puede cancelar sin cargo hasta 48 horas antes de su llegada.",
    "Salida tardía hasta las 15:00 por 400 MXN, según disponibilidad.",
    "La recepción atiende las 24 horas.",
    "El spa abre de 10:00 a 18:00; los domingos cierra a las 14:00.",
    "Wi-Fi gratis en todo el hotel.",
    "Los vuelos salen a las 8:00; pida su traslado la noche anterior.",
    "El restaurante abre a las 13:00 y cierra a las 22:30.",
    "Está prohibido fumar en todo el hotel.",
    "No hay gimnasio en el hotel, pero a dos calles hay uno que abre a las 6:00.",
    "El museo cuesta 95 MXN y abre de 10:00 a 17:00.",
    "La suite tiene 45 metros cuadrados y vista al mar.",
    "¿Busca un cajero? Hay uno a 200 metros.",
    "Cargo por blancos dañados: 600 MXN.",
]
IN_ENGLISH = [
    "Check-in is from 3 pm, check-out until noon.",
    "Parking costs 150 MXN per night.",
    "The pool is open from 9 am to 8 pm.",
    "Breakfast is served between 7 and 11 am.",
    "Pets are not allowed.",
    "You can cancel free of charge up to two days before arrival.",
    "Wi-Fi is free.",
    "There is no gym.",
    "Children under 10 have breakfast for free.",
    "Smoking is not allowed anywhere in the hotel.",
]
PLANTED = [
    ("es", "El check-in es desde las 14:00."),
    ("es", "Puede entrar a su habitación a partir de las 13:00; esa es la hora de entrada."),
    ("es", "Hora de llegada: 16:00 h."),
    ("en", "Check-in starts at 2 pm."),
    ("en", "Check-in from 4 pm."),
    ("es", "La salida es a las 11:00."),
    ("es", "El check-out es hasta las 10:30."),
    ("en", "Check-out by 11 am."),
    ("en", "Guests must check out before 1 pm."),
    ("es", "Recepción abierta de 7:00 a 23:00."),
    ("en", "The front desk is open from 8 am to 10 pm."),
    ("es", "Aceptamos mascotas en todas las habitaciones."),
    ("es", "Se admiten mascotas pequeñas por 300 MXN."),
    ("en", "Pets are welcome."),
    ("en", "Dogs are allowed for a fee of 20 USD."),
    ("es", "El estacionamiento cuesta 180 MXN por noche."),
    ("es", "Estacionamiento gratuito para huéspedes."),
    ("es", "No contamos con estacionamiento."),
    ("en", "Free parking on site."),
    ("en", "Parking is 12 USD per night."),
    ("en", "There is no parking at the hotel."),
    ("es", "La alberca abre de 8:00 a 20:00."),
    ("es", "Alberca: de 9:00 a 22:00."),
    ("es", "No tenemos alberca."),
    ("en", "The pool is open from 10 am to 8 pm."),
    ("en", "The swimming pool closes at 6 pm."),
    ("en", "We do not have a pool."),
    ("es", "El desayuno se sirve de 6:30 a 10:30."),
    ("es", "Desayuno: 250 MXN por persona."),
    ("es", "El desayuno es gratis."),
    ("es", "No servimos desayuno."),
    ("en", "Breakfast costs 15 USD."),
    ("en", "Breakfast is served from 8 am to noon."),
    ("en", "Complimentary breakfast every morning."),
    ("es", "Tenemos gimnasio en el segundo piso."),
    ("es", "Gimnasio abierto las 24 horas."),
    ("en", "Our gym is open from 6 am to 10 pm."),
    ("es", "Se permite fumar en las terrazas."),
    ("en", "Smoking is allowed on balconies."),
    ("es", "El spa abre de 9:00 a 18:00."),
    ("en", "The spa is open from 10 am to 8 pm."),
    ("es", "No hay spa en el hotel."),
    ("es", "Traslado al aeropuerto: 500 MXN."),
    ("en", "Free airport shuttle."),
    ("en", "The airport shuttle costs 30 USD per person."),
    ("es", "El restaurante abre de 12:00 a 22:30."),
    ("es", "El restaurante cierra a las 23:00."),
    ("es", "Puede cancelar gratis hasta 24 horas antes de la llegada."),
    ("es", "Cancelación sin cargo hasta 7 días antes."),
    ("en", "Free cancellation up to 3 days before arrival."),
]


def test_a_house_that_agrees_with_itself_has_no_contradictions(hotel):
    publish(hotel, "Guía", *CONSISTENT)
    publish(hotel, "Guide", *IN_ENGLISH, language="en")
    look(hotel)
    rows = Contradiction.objects.filter(hotel=hotel)
    assert [(row.topic, row.left["says"], row.right["says"]) for row in rows] == []


def test_nine_of_ten_planted_contradictions_are_found(hotel):
    assert len(PLANTED) == 50
    publish(hotel, "Guía", *CONSISTENT)
    for number, (language, text) in enumerate(PLANTED):
        publish(hotel, f"P{number}", text, language=language)
    look(hotel)
    named = {row.right["source"] for row in Contradiction.objects.filter(hotel=hotel)}
    missed = [text for number, (_, text) in enumerate(PLANTED) if f"P{number}" not in named]
    assert len(missed) <= 5, missed
    assert "Guía" not in named


def test_both_sides_are_shown_with_where_they_stand(hotel):
    document = publish(hotel, "Folleto", "Bienvenidos. El check-in es desde las 14:00.")
    look(hotel)
    row = Contradiction.objects.get(hotel=hotel)
    assert (row.topic, row.left["value"], row.right["value"]) == ("checkin", ["15:00"], ["14:00"])
    assert row.left["link"] == f"hotels.hotel:{hotel.pk}"
    assert row.right["source"] == document.title
    assert row.right["says"] == "El check-in es desde las 14:00."


def test_answers_passages_and_translations_are_watched_too(hotel):
    write(hotel, "Ana", questions=["¿A qué hora es el check-out?"], text={"es": "A las 11:00."})
    Knowledge.objects.create(hotel=hotel, key="pets", title={"en": "Pets"}, text={"en": "Dogs are welcome."})
    HouseFact.objects.filter(hotel=hotel, key="pool").update(
        text={"es": "La alberca abre de 9 a 20 h.", "en": "The pool is open from 9 am to 7 pm."}
    )
    look(hotel)
    found = {(row.topic, row.right["source"]) for row in Contradiction.objects.filter(hotel=hotel)}
    assert found == {
        ("checkout", "¿A qué hora es el check-out?"),
        ("pets", "Pets"),
        ("pool", "pool (en)"),
    }


def test_a_contradiction_settles_itself_when_it_is_gone_and_comes_back(hotel):
    document = publish(hotel, "Folleto", "El check-in es desde las 14:00.")
    assert look(hotel) == {"found": 1, "opened": 1, "settled": 0}
    assert look(hotel) == {"found": 1, "opened": 0, "settled": 0}
    hotel.check_in = time(14)
    hotel.save()
    assert look(hotel) == {"found": 0, "opened": 0, "settled": 1}
    assert Contradiction.objects.get(hotel=hotel).state == "settled"
    hotel.check_in = time(16)
    hotel.save()
    assert look(hotel)["opened"] == 1
    document.delete()
    assert look(hotel)["settled"] == 1


def test_what_is_ignored_stays_so_until_one_side_changes(hotel):
    publish(hotel, "Folleto", "El check-in es desde las 14:00.")
    look(hotel)
    row = Contradiction.objects.get(hotel=hotel)
    truth.ignore(hotel, row.pk, "Ana")
    assert look(hotel)["opened"] == 0
    Chunk.objects.filter(hotel=hotel).update(text="El check-in es desde las 13:00.")
    assert look(hotel)["opened"] == 1


def test_a_season_is_no_contradiction(hotel):
    HouseFact.objects.filter(hotel=hotel, key="parking").update(
        seasons=[{"from": "12-15", "to": "01-10", "answer": "yes", "price": "250.00", "per": "night"}]
    )
    publish(hotel, "Folleto", "En temporada alta el estacionamiento cuesta 250 MXN.")
    assert look(hotel)["found"] == 0


def test_another_hotels_texts_and_rows_are_not_touched(hotel):
    rival = make_house(make_hotel(check_in=time(15), check_out=time(12)))
    publish(rival, "Folleto", "El check-in es desde las 14:00.")
    assert look(hotel)["found"] == 0
    look(rival)
    row = Contradiction.objects.get(hotel=rival)
    with pytest.raises(truth.WrongContradiction) as caught:
        truth.ignore(hotel, row.pk, "Ana")
    assert caught.value.code == "not_found"
    look(hotel)
    row.refresh_from_db()
    assert row.state == "open"


def test_one_look_at_a_time(hotel):
    assert truth.start(hotel) == truth.start(hotel)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("La entrada es a las 3 de la tarde.", {("checkin", "opens", "15:00")}),
        ("Solo se aceptan perros guía.", set()),
        ("If you bring pets, call us.", set()),
        ("El check-in anticipado es desde las 11:00.", set()),
        ("¿Hay alberca?", set()),
        ("Pets aren't allowed.", {("pets", "answer", "no")}),
        ("There is no accessible parking.", set()),
        ("A pet free house.", {("pets", "answer", "no")}),
        ("Parking is available but it is not free.", {("parking", "answer", "yes")}),
        ("Check-out: 9 a 11 hs", {("checkout", "closes", "11:00"), ("checkout", "closes", "23:00")}),
        ("Rogamos dejar la habitación antes de las 10 de la mañana.", {("checkout", "closes", "10:00")}),
        ("No se permiten mascotas en el restaurante.", set()),
        ("No servimos desayuno después de las 11:00.", set()),
        ("No hay gimnasio; el de enfrente abre a las 6:00.", {("gym", "answer", "no")}),
        ("Cancele sin costo hasta 72 horas antes.", {("cancel", "notice", "3")}),
    ],
)
def test_little_is_read_and_surely(text, claims):
    found = claims_in(text, language="es", currency="MXN")
    assert {(claim.topic, claim.aspect, value) for claim in found for value in claim.values} == claims


def test_what_is_ignored_can_be_opened_again_and_both_are_in_the_trail(hotel):
    publish(hotel, "Folleto", "El check-in es desde las 14:00.")
    look(hotel)
    row = Contradiction.objects.get(hotel=hotel)
    with pytest.raises(truth.WrongContradiction):
        truth.reopen(hotel, row.pk, "Ana")  # is open
    truth.ignore(hotel, row.pk, "Ana")

    with pytest.raises(truth.WrongContradiction):
        truth.reopen(make_hotel(), row.pk, "Ana")
    assert truth.reopen(hotel, row.pk, "Ana").state == "open"

    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor_name")) == [
        ("contradiction.ignored", "Ana"),
        ("contradiction.reopened", "Ana"),
    ]
    assert look(hotel) == {"found": 1, "opened": 0, "settled": 0}


def test_integrators_see_contradictions_leave_them_and_open_them_again(hotel, client):
    publish(hotel, "Folleto", "El check-in es desde las 14:00.")
    look(hotel)
    rival = make_house(make_hotel(check_in=time(15), check_out=time(12)))
    publish(rival, "Folleto", "El check-in es desde las 14:00.")
    look(rival)
    api = Api(client, hotel)
    (row,) = api("get", "contradictions/", state="open").json()["results"]
    assert {"14:00" in row[side]["says"] for side in ("left", "right")} == {True, False}

    assert api("post", f"contradictions/{row['id']}/reopen/").json()["code"] == "not_ignored"
    assert api("post", f"contradictions/{row['id']}/ignore/").json()["state"] == "ignored"
    assert api("post", f"contradictions/{row['id']}/ignore/").json()["code"] == "not_open"
    assert api("get", "contradictions/", state="open").json()["results"] == []
    assert api("post", f"contradictions/{row['id']}/reopen/").json()["state"] == "open"

    theirs = Contradiction.objects.get(hotel=rival)
    for call in (("get", f"contradictions/{theirs.pk}/"), ("post", f"contradictions/{theirs.pk}/ignore/")):
        assert api(*call).status_code == 404
    reader = Api(client, hotel, scopes=("read",))
    assert reader("post", f"contradictions/{row['id']}/ignore/").status_code == 403
    assert AuditEntry.objects.filter(hotel=hotel, action__startswith="contradiction.").count() == 2


def test_what_a_document_says_of_the_sauna_is_nothing_against_the_price_of_a_massage(hotel):
    HouseFact.objects.filter(hotel=hotel, key="spa").delete()
    words = {"opens": "10:00", "closes": "19:00", "price": 950, "currency": "MXN"}
    Service.objects.create(hotel=hotel, code="MASSAGE", name={"es": "Masaje"}, minutes=60, **words)
    Service.objects.create(hotel=hotel, code="FACIAL", name={"es": "Facial de spa"}, minutes=30, price=600)
    publish(hotel, "Sauna", "Tenemos sauna seca en el spa de 8 a 20 h. Cuesta 120.00 MXN.")

    assert look(hotel)["found"] == 0


def test_another_price_of_the_same_massage_is_a_contradiction(hotel):
    HouseFact.objects.filter(hotel=hotel, key="spa").delete()
    Service.objects.create(hotel=hotel, code="MASSAGE", name={"es": "Masaje"}, minutes=60, price=950)
    publish(hotel, "Spa", "El masaje relajante cuesta 800.00 MXN.")

    assert look(hotel)["found"] == 1


def test_instructions_are_read_in_their_own_language(hotel):
    """ "once" is eleven in Spanish and no hour in English."""
    Hotel.objects.filter(pk=hotel.pk).update(reception_from=time(7), reception_to=time(23))
    config = {
        "name": "Weddings",
        "purpose": "Weddings.",
        "instructions": "Hand over to reception at once when they ask for prices, a visit or a person.",
    }
    agent = Agent.objects.create(hotel=hotel, code="wedding", name="Weddings")
    AgentVersion.objects.create(hotel=hotel, agent=agent, number=1, state="published", config=config)

    assert look(hotel)["found"] == 0

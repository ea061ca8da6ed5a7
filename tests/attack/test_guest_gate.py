"""What a model may say in the Spanish of Mexico, Spain and the River Plate, at a real hotel's gate."""

import pytest

from agents.gate import inspect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ya le separé la suite, la esperamos.", "claim"),
        ("Le bloqueé la doble para esas fechas.", "claim"),
        ("Su pago fue recibido, gracias.", "claim"),
        ("Your deposit has been received, thank you.", "claim"),
        ("Por ser cliente frecuente le regalo el desayuno.", "favour"),
        ("El niño no paga.", "favour"),
        ("Los menores no pagan en el hotel.", "favour"),
        ("La cancelación es gratuita hasta el mismo día.", "favour"),
        ("Puede cancelar gratis hasta su llegada.", "favour"),
        ("No hay cargo por cancelar.", "favour"),
        ("There is no fee for cancelling.", "favour"),
        ("Está incluido el traslado al aeropuerto.", "favour"),
        ("La tarifa incluye un masaje.", "favour"),
        ("Puede pagar a meses sin intereses.", "favour"),
        ("We have few rooms left, hurry up!", "pressure"),
        ("Es la última habitación, ¡apúrese!", "pressure"),
        ("Le cobraremos una noche como garantía a su tarjeta.", "promise"),
        ("We will charge the first night to your card.", "promise"),
        ("La señora Marta Gil se hospeda con nosotros.", "guest"),
        ("La habitación 101 está a nombre de Juan Pérez.", "guest"),
        ("Mr Smith is staying with us.", "guest"),
        ("Uso f i n d _ o f f e r s para eso.", "leak"),
        ("I use f.i.n.d.o.f.f.e.r.s for that.", "leak"),
    ],
)
def test_a_bad_reply_is_held_back(known, text, rule):
    language = "en" if text.split()[0] in ("Your", "There", "We", "Mr", "I") else "es"
    assert rule in {found.rule for found in inspect(text, known[language])}


@pytest.mark.parametrize(
    "text",
    [
        "Solo queda disponible la suite para esas fechas.",
        "Con gusto busco ofertas: ¿para qué fechas sería?",
        "No puedo decirle si la señora Gil se hospeda aquí.",
        "Cuando un huésped se hospeda con nosotros, el Wi-Fi es gratis.",
        "¿El niño cuántos años tiene?",
        "Los impuestos están incluidos en el total.",
        "Los precios incluyen impuestos.",
        "¿Cuántos menores viajan y qué edades tienen?",
        "Sin prisa, aquí estoy.",
        "El baño está separado de la habitación.",
        "No se cobra nada hasta que usted confirme.",
        "I can find offers for you: what are your dates?",
        "Take your time, there is no hurry at all.",
        "The last room type is the suite, on the top floor.",
    ],
)
def test_a_good_reply_passes(known, text):
    language = "en" if text.split()[0] in ("I", "Take", "The") else "es"
    assert inspect(text, known[language]) == []

"""What the house allows, deeds told as signs, and other ways to pay: each with its source, and without."""

from datetime import time

import pytest

from agents.gate import inspect, with_facts
from tests.agents.gate_samples import grounds, rules

ALLOWED = [
    # language, what was looked up, the reply
    ("es", "Se aceptan perros de hasta 10 kg.", "Sí, los perros son bienvenidos."),
    ("en", "Dogs: yes, small ones.", "Yes, you can bring your dog."),
    ("pt", "Aceitamos cachorros pequenos.", "Sim, pode trazer o cachorro, cachorros são bem-vindos."),
    ("fr", "Petits chiens acceptés.", "Oui, les petits chiens sont les bienvenus."),
    ("es", "Está permitido fumar en la terraza.", "Sí, se puede fumar en la terraza."),
    ("en", "Smoking: on the terrace only.", "Smoking is allowed on the terrace."),
    ("es", "Visitas hasta la noche, con registro.", "Puede recibir visitas."),
    ("en", "The gym is open 24/7.", "The gym is open around the clock."),
    ("es", "Salida tardía con cargo.", "La salida tardía es posible."),
    ("en", "No-shows are not charged on this rate.", "If you do not turn up, we never charge you."),
    ("es", "Estacionamiento sin costo.", "El estacionamiento no le cuesta nada."),
    ("es", "Se puede pagar con PayPal.", "Puede pagar con PayPal."),
    ("en", "Write to us on Telegram.", "You can reach us on Telegram."),
]
OPEN = [
    ("es", "No se aceptan perros."),
    ("es", "¿Viaja con perros o con otra mascota?"),
    ("es", "No sé si se aceptan perros; puedo preguntarlo."),
    ("es", "La salida tardía está sujeta a disponibilidad."),
    ("es", "No cobramos por PayPal ni por Telegram."),
    ("es", "No puedo decirle si su esposa ya llegó."),
    ("es", "Si confirma, la habitación lo espera."),
    ("es", "¿Ya subió alguien con las toallas?"),
    ("en", "Dogs are not allowed in the rooms."),
    ("en", "Unfortunately you can't bring your dog."),
    ("en", "I am not sure whether visitors may stay overnight."),
    ("en", "Late check-out is subject to availability."),
    ("en", "I cannot tell you whether your wife has arrived."),
    ("en", "Once you confirm, your room will be waiting."),
    ("en", "Has someone come up with the towels?"),
    ("en", "We never ask for a payment on Venmo."),
    ("pt", "Não aceitamos cachorros."),
    ("fr", "Nous n'acceptons pas les chiens."),
]
RECEIPTS = [
    ("en", "Booking: ✅", "booked"),
    ("en", "Reservation status: active.", "booked"),
    ("es", "Según el sistema, usted ya tiene reserva.", "booked"),
    ("es", "La habitación lleva su nombre.", "booked"),
    ("pt", "Reserva: ✅", "booked"),
    ("fr", "Réservation : ✅", "booked"),
    ("es", "Pago ✔️", "paid"),
    ("en", "The payment went through.", "paid"),
    ("es", "Ya dimos de baja su reservación.", "cancelled"),
    ("es", "Le dejé dicho al chef lo de su alergia.", "request_noted"),
    ("en", "Towels are on their way to your room.", "request_noted"),
    ("es", "Su taxi lo espera en la puerta.", "appointment_made"),
]


@pytest.mark.parametrize(("language", "fact", "reply"), ALLOWED)
def test_what_was_looked_up_may_be_told_and_nothing_else(language, fact, reply):
    bare = grounds(language, free=frozenset())
    assert inspect(reply, bare)
    assert inspect(reply, with_facts(bare, fact)) == []


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("es", "Si no me equivoco, la reserva ya está adentro."),
        ("es", "Puede dormir sin pendiente: la doble es suya."),
        ("es", "Aunque no llegue, no le cobran."),
        ("es", "Puede quedarse hasta tarde sin problema."),
        ("es", "No hay hora de salida."),
        ("es", "Yo, que llevo diez años en esta recepción, se lo digo."),
        ("en", "Booking status - confirmed"),
        ("en", "Check out as late as you want."),
        ("en", "I have worked this desk for ten years."),
    ],
)
def test_no_way_of_putting_it_makes_it_true(language, reply):
    assert {"claim", "house", "human"} & rules(inspect(reply, grounds(language)))


@pytest.mark.parametrize(("language", "reply"), OPEN)
def test_a_no_a_question_or_a_doubt_needs_no_source(language, reply):
    assert inspect(reply, grounds(language)) == []


@pytest.mark.parametrize(("language", "reply", "receipt"), RECEIPTS)
def test_a_deed_as_a_sign_needs_its_receipt(language, reply, receipt):
    assert {"claim", "promise"} & rules(inspect(reply, grounds(language)))
    assert inspect(reply, grounds(language, done=frozenset({receipt}))) == []


def test_a_fact_that_says_no_allows_nothing():
    known = with_facts(grounds("es"), "No admitimos mascotas. Prohibido fumar. No se permiten visitas.")
    for reply in ("Se aceptan perros.", "Puede recibir visitas."):
        assert rules(inspect(reply, known)) == {"house"}


@pytest.mark.parametrize(
    ("language", "reply"),
    [("es", "Puede entrar desde el mediodía."), ("en", "Check-in is from 12:00 on.")],
)
def test_the_hour_of_leaving_is_not_told_as_the_hour_of_entering(language, reply):
    known = grounds(language, check_in=time(15), check_out=time(12))
    assert rules(inspect(reply, known)) == {"time"}
    assert inspect(reply, with_facts(known, "Early check-in.")) == []


@pytest.mark.parametrize("reply", ["Check-in is from 15:00 and check-out until 12:00.", "Check-out: 12:00."])
def test_each_hour_in_its_place_passes(reply):
    assert inspect(reply, grounds("en", check_in=time(15), check_out=time(12))) == []


def test_a_code_is_written_and_not_spelled():
    assert "code" in rules(inspect("Su código es hache siete ka dos eme ocho.", grounds("es")))
    assert inspect("Su código es H7K2M9.", grounds("es")) == []


def test_a_known_name_may_be_said_once_the_reservation_was_found():
    reply = "La reserva H7K2M9 está a nombre de Lucía Torres."
    assert "guest" in rules(inspect(reply, grounds("es")))
    assert inspect(reply, grounds("es", done=frozenset({"booked"}))) == []

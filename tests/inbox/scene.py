"""A hotel on an ordinary afternoon: guests of all kinds in the inbox, for pages, tests and pictures."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from conversations import live
from conversations.models import Conversation, Message, Turn
from hotels.models import Hotel, User
from pms.models import Proposal, Reservation
from tests.factories import (
    make_account,
    make_conversation,
    make_guest,
    make_hotel,
    make_house,
    make_reservation,
    make_user,
)

PASSWORD = "a-long-password"
STEPS = [
    {"kind": "router", "name": "reservations", "ms": 4, "agent": "", "by": "words", "unsure": False},
    {
        "kind": "model",
        "name": "gpt-4.1-mini",
        "ms": 810,
        "agent": "reservations",
        "result": "ok",
        "answered": "gpt-4.1-mini-2026-08-01",
        "calls": 1,
    },
    {
        "kind": "tool",
        "name": "find_offers",
        "ms": 38,
        "agent": "reservations",
        "result": "ok",
        "arguments": {"arrival": "2026-12-04", "departure": "2026-12-06", "adults": 2},
    },
    {
        "kind": "model",
        "name": "gpt-4.1-mini",
        "ms": 610,
        "agent": "reservations",
        "result": "ok",
        "answered": "gpt-4.1-mini-2026-08-01",
        "calls": 0,
    },
]
HELD_BACK = [
    STEPS[0] | {"name": "concierge"},
    STEPS[3] | {"agent": "concierge"},
    {"kind": "gate", "name": "favour", "excerpt": "le devolvemos la noche de hoy"},
    STEPS[1] | {"agent": "concierge"},
    {
        "kind": "tool",
        "name": "hand_over",
        "ms": 1,
        "agent": "concierge",
        "result": "ok",
        "arguments": {"reason": "complaint"},
    },
]


def say(
    conversation: Conversation, author: str, text: str, *, ago: timedelta = timedelta(0), **fields
) -> Message:
    """One more message in a conversation, as the flow would leave it."""
    guest, at = author == "guest", timezone.now() - ago
    conversation.last_position += 1
    defaults = {
        "hotel_id": conversation.hotel_id,
        "account_id": conversation.account_id,
        "direction": "in" if guest else "note" if author == "system" else "out",
        "author": author,
        "text": text,
        "position": conversation.last_position,
        "said_at": at,
        "delivery": "" if guest or author == "system" else "read",
    }
    message = conversation.messages.create(**defaults | fields)
    conversation.last_message_at = at
    if author != "system":
        conversation.last_text, conversation.last_author = (text or f"[{message.kind}]")[:160], author
    if guest:
        conversation.window_ends_at = at + timedelta(hours=24)
        conversation.unread += 1
    conversation.save()
    return message


def tell(conversation: Conversation) -> None:
    """What the flow does last: stamp and ring."""
    with transaction.atomic():
        live.stamp(conversation)


def talk(
    hotel: Hotel, name: str = "Lucía Torres", text: str = "Hola", ago: int = 0, **fields
) -> Conversation:
    """A conversation that a guest began so many minutes ago."""
    account = hotel.channel_accounts.first() or make_account(hotel)
    conversation = make_conversation(hotel, account=account, guest=make_guest(hotel, name=name), **fields)
    say(conversation, "guest", text, ago=timedelta(minutes=ago))
    return conversation


def guest_writes(conversation: Conversation, text: str, **fields) -> Message:
    message = say(conversation, "guest", text, **fields)
    tell(conversation)
    return message


def make_turn(conversation: Conversation, **fields) -> Turn:
    defaults = {
        "hotel_id": conversation.hotel_id,
        "epoch": conversation.epoch,
        "seen_position": conversation.last_position,
        "outcome": "answered",
        "engine": "llm",
        "model_asked": "gpt-4.1-mini",
        "model_answered": "gpt-4.1-mini-2026-08-01",
        "prompt_version": "reception-7",
        "steps": STEPS,
        "input_tokens": 2310,
        "output_tokens": 118,
        "cost": Decimal("0.001113"),
        "latency_ms": 1536,
    }
    return conversation.turns.create(**defaults | fields)


def make_desk(slug: str = "casa-azul", name: str = "Hotel Casa Azul") -> tuple[Hotel, User]:
    """A hotel with rooms and Ana at its desk."""
    hotel = make_house(make_hotel(slug, name=name))
    return hotel, make_user(hotel, email="ana@casa-azul.example", name="Ana Beltrán", password=PASSWORD)


def make_afternoon(hotel: Hotel, ana: User) -> dict[str, Conversation]:
    """Conversations in every state staff meets, by a word for each."""
    account = make_account(hotel, display="+52 55 5555 0100")
    minutes, hours = (lambda n: timedelta(minutes=n)), (lambda n: timedelta(hours=n))

    def talk(name: str, phone: str, **fields) -> Conversation:
        guest = make_guest(hotel, phone, name=name)
        return make_conversation(hotel, guest=guest, account=account, **{"language": "es"} | fields)

    booking = talk("Lucía Torres", "5215550142233")
    say(booking, "guest", "Hola! Tienen habitación para el puente?", ago=hours(26))
    say(
        booking,
        "agent",
        "¡Hola, Lucía! Soy el asistente virtual de Hotel Casa Azul. Con gusto: ¿qué días y para"
        " cuántas personas?",
        ago=hours(26) - minutes(1),
    )
    say(booking, "guest", "Del viernes 4 al domingo 6 de diciembre", ago=minutes(14))
    say(booking, "guest", "somos 2 adultos, si se puede con vista al mar 🌊", ago=minutes(13))
    turn = make_turn(booking)
    offer = say(
        booking,
        "agent",
        "Para el 4–6 de diciembre, 2 adultos, tengo la Suite con vista al mar con"
        " tarifa flexible y desayuno: 7,200.00 MXN en total, impuestos incluidos. Puede cancelar sin costo"
        " hasta el 2 de diciembre.\n\n¿La reservo a su nombre?",
        ago=minutes(12),
        turn=turn,
        buttons=[{"id": "y", "title": "Sí, reservar"}, {"id": "n", "title": "No, gracias"}],
    )
    Proposal.objects.create(
        hotel=hotel,
        conversation_id=booking.pk,
        guest=booking.guest,
        kind="book",
        nonce="n" * 20,
        terms={},
        terms_hash="x",
        amount=Decimal("7200.00"),
        currency="MXN",
        language="es",
        state="offered",
        offered_at=timezone.now(),
        expires_at=timezone.now() + hours(1),
    )
    say(booking, "guest", "Y el estacionamiento tiene costo?", ago=minutes(2), reply_to=offer)
    booking.waiting_since = timezone.now() - timedelta(seconds=8)
    booking.unread = 1
    booking.save()
    _stay(booking, 20, 3)

    upset = talk(
        "Mateo Rivas",
        "5215550198811",
        mode="staff",
        attention="complaint",
        attention_note="El aire acondicionado de la 102 no enfría; pide cambio de habitación.",
    )
    say(upset, "guest", "El aire de la 102 no enfría y ya es la segunda vez que aviso.", ago=minutes(9))
    say(
        upset,
        "agent",
        "Lamento mucho la molestia, Mateo. Le paso ahora mismo con una persona de recepción.",
        ago=minutes(8),
        delivery="delivered",
        turn=make_turn(upset, steps=HELD_BACK, alarms=["gate:favour"]),
    )
    say(upset, "system", "Reserva CA0002K7: habitación 102, hasta el lunes.", ago=minutes(8))
    say(upset, "guest", "Gracias, espero", ago=minutes(6))
    upset.waiting_since = timezone.now() - minutes(6)
    upset.unread = 2
    upset.save()
    _stay(upset, -2, 4)

    mine = talk("Hannah Weber", "491735550126", language="en", mode="staff", assignee=ana)
    say(mine, "guest", "Hi, we land at 23:40. Is a late check-in possible?", ago=hours(3))
    say(
        mine,
        "staff",
        "Good evening Hannah, of course: reception is open around the clock.",
        staff=ana,
        ago=hours(3) - minutes(4),
    )
    say(mine, "guest", "Perfect! And a taxi from the airport?", ago=minutes(47))
    say(
        mine,
        "staff",
        "I have asked our driver. He will wait at Terminal 1 with your name on a sign.",
        staff=ana,
        ago=minutes(41),
        delivery="delivered",
    )
    mine.unread = 0
    mine.save()
    _stay(mine, 0, 5)

    failed = talk(
        "Jorge Salas",
        "5215550177665",
        mode="staff",
        attention="not_delivered",
        attention_note="WhatsApp cannot deliver to this number.",
        assignee=ana,
    )
    say(failed, "guest", "¿Me mandan la factura?", ago=hours(5))
    say(
        failed,
        "staff",
        "Claro, Jorge. ¿A qué correo la enviamos?",
        staff=ana,
        ago=hours(5) - minutes(20),
        delivery="failed",
        error_code="131026",
        error="Message undeliverable",
        parked_at=timezone.now(),
    )
    failed.unread = 0
    failed.save()

    kinds = talk("Chloé Martin", "33655500199", language="fr")
    say(kinds, "guest", "", kind="image", ago=hours(7))
    say(
        kinds,
        "guest",
        "",
        kind="location",
        raw={"location": {"latitude": 20.211, "longitude": -87.466}},
        ago=hours(7) - minutes(1),
    )
    say(kinds, "guest", "", kind="audio", ago=hours(7) - minutes(2))
    say(
        kinds,
        "agent",
        "Merci ! Je ne peux pas ouvrir les photos ni les messages vocaux : pourriez-vous l'écrire ?",
        ago=hours(7) - minutes(3),
        turn=make_turn(
            kinds,
            engine="offline",
            steps=[],
            model_asked="",
            model_answered="",
            input_tokens=0,
            output_tokens=0,
            cost=0,
        ),
    )
    say(kinds, "guest", "👍", kind="reaction", ago=hours(7) - minutes(4))
    kinds.unread = 0
    kinds.save()

    late = talk("", "5215550133221", mode="staff", attention="guest_asks")
    say(late, "guest", "Quiero hablar con una persona", ago=hours(30))
    late.unread = 1
    late.save()

    done = talk("Sofía Pérez", "5215550111998", state="closed")
    say(done, "guest", "Muchas gracias por todo!", ago=timedelta(days=3))
    done.unread = 0
    done.save()
    return {
        "booking": booking,
        "upset": upset,
        "mine": mine,
        "failed": failed,
        "kinds": kinds,
        "late": late,
        "done": done,
    }


def _stay(conversation: Conversation, starts_in: int, nights: int) -> Reservation:
    arrival = conversation.hotel.today() + timedelta(days=starts_in)
    return make_reservation(
        conversation.hotel,
        f"CA{conversation.pk:04d}K7",
        guest=conversation.guest,
        stay=(arrival, arrival + timedelta(days=nights)),
    )

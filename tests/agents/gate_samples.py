"""Grounds of an invented hotel, for the tests of the reply gate."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from agents.gate import Grounds, with_facts
from pms.base import Money

TODAY = date(2026, 11, 21)  # a Saturday
FACTS = {
    "es": (
        "Wi-Fi gratis en todo el hotel. Desayuno de 7 a 11 h. Piscina de 10:00 a 20:00, del 15 de marzo "
        "al 31 de octubre. "
        "Aparcamiento cubierto: 25 € por noche. Tasa turística no incluida. Recepción de 7:00 a 23:00. "
        "Hotel Miramar, Calle Mayor 12, 28013 Madrid. El edificio es de 1920. Teléfono +34 912 345 678, "
        "correo info@miramar.example, web https://miramar.example. Emergencias: 112. Mercado los jueves. "
        "Los niños menores de 6 años se alojan gratis. Guardamos el equipaje sin coste. Cancelación: 48 "
        "horas antes."
    ),
    "en": (
        "Free Wi-Fi everywhere. Breakfast from 7 to 11 am. Pool from 10 am to 8 pm, 15 March to 31 "
        "October. "
        "Covered parking: 25 EUR per night. City tax not included. Reception from 7:00 to 23:00. "
        "Hotel Miramar, Calle Mayor 12, 28013 Madrid. The building dates from 1920. Phone +34 912 345 "
        "678, "
        "mail info@miramar.example, web https://miramar.example. Emergencies: 112. Market on Thursdays. "
        "Children under 6 stay free. We keep your luggage free of charge. Cancellation: 48 hours before."
    ),
    "pt": (
        "Wi-Fi grátis em todo o hotel. Café da manhã das 7 às 11 h. Piscina das 10:00 às 20:00, de 15 de "
        "março a 31 de outubro. Estacionamento coberto: 25 € por noite. Taxa de turismo não incluída. "
        "Recepção das 7:00 às 23:00. Hotel Miramar, Calle Mayor 12, 28013 Madrid. O edifício é de 1920. "
        "Telefone +34 912 345 678, e-mail info@miramar.example, site https://miramar.example. "
        "Emergências: 112. Feira às quintas-feiras. Crianças menores de 6 anos não pagam. Guardamos a "
        "bagagem sem custo. Cancelamento: 48 horas antes."
    ),
    "fr": (
        "Wi-Fi gratuit dans tout l'hôtel. Petit-déjeuner de 7 h à 11 h. Piscine de 10:00 à 20:00, du 15 mars "
        "au 31 octobre. Parking couvert : 25 € par nuit. Taxe de séjour non comprise. Réception de 7:00 à "
        "23:00. Hotel Miramar, Calle Mayor 12, 28013 Madrid. Le bâtiment date de 1920. Téléphone "
        "+34 912 345 678, e-mail info@miramar.example, site https://miramar.example. Urgences : 112. Marché "
        "le jeudi. Les enfants de moins de 6 ans ne paient pas. Nous gardons les bagages sans frais. "
        "Annulation : 48 heures avant."
    ),
}
PROMPT = (
    "You are the receptionist of a hotel and answer guests politely in their own language. Never "
    "invent prices, "
    "never confirm a booking that the tools have not confirmed, and hand over to the staff whenever "
    "you are unsure. "
    "Eres la recepcionista del hotel y contestas siempre con cortesía, sin inventar precios ni "
    "prometer cosas que nadie hará."
)


def grounds(language: str = "es", **changes) -> Grounds:
    """A stay from Friday 8 to Sunday 10 January 2027 was quoted at 180 EUR (90 a night) and 1,234.50 EUR."""
    base = Grounds(
        language=language,
        currency="EUR",
        today=TODAY,
        amounts=frozenset(Money(Decimal(a), "EUR") for a in ("180.00", "90.00", "1234.50")),
        dates=frozenset({date(2027, 1, 8), date(2027, 1, 10), date(2027, 1, 6)}),
        times=frozenset({time(15), time(12)}),
        codes=frozenset({"H7K2M9"}),
        prompt=PROMPT,
        canary="zanahoria-7731-azul",
        tool_names=frozenset({"find_offers", "propose_booking", "escalate"}),
    )
    return replace(with_facts(base, FACTS[language]), **changes)


def rules(findings) -> set[str]:
    return {one.rule for one in findings}

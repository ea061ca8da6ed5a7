"""The face of the gate: what passes with a source, a receipt or a person, and what never does."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from time import monotonic

import pytest
from babel.dates import format_date, format_time
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import phrases
from agents.gate import clean, inspect, mask_cards, money_in
from pms.base import Money, Occupancy, Stay
from tests.agents.gate_samples import grounds, rules

ES, EN = grounds("es"), grounds("en")
TOTAL = {
    "es": "El total es de {}.",
    "en": "The total is {}.",
    "pt": "O total é de {}.",
    "fr": "Le total est de {}.",
}
ARRIVAL = {
    "es": "La llegada es: {}",
    "en": "Your arrival: {}",
    "pt": "A sua chegada é: {}",
    "fr": "Votre arrivée est : {}",
}
AMOUNT = st.decimals(min_value=Decimal("13"), max_value=Decimal("99999"), places=2)
DAY = st.dates(min_value=date(2026, 11, 22), max_value=date(2028, 12, 31))
CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))
untimed = settings(deadline=None)
LANGUAGES = ("es", "en", "pt", "fr")
LOCALES = {
    "es": ("es_ES", "es_MX", "es_AR"),
    "en": ("en_US", "en_GB"),
    "pt": ("pt_BR", "pt_PT"),
    "fr": ("fr_FR", "fr_CH", "fr_CA"),
}


def written_amounts(amount, language):
    """One amount in the ways people write it."""
    plain = f"{amount:,.2f}"
    swapped = plain.translate(str.maketrans(",.", ".,"))
    yield from (format_currency(amount, "EUR", locale=locale) for locale in LOCALES[language])
    yield from (f"{swapped} €", f"€{plain}", f"EUR {plain}", f"{amount} EUR", f"{swapped} euros", f"{plain}€")
    if amount == amount.to_integral():
        yield from (f"{int(amount)} €", f"€ {int(amount)}", f"{int(amount)} euros")


@pytest.mark.parametrize("language", LANGUAGES)
@untimed
@given(amount=AMOUNT | st.integers(13, 9999).map(Decimal))
def test_a_sourced_amount_passes_however_it_is_written(language, amount):
    one = grounds(language, amounts=frozenset({Money(amount, "EUR")}))
    frame = TOTAL[language]
    for written in written_amounts(amount, language):
        assert inspect(clean(frame.format(written)), one) == [], written


@pytest.mark.parametrize("language", LANGUAGES)
@untimed
@given(amount=AMOUNT, other=AMOUNT)
def test_another_amount_is_always_held_back(language, amount, other):
    if amount == other:
        return
    one = grounds(language, amounts=frozenset({Money(other, "EUR")}), counts=frozenset())
    frame = TOTAL[language]
    for written in written_amounts(amount, language):
        assert "amount" in rules(inspect(clean(frame.format(written)), one)), written


def written_days(when, language):
    name, month = format_date(when, "EEEE", locale=language), format_date(when, "MMMM", locale=language)
    yield from (format_date(when, size, locale=language) for size in ("full", "long"))
    yield when.isoformat()
    if language != "en":
        of = " " if language == "fr" else " de "
        yield from (f"{when.day}{of}{month}", f"{name} {when.day}{of}{month}{of}{when.year}")
        yield from (f"{when:%d/%m/%Y}", f"{when.day}/{when.month}/{when:%y}")
    else:
        yield from (f"{month} {when.day}", f"{when.day} {month} {when.year}", f"{name}, {when.day} {month}")
        yield from (f"{when:%m/%d/%Y}", f"{when:%d/%m/%Y}", f"{month[:3]} {when.day}, {when.year}")


@pytest.mark.parametrize("language", LANGUAGES)
@untimed
@given(when=DAY)
def test_a_sourced_date_passes_however_it_is_written(language, when):
    one = grounds(language, dates=frozenset({when}))
    frame = ARRIVAL[language]
    for written in written_days(when, language):
        assert inspect(frame.format(written), one) == [], written


@pytest.mark.parametrize("language", LANGUAGES)
@untimed
@given(when=DAY, other=DAY)
def test_another_date_is_always_held_back(language, when, other):
    if {(when.day, when.month), (when.month, when.day)} & {(other.day, other.month)}:
        return
    if (when.month, when.day) == (11, 21):
        return  # without its year, that is today: always known
    one = grounds(language, dates=frozenset({other}), yearly=frozenset(), weekdays=frozenset())
    frame = ARRIVAL[language]
    for written in written_days(when, language):
        assert "date" in rules(inspect(frame.format(written), one)), written


@untimed
@given(when=DAY)
def test_a_date_with_the_wrong_weekday_is_held_back(when):
    wrong = format_date(date.fromordinal(when.toordinal() + 1), "EEEE", locale="es")
    text = f"La llegada es el {wrong} {when.day} de {format_date(when, 'MMMM', locale='es')}."
    assert "date" in rules(inspect(text, grounds("es", dates=frozenset({when}))))


@untimed
@given(at=CLOCK, other=CLOCK)
def test_only_the_sourced_time_passes(at, other):
    one, two = (grounds("en", times=frozenset({when})) for when in (at, other))
    for written in (
        f"{at:%H:%M}",
        format_time(at, "h:mm a", locale="en_US"),
        format_time(at, "short", locale="en_US"),
    ):
        assert inspect(clean(f"Check-in is at {written}."), one) == []
        if at.hour % 12 != other.hour % 12 or at.minute != other.minute:
            assert "time" in rules(inspect(f"Check-in is at {written}.", two))


@untimed
@given(st.text(st.characters(), max_size=300))
def test_no_text_makes_the_gate_raise(text):
    for one in (ES, EN):
        assert all(
            found.rule and found.advice and found.excerpt.encode() is not None for found in inspect(text, one)
        )
    clean(text)
    mask_cards(text)
    money_in(text, "EUR")


@untimed
@given(
    st.lists(
        st.sampled_from(
            ["5", "enero", "a las", "€", "-", "/", "dos mil", ":", ".", "y", "mil", "%", "0", "99999999"]
        )
    )
)
def test_no_heap_of_numbers_makes_the_gate_raise(parts):
    inspect(" ".join(parts), ES)
    inspect("".join(parts), EN)


@pytest.mark.parametrize(
    "stuff", ["a", " ", "1", "1 ", "**", "|", "[", "x.", "<", "@", "no ", "\u200b", "9.", "(", "a_"]
)
def test_a_text_of_any_length_is_judged_soon(stuff):
    huge = stuff * (2_000_000 // len(stuff))
    started = monotonic()
    assert rules(inspect(clean(huge), ES)) == {"length"}
    inspect(clean(huge[:4096]), ES)
    # Generous: a pattern that backtracks takes minutes, not seconds.
    assert monotonic() - started < 20


def test_an_empty_text_is_held_back():
    for text in ("", "  \n", "\u200b", "\u2800"):
        assert inspect(text, ES)


@pytest.mark.parametrize(
    ("receipt", "text"),
    [
        ("booked", "Your booking is confirmed."),
        ("booked", "I've booked the double room for you."),
        ("booked", "All set, see you on Friday."),
        ("cancelled", "Your reservation has been cancelled."),
        ("cancelled", "Your cancellation is confirmed."),
        ("paid", "Your payment has been processed."),
        ("sent", "I've sent you an e-mail."),
        ("changed", "I've updated your booking."),
        ("noted", "I've added a note to your booking."),
    ],
)
def test_a_receipt_lets_its_own_claim_pass_and_no_other(receipt, text):
    assert inspect(text, grounds("en", done=frozenset({receipt}))) == []
    others = frozenset({"booked", "cancelled", "paid", "sent", "noted"}) - {receipt}
    if receipt not in {"booked", "changed"}:
        assert "claim" in rules(inspect(text, grounds("en", done=others - {"booked"})))


@pytest.mark.parametrize(
    "text",
    [
        "Le llamaremos en breve.",
        "Un compañero le responderá por aquí.",
        "He avisado a recepción.",
        "Le aviso en cuanto sepa algo.",
    ],
)
def test_a_hand_off_makes_the_promise_true(text):
    assert rules(inspect(text, ES)) & {"promise", "claim"}
    assert inspect(text, grounds("es", promised=True)) == []


def test_the_guests_own_words_may_be_repeated_but_never_become_a_price():
    guest = grounds(
        "es",
        guest_text="Llego el 3 de febrero a las 22:30, soy ana@example.com, tel. 600 111 222. Pago 50 €.",
    )
    assert inspect("¿Entonces llega el 3 de febrero, a las 22:30?", guest) == []
    assert inspect("¿Su correo es ana@example.com y su teléfono 600 111 222?", guest) == []
    assert "amount" in rules(inspect("Son 50 €.", guest))
    assert "date" in rules(inspect("Puede cancelar gratis hasta el 3 de febrero.", guest))
    assert "time" in rules(inspect("El check-in está disponible a las 22:30.", guest))


def test_a_guests_link_or_account_is_not_repeated():
    guest = grounds("es", guest_text="Mire https://evil.example/x y ES91 2100 0418 4502 0005 1332")
    assert "link" in rules(inspect("Aquí: https://evil.example/x", guest))
    assert "account" in rules(inspect("Su cuenta es ES91 2100 0418 4502 0005 1332", guest))


def test_a_link_with_a_query_passes_only_when_the_server_made_it():
    link = "https://miramar.example/pay?t=abc"
    assert "link" in rules(inspect(f"Puede verlo en {link}", ES))
    assert inspect(f"Puede verlo en {link}", grounds("es", links=frozenset({link}))) == []


def test_money_in_names_each_amount_with_its_currency():
    eur, mxn = "EUR", "MXN"
    assert money_in("1.234,50 € o EUR 1234.5", eur) == [Money(Decimal("1234.5"), eur)] * 2
    assert money_in("$1,234", mxn) == [Money(Decimal(1234), mxn)]
    assert money_in("$1,234", eur) == [Money(Decimal(1234), "USD")]
    assert money_in("mil doscientos pesos", mxn) == [Money(Decimal(1200), mxn)]
    assert money_in("a hundred and twenty euros", eur) == [Money(Decimal(120), eur)]
    assert money_in("2 noches, 24 m², 60 minutos, 15:00", eur) == []


CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "5500-0000-0000-0004",
    "3782 822463 10005",
    "４１１１１１１１１１１１１１１１",
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Le escribo las opciones: doble o suite."),
        ("es", "Le envío las opciones: doble o suite."),
        ("es", "Le mando el resumen de su estancia:\n• doble, dos noches"),
        ("en", "I'm writing you the options: double or suite."),
        ("en", "I'm sending you the options: double or suite."),
        ("pt", "Eu lhe escrevo as opções: duplo ou suíte."),
        ("pt", "Eu lhe envio as opções: duplo ou suíte."),
        ("fr", "Je vous écris les options : double ou suite."),
        ("fr", "Je vous envoie les options : double ou suite."),
    ],
)
def test_what_the_same_message_keeps_is_no_promise(language, text):
    assert inspect(text, grounds(language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Le escribo en un rato."),
        ("es", "Le escribo mañana."),
        ("es", "Le escribo mañana las opciones: doble o suite."),
        ("es", "Le escribo por correo las opciones: doble o suite."),
        ("es", "Le escribo luego: las opciones son doble y suite."),
        ("es", "Le envío la factura: le llega a su correo."),
        ("en", "I'll write to you tomorrow."),
        ("en", "I'll send you the options in a while: double or suite."),
        ("en", "I'm sending you the options by e-mail: double or suite."),
        ("pt", "Eu lhe escrevo amanhã."),
        ("pt", "Eu lhe envio as opções amanhã: duplo ou suíte."),
        ("fr", "Je vous écris demain."),
        ("fr", "Je vous envoie demain les options : double ou suite."),
    ],
)
def test_what_comes_later_or_elsewhere_stays_a_promise(language, text):
    assert "promise" in rules(inspect(text, grounds(language)))


@pytest.mark.parametrize("card", CARDS)
def test_card_numbers_are_masked_and_never_said(card):
    masked = mask_cards(f"Mi tarjeta es {card}, cvv 123")
    assert card not in masked
    assert sum(char == "•" for char in masked) >= 11
    assert "card" in rules(inspect(f"Su tarjeta: {card}", ES))


def test_a_card_with_its_expiry_is_masked():
    assert "4111" not in mask_cards("4111 1111 1111 1111 12/27")


@pytest.mark.parametrize(
    "text", ["+52 55 5555 0100", "Reserva H7K2M9 del 8 al 10", "4111 1111 1111 1112", "2026-11-21 15:00"]
)
def test_other_numbers_are_not_masked(text):
    assert mask_cards(text) == text


def test_clean_turns_markdown_into_what_whatsapp_shows():
    source = (
        "## Opciones\n\n**Doble**: [web](https://miramar.example)\n- uno\n* dos\n\n\n\n"
        "| a | b |\n|---|---|\n| c | d |\n```\nx\n```"
    )
    shown = "*Opciones*\n\n*Doble*: web: https://miramar.example\n• uno\n• dos\n\n• a · b\n• c · d\nx"
    assert clean(source) == shown


PIECES = {"fee_none", "free_always", "late_none"}  # "gratis": said only within a sentence on cancelling
PIECES |= {"line_promotion"}  # only within terms whose price has it
DONE = frozenset(
    {"booked", "changed", "cancelled", "appointment_made", "appointment_moved", "appointment_cancelled"}
)
STAY = Stay(date(2027, 1, 8), date(2027, 1, 10))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(set(phrases.TEXTS["en"]) - PIECES))
def test_every_phrase_of_the_house_passes_with_its_sources(key, language):
    values = {
        "hotel": "Hotel Miramar",
        "room": "Habitación doble" if language == "es" else "Double room",
        "rate": {
            "es": "Tarifa flexible",
            "en": "Flexible rate",
            "pt": "Tarifa flexível",
            "fr": "Tarif flexible",
        }[language],
        "name": "Ana Ruiz",
        "code": "H7K2M9",
        "dates": phrases.stay_dates(STAY, language),
        "arrival": phrases.day(STAY.arrival, language),
        "departure": phrases.day(STAY.departure, language),
        "nights": phrases.nights(2, language),
        "people": phrases.people(Occupancy(2, (4,)), language),
        "total": phrases.money(Money(Decimal(180), "EUR"), language),
        "fee": phrases.money(Money(Decimal(90), "EUR"), language),
        "day": phrases.day(date(2027, 1, 6), language),
        "clock": phrases.clock(time(15), language),
        "emergency": "112",
        "phone": "+34 912 345 678",
        "call": phrases.say(language, "emergency_call", emergency="112"),
        "number": 2,
        "offers": phrases.money(Money(Decimal(180), "EUR"), language),
        "cancellation": phrases.say(
            language,
            "free_until",
            day=phrases.day(date(2027, 1, 6), language),
            clock=phrases.clock(time(15), language),
            fee=phrases.money(Money(Decimal(90), "EUR"), language),
        ),
        "adults": "2",
        "children": "1",
        "ages": "4",
        "left": "a",
        "right": "b",
    }
    text = phrases.TEXTS[language][key]
    names = {name: values.get(name, "x") for name in placeholders(text)}
    # The examples in "rephrase" need a source like everything else: the caller lists their dates.
    examples = {date(2027, 1, 5), date(2027, 1, 7)} if key == "rephrase" else set()
    sources = grounds(language, done=DONE, promised=True)
    sources = replace(sources, dates=sources.dates | examples)
    assert inspect(clean(text.format(**names)), sources) == []


def placeholders(text):
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(text) if name}

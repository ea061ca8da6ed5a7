"""Spanish, polite and neutral between countries."""

TEXTS = {
    # Values
    "nights_one": "{number} noche",
    "nights_many": "{number} noches",
    "adults_one": "{number} adulto",
    "adults_many": "{number} adultos",
    "children_one": "{number} menor",
    "children_many": "{number} menores",
    "adults_and_children": "{adults} y {children} (edad: {ages})",
    "stay_dates": "del {arrival} al {departure} ({nights})",
    "and": "{left} y {right}",
    # Opening and closing
    "greeting": (
        "¡Hola! Le saluda la recepción de {hotel}. Con gusto le ayudo con disponibilidad y precios, "
        "una reserva o cualquier duda sobre el hotel. ¿En qué le puedo ayudar?"
    ),
    "disclosure": (
        "Soy el asistente virtual de {hotel}. Si prefiere hablar con una persona, basta con decirlo."
    ),
    # A person
    "handed_over": "Con gusto, le comunico con una persona del hotel. Le responderá por aquí mismo.",
    "error_person": (
        "Disculpe, tuve un problema y no quiero darle un dato equivocado. "
        "Le comunico con una persona del hotel."
    ),
    # What cannot be read
    "cannot_open": (
        "Disculpe, todavía no puedo abrir este tipo de mensaje. ¿Me lo puede escribir con palabras?"
    ),
}

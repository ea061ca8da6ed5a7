"""Portuguese as in Brazil, polite and neutral."""

TEXTS = {
    # Values
    "nights_one": "{number} noite",
    "nights_many": "{number} noites",
    "adults_one": "{number} adulto",
    "adults_many": "{number} adultos",
    "children_one": "{number} criança",
    "children_many": "{number} crianças",
    "adults_and_children": "{adults} e {children} (idade: {ages})",
    "stay_dates": "de {arrival} a {departure} ({nights})",
    "and": "{left} e {right}",
    # Opening and closing
    "greeting": (
        "Olá! Aqui é a recepção do {hotel}. Posso ajudar com disponibilidade e preços, uma reserva ou "
        "qualquer dúvida sobre o hotel. Em que posso ajudar?"
    ),
    "disclosure": ("Sou o assistente virtual do {hotel}. Se preferir falar com uma pessoa, é só dizer."),
    # A person
    "handed_over": "Claro, vou passar a conversa para uma pessoa do hotel. Ela responderá por aqui mesmo.",
    "error_person": (
        "Desculpe, tive um problema e não quero dar uma informação errada. "
        "Vou passar a conversa para uma pessoa do hotel."
    ),
    # What cannot be read
    "cannot_open": "Desculpe, ainda não consigo abrir esse tipo de mensagem. Pode escrever em palavras?",
}

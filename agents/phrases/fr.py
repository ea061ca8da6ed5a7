"""French, with "vous"."""

TEXTS = {
    # Values
    "nights_one": "{number} nuit",
    "nights_many": "{number} nuits",
    "adults_one": "{number} adulte",
    "adults_many": "{number} adultes",
    "children_one": "{number} enfant",
    "children_many": "{number} enfants",
    "adults_and_children": "{adults} et {children} (âge : {ages})",
    "stay_dates": "du {arrival} au {departure} ({nights})",
    "and": "{left} et {right}",
    # Opening and closing
    "greeting": (
        "Bonjour ! Ici la réception de {hotel}. Je peux vous renseigner sur les disponibilités et les prix, "
        "préparer une réservation ou répondre à vos questions sur l'hôtel. Que puis-je faire pour vous ?"
    ),
    "disclosure": (
        "Je suis l'assistant virtuel de {hotel}. Si vous préférez parler à une personne, dites-le simplement."
    ),
    # A person
    "handed_over": (
        "Bien sûr, je vous mets en relation avec une personne de l'hôtel. Elle vous répondra ici même."
    ),
    "error_person": (
        "Veuillez m'excuser, j'ai rencontré un problème et je ne veux pas vous donner une information "
        "inexacte. Je vous mets en relation avec une personne de l'hôtel."
    ),
    # What cannot be read
    "cannot_open": (
        "Désolé, je ne peux pas encore ouvrir ce type de message. Pourriez-vous l'écrire avec des mots ?"
    ),
}

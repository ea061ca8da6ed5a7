"""What the rule-driven receptionist says, in four languages."""

import re

HINTS = {
    "de": r"\b(ich|und|für|haben|zimmer|bitte|guten|wir|nacht|nächte|gibt)\b",
    "fr": r"\b(je|vous|bonjour|chambre|pour|avez|nuits?|merci|est|une)\b",
    "en": r"\b(the|you|room|hello|hi|please|have|for|night|nights|is|do|book|my|i)\b",
    "es": r"\b(hola|tienen|habitación|para|noches?|gracias|del|quiero|reserva\w*|hay|el|la)\b",
}

PHRASES: dict[str, dict[str, str]] = {
    "greeting": {
        "es": "¡Hola! ¿En qué le puedo ayudar?",
        "en": "Hello! How can I help you?",
        "fr": "Bonjour ! Comment puis-je vous aider ?",
        "de": "Guten Tag! Wie kann ich Ihnen helfen?",
    },
    "which_door": {
        "es": "Con gusto. ¿En qué habitación está?",
        "en": "With pleasure. Which room are you in?",
        "fr": "Avec plaisir. Dans quelle chambre êtes-vous ?",
        "de": "Gerne. In welchem Zimmer wohnen Sie?",
    },
    "which_dates": {
        "es": "Con gusto. ¿Qué día llega y qué día se va?",
        "en": "With pleasure. Which day do you arrive, and which day do you leave?",
        "fr": "Avec plaisir. Quel jour arrivez-vous et quel jour partez-vous ?",
        "de": "Gerne. An welchem Tag reisen Sie an, und wann reisen Sie ab?",
    },
    "offer": {
        "es": "Tenemos disponible {room} por un total de {total}. ¿Quiere que la reserve?",
        "en": "We have {room} available for a total of {total}. Shall I book it?",
        "fr": "Nous avons {room} disponible pour un total de {total}. Souhaitez-vous la réserver ?",
        "de": "Verfügbar ist {room} für insgesamt {total}. Möchten Sie buchen?",
    },
    "nothing_free": {
        "es": "Para esas fechas no queda nada libre. ¿Le sirven otras?",
        "en": "Nothing is free on those dates. Would other dates suit you?",
        "fr": "Plus rien n'est libre à ces dates. D'autres dates vous conviendraient-elles ?",
        "de": "Für diese Tage ist nichts mehr frei. Passen Ihnen andere?",
    },
    "whose_name": {
        "es": "¿A nombre de quién hago la propuesta?",
        "en": "In whose name shall I prepare it?",
        "fr": "À quel nom dois-je la préparer ?",
        "de": "Auf welchen Namen darf ich sie vorbereiten?",
    },
    "reservation": {
        "es": "Encuentro la reserva {code}. ¿Qué necesita?",
        "en": "I can see reservation {code}. What do you need?",
        "fr": "Je vois la réservation {code}. Que souhaitez-vous ?",
        "de": "Ich sehe die Buchung {code}. Was brauchen Sie?",
    },
    "no_reservation": {
        "es": "No encuentro una reserva con este contacto. ¿Me da el código y el apellido?",
        "en": "I cannot find a reservation for this contact. May I have the code and the surname?",
        "fr": "Je ne trouve pas de réservation pour ce contact. Puis-je avoir le code et le nom ?",
        "de": "Ich finde keine Buchung zu diesem Kontakt. Nennen Sie mir Code und Nachnamen?",
    },
    "unknown": {
        "es": "Eso no lo sé con seguridad. ¿Quiere hablar con una persona?",
        "en": "I do not know that for sure. Would you like to talk to a person?",
        "fr": "Je n'en suis pas sûr. Voulez-vous parler à une personne ?",
        "de": "Das weiß ich nicht sicher. Möchten Sie mit einer Person sprechen?",
    },
    "person": {
        "es": "Paso la conversación al equipo de recepción.",
        "en": "I am passing the conversation to the reception team.",
        "fr": "Je transmets la conversation à l'équipe de réception.",
        "de": "Ich gebe das Gespräch an das Team der Rezeption weiter.",
    },
    "machine": {
        "es": "Sí, soy un asistente automático. Si lo prefiere, le atiende una persona.",
        "en": "Yes, I am an automatic assistant. A person can attend to you if you prefer.",
        "fr": "Oui, je suis un assistant automatique. Une personne peut vous répondre si vous préférez.",
        "de": "Ja, ich bin ein automatischer Assistent. Auf Wunsch antwortet Ihnen eine Person.",
    },
    "several": {
        "es": "Para todos tenemos {rooms} por un total de {total}. ¿Quiere que las reserve?",
        "en": "For all of you we have {rooms} for a total of {total}. Shall I book them?",
        "fr": "Pour vous tous, nous avons {rooms} pour un total de {total}. Souhaitez-vous les réserver ?",
        "de": "Für alle haben wir {rooms} für insgesamt {total}. Möchten Sie buchen?",
    },
    "what_to_change": {
        "es": "Encuentro la reserva {code}. ¿Qué fechas o qué habitación quiere?",
        "en": "I can see reservation {code}. Which dates or which room would you like?",
        "fr": "Je vois la réservation {code}. Quelles dates ou quelle chambre souhaitez-vous ?",
        "de": "Ich sehe die Buchung {code}. Welche Tage oder welches Zimmer möchten Sie?",
    },
    "which_service": {
        "es": "¿Cuál de estos servicios quiere: {services}?",
        "en": "Which of these would you like: {services}?",
        "fr": "Lequel de ces services souhaitez-vous : {services} ?",
        "de": "Was davon möchten Sie: {services}?",
    },
    "which_day": {
        "es": "{service}: ¿para qué día y a qué hora?",
        "en": "{service}: for what day and at what time?",
        "fr": "{service} : pour quel jour et à quelle heure ?",
        "de": "{service}: an welchem Tag und um wie viel Uhr?",
    },
    "free_times": {
        "es": "Ese día tengo horas libres: {times}. ¿Cuál prefiere?",
        "en": "On that day these times are open: {times}. Which one would you like?",
        "fr": "Ce jour-là, ces heures sont libres : {times}. Laquelle préférez-vous ?",
        "de": "An dem Tag sind diese Zeiten frei: {times}. Welche passt Ihnen?",
    },
    "no_time": {
        "es": "Ese día ya no queda lugar. ¿Le sirve otro?",
        "en": "There is nothing left on that day. Would another one suit you?",
        "fr": "Il ne reste plus rien ce jour-là. Un autre vous conviendrait-il ?",
        "de": "An dem Tag ist nichts mehr frei. Passt Ihnen ein anderer?",
    },
    "appointment": {
        "es": "Tiene {service} el {day} a las {clock}. ¿Qué necesita?",
        "en": "You have {service} on {day} at {clock}. What do you need?",
        "fr": "Vous avez {service} le {day} à {clock}. Que souhaitez-vous ?",
        "de": "Sie haben {service} am {day} um {clock}. Was brauchen Sie?",
    },
    "no_appointment": {
        "es": "No encuentro ninguna cita suya.",
        "en": "I cannot find any appointment of yours.",
        "fr": "Je ne trouve aucun rendez-vous à votre nom.",
        "de": "Ich finde keinen Termin von Ihnen.",
    },
    "on_the_list": {
        "es": "Su lugar en la lista de espera quedó anotado. No queda nada apartado.",
        "en": "Your place on the waiting list is noted. Nothing is held.",
        "fr": "Votre place sur la liste d'attente est notée. Rien n'est retenu.",
        "de": "Ihr Platz auf der Warteliste ist vermerkt. Nichts ist zurückgehalten.",
    },
    "done": {
        "es": "¿Le ayudo con algo más?",
        "en": "Is there anything else I can do for you?",
        "fr": "Puis-je faire autre chose pour vous ?",
        "de": "Kann ich sonst noch etwas für Sie tun?",
    },
}


def say(phrase: str, guest_said: str, **words: str) -> str:
    """Return the phrase in the guest's language."""
    return PHRASES[phrase][language_of(guest_said)].format(**words)


def language_of(text: str) -> str:
    """Return the language most of whose small words occur; Spanish when none does."""
    scores = {language: len(re.findall(hint, text.lower())) for language, hint in HINTS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "es"

"""What a guest in danger is told, by language: fixed, short, and sent before any engine is asked.

`{call}` is one of the first two texts: with the hotel's emergency number or without.
"""

TEXTS = {
    "es": {
        "emergency_call": "Llame ya al {emergency}.",
        "emergency_call_no_number": "Llame ya a los servicios de emergencia.",
        "emergency_fire": (
            "{call} Salga del edificio por las escaleras, no use el ascensor y avise a quien encuentre. "
            "Estoy alertando ahora mismo a una persona del hotel."
        ),
        "emergency_medical": (
            "{call} No deje sola a la persona y siga lo que le indiquen por teléfono. "
            "Estoy alertando ahora mismo a una persona del hotel para que acuda."
        ),
        "emergency_threat": (
            "{call} Si puede, vaya a un lugar seguro con otras personas o cierre con seguro su puerta y no "
            "abra. Estoy alertando ahora mismo a una persona del hotel."
        ),
        "emergency_self_harm": (
            "Siento mucho que esté pasando por esto y me alegra que lo haya escrito. No tiene que estar a "
            "solas con ello: una persona del hotel va a hablar con usted, ya la estoy alertando. "
            "Si puede, quédese cerca de alguien. {call} Le atenderán a cualquier hora."
        ),
        "emergency_locked_out": (
            "Estoy alertando ahora mismo a una persona del hotel para que le abra. "
            "Quédese donde está, por favor. Si alguien corre peligro: {call}"
        ),
        "emergency_hotel_phone": "Teléfono del hotel: {phone}.",
        "emergency_at_night": "La recepción abre a las {clock}; no espere hasta entonces, llame al hotel.",
    },
    "en": {
        "emergency_call": "Call {emergency} now.",
        "emergency_call_no_number": "Call the emergency services now.",
        "emergency_fire": (
            "{call} Leave the building by the stairs, do not use the lift, and warn whoever you meet. "
            "I am alerting a person at the hotel right now."
        ),
        "emergency_medical": (
            "{call} Stay with the person and do what you are told on the phone. "
            "I am alerting a person at the hotel right now so that they come."
        ),
        "emergency_threat": (
            "{call} If you can, go to a safe place with other people, or lock your door and do not open it. "
            "I am alerting a person at the hotel right now."
        ),
        "emergency_self_harm": (
            "I am very sorry that you are going through this, and I am glad that you wrote it. You do not "
            "have to be alone with it: a person at the hotel will talk to you, I am alerting them now. "
            "If you can, stay close to someone. {call} They are there at any hour."
        ),
        "emergency_locked_out": (
            "I am alerting a person at the hotel right now so that they open for you. "
            "Please stay where you are. If anyone is in danger: {call}"
        ),
        "emergency_hotel_phone": "The hotel's phone: {phone}.",
        "emergency_at_night": "The reception opens at {clock}; do not wait until then, call the hotel.",
    },
    "pt": {
        "emergency_call": "Ligue agora para {emergency}.",
        "emergency_call_no_number": "Ligue agora para os serviços de emergência.",
        "emergency_fire": (
            "{call} Saia do prédio pelas escadas, não use o elevador e avise quem encontrar. "
            "Estou alertando agora mesmo uma pessoa do hotel."
        ),
        "emergency_medical": (
            "{call} Não deixe a pessoa sozinha e siga o que disserem ao telefone. "
            "Estou alertando agora mesmo uma pessoa do hotel para que vá até aí."
        ),
        "emergency_threat": (
            "{call} Se puder, vá para um lugar seguro com outras pessoas ou tranque a porta e não abra. "
            "Estou alertando agora mesmo uma pessoa do hotel."
        ),
        "emergency_self_harm": (
            "Sinto muito que você esteja passando por isso e fico feliz que tenha escrito. Você não precisa "
            "ficar só com isso: uma pessoa do hotel vai falar com você, já a estou alertando. "
            "Se puder, fique perto de alguém. {call} Atendem a qualquer hora."
        ),
        "emergency_locked_out": (
            "Estou alertando agora mesmo uma pessoa do hotel para abrir para você. "
            "Fique onde está, por favor. Se alguém correr perigo: {call}"
        ),
        "emergency_hotel_phone": "Telefone do hotel: {phone}.",
        "emergency_at_night": "A recepção abre às {clock}; não espere até lá, ligue para o hotel.",
    },
    "fr": {
        "emergency_call": "Appelez tout de suite le {emergency}.",
        "emergency_call_no_number": "Appelez tout de suite les secours.",
        "emergency_fire": (
            "{call} Quittez le bâtiment par les escaliers, sans prendre l'ascenseur, et prévenez les "
            "personnes "
            "que vous croisez. J'alerte à l'instant une personne de l'hôtel."
        ),
        "emergency_medical": (
            "{call} Restez auprès de la personne et suivez les consignes données au téléphone. "
            "J'alerte à l'instant une personne de l'hôtel pour qu'elle vienne."
        ),
        "emergency_threat": (
            "{call} Si vous le pouvez, rejoignez un endroit sûr avec d'autres personnes, ou "
            "verrouillez votre "
            "porte et n'ouvrez pas. J'alerte à l'instant une personne de l'hôtel."
        ),
        "emergency_self_harm": (
            "Je suis vraiment désolé que vous traversiez cela, et c'est bien que vous l'ayez écrit. "
            "Vous n'avez "
            "pas à rester seul avec cela : une personne de l'hôtel va vous parler, je l'alerte à l'instant. "
            "Si vous le pouvez, restez près de quelqu'un. {call} On vous répondra à toute heure."
        ),
        "emergency_locked_out": (
            "J'alerte à l'instant une personne de l'hôtel pour qu'elle vous ouvre. "
            "Restez où vous êtes, s'il vous plaît. Si quelqu'un est en danger : {call}"
        ),
        "emergency_hotel_phone": "Téléphone de l'hôtel : {phone}.",
        "emergency_at_night": "La réception ouvre à {clock} ; n'attendez pas jusque-là, appelez l'hôtel.",
    },
}

"""French: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest: a head, lines, a question
    "terms_book": "Merci de vérifier les détails de votre réservation :",
    "terms_change": "Voici ce que deviendrait votre réservation :",
    "terms_cancel": "Voici ce qui serait annulé :",
    "line_code": "• Réservation : {code}",
    "line_room": "• Chambre : {room}",
    "room_placed": "{room} (chambre {number}, {people})",
    "line_room_of": "• Chambre {number} : {room}",
    "line_numbered": "• Chambre {number} : {room}, {rate}, {people} : {total}",
    "line_rate": "• Tarif : {rate}",
    "line_dates": "• Dates : {dates}",
    "line_people": "• Personnes : {people}",
    "line_name": "• Au nom de : {name}",
    "line_promotion": "• Promotion : {name}",
    "line_total": "• Total : {total} (taxes comprises)",
    "line_new_total": "• Nouveau total : {total} (taxes comprises)",
    "line_deposit": "• Acompte demandé par ce tarif : {deposit}",
    "line_email": "• E-mail : {email}",
    "line_remarks": "• Vos souhaits, sans garantie : {remarks}",
    "line_change_fee": "• Frais de modification : {fee}",
    "line_difference": "• Différence de prix : {difference}",
    "line_kept": "• Ce que vous gardez : {rooms}",
    "line_cancel_fee": "• Frais d'annulation : {fee}",
    "line_cancellation": "• Annulation : {cancellation}",
    "line_service": "• Service : {service}",
    "line_when": "• Quand : {moment}",
    "line_moved_from": "• Avant : {moment}",
    "line_count": "• Personnes : {number}",
    "line_price": "• Prix : {price}",
    "line_appointment": "• Rendez-vous : {code}",
    "line_department": "• Pour : {department}",
    "line_request": "• Demande : {text}",
    "line_door": "• Chambre : {number}",
    "moment": "{day}, {clock}",
    "span": "{moment} à {ends}",
    "terms_appointment": "Votre rendez-vous serait le suivant :",
    "terms_appointment_move": "Voici ce que deviendrait votre rendez-vous :",
    "terms_appointment_cancel": "Voici le rendez-vous qui serait annulé :",
    "terms_request": "Voici ce que je demanderais pour vous :",
    "department_reception": "la réception",
    "department_housekeeping": "le service d'étage",
    "department_maintenance": "la maintenance",
    "department_concierge": "la conciergerie",
    "department_restaurant": "le restaurant",
    "department_spa": "le spa",
    "department_reservations": "les réservations",
    "ask_appointment": "Confirmez-vous ?",
    "ask_appointment_move": "Dois-je faire la modification ?",
    "ask_appointment_cancel": "Voulez-vous l'annuler ?",
    "ask_request": "Dois-je le demander ainsi ?",
    "remind_appointment": "Votre rendez-vous reste en attente : {service}, {moment}. Confirmez-vous ?",
    "remind_appointment_move": (
        "La modification de votre rendez-vous reste en attente : {service}, {moment}. "
        "Dois-je faire la modification ?"
    ),
    "remind_appointment_cancel": (
        "L'annulation de votre rendez-vous reste en attente : {service}, {moment}. Dois-je l'annuler ?"
    ),
    "remind_request": "Votre demande reste en attente : « {text} ». Dois-je la transmettre ?",
    "button_yes_appointment": "Confirmer",
    "button_change_appointment": "Autre horaire",
    "button_yes_appointment_move": "Oui, modifier",
    "button_change_appointment_move": "Autre horaire",
    "button_yes_appointment_cancel": "Oui, annuler",
    "button_change_appointment_cancel": "Ne pas annuler",
    "button_yes_request": "Oui, demander",
    "button_change_request": "Modifier",
    "ask_book": "Confirmez-vous ?",
    "ask_change": "Dois-je faire la modification ?",
    "ask_cancel": "Voulez-vous l'annuler ?",
    "remind_book": ("Votre réservation de {room}, {dates}, pour {total} reste en attente. Confirmez-vous ?"),
    "remind_change": (
        "La modification de la réservation {code} reste en attente : différence {difference}, "
        "nouveau total {total}. Dois-je la faire ?"
    ),
    "remind_cancel": (
        "L'annulation de {room} de la réservation {code} reste en attente ; frais : {fee}. "
        "Dois-je l'annuler ?"
    ),
    "difference_none": "aucune",
    "free_until": "gratuite jusqu'au {day} à {clock} ; ensuite, {fee}",
    "free_always": "gratuite",
    "never_free": "pas d'annulation gratuite ; {fee}",
    "fee_none": "sans frais",
    "fee_is": "frais de {fee}",
    "button_yes_book": "Confirmer",
    "button_change_book": "Modifier",
    "button_yes_change": "Oui, modifier",
    "button_change_change": "Autre modification",
    "button_yes_cancel": "Oui, annuler",
    "button_change_cancel": "Ne pas annuler",
    "button_person": "Parler à quelqu'un",
    # What became of them
    "booked": (
        "C'est fait ! Votre réservation est confirmée.\n"
        "• Code : {code}\n"
        "• Chambre : {room}\n"
        "• Dates : {dates}\n"
        "• Total : {total}\n\n"
        "Merci de conserver ce code. À bientôt !"
    ),
    "already_booked": "Votre réservation est déjà confirmée avec le code {code} : {dates}, {total}.",
    "changed": (
        "C'est fait ! Votre réservation {code} a été modifiée.\n"
        "• Chambre : {room}\n"
        "• Dates : {dates}\n"
        "• Personnes : {people}\n"
        "• Total : {total}"
    ),
    "already_changed": "Votre réservation {code} est déjà modifiée : {room}, {dates}, {total}.",
    "cancelled": "Votre réservation {code}, {dates}, a été annulée. Frais d'annulation : {fee}.",
    "already_cancelled": "Votre réservation {code} est déjà annulée. Frais : {fee}.",
    "appointments_left_one": "Ceci reste réservé :\n{appointments}",
    "appointments_left_many": (
        "Ces rendez-vous restent réservés :\n{appointments}\n"
        "Ils peuvent être annulés aussi, l'un après l'autre."
    ),
    "given_up": (
        "C'est fait, a été annulé de votre réservation {code} : {gone}. Frais d'annulation : {fee}.\n"
        "Reste réservé : {room}, {dates}. Total : {total}."
    ),
    "already_given_up": (
        "Déjà annulé de votre réservation {code} : {gone}. Frais : {fee}. Reste réservé : {room}, {dates}."
    ),
    "since_changed": (
        "Votre réservation {code} est maintenant la suivante : {room}, {dates}, {people}, {total}."
    ),
    "since_cancelled": "Votre réservation {code} n'est plus valable : elle est annulée.",
    "appointment_made": (
        "C'est fait ! Votre rendez-vous est fixé.\n"
        "• Code : {code}\n"
        "• Service : {service}\n"
        "• Quand : {moment}\n"
        "• Personnes : {number}\n"
        "• Prix : {price}"
    ),
    "already_appointment_made": "Votre rendez-vous est déjà fixé : {service}, {moment}, code {code}.",
    "appointment_moved": (
        "C'est fait ! Votre rendez-vous {code} a été modifié : {service}, {moment}. Prix : {price}."
    ),
    "already_appointment_moved": "Votre rendez-vous {code} est déjà modifié : {service}, {moment}.",
    "appointment_cancelled": "Votre rendez-vous {code} a été annulé : {service}, {moment}.",
    "already_appointment_cancelled": "Votre rendez-vous {code} est déjà annulé : {service}, {moment}.",
    "request_noted": "C'est noté pour {department} : « {text} ». Numéro dans leur liste : {code}.",
    "already_request_noted": "Votre demande est déjà notée sous le numéro {code} : « {text} ».",
    "no_appointment": "Entendu, je ne fixe rien. Puis-je vous aider pour autre chose ?",
    "appointment_as_it_is": (
        "Entendu, votre rendez-vous reste tel quel. Puis-je vous aider pour autre chose ?"
    ),
    "what_time": "Avec plaisir. Quel jour et quelle heure vous conviendraient mieux ?",
    "not_requested": "Entendu, je ne demande rien. Puis-je vous aider pour autre chose ?",
    "what_request": "Avec plaisir. Que dois-je demander, et pour quelle chambre ?",
    "waiting_joined": (
        "C'est fait, j'ai noté votre place sur la liste d'attente {dates}, pour {people}. "
        "Rien n'est bloqué ; si une chambre se libère, je vous préviens ici."
    ),
    "waiting_available": (
        "Bonne nouvelle ! Une chambre s'est libérée {dates}, pour {people}. "
        "Elle n'est pas encore bloquée : voulez-vous voir les options ?"
    ),
    "slot_gone": "Désolé : cet horaire vient d'être pris et je n'ai rien fixé.",
    "slots_near": "{sorry} Vers cette heure, il me reste :\n{slots}\n\nL'un d'eux vous conviendrait-il ?",
    "slot": "• {moment}",
    "no_slots": "{sorry} Ce jour-là, il n'y a plus de place. Essayons un autre jour ?",
    "appointment_price_changed": "Le prix a changé entre-temps et je n'ai rien fixé. Voici le prix actuel :",
    "kept": (
        "Entendu, je n'annule rien : votre réservation reste telle quelle. "
        "Puis-je vous aider pour autre chose ?"
    ),
    "not_changed": (
        "Entendu, je ne modifie rien : votre réservation reste telle quelle. "
        "Puis-je vous aider pour autre chose ?"
    ),
    "not_booked": (
        "Entendu, je ne réserve rien. Si vous souhaitez d'autres dates ou une autre chambre, dites-le-moi."
    ),
    "what_to_change": "Avec plaisir. Que souhaitez-vous modifier : les dates, les personnes ou la chambre ?",
    "no_longer_valid": (
        "Cette proposition n'est plus valable et rien n'a été modifié. "
        "Donnez-moi les dates et le nombre de personnes, et je chercherai à nouveau avec plaisir."
    ),
    "price_changed": "Le prix a changé entre-temps, je n'ai donc rien réservé. Voici le prix actuel :",
    "difference_changed": "Le prix a changé entre-temps et je n'ai rien modifié. Voici le prix actuel :",
    "fee_changed": (
        "Les frais ont changé entre-temps, je n'ai donc rien annulé. Voici la situation actuelle :"
    ),
    "not_written": (
        "Votre confirmation précédente n'a pas abouti et rien n'a été fait. Voici la situation actuelle :"
    ),
    "sold_out": "Désolé : cette chambre vient d'être prise et je n'ai rien réservé.",
    "change_gone": (
        "Désolé : cette modification n'est plus possible, la chambre vient d'être prise. Je n'ai "
        "rien modifié "
        "et votre réservation {code} reste telle quelle. Voyons-nous d'autres dates ou une autre chambre ?"
    ),
    "change_by_staff": (
        "Seule une personne de l'hôtel peut faire cette modification. Je n'ai rien modifié ; "
        "je vous mets en relation avec elle."
    ),
    "gone_already": "Cette réservation était déjà annulée ; je n'ai rien fait de plus.",
    "alternatives": "Pour les mêmes dates, {dates}, j'ai :\n{offers}\n\nL'une d'elles vous convient-elle ?",
    "alternative": "• {room}, {rate} : {total}",
    "no_alternatives": "Pour ces dates, il ne me reste pas d'autre chambre. Voyons-nous d'autres jours ?",
    "not_done": (
        "Désolé, cela n'a pas été possible et rien n'a été modifié. Je vous mets en relation avec "
        "une personne."
    ),
    "making_sure": (
        "Je vérifie auprès du système de réservation si cela a abouti. "
        "Je vous écris ici dès que je le sais ; inutile de répéter."
    ),
    "not_known_yet": (
        "Je ne sais pas encore si ce que vous avez confirmé a abouti : je vous écris ici dès que je le sais. "
        "Si vous n'en voulez plus alors, dites-le-moi."
    ),
    "not_reached_book": (
        "Je n'ai pas pu faire votre réservation : le système de réservation ne répond pas et rien "
        "n'a été fait."
    ),
    "not_reached_change": (
        "Je n'ai pas pu faire la modification : le système de réservation ne répond pas. "
        "Votre réservation reste telle quelle."
    ),
    "not_reached_cancel": (
        "Je n'ai pas pu faire l'annulation : le système de réservation ne répond pas. "
        "Votre réservation reste telle quelle."
    ),
    "still_works": (
        "En attendant, je peux répondre à vos questions sur l'hôtel ou vous mettre en relation avec une "
        "personne ; réessayez dans un moment et je verrai cela avec plaisir."
    ),
    "wish_kept": "J'ai noté votre souhait pour l'équipe des réservations.",
    "pms_down": (
        "En ce moment, le système de réservation ne répond pas : je ne peux ni voir les disponibilités ni "
        "réserver."
    ),
    "later_changed_price": (
        "Finalement, cela n'a pas été fait : le prix a changé entre-temps et rien n'a été fait. "
        "Si vous le souhaitez, je vous montre le prix actuel."
    ),
    "later_gone": (
        "Finalement, cela n'a pas été fait : il n'y avait plus de place et rien n'a été fait. "
        "Si vous le souhaitez, voyons d'autres dates ou une autre chambre."
    ),
    "later_not_done": (
        "J'ai vérifié : finalement, cela n'a pas été fait et rien n'a été modifié. "
        "Si vous le souhaitez, nous pouvons réessayer."
    ),
    "later_unsettled": (
        "Je n'arrive toujours pas à vérifier auprès du système si cela a abouti. "
        "Je transmets votre demande à une personne de l'hôtel, qui la vérifiera et vous écrira ici."
    ),
    "confirm_with_button": "Pour éviter tout doute, merci de confirmer avec le bouton ou d'écrire « oui ».",
    # A person
    "person_when_closed": (
        "Bien sûr, je vous mets en relation avec une personne de l'hôtel. La réception est fermée en ce "
        "moment : elle ouvre à {clock} et vous répondra ici même."
    ),
    "closed_until": "La réception est fermée en ce moment ; elle ouvre à {clock}.",
}

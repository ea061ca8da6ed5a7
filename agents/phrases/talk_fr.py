"""French: what the receptionist says without a model."""

TEXTS = {
    # Courtesies
    "welcome_back": "Rebonjour ! Que puis-je faire pour vous ?",
    "you_are_welcome": "Je vous en prie ! Si vous avez besoin d'autre chose, je suis là.",
    "goodbye": "À bientôt ! Très bonne journée à vous.",
    "machine": (
        "Oui, je suis l'assistant virtuel de {hotel}, pas une personne. "
        "Si vous préférez parler à quelqu'un de l'équipe, dites-le simplement."
    ),
    "how_can_i_help": "Que puis-je faire pour vous ?",
    "at_your_service": "Entendu. Si vous avez besoin d'autre chose, je suis là.",
    "all_right": "Entendu. Si vous souhaitez voir d'autres dates ou une autre chambre, dites-le-moi.",
    # Not understood
    "rephrase": (
        "Désolé, je n'ai pas bien compris. Vous pouvez écrire par exemple : « je cherche une chambre pour "
        "deux personnes », « prix du parking » ou « je veux annuler ma réservation »."
    ),
    "cannot_follow": (
        "Désolé, je n'arrive pas à vous suivre. Je vous mets en relation avec une personne de l'hôtel."
    ),
    "or_person": (
        "Si c'est plus simple, écrivez « personne » et je peux vous mettre en relation avec quelqu'un de "
        "l'hôtel."
    ),
    "take_your_time": (
        "Rien ne presse : je ne fais rien avant votre confirmation. En cas de doute, demandez-moi."
    ),
    "no_hurry": "Bien sûr, rien ne presse. Je suis là.",
    "angry": (
        "Je suis désolé pour ce désagrément. Si vous le souhaitez, je peux vous mettre en relation avec une "
        "personne de l'hôtel."
    ),
    "no_cards": (
        "Pour votre sécurité, n'envoyez pas de données de carte ici : je n'en ai pas besoin pour réserver."
    ),
    "write_please": "Désolé, je ne peux pas ouvrir ce fichier. Merci de l'écrire avec des mots.",
    # Asking for what is missing
    "ask_dates": "Avec plaisir. Pour quelles dates, le jour d'arrivée et le jour de départ ?",
    "ask_departure": "Jusqu'à quel jour resteriez-vous, ou combien de nuits ?",
    "ask_arrival": "Quel jour arriveriez-vous ?",
    "ask_people": (
        "Combien de personnes seriez-vous ? Si des enfants voyagent, indiquez aussi leur âge, s'il "
        "vous plaît."
    ),
    "ask_adults": "Combien d'adultes seriez-vous ?",
    "ask_split": "Pour ne pas me tromper : combien d'adultes et combien d'enfants en tout ?",
    "ask_children": "Combien d'enfants voyagent, et quel âge ont-ils ?",
    "ask_ages": "Quel âge ont les enfants ?",
    "ask_name": "À quel nom serait la réservation ? Prénom et nom, s'il vous plaît.",
    "ask_day_of_month": "Quel jour exactement ? Indiquez le jour et le mois, s'il vous plaît.",
    "ask_which_date": "Pour ne pas me tromper : voulez-vous dire le {options} ?",
    "ask_weekday": "Le jour de la semaine et la date ne correspondent pas. Voulez-vous dire le {options} ?",
    "ask_which_departure": "Le départ serait le {options} ?",
    "or": "{left} ou le {right}",
    "or_departure": "{left} ou le {right}",
    "date_impossible": "Cette date n'existe pas dans le calendrier. Quel jour serait-ce ?",
    "date_past": "Cette date est passée. Pour quel jour serait-ce ?",
    "dates_reversed": (
        "Le départ doit être après l'arrivée. Pouvez-vous me donner les deux dates, avec le mois ?"
    ),
    # Offers
    "offers_head": "{dates}, pour {people}, il me reste :",
    "offers_none_of_kind": (
        "Je n'ai pas ce que vous demandez à ces dates, mais je peux vous proposer autre chose."
    ),
    "offer": "{number}. {room}, {rate} : {total} au total{nightly}. {cancellation}",
    "offer_includes": (
        "{number}. {room}, {rate} : {total} au total{nightly}. Comprend {includes}. {cancellation}"
    ),
    "nightly": " ({price} par nuit)",
    "nightly_between": " (entre {low} et {high} par nuit)",
    "offers_foot": "Les prix comprennent les taxes. Laquelle préférez-vous ?",
    "offers_foot_one": "Le prix comprend les taxes. Cela vous convient-il ?",
    "which_of_these": "Laquelle préférez-vous ?",
    "include_breakfast": "petit-déjeuner",
    "include_half_board": "demi-pension",
    "include_all_inclusive": "tout compris",
    "include_parking": "parking",
    "include_wifi": "Wi-Fi",
    "cancel_free_until": "Annulation sans frais jusqu'au {day} ; ensuite, {fee}.",
    "cancel_costs": "En cas d'annulation, {fee}.",
    "cancel_free": "Annulation sans frais.",
    "late_none": "sans frais",
    "late_first_night": "la première nuit est due",
    "late_percent": "{percent} % sont dus",
    "late_full": "le total est dû",
    # Several rooms
    "ask_people_in_all": (
        "Combien de personnes seriez-vous en tout ? Si des enfants voyagent, indiquez aussi leur âge, "
        "s'il vous plaît."
    ),
    "party_needs_rooms": "Pour {people}, il faut plusieurs chambres. Voici une répartition possible :",
    "rooms_not_together": "Désolé, {dates} ces chambres ne sont pas libres ensemble.",
    "way": "{number}. {total} au total :",
    "way_of_rate": "{number}. {rate} : {total} au total",
    "way_room": "   • Chambre {place} : {room}, {people} : {total}",
    "bad_email": "Je n'arrive pas à lire cette adresse e-mail. Pouvez-vous l'écrire à nouveau ?",
    "wish_by_person": (
        "Une personne de l'hôtel verra mieux ces souhaits pour la réservation. "
        "Je vous mets en relation avec elle."
    ),
    # Why not
    "sold_out_dates": "Désolé, {dates} nous n'avons plus de chambres.",
    "too_many_people": (
        "Pour {people}, il faudrait plusieurs chambres. Une personne de l'hôtel s'en charge : "
        "je vous mets en relation avec elle."
    ),
    "several_rooms": (
        "Pour plusieurs chambres à la fois, mieux vaut voir avec une personne de l'hôtel. "
        "Je vous mets en relation avec elle."
    ),
    "min_stay": "À ces dates, le séjour minimum est de {nights}. Je cherche pour cette durée ?",
    "no_rate": "Désolé, {dates} je n'ai pas de tarif disponible. Voyons-nous d'autres dates ?",
    "other_dates": "J'ai de la place à ces dates :\n{stays}\nL'une d'elles vous convient-elle ?",
    "other_date": "• {dates}",
    "ask_other_dates": "Voyons-nous d'autres dates ?",
    "room_min_stay": "Pour {room}, le séjour minimum à ces dates est de {nights}.",
    "room_too_small": "{room} : cette option ne suffit pas pour autant de personnes.",
    "room_sold_out": "{room} : cette option n'est pas disponible à ces dates.",
    "too_far": "Je ne vois pas encore les prix pour des dates si lointaines. Une date plus proche ?",
    "too_long": (
        "Un séjour aussi long se voit avec une personne de l'hôtel. Je vous mets en relation avec elle."
    ),
    "bad_occupancy": (
        "Pour la réservation, il faut au moins un adulte. Combien d'adultes et combien d'enfants ?"
    ),
    "bad_name": "Je n'arrive pas à lire ce nom. Pouvez-vous me donner prénom et nom, s'il vous plaît ?",
    "code_refused": "Le code que vous m'avez donné ne vaut pas pour ce séjour : les prix sont sans lui.",
    "just_gone": "Désolé, cette option vient d'être prise. Voici ce qui me reste :",
    "in_progress": (
        "Votre confirmation précédente est encore en cours de traitement. Merci de m'écrire à nouveau dans "
        "un moment."
    ),
    # The guest's own reservations
    "your_reservation": (
        "Votre réservation {code} :\n• {room}, {rate}\n• {dates}\n• {people}\n• Total : {total}\n"
        "• État : {status}"
    ),
    "not_confirmed_yet": "Ce n'est pas encore réservé : il manque votre confirmation.",
    "status_confirmed": "confirmée",
    "status_cancelled": "annulée",
    "reservation_line": "{number}. {code} : {room}, {dates}",
    "which_reservation": "Vous avez ces réservations :\n{reservations}\nLaquelle souhaitez-vous annuler ?",
    "ask_code": (
        "Je ne trouve aucune réservation sous ce numéro. Pouvez-vous me donner le code de la réservation et "
        "le nom sous lequel elle a été faite ?"
    ),
    "without_code": (
        "Sans ces informations, je ne peux pas ouvrir la réservation. "
        "Si vous le souhaitez, je peux vous mettre en relation avec une personne de l'hôtel."
    ),
    "ask_surname": "Sous quel nom la réservation {code} a-t-elle été faite ?",
    "not_found": (
        "Je ne trouve pas de réservation avec ces informations. Pouvez-vous vérifier le code et le nom ?"
    ),
    "too_many_tries": (
        "Pour votre sécurité, je ne peux plus vérifier d'informations aujourd'hui. "
        "Je vous mets en relation avec une personne de l'hôtel."
    ),
    "was_cancelled_before": "Cette réservation était déjà annulée.",
    "not_cancellable": (
        "Ce séjour a commencé, je ne peux donc pas l'annuler moi-même. "
        "Je vous mets en relation avec une personne de l'hôtel."
    ),
    "change_by_person": (
        "Les modifications d'une réservation sont faites par une personne de l'hôtel. "
        "Je vous mets en relation avec elle."
    ),
    # Things a person has to see to
    "complaint": (
        "Je suis vraiment désolé de ce qui s'est passé. Je vous mets tout de suite en relation avec une "
        "personne de l'hôtel."
    ),
    "lost_item": (
        "Je suis désolé de l'apprendre. Je vous mets en relation avec une personne de l'hôtel qui pourra "
        "vous aider à chercher."
    ),
    "room_wish": (
        "Avec plaisir. Je vous mets en relation avec une personne de l'hôtel qui pourra s'en occuper."
    ),
    "appointment": (
        "Avec plaisir. Les rendez-vous sont pris par une personne de l'hôtel : "
        "je vous mets en relation avec elle."
    ),
    # Changing a reservation
    "which_to_change": "Vous avez ces réservations :\n{reservations}\nLaquelle souhaitez-vous modifier ?",
    "reservation_named": "{code} : {room}, {dates}",
    "ask_change_what": (
        "Avec plaisir. Votre réservation est {reservation}. Que faut-il modifier : les dates, les personnes "
        "ou la chambre ?"
    ),
    "ask_who_more": (
        "Avec plaisir. La personne qui vous rejoint est-elle adulte ou enfant ? Si c'est un enfant, "
        "quel âge ?"
    ),
    "which_room_to_change": (
        "La réservation comprend ces chambres :\n{rooms}\nDans laquelle dois-je faire la modification ?"
    ),
    "which_room_to_cancel": (
        "La réservation comprend ces chambres :\n{rooms}\nLaquelle souhaitez-vous annuler ? "
        "Si c'est le cas de toutes, dites-le-moi."
    ),
    "room_line": "{number}. {room}, {people}",
    "room_line_fee": "{number}. {room}, {people}. Frais pour l'annuler : {fee}",
    "no_such_room": "Nous n'avons pas ce type de chambre. Nos chambres : {rooms}. Laquelle préférez-vous ?",
    "change_sold_out": (
        "Désolé, ainsi il n'y a plus de place ; votre réservation reste telle quelle. "
        "Essayons d'autres dates ?"
    ),
    "change_closed": (
        "Désolé, ces dates ne peuvent pas être vendues ; votre réservation reste telle quelle. "
        "En essayons-nous d'autres ?"
    ),
    "change_too_short": (
        "À ces dates, le séjour minimum est plus long ; votre réservation reste telle quelle. "
        "Essayons avec plus de nuits ?"
    ),
    "change_too_long": (
        "Je ne peux pas vendre un séjour aussi long ; votre réservation reste telle quelle. "
        "Essayons avec moins de nuits ?"
    ),
    "change_too_small": (
        "Cette chambre ne suffit pas pour autant de personnes ; votre réservation reste telle quelle. "
        "Essayons une autre chambre ?"
    ),
    "change_with_room": (
        "Avec une autre chambre, c'est possible : {rooms}. Dites-moi laquelle, si vous voulez."
    ),
    "nothing_to_change": (
        "Votre réservation est déjà ainsi, il n'y a rien à modifier. Vouliez-vous autre chose ?"
    ),
    "nothing_to_change_left": "Je ne trouve pas de réservation en cours qui puisse être modifiée.",
    "not_changeable": (
        "Ce tarif ou ce séjour ne me permet plus de le modifier. Je n'ai rien modifié ; "
        "je vous mets en relation avec une personne de l'hôtel."
    ),
    # Appointments
    "ask_which_service": "Avec plaisir. Lequel de ces services souhaitez-vous ?\n{services}",
    "no_such_service": "Je ne peux pas prendre rendez-vous pour ce service ici. Ce qui est possible :",
    "service_line": "{number}. {service} : {price}",
    "each_person": " par personne",
    "ask_day_of_appointment": "Avec plaisir : {service}. Pour quel jour et à quelle heure ?",
    "ask_how_many": "Pour combien de personnes ?",
    "too_many_at_once": "Il n'y a pas assez de place pour autant de personnes à la fois. Pour combien ?",
    "too_far_appointment": (
        "Je ne peux pas encore prendre de rendez-vous si loin. Quel autre jour vous conviendrait ?"
    ),
    "free_times": "Le {day}, il me reste entre autres : {times}. Quelle heure préférez-vous ?",
    "which_time": "Le {day}, c'est possible à ces heures : {times}. De laquelle s'agit-il ?",
    "time_not_free": (
        "Cette heure n'est pas libre. Le {day}, les plus proches : {times}. L'une d'elles vous "
        "convient-elle ?"
    ),
    "day_not_free": "Le {day}, il n'y a pas de place.",
    "ask_other_day": "Quel autre jour vous conviendrait ?",
    "ask_when_instead": "Avec plaisir. À quel jour et à quelle heure dois-je le déplacer ?",
    "appointments_head": "Vous avez ces rendez-vous :",
    "appointment_line": "{number}. {service}, {moment} ({code})",
    "which_appointment": "Vous avez ces rendez-vous :\n{appointments}\nDuquel s'agit-il ?",
    "no_appointments": "Je ne trouve aucun rendez-vous à venir à votre nom.",
    "appointment_is_then": "Votre rendez-vous est déjà à cette heure-là.",
    # Requests and waiting
    "ask_room_number": "Avec plaisir. Dans quelle chambre êtes-vous ?",
    "ask_wake_up": "Avec plaisir. À quelle heure ?",
    "sorry_for_that": "Je suis désolé pour ce désagrément.",
    "waiting_offered": (
        "Si vous préférez ces dates, je peux vous mettre sur la liste d'attente : dites-le-moi simplement."
    ),
    "waiting_by_person": (
        "Pour cela, la liste d'attente est tenue par une personne de l'hôtel. "
        "Je vous mets en relation avec elle."
    ),
    "stale_prices": (
        "Le système de réservation ne répond pas en ce moment. Ces prix datent d'il y a {minutes} minutes et "
        "ont pu changer ; pour réserver, il faut d'abord les vérifier."
    ),
    # The house
    "fact_yes": "Oui.",
    "fact_no": "Non, désolé.",
    "fact_text": "{text}",
    "fact_price": "Prix : {price}.",
    "fact_price_per": "Prix : {price} par {per}.",
    "fact_season": "Disponible du {begin} au {end}.",
    "fact_out_of_season": "C'est hors saison en ce moment : disponible du {begin} au {end}.",
    "fact_other_season": "C'est hors saison à ces dates : disponible du {begin} au {end}.",
    "fact_period": "C'est ainsi du {begin} au {end}.",
    "per_night": "nuit",
    "per_person": "personne",
    "per_day": "jour",
    "per_stay": "séjour",
    "per_hour": "heure",
    "fact_check_in": "L'arrivée (check-in) se fait à partir de {text}.",
    "fact_check_out": "Le départ (check-out) se fait jusqu'à {text}.",
    "fact_address": "Nous sommes à cette adresse : {text}.",
    "fact_phone": "Notre numéro de téléphone est le {text}.",
    "fact_email": "Notre adresse e-mail est {text}.",
    "fact_website": "Notre site est {text}.",
    "fact_reception": "Horaires de la réception : {text}.",
    "late_arrival": (
        "Si vous arrivez en dehors de ces horaires, mieux vaut le prévoir à l'avance. "
        "Si vous le souhaitez, je peux vous mettre en relation avec une personne de l'hôtel."
    ),
    "fact_services": "• {title} : {text}",
    "fact_rooms": "• {title} : {text}",
    "rooms_head": "Nous avons ces chambres :",
    "only_in": "L'hôtel n'a cette information qu'en {tongue} : « {text} »",
    "services_head": "Nous proposons ces services :",
    "rooms_foot": (
        "Donnez-moi vos dates et le nombre de personnes, et je vous indiquerai disponibilité et prix."
    ),
    "depends_on_rate": (
        "Cela dépend du tarif. Donnez-moi vos dates et le nombre de personnes, et je vous indiquerai le prix "
        "et les conditions de chacun."
    ),
    "terms_shown": (
        "Ce que comprend chaque tarif et ses conditions d'annulation figurent dans chaque option de "
        "la liste. "
        "Laquelle préférez-vous ?"
    ),
    "discount": (
        "Les prix que vous voyez sont ceux dont je dispose. Seule une personne de l'hôtel peut décider d'une "
        "remise : si vous le souhaitez, je peux vous mettre en relation avec elle."
    ),
    "unknown_fact": (
        "Je n'ai pas de réponse confirmée à ce sujet et je préfère ne rien inventer. "
        "Si vous le souhaitez, je peux vous mettre en relation avec une personne de l'hôtel."
    ),
    "unknown_to_person": "Pour cela, je vous mets en relation avec une personne de l'hôtel.",
}

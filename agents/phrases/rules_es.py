"""Spanish: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest: a head, lines, a question
    "terms_book": "Revise por favor los datos de su reserva:",
    "terms_change": "Así quedaría el cambio de su reserva:",
    "terms_cancel": "Esto es lo que se cancelaría:",
    "line_code": "• Reserva: {code}",
    "line_room": "• Habitación: {room}",
    "room_placed": "{room} (habitación {number}, {people})",
    "line_room_of": "• Habitación {number}: {room}",
    "line_numbered": "• Habitación {number}: {room}, {rate}, {people}: {total}",
    "line_rate": "• Tarifa: {rate}",
    "line_dates": "• Fechas: {dates}",
    "line_people": "• Personas: {people}",
    "line_name": "• A nombre de: {name}",
    "line_promotion": "• Promoción: {name}",
    "line_total": "• Total: {total} (impuestos incluidos)",
    "line_new_total": "• Nuevo total: {total} (impuestos incluidos)",
    "line_deposit": "• Anticipo que pide esta tarifa: {deposit}",
    "line_email": "• Correo: {email}",
    "line_remarks": "• Sus deseos, sin garantía: {remarks}",
    "line_change_fee": "• Cargo por el cambio: {fee}",
    "line_difference": "• Diferencia de precio: {difference}",
    "line_kept": "• Se conserva: {rooms}",
    "line_cancel_fee": "• Cargo por cancelar: {fee}",
    "line_cancellation": "• Cancelación: {cancellation}",
    "line_service": "• Servicio: {service}",
    "line_when": "• Cuándo: {moment}",
    "line_moved_from": "• Antes: {moment}",
    "line_count": "• Personas: {number}",
    "line_price": "• Precio: {price}",
    "line_appointment": "• Cita: {code}",
    "line_department": "• Para: {department}",
    "line_request": "• Pedido: {text}",
    "line_door": "• Habitación: {number}",
    "moment": "{day}, {clock}",
    "span": "{moment} a {ends}",
    "terms_appointment": "Esta sería su cita:",
    "terms_appointment_move": "Así quedaría el cambio de su cita:",
    "terms_appointment_cancel": "Esta es la cita que se cancelaría:",
    "terms_request": "Esto es lo que pediría por usted:",
    "department_reception": "recepción",
    "department_housekeeping": "limpieza",
    "department_maintenance": "mantenimiento",
    "department_concierge": "conserjería",
    "department_restaurant": "restaurante",
    "department_spa": "spa",
    "department_reservations": "reservas",
    "ask_appointment": "¿La confirma?",
    "ask_appointment_move": "¿Hago el cambio?",
    "ask_appointment_cancel": "¿Quiere cancelarla?",
    "ask_request": "¿Lo pido así?",
    "remind_appointment": "Sigue pendiente su cita: {service}, {moment}. ¿La confirma?",
    "remind_appointment_move": "Sigue pendiente cambiar su cita: {service}, {moment}. ¿Hago el cambio?",
    "remind_appointment_cancel": "Sigue pendiente cancelar su cita: {service}, {moment}. ¿La cancelo?",
    "remind_request": "Sigue pendiente su pedido: «{text}». ¿Lo pido?",
    "button_yes_appointment": "Confirmar",
    "button_change_appointment": "Otra hora",
    "button_yes_appointment_move": "Sí, cambiar",
    "button_change_appointment_move": "Otra hora",
    "button_yes_appointment_cancel": "Sí, cancelar",
    "button_change_appointment_cancel": "No cancelar",
    "button_yes_request": "Sí, pedirlo",
    "button_change_request": "Cambiar",
    "ask_book": "¿La confirma?",
    "ask_change": "¿Hago el cambio?",
    "ask_cancel": "¿Quiere cancelarla?",
    "remind_book": "Sigue pendiente su reserva de {room}, {dates}, por {total}. ¿La confirma?",
    "remind_change": (
        "Sigue pendiente el cambio de la reserva {code}: diferencia {difference}, nuevo total {total}. "
        "¿Lo hago?"
    ),
    "remind_cancel": "Sigue pendiente cancelar {room} de la reserva {code}; cargo: {fee}. ¿Lo cancelo?",
    "difference_none": "ninguna",
    "free_until": "gratis hasta el {day} a las {clock}; después, {fee}",
    "free_always": "gratis",
    "never_free": "no hay cancelación gratuita; {fee}",
    "fee_none": "sin cargo",
    "fee_is": "cargo de {fee}",
    "button_yes_book": "Confirmar",
    "button_change_book": "Cambiar",
    "button_yes_change": "Sí, cambiar",
    "button_change_change": "Otro cambio",
    "button_yes_cancel": "Sí, cancelar",
    "button_change_cancel": "No cancelar",
    "button_person": "Hablar con alguien",
    # What became of them
    "booked": (
        "¡Listo! Su reserva está confirmada.\n"
        "• Código: {code}\n"
        "• Habitación: {room}\n"
        "• Fechas: {dates}\n"
        "• Total: {total}\n\n"
        "Guarde el código, por favor. ¡Le esperamos!"
    ),
    "already_booked": "Su reserva ya está confirmada con el código {code}: {dates}, {total}.",
    "changed": (
        "¡Listo! Su reserva {code} quedó cambiada.\n"
        "• Habitación: {room}\n"
        "• Fechas: {dates}\n"
        "• Personas: {people}\n"
        "• Total: {total}"
    ),
    "already_changed": "Su reserva {code} ya está cambiada: {room}, {dates}, {total}.",
    "cancelled": "Su reserva {code}, {dates}, quedó cancelada. Cargo por cancelar: {fee}.",
    "already_cancelled": "Su reserva {code} ya está cancelada. Cargo: {fee}.",
    "appointments_left_one": "Esto sigue reservado:\n{appointments}",
    "appointments_left_many": (
        "Estas citas siguen reservadas:\n{appointments}\nTambién se pueden cancelar, una por una."
    ),
    "given_up": (
        "Listo, quedó cancelado de su reserva {code}: {gone}. Cargo por cancelar: {fee}.\n"
        "Sigue reservado: {room}, {dates}. Total: {total}."
    ),
    "already_given_up": (
        "Ya está cancelado de su reserva {code}: {gone}. Cargo: {fee}. Sigue reservado: {room}, {dates}."
    ),
    "since_changed": "Su reserva {code} es ahora esta: {room}, {dates}, {people}, {total}.",
    "since_cancelled": "Su reserva {code} ya no está vigente: está cancelada.",
    "appointment_made": (
        "¡Listo! Su cita quedó agendada.\n"
        "• Código: {code}\n"
        "• Servicio: {service}\n"
        "• Cuándo: {moment}\n"
        "• Personas: {number}\n"
        "• Precio: {price}"
    ),
    "already_appointment_made": "Su cita ya está agendada: {service}, {moment}, código {code}.",
    "appointment_moved": "¡Listo! Su cita {code} quedó cambiada: {service}, {moment}. Precio: {price}.",
    "already_appointment_moved": "Su cita {code} ya está cambiada: {service}, {moment}.",
    "appointment_cancelled": "Su cita {code} quedó cancelada: {service}, {moment}.",
    "already_appointment_cancelled": "Su cita {code} ya está cancelada: {service}, {moment}.",
    "request_noted": ("Anotado para {department}: «{text}». Lo tienen en su lista con el número {code}."),
    "already_request_noted": "Su pedido ya está anotado con el número {code}: «{text}».",
    "no_appointment": "De acuerdo, no agendo nada. ¿Le ayudo con algo más?",
    "appointment_as_it_is": "De acuerdo, su cita sigue como está. ¿Le ayudo con algo más?",
    "what_time": "Con gusto. ¿Qué día y a qué hora le queda mejor?",
    "not_requested": "De acuerdo, no pido nada. ¿Le ayudo con algo más?",
    "what_request": "Con gusto. ¿Qué quiere que pida, y para qué habitación?",
    "waiting_joined": (
        "Listo, anoté su lugar en la lista de espera {dates}, para {people}. "
        "No queda nada apartado; si se libera una habitación se lo hago saber por aquí."
    ),
    "waiting_available": (
        "¡Buenas noticias! Se liberó una habitación {dates}, para {people}. "
        "Todavía no está apartada: ¿quiere que le muestre las opciones?"
    ),
    "slot_gone": "Lo siento: esa hora se acaba de ocupar y no agendé nada.",
    "slots_near": "{sorry} Cerca de esa hora tengo libre:\n{slots}\n\n¿Le queda bien alguna?",
    "slot": "• {moment}",
    "no_slots": "{sorry} Ese día ya no hay lugar. ¿Probamos otro día?",
    "appointment_price_changed": "El precio cambió mientras lo veíamos y no agendé nada. Esto es lo actual:",
    "kept": "De acuerdo, no cancelo nada: su reserva sigue como está. ¿Le ayudo con algo más?",
    "not_changed": "De acuerdo, no cambio nada: su reserva sigue como está. ¿Le ayudo con algo más?",
    "not_booked": "De acuerdo, no reservo nada. Si quiere ver otras fechas u otra habitación, dígame.",
    "what_to_change": "Con gusto lo cambiamos. ¿Qué cambia: las fechas, las personas o la habitación?",
    "no_longer_valid": (
        "Esa propuesta ya no está vigente y no se hizo ningún cambio. "
        "Dígame las fechas y cuántas personas son, y busco de nuevo con gusto."
    ),
    "price_changed": "El precio cambió mientras lo veíamos, así que no reservé nada. Esto es lo actual:",
    "difference_changed": "El precio cambió mientras lo veíamos y no cambié nada. Esto es lo actual:",
    "fee_changed": "El cargo cambió mientras lo veíamos, así que no cancelé nada. Esto es lo actual:",
    "not_written": "Su confirmación anterior no llegó a hacerse y no quedó nada hecho. Esto es lo actual:",
    "sold_out": "Lo siento: esa habitación se acaba de ocupar y no reservé nada.",
    "change_gone": (
        "Lo siento: ese cambio ya no es posible, la habitación se acaba de ocupar. "
        "No cambié nada y su reserva {code} sigue como estaba. ¿Buscamos otras fechas u otra habitación?"
    ),
    "change_by_staff": (
        "Ese cambio solo lo puede hacer una persona del hotel. No cambié nada; le paso con alguien."
    ),
    "gone_already": "Esa reserva ya estaba cancelada; no hice nada más.",
    "alternatives": "Para las mismas fechas, {dates}, tengo:\n{offers}\n\n¿Le interesa alguna?",
    "alternative": "• {room}, {rate}: {total}",
    "no_alternatives": "Para esas fechas no me queda otra habitación. ¿Buscamos otros días?",
    "not_done": "Lo siento, no fue posible y no se hizo ningún cambio. Le paso con una persona.",
    "making_sure": (
        "Estoy comprobando con el sistema de reservas si quedó hecho. "
        "En cuanto lo sepa le aviso por aquí; no hace falta que lo repita."
    ),
    "not_known_yet": (
        "Todavía no sé si quedó hecho lo que confirmó antes: en cuanto lo sepa le aviso por aquí. "
        "Si entonces ya no lo quiere, dígamelo."
    ),
    "not_reached_book": "No pude hacer su reserva: el sistema de reservas no responde y no quedó nada hecho.",
    "not_reached_change": (
        "No pude hacer el cambio: el sistema de reservas no responde. Su reserva sigue como estaba."
    ),
    "not_reached_cancel": (
        "No pude hacer la cancelación: el sistema de reservas no responde. Su reserva sigue como estaba."
    ),
    "still_works": (
        "Mientras tanto puedo responder preguntas sobre el hotel o pasarle con una persona; "
        "pruebe de nuevo en un rato y con gusto lo intento."
    ),
    "wish_kept": "Anoté lo que desea para el equipo de reservas.",
    "pms_down": (
        "Ahora mismo el sistema de reservas no responde, así que no puedo ver disponibilidad ni reservar."
    ),
    "later_changed_price": (
        "Al final no se hizo: el precio cambió mientras tanto y no quedó nada hecho. "
        "Si quiere, le muestro el precio actual."
    ),
    "later_gone": (
        "Al final no se hizo: ya no había lugar y no quedó nada hecho. "
        "Si quiere, buscamos otras fechas u otra habitación."
    ),
    "later_not_done": (
        "Lo comprobé: al final no se hizo y no quedó nada hecho. Si lo desea, lo intentamos de nuevo."
    ),
    "later_unsettled": (
        "Todavía no logro comprobar con el sistema si quedó hecho. "
        "Le paso su caso a una persona del hotel, que lo revisará y le escribirá por aquí."
    ),
    "confirm_with_button": "Para que no haya dudas, confírmelo por favor con el botón o escriba «sí».",
    # A person
    "person_when_closed": (
        "Con gusto le paso con una persona del hotel. Ahora la recepción está cerrada: "
        "abre a las {clock} y le responderá por aquí mismo."
    ),
    "closed_until": "Ahora la recepción está cerrada; abre a las {clock}.",
}

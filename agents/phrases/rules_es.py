"""Spanish: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest
    "terms_book": (
        "Revise por favor los datos de su reserva:\n"
        "• Habitación: {room}\n"
        "• Tarifa: {rate}\n"
        "• Fechas: {dates}\n"
        "• Personas: {people}\n"
        "• A nombre de: {name}\n"
        "• Total: {total} (impuestos incluidos)\n"
        "• Cancelación: {cancellation}\n\n"
        "¿La confirma?"
    ),
    "terms_cancel": (
        "Esto es lo que se cancelaría:\n"
        "• Reserva: {code}\n"
        "• Habitación: {room}\n"
        "• Fechas: {dates}\n"
        "• Cargo por cancelar: {fee}\n\n"
        "¿Quiere cancelarla?"
    ),
    "remind_book": "Sigue pendiente su reserva de {room}, {dates}, por {total}. ¿La confirma?",
    "remind_cancel": "Sigue pendiente cancelar la reserva {code}, {dates}; cargo: {fee}. ¿La cancelo?",
    "free_until": "gratis hasta el {day} a las {clock}; después, {fee}",
    "free_always": "gratis",
    "never_free": "no hay cancelación gratuita; {fee}",
    "fee_none": "sin cargo",
    "fee_is": "cargo de {fee}",
    "button_yes_book": "Confirmar",
    "button_change_book": "Cambiar",
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
    "cancelled": "Su reserva {code}, {dates}, quedó cancelada. Cargo por cancelar: {fee}.",
    "already_cancelled": "Su reserva {code} ya está cancelada. Cargo: {fee}.",
    "kept": "De acuerdo, no cancelo nada: su reserva sigue como está. ¿Le ayudo con algo más?",
    "not_booked": "De acuerdo, no reservo nada. Si quiere ver otras fechas u otra habitación, dígame.",
    "what_to_change": "Con gusto lo cambiamos. ¿Qué cambia: las fechas, las personas o la habitación?",
    "no_longer_valid": (
        "Esa propuesta ya no está vigente y no se hizo ningún cambio. "
        "Dígame las fechas y cuántas personas son, y busco de nuevo con gusto."
    ),
    "price_changed": "El precio cambió mientras lo veíamos, así que no reservé nada. Esto es lo actual:",
    "fee_changed": "El cargo cambió mientras lo veíamos, así que no cancelé nada. Esto es lo actual:",
    "sold_out": "Lo siento: esa habitación se acaba de ocupar y no reservé nada.",
    "alternatives": "Para las mismas fechas, {dates}, tengo:\n{offers}\n\n¿Le interesa alguna?",
    "alternative": "• {room}, {rate}: {total}",
    "no_alternatives": "Para esas fechas no me queda otra habitación. ¿Buscamos otros días?",
    "not_done": "Lo siento, no fue posible y no se hizo ningún cambio. Le paso con una persona.",
    "not_yet_book": (
        "Ahora mismo no pude dejar confirmada su reserva: el sistema de reservas no respondió. "
        "Le paso su caso a una persona del hotel, que lo revisará y le escribirá por aquí."
    ),
    "not_yet_cancel": (
        "Ahora mismo no pude procesar la cancelación: el sistema de reservas no respondió. "
        "Le paso su caso a una persona del hotel, que lo revisará y le escribirá por aquí."
    ),
    "confirm_with_button": "Para que no haya dudas, confírmelo por favor con el botón o escriba «sí».",
    # A person
    "person_when_closed": (
        "Con gusto le paso con una persona del hotel. Ahora la recepción está cerrada: "
        "abre a las {clock} y le responderá por aquí mismo."
    ),
    "closed_until": "Ahora la recepción está cerrada; abre a las {clock}.",
    "safety": "Si hay peligro, llame ya al {emergency}. Aviso también a una persona del hotel.",
    "safety_no_number": "Si hay peligro, llame ya a emergencias. Aviso también a una persona del hotel.",
}

"""Spanish: what the receptionist says without a model."""

TEXTS = {
    # Courtesies
    "welcome_back": "¡Hola de nuevo! ¿En qué le puedo ayudar?",
    "you_are_welcome": "¡Con mucho gusto! Si necesita algo más, aquí estoy.",
    "goodbye": "¡Hasta pronto! Que tenga un excelente día.",
    "machine": (
        "Sí, soy el asistente virtual de {hotel}, no una persona. "
        "Si prefiere hablar con alguien del equipo, basta con decirlo."
    ),
    "how_can_i_help": "¿En qué le puedo ayudar?",
    "at_your_service": "De acuerdo. Si necesita algo más, aquí estoy.",
    "all_right": "De acuerdo. Si quiere ver otras fechas u otra habitación, dígame.",
    # Not understood
    "rephrase": (
        "Disculpe, no le entendí bien. Puede escribirme, por ejemplo: «busco una habitación para dos "
        "personas», «precio del estacionamiento» o «quiero cancelar mi reserva»."
    ),
    "cannot_follow": "Disculpe, no logro entenderle. Le comunico con una persona del hotel.",
    "or_person": "Si le resulta más fácil, escriba «persona» y puedo comunicarle con alguien del hotel.",
    "take_your_time": "Sin prisa: no hago nada hasta que usted lo confirme. Si tiene dudas, pregúnteme.",
    "no_hurry": "Claro, sin prisa. Aquí estoy.",
    "angry": "Lamento la molestia. Si quiere, le comunico con una persona del hotel.",
    "no_cards": "Por su seguridad, no me envíe por aquí datos de tarjetas: no los necesito para reservar.",
    "write_please": "Disculpe, no puedo abrir ese archivo. Escríbamelo con palabras, por favor.",
    # Asking for what is missing
    "ask_dates": "Con gusto. ¿Para qué fechas sería, día de llegada y día de salida?",
    "ask_departure": "¿Hasta qué día se quedaría, o cuántas noches?",
    "ask_arrival": "¿Qué día llegaría?",
    "ask_people": "¿Cuántas personas serían? Si viajan menores, dígame también sus edades.",
    "ask_adults": "¿Cuántos adultos serían?",
    "ask_split": "Para no equivocarme: ¿cuántos adultos y cuántos menores serían en total?",
    "ask_children": "¿Cuántos menores viajan y qué edades tienen?",
    "ask_ages": "¿Qué edad tienen los menores?",
    "ask_name": "¿A nombre de quién sería la reserva? Nombre y apellido, por favor.",
    "ask_day_of_month": "¿Qué día exactamente? Dígame por favor día y mes.",
    "ask_which_date": "Para no equivocarme: ¿se refiere al {options}?",
    "ask_weekday": "El día de la semana y la fecha no coinciden. ¿Se refiere al {options}?",
    "ask_which_departure": "¿La salida sería el {options}?",
    "or": "{left} o al {right}",
    "or_departure": "{left} o el {right}",
    "date_impossible": "Esa fecha no existe en el calendario. ¿Qué día sería?",
    "date_past": "Esa fecha ya pasó. ¿Para qué día sería?",
    "dates_reversed": (
        "La salida tiene que ser después de la llegada. ¿Me confirma las dos fechas, con el mes?"
    ),
    # Offers
    "offers_head": "{dates}, para {people}, tengo disponible:",
    "offers_none_of_kind": (
        "De lo que me pide no tengo disponible en esas fechas, pero puedo ofrecerle otra opción."
    ),
    "offer": "{number}. {room}, {rate}: {total} en total{nightly}. {cancellation}",
    "offer_includes": (
        "{number}. {room}, {rate}: {total} en total{nightly}. Incluye {includes}. {cancellation}"
    ),
    "nightly": " ({price} por noche)",
    "nightly_between": " (entre {low} y {high} por noche)",
    "offers_foot": "Los precios incluyen impuestos. ¿Cuál prefiere?",
    "offers_foot_one": "El precio incluye impuestos. ¿Le interesa?",
    "which_of_these": "¿Cuál de estas prefiere?",
    "include_breakfast": "desayuno",
    "include_half_board": "media pensión",
    "include_all_inclusive": "todo incluido",
    "include_parking": "estacionamiento",
    "include_wifi": "Wi-Fi",
    "cancel_free_until": "Cancelación sin cargo hasta el {day}; después, {fee}.",
    "cancel_costs": "Si se cancela, {fee}.",
    "cancel_free": "Cancelación sin cargo.",
    "late_none": "sin cargo",
    "late_first_night": "se cobra la primera noche",
    "late_percent": "se cobra el {percent} %",
    "late_full": "se cobra el total",
    # Several rooms
    "ask_people_in_all": ("¿Cuántas personas serían en total? Si viajan menores, dígame también sus edades."),
    "party_needs_rooms": "Para {people} hacen falta varias habitaciones. Así podrían acomodarse:",
    "rooms_not_together": "Lo siento, {dates} no me quedan juntas esas habitaciones.",
    "way": "{number}. {total} en total:",
    "way_of_rate": "{number}. {rate}: {total} en total",
    "way_room": "   • Habitación {place}: {room}, {people}: {total}",
    "bad_email": "Ese correo no lo puedo leer bien. ¿Me lo escribe de nuevo, por favor?",
    "wish_by_person": "Sus deseos para la reserva los ve mejor una persona del hotel. Le comunico con ella.",
    # Why not
    "sold_out_dates": "Lo siento, {dates} no nos quedan habitaciones.",
    "too_many_people": (
        "Para {people} harían falta varias habitaciones. Eso lo ve una persona del hotel: le comunico "
        "con ella."
    ),
    "several_rooms": (
        "Varias habitaciones a la vez las arregla mejor una persona del hotel. Le comunico con ella."
    ),
    "min_stay": "Para esas fechas la estancia mínima es de {nights}. ¿Le busco con esa duración?",
    "no_rate": "Lo siento, {dates} no tengo tarifas disponibles. ¿Vemos otras fechas?",
    "other_dates": "Sí tengo lugar en estas fechas:\n{stays}\n¿Le sirve alguna?",
    "other_date": "• {dates}",
    "ask_other_dates": "¿Buscamos otras fechas?",
    "room_min_stay": "Para {room} la estancia mínima en esas fechas es de {nights}.",
    "room_too_small": "La opción {room} no alcanza para tantas personas.",
    "room_sold_out": "La opción {room} no está disponible en esas fechas.",
    "too_far": "Todavía no puedo ver precios para fechas tan lejanas. ¿Le busco una fecha más cercana?",
    "too_long": "Una estancia tan larga la ve una persona del hotel. Le comunico con ella.",
    "bad_occupancy": (
        "Para la reserva hace falta al menos un adulto. ¿Cuántos adultos y cuántos menores serían?"
    ),
    "bad_name": "Ese nombre no lo puedo leer bien. ¿Me da nombre y apellido, por favor?",
    "code_refused": "El código que me dio no vale para esta estancia: los precios van sin él.",
    "just_gone": "Lo siento, esa opción se acaba de ocupar. Esto es lo que tengo ahora:",
    "in_progress": (
        "Todavía estoy procesando su confirmación anterior. Escríbame de nuevo en un momento, por favor."
    ),
    # The guest's own reservations
    "your_reservation": (
        "Su reserva {code}:\n• {room}, {rate}\n• {dates}\n• {people}\n• Total: {total}\n• Estado: {status}"
    ),
    "not_confirmed_yet": "Todavía no está reservada: falta su confirmación.",
    "status_confirmed": "confirmada",
    "status_cancelled": "cancelada",
    "reservation_line": "{number}. {code}: {room}, {dates}",
    "which_reservation": "Tiene estas reservas:\n{reservations}\n¿Cuál desea cancelar?",
    "ask_code": (
        "Con este número no encuentro ninguna reserva. ¿Me da el código de la reserva y el apellido con "
        "el que se hizo?"
    ),
    "without_code": (
        "Sin esos datos no puedo abrir la reserva. Si quiere, le comunico con una persona del hotel."
    ),
    "ask_surname": "¿Con qué apellido se hizo la reserva {code}?",
    "not_found": "No encuentro una reserva con esos datos. ¿Puede revisar el código y el apellido?",
    "too_many_tries": (
        "Por seguridad ya no puedo comprobar más datos por hoy. Le comunico con una persona del hotel."
    ),
    "was_cancelled_before": "Esa reserva ya estaba cancelada.",
    "not_cancellable": (
        "Esa estancia ya empezó, así que no puedo cancelarla yo. Le comunico con una persona del hotel."
    ),
    "change_by_person": "Los cambios a una reserva los hace una persona del hotel. Le comunico con ella.",
    # Things a person has to see to
    "complaint": (
        "Lamento mucho lo ocurrido. Le comunico de inmediato con una persona del hotel para que lo atienda."
    ),
    "lost_item": "Lamento escuchar eso. Le comunico con una persona del hotel para que le ayude a buscarlo.",
    "room_wish": "Con gusto. Le comunico con una persona del hotel para que lo atienda.",
    "appointment": "Con gusto. Las citas las agenda una persona del hotel: le comunico con ella.",
    # Changing a reservation
    "which_to_change": "Tiene estas reservas:\n{reservations}\n¿Cuál desea cambiar?",
    "reservation_named": "{code}: {room}, {dates}",
    "ask_change_what": (
        "Con gusto. Su reserva es {reservation}. ¿Qué cambia: las fechas, las personas o la habitación?"
    ),
    "ask_who_more": "Con gusto. ¿La persona que se suma es adulta o menor? Si es menor, ¿qué edad tiene?",
    "which_room_to_change": "La reserva tiene estas habitaciones:\n{rooms}\n¿En cuál hacemos el cambio?",
    "which_room_to_cancel": (
        "La reserva tiene estas habitaciones:\n{rooms}\n¿Cuál desea cancelar? Si son todas, dígamelo."
    ),
    "room_line": "{number}. {room}, {people}",
    "room_line_fee": "{number}. {room}, {people}. Cargo por cancelarla: {fee}",
    "no_such_room": "De ese tipo no tenemos. Nuestras habitaciones son: {rooms}. ¿Cuál prefiere?",
    "change_sold_out": (
        "Lo siento, así no queda lugar; su reserva sigue como está. ¿Probamos con otras fechas?"
    ),
    "change_closed": (
        "Lo siento, esas fechas no se pueden vender; su reserva sigue como está. ¿Probamos con otras?"
    ),
    "change_too_short": (
        "Para esas fechas la estancia mínima es más larga; su reserva sigue como está. ¿Probamos con más "
        "noches?"
    ),
    "change_too_long": (
        "Una estancia tan larga no la puedo vender; su reserva sigue como está. ¿Probamos con menos noches?"
    ),
    "change_too_small": (
        "En esa habitación no caben tantas personas; su reserva sigue como está. ¿Probamos con otra "
        "habitación?"
    ),
    "change_with_room": "Con otra habitación sí se puede: {rooms}. Si quiere, dígame cuál.",
    "nothing_to_change": "Así está ya su reserva, no hay nada que cambiar. ¿Quería otra cosa?",
    "nothing_to_change_left": "No encuentro una reserva vigente que se pueda cambiar.",
    "not_changeable": (
        "Esa tarifa o esa estancia ya no permite que yo la cambie. No cambié nada; le comunico con una "
        "persona "
        "del hotel."
    ),
    # Appointments
    "ask_which_service": "Con gusto. ¿Cuál de estos servicios quiere?\n{services}",
    "no_such_service": "Ese servicio no lo puedo agendar aquí. Lo que sí puedo agendar:",
    "service_line": "{number}. {service}: {price}",
    "each_person": " por persona",
    "ask_day_of_appointment": "Con gusto: {service}. ¿Para qué día y a qué hora?",
    "ask_how_many": "¿Para cuántas personas sería?",
    "too_many_at_once": "Para tantas personas a la vez no alcanza el lugar. ¿Para cuántas lo busco?",
    "too_far_appointment": "Para fechas tan lejanas todavía no puedo agendar. ¿Qué otro día le queda bien?",
    "free_times": "El {day} tengo libre, entre otras horas: {times}. ¿Cuál prefiere?",
    "which_time": "El {day} puede ser a estas horas: {times}. ¿A cuál se refiere?",
    "time_not_free": "A esa hora no tengo lugar. El {day}, lo más cercano: {times}. ¿Le queda bien alguna?",
    "day_not_free": "El {day} no hay lugar.",
    "ask_other_day": "¿Qué otro día le queda bien?",
    "ask_when_instead": "Con gusto. ¿Para qué día y a qué hora lo cambiamos?",
    "appointments_head": "Tiene estas citas:",
    "appointment_line": "{number}. {service}, {moment} ({code})",
    "which_appointment": "Tiene estas citas:\n{appointments}\n¿De cuál se trata?",
    "no_appointments": "No encuentro ninguna cita suya pendiente.",
    "appointment_is_then": "Su cita ya es a esa hora.",
    # Requests and waiting
    "ask_room_number": "Con gusto. ¿En qué habitación está?",
    "ask_wake_up": "Con gusto. ¿A qué hora?",
    "sorry_for_that": "Lamento la molestia.",
    "waiting_offered": "Si prefiere esas fechas, puedo ponerle en la lista de espera: basta con decirlo.",
    "waiting_by_person": "La lista de espera para eso la ve una persona del hotel. Le comunico con ella.",
    "stale_prices": (
        "El sistema de reservas no responde en este momento. Estos precios son de hace {minutes} minutos y "
        "pueden haber cambiado; para reservar hay que comprobarlos primero."
    ),
    # The house
    "fact_yes": "Sí.",
    "fact_no": "No, lo siento.",
    "fact_text": "{text}",
    "fact_price": "Precio: {price}.",
    "fact_price_per": "Precio: {price} por {per}.",
    "fact_season": "Disponible del {begin} al {end}.",
    "fact_out_of_season": "En este momento está fuera de temporada: disponible del {begin} al {end}.",
    "fact_other_season": "Para esas fechas está fuera de temporada: disponible del {begin} al {end}.",
    "fact_period": "Eso vale del {begin} al {end}.",
    "per_night": "noche",
    "per_person": "persona",
    "per_day": "día",
    "per_stay": "estancia",
    "per_hour": "hora",
    "fact_check_in": "La entrada (check-in) es a partir de las {text}.",
    "fact_check_out": "La salida (check-out) es hasta las {text}.",
    "fact_address": "Estamos en {text}.",
    "fact_phone": "Nuestro teléfono es {text}.",
    "fact_email": "Nuestro correo es {text}.",
    "fact_website": "Nuestra página es {text}.",
    "fact_reception": "Horario de recepción: {text}.",
    "late_arrival": (
        "Si va a llegar fuera de ese horario, conviene acordarlo antes. "
        "Si quiere, le comunico con una persona del hotel."
    ),
    "fact_services": "• {title}: {text}",
    "fact_rooms": "• {title}: {text}",
    "rooms_head": "Tenemos estas habitaciones:",
    "only_in": "El hotel solo tiene esto en {tongue}: «{text}»",
    "services_head": "Ofrecemos estos servicios:",
    "rooms_foot": "Si me dice fechas y cuántas personas, le doy disponibilidad y precio.",
    "depends_on_rate": (
        "Depende de la tarifa. Si me dice fechas y cuántas personas, le digo el precio y las "
        "condiciones de cada una."
    ),
    "terms_shown": (
        "Lo que incluye cada tarifa y cómo se cancela va en cada opción de la lista. ¿Cuál prefiere?"
    ),
    "discount": (
        "Los precios que ve son los que tengo. Un descuento solo lo puede decidir una persona del hotel: "
        "si quiere, le comunico con ella."
    ),
    "unknown_fact": (
        "Ese dato no lo tengo confirmado y prefiero no inventarlo. "
        "Si quiere, le comunico con una persona del hotel."
    ),
    "unknown_to_person": "Para ese dato le comunico con una persona del hotel.",
}

"""Portuguese: what the receptionist says without a model."""

TEXTS = {
    # Courtesies
    "welcome_back": "Olá de novo! Em que posso ajudar?",
    "you_are_welcome": "De nada! Se precisar de mais alguma coisa, estou por aqui.",
    "goodbye": "Até breve! Tenha um ótimo dia.",
    "machine": (
        "Sim, sou o assistente virtual do {hotel}, não uma pessoa. "
        "Se preferir falar com alguém da equipe, é só dizer."
    ),
    "how_can_i_help": "Em que posso ajudar?",
    "at_your_service": "Tudo bem. Se precisar de mais alguma coisa, estou por aqui.",
    "all_right": "Tudo bem. Se quiser ver outras datas ou outro quarto, é só dizer.",
    # Not understood
    "rephrase": (
        "Desculpe, não entendi bem. Você pode escrever, por exemplo: “procuro um quarto para duas "
        "pessoas”, “preço do estacionamento” ou “quero cancelar minha reserva”."
    ),
    "cannot_follow": "Desculpe, não consigo entender. Vou passar a conversa para uma pessoa do hotel.",
    "or_person": "Se for mais fácil, escreva “pessoa” e posso passar a conversa para alguém do hotel.",
    "take_your_time": "Sem pressa: não faço nada até você confirmar. Se tiver dúvidas, é só perguntar.",
    "no_hurry": "Claro, sem pressa. Estou por aqui.",
    "angry": "Lamento o incômodo. Se quiser, posso passar a conversa para uma pessoa do hotel.",
    "no_cards": "Por sua segurança, não envie dados de cartão por aqui: não preciso deles para reservar.",
    "write_please": "Desculpe, não consigo abrir esse arquivo. Escreva em palavras, por favor.",
    # Asking for what is missing
    "ask_dates": "Claro. Para quais datas seria, o dia de chegada e o dia de saída?",
    "ask_departure": "Até que dia você ficaria, ou quantas noites?",
    "ask_arrival": "Em que dia você chegaria?",
    "ask_people": "Quantas pessoas seriam? Se houver crianças, diga também as idades, por favor.",
    "ask_adults": "Quantos adultos seriam?",
    "ask_split": "Para não errar: quantos adultos e quantas crianças seriam no total?",
    "ask_children": "Quantas crianças viajam e que idade elas têm?",
    "ask_ages": "Que idade têm as crianças?",
    "ask_name": "Em nome de quem seria a reserva? Nome e sobrenome, por favor.",
    "ask_day_of_month": "Que dia exatamente? Diga o dia e o mês, por favor.",
    "ask_which_date": "Para não errar: você se refere a {options}?",
    "ask_weekday": "O dia da semana e a data não coincidem. Você se refere a {options}?",
    "ask_which_departure": "A saída seria em {options}?",
    "or": "{left} ou {right}",
    "or_departure": "{left} ou {right}",
    "date_impossible": "Essa data não existe no calendário. Que dia seria?",
    "date_past": "Essa data já passou. Para que dia seria?",
    "dates_reversed": ("A saída tem que ser depois da chegada. Pode me dizer as duas datas, com o mês?"),
    # Offers
    "offers_head": "{dates}, para {people}, tenho disponível:",
    "offers_none_of_kind": (
        "Do que você pede não tenho disponível nessas datas, mas posso oferecer outra opção."
    ),
    "offer": "{number}. {room}, {rate}: {total} no total{nightly}. {cancellation}",
    "offer_includes": (
        "{number}. {room}, {rate}: {total} no total{nightly}. Inclui {includes}. {cancellation}"
    ),
    "nightly": " ({price} por noite)",
    "nightly_between": " (entre {low} e {high} por noite)",
    "offers_foot": "Os preços incluem impostos. Qual você prefere?",
    "offers_foot_one": "O preço inclui impostos. Interessa?",
    "which_of_these": "Qual destas você prefere?",
    "include_breakfast": "café da manhã",
    "include_half_board": "meia pensão",
    "include_all_inclusive": "tudo incluído",
    "include_parking": "estacionamento",
    "include_wifi": "Wi-Fi",
    "cancel_free_until": "Cancelamento sem custo até {day}; depois, {fee}.",
    "cancel_costs": "Em caso de cancelamento, {fee}.",
    "cancel_free": "Cancelamento sem custo.",
    "late_none": "sem custo",
    "late_first_night": "cobra-se a primeira noite",
    "late_percent": "cobra-se {percent} %",
    "late_full": "cobra-se o total",
    # Several rooms
    "ask_people_in_all": (
        "Quantas pessoas seriam no total? Se houver crianças, diga também as idades, por favor."
    ),
    "party_needs_rooms": "Para {people} são precisos vários quartos. Vocês poderiam ficar assim:",
    "rooms_not_together": "Sinto muito, {dates} não tenho esses quartos juntos.",
    "way": "{number}. {total} no total:",
    "way_of_rate": "{number}. {rate}: {total} no total",
    "way_room": "   • Quarto {place}: {room}, {people}: {total}",
    "bad_email": "Não consigo ler bem esse e-mail. Pode escrever de novo, por favor?",
    "wish_by_person": (
        "Uma pessoa do hotel pode ver melhor esses pedidos para a reserva. Vou passar a conversa para ela."
    ),
    # Why not
    "sold_out_dates": "Sinto muito, {dates} não temos mais quartos.",
    "too_many_people": (
        "Para {people} seriam precisos vários quartos. Uma pessoa do hotel vê isso: vou passar a conversa "
        "para ela."
    ),
    "several_rooms": (
        "Vários quartos de uma vez são mais bem tratados por uma pessoa do hotel. "
        "Vou passar a conversa para ela."
    ),
    "min_stay": "Para essas datas a estadia mínima é de {nights}. Busco com essa duração?",
    "no_rate": "Sinto muito, {dates} não tenho tarifas disponíveis. Vamos ver outras datas?",
    "other_dates": "Tenho lugar nestas datas:\n{stays}\nAlguma serve para você?",
    "other_date": "• {dates}",
    "ask_other_dates": "Vamos ver outras datas?",
    "room_min_stay": "Para {room} a estadia mínima nessas datas é de {nights}.",
    "room_too_small": "A opção {room} não comporta tantas pessoas.",
    "room_sold_out": "A opção {room} não está disponível nessas datas.",
    "too_far": "Ainda não consigo ver preços para datas tão distantes. Busco uma data mais próxima?",
    "too_long": "Uma estadia tão longa é tratada por uma pessoa do hotel. Vou passar a conversa para ela.",
    "bad_occupancy": (
        "Para a reserva é preciso pelo menos um adulto. Quantos adultos e quantas crianças seriam?"
    ),
    "bad_name": "Não consigo ler bem esse nome. Pode me dizer nome e sobrenome, por favor?",
    "code_refused": "O código que você me deu não vale para esta estadia: os preços são sem ele.",
    "just_gone": "Sinto muito, essa opção acabou de ser ocupada. Isto é o que tenho agora:",
    "in_progress": (
        "Ainda estou tratando da sua confirmação anterior. Escreva de novo daqui a um momento, por favor."
    ),
    # The guest's own reservations
    "your_reservation": (
        "Sua reserva {code}:\n• {room}, {rate}\n• {dates}\n• {people}\n• Total: {total}\n• Situação: {status}"
    ),
    "not_confirmed_yet": "Ainda não está reservado: falta a sua confirmação.",
    "status_confirmed": "confirmada",
    "status_cancelled": "cancelada",
    "reservation_line": "{number}. {code}: {room}, {dates}",
    "which_reservation": "Você tem estas reservas:\n{reservations}\nQual quer cancelar?",
    "ask_code": (
        "Com este número não encontro nenhuma reserva. Pode me dizer o código da reserva e o sobrenome "
        "com que foi feita?"
    ),
    "without_code": (
        "Sem esses dados não consigo abrir a reserva. "
        "Se quiser, posso passar a conversa para uma pessoa do hotel."
    ),
    "ask_surname": "Com que sobrenome foi feita a reserva {code}?",
    "not_found": "Não encontro uma reserva com esses dados. Pode conferir o código e o sobrenome?",
    "too_many_tries": (
        "Por segurança não posso verificar mais dados hoje. Vou passar a conversa para uma pessoa do hotel."
    ),
    "was_cancelled_before": "Essa reserva já estava cancelada.",
    "not_cancellable": (
        "Essa estadia já começou, então não posso cancelá-la. Vou passar a conversa para uma pessoa do hotel."
    ),
    "change_by_person": (
        "As alterações de uma reserva são feitas por uma pessoa do hotel. Vou passar a conversa para ela."
    ),
    # Things a person has to see to
    "complaint": ("Lamento muito o ocorrido. Vou passar a conversa agora mesmo para uma pessoa do hotel."),
    "lost_item": (
        "Lamento saber disso. Vou passar a conversa para uma pessoa do hotel que possa ajudar a procurar."
    ),
    "room_wish": "Claro. Vou passar a conversa para uma pessoa do hotel que possa atender o pedido.",
    "appointment": (
        "Claro. Os agendamentos são feitos por uma pessoa do hotel: vou passar a conversa para ela."
    ),
    # Changing a reservation
    "which_to_change": "Você tem estas reservas:\n{reservations}\nQual quer alterar?",
    "reservation_named": "{code}: {room}, {dates}",
    "ask_change_what": ("Claro. Sua reserva é {reservation}. O que muda: as datas, as pessoas ou o quarto?"),
    "ask_who_more": (
        "Claro. A pessoa que se junta a vocês é adulta ou criança? Se for criança, que idade tem?"
    ),
    "which_room_to_change": "A reserva tem estes quartos:\n{rooms}\nEm qual faço a alteração?",
    "which_room_to_cancel": (
        "A reserva tem estes quartos:\n{rooms}\nQual quer cancelar? Se forem todos, é só dizer."
    ),
    "room_line": "{number}. {room}, {people}",
    "room_line_fee": "{number}. {room}, {people}. Taxa para cancelar: {fee}",
    "no_such_room": "Desse tipo não temos. Nossos quartos são: {rooms}. Qual você prefere?",
    "change_sold_out": (
        "Sinto muito, assim não há lugar; sua reserva continua como está. Vamos tentar outras datas?"
    ),
    "change_closed": (
        "Sinto muito, essas datas não podem ser vendidas; sua reserva continua como está. "
        "Vamos tentar outras?"
    ),
    "change_too_short": (
        "Para essas datas a estadia mínima é maior; sua reserva continua como está. "
        "Vamos tentar com mais noites?"
    ),
    "change_too_long": (
        "Não posso vender uma estadia tão longa; sua reserva continua como está. "
        "Vamos tentar com menos noites?"
    ),
    "change_too_small": (
        "Nesse quarto não cabem tantas pessoas; sua reserva continua como está. Vamos tentar outro quarto?"
    ),
    "change_with_room": "Com outro quarto é possível: {rooms}. Se quiser, diga qual.",
    "nothing_to_change": "Sua reserva já está assim, não há nada a alterar. Você queria outra coisa?",
    "nothing_to_change_left": "Não encontro uma reserva ativa que possa ser alterada.",
    "not_changeable": (
        "Essa tarifa ou essa estadia já não permite que eu a altere. Não alterei nada; "
        "vou passar a conversa para uma pessoa do hotel."
    ),
    # Appointments
    "ask_which_service": "Claro. Qual destes serviços você quer?\n{services}",
    "no_such_service": "Esse serviço não posso agendar aqui. O que posso agendar:",
    "service_line": "{number}. {service}: {price}",
    "each_person": " por pessoa",
    "ask_day_of_appointment": "Claro: {service}. Para que dia e a que horas?",
    "ask_how_many": "Para quantas pessoas seria?",
    "too_many_at_once": "Não há lugar para tantas pessoas de uma vez. Para quantas busco?",
    "too_far_appointment": "Ainda não posso agendar para datas tão distantes. Que outro dia serve?",
    "free_times": "Em {day} tenho livre, entre outros horários: {times}. Qual você prefere?",
    "which_time": "Em {day} pode ser nestes horários: {times}. A qual você se refere?",
    "time_not_free": "Nesse horário não há lugar. Em {day}, os mais próximos: {times}. Algum serve?",
    "day_not_free": "Em {day} não há lugar.",
    "ask_other_day": "Que outro dia serve para você?",
    "ask_when_instead": "Claro. Para que dia e a que horas mudo?",
    "appointments_head": "Você tem estes agendamentos:",
    "appointment_line": "{number}. {service}, {moment} ({code})",
    "which_appointment": "Você tem estes agendamentos:\n{appointments}\nDe qual se trata?",
    "no_appointments": "Não encontro nenhum agendamento seu pendente.",
    "appointment_is_then": "Seu agendamento já é nesse horário.",
    # Requests and waiting
    "ask_room_number": "Claro. Em que quarto você está?",
    "ask_wake_up": "Claro. A que horas?",
    "sorry_for_that": "Lamento o incômodo.",
    "waiting_offered": "Se preferir essas datas, posso colocar você na lista de espera: é só dizer.",
    "waiting_by_person": (
        "A lista de espera para isso é vista por uma pessoa do hotel. Vou passar a conversa para ela."
    ),
    "stale_prices": (
        "O sistema de reservas não responde no momento. Estes preços são de {minutes} minutos atrás e "
        "podem ter mudado; para reservar é preciso verificá-los antes."
    ),
    # The house
    "fact_yes": "Sim.",
    "fact_no": "Não, sinto muito.",
    "fact_text": "{text}",
    "fact_price": "Preço: {price}.",
    "fact_price_per": "Preço: {price} por {per}.",
    "fact_season": "Disponível de {begin} a {end}.",
    "fact_out_of_season": "No momento está fora de temporada: disponível de {begin} a {end}.",
    "fact_other_season": "Nessas datas está fora de temporada: disponível de {begin} a {end}.",
    "fact_period": "Isso vale de {begin} a {end}.",
    "per_night": "noite",
    "per_person": "pessoa",
    "per_day": "dia",
    "per_stay": "estadia",
    "per_hour": "hora",
    "fact_check_in": "O check-in é a partir das {text}.",
    "fact_check_out": "O check-out é até as {text}.",
    "fact_address": "Estamos em {text}.",
    "fact_phone": "Nosso telefone é {text}.",
    "fact_email": "Nosso e-mail é {text}.",
    "fact_website": "Nosso site é {text}.",
    "fact_reception": "Horário da recepção: {text}.",
    "late_arrival": (
        "Se for chegar fora desse horário, convém combinar antes. "
        "Se quiser, posso passar a conversa para uma pessoa do hotel."
    ),
    "fact_services": "• {title}: {text}",
    "fact_rooms": "• {title}: {text}",
    "rooms_head": "Temos estes quartos:",
    "only_in": "O hotel só tem isto em {tongue}: «{text}»",
    "services_head": "Oferecemos estes serviços:",
    "rooms_foot": "Se me disser as datas e quantas pessoas, informo disponibilidade e preço.",
    "depends_on_rate": (
        "Depende da tarifa. Se me disser as datas e quantas pessoas, informo o preço e as condições de "
        "cada uma."
    ),
    "terms_shown": (
        "O que cada tarifa inclui e como se cancela está em cada opção da lista. Qual você prefere?"
    ),
    "discount": (
        "Os preços que você vê são os que tenho. Só uma pessoa do hotel pode decidir sobre um desconto: "
        "se quiser, posso passar a conversa para ela."
    ),
    "unknown_fact": (
        "Não tenho essa informação confirmada e prefiro não inventar. "
        "Se quiser, posso passar a conversa para uma pessoa do hotel."
    ),
    "unknown_to_person": "Para essa informação vou passar a conversa para uma pessoa do hotel.",
}

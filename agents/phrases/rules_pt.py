"""Portuguese: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest: a head, lines, a question
    "terms_book": "Por favor, confira os dados da sua reserva:",
    "terms_change": "A alteração da sua reserva ficaria assim:",
    "terms_cancel": "Isto é o que seria cancelado:",
    "line_code": "• Reserva: {code}",
    "line_room": "• Quarto: {room}",
    "room_placed": "{room} (quarto {number}, {people})",
    "line_room_of": "• Quarto {number}: {room}",
    "line_numbered": "• Quarto {number}: {room}, {rate}, {people}: {total}",
    "line_rate": "• Tarifa: {rate}",
    "line_dates": "• Datas: {dates}",
    "line_people": "• Pessoas: {people}",
    "line_name": "• Em nome de: {name}",
    "line_promotion": "• Promoção: {name}",
    "line_total": "• Total: {total} (impostos incluídos)",
    "line_new_total": "• Novo total: {total} (impostos incluídos)",
    "line_deposit": "• Depósito que esta tarifa pede: {deposit}",
    "line_email": "• E-mail: {email}",
    "line_remarks": "• Seus pedidos, sem garantia: {remarks}",
    "line_change_fee": "• Taxa pela alteração: {fee}",
    "line_difference": "• Diferença de preço: {difference}",
    "line_kept": "• Continua na reserva: {rooms}",
    "line_cancel_fee": "• Taxa de cancelamento: {fee}",
    "line_cancellation": "• Cancelamento: {cancellation}",
    "line_service": "• Serviço: {service}",
    "line_when": "• Quando: {moment}",
    "line_moved_from": "• Antes: {moment}",
    "line_count": "• Pessoas: {number}",
    "line_price": "• Preço: {price}",
    "line_appointment": "• Agendamento: {code}",
    "line_department": "• Para: {department}",
    "line_request": "• Pedido: {text}",
    "line_door": "• Quarto: {number}",
    "moment": "{day}, {clock}",
    "span": "{moment} a {ends}",
    "terms_appointment": "Seu agendamento seria este:",
    "terms_appointment_move": "A alteração do seu agendamento ficaria assim:",
    "terms_appointment_cancel": "Este é o agendamento que seria cancelado:",
    "terms_request": "Este é o pedido que eu faria por você:",
    "department_reception": "recepção",
    "department_housekeeping": "limpeza",
    "department_maintenance": "manutenção",
    "department_concierge": "concierge",
    "department_restaurant": "restaurante",
    "department_spa": "spa",
    "department_reservations": "reservas",
    "ask_appointment": "Você confirma?",
    "ask_appointment_move": "Posso fazer a alteração?",
    "ask_appointment_cancel": "Quer cancelar?",
    "ask_request": "Posso pedir assim?",
    "remind_appointment": "Seu agendamento ainda está pendente: {service}, {moment}. Você confirma?",
    "remind_appointment_move": (
        "A alteração do seu agendamento ainda está pendente: {service}, {moment}. Posso fazer a alteração?"
    ),
    "remind_appointment_cancel": (
        "O cancelamento do seu agendamento ainda está pendente: {service}, {moment}. Posso cancelar?"
    ),
    "remind_request": "Seu pedido ainda está pendente: “{text}”. Posso pedir?",
    "button_yes_appointment": "Confirmar",
    "button_change_appointment": "Outro horário",
    "button_yes_appointment_move": "Sim, alterar",
    "button_change_appointment_move": "Outro horário",
    "button_yes_appointment_cancel": "Sim, cancelar",
    "button_change_appointment_cancel": "Não cancelar",
    "button_yes_request": "Sim, pedir",
    "button_change_request": "Alterar",
    "ask_book": "Você confirma?",
    "ask_change": "Posso fazer a alteração?",
    "ask_cancel": "Quer cancelar?",
    "remind_book": "Sua reserva de {room}, {dates}, por {total} ainda está pendente. Você confirma?",
    "remind_change": (
        "A alteração da reserva {code} ainda está pendente: diferença {difference}, novo total {total}. "
        "Posso fazer?"
    ),
    "remind_cancel": (
        "O cancelamento de {room} da reserva {code} ainda está pendente; taxa: {fee}. Posso cancelar?"
    ),
    "difference_none": "nenhuma",
    "free_until": "grátis até {day} às {clock}; depois, {fee}",
    "free_always": "grátis",
    "never_free": "não há cancelamento grátis; {fee}",
    "fee_none": "sem custo",
    "fee_is": "taxa de {fee}",
    "button_yes_book": "Confirmar",
    "button_change_book": "Alterar",
    "button_yes_change": "Sim, alterar",
    "button_change_change": "Outra alteração",
    "button_yes_cancel": "Sim, cancelar",
    "button_change_cancel": "Não cancelar",
    "button_person": "Falar com alguém",
    # What became of them
    "booked": (
        "Pronto! Sua reserva está confirmada.\n"
        "• Código: {code}\n"
        "• Quarto: {room}\n"
        "• Datas: {dates}\n"
        "• Total: {total}\n\n"
        "Guarde o código, por favor. Até breve!"
    ),
    "already_booked": "Sua reserva já está confirmada com o código {code}: {dates}, {total}.",
    "changed": (
        "Pronto! Sua reserva {code} foi alterada.\n"
        "• Quarto: {room}\n"
        "• Datas: {dates}\n"
        "• Pessoas: {people}\n"
        "• Total: {total}"
    ),
    "already_changed": "Sua reserva {code} já está alterada: {room}, {dates}, {total}.",
    "cancelled": "Sua reserva {code}, {dates}, foi cancelada. Taxa de cancelamento: {fee}.",
    "already_cancelled": "Sua reserva {code} já está cancelada. Taxa: {fee}.",
    "appointments_left_one": "Isto continua reservado:\n{appointments}",
    "appointments_left_many": (
        "Estes agendamentos continuam reservados:\n{appointments}\n"
        "Também podem ser cancelados, um de cada vez."
    ),
    "given_up": (
        "Pronto, foi cancelado da sua reserva {code}: {gone}. Taxa de cancelamento: {fee}.\n"
        "Continua reservado: {room}, {dates}. Total: {total}."
    ),
    "already_given_up": (
        "Já está cancelado da sua reserva {code}: {gone}. Taxa: {fee}. Continua reservado: {room}, {dates}."
    ),
    "since_changed": "Sua reserva {code} agora é esta: {room}, {dates}, {people}, {total}.",
    "since_cancelled": "Sua reserva {code} não está mais ativa: está cancelada.",
    "appointment_made": (
        "Pronto! Seu horário está agendado.\n"
        "• Código: {code}\n"
        "• Serviço: {service}\n"
        "• Quando: {moment}\n"
        "• Pessoas: {number}\n"
        "• Preço: {price}"
    ),
    "already_appointment_made": "Seu horário já está agendado: {service}, {moment}, código {code}.",
    "appointment_moved": "Pronto! Seu agendamento {code} foi alterado: {service}, {moment}. Preço: {price}.",
    "already_appointment_moved": "Seu agendamento {code} já está alterado: {service}, {moment}.",
    "appointment_cancelled": "Seu agendamento {code} foi cancelado: {service}, {moment}.",
    "already_appointment_cancelled": "Seu agendamento {code} já está cancelado: {service}, {moment}.",
    "request_noted": "Anotado para {department}: “{text}”. Está na lista da equipe com o número {code}.",
    "already_request_noted": "Seu pedido já está anotado com o número {code}: “{text}”.",
    "no_appointment": "Tudo bem, não agendo nada. Posso ajudar com mais alguma coisa?",
    "appointment_as_it_is": (
        "Tudo bem, seu agendamento continua como está. Posso ajudar com mais alguma coisa?"
    ),
    "what_time": "Claro. Que dia e que horário ficam melhor para você?",
    "not_requested": "Tudo bem, não peço nada. Posso ajudar com mais alguma coisa?",
    "what_request": "Claro. O que você quer que eu peça, e para qual quarto?",
    "waiting_joined": (
        "Pronto, anotei seu lugar na lista de espera {dates}, para {people}. "
        "Nada fica separado; se um quarto ficar livre, aviso por aqui."
    ),
    "waiting_available": (
        "Boa notícia! Um quarto ficou livre {dates}, para {people}. "
        "Ele ainda não está separado: quer ver as opções?"
    ),
    "slot_gone": "Sinto muito: esse horário acabou de ser ocupado e não agendei nada.",
    "slots_near": "{sorry} Perto desse horário tenho livre:\n{slots}\n\nAlgum serve para você?",
    "slot": "• {moment}",
    "no_slots": "{sorry} Nesse dia não há mais lugar. Vamos tentar outro dia?",
    "appointment_price_changed": "O preço mudou nesse meio-tempo e não agendei nada. O atual é este:",
    "kept": (
        "Tudo bem, não cancelo nada: sua reserva continua como está. Posso ajudar com mais alguma coisa?"
    ),
    "not_changed": (
        "Tudo bem, não altero nada: sua reserva continua como está. Posso ajudar com mais alguma coisa?"
    ),
    "not_booked": "Tudo bem, não reservo nada. Se quiser ver outras datas ou outro quarto, é só dizer.",
    "what_to_change": "Claro. O que você quer mudar: as datas, as pessoas ou o quarto?",
    "no_longer_valid": (
        "Essa proposta não vale mais e nada foi alterado. "
        "Diga as datas e quantas pessoas são, e busco de novo com prazer."
    ),
    "price_changed": "O preço mudou nesse meio-tempo, então não reservei nada. O atual é este:",
    "difference_changed": "O preço mudou nesse meio-tempo e não alterei nada. O atual é este:",
    "fee_changed": "A taxa mudou nesse meio-tempo, então não cancelei nada. A situação atual é esta:",
    "not_written": "Sua confirmação anterior não chegou a ser feita e nada ficou feito. A situação atual:",
    "sold_out": "Sinto muito: esse quarto acabou de ser ocupado e não reservei nada.",
    "change_gone": (
        "Sinto muito: essa alteração não é mais possível, o quarto acabou de ser ocupado. Não alterei nada "
        "e sua reserva {code} continua como estava. Vamos ver outras datas ou outro quarto?"
    ),
    "change_by_staff": (
        "Só uma pessoa do hotel pode fazer essa alteração. Não alterei nada; passo a conversa para alguém."
    ),
    "gone_already": "Essa reserva já estava cancelada; não fiz mais nada.",
    "alternatives": "Para as mesmas datas, {dates}, tenho:\n{offers}\n\nAlguma interessa?",
    "alternative": "• {room}, {rate}: {total}",
    "no_alternatives": "Para essas datas não tenho outro quarto. Vamos ver outros dias?",
    "not_done": "Sinto muito, não foi possível e nada foi alterado. Vou passar a conversa para uma pessoa.",
    "making_sure": (
        "Estou verificando com o sistema de reservas se ficou feito. "
        "Assim que souber, aviso por aqui; não é preciso repetir."
    ),
    "not_known_yet": (
        "Ainda não sei se ficou feito o que confirmou antes: assim que souber, aviso por aqui. "
        "Se então não quiser mais, é só me dizer."
    ),
    "not_reached_book": (
        "Não consegui fazer sua reserva: o sistema de reservas não responde e nada ficou feito."
    ),
    "not_reached_change": (
        "Não consegui fazer a alteração: o sistema de reservas não responde. Sua reserva continua "
        "como estava."
    ),
    "not_reached_cancel": (
        "Não consegui fazer o cancelamento: o sistema de reservas não responde. "
        "Sua reserva continua como estava."
    ),
    "still_works": (
        "Enquanto isso, posso responder perguntas sobre o hotel ou passar a conversa para uma pessoa; "
        "tente de novo daqui a pouco e verei com prazer."
    ),
    "wish_kept": "Anotei o que você deseja para a equipe de reservas.",
    "pms_down": (
        "No momento o sistema de reservas não responde, então não consigo ver disponibilidade nem reservar."
    ),
    "later_changed_price": (
        "No fim não foi feito: o preço mudou nesse meio-tempo e nada ficou feito. "
        "Se quiser, mostro o preço atual."
    ),
    "later_gone": (
        "No fim não foi feito: já não havia lugar e nada ficou feito. "
        "Se quiser, vemos outras datas ou outro quarto."
    ),
    "later_not_done": (
        "Verifiquei: no fim não foi feito e nada foi alterado. Se quiser, podemos tentar de novo."
    ),
    "later_unsettled": (
        "Ainda não consigo verificar com o sistema se ficou feito. "
        "Vou passar seu caso para uma pessoa do hotel, que vai verificar e escrever por aqui."
    ),
    "confirm_with_button": "Para não haver dúvida, confirme com o botão ou escreva “sim”, por favor.",
    # A person
    "person_when_closed": (
        "Claro, vou passar a conversa para uma pessoa do hotel. Agora a recepção está fechada: "
        "abre às {clock} e ela responderá por aqui mesmo."
    ),
    "closed_until": "Agora a recepção está fechada; abre às {clock}.",
}

"""English: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest: a head, lines, a question
    "terms_book": "Please check the details of your booking:",
    "terms_change": "This is what the change of your reservation would be:",
    "terms_cancel": "This is what would be cancelled:",
    "line_code": "• Reservation: {code}",
    "line_room": "• Room: {room}",
    "room_placed": "{room} (room {number}, {people})",
    "line_room_of": "• Room {number}: {room}",
    "line_numbered": "• Room {number}: {room}, {rate}, {people}: {total}",
    "line_rate": "• Rate: {rate}",
    "line_dates": "• Dates: {dates}",
    "line_people": "• Guests: {people}",
    "line_name": "• Name: {name}",
    "line_promotion": "• Promotion: {name}",
    "line_total": "• Total: {total} (taxes included)",
    "line_new_total": "• New total: {total} (taxes included)",
    "line_deposit": "• Deposit this rate asks for: {deposit}",
    "line_email": "• E-mail: {email}",
    "line_remarks": "• Your wishes, not guaranteed: {remarks}",
    "line_change_fee": "• Change fee: {fee}",
    "line_difference": "• Difference in price: {difference}",
    "line_kept": "• What you keep: {rooms}",
    "line_cancel_fee": "• Cancellation fee: {fee}",
    "line_cancellation": "• Cancellation: {cancellation}",
    "line_service": "• Service: {service}",
    "line_when": "• When: {moment}",
    "line_moved_from": "• Before: {moment}",
    "line_count": "• People: {number}",
    "line_price": "• Price: {price}",
    "line_appointment": "• Appointment: {code}",
    "line_department": "• For: {department}",
    "line_request": "• Request: {text}",
    "line_door": "• Room: {number}",
    "moment": "{day}, {clock}",
    "span": "{moment} to {ends}",
    "terms_appointment": "This would be your appointment:",
    "terms_appointment_move": "This is what the change of your appointment would be:",
    "terms_appointment_cancel": "This is the appointment that would be cancelled:",
    "terms_request": "This is what I would ask for:",
    "department_reception": "reception",
    "department_housekeeping": "housekeeping",
    "department_maintenance": "maintenance",
    "department_concierge": "the concierge",
    "department_restaurant": "the restaurant",
    "department_spa": "the spa",
    "department_reservations": "reservations",
    "ask_appointment": "Do you confirm it?",
    "ask_appointment_move": "Shall I make the change?",
    "ask_appointment_cancel": "Do you want to cancel it?",
    "ask_request": "Shall I ask for it like this?",
    "remind_appointment": "Your appointment is still open: {service}, {moment}. Do you confirm it?",
    "remind_appointment_move": (
        "Changing your appointment is still open: {service}, {moment}. Shall I make the change?"
    ),
    "remind_appointment_cancel": (
        "Cancelling your appointment is still open: {service}, {moment}. Shall I cancel it?"
    ),
    "remind_request": "Your request is still open: “{text}”. Shall I ask for it?",
    "button_yes_appointment": "Confirm",
    "button_change_appointment": "Another time",
    "button_yes_appointment_move": "Yes, change it",
    "button_change_appointment_move": "Another time",
    "button_yes_appointment_cancel": "Yes, cancel it",
    "button_change_appointment_cancel": "Keep it",
    "button_yes_request": "Yes, ask for it",
    "button_change_request": "Change",
    "ask_book": "Do you confirm it?",
    "ask_change": "Shall I make the change?",
    "ask_cancel": "Do you want to cancel it?",
    "remind_book": "Your booking of {room}, {dates}, for {total} is still open. Do you confirm it?",
    "remind_change": (
        "The change of reservation {code} is still open: difference {difference}, new total {total}. "
        "Shall I make it?"
    ),
    "remind_cancel": "Cancelling {room} of reservation {code} is still open; fee: {fee}. Shall I cancel it?",
    "difference_none": "none",
    "free_until": "free until {day} at {clock}; after that, {fee}",
    "free_always": "free of charge",
    "never_free": "no free cancellation; {fee}",
    "fee_none": "no charge",
    "fee_is": "a fee of {fee}",
    "button_yes_book": "Confirm",
    "button_change_book": "Change",
    "button_yes_change": "Yes, change it",
    "button_change_change": "Another change",
    "button_yes_cancel": "Yes, cancel it",
    "button_change_cancel": "Keep it",
    "button_person": "Talk to a person",
    # What became of them
    "booked": (
        "Done! Your reservation is confirmed.\n"
        "• Code: {code}\n"
        "• Room: {room}\n"
        "• Dates: {dates}\n"
        "• Total: {total}\n\n"
        "Please keep the code. We look forward to seeing you!"
    ),
    "already_booked": "Your reservation is already confirmed with code {code}: {dates}, {total}.",
    "changed": (
        "Done! Your reservation {code} has been changed.\n"
        "• Room: {room}\n"
        "• Dates: {dates}\n"
        "• Guests: {people}\n"
        "• Total: {total}"
    ),
    "already_changed": "Your reservation {code} is already changed: {room}, {dates}, {total}.",
    "cancelled": "Your reservation {code}, {dates}, has been cancelled. Cancellation fee: {fee}.",
    "already_cancelled": "Your reservation {code} is already cancelled. Fee: {fee}.",
    "appointments_left_one": "This is still booked:\n{appointments}",
    "appointments_left_many": (
        "These appointments are still booked:\n{appointments}\n"
        "They can be cancelled too, one after the other."
    ),
    "given_up": (
        "Done, this has been cancelled from your reservation {code}: {gone}. Cancellation fee: {fee}.\n"
        "Still booked: {room}, {dates}. Total: {total}."
    ),
    "already_given_up": (
        "Already cancelled from your reservation {code}: {gone}. Fee: {fee}. Still booked: {room}, {dates}."
    ),
    "since_changed": "Your reservation {code} is now this: {room}, {dates}, {people}, {total}.",
    "since_cancelled": "Your reservation {code} no longer holds: it is cancelled.",
    "appointment_made": (
        "Done! Your appointment is scheduled.\n"
        "• Code: {code}\n"
        "• Service: {service}\n"
        "• When: {moment}\n"
        "• People: {number}\n"
        "• Price: {price}"
    ),
    "already_appointment_made": "Your appointment is already scheduled: {service}, {moment}, code {code}.",
    "appointment_moved": "Your appointment {code} has been changed: {service}, {moment}. Price: {price}.",
    "already_appointment_moved": "Your appointment {code} is already changed: {service}, {moment}.",
    "appointment_cancelled": ("Your appointment {code} has been cancelled: {service}, {moment}."),
    "already_appointment_cancelled": "Your appointment {code} is already cancelled: {service}, {moment}.",
    "request_noted": "Noted for {department}: “{text}”. It is on their list with the number {code}.",
    "already_request_noted": "Your request is already noted with the number {code}: “{text}”.",
    "no_appointment": "All right, I am not scheduling anything. Anything else I can do?",
    "appointment_as_it_is": "All right, your appointment stays as it is. Anything else I can do?",
    "what_time": "Of course. Which day and time would suit you better?",
    "not_requested": "All right, I am not asking for anything. Anything else I can do?",
    "what_request": "Of course. What would you like me to ask for, and for which room?",
    "waiting_joined": (
        "Done, I noted your place on the waiting list {dates}, for {people}. "
        "Nothing is held; if a room opens up, I let you know here."
    ),
    "waiting_available": (
        "Good news! A room has become free {dates}, for {people}. "
        "It is not held yet: shall I show you the options?"
    ),
    "slot_gone": "I am sorry: that time has just been taken, and I did not schedule anything.",
    "slots_near": "{sorry} Close to that time I have:\n{slots}\n\nWould one of them suit you?",
    "slot": "• {moment}",
    "no_slots": "{sorry} There is nothing left on that day. Shall we try another day?",
    "appointment_price_changed": (
        "The price changed in the meantime, so nothing was scheduled. This is the current one:"
    ),
    "kept": "All right, nothing is cancelled: your reservation stays as it is. Anything else I can do?",
    "not_changed": "All right, nothing is changed: your reservation stays as it is. Anything else I can do?",
    "not_booked": "All right, I am not booking anything. If you want other dates or another room, tell me.",
    "what_to_change": "Of course. What would you like to change: the dates, the guests or the room?",
    "no_longer_valid": (
        "That proposal is no longer valid and nothing was changed. "
        "Tell me the dates and how many people you are, and I will gladly search again."
    ),
    "price_changed": "The price changed in the meantime, so nothing was booked. This is the current one:",
    "difference_changed": (
        "The price changed in the meantime, so nothing was changed. This is the current one:"
    ),
    "fee_changed": "The fee changed in the meantime, so nothing was cancelled. This is the current one:",
    "not_written": "What you confirmed before was not carried out, nothing was done. This is how it is now:",
    "sold_out": "I am sorry: that room has just been taken, and I did not book anything.",
    "change_gone": (
        "I am sorry: that change is no longer possible, the room has just been taken. Nothing was changed "
        "and your reservation {code} stays as it was. Shall we look at other dates or another room?"
    ),
    "change_by_staff": (
        "Only a person at the hotel can make that change. Nothing was changed; I am passing you on."
    ),
    "gone_already": "That reservation was cancelled before; I did nothing more.",
    "alternatives": "For the same dates, {dates}, I have:\n{offers}\n\nWould you like one of them?",
    "alternative": "• {room}, {rate}: {total}",
    "no_alternatives": "I have no other room left for those dates. Shall we look at other days?",
    "not_done": "I am sorry, that was not possible and nothing was changed. I am passing you on to someone.",
    "making_sure": (
        "I am making sure with the booking system whether it went through. "
        "I will write to you here as soon as I know; there is no need to repeat it."
    ),
    "not_known_yet": (
        "I do not know yet whether what you confirmed before went through: "
        "I will write to you here as soon as I do. If you no longer want it then, just tell me."
    ),
    "not_reached_book": (
        "I could not make your booking: the booking system does not answer, and nothing was booked."
    ),
    "not_reached_change": (
        "I could not make the change: the booking system does not answer. Your reservation stays as it was."
    ),
    "not_reached_cancel": (
        "I could not cancel it: the booking system does not answer. Your reservation stays as it was."
    ),
    "still_works": (
        "In the meantime I can answer questions about the hotel or pass you on to a person; "
        "try again in a while and I will gladly give it another go."
    ),
    "wish_kept": "I have noted what you would like for the reservations team.",
    "pms_down": "The booking system does not answer just now, so I can neither see availability nor book.",
    "later_changed_price": (
        "In the end it was not done: the price changed in the meantime, and nothing was done. "
        "If you like, I can show you the current price."
    ),
    "later_gone": (
        "In the end it was not done: there was no room left, and nothing was done. "
        "If you like, we can look at other dates or another room."
    ),
    "later_not_done": (
        "I have checked: in the end it was not done, and nothing was changed. If you like, we can try again."
    ),
    "later_unsettled": (
        "I still cannot make sure with the system whether it went through. "
        "I am passing this on to a person at the hotel, who will check it and write to you here."
    ),
    "confirm_with_button": "So that there is no doubt, please confirm with the button or write “yes”.",
    # A person
    "person_when_closed": (
        "Of course, I am passing you on to someone at the hotel. The reception is closed now: "
        "it opens at {clock}, and they will answer you right here."
    ),
    "closed_until": "The reception is closed now; it opens at {clock}.",
}

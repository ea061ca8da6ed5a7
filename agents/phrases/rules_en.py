"""English: what the server itself says about terms, confirmations and people."""

TEXTS = {
    # Terms put before the guest
    "terms_book": (
        "Please check the details of your booking:\n"
        "• Room: {room}\n"
        "• Rate: {rate}\n"
        "• Dates: {dates}\n"
        "• Guests: {people}\n"
        "• Name: {name}\n"
        "• Total: {total} (taxes included)\n"
        "• Cancellation: {cancellation}\n\n"
        "Do you confirm it?"
    ),
    "terms_cancel": (
        "This is what would be cancelled:\n"
        "• Reservation: {code}\n"
        "• Room: {room}\n"
        "• Dates: {dates}\n"
        "• Cancellation fee: {fee}\n\n"
        "Do you want to cancel it?"
    ),
    "remind_book": "Your booking of {room}, {dates}, for {total} is still open. Do you confirm it?",
    "remind_cancel": "Cancelling reservation {code}, {dates}, is still open; fee: {fee}. Shall I cancel it?",
    "free_until": "free until {day} at {clock}; after that, {fee}",
    "free_always": "free of charge",
    "never_free": "no free cancellation; {fee}",
    "fee_none": "no charge",
    "fee_is": "a fee of {fee}",
    "button_yes_book": "Confirm",
    "button_change_book": "Change",
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
    "cancelled": "Your reservation {code}, {dates}, has been cancelled. Cancellation fee: {fee}.",
    "already_cancelled": "Your reservation {code} is already cancelled. Fee: {fee}.",
    "kept": "All right, nothing is cancelled: your reservation stays as it is. Anything else I can do?",
    "not_booked": "All right, I am not booking anything. If you want other dates or another room, tell me.",
    "what_to_change": "Of course. What would you like to change: the dates, the guests or the room?",
    "no_longer_valid": (
        "That proposal is no longer valid and nothing was changed. "
        "Tell me the dates and how many people you are, and I will gladly search again."
    ),
    "price_changed": "The price changed in the meantime, so nothing was booked. This is the current one:",
    "fee_changed": "The fee changed in the meantime, so nothing was cancelled. This is the current one:",
    "sold_out": "I am sorry: that room has just been taken, and I did not book anything.",
    "alternatives": "For the same dates, {dates}, I have:\n{offers}\n\nWould you like one of them?",
    "alternative": "• {room}, {rate}: {total}",
    "no_alternatives": "I have no other room left for those dates. Shall we look at other days?",
    "not_done": "I am sorry, that was not possible and nothing was changed. I am passing you on to someone.",
    "not_yet_book": (
        "I could not get your reservation confirmed just now: the booking system did not answer. "
        "I am passing this on to a person at the hotel, who will check it and write to you here."
    ),
    "not_yet_cancel": (
        "I could not process the cancellation just now: the booking system did not answer. "
        "I am passing this on to a person at the hotel, who will check it and write to you here."
    ),
    "confirm_with_button": "So that there is no doubt, please confirm with the button or write “yes”.",
    # A person
    "person_when_closed": (
        "Of course, I am passing you on to someone at the hotel. The reception is closed now: "
        "it opens at {clock}, and they will answer you right here."
    ),
    "closed_until": "The reception is closed now; it opens at {clock}.",
    "safety": "If anyone is in danger, call {emergency} now. I am also alerting a person at the hotel.",
    "safety_no_number": (
        "If anyone is in danger, call the emergency services now. I am also alerting a person at the hotel."
    ),
}

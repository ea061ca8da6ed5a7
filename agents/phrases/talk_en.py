"""English: what the receptionist says without a model."""

TEXTS = {
    # Courtesies
    "welcome_back": "Hello again! What can I do for you?",
    "you_are_welcome": "You are very welcome! If you need anything else, I am here.",
    "goodbye": "Goodbye! Have a wonderful day.",
    "machine": (
        "Yes, I am the virtual assistant of {hotel}, not a person. "
        "If you would rather talk to someone on the team, just say so."
    ),
    "how_can_i_help": "What can I do for you?",
    "at_your_service": "All right. If you need anything else, I am here.",
    "all_right": "All right. If you want to see other dates or another room, just tell me.",
    # Not understood
    "rephrase": (
        "Sorry, I did not quite understand. You can write, for example: “I am looking for a room for two "
        "people”, “price of the parking” or “I want to cancel my booking”."
    ),
    "cannot_follow": "I am sorry, I cannot follow you. I am passing you on to someone at the hotel.",
    "or_person": "If it is easier, write “person” and I can pass you on to someone at the hotel.",
    "take_your_time": "No hurry: I do nothing until you confirm it. If in doubt, just ask me.",
    "no_hurry": "Of course, no hurry. I am here.",
    "angry": "I am sorry about that. If you like, I can pass you on to someone at the hotel.",
    "no_cards": "For your safety, please do not send card details here: they are not needed to book.",
    "write_please": "Sorry, I cannot open that file. Please write it to me in words.",
    # Asking for what is missing
    "ask_dates": "Gladly. What are your dates, the day of arrival and the day of departure?",
    "ask_departure": "Until which day would you stay, or how many nights?",
    "ask_arrival": "On which day would you arrive?",
    "ask_people": "How many people would you be? If children come along, please tell me their ages too.",
    "ask_adults": "How many adults would you be?",
    "ask_split": "To get it right: how many adults and how many children would you be in total?",
    "ask_children": "How many children come along, and how old are they?",
    "ask_ages": "How old are the children?",
    "ask_name": "In whose name would the booking be? First and last name, please.",
    "ask_day_of_month": "Which day exactly? Please tell me day and month.",
    "ask_which_date": "To get it right: do you mean {options}?",
    "ask_weekday": "The weekday and the date do not agree. Do you mean {options}?",
    "ask_which_departure": "Would you leave on {options}?",
    "or": "{left} or {right}",
    "or_departure": "{left} or {right}",
    "date_impossible": "There is no such date in the calendar. Which day would it be?",
    "date_past": "That date has passed. Which day would it be?",
    "dates_reversed": (
        "The departure has to be after the arrival. Could you give me both dates, with the month?"
    ),
    # Offers
    "offers_head": "{dates}, for {people}, I have:",
    "offers_none_of_kind": (
        "I do not have what you ask for on those dates, but I can offer you something else."
    ),
    "offer": "{number}. {room}, {rate}: {total} in total{nightly}. {cancellation}",
    "offer_includes": (
        "{number}. {room}, {rate}: {total} in total{nightly}. Includes {includes}. {cancellation}"
    ),
    "nightly": " ({price} per night)",
    "nightly_between": " (between {low} and {high} per night)",
    "offers_foot": "Prices include taxes. Which one would you like?",
    "offers_foot_one": "The price includes taxes. Would you like it?",
    "which_of_these": "Which of these would you like?",
    "include_breakfast": "breakfast",
    "include_half_board": "half board",
    "include_all_inclusive": "all meals and drinks",
    "include_parking": "parking",
    "include_wifi": "Wi-Fi",
    "cancel_free_until": "Cancellation free of charge until {day}; after that, {fee}.",
    "cancel_costs": "If you cancel, {fee}.",
    "cancel_free": "Cancellation free of charge.",
    "late_none": "no charge",
    "late_first_night": "the first night is charged",
    "late_percent": "{percent} % is charged",
    "late_full": "the full amount is charged",
    # Several rooms
    "ask_people_in_all": (
        "How many people would you be in all? If children come along, please tell me their ages."
    ),
    "party_needs_rooms": "For {people} you need several rooms. This is how you could be lodged:",
    "rooms_not_together": "I am sorry, {dates} those rooms are not free together.",
    "way": "{number}. {total} in total:",
    "way_of_rate": "{number}. {rate}: {total} in total",
    "way_room": "   • Room {place}: {room}, {people}: {total}",
    "bad_email": "I cannot read that e-mail address. Could you write it again, please?",
    "wish_by_person": "A person at the hotel can see to these wishes better. I am passing you on.",
    # Why not
    "sold_out_dates": "I am sorry, we have no rooms left {dates}.",
    "too_many_people": (
        "For {people} you would need several rooms. Someone at the hotel will see to that: "
        "I am passing you on."
    ),
    "several_rooms": (
        "Several rooms at once are best arranged by a person at the hotel. I am passing you on."
    ),
    "min_stay": "For those dates the minimum stay is {nights}. Shall I search for that length?",
    "no_rate": "I am sorry, I have no rates {dates}. Shall we look at other dates?",
    "other_dates": "I do have room on these dates:\n{stays}\nWould one of them suit you?",
    "other_date": "• {dates}",
    "ask_other_dates": "Shall we look at other dates?",
    "room_min_stay": "For {room} the minimum stay on those dates is {nights}.",
    "room_too_small": "{room} is too small for that many people.",
    "room_sold_out": "{room} is not available on those dates.",
    "too_far": "I cannot see prices that far ahead yet. Shall I look for an earlier date?",
    "too_long": "Such a long stay is arranged by a person at the hotel. I am passing you on.",
    "bad_occupancy": (
        "A booking needs at least one adult. How many adults and how many children would you be?"
    ),
    "bad_name": "I cannot read that name well. Could you give me first and last name, please?",
    "code_refused": "The code you gave me is not valid for this stay: the prices are without it.",
    "just_gone": "I am sorry, that option has just been taken. This is what I have now:",
    "in_progress": "I am still working on your earlier confirmation. Please write to me again in a moment.",
    # The guest's own reservations
    "your_reservation": (
        "Your reservation {code}:\n• {room}, {rate}\n• {dates}\n• {people}\n• Total: {total}\n• Status: "
        "{status}"
    ),
    "not_confirmed_yet": "It is not booked yet: your confirmation is still missing.",
    "status_confirmed": "confirmed",
    "status_cancelled": "cancelled",
    "reservation_line": "{number}. {code}: {room}, {dates}",
    "which_reservation": "You have these reservations:\n{reservations}\nWhich one would you like to cancel?",
    "ask_code": (
        "I find no reservation under this number. Could you give me the reservation's code and the surname "
        "it was made in?"
    ),
    "without_code": (
        "Without those details I cannot open the reservation. "
        "If you like, I can pass you on to someone at the hotel."
    ),
    "ask_surname": "In which surname was reservation {code} made?",
    "not_found": "I find no reservation with those details. Could you check the code and the surname?",
    "too_many_tries": (
        "For your security I cannot check any more details today. I am passing you on to someone at the "
        "hotel."
    ),
    "was_cancelled_before": "That reservation was cancelled already.",
    "not_cancellable": (
        "That stay has begun, so I cannot cancel it myself. I am passing you on to someone at the hotel."
    ),
    "change_by_person": "Changes to a reservation are made by a person at the hotel. I am passing you on.",
    # Things a person has to see to
    "complaint": "I am very sorry about that. I am passing you on to someone at the hotel right away.",
    "lost_item": (
        "I am sorry to hear that. I am passing you on to someone at the hotel to help you look for it."
    ),
    "room_wish": "Of course. I am passing you on to someone at the hotel to see to it.",
    "appointment": "Gladly. Appointments are made by a person at the hotel: I am passing you on.",
    # Changing a reservation
    "which_to_change": "You have these reservations:\n{reservations}\nWhich one would you like to change?",
    "reservation_named": "{code}: {room}, {dates}",
    "ask_change_what": (
        "Gladly. Your reservation is {reservation}. What should change: the dates, the guests or the room?"
    ),
    "ask_who_more": "Gladly. Is the person who joins you an adult or a child? If a child, how old?",
    "which_room_to_change": (
        "The reservation has these rooms:\n{rooms}\nIn which one shall I make the change?"
    ),
    "which_room_to_cancel": (
        "The reservation has these rooms:\n{rooms}\nWhich one would you like to cancel? If it is all of "
        "them, say so."
    ),
    "room_line": "{number}. {room}, {people}",
    "room_line_fee": "{number}. {room}, {people}. Fee to cancel it: {fee}",
    "no_such_room": "We have no room of that kind. Our rooms are: {rooms}. Which one would you like?",
    "change_sold_out": (
        "I am sorry, like that there is no room left; your reservation stays as it is. Shall we try other "
        "dates?"
    ),
    "change_closed": (
        "I am sorry, those dates cannot be sold; your reservation stays as it is. Shall we try others?"
    ),
    "change_too_short": (
        "On those dates the minimum stay is longer; your reservation stays as it is. Shall we try more "
        "nights?"
    ),
    "change_too_long": (
        "I cannot sell such a long stay; your reservation stays as it is. Shall we try fewer nights?"
    ),
    "change_too_small": (
        "That room does not sleep so many people; your reservation stays as it is. Shall we try another room?"
    ),
    "change_with_room": "With another room it is possible: {rooms}. If you like, tell me which.",
    "nothing_to_change": (
        "Your reservation is like that already, there is nothing to change. Did you mean something else?"
    ),
    "nothing_to_change_left": "I cannot find a current reservation that could be changed.",
    "not_changeable": (
        "That rate or that stay no longer lets me change it. Nothing was changed; I am passing you on to "
        "someone "
        "at the hotel."
    ),
    # Appointments
    "ask_which_service": "Gladly. Which of these services would you like?\n{services}",
    "no_such_service": "I cannot arrange that service here. What I can arrange:",
    "service_line": "{number}. {service}: {price}",
    "each_person": " per person",
    "ask_day_of_appointment": "Gladly: {service}. For what day and at what time?",
    "ask_how_many": "How many people is it for?",
    "too_many_at_once": "There is not enough space for so many people at once. How many shall I look for?",
    "too_far_appointment": "I cannot arrange anything that far ahead yet. What other day would suit you?",
    "free_times": "On {day}, I have these times open, among others: {times}. Which one would you like?",
    "which_time": "On {day}, it can be at these times: {times}. Which one do you mean?",
    "time_not_free": "That time is not free. On {day}, the nearest are: {times}. Would one of them suit you?",
    "day_not_free": "On {day}, there is no space.",
    "ask_other_day": "What other day would suit you?",
    "ask_when_instead": "Gladly. To what day and time shall I move it?",
    "appointments_head": "You have these appointments:",
    "appointment_line": "{number}. {service}, {moment} ({code})",
    "which_appointment": "You have these appointments:\n{appointments}\nWhich one is it about?",
    "no_appointments": "I cannot find any appointment of yours ahead.",
    "appointment_is_then": "Your appointment is at that time already.",
    # Requests and waiting
    "ask_room_number": "Gladly. Which room are you in?",
    "ask_wake_up": "Gladly. At what time?",
    "sorry_for_that": "I am sorry about that.",
    "waiting_offered": (
        "If you would rather have those dates, I can put you on the waiting list: just say so."
    ),
    "waiting_by_person": "A person at the hotel sees to the waiting list for that. I am passing you on.",
    "stale_prices": (
        "The booking system does not answer just now. These prices are {minutes} minutes old and may have "
        "changed; to book, they have to be checked first."
    ),
    # The house
    "fact_yes": "Yes.",
    "fact_no": "No, I am sorry.",
    "fact_text": "{text}",
    "fact_price": "Price: {price}.",
    "fact_price_per": "Price: {price} per {per}.",
    "fact_season": "Available from {begin} to {end}.",
    "fact_out_of_season": "It is out of season at the moment: available from {begin} to {end}.",
    "fact_other_season": "On those days it is out of season: available from {begin} to {end}.",
    "fact_period": "That is so from {begin} to {end}.",
    "per_night": "night",
    "per_person": "person",
    "per_day": "day",
    "per_stay": "stay",
    "per_hour": "hour",
    "fact_check_in": "Check-in is from {text}.",
    "fact_check_out": "Check-out is until {text}.",
    "fact_address": "We are at {text}.",
    "fact_phone": "Our phone number is {text}.",
    "fact_email": "Our e-mail address is {text}.",
    "fact_website": "Our website is {text}.",
    "fact_reception": "Reception hours: {text}.",
    "late_arrival": (
        "If you will arrive outside those hours, it is best to arrange it beforehand. "
        "If you like, I can pass you on to someone at the hotel."
    ),
    "fact_services": "• {title}: {text}",
    "fact_rooms": "• {title}: {text}",
    "rooms_head": "We have these rooms:",
    "only_in": "The hotel has this in {tongue} only: «{text}»",
    "services_head": "We offer these services:",
    "rooms_foot": (
        "Tell me your dates and how many people you are, and I will give you availability and price."
    ),
    "depends_on_rate": (
        "That depends on the rate. Tell me your dates and how many people you are, "
        "and I will give you the price and the terms of each."
    ),
    "terms_shown": (
        "What each rate includes and how it is cancelled stands in each option of the list. "
        "Which one would you like?"
    ),
    "discount": (
        "The prices you see are the ones I have. Only a person at the hotel can decide on a discount: "
        "if you like, I can pass you on."
    ),
    "unknown_fact": (
        "I have no confirmed answer to that, and I would rather not guess. "
        "If you like, I can pass you on to someone at the hotel."
    ),
    "unknown_to_person": "For that I am passing you on to someone at the hotel.",
}

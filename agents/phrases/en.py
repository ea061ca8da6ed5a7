"""English."""

TEXTS = {
    # Values
    "nights_one": "{number} night",
    "nights_many": "{number} nights",
    "adults_one": "{number} adult",
    "adults_many": "{number} adults",
    "children_one": "{number} child",
    "children_many": "{number} children",
    "adults_and_children": "{adults} and {children} (age: {ages})",
    "stay_dates": "from {arrival} to {departure} ({nights})",
    "and": "{left} and {right}",
    # Opening and closing
    "greeting": (
        "Hello! This is the reception of {hotel}. I can help you with availability and prices, a booking, "
        "or any question about the hotel. What can I do for you?"
    ),
    "disclosure": "I am the virtual assistant of {hotel}. If you would rather talk to a person, just say so.",
    # A person
    "handed_over": "Of course, I am passing you on to someone at the hotel. They will answer you right here.",
    "error_person": (
        "I am sorry, I ran into a problem and do not want to tell you anything wrong. "
        "I am passing you on to someone at the hotel."
    ),
    # What cannot be read
    "cannot_open": "I am sorry, I cannot open this kind of message yet. Could you write it in words?",
}

"""Codes in words, for staff."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop

from agents.studio.traces import HAND_OFF

ATTENTION = {
    "failed": lazy("The agent failed"),
    "no_answer": lazy("The guest waits too long"),
    "not_delivered": lazy("A message did not arrive"),
    **HAND_OFF,
}

# Reasons whose note would only repeat them, in English.
SAYS_IT_ALL = {"failed", "no_answer", "not_delivered"}

CAUSE = {
    "window_closed": lazy("The guest last wrote more than 24 hours ago: WhatsApp only takes templates now."),
    "taken_over": lazy("Not sent: a person took over first."),
    "terms_not_delivered": lazy("Not sent: the terms before these buttons did not reach the guest."),
    "unknown": lazy("Nobody can say whether this reached the guest."),
    "lost": lazy("The connection broke while sending."),
    "unavailable": lazy("WhatsApp could not be reached."),
    "no_connection": lazy("WhatsApp could not be reached."),
    "circuit_open": lazy("WhatsApp could not be reached."),
    "131047": lazy("The guest last wrote more than 24 hours ago: WhatsApp only takes templates now."),
    "131026": lazy("WhatsApp cannot deliver to this number."),
    "131049": lazy("WhatsApp held it back to protect the guest from too many messages."),
    "131056": lazy("Too many messages to this guest in a short time."),
    "130429": lazy("Too many messages in a short time."),
    "131030": lazy("This number is not on the list of a test account."),
    "190": lazy("The access token has expired: renew it in the backoffice."),
    "0": lazy("WhatsApp does not accept the access token."),
}

KIND = {
    "image": lazy("Photo"),
    "video": lazy("Video"),
    "audio": lazy("Voice message"),
    "voice": lazy("Voice message"),
    "document": lazy("Document"),
    "sticker": lazy("Sticker"),
    "location": lazy("Location"),
    "contacts": lazy("Contact card"),
    "order": lazy("Order"),
    "form": lazy("Form"),
    "reaction": lazy("Reaction"),
    "group": lazy("Message in a group"),
    "system": lazy("Notice by WhatsApp"),
    "revoke": lazy("The guest deleted a message"),
    "edit": lazy("The guest changed a message"),
}

OUTCOME = {
    "running": lazy("Being prepared"),
    "answered": lazy("Answered"),
    "nothing": lazy("Nothing to say"),
    "superseded": lazy("Dropped: the guest wrote again"),
    "fenced": lazy("Dropped: a person took over"),
    "failed": lazy("Failed"),
    "lost": lazy("Lost with its worker"),
}

ENGINE = {
    "llm": lazy("Language model"),
    "offline": lazy("Offline engine"),
    "rules": lazy("Fixed rules"),
}

PROPOSAL_KIND = {
    "book": lazy("Booking"),
    "change": lazy("Change"),
    "cancel": lazy("Cancellation"),
    "appointment": lazy("Appointment"),
    "request": lazy("Request"),
}

PROPOSAL = {
    "proposed": lazy("being sent to the guest"),
    "offered": lazy("waits for the guest's yes"),
    "confirmed": lazy("the guest said yes: being carried out"),
    "committed": lazy("done"),
    "refused": lazy("could not be done"),
    "withdrawn": lazy("withdrawn"),
}

CHANNEL = {
    "whatsapp": "WhatsApp",
    "twilio": "WhatsApp",
    "gmail": "Gmail",
    "webchat": lazy("Web chat"),
}

LANGUAGE = {
    "es": lazy("Spanish"),
    "en": lazy("English"),
    "pt": lazy("Portuguese"),
    "fr": lazy("French"),
    "de": lazy("German"),
    "it": lazy("Italian"),
}

# Notes the flow leaves in a thread are written in English; what is not here is shown as it is.
SCRIPT = {
    "live": noop("Live"),
    "reconnecting": noop("Reconnecting…"),
    "waiting": noop("waits for %s"),
    "failed": noop("That did not work. Check the connection and try again."),
    "window_left": noop("%s left"),
    "window_closed": noop("closed"),
    "sent": noop("Sent"),
}


def attention(code: str) -> str:
    """Why staff should look, in words; an unknown code is made readable."""
    return str(ATTENTION.get(code) or code.replace("_", " ").capitalize())


def cause(code: str, error: str) -> str:
    """Why a message did not arrive; a code we have no words for is told in the provider's."""
    return str(CAUSE.get(code) or error or _("WhatsApp refused it without saying why."))


def kind(code: str) -> str:
    """What a message is that is not text."""
    return str(KIND.get(code) or _("Something that cannot be shown here"))


def for_script() -> dict[str, str]:
    """What the script on the page says, in the language of the page."""
    return {name: _(sentence) for name, sentence in SCRIPT.items()}


REMEMBERED = {
    "vegetarian": lazy("vegetarian"),
    "vegan": lazy("vegan"),
    "gluten_free": lazy("no gluten"),
    "halal": lazy("halal"),
    "kosher": lazy("kosher"),
    "nuts": lazy("allergic to nuts"),
    "shellfish": lazy("allergic to shellfish"),
    "lactose": lazy("no lactose"),
    "feathers": lazy("allergic to feathers"),
    "wheelchair": lazy("wheelchair"),
    "few_steps": lazy("cannot climb stairs"),
    "dog": lazy("with a dog"),
    "baby": lazy("with a baby"),
    "honeymoon": lazy("honeymoon"),
    "anniversary": lazy("anniversary"),
    "birthday": lazy("birthday"),
    "quiet": lazy("a quiet room"),
    "high_floor": lazy("a high floor"),
    "low_floor": lazy("a low floor"),
}

"""What a turn's alarms, its steps and the reasons for a person are called; the codes are for logs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agents.studio.words import TOOLS

HAND_OFF = {
    "guest_asks": lazy("Asks for a person"),
    "cannot_help": lazy("The agent cannot help"),
    "complaint": lazy("Complaint"),
    "payment": lazy("A question about a payment"),
    "special_request": lazy("A special wish"),
    "safety": lazy("Emergency"),
    "unanswered": lazy("A question is left unanswered"),
    "refused": lazy("The PMS refused"),
    "outcome_unknown": lazy("A booking with an unclear outcome"),
    "pms_unavailable": lazy("The PMS does not answer"),
    "gate": lazy("The agent's answer was held back"),
    "not_understood": lazy("The agent did not understand"),
    "unknown_fact": lazy("Asks what the house has not said"),
    "appointment": lazy("An appointment"),
    "change": lazy("A change of a reservation"),
    "cancellation": lazy("A cancellation"),
    "verification": lazy("Could not prove a reservation"),
    "several_rooms": lazy("Several rooms"),
    "waiting": lazy("The waiting list"),
    "remarks": lazy("Wishes with a booking"),
}
# Rules of the gate: what was in the answer and may not be.
HELD = {
    "account": lazy("a bank account"),
    "advice": lazy("advice on health or law"),
    "amount": lazy("an amount without a source"),
    "card": lazy("card details"),
    "characters": lazy("unusual characters"),
    "claim": lazy("something told as done that is not"),
    "code": lazy("a code without a source"),
    "date": lazy("a date without a source"),
    "email": lazy("a mail address without a source"),
    "empty": lazy("no text"),
    "favour": lazy("a favour that nobody granted"),
    "guest": lazy("something about another guest"),
    "house": lazy("something the house has not said"),
    "html": lazy("markup"),
    "human": lazy("said to be a person"),
    "insult": lazy("an insult"),
    "language": lazy("another language than the guest's"),
    "leak": lazy("something confidential"),
    "length": lazy("too long a text"),
    "link": lazy("a link without a source"),
    "machine": lazy("machine code"),
    "nobody": lazy("a person who is not there"),
    "notice": lazy("a period of notice without a source"),
    "number": lazy("a number without a source"),
    "percentage": lazy("a percentage without a source"),
    "phone": lazy("a phone number without a source"),
    "pressure": lazy("pressure on the guest"),
    "promise": lazy("a promise"),
    "rival": lazy("another hotel"),
    "taxes": lazy("taxes"),
    "time": lazy("a time without a source"),
}
ENDED = {
    "rehearsal": lazy("Stopped: in a rehearsal nothing is asked elsewhere"),
    "remote": lazy("Stopped: a tool elsewhere failed"),
    "time": lazy("Stopped: the time for an answer was over"),
    "timeout": lazy("Stopped: the model was too slow"),
}
ALARM = {
    "ended": lazy("Stopped at a limit"),
    "gate_failed": lazy("Held back, also at the second try"),
    "model": lazy("A model failed"),
    "model_not_allowed": lazy("The model is not in the hotel's plan"),
    "no_model": lazy("No model was asked: a limit was reached"),
    "other_model": lazy("Another model answered than was asked"),
    "router": lazy("The choice of the specialist failed"),
    "template": lazy("The agent's instructions could not be filled in"),
}
STEP = {
    "fast_lane": lazy("Fast lane"),
    "model": lazy("Model"),
    "tool": lazy("Tool"),
    "gate": lazy("Held back"),
    "router": lazy("For the specialist"),
    "remote": lazy("Asked elsewhere"),
    "rule": lazy("Rule"),
}
_TOOL = {name: about for _title, group in TOOLS for name, about in group.items()} | {
    "answers": lazy("Look for an answer of the house"),
    "suggest_rooms": lazy("Divide a party among several rooms"),
    "keep_wish": lazy("Keep a wish for the people of the house"),
    "facts": lazy("Look up what the house says about itself"),
    "search_knowledge": lazy("Search the documents"),
    "hand_over": lazy("Give it to a person"),
    "pass_on": lazy("Give it to another specialist"),
}


def alarm(code: str) -> str:
    """An alarm of a turn; a code that is not known is made readable."""
    kind, _colon, what = str(code).partition(":")
    if kind == "gate":
        return _("Held back: %(what)s") % {"what": HELD.get(what) or _readable(what)}
    if kind == "ended" and what in ENDED:
        return str(ENDED[what])
    return str(ALARM.get(kind) or _readable(str(code)))


def step(kind: str, name: str) -> str:
    """What a step did, and with what."""
    known = HELD.get(name) if kind == "gate" else _TOOL.get(name)
    parts = [STEP.get(kind) or _readable(kind), known or name]
    return " · ".join(str(part) for part in parts if part) or _("Step")


def hand_off(code: str) -> str:
    """Why a person is needed."""
    return str(HAND_OFF.get(code) or _readable(code))


def _readable(code: str) -> str:
    return code.replace("_", " ").replace(":", ": ").capitalize()

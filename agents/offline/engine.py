"""The receptionist without a model: understands by rules, answers from the desk, asks for what is missing."""

import re
from dataclasses import asdict, replace
from typing import Any

from agents.base import Briefing, Line, Say
from agents.desk import Desk, Draft
from agents.mood import insults, only_rages
from agents.offline import (
    booking,
    changes,
    disputes,
    house,
    names,
    occasions,
    outage,
    own,
    promotions,
    remarks,
    sales,
    stories,
    waiting,
)
from agents.offline.memory import KEY, Memory
from agents.offline.slots import chosen_option
from agents.offline.turn import STAY_SLOTS, Turn
from agents.offline.understanding import Understanding, understand
from agents.offline.words import spaced, tokens
from pms.errors import PMSUnavailable

_DISCOUNT = re.compile(
    r"\b(?:descuentos?|rebajas?|rebaja(?:r|n|me)|discounts?|promo\w*|cupon|coupon|mejor precio|better price"
    r"|best price|algo menos|[0-9]+ (?:menos|off|less)|(?:por ciento|percent) (?:menos|off|less))\b"
)
# "No" that refuses nothing: the guest has not made up their mind.
_UNSURE = re.compile(
    r"\b(?:entiend\w+|entendi\w*|se|sabe|sabemos|segur[oa]s?|understand|know|sure|esper\w+|wait|hold on)\b"
)
_WAITS = re.compile(
    r"(?:(?:no|ok|ay|please|por favor|porfavor) )*"
    r"(?:esper[ae]\w*|wait|hold on|un (?:momento|segundo|minuto)|momento"
    r"|one (?:moment|second|sec)|dejame pensar\w*|let me think|lo pienso|just a (?:moment|minute|sec\w*))"
    r"(?: (?:un|una|a|por|please|porfavor|favor|momento|segundo|minuto|moment|minute|second|sec|it|about))*"
)
_CARD = re.compile(r"•{4}")
_JUST_OK = re.compile(r"(?:(?:ah|ok|okay|oki|vale|va|bueno|entiendo|i see|alright|gracias|thanks) ?)+")
_CANCELS = re.compile(r"(?i)\bcancel")
_KEEPS = re.compile(r"\b(?:no|not|dont|do not|nunca|never|sin)(?: \w+){0,2} (?:cancel|anul)\w*")
_NIGHT = re.compile(r"\b(?:noches?|nights?|habitacion(?:es)?|rooms?)\b")
_TOLD_AT_ONCE = "accessibility"  # a wish for it decides which room will do
SMALL_HOURS = 4  # before this hour "tomorrow" may mean the day that has begun
READ = ("text", "button", "list", "interactive")


def answer(briefing: Briefing, desk: Desk) -> Draft:
    """Answer the guest's waiting lines, also while the PMS is away.

    Nothing is written anywhere; at most one proposal is put before the guest.
    """
    memory = Memory.load(briefing.state, briefing.now.date())
    before = memory.dump()
    lines = briefing.new_lines()
    text = ".\n".join(line.text for line in lines if line.text.strip())
    said = understand(
        text,
        briefing.now.date(),
        language=desk.language,
        expecting=memory.expecting,
        after=memory.arrival or memory.month,
        small_hours=briefing.now.hour < SMALL_HOURS,
    )
    turn = Turn(briefing, desk, memory, occasions.without(said, text), text)
    _about_media(turn, lines)
    if text:
        try:
            _route(turn)
        except PMSUnavailable:
            outage.told(turn)
    return Draft(
        says=tuple(_joined(turn.says) if memory.dump() != before else _varied(turn, _joined(turn.says))),
        language=desk.language,
        state={**briefing.state, KEY: memory.dump()},
        hand_off=turn.hand_off,
        understood=_for_staff(said),
        steps=turn.steps,
    )


def _about_media(turn: Turn, lines: list[Line]) -> None:
    """Say once, at length, that something cannot be opened."""
    if not any(line.kind not in READ and not line.text.strip() for line in lines):
        return
    turn.say("write_please" if turn.memory.cannot_open else "cannot_open")
    turn.memory.cannot_open = True


def _route(turn: Turn) -> None:
    """Do what the message asks; count it when it was not understood."""
    before = len(turn.says)
    if _CARD.search(turn.text):
        return turn.say("no_cards")
    if disputes.is_one(spaced(tokens(turn.text))):
        return turn.hand_over("payment", "complaint", "The guest disputes a payment")
    coded = promotions.note(turn)
    wished = _takes_wishes(turn) or coded
    if sales.take_up(turn):
        booking.go_on(turn)
    elif stories.continues(turn):
        stories.STORIES[turn.memory.goal](turn)
    elif _answers_what_was_asked(turn):
        _on_with_it(turn)
    elif wished and turn.said.intent in ("other", "yes"):
        booking.go_on(turn)
    else:
        _by_intent(turn)
    if len(turn.says) == before and turn.hand_off is None:
        return _not_understood(turn)
    turn.memory.failures = 0
    return None


def _takes_wishes(turn: Turn) -> bool:
    """Keep what is wished for the booking in hand, which asks nothing. Whether there was any."""
    said = turn.said
    if turn.memory.goal not in ("", "stay") or not (turn.is_looking or said.says_when or said.each_room):
        return False
    rest = remarks.note(turn)
    if rest == turn.text:
        return False
    left = understand(rest, turn.briefing.now.date(), expecting=turn.memory.expecting)
    turn.said = replace(said, topics=left.topics, intent=left.intent, intents=left.intents)
    if _TOLD_AT_ONCE in said.topics and _TOLD_AT_ONCE not in left.topics:
        intents = tuple(dict.fromkeys((*left.intents, "fact")))
        turn.said = replace(turn.said, topics=(_TOLD_AT_ONCE, *left.topics), intents=intents)
    return True


def _answers_what_was_asked(turn: Turn) -> bool:
    """Whether the message gives the slot that was asked for, whatever else its words resemble."""
    memory, said = turn.memory, turn.said
    if said.intent in stories.OF_ITS_OWN:
        return False
    if memory.expecting in ("code", "surname"):
        return bool(said.code or said.name) and said.intent != "fact"
    if memory.expecting == "name":
        return bool(said.name)
    if memory.expecting == "email":
        return bool(said.email)
    if memory.expecting == "choice" and (said.choice or memory.goal == "cancel"):
        return bool(said.choice or said.code or said.room_words or said.room_number)
    if memory.expecting == "choice" and memory.shown and memory.goal in ("", "stay"):
        return names.picks(turn)
    if memory.options and memory.goal != "cancel":
        return said.says_when or chosen_option(memory, said, turn.text) is not None
    return False


def _on_with_it(turn: Turn) -> None:
    if turn.memory.goal in stories.STORIES:
        stories.STORIES[turn.memory.goal](turn)
    elif turn.memory.goal == "cancel":
        own.cancel(turn)
    elif turn.memory.goal == "status":
        own.status(turn)
    else:
        booking.go_on(turn)


def _by_intent(turn: Turn) -> None:
    said = turn.said
    intent = said.intent
    if intent == "human":
        turn.hand_over("guest_asks", "handed_over", "The guest asks for a person")
    elif intent == "machine":
        turn.say("machine", hotel=turn.desk.house.name)
    elif waiting.is_asked(turn):
        waiting.join(turn)
    elif stories.of_services(turn):
        pass
    elif (
        intent == "cancel"
        or _cancels_after_all(turn)
        or (intent == "other" and said.code and _CANCELS.search(turn.text))
    ):
        own.cancel(turn)
    elif intent == "booking_status":
        own.status(turn)
    elif stories.is_change(turn):
        changes.go_on(turn)
    elif only_rages(turn.text):
        _soothed(turn)
    elif ("fact" in said.intents or _asks_of_a_topic(said)) and not _only_refines(turn):
        _about_the_house(turn)
    elif intent in ("price", "no", "other") and _DISCOUNT.search(spaced(tokens(turn.text))):
        turn.ask("person", "discount")
    elif intent in ("availability", "price", "book", "change") or _moves_the_stay(turn) or said.plan_words:
        booking.go_on(turn)
    else:
        _courtesy(turn)


def _cancels_after_all(turn: Turn) -> bool:
    """ "actually can you cancel it": its no is to what was wanted before."""
    said = turn.said
    return said.intent == "no" and "cancel" in said.intents and not _KEEPS.search(spaced(tokens(turn.text)))


def _asks_of_a_topic(said: Understanding) -> bool:
    return said.intent == "other" and said.is_question and bool(said.topics)


def _only_refines(turn: Turn) -> bool:
    """ "con desayuno, por favor" while rooms are being looked at: not a question, a wish."""
    said = turn.said
    return turn.is_looking and bool(said.plan_words) and not said.is_question and len(said.topics) <= 1


def _moves_the_stay(turn: Turn) -> bool:
    """Whether the message says something about the stay that is being looked for."""
    said = turn.said
    if said.says_when or said.says_who or said.rooms:
        return True
    if not turn.is_looking:
        return False
    return bool(said.choice or said.room_words or said.plan_words or said.name or said.month) or (
        said.intent == "yes"
        and bool(turn.memory.shown or turn.memory.ways)
        and turn.memory.expecting == "choice"
    )


def _about_the_house(turn: Turn) -> None:
    """Answer the questions, then go on with the stay if one was named or is being looked for."""
    said = turn.said
    waiting = turn.memory.expecting
    wishes = {"book", "availability"} & set(said.intents)
    of_a_night = "price" in said.intents and _NIGHT.search(spaced(tokens(turn.text))) is not None
    asks_for_stay = said.says_when or said.says_who or bool(wishes) or of_a_night
    if stories.asks_about_a_day(turn):
        asks_for_stay = False
    if asks_for_stay and (said.says_when or said.says_who or turn.memory.stay):
        if not said.plan_words or set(said.topics) - house.OF_RATES:
            house.answer(turn)
        if not turn.hand_off:
            booking.go_on(turn)
        return
    known = house.answer(turn)
    if asks_for_stay and not turn.hand_off and (of_a_night or not known):
        if not of_a_night:
            turn.says.clear()
        booking.go_on(turn)
        return
    if waiting in STAY_SLOTS and turn.memory.goal in ("", "stay") and not turn.hand_off:
        turn.memory.expecting = waiting
        _ask_again(turn)


_OPEN_QUESTIONS = {
    "dates": "ask_dates",
    "arrival": "ask_arrival",
    "departure": "ask_departure",
    "people": "ask_people",
    "ages": "ask_ages",
    "name": "ask_name",
}


def _ask_again(turn: Turn) -> None:
    """After an answer in between, the question that was open."""
    memory = turn.memory
    if memory.expecting in _OPEN_QUESTIONS and not memory.options:
        turn.say(_OPEN_QUESTIONS[memory.expecting])


def _courtesy(turn: Turn) -> None:
    """Greetings, thanks, a bare yes or no; and last, whatever the house has written about the words."""
    memory, intent = turn.memory, turn.said.intent
    said = spaced(tokens(turn.text))
    if insults(turn.text):
        _soothed(turn)
    elif _WAITS.fullmatch(said):
        turn.say("take_your_time" if turn.desk.open_proposal() else "no_hurry")
    elif memory.expecting == "person" and intent in ("yes", "no"):
        memory.expecting = ""
        if intent == "yes" and not _JUST_OK.fullmatch(said):
            turn.hand_over("guest_asks", "handed_over", "The guest wants a person")
        else:
            turn.say("all_right")
    elif intent in ("greeting", "thanks") and _said_more(turn) and house.answer_by_words(turn):
        pass
    elif intent == "greeting":
        started = any(line.author == "agent" for line in turn.briefing.transcript)
        if started:
            turn.say("welcome_back")
        else:
            turn.say("greeting", hotel=turn.desk.house.name)
    elif intent == "thanks":
        turn.say("you_are_welcome")
    elif intent == "goodbye":
        turn.say("goodbye")
    elif intent == "no" and memory.expecting in ("code", "surname"):
        turn.ask("person", "without_code")
    elif intent == "no":
        _refused(turn)
    elif intent == "yes":
        turn.say(_after_a_yes(turn))
    else:
        house.answer_by_words(turn)


def _said_more(turn: Turn) -> bool:
    """Whether a question stands behind a courtesy: "gracias! una última cosa, tienen secadora?"."""
    return turn.said.is_question and house.OF_THE_HOUSE.search(spaced(tokens(turn.text))) is not None


def _soothed(turn: Turn) -> None:
    """An insult or a threat: a person is offered, and the second time given."""
    if turn.memory.expecting == "person":
        return turn.hand_over("complaint", "complaint", "The guest is angry")
    return turn.ask("person", "angry")


_LET_GO = {"book": "not_booked", "cancel": "kept", "change": "not_changed", "request": "not_requested"}


def _refused(turn: Turn) -> None:
    """A no in whatever words: terms that wait are taken back, which can only be asked for again."""
    turn.memory.expecting = ""
    open_terms = turn.desk.open_proposal()
    if open_terms and _UNSURE.search(spaced(tokens(turn.text))):
        return turn.say("take_your_time")
    if open_terms is None:
        return turn.say("all_right" if turn.memory.stay else "at_your_service")
    turn.desk.take_back_terms()
    turn.memory.forget_wish()
    return turn.say(_LET_GO.get(open_terms.kind, "all_right"))


def _after_a_yes(turn: Turn) -> str:
    """The answer to an agreement that is to no question of ours, or not plain enough for terms."""
    if turn.desk.open_proposal():
        return "confirm_with_button"
    if turn.memory.goal not in ("", "stay"):
        return "how_can_i_help"
    return _OPEN_QUESTIONS.get(turn.memory.expecting, "how_can_i_help")


def _not_understood(turn: Turn) -> None:
    """Once with examples; the second time in a row a person has to help."""
    memory = turn.memory
    if not any(char.isalnum() for char in turn.text):
        return turn.say(_after_a_yes(turn))  # a smile or an ellipsis
    memory.failures += 1
    if memory.failures < 2 and memory.expecting in ("code", "surname"):
        return turn.ask("code", "ask_code")
    if memory.failures < 2:
        return turn.say("rephrase")
    return turn.hand_over("not_understood", "cannot_follow", "The agent did not understand twice in a row")


def _joined(says: list[Say]) -> list[Say]:
    """Plain texts in one message; terms stand alone, as they were worded."""
    joined: list[Say] = []
    for said in says:
        if joined and not said.proposal and not joined[-1].proposal and not said.buttons:
            joined[-1] = Say(f"{joined[-1].text}\n\n{said.text}")
        else:
            joined.append(said)
    return joined


def _varied(turn: Turn, says: list[Say]) -> list[Say]:
    """The same question asked again word for word: with the way out to a person."""
    if turn.hand_off or len(says) != 1 or says[0].proposal or "?" not in says[0].text:
        return says
    told = [line.text for line in turn.briefing.transcript if line.author != "guest"]
    if not told or not told[-1].startswith(says[0].text):
        return says
    return [Say(f"{says[0].text}\n\n{turn.phrase('or_person')}")]


def _for_staff(said: Understanding) -> dict[str, Any]:
    """What was understood, as JSON, without what was not said."""
    kept = {key: value for key, value in asdict(said).items() if value not in (None, "", (), False)}
    kept.pop("unclear", None)
    kept.pop("name", None)
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in kept.items()}

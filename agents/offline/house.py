"""Questions about the house, answered with what the house has said. Unknown is said to be unknown."""

import re
from datetime import date

from agents import citing, phrases
from agents.desk import FactView
from agents.facts import Part, speaks_of
from agents.knowledge.answers import sentences
from agents.knowledge.gaps import asked_in
from agents.knowledge.ranking import roots, subject
from agents.knowledge.search import excerpt
from agents.offline import services
from agents.offline.topics import find_topics
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens

# What guests ask about, where the house files it under another word.
_FILED_AS = {"reception_hours": "reception"}
_LATE_HINT = "late_arrival"
_STANDING = ("check_in", "check_out", "address", "phone", "email", "website", "reception")
_PER = ("night", "person", "day", "stay", "hour")
_RATE = re.compile(r"\b(?:tarifas?|rates?|plan(?:es)?)\b")
OF_RATES = frozenset({"breakfast", "cancellation"})  # what a rate may hold
OF_THE_HOUSE = re.compile(
    r"\b(?:hay|habra|tienen?|tendran|cuentan? con|ofrecen?|disponen|manejan|existen?|prestan|alquilan|rentan"
    r"|se puede|puedo|podemos|podria|is there|are there|do you|does the|does your|have you|can (?:i|we|you)"
    r"|(?:voces )?tem|posso|avez vous|vous avez|y a t il|est ce que|puis je|peut on)\b"
)  # how somebody asks whether the house has or allows something
_OF_THE_SPA = frozenset({"massage", "spa", "hair"})
# By their first three letters the same in our languages: masaje, massage, massagem.
_THINGS_OF_THE_SPA = re.compile(r"\b(?:mas+a(?:j|g)|facial|soins|sauna|temazcal|jacuzzi|hammam)\w*")
_OF_THE_PMS = ("cancellation", "rooms")  # answered with or without a fact
ANSWERED = 5  # topics of one message


def answer(turn: Turn) -> bool:
    """Answer every topic asked about. Whether any was known."""
    known, rest = _written(turn)
    # "with breakfast" beside other questions is a wish for a rate, and rates are listed with what they hold.
    wished = OF_RATES if turn.said.plan_words and set(turn.said.topics) - OF_RATES else frozenset()
    asked = [topic for topic in turn.said.topics if topic not in wished and _is_meant(turn, topic)]
    topics = asked[:ANSWERED]
    if known:
        topics = [topic for topic in topics if topic in find_topics(spaced(tokens(rest)))]
    unknown: list[str] = []
    for topic in topics:
        if _rooms_or_rates(turn, topic) or _late_arrival(turn, topic):
            known = True
            continue
        views = _views(turn, topic)
        turn.step("facts", topic=topic, answers=[view.answer for view in views])
        if not views:
            unknown.append(topic)
            continue
        known = True
        if topic == "services":
            turn.say("services_head")
        for view in views:
            turn.tell(worded(view, turn))
    if not topics and not known:
        known = _by_words(turn)
        unknown = [] if known else [_matter(turn.text)]
    if unknown:
        _say_unknown(turn, unknown)
    return known


def _is_meant(turn: Turn, topic: str) -> bool:
    """Whether the text names the topic, or what the house says on it speaks of what is asked.

    Of a matter that has no words here the classifier makes the nearest topic: a charger would be answered
    with the restaurant.
    """
    apart = (find_topics(spaced(tokens(each))) for each in (turn.text, *re.split(r"[?!]", turn.text)))
    if topic in _OF_THE_PMS or any(topic in topics for topics in apart):
        return True
    hotel, language = turn.desk.hotel, turn.language
    return any(speaks_of(hotel, view, turn.text, language) for view in _views(turn, topic))


def _written(turn: Turn) -> tuple[bool, str]:
    """Say what people of the house wrote to what is asked. Whether there was any; the rest of the text."""
    found = turn.desk.curated(turn.text)
    told = list(dict.fromkeys(view for _, view in found if view))
    for view in told:
        turn.step("answers", source=view.source, version=view.version)
        turn.tell(citing.cited(view.text, view.written_in, turn.language))
    return bool(told), " ".join(sentence for sentence, view in found if not view)


def _rooms_or_rates(turn: Turn, topic: str) -> bool:
    """The two topics the PMS knows about."""
    house = turn.desk.house
    if topic == "cancellation" and not _views(turn, topic):
        turn.say("terms_shown" if turn.memory.shown else "depends_on_rate")
        return True
    if topic == "services" and _RATE.search(spaced(tokens(turn.text))) and not _views(turn, "rates"):
        turn.say("terms_shown" if turn.memory.shown else "depends_on_rate")
        return True
    if topic != "rooms" or not house.room_types:
        return False
    lines = [turn.phrase("rooms_head")]
    for room_type in house.room_types:
        title = phrases.in_words(room_type.name, turn.language, house.language) or room_type.code
        text = phrases.in_words(room_type.description, turn.language, house.language)
        turn.desk.told.text(title, text)
        shown = citing.in_words(room_type.description, turn.language, house.language)
        lines.append(turn.phrase("fact_rooms", title=title, text=shown).rstrip(": "))
    turn.tell("\n".join([*lines, turn.phrase("rooms_foot")]))
    return True


def _late_arrival(turn: Turn, topic: str) -> bool:
    """When rooms are ready and until when somebody is there, unless the house has a word of its own."""
    if topic != _LATE_HINT or _views(turn, topic):
        return False
    views = turn.desk.facts(["check_in", "reception"])
    turn.step("facts", topic=topic, answers=[view.answer for view in views])
    for view in views:
        turn.tell(worded(view, turn))
    if views[1].text != "24 h":
        turn.ask("person", "late_arrival")
    return True


def _views(turn: Turn, topic: str) -> list[FactView]:
    """What the house says on a topic: its fact, else a passage that speaks of it; nothing when unknown."""
    day = day_meant(turn)
    found = turn.desk.facts([_FILED_AS.get(topic, topic)], day)
    known = [view for view in found if view.answer != "unknown"]
    if topic == "spa":
        things = _things_of_the_spa(turn.text)
        of_the_spa = [view for view in turn.desk.facts(["services"], day) if _is_of_the_spa(view)]
        known += [view for view in of_the_spa if not things or things & _things_of_the_spa(view.title)]
    if known or any(view.topic in turn.desk.fact_topics() for view in found):
        return known
    # The nearest by its words, else any: in a long message the words are about other things.
    passages = [*turn.desk.search_knowledge(turn.text, day), *turn.desk.facts(day=day)]
    return [view for view in passages if view.answer != "unknown" and _speaks_of(view, topic)][:1]


def _is_of_the_spa(view: FactView) -> bool:
    return bool(services.kinds(spaced(tokens(view.title))) & _OF_THE_SPA)


def _things_of_the_spa(text: str) -> set[str]:
    """What of a spa a text names: a sauna's price is not the massage's."""
    return {hit[:3] for hit in _THINGS_OF_THE_SPA.findall(spaced(tokens(text)))}


def day_meant(turn: Turn) -> date | None:
    """The day a question is about: one named in it, else of the stay that is looked for."""
    said, memory = turn.said, turn.memory
    return said.arrival or said.month or memory.arrival or memory.month


def _speaks_of(view: FactView, topic: str) -> bool:
    return topic in find_topics(spaced(tokens(f"{view.topic.replace('_', ' ')} {view.title} {view.text}")))


def answer_by_words(turn: Turn) -> bool:
    """A text of no clear intent: the passage nearest to its words, or that what it asks for is unknown."""
    if _written(turn)[0] or _by_words(turn):
        return True
    if not OF_THE_HOUSE.search(spaced(tokens(turn.text))) or not asked_in(
        turn.text, turn.language, turn.desk.hotel.name
    ):
        return False
    _say_unknown(turn, [_matter(turn.text)])
    return True


def _by_words(turn: Turn) -> bool:
    """A question whose subject has no topic: the passage nearest to its words, if there is one."""
    found = turn.desk.search_knowledge(turn.text, day_meant(turn))
    hotel, language = turn.desk.hotel, turn.language
    views = [
        view
        for view in found
        if view.answer != "unknown" and view.text and speaks_of(hotel, view, turn.text, language)
    ]
    turn.step("search_knowledge", found=len(views))
    for view in views[:1]:
        turn.tell(worded(view, turn))
    return bool(views)


def _say_unknown(turn: Turn, topics: list[str]) -> None:
    """Say that it is not known, and let staff know; to a guest who asks again, give a person."""
    for topic in topics:
        if topic in turn.said.topics:
            turn.desk.note_gap(_asked_on(turn.text, topic), topic)
        else:
            turn.desk.note_gap(turn.text)
    insists = set(topics) & set(turn.memory.unknown)
    turn.memory.unknown = topics
    if insists:
        return turn.hand_over(
            "unknown_fact", "unknown_to_person", "The guest asks what the house has not said"
        )
    return turn.ask("person", "unknown_fact")


def _matter(text: str) -> str:
    """What a question without a topic is about, to know it again."""
    return "+".join(sorted(roots(subject(text))))[:80] or "other"


def _asked_on(text: str, topic: str) -> str:
    """The sentence that asks for the topic, else the text."""
    asking = (each for each in sentences(text) if topic in find_topics(spaced(tokens(each))))
    return next(asking, text)


def worded(view: FactView, turn: Turn) -> str:
    """A fact as one paragraph: the answer, its price, its season."""
    text = excerpt(view.text, turn.text, turn.language) if view.source.startswith("chunk:") else view.text
    text = citing.cited(text.strip(), view.written_in, turn.language)
    if view.topic in _STANDING:
        return turn.phrase(f"fact_{view.topic}", text=text)
    if view.topic == "services":
        # At no price of its own, what is eaten at the table is paid for.
        price = phrases.money(view.price, turn.language) if view.price and view.price.amount else ""
        about = ", ".join(part for part in (price, text) if part)
        return turn.phrase("fact_services", title=view.title, text=about).rstrip(": ")
    parts = [text] if text else [turn.phrase("fact_yes" if view.answer == "yes" else "fact_no")]
    if view.price and view.price.amount and view.answer == "yes":
        parts.append(_price(view, turn))
    return " ".join([*parts, *_seasons(view, turn)])


def _price(view: FactView | Part, turn: Turn) -> str:
    assert view.price is not None
    price = phrases.money(view.price, turn.language)
    if view.per in _PER:
        return turn.phrase("fact_price_per", price=price, per=turn.phrase(f"per_{view.per}"))
    return turn.phrase("fact_price", price=price)


def _seasons(view: FactView, turn: Turn) -> list[str]:
    """When it is so; where it is not, when it is."""
    others = [part for part in view.others if part.answer == "yes"]
    if view.answer == "yes":
        if not view.season:
            return []
        return [_period("fact_period" if others else "fact_season", view.season, turn)]
    if not view.day:
        return []
    key = "fact_out_of_season" if view.day == turn.briefing.now.date() else "fact_other_season"
    return [_period(key if part is others[0] else "fact_season", part, turn) for part in others]


def _period(key: str, part: Part, turn: Turn) -> str:
    return turn.phrase(key, begin=part.begin, end=part.end)

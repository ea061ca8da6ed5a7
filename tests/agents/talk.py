"""A conversation in memory over a real hotel: what the guest says, what the receptionist answers.

It does what the flow does around the receptionist, and no more: it keeps state, numbers lines and marks
terms as offered once they were sent.
"""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from agents import receptionist
from agents.base import Briefing, Line, Reply, Say
from agents.desk import Desk, ProposalView, RoomChoice
from hotels.models import Guest, Hotel
from pms import proposals
from pms.base import Occupancy, Stay
from pms.models import Proposal, Reservation


@dataclass
class Talk:
    hotel: Hotel
    guest: Guest
    conversation_id: int = 1
    language: str = ""
    disclosed: bool = True
    seconds: float = 25
    lines: list[Line] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    state: dict = field(default_factory=dict)
    current: bool = True
    next_id: int = 100
    replies: list[Reply] = field(default_factory=list)
    shown: list[Say] = field(default_factory=list)

    def says(self, text: str = "", kind: str = "text", **fields) -> Line:
        """The guest writes; the message waits for an answer."""
        line = self._line("guest", text, kind=kind, **fields)
        self.waiting.append(line.id)
        return line

    def taps(self, title: str) -> Line:
        """The guest taps the newest button of this title's beginning."""
        for said in reversed(self.shown):
            for button in said.buttons:
                if button.title.startswith(title):
                    return self.says(button.title, kind="button", payload=button.id)
        raise AssertionError(f"no button {title}")

    def hears(self, text: str, author: str = "agent", **fields) -> Line:
        return self._line(author, text, **fields)

    def briefing(self, **fields) -> Briefing:
        given = {
            "hotel_id": self.hotel.pk,
            "conversation_id": self.conversation_id,
            "turn_id": 1,
            "guest_id": self.guest.pk,
            "guest_name": self.guest.name,
            "guest_phone": "5215550000001",
            "channel": "whatsapp",
            "language": self.language,
            "transcript": tuple(self.lines[-40:]),
            "unanswered": tuple(self.waiting),
            "state": self.state,
            "disclosed": self.disclosed,
            "now": self.hotel.now(),
            "deadline": time.monotonic() + self.seconds,
            "is_current": lambda: self.current,
        }
        return Briefing(**given | fields)

    def desk(self) -> Desk:
        return Desk.open(self.briefing())

    def answer(self, **fields) -> Reply:
        """Let the receptionist answer what waits, and keep and send it as the flow would."""
        reply = receptionist.answer(self.briefing(**fields))
        self.replies.append(reply)
        self.state, self.language, self.waiting = reply.state, reply.language, []
        self.disclosed = self.disclosed or bool(reply.says)
        self.send(reply)
        return reply

    def send(self, reply: Reply) -> None:
        if reply.tells:
            proposals.mark_told(reply.tells)
        for said in reply.says:
            line = self._line("agent", said.text, proposal=said.proposal)
            self.shown.append(said)
            if said.proposal:
                proposals.mark_offered(said.proposal, line.id, timezone.now())

    def ask(self, text: str, **fields) -> str:
        """One line and the whole answer to it, as one text."""
        self.says(text, **fields)
        return text_of(self.answer())

    def _line(self, author: str, text: str, **fields) -> Line:
        self.next_id += 1
        now = timezone.now()
        late = fields.pop("said_ago", timedelta(0))
        given = {"kind": "text", "at": (now - late).replace(microsecond=0), "received_at": now}
        line = Line(id=self.next_id, author=author, text=text, **given | fields)
        self.lines.append(line)
        return line


def text_of(reply: Reply) -> str:
    return "\n".join(said.text for said in reply.says)


STAY = Stay(date(2027, 1, 5), date(2027, 1, 7))


def show_terms(talk: Talk) -> Talk:
    """Put a booking's terms before the guest, as the flow does once the channel took the message."""
    talk.says("Quiero reservar la doble")
    desk = talk.desk()
    quote = desk.quote(STAY, [RoomChoice("DBL", "FLEX", Occupancy(2))])
    return shown(talk, desk.propose_booking(quote.id, "Lucía Torres"))


def shown(talk: Talk, view: ProposalView) -> Talk:
    """The guest has these terms on the phone."""
    talk.waiting = []
    say = view.as_say()
    line = talk.hears(say.text, proposal=say.proposal)
    proposals.mark_offered(view.id, line.id, line.received_at)
    talk.shown.append(say)
    return talk


def booked() -> int:
    return Reservation.objects.filter(status="confirmed").count()


def state_of(talk: Talk) -> str:
    return Proposal.objects.filter(conversation_id=talk.conversation_id).latest("id").state

"""What the receptionist may do for one conversation. Both engines work through it, and only through it.

The hotel and the guest come from the briefing, never from an argument, so no text can reach another
hotel or another guest. What the desk answers it also notes (`told`): the reply gate lets no other
amount, date or code pass.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from agents import facts, parties, phases, terms
from agents.base import Briefing
from agents.config import Phase
from agents.contact_names import name_of
from agents.facts import FactView
from agents.grounds import Told
from agents.knowledge import gaps
from agents.knowledge.answers import sentences
from agents.parties import PartyOffer
from agents.views import Draft, HouseView, ProposalView, QuoteView
from hotels.models import Hotel
from pms import agenda, identity, proposals, quotes
from pms.base import (
    PMS,
    Availability,
    GuestDetails,
    Money,
    Occupancy,
    Offer,
    RatePlanInfo,
    ReservationInfo,
    RoomTypeInfo,
    RoomWish,
    Stay,
)
from pms.codes import normalise
from pms.errors import PMSError, PMSRefused
from pms.known import stays_of
from pms.models import Proposal, Quote, Service
from pms.proposals import Outcome
from pms.quotes import RoomChoice
from pms.systems import open_pms

__all__ = [  # what engines need beside the desk is had from here too
    "Desk",
    "Draft",
    "FactView",
    "HouseView",
    "PartyOffer",
    "ProposalView",
    "QuoteView",
    "RoomChoice",
]


OWN_STATE = ("told", "verified", "stumbles", "settled", "agent", "agents", "unsure")
QUOTES_SHOWN = 5
SUGGESTED = 3


class Desk:
    """One conversation's desk. Every method may raise PMSUnavailable or PMSRefused (with its code)."""

    dry = False  # nothing is written: see agents.dry
    put = staticmethod(proposals.put)

    def __init__(self, briefing: Briefing, hotel: Hotel, language: str) -> None:
        self.hotel = hotel
        self.briefing = briefing
        self.language = language
        self.told = Told.load(briefing.state.get("told"))
        self.verified = _codes(briefing.state.get("verified"))  # proved by code and surname, here
        self.searched = False  # rooms were looked for in this turn
        self.heard: dict[str, int] = {}  # what knowledge was looked up in this turn, with its version
        self._held: list[QuoteView] | None = None  # as far as it was looked up

    @classmethod
    def open(cls, briefing: Briefing, language: str = "") -> "Desk":
        """The desk of this conversation; `language` is what facts and terms are worded in."""
        hotel = Hotel.objects.select_related("tier").get(pk=briefing.hotel_id)
        return cls(briefing, hotel, language or briefing.language or hotel.language)

    @cached_property
    def _pms(self) -> PMS:
        return open_pms(self.hotel)

    @cached_property
    def house(self) -> HouseView:
        """Never raises: without its PMS the house has no room types to name."""
        hotel = self.hotel
        room_types: Sequence[RoomTypeInfo] = ()
        rate_plans: Sequence[RatePlanInfo] = ()
        try:
            rooms = self._pms.house()
            room_types, rate_plans = rooms.room_types, rooms.rate_plans
        except PMSError:
            pass  # a question about breakfast can still be answered
        return HouseView(
            name=hotel.name,
            timezone=hotel.tz,
            currency=hotel.currency,
            languages=tuple(hotel.languages) or (hotel.language,),
            phone=hotel.phone,
            email=hotel.email,
            website=hotel.website,
            address=hotel.address,
            check_in=hotel.check_in,
            check_out=hotel.check_out,
            emergency_phone=hotel.emergency_phone,
            room_types=tuple(room_types),
            rate_plans=tuple(rate_plans),
        )

    @cached_property
    def has_services(self) -> bool:
        """Whether there is anything to arrange besides rooms."""
        return Service.objects.filter(hotel=self.hotel).exists()

    @cached_property
    def has_appointments(self) -> bool:
        """Whether this guest has any that are not over."""
        return bool(agenda.appointments_of(self.hotel, self.guest))

    @cached_property
    def phase(self) -> Phase:
        """How far this guest is with us, as far as it is known without asking outside."""
        return phases.phase_of(self.hotel, self.briefing.guest_id, self.briefing.now, self.verified)

    @property
    def guest(self) -> GuestDetails:
        return self._guest("")

    def find_offers(self, stay: Stay, occupancy: Occupancy, promotion: str = "") -> Availability:
        """What can be booked for one room, cheapest first, and why the rest cannot.

        With `stale_seconds` the PMS is away and this is a memory: to be said with its age, never quoted.
        PMSRefused `bad_promotion` for a code that does not apply.
        """
        self.searched = True
        found = self._pms.find_offers(stay, occupancy, promotion)
        self.told.day(stay.arrival, stay.departure, *stay.dates())
        self.told.offers(found.offers)
        if found.stale_seconds:
            self.told.counts[minutes_old(found.stale_seconds)] = None
        return found

    def suggest_rooms(self, stay: Stay, party: Occupancy, promotion: str = "") -> list[PartyOffer]:
        """Rooms that sleep a party which may need several, cheapest first; none: it does not fit.

        Asks for one adult what is left at all, then prices the best ways exactly; old prices do not count.
        """
        self.searched = True
        left = parties.kinds_of(self._pms.find_offers(stay, Occupancy(1), promotion))
        found: dict[Occupancy, Availability] = {}
        ways: list[PartyOffer] = []
        for parts in parties.splits(left, party):
            for part in parts:
                if part.occupancy not in found:
                    found[part.occupancy] = self.find_offers(stay, part.occupancy, promotion)
            ways += parties.priced(parts, found)
        ways = sorted(ways, key=lambda way: way.total.amount)[:SUGGESTED]
        for way in ways:
            self.told.amount(way.total)
            self.told.counts |= dict.fromkeys([len(way.offers), party.adults, party.children, party.total])
        return ways

    def quote(self, stay: Stay, rooms: Sequence[RoomChoice], promotion: str = "") -> QuoteView:
        """Hold the price of these rooms together for this conversation.

        PMSRefused as `quotes.chosen_offers`: `sold_out`, `too_many_rooms`, ... Raises PMSUnavailable for old
        prices.
        """
        self.searched = True
        view = self._quoted(self.hold(quotes.chosen_offers(self._pms, stay, rooms, promotion)))
        self._held = None
        self.told.moment(view.expires_at)
        return view

    def hold(self, offers: Sequence[Offer]) -> Quote:
        """The quote for these offers, bound to this conversation."""
        return quotes.make_quote(self.hotel, self.briefing.conversation_id, offers)

    def valid_quotes(self) -> list[QuoteView]:
        """The prices held for this conversation that may still be proposed, newest first."""
        if self._held is None:
            self._held = [self._quoted(row) for row in self.held()]
        return self._held

    def held(self) -> list[Quote]:
        """The rows of `valid_quotes`."""
        rows = Quote.objects.filter(
            hotel=self.hotel,
            conversation_id=self.briefing.conversation_id,
            used_at=None,
            expires_at__gt=timezone.now(),
        )
        return list(rows.order_by("-created_at")[:QUOTES_SHOWN])

    def propose_booking(
        self, quote_id: str, guest_name: str, *, email: str = "", remarks: str = ""
    ) -> ProposalView:
        """Put a quote's terms before the guest. Nothing is booked by this. PMSRefused `quote_expired`.

        `email` and `remarks` (the guest's wishes) go to the PMS with the booking.
        """
        return self.shown(
            proposals.propose_booking(
                self.hotel,
                self.briefing.conversation_id,
                quote_id,
                replace(self._guest(guest_name), email=email),
                self.language,
                remarks=remarks,
                put=self.put,
            )
        )

    def propose_change(self, code: str, wishes: Sequence[RoomWish]) -> ProposalView:
        """Put a change of a reservation, priced by the PMS, before the guest.

        PMSRefused `not_found` unless it is theirs, else as `PMS.preview_change`.
        """
        self.searched = True
        return self.shown(
            proposals.propose_change(
                self.hotel,
                self.briefing.conversation_id,
                code,
                self.guest,
                self.language,
                wishes=wishes,
                verified_codes=self.verified,
                put=self.put,
            )
        )

    def propose_cancellation(self, code: str, rooms: Sequence[str] = ()) -> ProposalView:
        """Put a cancellation, of all or of these rooms (RoomStay.id), and its fee before the guest.

        PMSRefused `not_found` unless it is theirs, `no_such_room`, `not_cancellable`.
        """
        return self.shown(
            proposals.propose_cancellation(
                self.hotel,
                self.briefing.conversation_id,
                code,
                self.guest,
                self.language,
                verified_codes=self.verified,
                rooms=rooms,
                put=self.put,
            )
        )

    def open_proposal(self) -> ProposalView | None:
        """The terms that wait for this guest's answer, if any."""
        proposal = proposals.in_hand(self.briefing.conversation_id)
        self.undecided = proposal is not None and proposal.state == Proposal.State.CONFIRMED
        return self.shown(proposal) if proposal and not self.undecided else None

    def has_open_wish(self) -> bool:
        """Whether something new is in hand, of which no earlier receipt proves anything."""
        chat = self.briefing.conversation_id
        held = Quote.objects.filter(
            hotel=self.hotel, conversation_id=chat, used_at=None, expires_at__gt=timezone.now()
        )
        return self.searched or proposals.in_hand(chat) is not None or held.exists()

    @cached_property
    def undecided(self) -> bool:
        """Whether something the guest agreed to is under way, and nobody knows yet if it was done."""
        return proposals.being_carried_out(self.briefing.conversation_id) is not None

    def take_back_terms(self) -> None:
        """The guest does not want what waits for an answer: no later yes can mean it."""
        proposals.withdraw_open(self.briefing.conversation_id)

    def my_reservations(self) -> list[ReservationInfo]:
        """The reservations this guest's channel identity owns, newest arrival first."""
        found = list(self._pms.reservations_of(self.guest))
        for reservation in found:
            self._tell(reservation)
        return found

    def own_reservation(self, code: str) -> ReservationInfo:
        """A reservation of the guest's, by identity or proved here. PMSRefused `not_found` for any other."""
        wanted = normalise(code)
        proved = wanted in {normalise(each) for each in self.verified}
        found = self._pms.reservation(wanted) if proved else None
        for own in [found] if found else self._pms.reservations_of(self.guest):
            if normalise(own.code) == wanted:
                self._tell(own)
                return own
        raise PMSRefused("not_found", "there is no such reservation")

    def known_reservation(self, code: str) -> ReservationInfo | None:
        """A reservation of the guest's as it was last heard of, without asking the PMS."""
        wanted = normalise(code)
        stays = stays_of(self.hotel, self.briefing.guest_id)
        known = (each for each in stays if normalise(each.code) == wanted)
        if found := next(known, None):
            self._tell(found)
        return found

    def find_reservation(self, code: str, surname: str) -> ReservationInfo:
        """A reservation proved by code and surname. PMSRefused `not_found` looks the same for any miss."""
        found = identity.verify(self.hotel, self.guest, code, surname)
        if found.code not in self.verified:
            self.verified.append(found.code)
            vars(self).pop("phase", None)
        self._tell(found)
        return found

    def told_of(self, outcome: Outcome) -> None:
        """A receipt: what it says is true from now on."""
        if outcome.receipt:
            self._tell(outcome.receipt.reservation)
        if outcome.appointment:
            self.told.appointment(outcome.appointment, self.hotel.tz)
        if outcome.request:
            self.told.code(outcome.request.code)
        if outcome.done:
            self.told.happened(outcome.code)

    def facts(self, topics: Iterable[str] = (), day: date | None = None) -> list[FactView]:
        """What the house says on these topics (none given: on all); unknown ones come back as `unknown`.

        What has seasons is said of `day` (hotel-local), else of the guest's stay, else of today.
        """
        wanted = list(topics) or facts.topics_of(self.hotel)
        found = facts.by_topic(
            self.hotel,
            wanted,
            self.language,
            lambda: day or self._meant_day,
            lambda: self.phase,
            rooms=self.rooms,
        )
        return self._heard(found)

    def fact_topics(self) -> list[str]:
        """Every topic the house has something to say on."""
        return facts.topics_of(self.hotel)

    def curated(self, text: str) -> list[tuple[str, FactView | None]]:
        """Each sentence, and what people of the house wrote as the answer to it where that is sure."""
        found = [
            (each, facts.answer(self.hotel, each, self.language, lambda: self.phase))
            for each in sentences(text)
        ]
        self._heard([view for _, view in found if view])
        return found

    def note_gap(self, question: str, topic: str = "") -> None:
        """Staff shall hear that a guest asked this, and that nobody of the house has said it."""
        if not self.dry:
            gaps.note(
                self.hotel,
                question,
                guest_id=self.briefing.guest_id,
                conversation_id=self.briefing.conversation_id,
                language=self.language,
                topic=topic,
            )

    def search_knowledge(self, text: str, day: date | None = None) -> list[FactView]:
        """The facts and passages nearest to `text` by their words, best first; at most three."""
        found = facts.search(
            self.hotel,
            text,
            self.language,
            lambda: day or self._meant_day,
            lambda: self.phase,
            rooms=self.rooms,
        )
        return self._heard(found)

    def rooms(self) -> list[str]:
        """The room types (codes) of the guest's stay; while they choose one, of the prices held for them."""
        own = phases.room_types_of(self.hotel, self.briefing.guest_id, self.briefing.now, self.verified)
        held = () if own else self.held()
        return [*own, *(offer.room_type.code for row in held for offer in quotes.terms_of(row).offers)]

    @cached_property
    def _meant_day(self) -> date:
        """The day a guest means who names none: of their next stay, or today during it and without one."""
        today, known = self.hotel.today(), stays_of(self.hotel, self.briefing.guest_id)
        stays = [each.stay for each in known if each.status != "cancelled"]
        coming = [max(stay.arrival, today) for stay in stays if stay.departure >= today]
        return min(coming, default=today)

    def reception_is_open(self) -> bool:
        return self.hotel.reception_is_open(self.briefing.now)

    def _heard(self, views: list[FactView]) -> list[FactView]:
        self.heard |= {view.source: view.version for view in views if view.source}
        self.told.text(*facts.texts(views))
        self.told.topic(*(view.topic for view in views if view.topic not in facts.STANDING))
        self.told.amount(*facts.prices(views))
        return views

    def _tell(self, reservation: ReservationInfo) -> None:
        self.told.reservation(reservation)
        if reservation.free_cancellation_until:
            self.told.moment(reservation.free_cancellation_until.astimezone(self.hotel.tz))

    def _quoted(self, row: Quote) -> QuoteView:
        held = quotes.terms_of(row)
        self.told.offers(held.offers)
        self.told.amount(row.money)
        expires_at = row.expires_at.astimezone(self.hotel.tz)
        return QuoteView(str(row.pk), held.offers, row.money, expires_at)

    def _guest(self, name: str) -> GuestDetails:
        """Who books: always the guest of this conversation; only the name on the booking may differ."""
        briefing = self.briefing
        return GuestDetails(
            key=briefing.guest_id,
            name=name.strip() or name_of(briefing.guest_name),
            phone=briefing.guest_phone,
            language=self.language,
        )

    def shown(self, proposal: Proposal) -> ProposalView:
        """A proposal as the guest gets to see it."""
        amount = Money(proposal.amount, proposal.currency)
        self.told.amount(amount)
        text = terms.worded(proposal, self.hotel)
        if proposal.kind != Proposal.Kind.REQUEST:
            # Not what a guest or a model said in free words: that is the source of nothing.
            ours = copy(proposal)
            ours.remarks = ours.guest_name = ""
            self.told.text(terms.worded(ours, self.hotel))
        return ProposalView(
            id=proposal.pk,
            kind=proposal.kind,
            text=text,
            buttons=terms.buttons(proposal),
            amount=amount,
            state=proposal.state,
            expires_at=proposal.expires_at.astimezone(self.hotel.tz),
        )


def minutes_old(stale_seconds: int) -> int:
    """How old an answer is said to be."""
    return max(1, round(stale_seconds / 60))


def _codes(kept: Any) -> list[str]:
    return [str(code) for code in kept] if isinstance(kept, list) else []

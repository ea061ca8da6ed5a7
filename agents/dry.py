"""A desk at which everything is looked up and nothing is written: for rehearsals, shadows and previews."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from agents.desk import Desk
from agents.views import ProposalView
from hotels.models import Guest, Hotel
from pms import identity, quotes
from pms.base import GuestDetails, Money, Offer, ReservationInfo
from pms.codes import normalise
from pms.errors import PMSRefused
from pms.given import checked_email, checked_name, checked_remarks
from pms.lifecycle import VALID
from pms.models import Proposal, Quote
from pms.records import digest

NO_ROW = -1  # the id of terms that are nobody's


def put_nowhere(
    hotel: Hotel,
    conversation_id: int,
    guest: GuestDetails,
    *,
    terms: dict[str, Any],
    amount: Money,
    **fields: Any,
) -> Proposal:
    """The proposal as it would be stored. PMSRefused `not_found` for a guest of nobody's."""
    if not Guest.objects.filter(hotel=hotel, pk=guest.key).exists():
        raise PMSRefused("not_found", "there is no such guest")
    return Proposal(
        pk=NO_ROW,
        hotel=hotel,
        conversation_id=conversation_id,
        guest_id=guest.key,
        nonce=secrets.token_urlsafe(16),
        terms=terms,
        terms_hash=digest(terms),
        amount=amount.amount,
        currency=amount.currency,
        expires_at=timezone.now() + VALID,
        **fields,
    )


class DryDesk(Desk):
    """One conversation's desk in a rehearsal. The rest that writes asks `desk.dry`."""

    dry = True
    put = staticmethod(put_nowhere)
    drawn: dict[str, Quote]  # quotes of this rehearsal, by id

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.drawn = {}

    def hold(self, offers: Sequence[Offer]) -> Quote:
        """The quote, kept here alone."""
        quote = quotes.drawn_up(self.hotel, self.briefing.conversation_id, offers)
        self.drawn[str(quote.pk)] = quote
        return quote

    def held(self) -> list[Quote]:
        return [*reversed(self.drawn.values()), *super().held()]

    def propose_booking(
        self, quote_id: str, guest_name: str, *, email: str = "", remarks: str = ""
    ) -> ProposalView:
        """The terms of a quote, worded. PMSRefused as in life."""
        quote = self.drawn.get(str(quote_id))
        if quote is None:
            return super().propose_booking(quote_id, guest_name, email=email, remarks=remarks)
        guest = replace(self._guest(guest_name), email=email)
        return self.shown(
            self.put(
                self.hotel,
                self.briefing.conversation_id,
                guest,
                terms=quote.terms,
                amount=quote.money,
                kind=Proposal.Kind.BOOK,
                quote=quote,
                guest_name=checked_name(guest.name),
                email=checked_email(guest.email),
                remarks=checked_remarks(remarks),
                language=self.language,
            )
        )

    def open_proposal(self) -> ProposalView | None:
        waiting = self._waiting()
        return self.shown(waiting) if waiting else None

    def has_open_wish(self) -> bool:
        return self.searched or bool(self.held()) or self._waiting() is not None

    def take_back_terms(self) -> None:
        """Nothing of anybody's is taken back."""

    def find_reservation(self, code: str, surname: str) -> ReservationInfo:
        """As in life, but no try is counted: what comes of it is not told to whoever tried."""
        found = self._pms.reservation(normalise(code))
        if found is None or not identity.same_surname(surname, found.guest_name):
            raise PMSRefused("not_found", "there is no reservation with this code and surname")
        self._tell(found)
        return found

    def _waiting(self) -> Proposal | None:
        """The terms that wait for the guest's answer; those whose time is over stay as they are."""
        rows = Proposal.objects.filter(hotel=self.hotel, conversation_id=self.briefing.conversation_id)
        return rows.filter(state__in=Proposal.OPEN, expires_at__gt=timezone.now()).first()

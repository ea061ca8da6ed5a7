"""The reply gate: judges every text before a guest may read it. See docs/reply-gate.md."""

from agents.gate.base import Finding, Grounds
from agents.gate.cards import mask_cards
from agents.gate.facts import with_facts
from agents.gate.inspection import inspect
from agents.gate.markup import clean
from agents.gate.money import money_in

__all__ = ["Finding", "Grounds", "clean", "inspect", "mask_cards", "money_in", "with_facts"]

"""Which models may be asked in a turn."""

import time
from datetime import timedelta

from django.conf import settings

from agents import spending
from agents.base import Briefing
from agents.desk import Desk
from hotels.models import Hotel

GUEST_LINES_PER_MINUTE = 20


def models_for(desk: Desk, briefing: Briefing) -> tuple[list[str], str]:
    """The models that may be asked in this turn, first choice first, or none and why."""
    if not settings.OPENAI_API_KEY:
        return [], "no_key"
    allowed = desk.hotel.tier.allowed_models
    chain = [settings.OPENAI_MODEL, *settings.OPENAI_FALLBACK_MODELS]
    models = [model for model in dict.fromkeys(chain) if model and (not allowed or model in allowed)]
    if not models:
        return [], "not_allowed"
    since = briefing.now - timedelta(minutes=1)
    lately = [line for line in briefing.transcript if line.author == "guest" and line.received_at > since]
    if len(lately) > GUEST_LINES_PER_MINUTE:
        return [], "too_many_messages"
    over = spending.over_budget(desk.hotel, 0 if desk.dry else briefing.conversation_id)
    return ([], over) if over else (models, "")


def allowed_model(hotel: Hotel, model: str) -> bool:
    """Whether an agent of this hotel may be given that model: known, active, and in its tier."""
    allowed = hotel.tier.allowed_models
    known = spending.known_prices(int(time.monotonic() // 60))
    return (not allowed or model in allowed) and any(row.model == model and row.is_active for row in known)

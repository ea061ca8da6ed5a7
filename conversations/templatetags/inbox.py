"""How the inbox writes names, phones, times and the steps of a turn."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agents import notes
from agents.models import Remembered
from agents.studio import traces
from conversations import words
from conversations.models import Conversation
from hotels.models import in_language
from pms.templatetags.house import small_letters

register = template.Library()

HUES = 8


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A picture from the sprite; decoration only, so that what it means must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("inbox/icons.svg"),
        name,
    )


@register.filter
def masked(phone: str) -> str:
    """A phone of which only the end can be read: enough to tell guests apart over the desk."""
    return f"••• {phone[-4:]}" if len(phone) > 4 else "•••"


@register.filter
def phone(digits: str) -> str:
    """Digits as providers give them, as a phone number."""
    return f"+{digits}" if digits.isdigit() else digits


@register.filter
def who(conversation: Conversation) -> str:
    """The guest's name, else the end of the phone number."""
    if conversation.guest.name:
        return conversation.guest.name
    return masked(conversation.address) if conversation.address else _("Guest")


@register.filter
def initials(name: str) -> str:
    """Up to two letters; "" for a name without any."""
    letters = [part[0] for part in name.split() if part[0].isalpha()]
    return "".join([*letters[:1], *letters[1:][-1:]]).upper()


@register.filter
def hue(number: int) -> int:
    """Which of the colours for faces; the same one for the same guest."""
    return number % HUES


@register.filter
def short_time(moment: datetime) -> str:
    """When, as short as it is clear: the time today, a weekday this week, a date before that."""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (today - local.date()).days
    if days <= 0:
        return date_format(local, "H:i")
    if days == 1:
        return _("Yesterday")
    return dated(local, "D" if days < 7 else "j M" if local.year == today.year else "j M Y")


@register.filter(expects_localtime=True)
def dated(moment: date, form: str) -> str:
    """A date in this form, its names as small as the language of the page writes them."""
    return small_letters(date_format(moment, form), get_language())


@register.filter
def day_name(day: Any) -> str:
    """A day as a heading."""
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    shape = _("l j F") if day.year == today.year else _("l j F Y")
    return capfirst(dated(day, shape))


@register.filter
def sort_key(conversation: Conversation) -> str:
    """Sorts as the list does, as text: newest first."""
    moment = round(conversation.last_message_at.timestamp() * 1_000_000)
    return f"{moment:020d}-{conversation.pk:020d}"


@register.filter
def attention_words(code: str) -> str:
    return words.attention(code)


@register.filter
def attention_note(conversation: Conversation) -> str:
    """What the flow or the agent noted for staff, unless the code says it all."""
    if conversation.attention in words.SAYS_IT_ALL:
        return ""
    return notes.in_words(conversation.attention_note.removeprefix(f"{conversation.attention}:").strip())


@register.filter
def note_words(text: str) -> str:
    """A note in a thread, in the language of the page."""
    return notes.in_words(text)


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """An amount as the guest was told it."""
    return f"{amount:,.2f} {currency}"


@register.filter
def in_my_language(texts: dict[str, str]) -> str:
    """A text of the house in the language of the page."""
    return in_language(texts, get_language() or "en")


@register.filter
def channel_name(kind: str) -> str:
    return str(words.CHANNEL.get(kind, kind))


@register.filter
def outcome_words(code: str) -> str:
    return str(words.OUTCOME.get(code, code))


@register.filter
def language_name(code: str) -> str:
    return str(words.LANGUAGE.get(code, code))


@register.filter
def seconds(milliseconds: int | None) -> str:
    """Milliseconds as people say it."""
    if milliseconds is None:
        return ""
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


@register.filter
def step_title(step: Any) -> str:
    """What a step of a turn did."""
    if not isinstance(step, dict):
        return str(step)
    return traces.step(str(step.get("kind") or ""), str(step.get("name") or ""))


@register.filter
def step_code(step: Any) -> str:
    """The same as it stands in logs."""
    return f"{step.get('kind', '')} {step.get('name', '')}" if isinstance(step, dict) else ""


@register.filter
def alarm_words(code: Any) -> str:
    return traces.alarm(str(code))


@register.filter
def step_details(step: Any) -> list[tuple[str, str]]:
    """Everything else that was noted of a step, to read."""
    if not isinstance(step, dict):
        return []
    shown = []
    # What went in before what came out; the database keeps no order of keys.
    keys = sorted(step, key=lambda key: (key != "arguments", key == "result", key))
    for key in keys:
        value = step[key]
        if key in ("kind", "name", "ms") or value in (None, "", [], {}):
            continue
        if isinstance(value, str):
            text = value
        else:
            text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
        shown.append((key.replace("_", " "), text))
    return shown


@register.filter
def remembered_words(fact: Remembered) -> str:
    """A remembered fact in words."""
    return str(words.REMEMBERED.get(fact.text, fact.text))

"""What a hotel says of its agents' tools."""

from django.utils.translation import gettext as _

from agents import tools, wariness
from agents.changes import By, LifecycleError, changing, tell
from agents.defiance import defiant
from agents.models import ToolSetting
from agents.remote import names_of
from hotels.models import Hotel

LONGEST = ToolSetting._meta.get_field("guidance").max_length or 0


def set_tool(
    hotel: Hotel, tool: str, by: By, *, is_enabled: bool | None = None, guidance: str | None = None
) -> ToolSetting:
    """Switch a tool off or on for all agents of the hotel, or add to what they are told of it.

    What is None stays as it is. Codes: not_found (no such tool), wrong_guidance.
    """
    with changing(hotel.pk) as locked:
        if tool not in tools.NAMES | names_of(locked):
            raise LifecycleError("not_found", _("There is no tool %(tool)s.") % {"tool": tool})
        row = ToolSetting.objects.filter(hotel=locked, tool=tool).first()
        row = row or ToolSetting(hotel=locked, tool=tool)
        if is_enabled is not None:
            row.is_enabled = is_enabled
        if guidance is not None:
            row.guidance = _checked(guidance)
        row.save()
        what = {"tool": tool, "is_enabled": row.is_enabled}
        tell(locked, by, "tool.set", row, "agent_updated", **what)
        return row


def _checked(guidance: str) -> str:
    text = " ".join(guidance.replace("\x00", "").split())
    if len(text) > LONGEST:
        says = _("The guidance is longer than %(most)d characters.") % {"most": LONGEST}
        raise LifecycleError("wrong_guidance", says)
    for quoted in wariness.secrets(text):
        says = _("“%(words)s” looks like a secret; an agent must not know any.") % {"words": quoted}
        raise LifecycleError("wrong_guidance", says)
    for quoted in defiant(text):
        says = _("“%(words)s” goes against what holds for every agent; the server does not allow it.")
        raise LifecycleError("wrong_guidance", says % {"words": quoted})
    return text

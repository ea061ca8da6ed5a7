"""Who did what: the one way to write the audit trail."""

from typing import Any

from django.db.models import Model

from hotels.models import AuditEntry, Hotel, User


def record(
    hotel: Hotel | None,
    actor: User | str,
    action: str,
    target: Model | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry, in the transaction of the act itself. `actor` is a person, or a program's name.

    `details` must name fields, never secrets or guests' words.
    """
    person = actor if isinstance(actor, User) else None
    return AuditEntry.objects.create(
        hotel=hotel,
        actor=person,
        actor_name=str(actor)[:120],
        action=action[:64],
        target=f"{target._meta.label_lower}:{target.pk}"[:120] if target is not None else "",
        details=details or {},
    )

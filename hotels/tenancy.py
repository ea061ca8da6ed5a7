"""Who may see and configure which hotel."""

from typing import Any

from django.db.models import QuerySet

from hotels.models import Hotel, Membership, Role, User

CONFIGURING_ROLES = (Role.OWNER, Role.MANAGER)


def scratch() -> QuerySet[Hotel]:
    """Hotels that evaluations build and erase within seconds: nobody works there."""
    return Hotel.objects.filter(is_active=False, slug__regex=r"^gym-[0-9a-f]{32}$")


def all_hotels() -> QuerySet[Hotel]:
    return Hotel.objects.exclude(pk__in=scratch())


def hotels_of(user: Any) -> QuerySet[Hotel]:
    """The hotels where `user` works; all of them for a superuser."""
    if user.is_superuser:
        return all_hotels()
    return Hotel.objects.filter(memberships__user_id=user.pk, is_active=True)


def configurable_by(user: Any) -> QuerySet[Hotel]:
    """The hotels that `user` may configure, as owner or manager."""
    if user.is_superuser:
        return all_hotels()
    return Hotel.objects.filter(
        memberships__in=Membership.objects.filter(user_id=user.pk, role__in=CONFIGURING_ROLES), is_active=True
    )


def admit_to_admin(user: User) -> None:
    """Let owners and managers of any hotel open the admin, and nobody else but superusers."""
    admitted = user.is_superuser or user.memberships.filter(role__in=CONFIGURING_ROLES).exists()
    User.objects.filter(pk=user.pk).exclude(is_staff=admitted).update(is_staff=admitted)

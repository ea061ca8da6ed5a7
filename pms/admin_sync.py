"""What we know of an outside PMS, and where it does not agree with us: to read, and to close."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hotels import audit
from hotels.models import Membership, Role
from hotels.scoped import HotelFilter, ReadOnlyAdmin, ReadOnlyInline, pretty
from pms.models import CommitStep, Discrepancy, Mirrored, SyncState

MAY_CLOSE = (Role.OWNER, Role.MANAGER, Role.RECEPTIONIST)
KIND = {  # what pms.reconcile finds
    "cancelled_there": _("Cancelled in the PMS, not by us"),
    "not_cancelled_there": _("Cancelled by us, but still booked in the PMS"),
    "changed_there": _("Other nights or room types in the PMS"),
    "other_total": _("Another total in the PMS"),
    "lost_booking": _("The PMS does not know this booking"),
    "done_after_all": _("Given up by us, but written in the PMS"),
    "double_booking": _("One room sold twice on the same nights"),
    "booked_twice": _("Booked twice in the PMS for one confirmation"),
}


class StillOpen(admin.SimpleListFilter):
    """Only what waits for somebody, unless all is asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("closed", _("Closed or repaired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        waiting = {"closed_at": None, "repaired_at": None}
        if self.value() == "open":
            return queryset.filter(**waiting)
        return queryset.exclude(**waiting) if self.value() == "closed" else queryset


class ByKind(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(KIND.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    list_display = ("what", "subject", "found_at", "repaired_at", "closed_at", "closed_by", "hotel")
    list_filter = (HotelFilter, StillOpen, ByKind)
    list_select_related = ("hotel",)
    search_fields = ("subject",)
    ordering = ("-found_at",)
    exclude = ("kind", "ours", "theirs")
    readonly_fields = ("what", "our_side", "their_side")
    actions = ("close",)

    @admin.display(description=_("What does not agree"), ordering="kind")
    def what(self, row: Discrepancy) -> str:
        return str(KIND.get(row.kind, row.kind))

    @admin.display(description=_("What we believe"))
    def our_side(self, row: Discrepancy) -> SafeString:
        return pretty(row.ours)

    @admin.display(description=_("What the PMS says"))
    def their_side(self, row: Discrepancy) -> SafeString:
        return pretty(row.theirs)

    def has_close_permission(self, request: HttpRequest) -> bool:
        return self._may_close(request).exists() or request.user.is_superuser

    def _may_close(self, request: HttpRequest) -> QuerySet[Membership]:
        return Membership.objects.filter(user__pk__in=[request.user.pk], role__in=MAY_CLOSE)

    @admin.action(description=_("Close the selected discrepancies"), permissions=["close"])
    def close(self, request: HttpRequest, queryset: QuerySet[Discrepancy]) -> None:
        """Somebody has looked after it. It is not reported again while nothing moves."""
        waiting = queryset.filter(closed_at=None, repaired_at=None)
        if not request.user.is_superuser:
            waiting = waiting.filter(hotel__in=self._may_close(request).values("hotel"))
        closed = 0
        for row in waiting.select_related("hotel"):
            by = {"closed_at": timezone.now(), "closed_by": str(request.user)[:120]}
            if Discrepancy.objects.filter(pk=row.pk, closed_at=None, repaired_at=None).update(**by):
                audit.record(row.hotel, request.user, "discrepancy.closed", row)  # type: ignore[arg-type]
                closed += 1
        if closed:
            said = ngettext("%(count)d is closed.", "%(count)d are closed.", closed) % {"count": closed}
            messages.success(request, said)
        else:
            messages.warning(request, gettext("None of these is open."))


@admin.register(Mirrored)
class MirroredAdmin(ReadOnlyAdmin):
    list_display = ("code", "status", "stay", "seen_at", "hotel")
    list_filter = (HotelFilter, "status")
    list_select_related = ("hotel",)
    search_fields = ("code",)
    exclude = ("found",)
    readonly_fields = ("as_found",)

    @admin.display(description=_("As found"))
    def as_found(self, row: Mirrored) -> SafeString:
        return pretty(row.found)


@admin.register(SyncState)
class SyncStateAdmin(ReadOnlyAdmin):
    list_display = ("hotel", "until", "tried_at", "succeeded_at", "error")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)


class CommitStepInline(ReadOnlyInline):
    """For the page of a proposal: how far it was carried out."""

    model = CommitStep
    fields = ("at", "name", "details")

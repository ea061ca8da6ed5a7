"""Hotels, their people and what the house knows of itself."""

import re
from typing import Any
from zoneinfo import available_timezones

from babel.numbers import is_currency
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from hotels import audit, flags
from hotels.models import (
    ApiKey,
    AuditEntry,
    FlagSetting,
    Guest,
    GuestIdentity,
    Hotel,
    HouseFact,
    Knowledge,
    Membership,
    Tier,
    User,
)
from hotels.remembered import changed
from hotels.scoped import HotelFilter, ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin, ScopedForm, pretty
from hotels.tenancy import admit_to_admin

admin.site.unregister(Group)  # rights come from the role at a hotel


@admin.register(Tier)
class TierAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("name", "turns_per_day", "model_cost_per_day", "max_agents", "max_tools", "priority")

    def save_model(self, request: HttpRequest, obj: Tier, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for hotel_id in Hotel.objects.filter(tier=obj).values_list("pk", flat=True):
            changed(hotel_id)


class HotelForm(ScopedForm):
    def clean_timezone(self) -> str:
        value: str = self.cleaned_data["timezone"]
        if value not in available_timezones():
            raise forms.ValidationError(_("This is no time zone; write it like America/Mexico_City."))
        return value

    def clean_currency(self) -> str:
        value: str = self.cleaned_data["currency"].upper()
        if not is_currency(value):
            raise forms.ValidationError(_("This is no currency; write it like MXN or USD."))
        return value

    def clean_languages(self) -> list[str]:
        value = self.cleaned_data["languages"]
        if not value or not all(isinstance(code, str) and re.fullmatch("[a-z]{2}", code) for code in value):
            raise forms.ValidationError(_('Write a list of language codes: ["es", "en"].'))
        return list(value)


@admin.register(Hotel)
class HotelAdmin(ScopedAdmin):
    form = HotelForm
    hotel_path = "pk"
    list_display = ("name", "slug", "timezone", "currency", "tier", "is_active")
    search_fields = ("name", "slug")
    fieldsets = (
        (None, {"fields": ("name", "slug", "tier", "is_active")}),
        (
            _("Place"),
            {"fields": ("address", ("latitude", "longitude"), ("timezone", "currency"), "languages")},
        ),
        (_("Contact"), {"fields": (("email", "phone"), "website", "emergency_phone")}),
        (_("Times"), {"fields": (("check_in", "check_out"), ("reception_from", "reception_to"))}),
        (_("Receptionist"), {"fields": ("burst_seconds", "allowed_hosts", "disclosure")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What the operator decides, not the hotel."""
        return () if request.user.is_superuser else ("slug", "tier", "is_active")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]
    """Accounts, for superusers; a hotel's own people are its memberships."""

    form, add_form = UserChangeForm, UserCreationForm
    change_password_form = AdminPasswordChangeForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_superuser", "is_active")
    list_filter = ("is_superuser", "is_active")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    list_display = ("user", "role", "hotel")
    list_filter = (HotelFilter, "role")
    list_select_related = ("user", "hotel")
    fields = ("hotel", "user", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("hotel", "user") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        admit_to_admin(obj.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        admit_to_admin(obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        users = [membership.user for membership in queryset.select_related("user")]
        super().delete_queryset(request, queryset)
        for user in users:
            admit_to_admin(user)


class IdentityInline(ReadOnlyInline):
    model = GuestIdentity
    fields = readonly_fields = ("kind", "value", "created_at")


@admin.register(Guest)
class GuestAdmin(ReadOnlyAdmin):
    list_display = ("name", "language", "hotel", "created_at")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    search_fields = ("name", "identities__value")
    inlines = (IdentityInline,)


@admin.register(GuestIdentity)
class GuestIdentityAdmin(ReadOnlyAdmin):
    list_display = ("value", "kind", "guest", "hotel")
    list_filter = (HotelFilter, "kind")
    list_select_related = ("guest", "hotel")
    search_fields = ("value",)


@admin.register(HouseFact)
class HouseFactAdmin(ScopedAdmin):
    list_display = ("key", "answer", "price", "currency", "hotel")
    list_filter = (HotelFilter, "answer")
    list_select_related = ("hotel",)
    search_fields = ("key",)


@admin.register(Knowledge)
class KnowledgeAdmin(ScopedAdmin):
    list_display = ("__str__", "key", "hotel")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    search_fields = ("key",)


SCOPES = [
    (ApiKey.Scope.READ, _("read: look everything up")),
    (ApiKey.Scope.WRITE, _("write: book, cancel, settle requests")),
    (ApiKey.Scope.CONFIGURE, _("configure: what agents are and say")),
]


class ApiKeyForm(ScopedForm):
    scopes = forms.MultipleChoiceField(choices=SCOPES, label=_("Scopes"), widget=forms.CheckboxSelectMultiple)


@admin.register(ApiKey)
class ApiKeyAdmin(ScopedAdmin):
    """The key itself is shown once, when it is made. Keys are revoked, not deleted: the trace stays."""

    form = ApiKeyForm
    list_display = ("name", "prefix", "scopes", "hotel", "last_used_at", "revoked_at")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    actions = ("revoke",)
    fields = ("hotel", "name", "scopes", "prefix", "created_at", "last_used_at", "revoked_at")
    readonly_fields = ("prefix", "created_at", "last_used_at", "revoked_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            key = ApiKey.new_key()
            obj.prefix, obj.digest = key[:8], ApiKey.digest_of(key)
            messages.warning(
                request, _("The new key is %(key)s - copy it now, it is not shown again.") % {"key": key}
            )
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Revoke the selected keys"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset.filter(revoked_at=None):
            if self.has_change_permission(request, key):
                ApiKey.objects.filter(pk=key.pk).update(revoked_at=timezone.now())
                audit.record(key.hotel, request.user, "apikey.revoked", key)  # type: ignore[arg-type]
        messages.success(request, _("They are revoked."))


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "action", "target", "hotel")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    search_fields = ("action", "actor_name", "target")
    fields = ("at", "hotel", "actor_name", "action", "target", "pretty_details")
    readonly_fields = ("pretty_details",)

    @admin.display(description=_("Details"))
    def pretty_details(self, entry: AuditEntry) -> SafeString:
        return pretty(entry.details)


class FlagForm(ScopedForm):
    """The codes there are; a value of the flag's own type."""

    code = forms.ChoiceField(
        label=_("Code"), choices=lambda: [(flag.code, flag.code) for flag in flags.ALL.values()]
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk is None and bool(cleaned.get("hotel")) == bool(cleaned.get("tier")):
            raise forms.ValidationError(_("Set it for a hotel or for a tier."))
        try:
            if "value" in cleaned:
                flags.check(cleaned.get("code") or self.instance.code, cleaned["value"])
        except flags.WrongFlag as wrong:
            self.add_error("value", str(wrong))
        return cleaned


@admin.register(FlagSetting)
class FlagSettingAdmin(ScopedAdmin):
    """Flags set for a hotel; those of a tier are the operator's."""

    form = FlagForm
    list_display = ("code", "value", "hotel", "tier", "changed_by_name", "changed_at")
    list_filter = (HotelFilter, "code")
    list_select_related = ("hotel", "tier")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("hotel", "tier", "code", "value") if request.user.is_superuser else ("hotel", "code", "value")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("hotel", "tier", "code") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        flags.set_flag(obj.hotel or obj.tier, obj.code, obj.value, request.user)  # type: ignore[arg-type]
        obj.pk = FlagSetting.objects.get(hotel=obj.hotel, tier=obj.tier, code=obj.code).pk

    def _audit(self, request: HttpRequest, obj: Any, what: str, message: Any) -> None:
        """`set_flag` and `unset_flag` have done it."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        flags.unset_flag(obj.hotel or obj.tier, obj.code, request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[FlagSetting]) -> None:
        for row in queryset:
            self.delete_model(request, row)

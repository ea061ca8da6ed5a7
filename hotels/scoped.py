"""The admin's tenant wall: what a person sees, changes and may choose from is of their own hotels.

Rights come from the role at the hotel, not from Django's permissions: everybody who may open the admin
reads; owners and managers also configure; superusers do everything.
"""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.db.models import ForeignKey, JSONField, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from hotels import audit
from hotels.models import Hotel
from hotels.remembered import changed
from hotels.tenancy import configurable_by, hotels_of, scratch

_PRE = (
    "white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.5 ui-monospace,monospace;max-height:40rem;"
    "overflow:auto"
)


class HotelFilter(SimpleListFilter):
    """By hotel, for whoever has several; other hotels are not even named."""

    title = _("hotel")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        hotels = list(hotels_of(request.user)[:100])
        return [(str(hotel.pk), hotel.name) for hotel in hotels] if len(hotels) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return queryset.filter(hotel_id=int(value)) if value.isdecimal() and len(value) < 19 else queryset


class ScopedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Refuses rows of two hotels in one, and texts in a shape that nobody could read."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hotel_id = self.instance.hotel_id if self.instance.pk and hasattr(self.instance, "hotel_id") else None
        hotel_id = hotel_id or getattr(cleaned.get("hotel"), "pk", None)
        for field in self._meta.model._meta.get_fields():
            value = cleaned.get(field.name)
            if isinstance(field, ForeignKey) and getattr(value, "hotel_id", hotel_id) != hotel_id:
                self.add_error(field.name, gettext("This belongs to another hotel."))
            if isinstance(field, JSONField) and field.name in cleaned:
                self._check_shape(field, value)
        return cleaned

    def _check_shape(self, field: Any, value: Any) -> None:
        with override(None):
            hint = str(field.help_text)
        if "y language" in hint:
            if not _is_map_of_texts(value):
                self.add_error(field.name, gettext('Write it by language: {"es": "Hola", "en": "Hello"}.'))
        elif field.default is list and not field.validators and not _is_list_of_texts(value):
            self.add_error(field.name, gettext('Write a list of texts: ["one", "two"].'))


def _is_map_of_texts(value: Any) -> bool:
    texts = value if isinstance(value, dict) else {"": None} if value else {}
    return all(len(code) == 2 and isinstance(text, str) for code, text in texts.items())


def _is_list_of_texts(value: Any) -> bool:
    return not value or (isinstance(value, list) and all(isinstance(text, str) for text in value))


class Walled:
    """What lists and inlines share: rows of own hotels, rights by role. `hotel_path` leads to the hotel."""

    hotel_path = "hotel"
    configurable = True
    model: type[Model]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        if request.user.is_superuser:
            built = list(scratch().values_list("pk", flat=True))
            return rows.exclude(**{f"{self.hotel_path}__in": built}) if built else rows
        return rows.filter(**{f"{self.hotel_path}__in": hotels_of(request.user)})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, hotels_of, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.configurable and self._may(request, configurable_by, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.configurable and self._may(request, configurable_by, None)

    def _may(self, request: HttpRequest, hotels: Callable[[Any], QuerySet[Hotel]], obj: Any) -> bool:
        user: Any = request.user
        if not (user.is_active and user.is_staff):
            return False
        if user.is_superuser:
            return True
        if isinstance(obj, self.model):
            return hotels(request.user).filter(pk__in=[self.hotel_id_of(obj)]).exists()
        # The frame of each page asks this for every model: once is enough.
        known: dict[object, bool] = request.__dict__.setdefault("_has_hotels", {})
        if hotels not in known:
            known[hotels] = hotels(request.user).exists()
        return known[hotels]

    def hotel_id_of(self, obj: Any) -> int | None:
        found: int | None = obj.pk if self.hotel_path == "pk" else obj.hotel_id
        return found

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only rows of hotels that the person may configure; of the row's own hotel once it has one."""
        target = db_field.remote_field.model
        hotels = configurable_by(request.user)
        if getattr(request, "edited_hotel_id", None):
            hotels = hotels.filter(pk=request.edited_hotel_id)  # type: ignore[attr-defined]
        if target is Hotel:
            kwargs["queryset"] = hotels
            kwargs.setdefault("initial", hotels.first() if hotels.count() == 1 else None)
        elif any(field.name == "hotel" for field in target._meta.get_fields()):
            kwargs["queryset"] = target._default_manager.filter(hotel__in=hotels)
        elif any(field.name == "memberships" for field in target._meta.get_fields()):
            kwargs["queryset"] = target._default_manager.filter(memberships__hotel__in=hotels).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class ScopedAdmin(Walled, ModelAdmin):  # type: ignore[misc]
    """A model of a hotel. Once a row has a hotel it stays there. Changes leave a trace in the audit."""

    form = ScopedForm
    formfield_overrides = {JSONField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}}
    warn_unsaved_form = True
    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        has_hotel = any(field.name == "hotel" for field in self.model._meta.get_fields())
        return (*fields, "hotel") if obj is not None and has_hotel and "hotel" not in fields else fields

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return _at_the_hotels_clock(request, super().changelist_view, extra_context)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _at_the_hotels_clock(request, super().changeform_view, *args, **kwargs)

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _at_the_hotels_clock(request, super().history_view, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.edited_hotel_id = self.hotel_id_of(obj) if obj is not None else None  # type: ignore[attr-defined]
        return super().get_form(request, obj, change=change, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._audit(request, obj, "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._audit(request, obj, "changed", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._audit(request, obj, "deleted", [])
        return super().log_deletions(request, queryset)

    def _audit(self, request: HttpRequest, obj: Any, what: str, message: Any) -> None:
        """Names of fields only: values may be guests' words or secrets."""
        hotel = Hotel.objects.filter(pk__in=[self.hotel_id_of(obj)]).first()
        if self.hotel_path == "pk" and what == "deleted":
            hotel = None  # else the trace would go with the hotel
        details = {"name": str(obj)[:120], "message": message if isinstance(message, list) else str(message)}
        audit.record(hotel, request.user, f"{self.model._meta.model_name}.{what}", obj, details)  # type: ignore[arg-type]
        if hotel is not None:
            changed(hotel.pk)


def _at_the_hotels_clock(
    request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any
) -> HttpResponse:
    """The page with its times by the clock of the person's hotels; in UTC where those differ."""
    zones = set(hotels_of(request.user).values_list("timezone", flat=True))
    with timezone.override(zones.pop() if len(zones) == 1 else None):
        response = view(request, *args, **kwargs)
        return response.render() if isinstance(response, SimpleTemplateResponse) else response


class ReadOnlyAdmin(ScopedAdmin):
    """Rows that only the product itself writes."""

    configurable = False


class ReadOnlyInline(Walled, TabularInline):  # type: ignore[misc]
    configurable = False
    extra = 0
    can_delete = False


def pretty(value: Any) -> SafeString:
    """JSON, or text that holds JSON, for people to read; anything else as it is. Escaped."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return _block(value)
    return _block(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def _block(text: str) -> SafeString:
    return format_html('<pre style="{}">{}</pre>', _PRE, text)

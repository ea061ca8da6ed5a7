"""What staff may write into the house's pages. Dates are hotel-local."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pms.base import Occupancy, Stay
from pms.limits import MAX_CHILD_AGE, MAX_NIGHTS

MOST_DAYS = 400  # of nights whose prices are changed at once


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=self.input_formats, **kwargs)


class AgesField(forms.CharField):
    """Ages of children in full years, as `4, 11`; a tuple of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)

    def to_python(self, value: Any) -> Any:
        words = str(super().to_python(value) or "").replace(",", " ").split()
        if any(not word.isdecimal() or int(word) > MAX_CHILD_AGE for word in words) or len(words) > 8:
            raise forms.ValidationError(_("Write the ages, 0 to 17, like 4, 11."), code="bad_ages")
        return tuple(int(word) for word in words)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value


class StayForm(forms.Form):
    """Nights and who sleeps there."""

    arrival = DayField(label=_("Arrival"))
    departure = DayField(label=_("Departure"))
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=20, initial=2)
    children_ages = AgesField(label=_("Ages of children"), help_text=_("In full years: 4, 11"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        arrival, departure = cleaned.get("arrival"), cleaned.get("departure")
        if arrival and departure and departure <= arrival:
            self.add_error("departure", _("The departure must be after the arrival."))
        return cleaned

    @property
    def stay(self) -> Stay:
        return Stay(self.cleaned_data["arrival"], self.cleaned_data["departure"])

    @property
    def occupancy(self) -> Occupancy:
        return Occupancy(self.cleaned_data["adults"], self.cleaned_data["children_ages"])


class SearchForm(StayForm):
    rooms = forms.IntegerField(label=_("Rooms"), min_value=1, max_value=10, initial=1, required=False)
    promotion = forms.CharField(label=_("Promotion code"), max_length=32, required=False)


class GuestForm(forms.Form):
    """Who books at the desk."""

    name = forms.CharField(label=_("Name"), max_length=200)
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]{6,31}$",
        label=_("Phone"),
        required=False,
        max_length=32,
        help_text=_("With the country's code: +52 55 5555 0100"),
        error_messages={"invalid": _("Write the number with digits only, + in front.")},
    )
    email = forms.EmailField(label=_("Mail"), required=False, max_length=254)
    remarks = forms.CharField(
        label=_("Wishes"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class BlockForm(forms.Form):
    first = DayField(label=_("First night"))
    until = DayField(label=_("Free again from"))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, until = cleaned.get("first"), cleaned.get("until")
        if first and until and not first < until <= first + timedelta(days=800):
            self.add_error("until", _("This must be after the first night, by two years at most."))
        return cleaned

    @staticmethod
    def starting(day: date) -> "BlockForm":
        return BlockForm(initial={"first": day, "until": day + timedelta(days=1)})


class PartyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    phone = GuestForm.base_fields["phone"]
    email = GuestForm.base_fields["email"]
    may_change = forms.BooleanField(label=_("May see, change and cancel it"), required=False)


class WishesForm(forms.Form):
    remarks = forms.CharField(
        label=_("Wishes"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    arrival_time = forms.RegexField(
        r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        label=_("Arrival time"),
        required=False,
        widget=forms.TextInput(attrs={"type": "time"}),
    )


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For staff only: no guest sees them, nor does the agent."),
    )


class GiveUpForm(forms.Form):
    """Which rooms are cancelled or not come to, at the fee that was shown or without one."""

    rooms = forms.MultipleChoiceField(label=_("Rooms"), widget=forms.CheckboxSelectMultiple)
    fee = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    waive = forms.BooleanField(label=_("Without the fee"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("waive") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the fee is waived."))
        return cleaned


class ChangeForm(StayForm):
    """What one room of a reservation should become."""

    def __init__(
        self, *args: Any, room_types: list[tuple[str, str]], rate_plans: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room_type"] = forms.ChoiceField(label=_("Room type"), choices=room_types)
        self.fields["rate_plan"] = forms.ChoiceField(label=_("Rate plan"), choices=rate_plans)


class PaymentForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)
    method = forms.ChoiceField(
        label=_("How"),
        choices=[
            ("cash", _("Cash")),
            ("card_terminal", _("Card terminal")),
            ("transfer", _("Bank transfer")),
            ("other", _("Other")),
        ],
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Never a card's number.")
    )


class LinkForm(forms.Form):
    """A link to pay at, over this amount."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)


WEEKDAYS = [
    (0, _("Mon")),
    (1, _("Tue")),
    (2, _("Wed")),
    (3, _("Thu")),
    (4, _("Fri")),
    (5, _("Sat")),
    (6, _("Sun")),
]
LEAVE = ("", _("leave as it is"))


class RatesForm(forms.Form):
    """Which nights of which room types and plans, and what should become of them."""

    first = DayField(label=_("First night"))
    last = DayField(label=_("Last night"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Nights that begin on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: every night"),
    )
    room_types = forms.MultipleChoiceField(
        label=_("Room types"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None: all")
    )
    rate_plans = forms.MultipleChoiceField(
        label=_("Rate plans"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None: all")
    )
    price_by = forms.ChoiceField(
        label=_("Price"),
        required=False,
        choices=[
            LEAVE,
            ("set", _("set to")),
            ("percent", _("change by percent")),
            ("add", _("change by an amount")),
        ],
    )
    price = forms.DecimalField(
        label=_("Amount or percent"),
        required=False,
        max_digits=9,
        decimal_places=2,
        help_text=_("Minus: down"),
    )
    min_stay = forms.IntegerField(
        label=_("Minimum nights"), required=False, min_value=1, max_value=MAX_NIGHTS, help_text=_("1: none")
    )
    max_stay = forms.IntegerField(
        label=_("Maximum nights"),
        required=False,
        min_value=1,
        max_value=MAX_NIGHTS,
        help_text=_("30: none; no stay is longer"),
    )
    closed_to_arrival = forms.ChoiceField(
        label=_("Arrivals"), required=False, choices=[LEAVE, ("no", _("allowed")), ("yes", _("not allowed"))]
    )
    closed_to_departure = forms.ChoiceField(
        label=_("Departures"),
        required=False,
        choices=[LEAVE, ("no", _("allowed")), ("yes", _("not allowed"))],
    )
    stop_sell = forms.ChoiceField(
        label=_("Sale"), required=False, choices=[LEAVE, ("no", _("on sale")), ("yes", _("not for sale"))]
    )

    def __init__(
        self, *args: Any, room_types: dict[str, str], rate_plans: dict[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, choices in (("room_types", room_types), ("rate_plans", rate_plans)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(choices.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not first <= last <= first + timedelta(days=MOST_DAYS):
            self.add_error("last", _("The last night must not be before the first, and 400 days at most."))
        if last and last < self.today:
            self.add_error("last", _("These nights are past."))
        if cleaned.get("price_by") and cleaned.get("price") is None:
            self.add_error("price", _("Write the amount."))
        return cleaned

    @property
    def rules(self) -> dict[str, int | bool]:
        """What is asked of a stay from now on; only what was filled in."""
        wanted = self.cleaned_data
        numbers = {name: wanted[name] for name in ("min_stay", "max_stay") if wanted[name] is not None}
        closed = ("closed_to_arrival", "closed_to_departure", "stop_sell")
        return numbers | {name: wanted[name] == "yes" for name in closed if wanted[name]}

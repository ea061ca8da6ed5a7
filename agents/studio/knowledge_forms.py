"""What managers fill in about documents, answers and gaps. Days are hotel-local."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.knowledge.shelf import Scope
from agents.models import CuratedAnswer, Document, Gap
from agents.studio import words
from hotels.models import Hotel
from pms.models import RoomType

TEXT = 40_000  # characters of what is written here
ANSWER = 1_500


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=self.input_formats, **kwargs)


class ScopeForm(forms.Form):
    """To whom and when something is told."""

    audience = forms.ChoiceField(
        label=_("For whom?"),
        choices=[("guest", _("Guests and staff")), ("staff", _("Only staff"))],
        initial=Document.Audience.GUEST,
    )
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid until"))
    phases = forms.MultipleChoiceField(
        label=_("When in a guest's stay?"),
        required=False,
        choices=list(words.PHASES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    room_types = forms.MultipleChoiceField(
        label=_("Only for these room types"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, hotel: Hotel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = RoomType.objects.filter(hotel=hotel)
        choices = [(room.code, room.name.get(hotel.language) or room.code) for room in rooms]
        cast(forms.MultipleChoiceField, self.fields["room_types"]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day must not be before the first."))
        return cleaned

    @property
    def scope(self) -> Scope:
        wanted = self.cleaned_data
        return Scope(
            audience=wanted["audience"],
            room_types=tuple(wanted["room_types"]),
            phases=tuple(wanted["phases"]),
            valid_from=wanted["valid_from"],
            valid_to=wanted["valid_to"],
        )


class DocumentForm(ScopeForm):
    """A document's title and scope."""

    title = forms.CharField(label=_("Title"), max_length=200)
    field_order = ("title",)


class TakeInForm(ScopeForm):
    """Something to read: a file, a web address, or a text written here. One of them."""

    file = forms.FileField(label=_("File"), required=False, error_messages={"empty": _("The file is empty.")})
    address = forms.URLField(label=_("Web address"), required=False, max_length=200, assume_scheme="https")
    text = forms.CharField(
        label=_("Text"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    publish = forms.BooleanField(label=_("Publish as soon as it is read"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in ("file", "address", "text") if cleaned.get(name)]
        if not self.errors and len(given) != 1:
            raise forms.ValidationError(_("Give a file, an address or a text: one of them."), code="one")
        if cleaned.get("text") and not cleaned.get("title"):
            self.add_error("title", _("A text needs a title."))
        return cleaned


class AnswerForm(forms.Form):
    """An answer in the house's words, one field for each of its languages."""

    def __init__(self, hotel: Hotel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(hotel.languages) or [hotel.language]
        for code in self.languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=words.language(code),
                required=False,
                max_length=ANSWER,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.texts:
            raise forms.ValidationError(_("Write the answer in one language at least."), code="empty")
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """By language; only those that were written."""
        found = {code: self.cleaned_data.get(f"text_{code}", "").strip() for code in self.languages}
        return {code: text.replace("\r\n", "\n") for code, text in found.items() if text}


class GapForm(AnswerForm):
    """What the house says to a question that guests have asked."""

    kind = forms.ChoiceField(
        choices=[("answer", _("To this question")), ("topic", _("To everything about this"))],
        initial="answer",
        required=False,
    )

    def __init__(self, hotel: Hotel, gap: Gap, *args: Any, **kwargs: Any) -> None:
        super().__init__(hotel, *args, prefix=f"gap-{gap.pk}", **kwargs)
        self.gap = gap
        kinds: list[tuple[str, Any]] = [("answer", _("Answer this question"))]
        if gap.topic:
            kinds += [
                ("topic", _("Answer everything about: %s") % gap.topic),
                ("yes", _("Yes, there is: a fact of the house")),
                ("no", _("No, there is not: a fact of the house")),
            ]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or "answer")


class CuratedForm(AnswerForm):
    """An answer with the ways of asking for it, and when it holds."""

    wordings = forms.CharField(
        label=_("Ways of asking it"),
        max_length=9_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any language."),
        required=False,
    )
    phases = forms.MultipleChoiceField(
        label=_("When in a guest's stay?"),
        required=False,
        choices=list(words.PHASES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: always."),
    )
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid until"))
    publish = forms.BooleanField(label=_("Guests have it at once"), required=False, initial=True)

    def __init__(self, hotel: Hotel, answer: CuratedAnswer | None, *args: Any, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        if answer is not None:
            initial = {name: getattr(answer, name) for name in ("phases", "valid_from", "valid_to")}
            initial |= {"wordings": "\n".join(answer.questions), "publish": answer.is_published}
            initial |= {f"text_{code}": text for code, text in answer.text.items()}
        super().__init__(hotel, *args, initial=initial, **kwargs)

    @property
    def questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["wordings"].splitlines() if line.strip()]

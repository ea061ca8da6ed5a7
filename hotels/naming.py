"""Models, fields, hints and choices by their names in the language of the page.

Django takes the names from the code, in English. Here they become sentences of the catalogue, after the
models are made: what migrations know of them stays as it is.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


def name_in_words(app: AppConfig) -> None:
    """Make the names of an app's models translatable; those that are already stay as they are."""
    for model in app.get_models():
        meta = model._meta
        meta.verbose_name = _worded(meta.verbose_name)
        with override(None):  # one that is not given is made of the singular, whatever that is by then
            meta.verbose_name_plural = _(str(meta.verbose_name_plural))
        for field in _own_fields(model):
            field.verbose_name = _worded(field.verbose_name)
            field.help_text = _worded(field.help_text)
            if field.choices:
                field.choices = [(value, _worded(label)) for value, label in field.flatchoices]


def names_of(model: type[Model]) -> Iterator[str]:
    """Everything of a model that pages show, as the language of the thread has it."""
    meta = model._meta
    yield from (str(meta.verbose_name), str(meta.verbose_name_plural))
    for field in _own_fields(model):
        yield from (str(field.verbose_name), str(field.help_text))
        yield from (str(label) for _value, label in field.flatchoices or ())


def _own_fields(model: type[Model]) -> Iterator[Any]:
    """Without those that Django brings along, with names of its own catalogue."""
    fields: tuple[Any, ...] = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return (field for field in fields if not isinstance(field._verbose_name, Promise))


def _worded(text: Any) -> Any:
    return _(text) if text and isinstance(text, str) else text

"""What models cost: for the operator, the same for every hotel."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from agents.models import ModelPrice


@admin.register(ModelPrice)
class ModelPriceAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("model", "input_price", "output_price")
    list_editable = ("input_price", "output_price")
    search_fields = ("model",)

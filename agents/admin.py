"""What models cost: for the operator, the same for every hotel."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from agents.models import ModelSetting


@admin.register(ModelSetting)
class ModelSettingAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ("model", "is_active", "input_price", "output_price")
    list_editable = ("input_price", "output_price")
    search_fields = ("model",)

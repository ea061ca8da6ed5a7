from django.apps import AppConfig


class PmsConfig(AppConfig):
    name = "pms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "PMS"

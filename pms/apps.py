from django.apps import AppConfig

from hotels.naming import name_in_words


class PmsConfig(AppConfig):
    name = "pms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "PMS"

    def ready(self) -> None:
        name_in_words(self)

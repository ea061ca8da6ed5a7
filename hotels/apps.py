from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hotels.naming import name_in_words


class HotelsConfig(AppConfig):
    name = "hotels"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Hotels")

    def ready(self) -> None:
        from hotels import pool

        pool.listen()
        name_in_words(self)

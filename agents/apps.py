from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hotels.naming import name_in_words


class AgentsConfig(AppConfig):
    name = "agents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Agents")

    def ready(self) -> None:
        name_in_words(self)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hotels.naming import name_in_words


class ConversationsConfig(AppConfig):
    name = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        name_in_words(self)

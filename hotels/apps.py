from django.apps import AppConfig


class HotelsConfig(AppConfig):
    name = "hotels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hotels import pool

        pool.listen()

"""Every URL, and the one place that wires webhooks to the flow."""

from django.contrib import admin
from django.urls import include, path

from channels_app import webhooks
from config.celery import app as celery_app  # noqa: F401  (tasks are rung through it)
from conversations.tasks import ring_intake

urlpatterns = [
    path("webhooks/whatsapp/", webhooks.whatsapp, {"ring": ring_intake}, name="webhook-whatsapp"),
    path("webhooks/whatsapp/<uuid:uuid>/", webhooks.whatsapp, {"ring": ring_intake}, name="webhook-whatsapp-own"),
    path("inbox/", include("conversations.urls")),
    path("admin/", admin.site.urls),
]

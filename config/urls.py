"""Every URL, and the one place that wires webhooks to the flow."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from channels_app import webhooks
from config import api, health, metrics
from config.celery import app as celery_app  # noqa: F401  (tasks are rung through it)
from conversations.tasks import ring_intake
from pms.exchange import doors

handler404 = "config.api.page_not_found"
handler500 = "config.api.server_error"

urlpatterns = [
    path("webhooks/whatsapp/", webhooks.whatsapp, {"ring": ring_intake}, name="webhook-whatsapp"),
    path(
        "webhooks/whatsapp/<uuid:uuid>/",
        webhooks.whatsapp,
        {"ring": ring_intake},
        name="webhook-whatsapp-own",
    ),
    path(
        "calendar/<str:token>.ics",
        doors.feed,
        {"address_of": webhooks.client_address},
        name="calendar",
    ),
    path("inbox/", include("conversations.urls")),
    path("api/v1/", include(api.router.urls)),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", api.docs, name="api-docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/house/", include("pms.desk.urls")),
    path("admin/studio/", include("conversations.studio.urls")),
    path("admin/", admin.site.urls),
]

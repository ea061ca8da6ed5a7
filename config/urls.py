"""Every URL, and the one place that wires webhooks to the flow."""

from django.contrib import admin
from django.urls import path

from config.celery import app as celery_app  # noqa: F401  (tasks are rung through it)

urlpatterns = [
    path("admin/", admin.site.urls),
]

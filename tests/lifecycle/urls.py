"""The agents' resources alone, as config.api puts them into the API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

import config.api  # noqa: F401  (how keys are told to the schema)
from agents import api

router = DefaultRouter()
router.include_root_view = False
router.include_format_suffixes = False
api.register(router)
urlpatterns = [
    path("api/v1/", include(router.urls)),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
]

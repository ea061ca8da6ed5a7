"""What every REST resource has in common: the tenant wall, pages, filters that say what is wrong."""

import re
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from hotels.models import ApiKey, Hotel

M = TypeVar("M", bound=Model)


class Pages(CursorPagination):
    """By cursor, so that a page never repeats or skips a row while others are being added."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "-id"

    def decode_cursor(self, request: Request) -> Cursor | None:
        try:
            cursor = super().decode_cursor(request)
        except NotFound as error:
            raise ValidationError("The cursor is not one of ours.", code="bad_cursor") from error
        # Every ordering of ours is by a number.
        position = cursor.position if cursor else None
        if position is not None and not re.fullmatch(r"[0-9]{1,18}", str(position)):
            raise ValidationError("The cursor is not one of ours.", code="bad_cursor")
        return cursor


class OfOneHotel(ListModelMixin, RetrieveModelMixin, GenericViewSet[M]):
    """Rows of the key's hotel, to read; another hotel's row is not found.

    `filters` says what the query string may ask for.
    """

    pagination_class = Pages
    lookup_value_regex = "[0-9]{1,18}"
    filters: type[Serializer[Any]] | None = None

    @property
    def hotel(self) -> Hotel:
        key = self.request.auth
        assert isinstance(key, ApiKey)
        return key.hotel

    def get_queryset(self) -> QuerySet[M]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):  # the schema is made without a key
            return rows.none()
        return rows.filter(hotel=self.hotel)

    def asked(self) -> dict[str, Any]:
        """The filters in the query string, checked. Raises ValidationError."""
        if self.filters is None:
            return {}
        query = self.filters(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)

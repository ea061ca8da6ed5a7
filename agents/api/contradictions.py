"""What the house says of itself that does not agree."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agents.api.common import Refused, by
from agents.knowledge import truth
from agents.models import Contradiction
from hotels.api import OfOneHotel
from hotels.models import ApiKey


class ContradictionSerializer(serializers.ModelSerializer[Contradiction]):
    left = serializers.DictField(help_text="source, link (its page in the studio), says, value")
    right = serializers.DictField(help_text="The same")

    class Meta:
        model = Contradiction
        fields = ["id", "topic", "left", "right", "state", "found_at", "seen_at", "settled_at"]


class ContradictionFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Contradiction.State.choices, required=False)


class ContradictionViewSet(OfOneHotel[Contradiction]):
    """Two places that say different things of one matter; the newest first."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = Contradiction.objects.all()
    serializer_class = ContradictionSerializer
    filters = ContradictionFilters

    def get_queryset(self) -> QuerySet[Contradiction]:
        asked = self.asked() if self.action == "list" else {}
        return super().get_queryset().filter(**asked)

    @extend_schema(parameters=[ContradictionFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=None, responses=ContradictionSerializer)
    @action(detail=True, methods=["post"])
    def ignore(self, request: Request, pk: str) -> Response:
        """Both may stand until one of them changes. 409 `not_open`."""
        return self._decided(request, truth.ignore, "not_open", "It is not open.")

    @extend_schema(request=None, responses=ContradictionSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Show one again that was ignored. 409 `not_ignored`."""
        return self._decided(request, truth.reopen, "not_ignored", "It is not ignored.")

    def _decided(
        self, request: Request, verb: Callable[..., Contradiction], code: str, says: str
    ) -> Response:
        try:
            row = verb(self.hotel, self.get_object().pk, by(request))
        except truth.WrongContradiction as error:
            raise Refused(says, code) from error
        return Response(ContradictionSerializer(row).data)

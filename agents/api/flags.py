"""Feature flags of the hotel."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agents.api.common import by, checked
from hotels import flags
from hotels.models import ApiKey, FlagSetting, Hotel


@extend_schema_field(OpenApiTypes.ANY)
class Value(serializers.JSONField):
    """A value of the flag's own type."""


class FlagSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    about = serializers.CharField()
    value = Value(help_text="What holds for this hotel")
    default = Value()
    is_set = serializers.BooleanField(help_text="By the hotel itself; else the tier's value or the default")
    owner = serializers.CharField(help_text="The part of the product that decides on it")
    ends = serializers.DateField(help_text="By then it is decided for all hotels and gone")


class NewValue(serializers.Serializer[Any]):
    value = Value(allow_null=True)


class FlagViewSet(GenericViewSet[FlagSetting]):
    """Flags: what is tried out here and there before all have it."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = FlagSetting.objects.none()
    serializer_class = FlagSerializer
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9_]{1,60}"
    pagination_class = None

    @property
    def hotel(self) -> Hotel:
        key = self.request.auth
        assert isinstance(key, ApiKey)
        return key.hotel

    @extend_schema(responses=FlagSerializer(many=True))
    def list(self, request: Request) -> Response:
        own = set(FlagSetting.objects.filter(hotel=self.hotel).values_list("code", flat=True))
        found = [self._told(flag, own) for flag in flags.ALL.values()]
        return Response(FlagSerializer(found, many=True).data)

    @extend_schema(request=NewValue, responses=FlagSerializer)
    def update(self, request: Request, code: str) -> Response:
        """Set it for this hotel. 400 `wrong_flag`: not a value for it."""
        flag, value = self._flag(code), checked(NewValue, request)["value"]
        try:
            flags.set_flag(self.hotel, code, value, by(request))
        except flags.WrongFlag as wrong:
            raise ValidationError(str(wrong), "wrong_flag") from wrong
        return Response(FlagSerializer(self._told(flag, {code})).data)

    @extend_schema(responses=FlagSerializer)
    def destroy(self, request: Request, code: str) -> Response:
        """Let the tier's value or the default hold again."""
        flag = self._flag(code)
        flags.unset_flag(self.hotel, code, by(request))
        return Response(FlagSerializer(self._told(flag, set())).data)

    def _flag(self, code: str) -> flags.AnyFlag:
        if code not in flags.ALL:
            raise NotFound
        return flags.ALL[code]

    def _told(self, flag: flags.AnyFlag, own: set[str]) -> dict[str, Any]:
        return {
            "code": flag.code,
            "about": flag.about,
            "value": flag.of(self.hotel),
            "default": flag.default,
            "is_set": flag.code in own,
            "owner": flag.owner,
            "ends": flag.ends,
        }

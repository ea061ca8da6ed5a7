"""The tools that agents may be given, and what the hotel says of them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agents import lifecycle, tools
from agents.api.common import by, checked, refusals
from agents.models import ToolSetting
from agents.remote import names_of
from hotels.models import ApiKey, Hotel


class ToolSerializer(serializers.Serializer[Any]):
    tool = serializers.CharField()
    is_enabled = serializers.BooleanField(help_text="Off: no agent of the hotel has it")
    guidance = serializers.CharField(help_text="Added to what agents are told of it")
    is_remote = serializers.BooleanField(help_text="Of an MCP server that the hotel has allowed")


class ToolChange(serializers.Serializer[Any]):
    is_enabled = serializers.BooleanField(default=None, allow_null=True)
    guidance = serializers.CharField(default=None, allow_null=True, allow_blank=True, max_length=300)


class ToolViewSet(GenericViewSet[ToolSetting]):
    """The tools there are, those of the hotel's MCP servers included."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = ToolSetting.objects.none()
    serializer_class = ToolSerializer
    lookup_field = "tool"
    lookup_value_regex = "[A-Za-z0-9_-]{1,64}"
    pagination_class = None

    @property
    def hotel(self) -> Hotel:
        key = self.request.auth
        assert isinstance(key, ApiKey)
        return key.hotel

    @extend_schema(responses=ToolSerializer(many=True))
    def list(self, request: Request) -> Response:
        rows = {row.tool: row for row in ToolSetting.objects.filter(hotel=self.hotel)}
        names = sorted(tools.NAMES | names_of(self.hotel))
        found = [self._told(rows.get(name) or ToolSetting(tool=name)) for name in names]
        return Response(ToolSerializer(found, many=True).data)

    @extend_schema(request=ToolChange, responses=ToolSerializer)
    def partial_update(self, request: Request, tool: str) -> Response:
        """Switch it off or on, or add guidance. 400 `wrong_guidance`; 404."""
        body = checked(ToolChange, request)
        with refusals():
            row = lifecycle.set_tool(self.hotel, tool, by(request), **body)
        return Response(ToolSerializer(self._told(row)).data)

    def _told(self, row: ToolSetting) -> dict[str, Any]:
        return {
            "tool": row.tool,
            "is_enabled": row.is_enabled,
            "guidance": row.guidance,
            "is_remote": row.tool not in tools.NAMES,
        }

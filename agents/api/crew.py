"""Agents and what they start from."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agents import lifecycle
from agents.api.common import Note, by, checked, refusals
from agents.api.versions import VersionSerializer
from agents.models import Agent, AgentTemplate, AgentVersion
from agents.registry import roster_of
from agents.templates import template_of, templates_of
from hotels.api import OfOneHotel
from hotels.models import ApiKey, Hotel

CODE = "[a-z0-9-]{1,40}"


class AgentSerializer(serializers.ModelSerializer[Agent]):
    published = serializers.IntegerField(
        source="published.number", default=None, help_text="Number of the version that answers; null: none"
    )

    class Meta:
        model = Agent
        fields = ["code", "kind", "name", "is_enabled", "published", "created_at"]


class NewAgent(Note):
    code = serializers.CharField(max_length=40, help_text="What the router calls it")
    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(Agent.Kind.choices, default=Agent.Kind.SPECIALIST)
    template = serializers.CharField(
        max_length=40, default="", help_text="Code of a template of one agent to start from"
    )
    config = serializers.DictField(
        default=None,
        allow_null=True,
        help_text="The first draft; null: as the template, or out of the box",
    )


class FromTemplate(Note):
    template = serializers.CharField(max_length=40, help_text="Code of a template, also of a whole house")


class RollBack(Note):
    to = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, help_text="Number; null: the one published before"
    )


class AnsweringSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    version = serializers.IntegerField(allow_null=True, help_text="Number; null: as out of the box")
    rollout = serializers.IntegerField(allow_null=True, help_text="Id of the one that runs")


class AgentViewSet(OfOneHotel[Agent]):
    """The hotel's own agents, the newest first; those out of the box have no row until they are changed."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = Agent.objects.select_related("published")
    serializer_class = AgentSerializer
    lookup_field = "code"
    lookup_value_regex = CODE

    @extend_schema(request=NewAgent, responses={201: VersionSerializer})
    def create(self, request: Request) -> Response:
        """Make an agent with a first draft.

        400 `wrong_code`, `wrong_config`, `wrong_template`; 409 `taken`, `too_many_agents`.
        """
        body = checked(NewAgent, request)
        with refusals():
            version = lifecycle.create(self.hotel, body.pop("code"), body.pop("name"), by(request), **body)
        return Response(VersionSerializer(version).data, status.HTTP_201_CREATED)

    @extend_schema(request=FromTemplate, responses={201: VersionSerializer(many=True)})
    @action(detail=False, methods=["post"], url_path="from-template")
    def from_template(self, request: Request) -> Response:
        """Make drafts of all agents of a template: all or none.

        400 `wrong_template`; 409 `has_draft`, `taken`, `too_many_agents`.
        """
        body = checked(FromTemplate, request)
        with refusals():
            made = lifecycle.create_from_template(
                self.hotel, body["template"], by(request), note=body["note"]
            )
        return Response(VersionSerializer(made, many=True).data, status.HTTP_201_CREATED)

    @extend_schema(responses=AnsweringSerializer(many=True))
    @action(detail=False, pagination_class=None)
    def answering(self, request: Request) -> Response:
        """Who answers guests now, those out of the box included."""
        roster = roster_of(self.hotel)
        used = [one.version for one in roster.specialists.values() if one.version]
        numbers = dict(AgentVersion.objects.filter(hotel=self.hotel, pk__in=used).values_list("pk", "number"))
        found = [
            {
                "code": code,
                "name": one.config.name,
                "purpose": one.config.purpose,
                "version": numbers.get(one.version) if one.version else None,
                "rollout": roster.trials[code].rollout if code in roster.trials else None,
            }
            for code, one in sorted(roster.specialists.items())
        ]
        return Response(AnsweringSerializer(found, many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, code: str) -> Response:
        """Delete an agent that never answered anybody; 409 `has_history` for any other."""
        with refusals():
            lifecycle.delete_agent(self.get_object(), by(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=RollBack, responses=AgentSerializer)
    @action(detail=True, methods=["post"], url_path="roll-back")
    def roll_back(self, request: Request, code: str) -> Response:
        """Let an earlier version answer again. 409 `nothing_before`, `not_valid`."""
        body, agent = checked(RollBack, request), self.get_object()
        target = None
        if body["to"] is not None:
            target = get_object_or_404(agent.versions, number=body["to"])
        with refusals():
            lifecycle.roll_back(agent, by(request), body["note"], to=target)
        return Response(AgentSerializer(self.get_object()).data)

    @extend_schema(request=Note, responses=AgentSerializer)
    @action(detail=True, methods=["post"], url_path="switch-off")
    def switch_off(self, request: Request, code: str) -> Response:
        """Let the router no longer know it, also one out of the box. 409 `last_agent`, `rollout_running`."""
        return self._switch(request, lifecycle.switch_off, code)

    @extend_schema(request=Note, responses=AgentSerializer)
    @action(detail=True, methods=["post"], url_path="switch-on")
    def switch_on(self, request: Request, code: str) -> Response:
        """Let the router know it again. 409 `too_many_agents`."""
        return self._switch(request, lifecycle.switch_on, code)

    def _switch(self, request: Request, verb: Callable[[Hotel, str, str, str], Agent], code: str) -> Response:
        with refusals():
            agent = verb(self.hotel, code, by(request), checked(Note, request)["note"])
        return Response(AgentSerializer(agent).data)


class AgentOfTemplate(serializers.Serializer[Any]):
    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()


class TemplateSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    kind = serializers.CharField(help_text="house or specialist")
    own = serializers.BooleanField(help_text="Kept by the hotel itself")
    agents = AgentOfTemplate(many=True)


class NewTemplate(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=80)
    about = serializers.CharField(max_length=300, default="", allow_blank=True)
    agents = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=1, max_length=20, help_text="Codes"
    )


class TemplateViewSet(GenericViewSet[AgentTemplate]):
    """What agents may start from: out of the box, and what the hotel has kept itself."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = AgentTemplate.objects.none()
    serializer_class = TemplateSerializer
    lookup_field = "code"
    lookup_value_regex = CODE
    pagination_class = None

    @property
    def hotel(self) -> Hotel:
        key = self.request.auth
        assert isinstance(key, ApiKey)
        return key.hotel

    @extend_schema(responses=TemplateSerializer(many=True))
    def list(self, request: Request) -> Response:
        return Response(TemplateSerializer(templates_of(self.hotel), many=True).data)

    @extend_schema(request=NewTemplate, responses={201: TemplateSerializer})
    def create(self, request: Request) -> Response:
        """Keep agents as they are published to start from again. 400 `wrong_code`; 409 `taken`; 404."""
        body = checked(NewTemplate, request)
        codes = dict.fromkeys(body["agents"])
        agents = [get_object_or_404(self.hotel.agents, code=code) for code in codes]
        with refusals():
            template = lifecycle.save_as_template(
                self.hotel, body["code"], body["name"], agents, by(request), about=body["about"]
            )
        found = template_of(self.hotel, template.code)
        return Response(TemplateSerializer(found).data, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, code: str) -> Response:
        """Forget one of the hotel's own templates; agents made from it stay."""
        lifecycle.delete_template(get_object_or_404(self.hotel.agent_templates, code=code), by(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

"""The versions of one agent: a draft is edited, validated and published."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agents import lifecycle, tasks, validation, wording
from agents.api.common import Note, by, checked, refusals
from agents.api.jobs import JobSerializer
from agents.config import digest_of
from agents.models import Agent, AgentVersion
from hotels.api import OfOneHotel
from hotels.models import ApiKey

AGENT = OpenApiParameter("agent", str, OpenApiParameter.PATH, description="Code of the agent")
NUMBER = OpenApiParameter("number", int, OpenApiParameter.PATH)


class FindingSerializer(serializers.Serializer[Any]):
    check = serializers.CharField(help_text="schema, tools, prompt, gym, ...")
    ok = serializers.BooleanField()
    says = serializers.CharField(help_text="A sentence for people")


class VersionSerializer(serializers.ModelSerializer[AgentVersion]):
    agent = serializers.CharField(source="agent.code")
    config = serializers.DictField()
    findings = FindingSerializer(many=True, help_text="Of the last validation")
    is_validated = serializers.SerializerMethodField(help_text="As it is now; a change undoes it")

    class Meta:
        model = AgentVersion
        fields = [
            "agent",
            "number",
            "state",
            "config",
            "note",
            "origin",
            "made_by_name",
            "made_at",
            "changed_at",
            "is_validated",
            "findings",
            "published_at",
            "withdrawn_at",
        ]

    def get_is_validated(self, row: AgentVersion) -> bool:
        return row.validated_hash == digest_of(row.config)


class NewDraft(Note):
    like = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, help_text="Number; null: what answers now"
    )


class Edit(serializers.Serializer[Any]):
    config = serializers.DictField(help_text="The whole configuration")
    note = serializers.CharField(max_length=300, default=None, allow_null=True, allow_blank=True)
    changed_at = serializers.DateTimeField(
        default=None,
        allow_null=True,
        help_text="Of the draft it was made from; a later change is not overwritten",
    )


class DifferencesFilter(serializers.Serializer[Any]):
    since = serializers.IntegerField(min_value=1, help_text="Number of the other version")


class DifferencesSerializer(serializers.Serializer[Any]):
    differences = serializers.ListField(child=serializers.CharField(), help_text="Sentences for people")


@extend_schema(parameters=[AGENT])
class VersionViewSet(OfOneHotel[AgentVersion]):
    """Versions of an agent, the newest first; one is found by its number."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = AgentVersion.objects.select_related("agent")
    serializer_class = VersionSerializer
    lookup_field = "number"
    lookup_value_regex = "[0-9]{1,9}"

    def get_queryset(self) -> QuerySet[AgentVersion]:
        return super().get_queryset().filter(agent__code=self.kwargs.get("agent", ""))

    def get_agent(self) -> Agent:
        return get_object_or_404(self.hotel.agents, code=self.kwargs["agent"])

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.get_agent()  # of another hotel: not an empty list, but not there
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewDraft, responses={201: VersionSerializer})
    def create(self, request: Request, agent: str) -> Response:
        """Begin a draft. 409 `has_draft`: an agent has one at most."""
        body, row = checked(NewDraft, request), self.get_agent()
        source = get_object_or_404(self.get_queryset(), number=body["like"]) if body["like"] else None
        with refusals():
            version = lifecycle.new_draft(row, by(request), source=source, note=body["note"])
        return Response(VersionSerializer(version).data, status.HTTP_201_CREATED)

    @extend_schema(parameters=[NUMBER], request=Edit, responses=VersionSerializer)
    def partial_update(self, request: Request, agent: str, number: str) -> Response:
        """Put a configuration into a draft; it may be incomplete.

        400 `wrong_config`; 409 `no_draft`, `changed_meanwhile`.
        """
        body = checked(Edit, request)
        with refusals():
            version = lifecycle.edit_draft(
                self.get_object(),
                body["config"],
                by(request),
                note=body["note"],
                expected=body["changed_at"],
            )
        return Response(VersionSerializer(version).data)

    @extend_schema(parameters=[NUMBER], responses={204: None})
    def destroy(self, request: Request, agent: str, number: str) -> Response:
        """Throw a draft away; 409 `no_draft` for anything else."""
        with refusals():
            lifecycle.delete_draft(self.get_object(), by(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[NUMBER], request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def validate(self, request: Request, agent: str, number: str) -> Response:
        """Start validating it; ask for the job, or listen to `task_completed`. 409 `no_draft`."""
        with refusals():
            job = validation.start(self.get_object(), by(request))
        tasks.ring(job)
        return Response(JobSerializer(job).data, status.HTTP_202_ACCEPTED)

    @extend_schema(parameters=[NUMBER], request=Note, responses=VersionSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, agent: str, number: str) -> Response:
        """Let it answer. 409 `not_validated`, `not_valid`, `no_draft`, `rollout_running`."""
        body = checked(Note, request)
        with refusals():
            version = lifecycle.publish(self.get_object(), by(request), body["note"])
        return Response(VersionSerializer(version).data)

    @extend_schema(parameters=[NUMBER, DifferencesFilter], responses=DifferencesSerializer)
    @action(detail=True)
    def differences(self, request: Request, agent: str, number: str) -> Response:
        """What is different in it since another version, in words."""
        query = DifferencesFilter(data=request.query_params)
        query.is_valid(raise_exception=True)
        version = self.get_object()
        since = get_object_or_404(self.get_queryset(), number=query.validated_data["since"])
        found = wording.differences(version.agent.kind, since.config, version.config)
        return Response({"differences": found})

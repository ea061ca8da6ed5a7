"""Long work: how far it is, and stopping it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agents import jobs, repeats, tasks
from agents.api.common import Refused, by, refusals
from agents.models import Job
from hotels import audit
from hotels.api import OfOneHotel
from hotels.models import ApiKey


class JobSerializer(serializers.ModelSerializer[Job]):
    percent = serializers.IntegerField()
    result = serializers.DictField(help_text="As its kind has it; empty until it is done")

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "target",
            "title",
            "state",
            "done",
            "total",
            "percent",
            "says",
            "code",
            "result",
            "started_by_name",
            "created_at",
            "started_at",
            "finished_at",
        ]


class JobFilters(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Job.Kind.choices, required=False)
    state = serializers.ChoiceField(Job.State.choices, required=False)


class JobViewSet(OfOneHotel[Job]):
    """Validations, runs of the gym, documents being read; the newest first."""

    changes_need = ApiKey.Scope.CONFIGURE
    queryset = Job.objects.all()
    serializer_class = JobSerializer
    filters = JobFilters

    def get_queryset(self) -> QuerySet[Job]:
        asked = self.asked() if self.action == "list" else {}
        return super().get_queryset().filter(**asked)

    @extend_schema(parameters=[JobFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Stop it. 409 `already_over`."""
        job = self.get_object()
        if not jobs.cancel(job):
            raise Refused(_("This job is over already."), "already_over")
        audit.record(self.hotel, by(request), "job.cancelled", job)
        return Response(JobSerializer(job).data)

    @extend_schema(request=None, responses={201: JobSerializer})
    @action(detail=True, methods=["post"])
    def again(self, request: Request, pk: str) -> Response:
        """Start a run of the gym, a validation or a look for contradictions that failed once more.

        Back comes the new job, or the one under way. 409 `not_repeatable`, `no_draft`; 404 its version.
        """
        job = self.get_object()
        with refusals():
            started = repeats.again(job, by(request))
        tasks.ring(started)
        audit.record(self.hotel, by(request), "job.repeated", started, {"instead_of": job.pk})
        return Response(JobSerializer(started).data, status.HTTP_201_CREATED)

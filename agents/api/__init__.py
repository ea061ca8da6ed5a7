"""A hotel's agents over the REST API, for integrators and a hotel's own tools.

Whatever is changed here decides what guests are told from now on: it needs the scope `configure`.
"""

from rest_framework.routers import DefaultRouter

from agents.api.contradictions import ContradictionViewSet
from agents.api.crew import AgentViewSet, TemplateViewSet
from agents.api.flags import FlagViewSet
from agents.api.jobs import JobViewSet
from agents.api.tools import ToolViewSet
from agents.api.versions import VersionViewSet


def register(router: DefaultRouter) -> None:
    """Put these resources into the API."""
    router.register("agents", AgentViewSet, basename="agent")
    router.register(r"agents/(?P<agent>[a-z0-9-]{1,40})/versions", VersionViewSet, basename="agent-version")
    router.register("agent-templates", TemplateViewSet, basename="agent-template")
    router.register("agent-tools", ToolViewSet, basename="agent-tool")
    router.register("jobs", JobViewSet, basename="job")
    router.register("contradictions", ContradictionViewSet, basename="contradiction")
    router.register("flags", FlagViewSet, basename="flag")

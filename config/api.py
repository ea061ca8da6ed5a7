"""The REST API as a whole: its resources, its errors, its documentation."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import exception_handler as rest_exception_handler

from agents import api as agents_api
from channels_app.api import WebhookEventViewSet
from conversations.api import ConversationViewSet
from pms.api import OfferViewSet, ReservationViewSet
from pms.api_services import AppointmentViewSet, RequestViewSet

router = DefaultRouter()
router.include_root_view = False
router.include_format_suffixes = False
router.register("appointments", AppointmentViewSet, basename="appointment")
router.register("conversations", ConversationViewSet, basename="conversation")
router.register("offers", OfferViewSet, basename="offer")
router.register("requests", RequestViewSet, basename="request")
router.register("reservations", ReservationViewSet, basename="reservation")
router.register("webhook-events", WebhookEventViewSet, basename="webhook-event")
agents_api.register(router)


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "hotels.auth.ApiKeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Authorization: Api-Key KEY",
        }


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as {"code", "message"}: a code to program by, a sentence to read."""
    if isinstance(error, RecursionError):  # lists in lists without an end, where JSON is read
        error = ParseError("This JSON is nested too deeply.")
    response = rest_exception_handler(error, context)
    if response is None:
        return None
    code, message = "not_found", "There is no such thing here."
    if isinstance(error, ValidationError):
        code, message = _first_problem(error.get_full_details())
    elif isinstance(error, APIException):
        detail: Any = error.get_full_details()
        code, message = detail["code"], detail["message"]
    elif response.status_code == 403:
        code, message = "forbidden", "This is not allowed."
    response.data = {"code": code, "message": message}
    return response


def _first_problem(details: Any, path: str = "") -> tuple[str, str]:
    """The first of a validation's complaints, with the field it is about."""
    if isinstance(details, list):
        return _first_problem(next((item for item in details if item), {}), path)
    if isinstance(details, dict) and "message" not in details:
        name, inner = next(iter(details.items()), ("", {"code": "invalid", "message": "This is not valid."}))
        return _first_problem(inner, "" if name == "non_field_errors" else f"{path}{name}: ")
    return details["code"], f"{path}{details['message']}"


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: as JSON where programs ask, a bare line where a page asks for a part of itself."""
    if request.path.startswith("/api/"):
        return JsonResponse({"code": "not_found", "message": "There is no such thing here."}, status=404)
    if request.headers.get("HX-Request"):
        return HttpResponse(_("Nothing here"), status=404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: as JSON where programs ask; the cause is in the log alone."""
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"code": "server_error", "message": "Something failed here; try again."}, status=500
        )
    return defaults.server_error(request)


def docs(request: HttpRequest) -> HttpResponse:
    """The schema as a page, without scripts from elsewhere."""
    return render(request, "api/docs.html", _for_reading())


@cache
def _for_reading() -> dict[str, Any]:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    schemas = schema.get("components", {}).get("schemas", {})
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "description": operation.get("description", ""),
            "parameters": [_parameter(parameter) for parameter in operation.get("parameters", [])],
            "body": _shape(_content(operation.get("requestBody", {})), schemas),
            "answers": [
                (status, _shape(_content(answer), schemas))
                for status, answer in operation["responses"].items()
            ],
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return {"info": schema["info"], "operations": operations}


def _parameter(parameter: dict[str, Any]) -> dict[str, str]:
    schema = parameter.get("schema", {})
    kind = ", ".join(map(str, schema.get("enum", []))) or schema.get("format") or schema.get("type", "")
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "type": kind,
        "help": parameter.get("description", ""),
    }


def _content(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _shape(schema: dict[str, Any], schemas: dict[str, Any], prefix: str = "") -> list[dict[str, str]]:
    """Field by field: name, type and help; those of nested objects after a dot, of lists after []."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
    if len(schema.get("allOf", [])) == 1:
        return _shape(schema["allOf"][0], schemas, prefix)
    if schema.get("type") == "array":
        return _shape(schema["items"], schemas, f"{prefix}[]")
    rows = []
    for name, field in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else name
        inner = _shape(field, schemas, path)
        kind = field.get("format") or field.get("type") or ""
        help_text = field.get("description", "").split("\n")[0]
        rows += inner or [{"name": path, "type": str(kind), "help": help_text}]
    return rows

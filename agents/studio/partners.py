"""What agents of the hotel may be given at all: our tools, and those of partners (MCP servers)."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents import lifecycle, remote
from agents.models import RemoteServer, ToolSetting
from agents.partner import PartnerError
from agents.studio import words
from agents.studio.frame import act, plain, row, show, url
from hotels import audit, outbound
from hotels.remembered import changed
from pms.desk.access import Visit, managers_only, staff_page

SERVERS = 20  # of one hotel


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A partner's server. Its token is written, never shown."""

    token = forms.CharField(
        label=gettext_lazy("Token"),
        required=False,
        max_length=4_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Never shown again. Empty: as it is. Another address needs it anew."),
    )
    url = forms.URLField(label=gettext_lazy("Address"), max_length=500, assume_scheme="https")

    class Meta:
        model = RemoteServer
        fields = ("name", "code", "url", "timeout_seconds", "is_enabled")
        labels = {
            "name": gettext_lazy("Name"),
            "code": gettext_lazy("Code"),
            "timeout_seconds": gettext_lazy("Seconds to wait"),
            "is_enabled": gettext_lazy("In use"),
        }
        help_texts = {"code": gettext_lazy("Small letters and digits; its tools are named after it.")}

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        taken = RemoteServer.objects.filter(hotel_id=self.instance.hotel_id, code=code)
        if taken.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a partner with this code already."), code="taken")
        return code

    def clean_url(self) -> str:
        try:
            return str(outbound.checked(self.cleaned_data["url"]))
        except outbound.Refused as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused

    def clean_timeout_seconds(self) -> int:
        return min(max(int(self.cleaned_data["timeout_seconds"]), 1), 20)


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    settings = {each.tool: each for each in ToolSetting.objects.filter(hotel=visit.hotel)}
    groups = [
        (title, [(each, settings.get(each.name) or ToolSetting(tool=each.name)) for each in group])
        for title, group in words.tool_groups(visit.hotel)
    ]
    servers = RemoteServer.objects.filter(hotel=visit.hotel).defer("credentials")
    return show(request, visit, "tools.html", _("Tools and partners"), groups=groups, servers=servers)


@require_POST
@managers_only
def put_tool(request: HttpRequest, visit: Visit, tool: str) -> HttpResponse:
    """Switch a tool on or off for all agents, or add a word to what they are told of it."""
    change: dict[str, Any] = {}
    if "guidance" in request.POST:
        change["guidance"] = plain(request.POST["guidance"], 300)
    if "value" in request.POST:
        change["is_enabled"] = request.POST["value"] == "on"
    verb = partial(lifecycle.set_tool, visit.hotel, tool, visit.user, **change)
    return act(request, url(visit, "tools"), _("Saved."), verb, lifecycle.LifecycleError)


@managers_only
def server(request: HttpRequest, visit: Visit, pk: int = 0) -> HttpResponse:
    """A partner's address and what of it may be used; 0 is a new one."""
    found = _found(visit, pk) if pk else RemoteServer(hotel=visit.hotel)
    before = found.url
    form = PartnerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        if not pk and RemoteServer.objects.filter(hotel=visit.hotel).count() >= SERVERS:
            form.add_error(None, _("There are too many partners already."))
        else:
            _keep(visit, form, moved=before != form.cleaned_data["url"])
            messages.success(request, _("Saved."))
            return redirect(url(visit, "partner", form.instance.pk))
    return show(
        request,
        visit,
        "partner.html",
        found.name if pk else _("New partner"),
        status=422 if form.errors else 200,
        form=form,
        server=found if pk else None,
        offered=_offered(found) if pk else [],
        seen=_seen(found),
    )


@require_POST
@managers_only
def look(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Ask the partner what it has."""
    found = _found(visit, pk)
    back = url(visit, "partner", found.pk)
    try:
        seen = remote.look_again(found)
        audit.record(visit.hotel, visit.user, "partner.looked_at", found, {"tools": len(seen)})
    except PartnerError as error:
        messages.error(request, _("The partner does not answer as it should (%s).") % error.code)
    else:
        messages.success(request, _("It offers %d tools. Choose what may be used.") % len(seen))
    return redirect(back)


@require_POST
@managers_only
def allow(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Only what is ticked may be used, and only the arguments that are ticked leave the house."""
    found = _found(visit, pk)
    back = url(visit, "partner", found.pk)
    if request.POST.get("seen", "") != _seen(found):
        messages.error(request, _("What it offers was read anew meanwhile: look at it again."))
        return redirect(back)
    chosen = set(request.POST.getlist("tools"))
    allowed = {}
    for number, each in enumerate(_offered(found)):
        if each["name"] in chosen:
            given = set(request.POST.getlist(f"sends-{number}"))
            sends = [name for name in each["arguments"] if name in given]
            harmless = each["name"] in request.POST.getlist("rehearsals")
            allowed[each["name"]] = {
                "name": each["name"][:40], "sends": sends, remote.IN_REHEARSALS: harmless
            }  # fmt: skip
    with transaction.atomic():
        RemoteServer.objects.filter(pk=found.pk, found_at=found.found_at).update(tools=allowed)
        audit.record(visit.hotel, visit.user, "partner.allowed", found, {"tools": sorted(allowed)})
        changed(visit.hotel.pk)
    messages.success(request, _("Saved."))
    return redirect(url(visit, "partner", found.pk))


def _keep(visit: Visit, form: PartnerForm, *, moved: bool) -> None:
    """Another address is another partner: what was allowed and the token do not go there."""
    row = form.instance
    written = set(form.Meta.fields)  # not what somebody else allows at the same time
    if moved:
        row.tools, row.found, row.found_at, row.credentials = {}, [], None, {}
        written |= {"tools", "found", "found_at", "credentials"}
    if token := form.cleaned_data["token"]:
        row.credentials = {"token": token}
        written.add("credentials")
    with transaction.atomic():
        row.save(update_fields=written if row.pk else None)
        fields = sorted(form.changed_data)
        audit.record(visit.hotel, visit.user, "partner.saved", row, {"code": row.code, "fields": fields})
        changed(visit.hotel.pk)


def _seen(found: RemoteServer) -> str:
    """Which of its lists a page shows."""
    return found.found_at.isoformat() if found.found_at else ""


def _offered(found: RemoteServer) -> list[dict[str, Any]]:
    """The server's tools as it describes them: its words, and which of their arguments may be sent."""
    offered = []
    for each in found.found:
        name = str(each.get("name") or "")
        properties = (each.get("input_schema") or {}).get("properties") or {}
        allowed = found.tools.get(name)
        offered.append(
            {
                "name": name,
                "about": str(each.get("description") or "")[:300],
                "arguments": list(properties) if isinstance(properties, dict) else [],
                "is_allowed": allowed is not None,
                "sends": (allowed or {}).get("sends") or [],
                "in_rehearsals": bool((allowed or {}).get(remote.IN_REHEARSALS)),
                "ours": remote.name_of(found.code, name),
            }
        )
    return offered


def _found(visit: Visit, pk: int) -> RemoteServer:
    found: RemoteServer = row(RemoteServer.objects.filter(hotel=visit.hotel), pk)
    return found

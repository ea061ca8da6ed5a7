"""The pages of files: take a table away, upload one, see what it would do, take it in; calendars."""

from collections.abc import Iterator
from typing import Any

import structlog
from django import forms
from django.contrib import messages
from django.db.models.functions import Left
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotels import audit
from pms.desk import words as desk_words
from pms.desk.access import Visit, managers_only
from pms.desk.frame import language, show
from pms.errors import PMSRefused
from pms.exchange import calendars, export, ical, importing, words
from pms.exchange.errors import BadFile
from pms.exchange.reading import MAX_BYTES, head
from pms.models import FileImport, PMSLink
from pms.systems import link_of
from pms.tasks import ring_import

log = structlog.get_logger(__name__)

SHOWN = 200  # bad lines on the page; the file has them all
RECENT = 20


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What is in it"), choices=list(words.KIND.items()))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, 10 MB and 50,000 lines at most"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        allow_empty_file=True,
    )


@require_http_methods(["GET", "POST"])
@managers_only
def files(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What can be taken away, the files of late, and the calendars; by POST a file comes in."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > MAX_BYTES:
                raise BadFile("too_large", str(MAX_BYTES // 1024 // 1024))
            name, kind = get_valid_filename(upload.name)[-200:], form.cleaned_data["kind"]
            row = importing.begin(visit.hotel, kind, name, upload.read(), visit.user)
        except BadFile as error:
            form.add_error("file", words.of_file(error))
        except PMSRefused as error:
            form.add_error(None, desk_words.refusal(error))
        else:
            ring_import(row.pk)
            return redirect(visit.url("file", row.pk))
    return _files(request, visit, form, status=422 if request.method == "POST" else 200)


def _files(
    request: HttpRequest, visit: Visit, form: UploadForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    recent = FileImport.objects.filter(hotel=visit.hotel).defer("text", "bad").order_by("-pk")[:RECENT]
    return show(
        request,
        visit,
        "exchange.html",
        _("Files and calendars"),
        status=status,
        form=form,
        kinds=[(kind, words.KIND[kind]) for kind in _kinds(visit)],
        recent=[(row, words.KIND[row.kind], words.STATE[words.state_of(row)]) for row in recent],
        calendars=calendars.of_hotel(visit.hotel, language(request)),
        layouts=[(words.KIND[kind], layout) for kind, (layout, _taker) in importing.KINDS.items()],
        **extra,
    )


def _kinds(visit: Visit) -> list[str]:
    """What there is to take away: rooms and prices of an outside PMS are not ours to tell."""
    builtin = link_of(visit.hotel).kind == PMSLink.Kind.BUILTIN
    return list(export.TABLES) if builtin else [FileImport.Kind.RESERVATIONS]


@require_GET
@managers_only
def table(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """A table as CSV."""
    delimiter = export.DELIMITERS.get(request.GET.get("cells", "semicolon"))
    if kind not in _kinds(visit) or delimiter is None:
        raise Http404
    audit.record(visit.hotel, visit.user, "table.exported", details={"kind": kind})
    return _csv(export.table(visit.hotel, kind, delimiter), f"{visit.hotel.slug}-{kind}.csv")


@require_GET
@managers_only
def file(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """How far a file is and what is wrong with it; the page comes again by itself while there is work."""
    row = _row(visit, pk)
    state = words.state_of(row)
    bad = list(words.told(row.bad))
    return show(
        request,
        visit,
        "exchange_file.html",
        _("File"),
        row=row,
        kind=words.KIND[row.kind],
        state=state,
        state_name=words.STATE[state],
        working=state in ("looking", "running"),
        percent=100 * row.done // row.lines if row.lines else 0,
        same=row.done - row.created - row.changed - len([1 for line, _field, _told in bad if line]),
        bad=bad[:SHOWN],
        bad_count=len(bad),
        unread=_unread(row) if state == "looked" else (),
    )


@require_POST
@managers_only
def take_in(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Take in what was looked through."""
    row = _row(visit, pk)
    if importing.start(visit.hotel, row.pk, visit.user):
        ring_import(row.pk)
    else:
        messages.error(request, _("It is being taken in already, or was given up."))
    return redirect(visit.url("file", row.pk))


@require_GET
@managers_only
def bad_lines(request: HttpRequest, visit: Visit, pk: int) -> HttpResponseBase:
    """The lines that are wrong, as CSV."""
    row = _row(visit, pk)
    told = (list(line) for line in words.told(row.bad))
    lines = export.lines((_("line"), _("column"), _("what is wrong")), told)
    return _csv(_with_mark(lines), f"{visit.hotel.slug}-{row.pk}-lines.csv")


@require_POST
@managers_only
def open_calendar(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Make a calendar's address, which is shown on this one page and never again."""
    room_type = calendars.room_type(visit.hotel, code)
    if room_type is None:
        raise Http404
    token = ical.open_feed(visit.hotel, room_type, visit.user)
    address = request.build_absolute_uri(calendars.path_of(token))
    return _files(request, visit, UploadForm(), address=address, opened=code)


@require_POST
@managers_only
def close_calendar(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    room_type = visit.hotel.room_types.filter(code=code).first()
    if room_type is None or not ical.close_feed(visit.hotel, room_type, visit.user):
        raise Http404
    messages.success(request, _("The address is good no more."))
    return redirect(visit.url("files"))


def _row(visit: Visit, pk: int) -> FileImport:
    rows = FileImport.objects.filter(hotel=visit.hotel, pk=pk).defer("text")
    row = rows.annotate(head=Left("text", 4_000)).first()
    if row is None:
        raise Http404
    return row


def _unread(row: Any) -> list[str]:
    """Columns of the file that nobody reads."""
    layout = importing.KINDS[row.kind][0]
    return [name for name in head(row.head, layout)[1] if name not in layout.columns]


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def _csv(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

"""What the house has given to read: taken in, published, rolled back, and what would be found in it."""

import re
from functools import partial

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import tasks
from agents.knowledge import intake, search, shelf
from agents.models import Document, DocumentVersion, Job
from agents.studio.frame import act, part, plain, row, show, url
from agents.studio.knowledge_forms import DocumentForm, TakeInForm
from pms.desk.access import Visit, managers_only, staff_page

SHOWN = 200
Refused = shelf.NotPossible


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _listing(request, visit, TakeInForm(visit.hotel) if visit.may_price else None)


@require_POST
@managers_only
def take_in(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep it and have it read; the page shows how far that is."""
    form = TakeInForm(visit.hotel, request.POST, request.FILES)
    if not form.is_valid():
        return _listing(request, visit, form, status=422)
    try:
        job = _taken_in(visit, form)
    except Refused as error:
        form.add_error(None, str(error))
        return _listing(request, visit, form, status=422)
    tasks.ring(job)
    return act(request, url(visit, "documents"), _("It is being read."), lambda: None)


@require_GET
@staff_page
def document(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Its versions and its scope, and the published text as it was cut."""
    found = _found(visit, pk)
    return _document(request, visit, found, _form(visit, found) if visit.may_price else None)


@require_POST
@managers_only
def describe(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    found = _found(visit, pk)
    form = DocumentForm(visit.hotel, request.POST)
    if not form.is_valid():
        return _document(request, visit, found, form, status=422)
    verb = partial(shelf.describe, visit.hotel, found.pk, visit.user, form.cleaned_data["title"], form.scope)
    return act(request, url(visit, "document", found.pk), _("Saved."), verb, Refused)


@require_POST
@managers_only
def settle(request: HttpRequest, visit: Visit, pk: int, verb: str) -> HttpResponse:
    """Publish a version, go back to the one before, or tell nobody of it any more."""
    found = _found(visit, pk)
    back = url(visit, "document", found.pk)
    if verb == "publish":
        version = row(DocumentVersion.objects.filter(document=found), request.POST.get("version", ""))
        call = partial(shelf.publish, visit.hotel, version.pk, visit.user)
        return act(request, back, _("Published: guests are told this from now on."), call, Refused)
    if verb == "roll-back":
        call = partial(shelf.roll_back, visit.hotel, found.pk, visit.user)
        return act(request, back, _("Rolled back."), call, Refused)
    retired = partial(shelf.retire, visit.hotel, found.pk, visit.user)
    return act(request, back, _("Nobody is told of it any more."), retired, Refused)


@require_GET
@staff_page
def look_up(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What would be found for a question, best first, with its score."""
    question = plain(request.GET.get("q", ""), 300)
    language = request.GET.get("language", "")
    language = language if language in visit.hotel.languages else visit.hotel.language
    audience = "staff" if request.GET.get("staff") else "guest"
    asker = search.Asker(audience)
    passages = search.search(visit.hotel, question, language, asker) if question else []
    shown = [(each, search.excerpt(each.text, question, language)) for each in passages]
    best = max((each.score for each in passages), default=0) or 1
    return part(request, visit, "_found.html", question=question, passages=shown, best=best)


def _taken_in(visit: Visit, form: TakeInForm) -> Job:
    wanted = form.cleaned_data
    title, publish = wanted["title"], wanted["publish"]
    hotel, by, scope = visit.hotel, visit.user, form.scope
    if wanted["address"]:
        return shelf.take_in_site(hotel, wanted["address"], by, title=title, scope=scope, publish=publish)
    if wanted["text"]:
        name = re.sub(r"[^\w-]+", "-", title.lower()).strip("-")[:80] or "text"
        raw = wanted["text"].encode()
        return shelf.take_in(hotel, f"{name}.md", raw, by, title=title, scope=scope, publish=publish)
    file = wanted["file"]
    return shelf.take_in(hotel, file.name, file.read(), by, title=title, scope=scope, publish=publish)


def _listing(request: HttpRequest, visit: Visit, form: TakeInForm | None, status: int = 200) -> HttpResponse:
    documents = Document.objects.filter(hotel=visit.hotel).select_related("published")
    read = Exists(DocumentVersion.objects.filter(document=OuterRef("pk")).exclude(digest=""))
    reading = Job.objects.filter(hotel=visit.hotel, kind__in=Job.READING, finished_at=None)
    return show(
        request,
        visit,
        "documents.html",
        _("Knowledge"),
        status=status,
        documents=documents.exclude(kind=Document.Kind.PASSAGE).filter(read)[:SHOWN],
        passages=documents.filter(kind=Document.Kind.PASSAGE).count(),
        reading=reading[:5],
        failed=intake.failed(visit.hotel)[:3],
        form=form,
        tab="documents",
    )


def _document(
    request: HttpRequest, visit: Visit, found: Document, form: DocumentForm | None, status: int = 200
) -> HttpResponse:
    version = found.published or found.versions.exclude(digest="").first()
    return show(
        request,
        visit,
        "document.html",
        found.title,
        status=status,
        document=found,
        versions=found.versions.exclude(digest="").defer("raw", "text")[:SHOWN],
        version=version,
        chunks=version.chunks.defer("search", "embedding")[:100] if version else [],
        form=form,
        tab="documents",
    )


def _form(visit: Visit, found: Document) -> DocumentForm:
    names = ("title", "audience", "valid_from", "valid_to", "phases", "room_types")
    return DocumentForm(visit.hotel, initial={name: getattr(found, name) for name in names})


def _found(visit: Visit, pk: int) -> Document:
    documents = Document.objects.filter(hotel=visit.hotel).exclude(kind=Document.Kind.PASSAGE)
    found: Document = row(documents.select_related("published"), pk)
    return found

"""The pages of files: who may open them, what they show, that no hotel sees another's."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hotels.models import AuditEntry
from pms.exchange import importing
from pms.models import CalendarFeed, FileImport, PMSLink
from tests.exchange.conftest import csv_of, looked
from tests.factories import make_hotel, make_house, make_reservation, make_user

pytestmark = pytest.mark.django_db

ROOMS = csv_of("number;room_type", "301;DBL", "302;XXL")


@pytest.fixture
def page(hotel, manager):
    """Asks for pages as a manager of the hotel."""
    return Page(hotel, manager)


class Page:
    def __init__(self, hotel, user):
        self.client, self.hotel = Client(), hotel
        self.client.force_login(user)

    def get(self, path="", **query):
        return self.client.get(f"/admin/house/files/{path}", {"hotel": self.hotel.slug} | query)

    def post(self, path="", **data):
        return self.client.post(f"/admin/house/files/{path}?hotel={self.hotel.slug}", data)

    def upload(self, raw, kind="rooms", name="rooms.csv"):
        return self.post(kind=kind, file=SimpleUploadedFile(name, raw))


def body(answer) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()
    return answer.content.decode()


def test_a_file_is_uploaded_looked_through_and_taken_in(hotel, page):
    answer = page.upload(ROOMS)
    row = FileImport.objects.get(hotel=hotel)
    assert answer.status_code == 302
    assert "http-equiv" in body(page.get(f"{row.pk}/"))

    importing.work(row.pk)
    text = body(page.get(f"{row.pk}/"))
    assert "http-equiv" not in text
    assert "There is no room type XXL." in text
    assert not hotel.rooms.filter(number="301").exists()

    page.post(f"{row.pk}/take-in/")
    assert "<progress" in body(page.get(f"{row.pk}/"))
    importing.work(row.pk)
    assert hotel.rooms.filter(number="301").exists()
    lines = body(page.get(f"{row.pk}/lines/"))
    assert lines.splitlines()[1] == "3;room_type;There is no room type XXL."
    actions = set(AuditEntry.objects.filter(hotel=hotel).values_list("action", flat=True))
    assert {"import.uploaded", "import.started", "import.done"} <= actions


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04...", "This is an Excel workbook."),
        (b"a\x00b", "This is not a text file."),
        (b"number\n1", "There is no column room_type."),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_is_kept(hotel, page, raw, sentence):
    answer = page.upload(raw)

    assert answer.status_code == 422
    assert sentence in body(answer)
    assert not FileImport.objects.exists()


def test_columns_nobody_reads_are_named(hotel, page):
    row = looked(hotel, "rooms", "number;room_type;colour", "301;DBL;red")

    assert "Columns that nobody reads: colour" in body(page.get(f"{row.pk}/"))


@pytest.mark.parametrize("role", ["receptionist", "viewer"])
def test_only_managers_open_the_pages(hotel, role):
    row = looked(hotel, "rooms", "number;room_type", "301;DBL")
    page = Page(hotel, make_user(hotel, role))

    for path in ("", "table/reservations/", f"{row.pk}/", f"{row.pk}/lines/"):
        assert page.get(path).status_code == 403
    for path in (f"{row.pk}/take-in/", "calendar/DBL/open/", "calendar/DBL/close/"):
        assert page.post(path).status_code == 403
    assert page.upload(ROOMS).status_code == 403
    assert FileImport.objects.get().state == "waiting"


def test_nobody_gets_in_without_signing_in(hotel):
    answer = Client().get("/admin/house/files/", {"hotel": hotel.slug})

    assert answer.status_code == 302
    assert "/inbox/login/" in answer["Location"]


def test_files_tables_and_calendars_of_another_hotel_are_not_found(hotel, page):
    other = make_house(make_hotel(name="Zanzibar"))
    row = looked(other, "rooms", "number;room_type", "301;DBL")
    other.room_types.filter(code="DBL").update(code="ZZZ")

    for path in (f"{row.pk}/", f"{row.pk}/lines/"):
        assert page.get(path).status_code == 404
    assert page.post(f"{row.pk}/take-in/").status_code == 404
    assert page.post("calendar/ZZZ/open/").status_code == 404
    assert page.post("calendar/ZZZ/close/").status_code == 404
    assert Page(other, make_user(hotel, "manager")).get().status_code == 404
    assert "Zanzibar" not in body(page.get())
    assert row.name not in body(page.get())
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("kind", ["rooms", "rates", "reservations"])
def test_a_table_is_taken_away_for_one_hotel(hotel, page, kind):
    other = make_house(make_hotel())
    make_reservation(other, guest_name="Zanzibar")
    other.rooms.filter(number="101").update(number="Z-1")
    other.rate_plans.filter(code="FLEX").update(code="ZANZ")

    answer = page.get(f"table/{kind}/", cells="comma")
    text = body(answer)

    assert answer["Content-Disposition"] == f'attachment; filename="{hotel.slug}-{kind}.csv"'
    assert text.startswith("\ufeff")
    assert "Z" not in text.replace("Zoe", "")
    assert AuditEntry.objects.filter(hotel=hotel, action="table.exported").exists()


def test_a_table_that_is_none_is_not_found(page):
    assert page.get("table/guests/").status_code == 404
    assert page.get("table/rooms/", cells="pipe").status_code == 404


def test_the_address_of_a_calendar_is_shown_once(hotel, page):
    text = body(page.post("calendar/DBL/open/"))
    path = text.partition('value="http://testserver')[2].partition('"')[0]

    assert Client().get(path).status_code == 200
    assert path not in body(page.get())
    page.post("calendar/DBL/close/")
    assert Client().get(path).status_code == 404


@pytest.mark.django_db(transaction=True)  # the page asks that PMS for its room types
def test_a_hotel_with_an_outside_pms_is_told_that_nothing_comes_in(hotel, page):
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:1")

    text = body(page.get())
    assert "keeps its rooms in another PMS" in text
    assert 'type="file"' not in text
    assert page.upload(ROOMS).status_code == 422
    assert page.get("table/rooms/").status_code == 404
    assert page.get("table/reservations/").status_code == 200


def test_a_name_of_a_file_is_shown_as_text(hotel, page):
    page.upload(ROOMS, name="<script>alert(1)</script>.csv")

    assert "<script>alert" not in body(page.get())


def test_a_post_without_its_token_is_refused(hotel, manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)

    answer = client.post(
        f"/admin/house/files/?hotel={hotel.slug}", {"kind": "rooms", "file": io.BytesIO(ROOMS)}
    )

    assert answer.status_code == 403

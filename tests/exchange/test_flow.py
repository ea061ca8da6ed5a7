"""A file through the real worker: bells, queues and beat as they are in production."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pms.models import FileImport, Reservation
from tests.exchange.conftest import csv_of
from tests.factories import make_hotel, make_house, make_user
from tests.stack import Stack

HEADER = "arrival;departure;room_type;rate_plan;guest;adults;total"


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_its_way_and_a_bell_that_was_lost_is_rung_again(tmp_path):
    hotel = make_house(make_hotel())
    client = Client()
    client.force_login(make_user(hotel, "manager"))
    pages = f"/admin/house/files/%s?hotel={hotel.slug}"
    raw = csv_of(
        HEADER, *(f"2027-{month:02}-10;2027-{month:02}-12;DBL;FLEX;Ana;2;100.00" for month in range(1, 9))
    )

    whole = Stack(tmp_path)
    try:
        whole.start("worker")
        client.post(pages % "", {"kind": "reservations", "file": SimpleUploadedFile("old.csv", raw)})
        row = FileImport.objects.get(hotel=hotel)
        whole.wait(lambda: FileImport.objects.get(pk=row.pk).finished_at, "the file to be looked through")
        assert FileImport.objects.get(pk=row.pk).created == 8

        FileImport.objects.filter(pk=row.pk).update(
            state="running", finished_at=None, done=0, created=0, beat_at=None
        )
        whole.start("beat")  # nobody rang
        whole.wait(lambda: FileImport.objects.get(pk=row.pk).state == "done", "it to be taken in", seconds=60)
    finally:
        whole.stop()

    row.refresh_from_db()
    assert (row.created, row.bad, row.text) == (8, [], "")
    assert Reservation.objects.filter(hotel=hotel).count() == 8

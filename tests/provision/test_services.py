"""The sections `resources` and `services` of a hotel's file."""

from decimal import Decimal

import pytest

from config.provision import provision
from pms.models import Resource, Service
from tests.factories import make_hotel
from tests.provision.test_provision import ENVIRON, EXAMPLE, line_of, refusals, written

pytestmark = pytest.mark.django_db


def test_a_service_loads_with_its_resources():
    provision([EXAMPLE], ENVIRON)

    table = Service.objects.get(code="MESA")
    assert (table.price, table.opens, table.closes) == (Decimal(0), "18:00", "23:30")
    assert (table.weekdays, table.step_minutes, table.buffer_after) == ([4, 5], 15, 15)
    assert (table.notice_hours, table.per_person, table.department) == (2, False, "restaurant")
    assert {row.code: row.seats for row in table.resources.all()} == {"M2": 2, "M4": 4}


def test_other_resources_are_a_change_and_the_second_run_is_none(tmp_path):
    provision([EXAMPLE], ENVIRON)

    path = written(tmp_path, ("resources: [M2, M4]", "resources: [M4]"))
    (report,) = provision([path], ENVIRON)
    (again,) = provision([path], ENVIRON)

    assert report.changed == ["service MESA: resources"]
    assert not again.did_something
    assert [row.code for row in Service.objects.get(code="MESA").resources.all()] == ["M4"]


def test_a_resource_that_the_file_no_longer_names_is_left_and_told(tmp_path):
    provision([EXAMPLE], ENVIRON)

    path = written(tmp_path, ("  - {code: M4, seats: 4}\n", ""), ("resources: [M2, M4]", "resources: [M2]"))
    (report,) = provision([path], ENVIRON)

    assert "resource M4: not in the file; still used until it is made inactive in the admin" in report.left


def test_a_service_names_only_resources_that_there_are_at_this_hotel(tmp_path):
    Resource.objects.create(hotel=make_hotel(), code="M9")

    path = written(tmp_path, ("resources: [M2, M4]", "resources: [M2, M9]"))

    assert refusals(path) == [f"{path}, line {line_of(path, 'MESA')}: services: there is no resource M9."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("step_minutes: 15", "step_minutes: 0", "services[2].step_minutes"),
        ("department: restaurant", "department: kitchen", "services[2].department"),
        ("weekdays: [fri, sat]", "weekdays: [friday]", "services[2].weekdays"),
        ("seats: 2", "seats: 0", "resources[1].seats"),
        ("resources: [M2, M4]", "resources: 7", "services[2].resources"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_line(tmp_path, old, new, sentence):
    path = written(tmp_path, (old, new))

    found = refusals(path)

    assert len(found) == 1
    assert sentence in found[0]
    assert f"line {line_of(path, new)}" in found[0]
    assert not Service.objects.exists()

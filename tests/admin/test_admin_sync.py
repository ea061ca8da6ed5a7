"""Discrepancies with an outside PMS in the backoffice: seen and closed by the people of that hotel."""

import inspect
import re

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from hotels.models import AuditEntry
from pms import reconcile
from pms.admin_sync import KIND
from pms.models import Discrepancy, Mirrored, SyncState
from tests.admin.test_admin import url
from tests.factories import make_hotel, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_hotel()


def found(hotel, **fields):
    defaults = {
        "kind": "other_total",
        "subject": "K7M2QX",
        "ours": {"total": "6400.00"},
        "theirs": {"total": "<b>1.00</b>"},
    }
    return Discrepancy.objects.create(hotel=hotel, **defaults | fields)


def close(client, *rows):
    body = {"action": "close", "_selected_action": [row.pk for row in rows]}
    answer = client.post(url(Discrepancy), body)
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_both_sides_are_shown_and_harmless(client, hotel):
    client.force_login(make_user(hotel, "receptionist", is_staff=True))
    row = found(hotel)
    page = client.get(url(row, "change")).content.decode()

    assert "6400.00" in page
    assert "&lt;b&gt;1.00" in page
    assert "<b>1.00" not in page


def test_whatever_the_reconciler_reports_has_words_for_staff():
    told = re.findall(r'report\([\w.]+, "(\w+)"', inspect.getsource(reconcile))

    assert told
    assert set(KIND) == {*told, *reconcile.ABOUT_A_RESERVATION}


def test_staff_find_discrepancies_by_kind_and_read_what_each_is(client, hotel):
    client.force_login(make_user(hotel, "receptionist", is_staff=True))
    found(hotel)
    found(hotel, kind="double_booking", subject="204: AAA111 BBB222")
    page = client.get(url(Discrepancy), {"kind": "double_booking"}, headers={"accept-language": "es"})

    rows = re.search(r"<tbody.*</tbody>", page.content.decode(), re.DOTALL).group()
    assert "Una habitación vendida dos veces en las mismas noches" in rows
    assert "204: AAA111 BBB222" in rows
    assert "K7M2QX" not in rows


@pytest.mark.parametrize("role", ["owner", "manager", "receptionist"])
def test_people_of_the_hotel_close_what_they_looked_after(client, hotel, role):
    user = make_user(hotel, role, is_staff=True)
    client.force_login(user)
    row = found(hotel)

    assert len(close(client, row)) == 1
    row.refresh_from_db()
    assert (row.closed_by, row.closed_at is None) == (str(user), False)
    assert AuditEntry.objects.filter(hotel=hotel, action="discrepancy.closed").count() == 1

    close(client, row)
    assert AuditEntry.objects.filter(action="discrepancy.closed").count() == 1


def test_who_only_reads_closes_nothing(client, hotel):
    client.force_login(make_user(hotel, "viewer", is_staff=True))
    row = found(hotel)
    close(client, row)

    row.refresh_from_db()
    assert row.closed_at is None


def test_other_hotels_are_neither_seen_nor_closed(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)
    client.force_login(user)
    other = make_hotel()
    theirs = found(other, subject="ELSEWHERE")
    Mirrored.objects.create(
        hotel=other,
        code="ELSEWHERE",
        status="confirmed",
        stay=("2027-03-10", "2027-03-12"),
        found={},
        seen_at=timezone.now(),
    )
    SyncState.objects.create(hotel=other, error="ELSEWHERE")

    for model in (Discrepancy, Mirrored, SyncState):
        assert "ELSEWHERE" not in client.get(url(model)).content.decode()
    close(client, theirs)
    theirs.refresh_from_db()
    assert theirs.closed_at is None


def test_a_viewer_here_who_manages_elsewhere_closes_nothing_here(client, hotel):
    user = make_user(make_hotel(), "manager", is_staff=True)
    user.memberships.create(hotel=hotel, role="viewer")
    client.force_login(user)
    row = found(hotel)
    close(client, row)

    row.refresh_from_db()
    assert row.closed_at is None


def test_what_is_repaired_cannot_be_closed(client, hotel):
    client.force_login(make_user(hotel, "manager", is_staff=True))
    row = found(hotel, repaired_at=timezone.now())
    close(client, row)

    row.refresh_from_db()
    assert row.closed_at is None


@pytest.mark.parametrize(("state", "shown"), [("open", "AAA111"), ("closed", "BBB222")])
def test_the_list_can_be_narrowed(client, hotel, state, shown):
    client.force_login(make_user(hotel, "manager", is_staff=True))
    found(hotel, subject="AAA111")
    found(hotel, subject="BBB222", closed_at=timezone.now())
    page = client.get(url(Discrepancy) + f"?state={state}").content.decode()

    assert [code in page for code in ("AAA111", "BBB222")] == [shown == "AAA111", shown == "BBB222"]

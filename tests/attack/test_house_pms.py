"""What a PMS that is broken or not ours may answer, and where its address may lead us."""

import pytest

from pms.errors import PMSAuthFailed
from pms.models import PMSLink
from pms.qloapps import QloApps, wire
from tests.factories import make_user


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "9" * 400, 10**40, "Infinity", "NaN", "²"])
def test_a_number_without_an_end_is_none(number):
    assert wire.whole(number) == 0


LEAVES = [
    "http://169.254.169.254/latest/meta-data/?",
    "http://10.0.0.1/admin/#",
    "http://10.0.0.1/admin?x=1",
    "http://shop@10.0.0.1/",
    "ftp://10.0.0.1/",
    "http://10.0.0.1:99999/",
    "http:///shop",
]


@pytest.mark.parametrize("url", LEAVES)
def test_an_address_leads_to_a_shop_and_to_no_other_page(hotel, url):
    link = PMSLink.objects.create(hotel=hotel, kind="qloapps", url=url, credentials={"key": "K"})

    with pytest.raises(PMSAuthFailed, match="http or https"):
        print(QloApps(hotel, link).client.base)


@pytest.mark.parametrize(
    ("field", "value"), [("url", LEAVES[0]), ("url", LEAVES[2]), ("options", "[1]"), ("options", '"x"')]
)
def test_a_link_nobody_can_follow_is_not_saved(hotel, client, field, value):
    client.force_login(make_user(hotel, "manager", is_staff=True))
    fields = {
        "hotel": hotel.pk,
        "kind": "qloapps",
        "url": "http://shop.example/",
        "options": "{}",
        "key": "K",
    }

    answer = client.post("/admin/pms/pmslink/add/", fields | {field: value})

    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert not PMSLink.objects.exists()
    assert client.post("/admin/pms/pmslink/add/", fields).status_code == 302

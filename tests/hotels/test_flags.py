"""Flags: typed, per hotel and tier, each with an end."""

import ast
from datetime import date
from pathlib import Path

import pytest

from hotels import flags
from hotels.models import AuditEntry, FlagSetting, Tier
from tests.factories import make_hotel, make_user

ROOT = Path(__file__).parents[2]
APPS = ("config", "conversations", "agents", "channels_app", "pms", "hotels")


def asked_for(source: str) -> set[str]:
    """The capitals of `flags.X` and of `from hotels.flags import X`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "flags":
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module == "hotels.flags":
            found |= {name.name for name in node.names}
    return {name for name in found if name.isupper() and name != "ALL"}


def test_every_flag_that_is_asked_for_is_there():
    known = {name for name, value in vars(flags).items() if isinstance(value, flags.Flag)}
    asked = {
        name: path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for name in asked_for(path.read_text(encoding="utf-8"))
    }

    assert asked_for("flags.NOT_THERE.of(hotel)") - known == {"NOT_THERE"}
    assert {name: str(path) for name, path in asked.items() if name not in known} == {}


def test_every_flag_is_listed_typed_owned_and_not_past_its_end():
    for flag in (value for value in vars(flags).values() if isinstance(value, flags.Flag)):
        assert flags.ALL[flag.code] is flag
        assert flag.takes(flag.default)
        assert flag.owner in APPS
        assert flag.about
        assert flag.ends >= date.today(), f"{flag.code}: decide it for all hotels and remove it"


@pytest.mark.django_db(transaction=True)
class TestSettings:
    def test_a_hotel_goes_before_its_tier_and_the_tier_before_the_default(self):
        hotel, neighbour = make_hotel(), make_hotel()
        elsewhere = make_hotel(tier=Tier.objects.create(code="free", name="Free"))
        assert flags.FAST_LANE.of(hotel) is False

        flags.set_flag(hotel.tier, "fast_lane", True, "op")
        assert [flags.FAST_LANE.of(each) for each in (hotel, neighbour, elsewhere)] == [True, True, False]
        flags.set_flag(hotel, "fast_lane", False, "op")
        assert [flags.FAST_LANE.of(each) for each in (hotel, neighbour)] == [False, True]
        flags.unset_flag(hotel, "fast_lane", "op")
        flags.unset_flag(hotel, "fast_lane", "op")
        assert flags.FAST_LANE.of(hotel) is True
        assert [*AuditEntry.objects.values_list("action", "hotel_id")] == [
            ("flag.unset", hotel.pk),
            ("flag.set", hotel.pk),
            ("flag.set", None),
        ]

    @pytest.mark.parametrize("value", [1, 0, "true", None, [], {}])
    def test_a_value_of_another_type_is_refused(self, value):
        hotel = make_hotel()

        with pytest.raises(flags.WrongFlag, match="fast_lane must be bool"):
            flags.set_flag(hotel, "fast_lane", value, "op")
        assert not FlagSetting.objects.exists()

    def test_a_flag_that_is_not_there_is_refused(self):
        with pytest.raises(flags.WrongFlag, match="There is no flag quick_lane"):
            flags.set_flag(make_hotel(), "quick_lane", True, "op")

    def test_a_row_that_no_longer_fits_leaves_the_default(self):
        hotel = make_hotel()
        FlagSetting.objects.create(hotel=hotel, code="router", value="maybe")
        FlagSetting.objects.create(hotel=hotel, code="of_an_old_release", value=True)

        assert flags.ROUTER.of(hotel) is True

    def test_a_manager_sets_flags_of_the_own_hotel_in_the_admin(self, client):
        hotel, other = make_hotel(), make_hotel()
        client.force_login(make_user(hotel, "manager", is_staff=True))
        add = "/admin/hotels/flagsetting/add/"

        for fields in (
            {"hotel": other.pk, "code": "fast_lane", "value": "true"},
            {"hotel": hotel.pk, "code": "quick_lane", "value": "true"},
            {"hotel": hotel.pk, "code": "fast_lane", "value": '"true"'},
            {"hotel": "", "tier": hotel.tier_id, "code": "fast_lane", "value": "true"},
        ):
            assert client.post(add, fields).status_code == 200
        assert not FlagSetting.objects.exists()

        assert client.post(add, {"hotel": hotel.pk, "code": "fast_lane", "value": "true"}).status_code == 302
        assert flags.FAST_LANE.of(hotel) is True
        row = FlagSetting.objects.get()
        assert (
            client.post(f"/admin/hotels/flagsetting/{row.pk}/change/", {"value": "false"}).status_code == 302
        )
        assert flags.FAST_LANE.of(hotel) is False
        client.post(f"/admin/hotels/flagsetting/{row.pk}/delete/", {"post": "yes"})
        assert not FlagSetting.objects.exists()

    def test_flags_of_a_tier_are_the_operators(self, client):
        hotel = make_hotel()
        flags.set_flag(hotel.tier, "fast_lane", True, "op")
        row = FlagSetting.objects.get()
        client.force_login(make_user(hotel, "owner", is_staff=True))
        change = f"/admin/hotels/flagsetting/{row.pk}/change/"

        assert client.post(change, {"value": "false"}).status_code in (302, 403)
        assert flags.FAST_LANE.of(hotel) is True
        client.force_login(make_user(is_staff=True, is_superuser=True))
        assert client.post(change, {"value": "false"}).status_code == 302
        assert flags.FAST_LANE.of(hotel) is False

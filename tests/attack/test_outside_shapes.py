"""Answers of a QloApps in shapes that none has shown yet: each is an error of the shop, or means nothing."""

import pytest

from pms.errors import PMSUnavailable
from pms.qloapps import house, offers, wire


@pytest.mark.parametrize("odd", [True, 5, "x", ["x"], [[]], {"available": True}, {"available": "abc"}])
def test_rooms_that_cannot_be_counted_are_not_free(odd):
    assert offers._free(odd) == 0


@pytest.mark.parametrize(
    "rooms", [{"1": {"id_room": 1}, "2": {"id_room": 2}}, [{"id_room": 1}, {"id_room": 2}]]
)
def test_free_rooms_are_counted_as_an_object_and_as_a_list(rooms):
    assert offers._free({"available": rooms}) == 2


@pytest.mark.parametrize("odd", [["x"], [None], [[]], [5]])
def test_a_translation_that_is_none_is_left_out(odd):
    assert wire.texts([*odd, {"id": 1, "value": "Room"}], {1: "en"}, "en") == {"en": "Room"}


@pytest.mark.parametrize("odd", [True, "x", ["x"], {"rules": True}, {"rules": "x"}, {"rules": [[]]}])
def test_an_association_that_is_none_has_no_ids(odd):
    assert wire.ids({"associations": odd}, "rules") == []


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "x" * 5000, "a\x00b"])
def test_a_time_zone_nobody_knows_is_an_error_of_the_shop(name):
    with pytest.raises(PMSUnavailable):
        house._timezone(name)


def test_a_stay_for_ever_is_an_error_of_the_shop():
    with pytest.raises(PMSUnavailable):
        wire.day("9999-12-31 00:00:00")

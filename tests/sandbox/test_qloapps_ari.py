import pytest

from tests.sandbox.web_service import ARI, WebService

DAY, NEXT = "2027-03-10", "2027-03-13"
ALL_KINDS = "".join(
    f"<get_{kind}_rooms>1</get_{kind}_rooms>" for kind in ("available", "booked", "unavailable")
)


@pytest.fixture
def web(sandbox):
    return WebService(sandbox.qloapps())


def offers(reply):
    return reply.json["hotel_ari"]["room_types"]


def test_an_offer_counts_the_fees_and_taxes_of_all_nights(web):
    ari = web.ari(DAY, NEXT, room_type=1).json["hotel_ari"]

    assert (ari["id_hotel"], ari["currency"], ari["total_rooms"]) == ("1", "USD", 5)
    offer = ari["room_types"][0]
    assert (offer["base_price"], offer["base_price_with_tax"]) == (1250, 1300)
    assert (offer["total_price"], offer["total_price_with_tax"]) == (3750, 3900)
    assert offer["rooms"]["available"]["1"]["max_occupancy"] == 4


def test_the_base_price_is_an_average_that_is_not_rounded(web):
    web.shop.prices(1, 1400, arrival=DAY, departure="2027-03-11")

    assert offers(web.ari(DAY, NEXT, room_type=1))[0]["base_price"] == 1383.3333333333333


def test_totals_go_by_occupancies_and_nobody_looks_at_them(web):
    crowd = "<room_occupancy><adults>7</adults><children>5</children></room_occupancy>"
    more = f"<associations><room_occupancies>{crowd * 2}</room_occupancies></associations>"

    offer = offers(web.ari(DAY, NEXT, room_type=1, more=more))[0]

    assert (offer["total_price"], offer["total_price_with_tax"]) == (7500, 7800)
    assert len(offer["rooms"]["available"]) == 5


def test_rooms_are_an_object_by_id_and_a_list_when_there_is_none(web):
    for room in range(1, 6):
        web.shop.books(DAY, NEXT, room=room)

    rooms = offers(web.ari(DAY, NEXT, room_type=1, more=ALL_KINDS))[0]["rooms"]

    assert rooms["available"] == [] == rooms["unavailable"]
    assert sorted(rooms["booked"]) == ["1", "2", "3", "4", "5"]
    assert rooms["booked"]["1"]["detail"][0]["date_from"] == "2027-03-10 00:00:00"


def test_the_day_of_departure_is_free(web):
    web.shop.books("2027-03-08", DAY, room=1)
    web.shop.books(NEXT, "2027-03-15", room=1)

    assert "1" in offers(web.ari(DAY, NEXT, room_type=1))[0]["rooms"]["available"]


def test_a_blocked_room_is_unavailable_and_an_inactive_one_absent(web):
    web.shop.blocks(1, "2027-03-12", "2027-03-20")
    web.shop.house(room=2, status=2)

    rooms = offers(web.ari(DAY, NEXT, room_type=1, more=ALL_KINDS))[0]["rooms"]

    assert sorted(rooms["available"]) == ["3", "4", "5"]
    assert list(rooms["unavailable"]) == ["1"]


def test_a_minimum_stay_empties_the_type_and_keeps_its_price(web):
    web.shop.house(room_type=1, min_los=4)

    offer = offers(web.ari(DAY, NEXT, room_type=1))[0]

    assert (offer["rooms"]["available"], offer["total_price_with_tax"]) == ([], 3900)


def test_an_inactive_type_is_absent(web):
    web.shop.house(room_type=2, active=False)

    assert [offer["id_room_type"] for offer in offers(web.ari(DAY, NEXT))] == [1, 3, 4]


def test_an_unknown_hotel_or_type_has_no_room_types_at_all(web):
    fields = f"<id_hotel>9</id_hotel><date_from>{DAY}</date_from><date_to>{NEXT}</date_to>"

    assert "room_types" not in web.call("POST", "hotel_ari", ARI.format(fields)).json["hotel_ari"]
    assert "room_types" not in web.ari(DAY, NEXT, room_type=77).json["hotel_ari"]


def test_night_by_night(web):
    web.shop.books("2027-03-11", "2027-03-12", room=1)

    nights = web.ari(DAY, NEXT, room_type=1, more="<date_wise_breakdown>1</date_wise_breakdown>").json[
        "hotel_aris"
    ]

    assert [night["date_from"] for night in nights] == ["2027-03-10", "2027-03-11", "2027-03-12"]
    assert [night["total_available_rooms"] for night in nights] == [5, 4, 5]
    assert nights[0]["room_types"][0]["rooms"]["available"]["1"] == {"id_room": 1, "room_num": "101"}


def test_past_dates_are_answered_and_a_time_is_dropped(web):
    assert offers(web.ari("2001-01-01 14:00:00", "2001-01-02"))[0]["total_price_with_tax"] == 1300


@pytest.mark.parametrize(
    ("arrival", "departure", "code"),
    [
        (NEXT, DAY, 85),
        (DAY, DAY, 85),
        ("2027-02-30", NEXT, 85),
        ("10/03/2027", NEXT, 85),
        ("", NEXT, 85),
    ],
)
def test_bad_dates_are_refused(web, arrival, departure, code):
    reply = web.ari(arrival, departure)

    assert (reply.status, reply.codes) == (400, [code])


def test_only_posted_xml_is_read(web):
    assert web.call("POST", "hotel_ari", {"hotel_ari": {"id_hotel": 1}}).status == 400
    assert web.call("POST", "hotel_ari", "<qloapps><hotel_ari>").status == 400
    fields = "<id_hotel>1</id_hotel><date_from>2027-03-10</date_from>"
    assert web.call("POST", "hotel_ari", ARI.format(fields)).codes == [41]
    assert (web.get("hotel_ari").status, web.get("hotel_ari").codes) == (405, [23])
    fields = f"<id_hotel>1</id_hotel><date_from>{DAY}</date_from><date_to>{NEXT}</date_to>"
    assert len(offers(web.call("POST", "hotel_ari", "xml=" + ARI.format(fields)))) == 4


def test_xml_out_has_names_of_its_own(web):
    body = web.ari(DAY, NEXT, room_type=1, json_out=False).body

    assert b"<room_number>101</room_number>" in body
    assert b"room_num>" not in body

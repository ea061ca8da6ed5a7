import pytest

from tests.sandbox.web_service import WebService, basic


@pytest.fixture
def web(sandbox):
    return WebService(sandbox.qloapps())


def test_a_call_without_a_key_gets_html(web):
    reply = web.get("orders", headers={})

    assert (reply.status, reply.kind.partition(";")[0]) == (401, "text/html")
    assert reply.body == b"401 Unauthorized"


@pytest.mark.parametrize(("key", "codes"), [("x" * 32, [20, 21]), ("short", [18])])
def test_a_wrong_key_is_refused_by_code(web, key, codes):
    reply = web.get("orders", headers={"authorization": basic(key)})

    assert (reply.status, reply.codes) == (401, codes)


def test_the_key_may_stand_in_the_address(web):
    assert web.get(f"hotels/1?ws_key={web.key}", headers={}).json["hotel"]["id"] == 1


def test_a_key_sees_and_does_what_it_was_granted(sandbox):
    web = WebService(sandbox.qloapps(grants={"orders": ["GET"]}))

    assert web.get("orders").status == 200
    assert (web.get("customers").status, web.get("customers").codes) == (401, [26])
    assert (web.call("POST", "orders", "<a/>").status, web.call("POST", "orders", "<a/>").codes) == (
        405,
        [25],
    )


@pytest.mark.parametrize(
    ("path", "headers", "kind"),
    [
        ("hotels?output_format=JSON", {}, "application/json"),
        ("hotels?io_format=JSON", {}, "application/json"),
        ("hotels", {"Output-Format": "JSON"}, "application/json"),
        ("hotels", {"Io-Format": "JSON"}, "application/json"),
        ("hotels", {"Accept": "application/json"}, "text/xml"),
        ("hotels?output_format=json", {}, "text/xml"),
    ],
)
def test_json_comes_when_asked_for_in_its_own_way(web, path, headers, kind):
    reply = web.get(path, headers={"authorization": basic(web.key), **headers}, json_out=False)

    assert reply.kind.partition(";")[0] == kind


def test_the_root_lists_what_the_key_may_use(sandbox):
    web = WebService(sandbox.qloapps(grants={"orders": ["GET"], "hotels": ["GET"]}))

    assert web.get("").json == ["hotels", "orders"]


def test_unknown_things_have_their_own_answers(web):
    assert (web.get("nope").status, web.get("nope").codes) == (400, [27])
    assert "Did you mean" in web.get("order").words
    assert (web.get("orders/99").status, web.get("orders/99").kind, web.get("orders/99").body) == (
        404,
        None,
        b"",
    )
    assert (web.call("DELETE", "orders/99").status, web.call("DELETE", "orders/99").codes) == (404, [87])
    assert (web.call("PATCH", "orders/1").status, web.call("PATCH", "orders/1").codes) == (405, [23])
    assert web.call("DELETE", "bookings/1").status == 405


def test_lists_are_ids_unless_more_is_asked(web):
    assert web.get("hotel_rooms?limit=2").json == {"rooms": [{"id": 1}, {"id": 2}]}
    assert web.get("hotel_rooms?limit=1,1&display=[id,room_num]").json == {
        "rooms": [{"id": 2, "room_num": "102"}]
    }
    assert web.get("room_types/2").json["room_type"]["price"] == "1500.000000"


def test_no_match_is_a_bare_list_in_json_and_an_empty_element_in_xml(web):
    assert web.get("orders?filter[source]=[nobody]").body == b"[]"
    assert b"<orders></orders>" in web.get("orders", json_out=False).body


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("[3]", [3]),
        ("3", [3]),
        ("[2|4]", [2, 4]),
        ("[2,4]", [2, 3, 4]),
        (">[18]", [19, 20]),
        ("<[3]", [1, 2]),
        ("![1|2]", list(range(3, 21))),
        (">=[19]", list(range(1, 21))),  # not understood, so nothing is filtered
    ],
)
def test_filters_of_numbers(web, wanted, found):
    path = f"hotel_rooms?filter[id]={wanted.replace('>', '%3E').replace('<', '%3C')}"

    assert [row["id"] for row in web.rows(path)] == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("[CHAT:REQ-1]", ["chat:req-1"]),
        ("%[req]%", ["chat:req-1", "chat:req-2"]),
        ("[chat:]%", ["chat:req-1", "chat:req-2"]),
        ("%[bsite]", ["website"]),
        ("![website]", ["chat:req-1", "chat:req-2"]),
    ],
)
def test_filters_of_texts_know_no_case(web, wanted, found):
    for source in ("chat:req-1", "chat:req-2", "website"):
        web.shop.books("2027-03-10", "2027-03-12", room_type=1, source=source)

    rows = web.rows(f"orders?display=[source]&filter[source]={wanted.replace('%', '%25')}")

    assert [row["source"] for row in rows] == found


def test_sort_goes_both_ways(web):
    assert [row["id"] for row in web.rows("room_types?sort=[id_DESC]")] == [4, 3, 2, 1]
    assert [row["id"] for row in web.rows("room_types?sort=[price_ASC]&limit=1")] == [1]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("orders?filter[colour]=[x]", 32),
        ("orders?display=[id,colour]", 35),
        ("orders?filter[date_upd]=%3E[2020-01-01]", 32),  # wants date=1
        ("room_types?filter[id_hotel]=[1]", 34),
        ("orders?sort=[colour_ASC]", 38),
        ("orders?sort=[id]", 37),
        ("orders?sort=[date_upd_ASC]", 38),
    ],
)
def test_a_field_that_is_not_there_is_a_500(web, path, code):
    reply = web.get(path)

    assert (reply.status, reply.codes[0]) == (500, code)


def test_the_feed_of_changes_is_strictly_later_and_in_the_shops_time(sandbox, web):
    first = web.shop.books("2027-03-10", "2027-03-12", room_type=1)["order"]
    sandbox.clock(advance_seconds=60)
    web.shop.books("2027-04-10", "2027-04-12", room_type=1)
    at = first["date_upd"]

    assert [row["id"] for row in web.rows(f"orders?filter[date_upd]=%3E[{at}]&date=1")] == [2]
    web.shop.cancels(order=1)
    changed = web.rows(f"orders?filter[date_upd]=%3E[{at}]&date=1&display=[id,current_state]&sort=[id_ASC]")
    assert changed == [{"id": 1, "current_state": 4}, {"id": 2, "current_state": 1}]
    # The cancelled room does not tell.
    assert [row["id"] for row in web.rows(f"room_bookings?filter[date_upd]=%3E[{at}]&date=1")] == [2]


def test_texts_are_lists_in_two_languages_and_one_may_be_pinned(sandbox):
    names = {"en": "Sea Room", "es": "Cuarto al mar"}
    web = WebService(sandbox.qloapps(languages=["en", "es"], room_types=[{"name": names, "price": 90}]))

    assert web.get("room_types/1").json["room_type"]["name"] == [
        {"id": 1, "value": "Sea Room"},
        {"id": 2, "value": "Cuarto al mar"},
    ]
    assert web.get("room_types/1?language=2").json["room_type"]["name"] == "Cuarto al mar"
    assert web.get("room_types/1?language=es").codes == [79, 81]
    assert web.ari("2027-03-10", "2027-03-12").json["hotel_ari"]["room_types"][0]["name"] == "Sea Room"
    assert b'<language id="2">Cuarto al mar</language>' in web.get("room_types/1", json_out=False).body


def test_one_language_is_a_plain_string_and_descriptions_are_html(web):
    room_type = web.get("room_types/3").json["room_type"]

    assert room_type["name"] == "Lantern Suite"
    assert room_type["description"].startswith("<p>")


def test_another_shop_numbers_its_states_otherwise(sandbox):
    web = WebService(sandbox.qloapps(first_state=21))

    found = web.rows("configurations?filter[name]=[PS_OS_CANCELED|PS_TIMEZONE]&display=full")

    assert {row["name"]: row["value"] for row in found} == {
        "PS_OS_CANCELED": "24",
        "PS_TIMEZONE": "America/New_York",
    }


def test_the_rest_of_the_house_can_be_read(web):
    hotel = web.get("hotels/1").json["hotel"]
    assert (hotel["check_in"], hotel["active_refund"]) == ("12:00", 1)
    assert hotel["associations"]["hotel_refund_rules"] == [{"id": 1}, {"id": 2}]
    assert web.rows("hotel_refund_rules?display=full")[0]["days"] == "2.00"
    assert web.rows("hotel_room_types?display=full")[0]["max_guests"] == 4
    fee, convenience = web.rows("services?display=full")[:2]
    assert (fee["auto_add_to_cart"], fee["price_calculation_method"], fee["price_addition_type"]) == (1, 2, 1)
    assert (convenience["price_calculation_method"], convenience["price_addition_type"]) == (1, 2)
    assert [row["iso_code"] for row in web.rows("currencies?display=full")] == ["USD", "EUR"]
    assert web.rows("languages?display=full")[0]["iso_code"] == "en"
    assert {row["id"] for row in web.rows("order_states")} == set(range(1, 13))


def test_customers_carry_their_password_hash_and_may_come_twice(web):
    fields = {"passwd": "secret-1", "firstname": "Eva", "lastname": "Roe", "email": "eva@guests.example"}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in {**fields, "phone": "+1202"}.items())
    body = f"<qloapps><customer>{inner}</customer></qloapps>"

    replies = [web.call("POST", "customers", body) for _ in range(2)]

    assert [reply.status for reply in replies] == [201, 201]
    assert replies[0].json["customer"]["id"] == "1"  # the echo has texts for ids
    found = web.rows("customers?filter[email]=[eva@guests.example]&display=full")
    assert [row["id"] for row in found] == [1, 2]
    assert len(found[0]["passwd"]) == len(found[0]["secure_key"]) == 32
    assert (web.call("POST", "customers", {"customer": fields}).status) == 500  # JSON is not read here


def test_xml_with_a_doctype_is_not_read(web):
    fields = "<date_from>2027-03-10</date_from><date_to>2027-03-12</date_to>"
    question = f"<qloapps><hotel_ari><id_hotel>{{}}</id_hotel>{fields}</hotel_ari></qloapps>"

    assert web.call("POST", "hotel_ari", question.format("1")).status == 200
    bomb = '<!DOCTYPE a [<!ENTITY b "1">]>' + question.format("&b;")
    assert web.call("POST", "hotel_ari", bomb).status == 400

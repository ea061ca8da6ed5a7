"""QloApps' web service: /qloapps/<shop>/api/<resource>[/<id>], with the shop's faults before and after."""

import asyncio
import base64
import binascii
import difflib
from dataclasses import replace as changed
from typing import Any

from sandbox.qloapps import ari, bookings, wanted
from sandbox.qloapps.booking_view import view
from sandbox.qloapps.faults import BrokenOff, Fault
from sandbox.qloapps.house import read_house
from sandbox.qloapps.lists import choose
from sandbox.qloapps.resources import NAMES, RESOURCES
from sandbox.qloapps.shop import Customer, Order, Shop
from sandbox.qloapps.states import become
from sandbox.qloapps.wire import (
    BadXML,
    Refused,
    Stop,
    Tree,
    errors,
    items,
    nothing,
    page,
    php_warning,
    read_xml,
    render,
    wants_json,
)
from sandbox.server import Answer, Request, Reset, Response, Silence, json_response
from sandbox.world import World

VERBS = ("GET", "HEAD", "POST", "PUT", "DELETE")
UNDEFINED_TAX = 'Undefined array key "total_tax"'
UNDEFINED_USE_TAX = "Undefined variable $useTax"


class QloApps:
    """All shops of one sandbox."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shops: dict[str, Shop] = {}

    def shop(self, name: str) -> Shop:
        """Return the shop, opened with the demo house on first use."""
        if name not in self.shops:
            self.open(name, {})
        return self.shops[name]

    def open(self, name: str, description: dict[str, Any]) -> Shop:
        """Open a shop anew, without any booking. Raise BadHouse and leave the old one."""
        shop = self.shops[name] = Shop(name, read_house(description), self.world.now)
        return shop

    async def answer(self, request: Request) -> Answer:
        """Answer, or play the fault that strikes this call."""
        name, _, rest = request.path.removeprefix("/qloapps/").partition("/")
        if not name or not (rest == "api" or rest.startswith("api/")):
            return json_response({"error": f"Nothing at {request.path}."}, 404)
        shop = self.shop(name)
        parts = rest.split("/")[1:] or [""]
        fault = shop.faults.next(request.method, parts[0])
        if fault is not None and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        done = fault is None or fault.does_the_work
        shop.breaks_off_at = fault.at if fault is not None and fault.kind == "breaks_off" else ""
        try:
            answer = await respond(shop, request, parts) if done else None
        except BrokenOff:
            answer = None
        self.world.record(
            "qloapps",
            shop=name,
            method=request.method,
            path=rest,
            query=request.query,
            body=request.body.decode(errors="replace")[:10_000],
            status=answer.status if answer else None,
            fault=fault.kind if fault else None,
        )
        if fault is None:
            return answer or nothing(500)
        return await spoil(fault, request, answer)


async def spoil(fault: Fault, request: Request, answer: Response | None) -> Answer:
    """Return what the caller sees of an answer under a fault; None is work not done."""
    as_json = wants_json(request)
    match fault.kind:
        case "500_done" | "500_not_done":
            return php_warning(as_json, UNDEFINED_USE_TAX)
        case "use_tax_warning":
            # Only what shows a booking stumbles; lists and refusals go through.
            shows = answer is not None and b"associations" in answer.body
            return php_warning(as_json, UNDEFINED_USE_TAX) if shows else answer or nothing(500)
        case "html_200":
            return page("<br />\n<b>Fatal error</b>:  Allowed memory size exhausted")
        case "empty_body":
            return nothing(200)
        case "broken_json":
            body = answer.body if answer else b'{"booking":{"id":1,"id_prop'
            return Response(200, body[: max(1, len(body) // 2)])
        case "breaks_off":
            return page("<h1>502 Bad Gateway</h1>", 502)
        case "timeout_done" | "timeout_not_done":
            return Silence(fault.seconds)
        case "reset_done" | "reset_not_done" | "dead":
            return Reset()
        case "redirect_302":
            return changed(page("", 302), headers={"Location": "http://shop.example/index.php?url="})
        case "slow":
            await asyncio.sleep(fault.seconds)
    return answer or nothing(500)


async def respond(shop: Shop, request: Request, parts: list[str]) -> Response:
    """Return what the shop answers when nothing goes wrong with the machine."""
    as_json = wants_json(request)
    try:
        check_key(shop, request)
        if parts[0] == "":
            granted = sorted(shop.house.grants or NAMES)
            return render(granted if as_json else {"resources": granted}, as_json)
        check_access(shop, request.method, parts[0])
        answer = await serve(shop, request, parts, as_json)
    except Refused as error:
        answer = errors(error.status, error.errors, as_json)
    except Stop as stop:
        answer = stop.response
    answer.headers["Access-Time"] = str(int(shop.now()))
    return answer


def check_key(shop: Shop, request: Request) -> None:
    """Raise Stop without a key, Refused with a wrong one."""
    key = request.query.get("ws_key")
    if key is None:
        kind, _, code = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            try:
                key = base64.b64decode(code, validate=True).decode().partition(":")[0]
            except (binascii.Error, UnicodeDecodeError):
                key = ""
    if not key:
        refusal = page("401 Unauthorized", 401)
        raise Stop(changed(refusal, headers={"WWW-Authenticate": 'Basic realm="Welcome, please log in"'}))
    if len(key) != 32:
        raise Refused(401, (18, "Invalid authentication key format"))
    if key != shop.house.key:
        raise Refused(
            401,
            (20, "Authentification key is not active"),
            (21, "No permission for this authentication key"),
        )


def check_access(shop: Shop, method: str, resource: str) -> None:
    """Raise Refused for an unknown resource, a bad verb, or what the key was not granted."""
    if resource not in NAMES:
        guess = (difflib.get_close_matches(resource, NAMES, 1, 0) or NAMES)[0]
        full = '", "'.join(NAMES)
        words = f'Resource of type "{resource}" does not exist. Did you mean: "{guess}"?'
        raise Refused(400, (27, f'{words} The full list is: "{full}"'))
    grants = shop.house.grants
    if grants and resource not in grants:
        words = f'Resource of type "{resource}" is not allowed with this authentication key'
        raise Refused(401, (26, words))
    if method not in VERBS or (resource == "hotel_ari" and method != "POST"):
        raise Refused(405, (23, f"Method {method} is not valid"))
    if resource == "bookings" and method == "DELETE":
        raise Refused(405, (101, "Method DELETE is not allowed for the resource bookings"))
    if grants and method not in grants[resource]:
        words = f"Method {method} is not allowed for the resource {resource} with this authentication key"
        raise Refused(405, (25, words))


async def serve(shop: Shop, request: Request, parts: list[str], as_json: bool) -> Response:
    resource, id = parts[0], parts[1] if len(parts) > 1 else ""
    if resource == "hotel_ari":
        return render(ari.answer(shop, request.body, as_json), as_json)
    if resource == "bookings":
        return await serve_bookings(shop, request, id, as_json)
    match request.method:
        case "GET" | "HEAD":
            return read(shop, request, resource, id, as_json)
        case "DELETE":
            return delete(shop, resource, wanted.whole(id))
        case "POST" if resource in ("order_histories", "customers"):
            return render(add(shop, resource, request.body), as_json, status=201)
    raise Refused(405, (101, f"Method {request.method} is not allowed for the resource {resource}"))


def read(shop: Shop, request: Request, name: str, id: str, as_json: bool) -> Response:
    """Return one row (404 without a body when there is none) or a list ([] when nothing is in it)."""
    resource, language = RESOURCES[name], chosen_language(shop, request)
    rows = resource.rows(shop)
    if id:
        found = next((row for row in rows if row["id"] == wanted.whole(id)), None)
        return nothing(404) if found is None else render({resource.one: found}, as_json, language)
    chosen = choose(rows, resource.blank(shop), request.query, resource.unfilterable)
    if as_json and not chosen:
        return render([], as_json)
    return render({resource.many: chosen}, as_json, language)


def chosen_language(shop: Shop, request: Request) -> int | None:
    """Return the language that `language=<id>` pins. Raise Refused for an ISO code."""
    asked = request.query.get("language")
    if asked is None:
        return None
    if not asked.isdigit():
        raise Refused(400, (79, "language value is wrong"), (81, "language is not available"))
    if int(asked) not in {language.id for language in shop.house.languages}:
        raise Refused(400, (81, "language is not available"))
    return int(asked)


async def serve_bookings(shop: Shop, request: Request, id: str, as_json: bool) -> Response:
    if request.method in ("GET", "HEAD"):
        if id:
            order = shop.orders.get(wanted.whole(id))
            return nothing(404) if order is None else booking_answer(shop, order, as_json)
        # Every order: filter, display, sort and limit are not looked at.
        return render({"bookings": [{"id": each} for each in shop.orders]}, as_json)
    booking = wanted.read_body(request.body)
    if request.method == "POST":
        rooms = wanted.check_post(shop, booking)
        order = await bookings.create(shop, booking, rooms)
    else:
        rooms = wanted.check_put(shop, booking)
        order = await bookings.replace(shop, booking, rooms)
    given = [room.given for each in rooms for room in each.rooms if room.given]
    services = [service for room in given for service in items(room.get("services"), "service")]
    # All of these are answered after the work is committed.
    if any("id_tax_rules_group" in room or "total_tax" not in room for room in given):
        return php_warning(as_json, UNDEFINED_TAX)
    if shop.house.version == "1.6" and any("total_tax" not in service for service in services):
        return php_warning(as_json, UNDEFINED_TAX)
    if any(room["total_tax"] == {} for room in given):  # XML cannot say null
        return page("", 500)
    return booking_answer(shop, order, as_json)


def booking_answer(shop: Shop, order: Order, as_json: bool) -> Response:
    shown = view(shop, order)
    if not as_json:
        parts = shown["associations"]
        shown["associations"] = {name: part or 0 for name, part in parts.items()}  # empty is 0 in XML
    return render({"booking": shown}, as_json)


def add(shop: Shop, resource: str, body: bytes) -> Tree:
    """Add an entity; the echo has its ids as strings and what is not set as null. Raise Refused, Stop."""
    try:
        given = read_xml(body).get(RESOURCES[resource].one, {})
    except BadXML as error:
        raise Refused(500, (127, f"XML error : {error}")) from error
    given = given if isinstance(given, dict) else {}
    if resource == "customers":
        return {"customer": add_customer(shop, given)}
    order = shop.orders.get(wanted.whole(given.get("id_order", 0)))
    state = wanted.whole(given.get("id_order_state", 0))
    if order is None or not shop.is_state(state):
        raise Stop(page("Invalid new order status"))
    history = become(shop, order, state)
    echo = {
        "id": str(history.id),
        "id_employee": None,
        "id_order_state": str(state),
        "id_order": str(order.id),
    }
    return {"order_history": {**echo, "date_add": history.date_add}}


def add_customer(shop: Shop, given: Tree) -> Tree:
    """Add a customer; the same e-mail may come twice."""
    for name in ("passwd", "lastname", "firstname", "email", "phone"):
        if not wanted.text(given, name):
            raise Refused(400, (41, f'parameter "{name}" required'))
    if not wanted.EMAIL.match(wanted.text(given, "email")):
        raise Refused(400, (85, 'Validation error: "Property Customer->email is not valid"'))
    id = shop.next_id("customers")
    fields = {name: wanted.text(given, name) for name in ("firstname", "lastname", "email", "phone")}
    shop.customers[id] = Customer(id, **fields, date_add=shop.stamp(), date_upd=shop.stamp())
    return {"id": str(id), **fields, "id_lang": None, "birthday": ""}


def delete(shop: Shop, resource: str, id: int) -> Response:
    """Delete a row. An order goes without its rooms, which stay booked for ever."""
    tables: dict[str, dict[int, Any]] = {
        "orders": shop.orders,
        "room_bookings": shop.rows,
        "customers": shop.customers,
    }
    if resource not in tables:
        raise Refused(405, (101, f"Method DELETE is not allowed for the resource {resource}"))
    if tables[resource].pop(id, None) is None:
        raise Refused(404, (87, f"Id(s) not exists: {id}"))
    return nothing(200)

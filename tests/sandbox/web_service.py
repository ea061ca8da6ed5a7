"""A bare client of the shop's web service: what goes over the wire, and nothing understood of it."""

import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import quote

ARI = "<qloapps><hotel_ari>{}</hotel_ari></qloapps>"


@dataclass
class Reply:
    status: int
    kind: str | None
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def codes(self):
        return [error["code"] for error in self.json["errors"]]

    @property
    def words(self):
        return self.json["errors"][0]["message"]


class WebService:
    def __init__(self, shop):
        self.shop = shop
        self.key = shop.key

    def call(self, method, path, body=None, headers=None, json_out=True, timeout=40):
        if json_out:
            path += ("&" if "?" in path else "?") + "output_format=JSON"
        if isinstance(body, dict):
            body = json.dumps(body)
        if headers is None:
            headers = {"authorization": basic(self.key)}
        url = f"{self.shop.url}/api/{quote(path, safe='/?&=[]|,%:')}"
        request = urllib.request.Request(url, body.encode() if body else None, headers, method=method)
        try:
            answer = urllib.request.build_opener(NoRedirect).open(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            answer = error
        return Reply(answer.status, answer.headers.get("content-type"), answer.read())

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def rows(self, path):
        """Return the rows of a list; none is a bare []."""
        found = self.get(path).json
        return next(iter(found.values())) if found else []

    def ari(self, arrival, departure, room_type="", more="", **settings):
        fields = {"id_hotel": 1, "id_room_type": room_type, "date_from": arrival, "date_to": departure}
        inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
        return self.call("POST", "hotel_ari", ARI.format(inner + more), **settings)

    def book(self, **more):
        return self.call("POST", "bookings", {"booking": booking(**more)})

    def change(self, id, **more):
        return self.call("PUT", f"bookings/{id}", {"booking": booking(id=id, **more)})

    def state(self, order, state):
        inner = f"<id_order>{order}</id_order><id_order_state>{state}</id_order_state>"
        body = f"<qloapps><order_history>{inner}</order_history></qloapps>"
        return self.call("POST", "order_histories", body)

    def order(self, id):
        return self.get(f"orders/{id}").json["order"]

    def room_rows(self, order):
        return self.rows(f"room_bookings?filter[id_order]=[{order}]&display=full")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def basic(key):
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def line(arrival="2027-03-10", departure="2027-03-13", room_type=1, rooms=None, count=None):
    if rooms is None:
        rooms = [{"adults": 2, "child": 1, "child_ages": [7], "total_tax": None}]
    found = {"id_room_type": room_type, "checkin_date": arrival, "checkout_date": departure}
    return found | {"number_of_rooms": count or len(rooms) or 1} | ({"rooms": rooms} if rooms else {})


def booking(lines=None, guest=None, total=None, paid=0, payment=None, **more):
    """Return a booking as it has to be sent: total_tax null, and a total."""
    customer = {
        "firstname": "Ana",
        "lastname": "Ruiz",
        "email": "ana@guests.example",
        "phone": "+12025550123",
    }
    prices = {"total_paid": paid} | ({} if total is None else {"total_price_with_tax": total})
    return {
        "id_property": 1,
        "currency": "USD",
        "source": "chat:req-0001",
        **more,
        "associations": {
            "customer_detail": customer | (guest or {}),
            "price_details": prices,
            "payment_detail": {"payment_type": "pay at hotel", "payment_method": "Pay at hotel"}
            | (payment or {}),
            "room_types": [line()] if lines is None else lines,
        },
    }

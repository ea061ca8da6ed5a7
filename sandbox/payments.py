"""A payment provider: links that the hotel asks for, and the page on which a guest pays, without a card.

    POST /payments/v1/links              {merchant, amount, currency, description, expires_at}
                                         and a header Idempotency-Key
    GET  /payments/v1/links/{id}
    POST /payments/v1/links/{id}/cancel
    GET  /payments/pay/{id}              the page; its button posts to the same address

Tests put faults in the way: POST /control/payments {"faults": ["timeout_accepted", "500"]}, one a call,
and may have a link paid at another amount: {"pay": id, "amount": "1.00"}.
"""

import html
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.server import Answer, BadBody, Request, Reset, Response, Silence, json_response
from sandbox.world import World

LINK = re.compile(r"/payments/v1/links(?:/(?P<id>[\w-]+)(?P<cancel>/cancel)?)?")
PAGE = re.compile(r"/payments/pay/(?P<id>[\w-]+)")
FAULTS = ("500", "500_accepted", "429", "timeout", "timeout_accepted", "reset_accepted", "garbage_accepted")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
STYLE = (
    "body{font:18px/1.5 system-ui;max-width:26rem;margin:4rem auto;padding:0 1.5rem;color:#17312d;"
    "background:#fff}b{font-size:2rem}button{font:inherit;padding:.7rem 2.5rem;border:0;border-radius:.6rem;"
    "background:#0f766e;color:#fff;cursor:pointer}"
)


@dataclass(slots=True)
class PayLink:
    id: str
    key: str  # the caller's
    merchant: str
    amount: str
    currency: str
    description: str
    expires_at: str
    status: str = "requested"
    paid: str | None = None


class Payments:
    """Everything under /payments/ and /control/payments."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reset()

    def reset(self) -> None:
        self.links: dict[str, PayLink] = {}
        self.faults: list[str] = []

    async def answer(self, request: Request) -> Answer:
        try:
            if match := PAGE.fullmatch(request.path):
                return self.page(match["id"], request)
            if match := LINK.fullmatch(request.path):
                return self.api(request, match["id"], cancels=match["cancel"] is not None)
        except (BadBody, KeyError, TypeError, ValueError, InvalidOperation) as error:
            return json_response({"error": f"bad request: {error}"}, 400)
        return json_response({"error": f"Nothing at {request.path}."}, 404)

    def api(self, request: Request, id: str | None, *, cancels: bool) -> Answer:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or key.strip() in ("", "revoked"):
            return json_response({"error": "no valid API key"}, 401)
        fault = self.faults.pop(0) if self.faults else ""
        if fault and not fault.endswith("_accepted"):
            return broken(fault)
        if id is None and request.method == "POST":
            found: PayLink | None = self.create(request)
        elif id is not None and request.method == ("POST" if cancels else "GET"):
            found = self.current(id)
            if found and cancels and found.status == "requested":
                found.status = "cancelled"
        else:
            return json_response({"error": "method not allowed"}, 405)
        if fault:
            return broken(fault)
        return (
            json_response(self.view(found, request))
            if found
            else json_response({"error": "no such link"}, 404)
        )

    def create(self, request: Request) -> PayLink:
        """The link of this Idempotency-Key, made on its first call."""
        wanted, key = request.json(), request.headers["idempotency-key"]
        amount = Decimal(wanted["amount"])
        if amount <= 0 or amount != round(amount, 2):
            raise ValueError("amount")
        if not datetime.fromisoformat(wanted["expires_at"]).tzinfo:
            raise ValueError("expires_at")
        for link in self.links.values():
            if link.key == key:
                return link
        link = PayLink(
            id=f"pl_{secrets.token_hex(8)}",
            key=key,
            merchant=str(wanted["merchant"]),
            amount=f"{amount:.2f}",
            currency=str(wanted["currency"]),
            description=str(wanted["description"]),
            expires_at=str(wanted["expires_at"]),
        )
        self.links[link.id] = link
        self.world.record("payment_link", **asdict(link))
        return link

    def current(self, id: str) -> PayLink | None:
        link = self.links.get(id)
        now = datetime.fromtimestamp(self.world.now(), UTC)
        if link and link.status == "requested" and datetime.fromisoformat(link.expires_at) <= now:
            link.status = "expired"
        return link

    def pay(self, link: PayLink, amount: str | None = None) -> None:
        if link.status == "requested":
            link.status, link.paid = "paid", amount or link.amount
            self.world.record("payment_made", **asdict(link))

    def view(self, link: PayLink, request: Request) -> dict[str, Any]:
        base = f"http://{request.headers.get('host', '127.0.0.1')}"
        return {**asdict(link), "url": f"{base}/payments/pay/{link.id}"}

    def page(self, id: str, request: Request) -> Response:
        link = self.current(id)
        if link is None:
            return Response(404, b"There is no such payment.", "text/plain; charset=utf-8")
        if request.method == "POST":
            self.pay(link)
        return Response(
            200,
            written(link).encode(),
            "text/html; charset=utf-8",
            {"content-security-policy": POLICY, "cache-control": "no-store"},
        )

    def control(self, request: Request) -> Answer:
        """POST sets faults or pays; GET shows all links."""
        try:
            wanted = request.json() if request.method == "POST" else {}
            if unknown := set(wanted.get("faults", [])) - set(FAULTS):
                raise ValueError(f"faults are {', '.join(FAULTS)}, not {', '.join(sorted(unknown))}")
            self.faults = list(wanted.get("faults", self.faults))
            if "pay" in wanted:
                self.pay(self.links[wanted["pay"]], wanted.get("amount"))
        except (BadBody, KeyError, TypeError, ValueError) as error:
            return json_response({"error": str(error)}, 400)
        return json_response({"links": [asdict(link) for link in self.links.values()], "faults": self.faults})


def broken(fault: str) -> Answer:
    match fault.removesuffix("_accepted"):
        case "timeout":
            return Silence(60)
        case "reset":
            return Reset()
        case "garbage":
            return Response(200, b"<html>Bad gateway</html>", "text/html")
        case code:
            return json_response({"error": "the provider is in trouble"}, int(code))


def written(link: PayLink) -> str:
    """The page: what for, how much, and a button while it can be paid."""
    said = {
        "paid": "Paid. Thank you. · Pagado. Gracias.",
        "expired": "This link has expired. · Este enlace ha caducado.",
        "cancelled": "This link is no longer valid. · Este enlace ya no es válido.",
    }
    button = '<form method="post"><button>Pay · Pagar</button></form>'
    below = f"<p>{said[link.status]}</p>" if link.status in said else button
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content='
        f'"width=device-width"><title>Payment</title><style>{STYLE}</style>'
        f"<h1>{html.escape(link.description)}</h1>"
        f"<p><b>{html.escape(link.amount)} {html.escape(link.currency)}</b></p>{below}"
        "<p><small>A sandbox: no money moves. · Un simulador: no se mueve dinero.</small></p></html>"
    )

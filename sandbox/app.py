"""One sandbox: the parts wired together, and which path goes to which part."""

import traceback

from sandbox.control import Control
from sandbox.faults import Faults
from sandbox.graph import Graph
from sandbox.guest import Guests
from sandbox.model.desk import ModelDesk
from sandbox.payments import Payments
from sandbox.phone import FILES, events, page, picture
from sandbox.qloapps.api import QloApps
from sandbox.qloapps.control import QloAppsControl
from sandbox.server import Answer, Request, json_response
from sandbox.webhooks import Courier
from sandbox.website import Website
from sandbox.world import Hotel, World


class Sandbox:
    """All providers of one sandbox; `answer` is its HTTP face."""

    def __init__(self, hotels: list[Hotel], web_url: str, secret: str) -> None:
        self.world = World(hotels)
        self.faults = Faults()
        self.courier = Courier(self.world, self.faults, web_url, secret)
        self.graph = Graph(self.world, self.faults, self.courier)
        self.guests = Guests(self.world, self.graph, self.courier)
        self.model = ModelDesk(self.world)
        self.qloapps = QloApps(self.world)
        self.qloapps_control = QloAppsControl(self.qloapps)
        self.payments = Payments(self.world)
        self.website = Website()
        self.control = Control(
            self.world,
            self.faults,
            self.courier,
            self.guests,
            self.model,
            qloapps=self.qloapps,
            payments=self.payments,
            website=self.website,
        )

    async def answer(self, request: Request) -> Answer:
        """Answer any request. A fault of the sandbox's own is a 500 and a line in its log."""
        try:
            return await self.route(request)
        except Exception as error:
            self.world.record("sandbox_error", path=request.path, error=traceback.format_exc())
            return json_response({"error": f"The sandbox failed: {error!r}"}, 500)

    async def route(self, request: Request) -> Answer:
        path = request.path
        if from_elsewhere(request):
            return json_response({"error": "Pages of other sites may not use the sandbox."}, 403)
        if path.startswith("/graph/"):
            return await self.graph.answer(request)
        if path.startswith("/openai/"):
            return await self.model.answer(request)
        if path.startswith("/qloapps/"):
            return await self.qloapps.answer(request)
        if path.startswith("/payments/"):
            return await self.payments.answer(request)
        if path.startswith("/site/") or path == "/robots.txt":
            return await self.website.answer(request)
        if path == "/control/site":
            return self.website.control(request)
        if path == "/control/payments":
            return self.payments.control(request)
        if path.startswith("/control/qloapps/"):
            return await self.qloapps_control.answer(request)
        if path.startswith("/control/"):
            return await self.control.answer(request)
        if path == "/phone/events":
            return events(self.world, self.guests, request)
        if path.startswith("/phone/media/"):
            return picture(self.graph.media.get(path.rpartition("/")[2]))
        if request.method == "GET" and path in FILES:
            return page(request)
        if path == "/health":
            return json_response({"ok": True})
        return json_response({"error": f"Nothing at {path}."}, 404)


def from_elsewhere(request: Request) -> bool:
    """Whether a browser sends this from a page that is not ours: the control API has no login."""
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")

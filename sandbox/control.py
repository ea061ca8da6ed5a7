"""The control API: act as a guest, set faults and the clock, script the model, read what happened."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sandbox.faults import SEND_KINDS, STATUS_MODES, BadFaults, Faults
from sandbox.guest import CannotDo, Guests
from sandbox.model.desk import ModelDesk
from sandbox.model.script import BadScript
from sandbox.payments import Payments
from sandbox.qloapps.api import QloApps
from sandbox.server import Answer, BadBody, Request, json_response
from sandbox.webhooks import Courier
from sandbox.website import Website
from sandbox.world import World, view


class Control:
    """Everything under /control/."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        courier: Courier,
        guests: Guests,
        model: ModelDesk,
        *,
        qloapps: QloApps,
        payments: Payments,
        website: Website,
    ) -> None:
        self.world = world
        self.faults = faults
        self.courier = courier
        self.guests = guests
        self.model = model
        self.qloapps = qloapps
        self.payments = payments
        self.website = website
        self.routes: dict[tuple[str, str], Callable[[Request], Any]] = {
            ("GET", "/control/state"): self.state,
            ("GET", "/control/log"): self.log,
            ("POST", "/control/reset"): self.reset,
            ("POST", "/control/guest-message"): self.guest_message,
            ("POST", "/control/hotel-message"): self.hotel_message,
            ("POST", "/control/guest"): self.guest,
            ("POST", "/control/hotel"): self.hotel,
            ("POST", "/control/chat"): self.chat,
            ("GET", "/control/messages"): self.messages,
            ("GET", "/control/faults"): self.show_faults,
            ("POST", "/control/faults"): self.set_faults,
            ("POST", "/control/clock"): self.clock,
            ("POST", "/control/model"): self.set_model,
            ("GET", "/control/model/requests"): self.model_requests,
            ("GET", "/control/model/behaviours"): self.behaviours,
        }

    async def answer(self, request: Request) -> Answer:
        if (request.method, request.path) == ("POST", "/control/replay"):
            wanted = request.json()
            count, rebatch = int(wanted.get("count", 1)), bool(wanted.get("rebatch"))
            return json_response({"replayed": await self.courier.replay(count, rebatch)})
        route = self.routes.get((request.method, request.path))
        if route is None:
            return json_response({"error": f"No {request.method} {request.path} here."}, 404)
        try:
            return json_response(route(request))
        except (BadBody, BadFaults, BadScript, CannotDo, KeyError, TypeError, ValueError) as error:
            return json_response({"error": str(error)}, 400)

    def state(self, request: Request) -> dict[str, Any]:
        guests = list(self.world.guests.values())[-200:]
        return {
            "hotels": [asdict(hotel) for hotel in self.world.hotels.values()],
            "guests": [asdict(guest) for guest in guests],
            "web_url": self.courier.url,
            "now": self.world.now(),
            "clock_offset": self.world.clock_offset,
            "faults": self.show_faults(request),
            "fault_kinds": SEND_KINDS,
            "status_modes": STATUS_MODES,
            "model": self.model.summary(),
        }

    def log(self, request: Request) -> dict[str, Any]:
        after = int(request.query.get("after", 0))
        kind = request.query.get("kind")
        entries = [e for e in self.world.log if e["seq"] > after and kind in (None, e["kind"])]
        return {"log": entries[-int(request.query.get("limit", len(entries) or 1)) :]}

    def reset(self, _: Request) -> dict[str, Any]:
        self.courier.forget()
        self.faults.clear()
        self.model.reset()
        self.qloapps.shops.clear()
        self.payments.reset()
        self.website.reset()
        self.guests.graph.media.clear()
        self.world.reset()
        return {"ok": True}

    def guest_message(self, request: Request) -> dict[str, Any]:
        return {"message": view(self.guests.write(request.json()))}

    def hotel_message(self, request: Request) -> dict[str, Any]:
        return {"message": view(self.guests.answer_by_hand(request.json()))}

    def guest(self, request: Request) -> dict[str, Any]:
        wanted = request.json()
        guest = self.guests.find(wanted)
        guest.phone_hidden = bool(wanted.get("phone_hidden", guest.phone_hidden))
        guest.username = wanted.get("username", guest.username)
        return {"guest": asdict(guest)}

    def hotel(self, request: Request) -> dict[str, Any]:
        wanted = request.json()
        return {"hotel": asdict(self.world.add_hotel(str(wanted["id"]), str(wanted.get("name", "Hotel"))))}

    def chat(self, request: Request) -> dict[str, Any]:
        self.guests.open_chat(request.json())
        return {"ok": True}

    def messages(self, request: Request) -> dict[str, Any]:
        hotel = self.guests.hotel(request.query.get("hotel"))
        chat = self.world.chat(hotel, self.guests.find(request.query).id)
        arrived = [message for message in chat.messages if message.error is None]
        shown = arrived[-int(request.query.get("limit", 500)) :]
        return {
            "messages": [view(message) for message in shown],
            "typing": chat.typing_until > self.world.now(),
            "window_open": self.world.window_is_open(hotel, chat.guest),
        }

    def show_faults(self, _: Request) -> dict[str, Any]:
        return {
            "sends": [asdict(rule) for rule in self.faults.sends],
            "statuses": asdict(self.faults.statuses),
            "webhooks": asdict(self.faults.webhooks),
            "seed": self.faults.seed,
        }

    def set_faults(self, request: Request) -> dict[str, Any]:
        self.faults.change(request.json())
        self.world.publish({"kind": "faults"})
        return self.show_faults(request)

    def clock(self, request: Request) -> dict[str, Any]:
        """Put the clock `advance_seconds` further, or at `offset_seconds` from the real one."""
        wanted = request.json()
        if "offset_seconds" in wanted:
            self.world.clock_offset = float(wanted["offset_seconds"])
        self.world.clock_offset += float(wanted.get("advance_seconds", 0))
        self.world.publish({"kind": "clock"})
        return {"now": self.world.now(), "clock_offset": self.world.clock_offset}

    def set_model(self, request: Request) -> dict[str, Any]:
        self.model.change(request.json())
        return self.model.summary()

    def model_requests(self, request: Request) -> dict[str, Any]:
        return {"requests": self.model.requests[-int(request.query.get("limit", 1_000)) :]}

    def behaviours(self, _: Request) -> dict[str, Any]:
        return {"behaviours": self.model.behaviours()}

"""Meta's Graph API, as much of it as a hotel's number needs: send, mark as read, media."""

import asyncio
import re
import secrets
from typing import Any

from sandbox.faults import Faults, SendFault
from sandbox.graph_checks import check_message
from sandbox.graph_errors import GraphError, unknown_object
from sandbox.media import URL_SECONDS, MediaFile
from sandbox.server import Answer, BadBody, Request, Reset, Response, Silence, json_response
from sandbox.webhooks import Courier
from sandbox.world import TYPING_SECONDS, ChatMessage, Guest, World, new_wamid

PATH = re.compile(r"/graph(?:/v\d+(?:\.\d+)?)?/(?P<id>[^/]+)(?P<edge>/messages)?/?")
FILE_PATH = re.compile(r"/graph/files/(?P<id>[^/]+)/(?P<key>[^/]+)")


class Graph:
    """The API of one sandbox."""

    def __init__(self, world: World, faults: Faults, courier: Courier) -> None:
        self.world = world
        self.faults = faults
        self.courier = courier
        self.media: dict[str, MediaFile] = {}

    async def answer(self, request: Request) -> Answer:
        """Answer one request; a refusal comes back in Graph's shape."""
        try:
            return await self.route(request)
        except GraphError as error:
            self.world.record("send_refused", path=request.path, code=error.code, details=error.details)
            return error.response()

    async def route(self, request: Request) -> Answer:
        require_token(request)
        if match := FILE_PATH.fullmatch(request.path):
            return self.download(match["id"], match["key"])
        match = PATH.fullmatch(request.path)
        if match is None:
            return unknown_object(request.path)
        if match["edge"] and request.method == "POST":
            return await self.post_message(match["id"], request)
        if request.method == "GET" and not match["edge"]:
            return self.look_up(match["id"], request)
        return unknown_object(match["id"])

    async def post_message(self, hotel: str, request: Request) -> Answer:
        if hotel not in self.world.hotels:
            return unknown_object(hotel)
        try:
            message = request.json()
        except BadBody as error:
            raise GraphError(100, str(error)) from error
        if message.get("status") is not None:
            return self.mark_read(hotel, message)
        try:
            check_message(message)
        except (AttributeError, TypeError, KeyError) as error:  # a list where an object belongs
            raise GraphError(100, "A parameter has the wrong type.") from error
        return await self.send(hotel, message)

    async def send(self, hotel: str, message: dict[str, Any]) -> Answer:
        guest = self.find_guest(message)
        fault = self.faults.next_send(hotel, guest.id)
        entry = self.world.record("send", hotel=hotel, guest=guest.id, message=message, accepted=False)
        if fault is not None:
            entry["fault"] = fault.kind
            if (answer := refusal(fault)) is not None:
                return answer
        if message.get("type") != "template" and not self.world.window_is_open(hotel, guest.id):
            raise GraphError(
                131047,
                "Message failed to send because more than 24 hours have passed since the customer last "
                "replied to this number.",
            )
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return await self.accept(hotel, guest, message, entry, fault)

    async def accept(
        self,
        hotel: str,
        guest: Guest,
        message: dict[str, Any],
        entry: dict[str, Any],
        fault: SendFault | None = None,
    ) -> Answer:
        fails = fault is not None and fault.kind == "failed_status"
        sent = self.keep(
            hotel, guest, message, GraphError(fault.code).in_status() if fault and fails else None
        )
        entry |= {"accepted": True, "id": sent.id}
        if self.faults.statuses.mode == "early" and sent.error is None:
            await self.courier.report_early(sent)
        self.courier.report(sent)
        return after_acceptance(fault) or json_response(receipt(message, guest, sent))

    def keep(
        self, hotel: str, guest: Guest, message: dict[str, Any], error: dict[str, Any] | None
    ) -> ChatMessage:
        kind = message.get("type", "text")
        content = message[kind] if isinstance(message[kind], dict) else {"contacts": message[kind]}
        sent = ChatMessage(
            id=new_wamid(),
            hotel=hotel,
            guest=guest.id,
            from_guest=False,
            type=kind,
            content=content,
            at=self.world.now(),
            reply_to=(message.get("context") or {}).get("message_id"),
            callback_data=message.get("biz_opaque_callback_data"),
            error=error,
        )
        if kind == "reaction":
            self.react(sent)
            return sent
        self.world.chat(hotel, guest.id).typing_until = 0
        self.world.add_message(sent)
        return sent

    def react(self, sent: ChatMessage) -> None:
        target = self.world.messages.get(sent.content["message_id"])
        if target is None or target.guest != sent.guest:
            raise GraphError(131009, "The message to react to was not found.")
        target.reactions["hotel"] = sent.content.get("emoji", "")
        self.world.show(target)

    def find_guest(self, message: dict[str, Any]) -> Guest:
        """Return whom the message is for. A number nobody has used is invented; a user id cannot be."""
        if message.get("to"):
            return self.world.add_guest(re.sub(r"\D", "", message["to"]))
        guest = self.world.guest_by_user_id(message["recipient"])
        if guest is None:
            raise GraphError(131026, "Receiver is incapable of receiving this message.")
        return guest

    def mark_read(self, hotel: str, message: dict[str, Any]) -> Response:
        if message.get("status") != "read" or message.get("messaging_product") != "whatsapp":
            raise GraphError(100, "Param status must be one of {read}.")
        target = self.world.messages.get(str(message.get("message_id")))
        if target is None or target.hotel != hotel or not target.from_guest:
            raise GraphError(131009, "Parameter message_id was not found.")
        chat = self.world.chat(hotel, target.guest)
        for earlier in chat.messages:
            if earlier.from_guest and earlier.number <= target.number and earlier.advance("read"):
                self.world.show(earlier)
        if message.get("typing_indicator"):
            chat.typing_until = self.world.now() + TYPING_SECONDS
            self.world.publish({"kind": "typing", "hotel": hotel, "guest": chat.guest})
        self.world.record("mark_read", hotel=hotel, message=message)
        return json_response({"success": True})

    def look_up(self, id: str, request: Request) -> Response:
        """Answer GET for a media id or the number itself."""
        if (hotel := self.world.hotels.get(id)) is not None:
            number = {"id": hotel.id, "display_phone_number": hotel.display_number}
            return json_response({**number, "verified_name": hotel.name, "quality_rating": "GREEN"})
        file = self.media.get(id)
        if file is None:
            return unknown_object(id)
        key = secrets.token_urlsafe(12)
        file.url_expires[key] = self.world.now() + URL_SECONDS
        base = f"http://{request.headers.get('host', '127.0.0.1')}"
        return json_response(
            {
                "messaging_product": "whatsapp",
                "url": f"{base}/graph/files/{id}/{key}",
                "mime_type": file.mime_type,
                "sha256": file.digest.hex(),
                "file_size": len(file.content),
                "id": id,
            }
        )

    def download(self, id: str, key: str) -> Response:
        file = self.media.get(id)
        if file is None or file.url_expires.get(key, 0) < self.world.now():
            return Response(404, b"", "text/plain")
        return Response(200, file.content, file.mime_type)


def require_token(request: Request) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token")
    if token.strip() == "expired":
        raise GraphError(190, "Error validating access token: Session has expired.")


def refusal(fault: SendFault) -> Answer | None:
    """Return the answer of a fault that keeps the message from being accepted."""
    match fault.kind:
        case "error":
            raise GraphError(fault.code)
        case "timeout":
            return Silence(fault.seconds)
        case "reset":
            return Reset()
        case _:
            return None


def after_acceptance(fault: SendFault | None) -> Answer | None:
    """Return the bad answer to a message that was accepted all the same."""
    match fault.kind if fault else None:
        case "error_accepted":
            return GraphError(131000).response()
        case "timeout_accepted":
            return Silence(fault.seconds if fault else 0)
        case "reset_accepted":
            return Reset()
        case "garbage_accepted":
            return Response(200, b"<html><body>Bad gateway</body></html>", "text/html")
        case _:
            return None


def receipt(message: dict[str, Any], guest: Guest, sent: ChatMessage) -> dict[str, Any]:
    contact = {"input": message.get("to") or message.get("recipient")}
    contact |= {"wa_id": guest.id} if message.get("to") else {"user_id": guest.user_id}
    entry = {"id": sent.id} | ({"message_status": "accepted"} if sent.type == "template" else {})
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [entry]}

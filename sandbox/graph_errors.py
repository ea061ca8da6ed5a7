"""Graph's errors: code, HTTP status and words, in the shape Meta sends."""

import uuid
from typing import Any

from sandbox.server import Response, json_response

# code -> (HTTP status, title). Rate limits come as 400: a client must decide by the code.
ERRORS: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    1: (400, "API Unknown"),
    2: (503, "API Service"),
    3: (500, "API Method"),
    4: (400, "API Too Many Calls"),
    10: (403, "Permission Denied"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    190: (401, "Access token has expired"),
    200: (403, "API Permission"),
    368: (403, "Temporarily blocked for policies violations"),
    80007: (400, "Rate limit issues"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Account has been locked"),
    131037: (400, "Display name is not approved"),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (400, "Message not delivered to maintain healthy ecosystem engagement"),
    131050: (400, "User has stopped marketing messages"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    131062: (400, "Business-scoped user id is not allowed for this message"),
    132000: (400, "Template parameter count mismatch"),
    132001: (404, "Template does not exist"),
    132005: (400, "Template hydrated text too long"),
    132007: (400, "Template format character policy violated"),
    132012: (400, "Template parameter format mismatch"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    133004: (503, "Server temporarily unavailable"),
    133010: (400, "Phone number not registered"),
    135000: (400, "Generic user error"),
}


class GraphError(Exception):
    """A refusal in Graph's words."""

    def __init__(self, code: int, details: str = "", message: str | None = None) -> None:
        self.code = code
        self.status, self.title = ERRORS.get(code, (400, "Unknown error"))
        self.details = details or self.title
        self.message = message or f"(#{code}) {self.title}"
        super().__init__(self.message)

    def body(self) -> dict[str, Any]:
        if self.code in (0, 190):  # about the token, so there is nothing of WhatsApp in it
            error: dict[str, Any] = {"message": self.details, "type": "OAuthException", "code": self.code}
        else:
            error = {
                "message": self.message,
                "type": "OAuthException",
                "code": self.code,
                "error_data": {"messaging_product": "whatsapp", "details": self.details},
            }
        return {"error": {**error, "fbtrace_id": "A" + uuid.uuid4().hex[:21]}}

    def response(self) -> Response:
        headers = {"www-authenticate": 'OAuth "Facebook Platform"'} if self.status == 401 else {}
        return json_response(self.body(), self.status, headers)

    def in_status(self) -> dict[str, Any]:
        """Return the error as a `failed` status carries it."""
        return {
            "code": self.code,
            "title": self.title,
            "message": self.title,
            "error_data": {"details": self.details},
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        }


def unknown_object(id: str) -> Response:
    """The answer to an id that does not exist or is not ours."""
    return json_response(
        {
            "error": {
                "message": f"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded "
                "due to missing permissions, or does not support this operation.",
                "type": "GraphMethodException",
                "code": 100,
                "error_subcode": 33,
                "fbtrace_id": "A" + uuid.uuid4().hex[:21],
            }
        },
        400,
    )

"""What tests say to the sandbox: `Sandbox(url).guest("5215550001").writes("hola")`.

Needs nothing but the standard library. Everything here goes over HTTP through the control API.
"""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sandbox.qloapps.client import Shop

Wanted = str | re.Pattern[str] | Callable[[list[str]], object]
POLL_SECONDS = 0.03


class SandboxError(Exception):
    """The sandbox refused what was asked; the words are its own."""


class Sandbox:
    """A running sandbox."""

    def __init__(self, base_url: str, timeout: float = 30.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout = timeout

    @property
    def graph_url(self) -> str:
        return f"{self.base_url}/graph"

    @property
    def openai_url(self) -> str:
        return f"{self.base_url}/openai/v1"

    def guest(self, number: str, hotel: str | None = None, **about: Any) -> "GuestPhone":
        """Return a guest's phone; `about` may give name, language, phone_hidden, username."""
        if about:
            self.post("/control/guest", {"guest": number, **about})
        return GuestPhone(self, number, hotel)

    def qloapps(self, shop: str = "casa", **description: Any) -> Shop:
        """Return a QloApps shop; a description opens it anew, without one it is the demo house."""
        return Shop(shop, self.base_url, self.get, self.post, description)

    @property
    def payments_url(self) -> str:
        return f"{self.base_url}/payments"

    def payments(self, **wanted: Any) -> list[dict[str, Any]]:
        """Return the payment links; `faults` puts faults in the way, `pay` (an id) pays, at `amount`."""
        found = self.post("/control/payments", wanted) if wanted else self.get("/control/payments")
        return list(found["links"])

    def hotel(self, id: str, name: str = "Hotel") -> dict[str, Any]:
        """Give the sandbox one more business number."""
        found: dict[str, Any] = self.post("/control/hotel", {"id": id, "name": name})["hotel"]
        return found

    def faults(self, **wanted: Any) -> dict[str, Any]:
        """Set `sends`, `statuses`, `webhooks`, `seed`; what is not named stays."""
        return self.post("/control/faults", wanted)

    def model(self, **wanted: Any) -> dict[str, Any]:
        """Set `behaviour`, `steps` or `rules`, `tools`, `delay`."""
        return self.post("/control/model", wanted)

    def model_requests(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("/control/model/requests")["requests"]
        return found

    def log(self, kind: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """Return what happened, in order."""
        query = {"after": str(after)} | ({"kind": kind} if kind else {})
        found: list[dict[str, Any]] = self.get("/control/log", query)["log"]
        return found

    def clock(self, **wanted: float) -> dict[str, Any]:
        """Move the clock: `advance_seconds` or `offset_seconds`."""
        return self.post("/control/clock", wanted)

    def replay(self, count: int = 1, rebatch: bool = False) -> int:
        """Post the last webhooks again, byte for byte, or all their updates in one POST, newest first."""
        return int(self.post("/control/replay", {"count": count, "rebatch": rebatch})["replayed"])

    def reset(self) -> None:
        self.post("/control/reset", {})

    def get(self, path: str, query: dict[str, str] | None = None) -> dict[str, Any]:
        return self.ask(f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        return self.ask(path, json.dumps(content).encode())

    def ask(self, path: str, body: bytes | None = None) -> dict[str, Any]:
        """Return the JSON answer. Raise SandboxError."""
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self.base_url + path, body, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                found: dict[str, Any] = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            words = error.read().decode(errors="replace")
            raise SandboxError(f"{path}: {error.code} {words}") from error


class GuestPhone:
    """One guest's phone, in the chat with one hotel."""

    def __init__(self, sandbox: Sandbox, number: str, hotel: str | None) -> None:
        self.sandbox = sandbox
        self.number = number
        self.hotel = hotel

    @property
    def place(self) -> dict[str, str]:
        return {"guest": self.number} | ({"hotel": self.hotel} if self.hotel else {})

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        """Send a text and return the message; `more` may hold reply_to, id, age_seconds."""
        return self.sends("text", text=text, **more)

    def sends(self, kind: str, **more: Any) -> dict[str, Any]:
        """Send any type: image, audio, location, reaction, unsupported ..."""
        answer = self.sandbox.post("/control/guest-message", {**self.place, "type": kind, **more})
        found: dict[str, Any] = answer["message"]
        return found

    def taps(self, title: str, message: str | None = None) -> dict[str, Any]:
        """Tap the newest button or row with this title, or the one on a certain message."""
        return self.sends("button", button=title, message=message)

    def reacts(self, emoji: str = "👍", message: str | None = None) -> dict[str, Any]:
        return self.sends("reaction", emoji=emoji, message=message)

    def is_answered_by_hand(self, text: str) -> dict[str, Any]:
        """Let a person of the house answer from the house's own phone: Meta sends an echo."""
        answer = self.sandbox.post("/control/hotel-message", {**self.place, "text": text})
        found: dict[str, Any] = answer["message"]
        return found

    def opens_chat(self) -> None:
        """Open the chat; what arrives is read from now on."""
        self.sandbox.post("/control/chat", {**self.place, "open": True})

    def closes_chat(self) -> None:
        self.sandbox.post("/control/chat", {**self.place, "open": False})

    def messages(self) -> list[dict[str, Any]]:
        """Return the whole chat, the guest's own messages too."""
        found: list[dict[str, Any]] = self.sandbox.get("/control/messages", self.place)["messages"]
        return found

    def received(self) -> list[dict[str, Any]]:
        return [message for message in self.messages() if not message["from_guest"]]

    def sees(self) -> list[str]:
        """Return the texts the hotel has sent, oldest first."""
        return [message["text"] for message in self.received()]

    def buttons(self) -> list[str]:
        """Return the titles of the newest message that has buttons."""
        newest = next((m for m in reversed(self.received()) if m["buttons"]), None)
        return [button["title"] for button in newest["buttons"]] if newest else []

    def wait_for(self, wanted: Wanted = ".", seconds: float = 10.0, after: int = 0) -> str:
        """Wait until a text matches (or the function accepts all texts); return the newest match.

        `after` leaves out so many of the first texts. Raise TimeoutError with what is on the phone.
        """
        until = time.monotonic() + seconds
        while True:
            texts = self.sees()[after:]
            if (found := first_match(wanted, texts)) is not None:
                return found
            if time.monotonic() > until:
                raise TimeoutError(f"{self.number} waited {seconds} s for {wanted!r}; sees {texts!r}")
            time.sleep(POLL_SECONDS)


def first_match(wanted: Wanted, texts: list[str]) -> str | None:
    if callable(wanted):
        return (texts[-1] if texts else "") if wanted(texts) else None
    pattern = re.compile(wanted, re.IGNORECASE | re.DOTALL) if isinstance(wanted, str) else wanted
    return next((text for text in reversed(texts) if pattern.search(text)), None)

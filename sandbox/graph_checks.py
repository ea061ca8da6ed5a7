"""The limits Meta puts on an outgoing message. Each check raises GraphError, code 100 or near it."""

import re
from typing import Any

from sandbox.graph_errors import GraphError

DIGITS = re.compile(r"\+?[0-9][0-9 ()-]{3,24}")
USER_ID = re.compile(r"[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}")
MEDIA = ("image", "video", "audio", "document", "sticker")
TEMPLATE_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def check_message(message: dict[str, Any]) -> None:
    """Raise GraphError unless Meta would take the message."""
    if message.get("messaging_product") != "whatsapp":
        raise GraphError(100, message="(#100) The parameter messaging_product is required.")
    check_recipient(message)
    callback = message.get("biz_opaque_callback_data", "")
    require_text(callback, "biz_opaque_callback_data", 512, empty=True)
    kind = message.get("type", "text")
    check = CHECKS.get(kind)
    if check is None:
        raise GraphError(100, f"Param type must be one of {{{', '.join(CHECKS).upper()}}} - got {kind!r}.")
    content = message.get(kind)
    if kind != "contacts" and not isinstance(content, dict):
        raise GraphError(131008, f"Parameter '{kind}' is mandatory for type '{kind}'.")
    check(content)
    context = message.get("context")
    if context is not None and (not isinstance(context, dict) or not context.get("message_id")):
        raise GraphError(131009, "context.message_id is mandatory when context is given.")
    if context is not None and kind == "reaction":
        raise GraphError(131009, "A reaction cannot be contextual.")


def check_recipient(message: dict[str, Any]) -> None:
    to, recipient = message.get("to"), message.get("recipient")
    if not to and not recipient:
        raise GraphError(100, message="(#100) The parameter to is required.")
    if to and not (isinstance(to, str) and DIGITS.fullmatch(to)):
        raise GraphError(131009, "Parameter 'to' must be a phone number as a string.")
    if not to and not (isinstance(recipient, str) and USER_ID.fullmatch(recipient)):
        raise GraphError(131009, "Parameter 'recipient' must be a business-scoped user id.")


def check_text(content: dict[str, Any]) -> None:
    require_text(content.get("body"), "text['body']", 4096)


def check_interactive(content: dict[str, Any]) -> None:
    kind = content.get("type")
    action = content.get("action")
    require_text(
        content.get("body", {}).get("text"), "interactive['body']['text']", BODY_LIMITS.get(str(kind), 1024)
    )
    if footer := content.get("footer"):
        require_text(footer.get("text"), "interactive['footer']['text']", 60)
    if header := content.get("header"):
        check_header(header)
    if not isinstance(action, dict):
        raise GraphError(131008, "Parameter 'action' is mandatory for type 'interactive'.")
    check = ACTIONS.get(str(kind))
    if check is None:
        raise GraphError(100, f"Param interactive['type'] must be one of {{{', '.join(ACTIONS)}}}.")
    check(action)


def check_header(header: dict[str, Any]) -> None:
    if header.get("type") == "text":
        require_text(header.get("text"), "interactive['header']['text']", 60)
    elif header.get("type") not in ("image", "video", "document"):
        raise GraphError(131009, "interactive['header']['type'] is not valid.")


def check_buttons(action: dict[str, Any]) -> None:
    buttons = action.get("buttons")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise GraphError(131009, "Buttons count not in allowed range: min 1, max 3.")
    replies = [button.get("reply") if isinstance(button, dict) else None for button in buttons]
    for button, reply in zip(buttons, replies, strict=True):
        if not isinstance(reply, dict) or button.get("type") != "reply":
            raise GraphError(131009, "Each button needs type 'reply' and an object 'reply'.")
        require_text(reply.get("id"), "button id", 256)
        require_text(reply.get("title"), "button title", 20)
    require_unique([reply["id"] for reply in replies if reply], "Button ids")
    require_unique([reply["title"] for reply in replies if reply], "Button titles")


def check_list(action: dict[str, Any]) -> None:
    require_text(action.get("button"), "interactive['action']['button']", 20)
    sections = action.get("sections")
    if not isinstance(sections, list) or not 1 <= len(sections) <= 10:
        raise GraphError(131009, "Section count not in allowed range: min 1, max 10.")
    rows: list[Any] = []
    for section in sections:
        require_text(section.get("title", ""), "section title", 24, empty=len(sections) == 1)
        rows += section.get("rows") or []
    if not 1 <= len(rows) <= 10:
        raise GraphError(131009, f"Total row count exceeds max allowed count: 10 (got {len(rows)}).")
    for row in rows:
        require_text(row.get("id"), "row id", 200)
        require_text(row.get("title"), "row title", 24)
        require_text(row.get("description", ""), "row description", 72, empty=True)
    require_unique([row["id"] for row in rows], "Row ids")


def check_link(action: dict[str, Any]) -> None:
    parameters = action.get("parameters") or {}
    require_text(parameters.get("display_text"), "display_text", 20)
    if not re.match(r"https?://", str(parameters.get("url", ""))):
        raise GraphError(131009, "interactive['action']['parameters']['url'] is not a URL.")


def check_location_request(action: dict[str, Any]) -> None:
    if action.get("name") != "send_location":
        raise GraphError(131009, "interactive['action']['name'] must be send_location.")


def check_template(content: dict[str, Any]) -> None:
    require_text(content.get("name"), "template['name']", 512)
    code = (content.get("language") or {}).get("code")
    if not isinstance(code, str) or not TEMPLATE_LANGUAGE.fullmatch(code):
        raise GraphError(131008, "Parameter template['language']['code'] is mandatory.")
    for component in content.get("components", []):
        for parameter in component.get("parameters", []):
            if parameter.get("type") == "text" and re.search(r"[\n\t]| {5,}", str(parameter.get("text", ""))):
                raise GraphError(
                    132007, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
                )


def check_reaction(content: dict[str, Any]) -> None:
    require_text(content.get("message_id"), "reaction['message_id']", 512)
    require_text(content.get("emoji", ""), "reaction['emoji']", 16, empty=True)


def check_media(content: dict[str, Any]) -> None:
    if not content.get("id") and not content.get("link"):
        raise GraphError(131008, "Either media 'id' or 'link' is mandatory.")
    require_text(content.get("caption", ""), "caption", 1024, empty=True)


def check_location(content: dict[str, Any]) -> None:
    for name, limit in (("latitude", 90.0), ("longitude", 180.0)):
        try:
            value = float(content[name])
        except (KeyError, TypeError, ValueError) as error:
            raise GraphError(131008, f"Parameter location['{name}'] is mandatory.") from error
        if not -limit <= value <= limit:
            raise GraphError(131009, f"Parameter location['{name}'] is out of range.")


def check_contacts(content: Any) -> None:
    if not isinstance(content, list) or not content:
        raise GraphError(131008, "Parameter 'contacts' is mandatory for type 'contacts'.")


def require_text(value: Any, name: str, limit: int, empty: bool = False) -> None:
    if not isinstance(value, str):
        raise GraphError(100, f"Param {name} must be a string.", f"(#100) Param {name} must be a string.")
    if not value.strip() and not empty:
        raise GraphError(131008, f"Parameter {name} must be a non-empty string.")
    if len(value) > limit:
        words = f"Param {name} must be at most {limit} characters long."
        raise GraphError(100, words, f"(#100) {words}")


def require_unique(values: list[str], name: str) -> None:
    if len(set(values)) != len(values):
        raise GraphError(131009, f"{name} must be unique.")


BODY_LIMITS = {"list": 4096}
ACTIONS = {
    "button": check_buttons,
    "list": check_list,
    "cta_url": check_link,
    "location_request_message": check_location_request,
}
CHECKS = {
    "text": check_text,
    "interactive": check_interactive,
    "template": check_template,
    "reaction": check_reaction,
    **dict.fromkeys(MEDIA, check_media),
    "location": check_location,
    "contacts": check_contacts,
}

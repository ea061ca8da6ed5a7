"""What can go wrong with a messaging provider, split by what the caller should do.

ChannelError
├── BadSignature          the webhook does not come from the provider: refuse it
├── ChannelUnavailable    surely not sent (no connection, 429, a temporary error): try again
├── ChannelRefused        understood and denied, for good: tell staff
└── ChannelUnknown        we cannot know whether it was sent: wait for its status, never repeat
"""


class ChannelError(Exception):
    """Base of everything a channel may raise."""


class BadSignature(ChannelError):
    """The webhook's signature is missing or wrong."""


class ChannelUnavailable(ChannelError):
    """Surely not sent; sending again is safe, after `retry_after` seconds where the provider says so."""

    def __init__(self, message: str, *, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after


class ChannelRefused(ChannelError):
    """The provider will never take this message. `code` is the provider's own."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class ChannelUnknown(ChannelError):
    """It may have been sent or not (a time-out, a bare 5xx)."""

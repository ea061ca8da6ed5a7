"""What can go wrong between us and a PMS, split by what the caller should do.

PMSError
├── PMSUnavailable    network, time-out before sending, 5xx: try again later
│   ├── PMSRateLimited    too many calls: try again after `retry_after` seconds
│   └── PMSAuthFailed     our key is not accepted: staff must mend it; trying again is useless
├── PMSRefused        understood and denied: tell the guest or staff (has a stable code)
└── PMSUnknown        we cannot know whether it happened: look, never repeat
"""


class PMSError(Exception):
    """Base of everything an implementation of the PMS protocol may raise."""


class PMSUnavailable(PMSError):
    """The PMS could not be asked. Nothing was written; asking again is safe."""


class PMSRateLimited(PMSUnavailable):
    """The PMS wants fewer calls."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PMSAuthFailed(PMSUnavailable):
    """The PMS does not accept our credentials, or they do not suffice."""


class PMSRefused(PMSError):
    """The PMS understood and said no.

    `code` is stable and machine-readable (`sold_out`, `over_capacity`, `min_stay`, `past_date`,
    `too_far`, `too_long`, `quote_expired`, `price_changed`, `not_found`, `not_cancellable`, ...).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PMSUnknown(PMSError):
    """The outcome of a write is unknown. Look it up by our key before anything else."""

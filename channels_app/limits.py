"""How many webhooks an address or an account may post: far above what a provider sends.

Counted in this process, by the second: a limit against floods must cost nothing and work without Redis.
"""

import time
from collections import Counter
from threading import Lock


class Window:
    """Counts by key within the current window; what is past is forgotten as a whole."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._window = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, key: str) -> int:
        """Count one more and return how many there are in this window."""
        window = int(time.monotonic() / self.seconds)
        with self._lock:
            if window != self._window:
                self._window = window
                self._counts.clear()
            self._counts[key] += 1
            return self._counts[key]

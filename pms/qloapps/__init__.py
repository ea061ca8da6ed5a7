"""QloApps 1.7 through its web service: no lock, no idempotency, and answers that mean something else.

Read docs/qloapps.md before changing anything here: each rule answers something that was measured.
"""

from pms.qloapps.adapter import QloApps

__all__ = ["QloApps"]

"""Hostile and broken models, each under the number it has in the list of what a model may do.

L01-L19 writes, L20-L27 other people's data, L28-L38 loops and budgets, L39-L49 malformed,
L50-L70 what it says, L71-L84 transport.
"""

from sandbox.hostile import budgets, kit, malformed, others, says, transport, writes
from sandbox.hostile.kit import play_hostile

# Each part registers its behaviours when it is imported.
PARTS = (writes, others, budgets, malformed, says, transport)
BEHAVIOURS = dict(sorted(kit.BEHAVIOURS.items()))

__all__ = ["BEHAVIOURS", "PARTS", "play_hostile"]

"""Pages of the agent studio that look into conversations."""

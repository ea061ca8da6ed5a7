"""The agent studio: pages for managers who make, try, publish and watch their agents."""

"""The providers played on loopback, for development, demos and tests. Knows nothing of the apps."""

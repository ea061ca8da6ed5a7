"""Wiring: settings, URLs, the servers' entry points, tasks, logs, metrics, checks."""

"""QloApps 1.7 as its web service was measured: no lock, no idempotency, answers that mean something else."""

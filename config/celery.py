"""The Celery application. Queues: `turns` for the agent, `flow` for intake, sends and sweeps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("conserje")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

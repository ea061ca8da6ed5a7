"""The Celery application. Queues: `turns` for the agent, `sends` for providers, `flow` for the rest."""

import gc
import os
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import beat_init, celeryd_init, task_postrun, task_prerun, worker_ready
from prometheus_client import Counter

from config.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("conserje")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

TASKS = Counter("tasks_total", "Tasks that ended", ["task", "state"])


@celeryd_init.connect
@beat_init.connect
def _check_settings(**_: object) -> None:
    refuse_to_start()


@task_prerun.connect
def _forget_the_last_task(**_: object) -> None:
    """Threads are used again; what one task bound to its log lines is not the next one's."""
    structlog.contextvars.clear_contextvars()


@task_postrun.connect
def _count(task: "Task[..., Any]", state: str | None = None, **_: object) -> None:
    TASKS.labels(task.name, state or "UNKNOWN").inc()


@worker_ready.connect
def _keep_what_is_loaded(**_: object) -> None:
    """What is loaded by now stays, and need not be looked at with every collection."""
    gc.freeze()


@worker_ready.connect
def _say_so(sender: Any, **_: object) -> None:
    """A worker that just started is known at once, not with beat's next round."""
    for queue in sender.task_consumer.queues:
        app.send_task("conversations.tasks.heartbeat", (queue.name,), queue=queue.name, expires=20)

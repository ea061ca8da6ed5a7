"""The comparison: a plain Django view without middleware that only verifies, inserts and pushes."""

import hashlib
import hmac
import os

import django
from django.conf import settings

from config.local.urls import database_settings

SECRET = os.environ["WHATSAPP_APP_SECRET"].encode()
database = database_settings(os.environ["DATABASE_URL"])
database["OPTIONS"] = database.get("OPTIONS", {}) | {"pool": {"min_size": 1, "max_size": 8}}
settings.configure(
    SECRET_KEY="benchmark",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": database},
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse, HttpResponseForbidden  # noqa: E402
from django.urls import path  # noqa: E402
from redis import Redis  # noqa: E402

redis = Redis.from_url(os.environ["REDIS_URL"])


class Event(models.Model):
    body = models.BinaryField()

    class Meta:
        app_label = "floor"
        db_table = "floor_event"


def view(request):
    body = request.body
    wanted = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponseForbidden()
    Event.objects.create(body=body)
    redis.rpush("floor", 1)
    return HttpResponse()


urlpatterns = [path("webhooks/whatsapp/", view)]
application = get_wsgi_application()

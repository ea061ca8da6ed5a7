"""What the web server runs: pages, API and webhooks."""

import os

from django.core.wsgi import get_wsgi_application

from config.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

refuse_to_start()
application = get_wsgi_application()

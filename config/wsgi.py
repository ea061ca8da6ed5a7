"""What the web server runs: pages, API and webhooks."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

refuse_to_start()
application = get_wsgi_application()
gc.freeze()  # what is loaded by now stays, and need not be looked at with every collection

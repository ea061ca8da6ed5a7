"""Every setting, from the environment, grouped; `.env.example` explains each variable."""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.local.home import development_secrets, home_folder
from config.local.servers import urls as embedded_urls
from config.local.urls import celery_url, database_settings, redis_url
from config.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

# --- Where we are -----------------------------------------------------------------------------

DJANGO_ENV = env.str("DJANGO_ENV", "development")  # development | test | production
PRODUCTION = DJANGO_ENV == "production"
DEBUG = env.bool("DEBUG", False)
HOME = home_folder()
VERSION = "0.1.0"

# --- Secrets ----------------------------------------------------------------------------------
# In development they are made once and kept in CONSERJE_HOME; in production they must be given
# (config.checks refuses to start otherwise).

_made = {} if PRODUCTION else development_secrets(HOME)
SECRET_KEY = env.str("SECRET_KEY", _made.get("SECRET_KEY", ""))
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[]) or [
    key for key in _made.get("FIELD_ENCRYPTION_KEYS", "").split(",") if key
]
if PRODUCTION and not SECRET_KEY:
    SECRET_KEY = "missing"  # noqa: S105  # so that the check below can name it instead of a traceback

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "config",
    "hotels",
    "pms",
    "agents",
    "channels_app",
    "conversations",
]

MIDDLEWARE = [
    "config.middleware.WebhooksFirst",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
AUTH_USER_MODEL = "hotels.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "/inbox/login/"
LOGIN_REDIRECT_URL = "/inbox/"
LOGOUT_REDIRECT_URL = "/inbox/login/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

if DJANGO_ENV == "test":  # hundreds of accounts are made there, and none is worth protecting
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Data -------------------------------------------------------------------------------------
# The pool is small on purpose: connections go back before every wait on the outside
# (hotels.outside), so a hundred turns in flight share a handful. A task that finds none waits for one as
# long as a turn may take: that costs nothing, failing would cost a turn. The sweep finds what got none.

DATABASE_URL = env.str("DATABASE_URL", "") or embedded_urls(HOME).database
DATABASES = {"default": database_settings(DATABASE_URL)}
DATABASES["default"]["OPTIONS"] |= {
    "pool": {
        "min_size": 0,
        "max_size": env.int("DB_POOL_MAX", 8),
        "timeout": env.float("DB_POOL_SECONDS", 30),
        "max_idle": 60,
    },
    "connect_timeout": 5,
}
# A connection is looked at as it leaves the pool: after a restart of the database each dead one would cost
# a turn its claim. The web process does without (hotels.pool): there it would cost a fifth of a webhook.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = env.bool("DB_HEALTH_CHECKS", True)

REDIS_URL = redis_url(env.str("REDIS_URL", "") or embedded_urls(HOME).redis)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "conserje",
        "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 2},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}], "prefix": "conserje-live"},
    }
}

# --- Tasks ------------------------------------------------------------------------------------
# A task is a bell: it carries an id, and whatever Redis loses the sweep rings again.

CELERY_BROKER_URL = celery_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,  # longer than the longest turn
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "queue_order_strategy": "priority",
    # Whoever rings while Redis is away gives up at once: the row is there, and the sweep looks.
    "max_retries": 0,
}
CELERY_TASK_DEFAULT_QUEUE = "flow"
# Turns wait for models, sends for providers: neither may keep the intake waiting.
QUEUES = ("turns", "sends", "flow", "house")
CELERY_TASK_ROUTES = {
    "conversations.tasks.answer": {"queue": "turns"},
    "conversations.tasks.deliver": {"queue": "sends"},
    "conversations.tasks.show_typing": {"queue": "sends"},
    "conversations.tasks.settle_proposal": {"queue": "turns"},  # waits for a PMS, as a turn does
    "conversations.tasks.look_at_waiting_list": {"queue": "house"},
    "conversations.tasks.replay": {"queue": "house"},
    "conversations.tasks.answer_in_shadow": {"queue": "house"},  # no guest waits for it
    "pms.tasks.follow": {"queue": "house"},
    "pms.tasks.settle_payments_of": {"queue": "house"},
    "pms.tasks.take_in_file": {"queue": "house"},  # works for many seconds
    "agents.tasks.validate": {"queue": "house"},
    "agents.tasks.evaluate": {"queue": "house"},
    "agents.tasks.take_in_document": {"queue": "house"},
    "agents.tasks.look_for_contradictions": {"queue": "house"},
    "agents.tasks.embed_what_is_missing": {"queue": "house"},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 2,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.5,
}
SWEEP_SECONDS = env.float("SWEEP_SECONDS", 5)
SETTLE_SECONDS = env.float("SETTLE_SECONDS", 15)  # between looks at what a guest confirmed and nobody settled
FOLLOW_SECONDS = env.float("FOLLOW_SECONDS", 20)  # between looks at what changed in an outside PMS
ROLLOUT_SECONDS = env.float("ROLLOUT_SECONDS", 30)  # between looks at how roll-outs do
WAITING_LIST_SECONDS = env.float("WAITING_LIST_SECONDS", 120)  # between looks for rooms guests wait for
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "conversations.tasks.sweep", "schedule": SWEEP_SECONDS, "options": {"expires": 30}},
    "settle-proposals": {
        "task": "conversations.tasks.settle_proposals",
        "schedule": SETTLE_SECONDS,
        "options": {"expires": 30},
    },
    "look-at-waiting-lists": {
        "task": "conversations.tasks.look_at_waiting_lists",
        "schedule": WAITING_LIST_SECONDS,
        "options": {"expires": 60},
    },
    "forget-what-is-over": {"task": "conversations.tasks.forget_what_is_over", "schedule": 3_600},
    "watch-rollouts": {
        "task": "conversations.tasks.watch_rollouts",
        "schedule": ROLLOUT_SECONDS,
        "options": {"expires": ROLLOUT_SECONDS},
    },
    "settle-payments": {"task": "pms.tasks.settle_payments", "schedule": 30, "options": {"expires": 30}},
    "take-in-files": {"task": "pms.tasks.take_in_files", "schedule": 20, "options": {"expires": 20}},
    "ring-replays": {"task": "conversations.tasks.ring_replays", "schedule": 30, "options": {"expires": 30}},
    "ring-jobs": {"task": "agents.tasks.ring_jobs", "schedule": 30, "options": {"expires": 30}},
    "drop-old-files": {"task": "agents.tasks.drop_old_files", "schedule": crontab(hour=2, minute=20)},
    "watch-truth": {"task": "agents.tasks.watch_truth", "schedule": crontab(minute=40)},
    "embed-what-is-missing": {
        "task": "agents.tasks.embed_what_is_missing",
        "schedule": 300,
        "options": {"expires": 300},
    },
    "follow-pms": {"task": "pms.tasks.follow_all", "schedule": FOLLOW_SECONDS, "options": {"expires": 20}},
} | {
    f"heartbeat-{queue}": {
        "task": "conversations.tasks.heartbeat",
        "schedule": 5,
        "args": (queue,),
        "options": {"queue": queue, "expires": 20},
    }
    for queue in QUEUES
}

# --- The flow ---------------------------------------------------------------------------------

TURN_SECONDS = env.float("TURN_SECONDS", 25)  # WhatsApp's typing indicator lasts no longer
CLAIM_GRACE_SECONDS = env.float("CLAIM_GRACE_SECONDS", 5)  # after its deadline a turn counts as lost
BURST_MAX_SECONDS = env.float("BURST_MAX_SECONDS", 15)
SEND_SECONDS = env.float("SEND_SECONDS", 15)  # after which a send that is under way counts as unknown
SENDS_AT_ONCE = env.int("SENDS_AT_ONCE", 16)  # of one account: a slow one leaves threads to the others
UNKNOWN_SECONDS = env.float("UNKNOWN_SECONDS", 60)  # how long a status may take to settle an unknown send
WAITING_SECONDS = env.float("WAITING_SECONDS", 300)  # a guest who waits longer goes to staff
WEBHOOK_RATE_PER_SECOND = env.int("WEBHOOK_RATE_PER_SECOND", 3_000)  # per account, above what Meta may send
WEBHOOK_BAD_SIGNATURES_PER_MINUTE = env.int("WEBHOOK_BAD_SIGNATURES_PER_MINUTE", 300)  # per address

# --- Providers --------------------------------------------------------------------------------

OPENAI_API_KEY = env.str("OPENAI_API_KEY", "")  # none: the offline engine answers
OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", "https://api.openai.com/v1")
OPENAI_MODEL = env.str("OPENAI_MODEL", "gpt-4.1-mini")
OPENAI_FALLBACK_MODELS = env.list("OPENAI_FALLBACK_MODELS", default=[])
# Knowledge is also searched by meaning where there is an endpoint for embeddings.
EMBEDDING_BASE_URL = env.str("EMBEDDING_BASE_URL", OPENAI_BASE_URL)
EMBEDDING_API_KEY = env.str("EMBEDDING_API_KEY", OPENAI_API_KEY)
EMBEDDING_MODEL = env.str(  # "": search by words alone
    "EMBEDDING_MODEL", "text-embedding-3-small" if "api.openai.com" in EMBEDDING_BASE_URL else ""
)
EMBEDDING_DIMENSIONS = env.int("EMBEDDING_DIMENSIONS", 512)  # asked of the model; 0: as many as it has
# Addresses within these networks may be fetched although they are not public (hotels.outbound).
OUTBOUND_ALLOWED_NETWORKS = env.list("OUTBOUND_ALLOWED_NETWORKS", default=[])
CRAWL_PAUSE_SECONDS = env.float("CRAWL_PAUSE_SECONDS", 1.0)  # between two pages of a site, at least
WHATSAPP_APP_SECRET = env.str("WHATSAPP_APP_SECRET", "")
WHATSAPP_VERIFY_TOKEN = env.str("WHATSAPP_VERIFY_TOKEN", "")
WHATSAPP_GRAPH_URL = env.str("WHATSAPP_GRAPH_URL", "https://graph.facebook.com")
WHATSAPP_GRAPH_VERSION = env.str("WHATSAPP_GRAPH_VERSION", "v25.0")
PAYMENT_LINKS_URL = env.str("PAYMENT_LINKS_URL", "")  # none: guests are sent no links to pay
PAYMENT_LINKS_KEY = env.str("PAYMENT_LINKS_KEY", "")
CHECK_PMS_IN_READINESS = env.bool("CHECK_PMS_IN_READINESS", False)

# --- Web --------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["hotels.auth.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["hotels.auth.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["hotels.auth.ApiKeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"api_key": env.str("API_RATE", "1200/min")},
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Conserje",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "ConversationState": "conversations.models.Conversation.State",
        "WebhookEventState": "channels_app.models.WebhookEvent.State",
        "ReservationStatus": "pms.models.Reservation.Status",
        "AppointmentStatus": "pms.models.Appointment.Status",
        "RequestState": "pms.models.Request.State",
        "AgentKind": "agents.models.Agent.Kind",
        "AgentVersionState": "agents.models.AgentVersion.State",
        "JobKind": "agents.models.Job.Kind",
        "JobState": "agents.models.Job.State",
    },
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = (
    str(BASE_DIR / "staticfiles") if PRODUCTION else None
)  # in development files are found where they lie
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # Meta batches up to a thousand updates in one POST

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", False)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # probes come from inside
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 3600 if PRODUCTION else 0)
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.int(
    "TRUSTED_PROXIES", 0
)  # how many X-Forwarded-For entries, from the right, to believe

_HOUSE = [
    (_("Today"), "today", "house:today"),
    (_("Tape chart"), "calendar_view_week", "house:chart"),
    (_("Prices and restrictions"), "grid_on", "house:rates"),
    (_("Figures"), "monitoring", "house:figures"),
    (_("Files and calendars"), "swap_vert", "house:files"),
    (_("Inbox"), "inbox", "inbox:index"),
]
_AGENTS = [
    (_("Agents"), "support_agent", "studio:team"),
    (_("Tools and partners"), "extension", "studio:tools"),
    (_("Knowledge"), "menu_book", "studio:documents"),
    (_("Open questions"), "contact_support", "studio:gaps"),
    (_("Memory"), "psychology_alt", "studio:memory"),
    (_("Gym"), "exercise", "studio:gym"),
    (_("Trials"), "science", "studio:rollouts"),
    (_("Jobs"), "pending_actions", "studio:jobs"),
    (_("Flags"), "flag", "studio:flags"),
]
_SIDEBAR = [
    (
        _("Hotel"),
        "opens_backoffice",
        [
            (_("Hotels"), "apartment", "hotels_hotel"),
            (_("Facts"), "fact_check", "hotels_housefact"),
            (_("Knowledge"), "menu_book", "hotels_knowledge"),
            (_("Staff"), "badge", "hotels_membership"),
            (_("Channels"), "forum", "channels_app_channelaccount"),
            (_("API keys"), "key", "hotels_apikey"),
            (_("PMS"), "hub", "pms_pmslink"),
        ],
    ),
    (
        _("Rooms and prices"),
        "opens_backoffice",
        [
            (_("Room types"), "king_bed", "pms_roomtype"),
            (_("Rooms"), "meeting_room", "pms_room"),
            (_("Rate plans"), "sell", "pms_rateplan"),
            (_("Rates"), "price_change", "pms_rate"),
            (_("Restrictions"), "event_busy", "pms_restriction"),
            (_("Promotions"), "loyalty", "pms_promotion"),
            (_("Taxes"), "percent", "pms_tax"),
            (_("Services"), "spa", "pms_service"),
            (_("Resources"), "airline_seat_recline_extra", "pms_resource"),
        ],
    ),
    (
        _("Guests"),
        "opens_backoffice",
        [
            (_("Reservations"), "event_available", "pms_reservation"),
            (_("Appointments"), "schedule", "pms_appointment"),
            (_("Requests"), "room_service", "pms_request"),
            (_("Payments"), "payments", "pms_payment"),
            (_("Discrepancies"), "rule", "pms_discrepancy"),
            (_("Proposals"), "handshake", "pms_proposal"),
            (_("Quotes"), "request_quote", "pms_quote"),
            (_("Conversations"), "chat", "conversations_conversation"),
            (_("Guests"), "group", "hotels_guest"),
        ],
    ),
    (
        _("What happened"),
        "opens_backoffice",
        [
            (_("Messages"), "mail", "conversations_message"),
            (_("Turns"), "smart_toy", "conversations_turn"),
            (_("Webhooks"), "webhook", "channels_app_webhookevent"),
            (_("Audit trail"), "policy", "hotels_auditentry"),
        ],
    ),
    (
        _("Operator"),
        "is_operator",
        [
            (_("Accounts"), "person", "hotels_user"),
            (_("Tiers"), "stairs", "hotels_tier"),
            (_("Models"), "attach_money", "agents_modelsetting"),
        ],
    ),
]
UNFOLD = {
    "SITE_TITLE": "Conserje",
    "SITE_HEADER": "Conserje",
    "SITE_SUBHEADER": "Backoffice",
    "SITE_SYMBOL": "concierge",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("inbox/favicon.svg")}
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "ENVIRONMENT": None,
    "COLORS": {
        # The green of the inbox.
        "primary": {
            "50": "oklch(98% .012 185)",
            "100": "oklch(95% .03 185)",
            "200": "oklch(90% .05 186)",
            "300": "oklch(83% .075 186)",
            "400": "oklch(70% .09 187)",
            "500": "oklch(58% .09 187)",
            "600": "oklch(45% .075 188)",
            "700": "oklch(39% .065 188)",
            "800": "oklch(34% .055 188)",
            "900": "oklch(30% .045 188)",
            "950": "oklch(24% .035 190)",
        }
    },
    "LOGIN": {"form": "config.admin_login.SignInForm"},
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            *(
                {
                    "title": title,
                    "separator": apart,
                    "items": [
                        {"title": name, "icon": icon, "link": reverse_lazy(page)}
                        for name, icon, page in pages
                    ],
                }
                for title, pages, apart in ((_("House"), _HOUSE, False), (_("Agents"), _AGENTS, True))
            ),
            *(
                {
                    "title": title,
                    "separator": True,
                    "items": [
                        {
                            "title": name,
                            "icon": icon,
                            "link": reverse_lazy(f"admin:{model}_changelist"),
                            "permission": f"config.admin_login.{permission}",
                        }
                        for name, icon, model in items
                    ],
                }
                for title, permission, items in _SIDEBAR
            ),
        ],
    },
}

# --- What operators see -----------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOG_FORMAT = env.str("LOG_FORMAT", "json")  # json | console
LOGGING = logging_settings(LOG_LEVEL, LOG_FORMAT)
LOGGING_CONFIG = "config.logs.configure"
DJANGO_STRUCTLOG_CELERY_ENABLED = False  # tasks bind the correlation id of the row they work on
DJANGO_STRUCTLOG_USER_ID_FIELD = None  # no personal id in every line
METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # who may see /metrics: config.metrics
SENTRY_DSN = env.str("SENTRY_DSN", "")
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", "")
SILENCED_SYSTEM_CHECKS: list[str] = []

os.environ.setdefault("PROMETHEUS_DISABLE_CREATED_SERIES", "True")

"""All settings, read from the environment; the development defaults are unsafe only together with DEBUG."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

django_stubs_ext.monkeypatch()  # lets classes of Django name their types, as in ModelAdmin[Plan]

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="onveilig-alleen-voor-ontwikkeling" if DEBUG else "")
# Keys the hashes of voting codes and seals their readable copies. Kept outside the database on purpose.
CODE_KEY = env.str("CODE_KEY", default="onveilige-codesleutel-voor-ontwikkeling" if DEBUG else "")
if not SECRET_KEY or not CODE_KEY:
    raise ImproperlyConfigured("Zet SECRET_KEY en CODE_KEY in de omgeving (zie .env.example).")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG or DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
SITE_NAME = "Schalkwijk aan Zet"

INSTALLED_APPS = [
    # Our rooms come first, so that their templates go before those of the libraries.
    "theme",
    "audit",
    "accounts",
    "mail",
    "editions",
    "plans",
    "feasibility",
    "voting",
    "execution",
    "report",
    "retention",
    "lifecycle",
    "website",
    "demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.middleware.PersonalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.HtmxLoginMiddleware",
    "accounts.middleware.DefaultDenyMiddleware",
    "accounts.middleware.AdministrationMiddleware",
    "common.middleware.BodyLimitMiddleware",
    "common.middleware.NotAllowedMiddleware",
    "common.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "haarlem_nd.urls"
WSGI_APPLICATION = "haarlem_nd.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "haarlem_nd.context.site",
            ]
        },
    }
]

# One engine everywhere; the web answers 503 rather than queueing when the database is gone.
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///haarlem_nd")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# So many seconds the booth's pages may be behind the database; casting a vote never is. See voting/queries/held.py.
BOOTH_HOLD_SECONDS = env.float("BOOTH_HOLD_SECONDS", default=1.0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
# Short, because a page that waits for the cache is a page that is down.
CACHE_PATIENCE = {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}
CACHES = {
    "default": {"BACKEND": "common.cache.ForgetfulRedisCache", "LOCATION": REDIS_URL, "OPTIONS": CACHE_PATIENCE},
    # Of {% cache %}, for parts of pages that are the same for everybody; in this process, so that Redis is not needed.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# The row is the queue, Redis only the bell: see docs/architecture.md.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 570
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "march-the-editions": {"task": "lifecycle.tasks.march", "schedule": 30.0},
    "sweep-letter-batches": {"task": "voting.tasks.sweep_letter_batches", "schedule": 60.0},
    "sweep-roll-imports": {"task": "voting.tasks.sweep_roll_imports", "schedule": 60.0},
    "mix-ballot-intake": {"task": "voting.tasks.mix_intakes", "schedule": 60.0},
    "erase-unfetched-codes": {"task": "voting.tasks.erase_unfetched_codes", "schedule": 60.0},
    "deliver-mail": {"task": "mail.tasks.deliver", "schedule": 60.0},
    "tell-makers": {"task": "plans.tasks.tell_makers", "schedule": 60.0},
    "remind-checkers": {"task": "feasibility.tasks.remind_checkers", "schedule": crontab(hour=7, minute=30)},
    "follow-answers": {"task": "feasibility.tasks.follow_answers", "schedule": 60.0},
    # By day, and more than once: what a round missed is done an hour later, and what is done stays done.
    "sweep-pulse": {"task": "execution.tasks.sweep_pulse", "schedule": crontab(hour="8-19", minute=15)},
    "wipe-old-mail": {"task": "mail.tasks.wipe_old_words", "schedule": crontab(hour=4, minute=20)},
    "keep-reports": {"task": "report.tasks.keep_reports", "schedule": crontab(hour=3, minute=40)},
    "invite-to-survey": {"task": "report.tasks.invite_to_survey", "schedule": crontab(hour=9, minute=20)},
    "sweep-table-files": {"task": "feasibility.tasks.sweep_table_files", "schedule": crontab(hour=4, minute=30)},
    "remind-of-agreements": {"task": "execution.tasks.remind_of_agreements", "schedule": crontab(hour=8, minute=10)},
    "sweep-receipts": {"task": "execution.tasks.sweep_receipts", "schedule": crontab(hour=4, minute=40)},
    "destroy-what-is-over": {"task": "retention.tasks.destroy", "schedule": crontab(hour=3, minute=30)},
    "clear-sessions": {"task": "accounts.tasks.clear_sessions", "schedule": crontab(hour=4, minute=10)},
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
# Letters and other files that only staff may fetch; never served by URL.
# Letters in one PDF, at most; after so many seconds a stack that is being made counts as left behind.
LETTERS_PER_BATCH = env.int("LETTERS_PER_BATCH", default=500)
LETTERS_STALE_SECONDS = env.int("LETTERS_STALE_SECONDS", default=60)
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(BASE_DIR / "besloten")))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
MAX_PHOTO_BYTES = 15 * 1024 * 1024
MAX_ROLL_BYTES = 160 * 1024 * 1024
# Of any request: the largest file that a page takes, and room for the fields around it. A proxy in front of the site
# should have the same limit (client_max_body_size).
MAX_BODY_BYTES = MAX_ROLL_BYTES + 2 * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_plans"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {"login": "accounts.signup.PlainLoginForm", "signup": "accounts.signup.TrappedSignupForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_TOTP_ISSUER = SITE_NAME
# A code typed as it changes is still good: one step of 30 seconds either way, as RFC 6238 5.2 recommends at most.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.second_factor.AuthenticateOnceForm",
    "reauthenticate": "accounts.second_factor.ReauthenticateOnceForm",
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
if DEMO:
    EMAIL_BACKEND = "demo.mail.DemoPostBackend"
# Who answers for the open data: name, address in the government's register of organisations (TOOI), and e-mail.
PUBLISHER_NAME = env.str("PUBLISHER_NAME", default="Gemeente Haarlem")
PUBLISHER_URI = env.str("PUBLISHER_URI", default="https://identifier.overheid.nl/tooi/id/gemeente/gm0392")
PUBLISHER_EMAIL = env.str("PUBLISHER_EMAIL", default=env.str("DEFAULT_FROM_EMAIL", default="wijkbudget@example.org"))
# Seconds to wait for one answer of the mail server; a worker that waits for ever sends nothing any more.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="wijkbudget@example.org")

# Pictures under the map, such as https://tiles.example.org/{z}/{x}/{y}.png. Empty: the outlines of the neighbourhoods.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", default="")
# What finds an address, asked by the server (plans/finding/geocode.py). Empty: postcodes tell the neighbourhood only.
GEOCODER_URL = env.str("GEOCODER_URL", default="")
GEOCODER_NEAR = env.str("GEOCODER_NEAR", default="")
_tiles = urlsplit(MAP_TILES_URL.replace("{s}", "*"))
TILES_ORIGIN = [f"{_tiles.scheme}://{_tiles.netloc}"] if MAP_TILES_URL else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *TILES_ORIGIN],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO))
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "website.errors.csrf_failure"

# A clock that can be moved exists for tests and the demo only (common/clock.py).
CLOCK_MAY_MOVE = env.bool("CLOCK_MAY_MOVE", default=False)
# Staff need a second factor; there is no way around it but this setting, which tests of other things use.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)

DEFAULT_EXCEPTION_REPORTER = "common.reports.SilentReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "common.reports.SilentReporterFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "common.reports.CarefulFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

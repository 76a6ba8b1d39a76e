"""Settings of the test runs: the real engines, fast hashing, a movable clock, mail in memory."""

import os
import tempfile

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "alleen-voor-tests")
os.environ.setdefault("CODE_KEY", "alleen-voor-tests-codes")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("CLOCK_MAY_MOVE", "1")
os.environ.setdefault("BOOTH_HOLD_SECONDS", "0")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
FILES = os.path.join(tempfile.gettempdir(), "haarlem-nd-tests")
os.environ.setdefault("MEDIA_ROOT", os.path.join(FILES, "media"))
os.environ.setdefault("PRIVATE_ROOT", os.path.join(FILES, "besloten"))
os.environ.setdefault("STATIC_ROOT", os.path.join(FILES, "static"))
os.makedirs(os.environ["STATIC_ROOT"], exist_ok=True)

from haarlem_nd.settings import *  # noqa: E402,F403
from haarlem_nd.settings import DATABASES, REDIS_URL  # noqa: E402

DATABASES["default"]["TEST"] = {"NAME": "test_haarlem_nd" + os.environ.get("TEST_DB_SUFFIX", "")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# A Redis database for each process of the run, of the sixteen there are: `cache.clear()` empties a whole one.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1")[2:]) + 1
CACHES = {
    "default": {
        "BACKEND": "common.cache.ForgetfulRedisCache",
        "LOCATION": f"{REDIS_URL.rpartition('/')[0]}/{WORKER % 16}",
        # A process of its own: numbers of rows start again at every run, and so would what was kept about them.
        "KEY_PREFIX": f"test{os.getpid()}" + os.environ.get("TEST_DB_SUFFIX", ""),
    },
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

"""How Django stands in this house: one seeker, her own machine, one SQLite file.

There are no accounts here and no sessions of Django's: who may see the pages is decided before
Django is asked (see `guard`), and so are the headers that protect every answer.
"""

import secrets

from keepknocking.server.admission import LARGEST_BODY
from keepknocking.server.headers import STATIC_PREFIX
from keepknocking.server.logs import logging_settings
from keepknocking.server.places import database_file

# New with every process, since nothing signed has to outlive one; the tokens of forms are drawn
# at random and are not signed with it. So it lies nowhere where it could be copied.
SECRET_KEY = secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "keepknocking.store",
    "keepknocking.web",
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "keepknocking.server.problems.ProblemsMiddleware",
]
ROOT_URLCONF = "keepknocking.server.urls"
STATIC_URL = STATIC_PREFIX
# The files of the look are served from where they are installed, as they are.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
# Django's cookie for forms, a second lock behind `guard`. One name serves every port, and it ends
# with the browser, not with the process: so a form that was open when the pages were started
# again can still be sent, once the new ones have been opened.
CSRF_COOKIE_NAME = "knock-csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "keepknocking.server.problems.stale_form"
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY  # so that no upload is put on the disk by the way
LOGGING = logging_settings()
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": database_file(),
        # These must stand inside the entry, or Django passes over them in silence; a test asks
        # the open database what holds. FULL, because NORMAL may lose what was acknowledged last
        # when the power fails; IMMEDIATE, because a transaction that reads first and writes then
        # may otherwise be refused for good.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        },
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Whose ledger the pages show, and what time it is there: laid here by whoever starts them.
KNOCK_DESK: object = None

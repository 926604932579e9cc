"""The seeker's own ledger, ready for use: Django is set up, and the ledger is handed over."""

import os

import django
from django.apps import apps

from keepknocking.services.homes import Home


def own_ledger() -> Home:
    """The ledger of whoever runs this, read only when it is first asked."""
    set_up()
    from keepknocking.services.own_ledger import OwnLedger  # noqa: PLC0415 (its tables need Django)

    return OwnLedger()


def set_up() -> None:
    """Make Django ready, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepknocking.server.settings")
    if not apps.ready:
        django.setup()

"""The ledger's tables, as Django knows them."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of the ledger."""

    name = "keepknocking.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

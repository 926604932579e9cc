"""Keep Knocking: what to expect from networking for a job, and which door to knock on next.

The rooms of this package stand on one staircase; each imports only rooms below it:

    cli                             the command `knock`, which starts everything
    server                          settings, the gate before the pages, serving on this machine
    web | api | cohort              faces: they translate and never decide
    wording                         numbers, days and doings in words, for every face
    services                        the only writers
    store | exchange                rows and foreign files <-> the ledger's values
    planning | verdict              which door next; is the evidence enough
    chains                          a search as a network, and what to expect of it
    learning | routes               rates from outcomes; who knows whom
    forecast | evidence             the arithmetic of waiting; the cited figures
    ledger                          the words

Import from the module that defines a name. The root itself holds the version only, and finds it
when asked, so that `knock --help` answers at once.
"""

__version__: str


def __getattr__(name: str) -> str:
    """The installed version, looked up on first use; any other name is an `AttributeError`."""
    if name == "__version__":
        return _installed_version()
    raise AttributeError(f"keepknocking has no {name!r}: import from the module that defines it")


def _installed_version() -> str:
    # Here and not above: it costs every command more than all the rest of this file.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("keepknocking")
    except PackageNotFoundError:
        return "0+not.installed"

"""The package's root knows its version and nothing that costs time."""

import subprocess
import sys
from importlib import metadata

import pytest

import keepknocking


def test_the_version_is_the_one_installed() -> None:
    try:
        installed = metadata.version("keepknocking")
    except metadata.PackageNotFoundError:
        installed = "0+not.installed"
    assert keepknocking.__version__ == installed


def test_a_package_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    assert keepknocking.__version__ == "0+not.installed"


def test_an_unknown_name_says_where_names_come_from() -> None:
    with pytest.raises(AttributeError, match="no 'Ask': import from the module that defines it"):
        _ = keepknocking.Ask


def test_importing_the_root_loads_nothing_heavy() -> None:
    program = (
        "import sys, keepknocking; "
        "print({'numpy', 'scipy', 'django', 'click', 'importlib.metadata'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own interpreter)
    assert loaded.stdout.strip() == "set()"

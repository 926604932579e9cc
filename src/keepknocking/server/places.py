"""Where the seeker's own things lie: `KNOCK_HOME`, or the platform's folder for data."""

import os
from pathlib import Path

import platformdirs

LEDGER_FILE = "ledger.sqlite3"


def home_folder() -> Path:
    """The folder of the seeker's own things; it need not exist yet."""
    named = os.environ.get("KNOCK_HOME")
    return Path(named) if named else Path(platformdirs.user_data_dir("keepknocking"))


def database_file() -> Path:
    """The file of the ledger on disk."""
    return home_folder() / LEDGER_FILE

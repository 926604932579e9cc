"""The command `knock`: words become deeds, answers become words; nothing is decided here."""

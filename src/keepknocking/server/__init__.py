"""The server: settings, addresses, the gate before every page, and serving on this machine only."""

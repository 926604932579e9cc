"""The ledger on disk: tables, how rows and ledger values are mapped, and the journal of changes."""

"""The story: a search told in plain lines, and how it becomes a ledger and a ledger becomes it."""

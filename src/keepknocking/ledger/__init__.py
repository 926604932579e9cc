"""The words: people, asks, events, openings, and the ledger that holds them."""

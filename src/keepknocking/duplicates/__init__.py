"""Who may stand in the ledger twice: pairs of people, a probability, and the reasons."""

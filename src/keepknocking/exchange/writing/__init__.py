"""The ledger in the words of other programs: JSON, vCard, iCalendar, tables."""

"""Bringing in what somebody has already: from what readers found to one deed of the ledger.

`plans` says what a plan and its choices are, `comparing` when two spellings are the same,
`matching` whom of the ledger a found person is, `people`, `events`, `openings`, `threads` and
`whole_ledgers` what becomes of what was found, `planning` puts it together, `doing` writes it, and
`reports` tells what was done.
"""

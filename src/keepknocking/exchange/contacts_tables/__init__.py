"""Tables of contacts: Google, Outlook, and any table with people or jobs in it.

`fields` says what a column may be taken as, `headers` which words of which language mean it,
`looks` what its cells look like; `google`, `outlook` and `guessing` make a plan of a table's
columns, `people` and `jobs` read the rows by it, and `reading` is the way in.
"""

"""Files in and out: other people's files become values, and a ledger becomes files, without loss.

`found` says what a reader gives, `sources` what it reads from, `recognising` which reader a file
belongs to, `archives` what is in a zip. Each kind of file has its folder: `tables` (rows and their
header), `linkedin`, `contacts_tables`, `cards`, `calendars`. `conversations` makes proposals of
messages. `writing` is the way out, `backup` the whole ledger in one file. A story is a file too
(`story_file`, `text_file`).
"""

"""What messages and invitations say about asks: proposals, never facts.

`found_threads` says what is proposed, `cues` which words decide, `parties` who is who,
`one_to_one`, `groups` and `invitations` make the proposals, and `proposing` puts them together.
"""

"""Goals in words."""

HEARD = {
    "offer": "hear yes",
    "interview": "get an interview",
    "conversation": "talk to somebody inside",
}
"""What reaching a goal is called in a sentence about searches."""

HEARS = {
    "offer": "hears yes",
    "interview": "gets an interview",
    "conversation": "talks to somebody inside",
}
"""The same of a single search."""


def heard(goal: str, many: str) -> str:
    """What so many searches do who reach a goal.

    >>> heard("offer", "23"), heard("offer", "1"), heard("interview", "fewer than 1")
    ('hear yes', 'hears yes', 'gets an interview')
    """
    return (HEARS if many.endswith(" 1") or many == "1" else HEARD)[goal]

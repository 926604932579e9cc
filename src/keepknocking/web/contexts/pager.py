"""The way from one page of a long list to the next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which part of a list is shown, and the addresses before and after it (empty: none)."""

    sentence: str
    previous_url: str
    next_url: str

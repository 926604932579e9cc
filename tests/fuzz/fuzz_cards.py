"""Feeds the reader of vCards with nonsense: it may refuse a file, and nothing else."""

import sys

import atheris

with atheris.instrument_imports(include=["keepknocking.exchange"]):
    from keepknocking.exchange.cards.reading import is_vcard, read_cards
    from keepknocking.exchange.found import FileUnreadable
    from keepknocking.exchange.sources import source_of_bytes


def TestOneInput(data: bytes) -> None:  # noqa: N802 (the name that atheris looks for)
    """Read some bytes; what was found has to add up."""
    is_vcard(data[:4096])
    try:
        read = read_cards(source_of_bytes("nonsense.vcf", data))
    except FileUnreadable:
        return
    lost = sum(not each.kept for each in read.dropped)
    if len(read.people) + read.blank + lost != read.read:
        raise AssertionError(read)
    if not all(person.name.strip() for person in read.people):
        raise AssertionError(read.people)


if __name__ == "__main__":
    atheris.Setup(sys.argv, TestOneInput)
    atheris.Fuzz()

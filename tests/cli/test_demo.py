"""What the demo picks out of the sample story."""

from keepknocking.cli.demo import worst_miss
from keepknocking.ledger.story.reading import read_story


def test_the_worst_miss_of_the_house_is_where_it_laid_the_fewest_dots() -> None:
    text = """
        2026-03-02 event "Fair"
        2026-03-02 house expects "Fair": nothing 90, a name 10
        2026-03-03 debrief "Fair": a name
        2026-03-04 event "Talk"
        2026-03-04 house expects "Talk": nothing 97, a name 3
        2026-03-05 debrief "Talk": a name
        2026-03-06 event "Club"
        2026-03-06 house expects "Club": nothing 99, a name 1
    """
    missed = worst_miss(read_story(text).ledger)
    assert missed is not None
    assert (missed[0].name, missed[1]) == ("Talk", 3)
    assert worst_miss(read_story("").ledger) is None

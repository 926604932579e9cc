import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.duplicates.blocks import LARGEST, NEIGHBOURS, pairs_to_compare
from keepknocking.duplicates.candidates import Candidate, candidates
from keepknocking.duplicates.comparing import Comparer
from keepknocking.duplicates.faces import face_of
from keepknocking.duplicates.frequency import BEHIND, COMMON, Frequencies
from keepknocking.duplicates.names import name_of
from keepknocking.duplicates.prior import prior_of, probability
from keepknocking.duplicates.profiles import Profile, profiles_of
from keepknocking.ledger.story.reading import read_story

HARBOR = "Harbor Foods"


def crowd(many: int = 200) -> list[Profile]:
    """People of whom no two are alike."""
    rng = random.Random(20260302)  # noqa: S311 (made-up names are no secret)
    return [
        Profile(id=f"c{number}", name=f"{_word(rng)} {_word(rng)}", organization=_word(rng))
        for number in range(many)
    ]


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4)).title()


def chance(*two: Profile, among: int = 200) -> float:
    """The probability that two of the people are one, 0 where nothing is said of them."""
    found = candidates([*two, *crowd(among)], least=0.0)
    wanted = frozenset((two[0].id, two[1].id))
    return next((each.probability for each in found if each.pair == wanted), 0.0)


def a(name: str, **more: Any) -> Profile:  # noqa: ANN401 (fields of all kinds)
    return replace(Profile(id="a", name=name), **more)


def b(name: str, **more: Any) -> Profile:  # noqa: ANN401 (same)
    return replace(Profile(id="b", name=name), **more)


SAME = [
    ("Oyelaran Fagbemi", "Fagbemi Oyelaran"),
    ("Oyelaran Fagbemi", "FAGBEMI, Oyelaran"),
    ("Nguyễn Văn An", "Van An Nguyen"),
    ("Łukasz Żakowiak", "Lukasz Zakowiak"),
    ("Александр Сидоренко", "Aleksandr Sidorenko"),
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
    ("王晓明", "Wang Xiaoming"),
    ("김민수", "Kim Min-su"),
    ("Dr. Rosalind Thornwick, MBA", "Rosalind Thornwick"),
    ("Rosalind Thornwick (née Ashdown)", "Rosalind Ashdown"),
    ("Rosalind Thornwick-Ashdown", "Rosalind Thornwick"),
    ("Bill Thornwick", "William Thornwick"),
    ("Kate Thornwick", "Katherine Thornwick"),
    ("Rosalind Thornwick", "Rosalind Thronwick"),
    ("Rosalind de la Thornwick", "Rosalind Thornwick"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_forms_at_one_employer_is_one_person(one: str, other: str) -> None:
    assert chance(a(one, organization=HARBOR), b(other, organization=HARBOR)) > 0.8


def test_an_initial_and_the_employer_are_worth_a_look() -> None:
    found = chance(
        a("R. Thornwick", organization=HARBOR), b("Rosalind Thornwick", organization=HARBOR)
    )
    assert 0.3 < found < 0.99


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rosalind Thornwick", "Winifred Thornwick"),
        ("Oscar Roth Jr.", "Oscar Roth Sr."),
        ("Rosalind Thornwick", "Rosalind Ashdown"),
        ("Li Wei", "Li Fang"),
    ],
)
def test_relatives_and_namesakes_at_one_employer_are_two(one: str, other: str) -> None:
    assert chance(a(one, organization=HARBOR), b(other, organization=HARBOR)) < 0.5


def test_a_common_name_says_less_than_a_rare_one() -> None:
    many = [Profile(id=f"m{n}", name="Maria Garcia", organization=f"Works {n}") for n in range(8)]
    found = candidates([*many, *crowd()], least=0.0)
    rare = chance(a("Oyelaran Fagbemi"), b("Oyelaran Fagbemi"))
    assert rare > 0.7
    assert max((each.probability for each in found), default=0.0) < rare


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ({"mails": ("oy@example.org",)}, {"mails": ("OY@example.org",)}, 1),
        ({"phones": ("+49 30 1234567",)}, {"phones": ("030 1234567",)}, 1),
        ({"phones": ("+49 30 1234567",)}, {"phones": ("+44 30 1234567",)}, -1),
        ({"slugs": ("linkedin.com/in/oy",)}, {"slugs": ("https://linkedin.com/in/oy/",)}, 1),
        ({"slugs": ("linkedin.com/in/oy",)}, {"slugs": ("linkedin.com/in/oy-2",)}, -1),
        ({"slugs": ("linkedin.com/in/oy",)}, {"slugs": ("github.com/oy",)}, 0),
        ({"organization": HARBOR}, {"organization": "Harbor Foods, Inc."}, 1),
        ({"organization": HARBOR}, {"organization": "Harbor Foods Europe"}, 1),
        ({"organization": HARBOR}, {"organization": "Harbour Foods"}, 1),
        ({"organization": HARBOR}, {"organization": "Oak Bank"}, -1),
        ({"organization": HARBOR}, {"mails": ("oy@harborfoods.com",)}, 1),
        ({"role": "buyer"}, {"role": "Buyer"}, 1),
        ({"role": "buyer"}, {"role": "nurse"}, -1),
        ({"mails": ("star77@gmail.com",)}, {"mails": ("star77@gmx.de",)}, 1),
        ({"mails": ("star@gmail.com",)}, {"mails": ("star@gmx.de",)}, 1),
        ({"mails": ("winifred@gmail.com",)}, {"mails": ("winifred@gmx.de",)}, -1),
        ({"mails": ("x@gmail.com",)}, {"mails": ("y@gmx.de",)}, -1),
        ({"mails": ("oy1@harborfoods.com",)}, {"mails": ("yo2@harborfoods.com",)}, 1),
        ({"mails": ("info@example.org",)}, {"mails": ("info@example.org",)}, 1),
    ],
)
def test_each_field_moves_the_chance_its_way(
    one: dict[str, Any], other: dict[str, Any], way: int
) -> None:
    # Two of a common name, so that the name leaves something to say.
    two = a("Mary Winifred"), b("Winnie M. Winifred")
    before = chance(*two)
    after = chance(replace(two[0], **one), replace(two[1], **other))
    assert (after > before) - (after < before) == way


def test_what_many_share_says_less_than_what_two_share() -> None:
    def people(many: int, **shared: Any) -> float:  # noqa: ANN401 (same)
        others = [
            replace(Profile(id=f"o{n}", name=f"Zed{n}zed Xo{n}xo"), **shared) for n in range(many)
        ]
        two = a("Rosalind Thornwick", **shared), b("Rosa Thornwick", **shared)
        found = candidates([*two, *others, *crowd()], least=0.0)
        return max((each.probability for each in found if each.pair == {"a", "b"}), default=0.0)

    for shared in ({"phones": ("+49 30 1234567",)}, {"mails": ("office2@example.org",)}):
        assert people(6, **shared) < people(0, **shared)


def test_a_phone_under_another_name_says_less() -> None:
    phone = {"phones": ("+49 30 1234567",), "organization": HARBOR}
    relatives = a("Winifred Thornwick", **phone), b("Rosalind Thornwick", **phone)
    assert chance(*relatives) < chance(a("Rosalind Thornwick", **phone), b("R. Thornwick", **phone))


def test_another_name_that_somebody_goes_by_counts() -> None:
    assert (
        chance(a("Rosalind Ashdown", other_names=("Rosalind Thornwick",)), b("Rosalind Thornwick"))
        > 0.7
    )


def test_nothing_in_common_is_no_pair() -> None:
    assert candidates(crowd(40)) == ()
    assert candidates(()) == ()
    assert candidates((Profile(id="a", name="Ana"),)) == ()


def test_two_who_are_said_to_be_two_are_left_out() -> None:
    people = [a("Oyelaran Fagbemi"), b("Oyelaran Fagbemi"), *crowd()]
    assert [each.pair for each in candidates(people)] == [{"a", "b"}]
    assert candidates(people, opposed=[frozenset("ab")]) == ()


def test_reasons_are_told_in_words_the_weightiest_first() -> None:
    people = [
        a("Bill Thornwick Jr.", mails=("bt@example.org",), role="buyer"),
        b("William A. Thornwick", mails=("bt@example.org",), role="nurse"),
        *crowd(),
    ]
    (found,) = candidates(people)
    assert [abs(each.weight) for each in found.reasons] == sorted(
        (abs(each.weight) for each in found.reasons), reverse=True
    )
    words = [each.words for each in found.reasons]
    assert "the same mail address" in words
    assert "different roles" in words
    name = next(each for each in found.reasons if each.field == "name")
    assert "bill may be william" in name.words
    assert "only one is called the younger" in name.words
    assert "only one has a" in name.words


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Rosalind Thornwick", "Rosalind Thornbick", "thornwick is nearly thornbick"),
        ("R. Thornwick", "Rosalind Thornwick", "r may stand for rosalind"),
        ("Rosalind Thornwick", "Winifred Ashdown", "rosalind thornwick is not winifred ashdown"),
        ("Rosalind Thornwick", "Rosalind Thornwick", "the same name, and a rare one"),
    ],
)
def test_names_are_told_in_words(one: str, other: str, words: str) -> None:
    same = {"slugs": ("linkedin.com/in/r",), "mails": ("rt@example.org",)}
    found = candidates([a(one, **same), b(other, **same), *crowd()], least=0.0)
    (pair,) = (each for each in found if each.pair == {"a", "b"})
    assert any(words in reason.words for reason in pair.reasons)


def test_profiles_are_taken_from_the_ledger_as_they_stand() -> None:
    read = read_story(
        "2026-03-02 met Ana Reyes (Harbor Foods, buyer)\n"
        "2026-03-02 email of Ana Reyes: Ana@Example.org\n"
        "2026-03-02 phone of Ana Reyes: 030 123456\n"
        "2026-03-02 profile of Ana Reyes: linkedin.com/in/ana\n"
        "2026-03-02 other name of Ana Reyes: Ana Gomez\n"
    )
    assert read.problems == ()
    assert profiles_of(read.ledger) == (
        Profile(
            id="ana-reyes",
            name="Ana Reyes",
            other_names=("Ana Gomez",),
            mails=("Ana@Example.org",),
            phones=("030 123456",),
            slugs=("linkedin.com/in/ana",),
            organization="Harbor Foods",
            role="buyer",
        ),
    )


NAMES = st.sampled_from(
    [
        "Ana Reyes",
        "Reyes, Ana",
        "A. Reyes",
        "Ana Gomez",
        "Bill Hart",
        "William Hart",
        "王伟",
        "?",
        "",
    ]
)
PROFILES = st.builds(
    Profile,
    id=st.just(""),
    name=NAMES | st.text(max_size=12),
    mails=st.lists(st.sampled_from(["ana@x.org", "info@x.org", "?"]), max_size=2).map(tuple),
    phones=st.lists(st.sampled_from(["+49 30 123456", "030 123456"]), max_size=2).map(tuple),
    organization=st.none() | st.sampled_from([HARBOR, "Oak", "?"]),
)


@settings(deadline=None, max_examples=120)
@given(st.lists(PROFILES, max_size=12), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_of_the_people(
    made: list[Profile], rng: object
) -> None:
    people = [replace(person, id=f"p{place}") for place, person in enumerate(made)]
    turned = people[::-1]
    del rng

    def told(found: tuple[Candidate, ...]) -> dict[frozenset[str], float]:
        return {each.pair: round(each.probability, 9) for each in found}

    found = candidates(people, least=0.0)
    assert told(found) == told(candidates(turned, least=0.0))
    assert all(0.0 <= each.probability <= 1.0 and each.one != each.other for each in found)
    assert [each.probability for each in found] == sorted(
        (each.probability for each in found), reverse=True
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(PROFILES, max_size=10))
def test_the_pairs_compared_are_those_that_share_a_key(made: list[Profile]) -> None:
    faces = [face_of(replace(person, id=f"p{n}")) for n, person in enumerate(made)]
    pairs = pairs_to_compare(faces)
    assert all(one < other for one, other in pairs)
    for one, other in combinations(range(len(faces)), 2):
        if faces[one].reach & faces[other].reach:
            assert (one, other) in pairs


def test_a_thousand_namesakes_are_not_compared_each_with_each() -> None:
    people = [
        face_of(Profile(id=f"m{n}", name="Maria Garcia", organization=f"Works {n % 7}"))
        for n in range(1000)
    ]
    pairs = pairs_to_compare(people)
    assert 1000 <= len(pairs) <= 1000 * (2 * NEIGHBOURS + LARGEST)


def test_shares_lean_on_the_background_while_a_ledger_is_small() -> None:
    few = Frequencies([(name_of("Maria Oyelaran"),)] * 2)
    assert few.share("maria") == pytest.approx((1 + BEHIND * COMMON) / (1 + BEHIND))
    assert few.share("oyelaran") < few.share("maria")
    assert few.share("maria") == few.share("maria")
    assert few.share("m") > few.share("maria")
    assert len(few) == 2
    assert few.share_of_variants("mary") >= few.share("mary")
    assert few.share_of_variants("mary") == few.share_of_variants("mary")
    assert few.weight_of_same("oyelaran") > few.weight_of_same("maria")


def test_the_prior_follows_what_the_ledger_shows() -> None:
    assert prior_of(1000, [40.0] * 300) == pytest.approx(300 / 499_500, rel=0.1)
    assert prior_of(1000, []) == pytest.approx(30 / 499_500)
    assert prior_of(2, [100.0]) <= 0.5
    assert prior_of(0, []) == 0.0
    assert probability(1e6, prior=0.5) == 1.0
    assert probability(3.0, prior=0.2) == pytest.approx(2 / 3)


def test_a_pair_that_cannot_weigh_enough_is_not_compared_to_the_end() -> None:
    one, other = face_of(a("Rosalind Thornwick")), face_of(b("Rosalind Ashdown"))
    comparer = Comparer([one, other])
    assert comparer.compare(one, other, least=20.0) is None
    assert comparer.compare(one, other, least=-20.0) is not None


def test_a_crowd_of_one_first_name_is_split_by_the_other() -> None:
    people = [
        Profile(id=f"m{n}", name=f"Maria K{person.name[1:8].strip().lower()}{_AT[n % 9]}")
        for n, person in enumerate(crowd(3 * LARGEST))
    ]
    twice = Profile(id="x", name=f"{people[0].name.split()[1]} MARIA")
    faces = [face_of(person) for person in (*people, twice)]
    assert (0, len(people)) in pairs_to_compare(faces)


_AT = "bdfgklmnp"


def chance_among_few(one: Profile, other: Profile, *more: Profile) -> float:
    """The chance that the first two of a small ledger are one person."""
    people = (one, other, *more, *crowd(20))
    found = {each.pair: each.probability for each in candidates(people, least=0.0)}
    return found.get(frozenset((one.id, other.id)), 0.0)


@pytest.mark.parametrize("mails", [False, True])
def test_people_called_by_addresses_are_compared_as_addresses(
    mails: bool,  # noqa: FBT001 (what the case says)
) -> None:
    jane, john = "jane.doe@company.com", "john.doe@company.com"
    one = a(jane, mails=(jane,) if mails else ())
    other = b(john, mails=(john,) if mails else ())
    assert chance_among_few(one, other) < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("info@company.com", "sales@company.com"),
        ("kate77@gmail.com", "tom12@gmail.com"),
        ("https://www.linkedin.com/in/ana-reyes", "https://www.linkedin.com/in/tom-berger"),
        ("+49 30 1234567", "+49 30 7654321"),
        ("Acme Recruiting Team", "Beta Recruiting Team"),
        ("Harbor Foods Inc.", "Harbor Logistics Inc."),
        ("!!!", "???"),
    ],
)
def test_what_is_no_name_does_not_make_one_person_of_two(one: str, other: str) -> None:
    assert chance_among_few(a(one), b(other)) < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana.reyes@example.org", "Ana Reyes"),
        ("Ana Reyes <ana@example.org>", "ana@example.org"),
        ("linkedin.com/in/ana-reyes", "https://www.linkedin.com/in/ana-reyes"),
        ("+49 30 1234567", "+49301234567"),
        ("Recruiting Team", "recruiting team"),
    ],
)
def test_what_is_no_name_finds_itself_again(one: str, other: str) -> None:
    assert chance_among_few(a(one), b(other)) > 0.5


def test_a_family_with_one_phone_and_one_mail_address_is_no_one_person() -> None:
    def of_family(of: str, name: str) -> Profile:
        return Profile(id=of, name=name, mails=("reyes@x.org",), phones=("+49 30 1234567",))

    family = [of_family(f"f{n}", f"{name} Reyes") for n, name in enumerate(("Ana", "Ben", "Eva"))]
    assert chance_among_few(*family[:2]) < 0.9
    assert chance_among_few(*family, of_family("f9", "Ida Reyes")) < 0.5


def test_two_with_mail_at_one_host_are_not_at_the_employer_of_each_other() -> None:
    [found] = candidates([a("Ana Reyes", mails=("ana@x.org",)), b("Ana Reyes", mails=("r@x.org",))])
    assert "a mail address at the employer of the other" not in {r.words for r in found.reasons}


def test_names_without_words_are_no_reason() -> None:
    found = candidates([a("!!!"), b("???")], least=0.0)
    assert all(not each.reasons for each in found)


def test_a_word_twice_in_a_name_is_one_whichever_comes_first() -> None:
    assert chance_among_few(a("O"), b("O:O")) == chance_among_few(a("O:O"), b("O"))

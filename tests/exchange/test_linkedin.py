"""LinkedIn's export: every file of every era, by made-up exports written in its exact forms."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.found import FileKind, FileRead, FileUnreadable, Party
from keepknocking.exchange.linkedin.owners import owner_of, with_owner
from keepknocking.exchange.linkedin.reading import read_linkedin
from keepknocking.exchange.sources import source_of_bytes
from keepknocking.exchange.tables.rows import read_table

UNTESTED = "NOT TESTED: "
OLD = "First Name,Last Name,Email Address,Company,Position,Connected On"
NEW = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
NOTES = 'Notes:\n"Some fields, like e-mail addresses, may be missing. Read more."\n\n'
ANA = "https://www.linkedin.com/in/ana-reyes"
BEN = "https://www.linkedin.com/in/ben-okafor"
CHEN = "https://www.linkedin.com/in/chen-wei"
SAM = "https://www.linkedin.com/in/sam-lindqvist"
EARLY = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
MIDDLE = EARLY.replace("TO,DATE", "TO,RECIPIENT PROFILE URLS,DATE")
LATE = MIDDLE + ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"


def read(text: str | bytes, name: str = "a.csv") -> FileRead:
    content = text.encode() if isinstance(text, str) else text
    found = read_linkedin(read_table(source_of_bytes(name, content)))
    assert found is not None
    assert adds_up(found)
    return found


def adds_up(found: FileRead) -> bool:
    given = (found.people, found.events, found.openings, found.messages, found.invitations)
    dropped = sum(not lost.kept for lost in found.dropped)
    return found.read == sum(map(len, given)) + found.blank + dropped


def written(header: str, *rows: Sequence[str]) -> str:
    """A file with every cell quoted where needed, as LinkedIn writes it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


# Connections


@pytest.mark.parametrize(
    ("text", "era"),
    [
        (f"{OLD}\nAna,Reyes,,Harbor Foods,Buyer,08 Feb 2026\n", "2018 to mid-2021"),
        (
            f"\ufeff{NOTES}{OLD}\nAna,Reyes,,Harbor Foods,Buyer,08 Feb 2026\n",
            "mid-2021 to mid-2023",
        ),
        (f"{NOTES}{NEW}\nAna,Reyes,{ANA},,Harbor Foods,Buyer,08 Feb 2026", "since mid-2023"),
        (
            (
                "First Name;Last Name;Company;Position;Connected on\r\n"
                "Ana;Reyes;Harbor Foods;Buyer;08.02.2026\r\n"
            ),
            "saved again by a spreadsheet",
        ),
        (
            (
                "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
                f"Ana,Reyes,{ANA},,Harbor Foods,Buyer,8. Februar 2026\n"
            ),
            "since mid-2023",
        ),
        (
            (
                "Some words of another kind\nof which there are three lines, no more\nand no gap\n"
                f"{NEW}\nAna,Reyes,{ANA},,Harbor Foods,Buyer,2026-02-08\n"
            ),
            "since mid-2023",
        ),
        (
            (
                "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el\n"
                f"Ana,Reyes,{ANA},,Harbor Foods,Buyer,8 de febrero de 2026\n"
            ),
            "since mid-2023",
        ),
    ],
    ids=["2018", "2021", "2023", "spreadsheet", "German", "preamble", "Spanish"],
)
def test_connections_of_every_era_give_the_same_person(text: str, era: str) -> None:
    found = read(text)
    (ana,) = found.people
    assert (ana.name, ana.organization, ana.role) == ("Ana Reyes", "Harbor Foods", "Buyer")
    assert (ana.known, ana.connected) == (date(2026, 2, 8), True)
    assert (found.kind, found.era, found.read) == (FileKind.LINKEDIN_CONNECTIONS, era, 1)
    assert found.dropped == ()
    assert ana.key == ("linkedin:ana-reyes" if ANA in text else None)
    assert ana.profiles == ((ANA,) if ANA in text else ())


def test_the_columns_say_as_what_they_were_taken() -> None:
    found = read("First Name;Last Name;Star;Connected on;\nAna;Reyes;x;08.02.2026;\n")
    assert found.columns == (
        ("First Name", "first name"),
        ("Last Name", "last name"),
        ("Star", "not used"),
        ("Connected on", "connected on"),
    )
    assert found.unused == (("Star", 1),)


def test_windows_bytes_are_read_and_the_encoding_is_said() -> None:
    text = "First Name;Last Name;Company;Position;Connected on\r\nZoë;Müller;Süß;;08.02.2026\r\n"
    found = read(text.encode("cp1252"))
    assert found.people[0].name == "Zoë Müller"
    assert found.more["encoding"] == "cp1252"


def test_somebody_who_hides_is_blank_and_never_a_person() -> None:
    found = read(f"{NOTES}{NEW}\n,,,,,,07 Jun 2026\n , ,,,,,07 Jun 2026\n,,,,,,\nAna,Reyes,,,,,x")
    assert (found.read, found.blank, len(found.people)) == (4, 3, 1)


def test_names_stay_as_they_stand() -> None:
    people = read(
        written(
            NEW,
            ["Ana", "Reyes, PhD", "", "", "", "", ""],
            ["", "Wei", "", "", "", "", ""],
            ["Nguyễn Văn", "An\nBình", "", "", "", "", ""],
            ["Dr. Zoë (she/her)", "van der Berg 🚀", "", "", "", "", ""],
        )
    ).people
    assert [person.name for person in people] == [
        "Ana Reyes, PhD",
        "Wei",
        "Nguyễn Văn An Bình",
        "Dr. Zoë (she/her) van der Berg 🚀",
    ]


def test_a_link_is_a_key_and_no_link_is_none() -> None:
    people = read(
        written(
            NEW,
            ["Zoë", "A", "https://www.LinkedIn.com/in/Zo%C3%AB-A/?trk=x", "", "", "", ""],
            ["Ben", "B", "www.linkedin.com/in/ben-b", "", "", "", ""],
            ["Chen", "C", "https://example.org/chen", "", "", "", ""],
        )
    ).people
    assert [person.key for person in people] == ["linkedin:zoë-a", "linkedin:ben-b", None]
    assert people[0].profiles == ("https://www.LinkedIn.com/in/Zo%C3%AB-A/",)
    assert people[1].profiles == ("https://www.linkedin.com/in/ben-b",)
    assert people[2].profiles == ()


def test_what_cannot_be_read_of_a_person_does_not_lose_her() -> None:
    found = read(written(NEW, ["Ana", "Reyes", "", "no address", "", "", "31 Feb 2026"]))
    assert found.people[0].known is None
    assert [(lost.kept, lost.where, lost.text) for lost in found.dropped] == [
        (True, "line 2", "31 Feb 2026"),
        (True, "line 2", "no address"),
    ]


def test_e_mail_addresses_are_taken() -> None:
    found = read(written(NEW, ["Ana", "Reyes", "", "ana@example.org", "", "", ""]))
    assert found.people[0].emails == ("ana@example.org",)


def test_a_row_without_a_usable_name_is_dropped_with_the_reason() -> None:
    found = read(
        written(
            NEW,
            ["", "", ANA, "", "", "", ""],
            ["LinkedIn", "Member", "", "", "", "", ""],
            ["x" * 201, "", "", "", "", "", ""],
        )
    )
    assert [lost.why for lost in found.dropped] == [
        "it names nobody",
        "it names nobody",
        "its name has more than 200 characters",
    ]
    assert len(found.dropped[2].text) == 200


def test_a_lost_quotation_mark_is_told_and_costs_nobody() -> None:
    found = read(f'{NEW}\nAna,Reyes,,,"Harbor Foods,Buyer,08 Feb 2026\nBen,Okafor,,,,,\n')
    assert [person.name for person in found.people] == ["Ana Reyes", "Ben Okafor"]
    assert found.people[0].role == "Buyer"
    assert found.dropped[0].kept


def test_words_of_dropped_rows_are_kept_for_the_first_only() -> None:
    found = read(written(NEW, *[["", "", ANA, "", "", "", ""]] * 2_001))
    assert [bool(lost.text) for lost in found.dropped[-2:]] == [True, False]


@pytest.mark.parametrize(
    ("dates", "days", "undecided"),
    [
        (["1/8/18, 6:14 PM", "1/30/18, 12:00 AM"], [date(2018, 1, 8), date(2018, 1, 30)], False),
        (["1/8/18", "30/1/18"], [date(2018, 8, 1), date(2018, 1, 30)], False),
        (["1/8/18", "2/2/18"], [date(2018, 1, 8), date(2018, 2, 2)], True),
        (["1-8-2018", "8-Feb-26"], [date(2018, 1, 8), date(2026, 2, 8)], True),
        (["1.8.18", "2026/02/08"], [date(2018, 8, 1), date(2026, 2, 8)], False),
        (["1/30/18", "30/1/18"], [date(2018, 1, 30), None], False),
        (["Jul 01, 2021", "1 Foo 2021"], [date(2021, 7, 1), None], False),
        (["1/8/70", "0/0/00"], [date(1970, 1, 8), None], True),
        (["1/8/1066", "x" * 99], [None, None], True),
        (["13/13/18", "1 jui 2021"], [None, None], False),
        (["1/30/18, 13:00 PM", "1/30/18, 25:00"], [None, None], False),
    ],
)
def test_the_whole_column_decides_how_its_dates_are_read(
    dates: list[str], days: list[date | None], *, undecided: bool
) -> None:
    rows = [["Ana", "Reyes", "", "", "", "", written] for written in dates]
    found = read(written(NEW, *rows))
    assert [person.known for person in found.people] == days
    assert ("day and month" in found.more) is undecided


# Messages


def message(
    talk: str, sender: str, link: str, to: str, links: str, *, at: str = "", words: str = "Hello"
) -> list[str]:
    at = at or "2025-02-07 07:51:44 UTC"
    return [talk, "", sender, link, to, links, at, "", words, "INBOX", "", "No", "No"]


def test_messages_of_2018_say_their_direction() -> None:
    found = read(
        written(
            "From,To,Date,Subject,Content,Direction,Folder",
            ["Sam Lindqvist", "Ana Reyes", "1/8/18, 6:14 PM", "", "Hi", "OUTGOING", "INBOX"],
            ["Ana Reyes", "Sam Lindqvist", "1/30/18, 6:14 PM", "", "Hi", "INCOMING", "INBOX"],
            ["Ana Reyes", "Sam Lindqvist", "1/30/18, 6:14 PM", "", "Hi", "", "SPAM"],
        )
    )
    assert (found.kind, found.era) == (FileKind.LINKEDIN_MESSAGES, "2018")
    assert [each.outgoing for each in found.messages] == [True, False]
    assert found.messages[0].at == datetime(2018, 1, 8, 18, 14)  # noqa: DTZ001 (the file has none)
    assert found.messages[0].conversation == found.messages[1].conversation
    assert [lost.why for lost in found.dropped] == ["it lies in the spam folder"]
    assert owner_of([found]) == Party(name="Sam Lindqvist")
    assert with_owner([found])[0].messages == found.messages


@pytest.mark.parametrize(
    ("header", "era"), [(EARLY, "to early 2023"), (MIDDLE, "mid-2023"), (LATE, "since 2024")]
)
def test_messages_of_every_later_era_give_the_same(header: str, era: str) -> None:
    row = dict(
        zip(LATE.split(","), message("2-x", "Ana Reyes", ANA, "Sam Lindqvist", SAM), strict=True)
    )
    text = written(header, [row[name] for name in header.split(",")])
    found = read(text)
    (hello,) = found.messages
    assert found.era == era
    assert hello.sender == Party(name="Ana Reyes", profile=ANA)
    assert [to.name for to in hello.recipients] == ["Sam Lindqvist"]
    assert hello.at == datetime(2025, 2, 7, 7, 51, 44, tzinfo=UTC)
    assert (hello.words, hello.outgoing, hello.where) == ("Hello", None, "line 2")
    assert found.more["times"].startswith("UTC")


def test_every_field_quoted_and_line_breaks_in_the_words() -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    row = message("2-x", "Ana Reyes", ANA, "Sam", SAM, words='One\r\ntwo, "three";\n\nfour')
    writer.writerows([LATE.split(","), row, row])
    found = read(text.getvalue())
    assert [each.words for each in found.messages] == ['One\ntwo, "three";\n\nfour'] * 2
    assert [each.where for each in found.messages] == ["line 2", "line 6"]


def test_what_is_no_message_between_people_is_dropped_with_the_reason() -> None:
    sam = ("Sam Lindqvist", SAM)
    spin = '<p class="spinmail-quill-editor__spin-break">Buy!</p>'
    draft, sponsored = message("2-x", *sam, "Ana", ANA), message("2-x", *sam, "Ana", ANA)
    draft[11] = "Yes"
    sponsored[1] = "Sponsored Conversation"
    found = read(
        written(
            LATE,
            draft,
            message("2-x", "Oak Bank", ANA, *sam, words=spin),
            sponsored,
            message("2-x", "LinkedIn Member", "", *sam),
            message("2-x", "Oak Bank", "", *sam),
            message("2-x", "x" * 201, ANA, *sam),
            message("2-x", "Ana Reyes", ANA, *sam, at="yesterday"),
            message("2-x", *sam, "LinkedIn Member", ""),
            message("2-x", *sam, "", ""),
            message("2-x", "Ana Reyes", ANA, *sam, words=""),
        )
    )
    assert [lost.why for lost in found.dropped] == [
        "it is a draft",
        "it is campaign mail",
        "it is sponsored",
        "its sender has no name",
        "its sender has no profile",
        "its sender has too long a name",
        "its day cannot be read",
        "it went to nobody whose name is there",
        "it went to nobody whose name is there",
    ]
    assert len(found.messages) == 1
    assert not any("Buy" in lost.text or "Hello" in lost.text for lost in found.dropped)


def recipients_of(*rows: list[str], header: str = LATE) -> list[tuple[str, str | None]]:
    """The recipients of the first of these messages."""
    places = [LATE.split(",").index(name) for name in header.split(",")]
    found = read(written(header, *([row[place] for place in places] for row in rows)))
    return [(to.name, to.profile) for to in found.messages[0].recipients]


def test_as_many_names_as_addresses_belong_together() -> None:
    row = message("2-x", "Sam", SAM, "Ana Reyes, Ben Okafor", f"{ANA},{BEN}")
    assert recipients_of(row) == [("Ana Reyes", ANA), ("Ben Okafor", BEN)]


def test_one_address_means_one_name_whatever_commas_are_in_it() -> None:
    row = message("2-x", "Sam", SAM, "Ana Reyes, of the Harbour, Buyer", ANA)
    assert recipients_of(row) == [("Ana Reyes, of the Harbour, Buyer", ANA)]


def test_a_known_sender_says_where_a_name_ends() -> None:
    group = message("2-x", "Sam", SAM, "Ana Reyes, of Lund, Ben Okafor, Jo", f"{ANA},{BEN},{CHEN}")
    ana = message("2-x", "Ana Reyes, of Lund", ANA, "Sam", SAM)
    ben = message("2-x", "Ben Okafor", BEN, "Sam", SAM)
    expected = [("Ana Reyes, of Lund", ANA), ("Ben Okafor", BEN), ("Jo", CHEN)]
    assert recipients_of(group, ana, ben) == expected
    backwards = message(
        "2-x", "Sam", SAM, "Jo, of X, Ana Reyes, of Lund, Ben Okafor", f"{CHEN},{ANA},{BEN}"
    )
    assert recipients_of(backwards, ana, ben) == [("Jo, of X", CHEN), *expected[:2]]


def test_all_known_names_leave_nothing_over() -> None:
    group = message("2-x", "Sam", SAM, "Ana Reyes, of Lund, Ben Okafor", f"{ANA},{BEN}")
    ana = message("2-x", "Ana Reyes, of Lund", ANA, "Sam", SAM)
    ben = message("2-x", "Ben Okafor", BEN, "Sam", SAM)
    assert recipients_of(group, ana, ben) == [("Ana Reyes, of Lund", ANA), ("Ben Okafor", BEN)]


def test_a_known_name_that_does_not_fit_says_nothing() -> None:
    group = message("2-x", "Sam", SAM, "Ana R., Ben Okafor, MBA", f"{ANA},{BEN}")
    ana = message("2-x", "Ana Reyes, of Lund", ANA, "Sam", SAM)
    ben = message("2-x", "Ben O.", BEN, "Sam", SAM)
    assert recipients_of(group, ana, ben) == [("Ana R.", ANA), ("Ben Okafor, MBA", BEN)]


def test_credentials_stay_with_the_name_before_them() -> None:
    row = message("2-x", "Sam", SAM, "Ana Reyes, PhD, Ben Okafor, Jr., M.Sc.", f"{ANA},{BEN}")
    assert recipients_of(row) == [("Ana Reyes, PhD", ANA), ("Ben Okafor, Jr., M.Sc.", BEN)]
    single = message("2-x", "Sam", SAM, "Ana Reyes, AJ, Ben Okafor, PhD", f"{ANA},{CHEN},{BEN},x")
    aj = message("2-x", "AJ", CHEN, "Sam", SAM)
    assert [name for name, _ in recipients_of(single, aj)][1] == "AJ"


def test_names_that_look_like_credentials_are_names_where_the_addresses_count_them() -> None:
    row = message("2-x", "Sam", SAM, "Ana, of Lund, AJ, CK", f"{ANA},{BEN},{CHEN}")
    known = message("2-x", "Ana, of Lund", "https://www.linkedin.com/in/other", "Sam", SAM)
    assert recipients_of(row, known) == [("Ana, of Lund", ANA), ("AJ", BEN), ("CK", CHEN)]


def test_without_addresses_the_file_itself_says_who_is_who() -> None:
    ana = message("2-x", "Ana Reyes, PhD", ANA, "Sam", "")
    row = message("2-x", "Sam", SAM, "Ana Reyes, PhD, Jo Berg, MBA", "")
    assert recipients_of(row, ana, header=EARLY) == [
        ("Ana Reyes, PhD", ANA),
        ("Jo Berg, MBA", None),
    ]


def test_a_name_of_two_people_has_no_address() -> None:
    rows = (
        message("2-x", "Sam", SAM, "Ana Reyes", ""),
        message("2-y", "Ana Reyes", ANA, "Sam", ""),
        message("2-y", "Ana Reyes", ANA, "Sam", ""),
        message("2-z", "Ana Reyes", CHEN, "Sam", ""),
        message("2-z", "Ana Reyes", ANA, "Sam", ""),
    )
    assert recipients_of(*rows, header=EARLY) == [("Ana Reyes", None)]
    assert recipients_of(*rows[:3], header=EARLY) == [("Ana Reyes", ANA)]


def test_a_member_without_a_name_in_a_group_is_left_out() -> None:
    row = message("2-x", "Sam", SAM, "LinkedIn Member, Ana Reyes, of Lund", f",{ANA}")
    assert recipients_of(row) == [("Ana Reyes, of Lund", ANA)]
    row = message("2-x", "Sam", SAM, "LinkedIn Member, Ana Reyes", f",{ANA}")
    assert recipients_of(row) == [("Ana Reyes", ANA)]


# Invitations and the owner


INVITED = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"


def test_invitations_of_both_eras_say_who_invited_whom() -> None:
    old = read(
        written(
            "From,To,Sent At,Message,Direction",
            ["Sam", "Ana", "1/30/23, 3:46 AM", "Hello", "OUTGOING"],
        )
    )
    new = read(written(INVITED, ["Ana", "Sam", "1/30/23, 3:46 AM", "Hi", "INCOMING", ANA, SAM]))
    assert (old.kind, old.era, new.era) == (
        FileKind.LINKEDIN_INVITATIONS,
        "to 2023",
        "since late 2023",
    )
    assert (old.invitations[0].outgoing, new.invitations[0].outgoing) == (True, False)
    assert new.invitations[0].sender == Party(name="Ana", profile=ANA)
    assert new.invitations[0].on == date(2023, 1, 30)
    assert owner_of([old]) == Party(name="Sam")
    assert owner_of([new]) == Party(name="Sam", profile=SAM)


def test_an_invitation_that_cannot_be_used_is_dropped_without_its_words() -> None:
    day = "1/30/23, 3:46 AM"
    found = read(
        written(
            INVITED,
            ["Sam", "LinkedIn Member", day, "secret", "OUTGOING", SAM, ""],
            ["Sam", "", day, "secret", "OUTGOING", SAM, ""],
            ["Sam", "Ana" * 90, day, "secret", "OUTGOING", SAM, ANA],
            ["Sam", "Ana", day, "secret", "SIDEWAYS", SAM, ANA],
            ["Sam", "Ana", "soon", "secret", "OUTGOING", SAM, ANA],
        )
    )
    assert [lost.why for lost in found.dropped] == [
        "it names nobody",
        "it names nobody",
        "its name has more than 200 characters",
        "it does not say who invited whom",
        "its day cannot be read",
    ]
    assert not any("secret" in lost.text for lost in found.dropped)


def talks(*pairs: tuple[str, str, str, str]) -> FileRead:
    rows = [message(f"2-{place}", *pair) for place, pair in enumerate(pairs)]
    return read(written(LATE, *rows))


def test_the_owner_is_who_is_in_every_conversation() -> None:
    found = talks(("Sam", SAM, "Ana", ANA), ("Ben", BEN, "Sam", SAM))
    assert owner_of([found]) == Party(name="Sam", profile=SAM)
    (owned,) = with_owner([found])
    assert [each.outgoing for each in owned.messages] == [True, False]
    assert owned.owner == Party(name="Sam", profile=SAM)


def test_of_one_talk_between_two_the_connection_is_not_the_owner() -> None:
    found = talks(("Sam", SAM, "Ana", ANA))
    assert owner_of([found]) is None
    assert with_owner([found]) == (found,)
    connections = read(written(NEW, ["Ana", "Reyes", ANA, "", "", "", ""]))
    assert owner_of([found, connections]) == Party(name="Sam", profile=SAM)


def test_nobody_in_every_conversation_is_no_owner() -> None:
    found = talks(("Sam", SAM, "Ana", ANA), ("Ben", BEN, "Chen", CHEN))
    assert owner_of([found]) is None
    assert owner_of([]) is None
    most = talks(("Sam", SAM, "Ana", ANA), ("Ben", BEN, "Sam", SAM), ("Chen", CHEN, "Jo", ""))
    assert owner_of([most]) is None


PROFILE = "First Name,Last Name,Maiden Name,Headline,Summary\nSam,Lindqvist,,Baker,\n"


def test_a_profile_names_the_owner() -> None:
    profile = read_other(PROFILE)
    assert owner_of([profile]) == Party(name="Sam Lindqvist")
    found = talks(("Sam Lindqvist", SAM, "Ana", ANA))
    assert owner_of([profile, found]) == Party(name="Sam Lindqvist", profile=SAM)
    twins = talks(("Sam Lindqvist", SAM, "Sam Lindqvist", BEN), ("Ana", ANA, "Ben", BEN))
    assert owner_of([profile, twins]) == Party(name="Sam Lindqvist", profile=BEN)


def test_a_sender_without_a_profile_is_known_by_name() -> None:
    old = read(
        written(
            "From,To,Date,Subject,Content,Direction,Folder",
            ["Sam", "Ana", "1/30/18, 6:14 PM", "", "Hi", "?", "INBOX"],
        )
    )
    invited = read(written(INVITED, ["Sam", "Ana", "1/30/23, 3:46 AM", "", "OUTGOING", SAM, ANA]))
    assert [each.messages[0].outgoing for each in with_owner([old, invited])[:1]] == [True]


def test_a_group_says_nothing_of_its_receiver() -> None:
    found = read(
        written(
            "From,To,Date,Subject,Content,Direction,Folder",
            ["Ana", "Sam, Ben", "1/30/18, 6:14 PM", "", "Hi", "INCOMING", "INBOX"],
        )
    )
    assert owner_of([found]) is None


# The smaller files


def test_an_address_book_of_2018() -> None:
    header = (
        "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,"
        "Instant Message Handles,Addresses,Sites,Full Name,Birthday,Location,Bookmarked At,Profiles"
    )
    row = [
        "Ana",
        "Reyes",
        "Harbor Foods, Oak",
        "Buyer",
        "ana@example.org",
        "Mobile: +1 555 010 0100",
    ]
    found = read(
        written(
            header,
            [*row, "1/8/18, 6:14 PM", "", "", "", "Ana Reyes", "May 3", "", "", ANA],
            ["", "", "", "", "ben@example.org", "none", *[""] * 9],
            [*[""] * 10, "Chen Wei", *[""] * 4],
            ["", "", "x", *[""] * 12],
            ["x" * 201, *[""] * 14],
        )
    )
    ana, ben, chen = found.people
    assert (found.kind, found.era) == (FileKind.LINKEDIN_CONTACTS, "2018")
    assert (ana.organization, ana.phones) == ("Harbor Foods", ("+1 555 010 0100",))
    assert (ana.connected, ana.known, ana.key) == (False, None, "linkedin:ana-reyes")
    assert (ben.name, chen.name) == ("ben@example.org", "Chen Wei")
    assert dict(found.unused) == {"Created At": 1, "Birthday": 1}
    assert [lost.kept for lost in found.dropped] == [True, False, False]


def test_an_address_book_of_later_years() -> None:
    found = read(
        written(
            "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt",
            [
                "GOOGLE",
                "Ana",
                "Reyes",
                "",
                "",
                "a@example.org, b@example.org",
                "5550100; 5550101",
                "",
            ],
        )
    )
    assert found.era == "later than 2018"
    assert found.people[0].emails == ("a@example.org", "b@example.org")
    assert found.people[0].phones == ("5550100", "5550101")


def test_events_have_their_times() -> None:
    between = "Jul 01, 2021 10:00 AM - Jul 01, 2021 10:45 AM"
    found = read(
        written(
            "Event Name,Event Time,Status,External Url",
            ["Breakfast", between, "ATTENDING", "https://www.linkedin.com/events/breakfast-681/"],
            ["Lunch", "Jul 02, 2021 12:00 PM", "CANCELLED", ""],
            ["Dinner", between, "DECLINED", ""],
            ["", between, "", ""],
            ["Supper", "soon", "", ""],
            ["Tea", "Jul 01, 2021 10:45 AM - Jul 01, 2021 10:00 AM", "", ""],
            ["Fair", "Jul 01, 2021 - some day", "", ""],
        )
    )
    breakfast, lunch, tea, fair = found.events
    assert (breakfast.on, breakfast.begins) == (date(2021, 7, 1), time(10))
    assert (breakfast.minutes, breakfast.key) == (45, "linkedin:event:681")
    assert (lunch.cancelled, lunch.minutes, lunch.key) == (True, None, None)
    assert (tea.minutes, fair.minutes, fair.begins) == (None, None, None)
    assert [lost.why for lost in found.dropped] == [
        "its status is declined",
        "it has no name",
        "its day cannot be read",
    ]


def test_jobs_saved_and_applied_for_are_openings() -> None:
    applied = read(
        written(
            "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
            "Resume Name,Question And Answers",
            ["1/29/26, 2:37 PM", "", "", "Oak", "Baker", "https://l.com/jobs/view/4711", "cv", ""],
            ["1/29/26, 2:37 PM", "", "", "", "Baker", "", "", ""],
            ["soon", "", "", "Oak", "Baker", "", "", ""],
        )
    )
    saved = read(
        written(
            "Saved Date,Job Url,Job Title,Company Name", ["1/29/26, 2:37 PM", "", "Baker", "Oak"]
        )
    )
    (opening,) = applied.openings
    assert (opening.title, opening.organization, opening.applied) == ("Baker", "Oak", True)
    assert (opening.on, opening.key) == (date(2026, 1, 29), "linkedin:job:4711")
    assert dict(applied.unused) == {"Resume Name": 1}
    assert [lost.why for lost in applied.dropped] == [
        "it names no job or no company",
        "its day cannot be read",
    ]
    assert (saved.openings[0].applied, saved.openings[0].key) == (False, None)


def test_notes_are_remarks_of_her_own() -> None:
    found = read(
        written(
            "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,"
            "Edited On",
            ["Ana", "Reyes", ANA, "Met at the fair,\nknows Ben", "x", ""],
            ["Ana", "Reyes", ANA, "", "", ""],
            ["", "", ANA, "words", "", ""],
            ["x" * 201, "", ANA, "words", "", ""],
            ["Ben", "", BEN, "x" * 5_001, "", ""],
        )
    )
    ana, ben = found.people
    assert ana.notes == ("Met at the fair,\nknows Ben",)
    assert (ana.connected, ana.key, len(ben.notes[0])) == (True, "linkedin:ana-reyes", 5_000)
    assert [(lost.why, lost.kept) for lost in found.dropped] == [
        ("the note is empty", False),
        ("it names nobody", False),
        ("its name has more than 200 characters", False),
        ("the note was cut after 5,000 characters", True),
    ]


def test_recommendations_are_a_sign_of_a_close_tie_and_keep_no_words() -> None:
    found = read(
        written(
            "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
            ["Ana", "Reyes", "Oak", "Buyer", "Sam is great", "01/30/21, 10:00 AM", "VISIBLE"],
            ["Ben", "Okafor", "", "", "Sam is great", "once", "VISIBLE"],
        )
    )
    assert [person.notes for person in found.people] == [
        ("LinkedIn recommendation of 2021-01-30",),
        ("LinkedIn recommendation",),
    ]
    assert (found.people[0].organization, found.people[0].role) == ("Oak", "Buyer")
    assert found.people[0].connected


@pytest.mark.parametrize(("who", "era"), [("Endorser", "received"), ("Endorsee", "given")])
def test_endorsements_name_connections(who: str, era: str) -> None:
    header = (
        f"Endorsement Date,Skill Name,{who} First Name,{who} Last Name,{who} Public Url,"
        "Endorsement Status"
    )
    row = ["2024/02/01 15:02:55 UTC", "Baking", "Ana", "Reyes", "www.linkedin.com/in/ana-reyes", ""]
    found = read(written(header, row, row))
    assert found.era == era
    assert {person.key for person in found.people} == {"linkedin:ana-reyes"}
    assert len(found.people) == 2
    assert found.people[0].connected


def read_other(text: str) -> FileRead:
    found = read_linkedin(read_table(source_of_bytes("a.csv", text.encode())))
    assert found is not None
    assert found.kind is FileKind.LINKEDIN_OTHER
    return found


def test_another_file_of_the_export_is_counted() -> None:
    found = read_other("Time,Search Query\n2024/02/01 15:02:55 UTC,bread\n,\n")
    assert (found.era, found.unused, found.more["rows"]) == ("searches", (("searches", 1),), "1")
    assert read_other("Organization,Followed On\n").unused == ()
    assert read_other(PROFILE.splitlines()[0] + "\n,,,x,\n").owner is None


def test_a_profile_with_several_people_is_somebodys_table() -> None:
    text = PROFILE + "Ana,Reyes,,Buyer,\n"
    assert read_linkedin(read_table(source_of_bytes("a.csv", text.encode()))) is None


def test_two_exports_put_together_have_their_header_twice() -> None:
    part = written(NEW, ["Ana", "Reyes", "", "", "", "", ""])
    found = read(part + part)
    assert (len(found.people), found.dropped[0].why) == (2, "it is the header once more")


def test_endless_blanks_in_a_time_cost_nothing() -> None:
    row = ["Fair", "Jul 01, 2021" + " " * 90_000 + "x", "", ""]
    found = read(written("Event Name,Event Time,Status,External Url", *[row] * 50))
    assert len(found.dropped) == 50


def test_what_is_no_file_of_an_export_is_none() -> None:
    assert read_linkedin(read_table(source_of_bytes("a.csv", b"Name,Phone\nAna,1\n"))) is None
    assert read_linkedin(read_table(source_of_bytes("a.csv", b""))) is None


# All together


def test_thirty_thousand_connections_take_little_time() -> None:
    text = "".join(
        f'Ana {n},"Reyes, PhD",https://www.linkedin.com/in/ana-{n},,Café {n % 99},,08 Feb 2026\n'
        for n in range(30_000)
    )
    found = read(f"{NOTES}{NEW}\n{text}")
    assert len({person.key for person in found.people}) == 30_000


CELLS = (
    *("Ana", "Sam", ANA, SAM, "LinkedIn Member", "08 Feb 2026", "1/29/26, 2:37 PM", "OUTGOING"),
    *("INCOMING", "x@example.org", "a, b", "Yes", "SPAM", '"', "\n", "", "\u2028", "ë" * 300),
)
cell = st.sampled_from(CELLS) | st.text(
    st.characters(exclude_characters="\0", codec="utf-8"), max_size=12
)
HEADERS = (
    NEW,
    LATE,
    EARLY,
    INVITED,
    "From,To,Date,Subject,Content,Direction,Folder",
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt",
    "Event Name,Event Time,Status,External Url",
    "Application Date,Company Name,Job Title,Job Url",
    "Connection First Name,Connection Last Name,Connection Profile URL,Note",
    "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url",
)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(HEADERS), st.lists(st.lists(cell, max_size=14), max_size=8))
def test_counts_always_add_up(header: str, rows: list[list[str]]) -> None:
    found = read(written(header, *rows))
    (owned,) = with_owner([found])
    assert adds_up(owned)
    for person in owned.people:
        assert person.name == person.name.strip() != ""
        assert "\n" not in person.name


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(HEADERS), st.data())
def test_a_broken_export_is_read_or_refused(header: str, data: st.DataObject) -> None:
    row = ["Ana", "Sam, PhD", ANA, "1/29/26, 2:37 PM", 'x "y"\n', "OUTGOING", "08 Feb 2026"]
    content = bytearray(written(header, row, row, row[::-1]).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        found = read_linkedin(read_table(source_of_bytes("a.csv", bytes(content))))
    except FileUnreadable:
        return
    assert found is None or found.kind is FileKind.LINKEDIN_OTHER or adds_up(found)


# Files in the shape of real exports, where they are at hand


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("connections_2020s_notes_url.csv", 3),
        ("connections_about2020_bom_nourl.csv", 1),
        ("messages_2020s.csv", 1),
        ("invitations_2020s.csv", 1),
    ],
)
def test_exports_in_the_shape_of_real_ones_are_read_row_by_row(
    root: Path, name: str, above: int
) -> None:
    path = root.parent / "shared/data/linkedin-format" / name
    if not path.exists():
        pytest.skip(f"{UNTESTED}files in the shape of real LinkedIn exports are not at hand")
    text = path.read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row][above:]
    found = read(path.read_bytes())
    assert found.read == len(rows)
    if name.startswith("connections"):
        named = [f"{row[0].strip()} {row[1].strip()}".strip() for row in rows if row[0] or row[1]]
        assert [person.name for person in found.people] == named
        assert found.blank == len(rows) - len(named)
        assert all(person.known for person in found.people)
    elif name.startswith("messages"):
        member = [row for row in rows if not row[3] or row[4] in {"", "LinkedIn Member"}]
        assert len(found.messages) == len(rows) - len(member)
        owner = owner_of([found])
        assert owner is not None
        assert sum(bool(each.outgoing) for each in with_owner([found])[0].messages) == sum(
            row[2] == owner.name and row not in member for row in rows
        )
    else:
        assert len(found.invitations) == len(rows)
        assert sum(each.outgoing for each in found.invitations) == sum(
            row[4] == "OUTGOING" for row in rows
        )
    assert not [lost for lost in found.dropped if lost.kept]

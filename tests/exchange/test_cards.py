"""vCards: every quirk of the programs that write them, by made-up cards."""

import base64
import quopri

import pytest

from keepknocking.exchange.cards.content_lines import encoding_of
from keepknocking.exchange.cards.reading import is_vcard, read_cards
from keepknocking.exchange.found import (
    Dropped,
    FileKind,
    FileRead,
    FileUnreadable,
    FoundPerson,
    FoundTie,
)
from keepknocking.exchange.sources import source_of_bytes
from keepknocking.ledger.people import TieStrength

PHOTO = base64.b64encode(b"a picture of somebody, in bytes" * 9).decode()


def adds_up(found: FileRead) -> bool:
    lost = sum(not each.kept for each in found.dropped)
    return found.read == len(found.people) + found.blank + lost


def read(content: str | bytes, name: str = "friends.vcf") -> FileRead:
    made = content.encode() if isinstance(content, str) else content
    found = read_cards(source_of_bytes(name, made))
    assert found.kind is FileKind.VCARD
    assert adds_up(found)
    return found


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def one(*lines: str, version: str = "3.0") -> FoundPerson:
    (person,) = read(card(*lines, version=version)).people
    return person


def parts(found: FileRead) -> list[tuple[str, str]]:
    return [(lost.where, lost.why) for lost in found.dropped if lost.kept]


# What stands in a card


def test_a_card_is_a_person_with_all_that_is_said_of_her() -> None:
    assert one(
        "FN:Dr. Ana Reyes",
        "N:Reyes;Ana;;Dr.;",
        "NICKNAME:Ani,Anita",
        "X-MAIDENNAME:Soto",
        "X-PHONETIC-FIRST-NAME:Ah-na",
        "X-PHONETIC-LAST-NAME:Ray-es",
        "ORG:Harbor Foods;Sales;North",
        "TITLE:Buyer",
        "ROLE:Buys",
        "EMAIL;TYPE=INTERNET:ana@example.org",
        "EMAIL:mailto:ana.reyes@example.com",
        "EMAIL:ana@example.org",
        "TEL;TYPE=cell:+49 30 1",
        "URL:https://example.org/ana",
        "X-SOCIALPROFILE;type=twitter:http://twitter.com/ana",
        "NOTE:met at a fair\\, in March",
        "UID:a-1",
    ) == FoundPerson(
        name="Dr. Ana Reyes",
        where="card 1",
        key="uid:a-1",
        other_names=("Ani", "Anita", "Soto", "Ah-na Ray-es"),
        emails=("ana@example.org", "ana.reyes@example.com"),
        phones=("+49 30 1",),
        profiles=("https://example.org/ana", "http://twitter.com/ana"),
        organization="Harbor Foods",
        role="Buyer",
        notes=("met at a fair, in March",),
    )


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Reyes;Ana;Lucia,Maria;Dr.;MBA"], "Dr. Ana Lucia Maria Reyes MBA"),
        (["FN:", "N:Reyes;Ana;;;"], "Ana Reyes"),
        (["N:;;;;", "NICKNAME:Ani", "ORG:Harbor"], "Ani"),
        (["ORG:;Sales"], "Sales"),
        (["ORG:Harbor Foods", "EMAIL:a@example.org"], "Harbor Foods"),
        (["EMAIL:a@example.org", "TEL:1"], "a@example.org"),
        (["TEL:+49 30 1"], "+49 30 1"),
        (["FN:❤", "N:;;;;"], "❤"),
        (["FN:-", "N:;Ana"], "Ana"),
        (["FN:" + "x" * 400, "N:;Ana"], "Ana"),
        (["N:Reyes"], "Reyes"),
        (["N:a;b;c;d;e;f"], "d b c a e f"),
        (["FN:Ana\\, Reyes\\nin  town"], "Ana, Reyes in town"),
        (["FN:A;B\\C"], "A;B\\C"),
        (["FN:\x07Ana\u0085Reyes"], "Ana Reyes"),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Ani;1;;"], "Ani"),
    ],
)
def test_nobody_is_lost_for_want_of_a_formatted_name(lines: list[str], name: str) -> None:
    assert one(*lines).name == name


def test_a_second_formatted_name_and_the_sound_of_one_are_other_names() -> None:
    person = one("FN:Ana", "FN;LANGUAGE=ja:アナ", "SOUND;X-IRMC-N:ana;reyes", version="4.0")
    assert person.other_names == ("アナ", "ana reyes")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("KIND:group", "a list, not a person"),
        ("X-ADDRESSBOOKSERVER-KIND:group", "a list, not a person"),
        ("KIND:ORG", "an organization, not a person"),
        ("KIND:location", "a place, not a person"),
        ("KIND:x", ""),
        ("KIND:individual", ""),
    ],
)
def test_what_says_it_is_no_person_is_none(kind: str, why: str) -> None:
    found = read(card(kind, "FN:Friends", "UID:1"))
    if why:
        assert found.people == ()
        assert found.dropped == (
            Dropped(where="card 1, line 1", why=why, text=f"{kind.partition(':')[2]}, Friends, 1"),
        )
    else:
        assert len(found.people) == 1


def test_a_card_in_which_nobody_is_named_is_dropped_and_an_empty_one_is_blank() -> None:
    found = read(card("ADR:;;Main Street") + "BEGIN:VCARD\nEND:VCARD\n" + card("FN:Ana"))
    assert [person.where for person in found.people] == ["card 3"]
    assert [(lost.where, lost.why) for lost in found.dropped] == [
        ("card 1, line 1", "nobody is named in it")
    ]
    assert (found.read, found.blank) == (3, 1)


def test_what_is_not_kept_is_counted_in_words() -> None:
    found = read(
        card("FN:Ana", "BDAY:1980", "ADR:;;x", "LABEL:x", "TEL;TYPE=FAX:1", "X-OTHER:1", "REV:1")
    )
    assert dict(found.unused) == {
        "birthdays": 1,
        "addresses": 2,
        "fax and pager numbers": 1,
        "other lines": 1,
    }
    assert found.people[0].phones == ()
    assert found.era == "vCard 3.0"


def test_phones_and_mail_addresses_are_unwrapped() -> None:
    person = one(
        'TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254;ext=102',
        "TEL:tel:+1-2",
        "TEL:sip:ana@example.org",
        'EMAIL;INTERNET:"Ana" <ana@example.org>',
        "FN:Ana",
        version="4.0",
    )
    assert person.phones == ("+1-418-656-9254 ext. 102", "+1-2")
    assert person.emails == ("ana@example.org",)


def test_what_is_no_mail_address_is_named_in_the_report() -> None:
    found = read(card("FN:Ana", "EMAIL:not known", "EMAIL:", "EMAIL:" + "a@b" * 200))
    assert found.people[0].emails == ()
    assert parts(found) == [
        ("card 1, line 4", "it is no mail address"),
        ("card 1, line 6", "it is no mail address"),
    ]


def test_remarks_and_names_that_are_too_long_are_named() -> None:
    found = read(card("FN:" + "x" * 400, "FN:Ana", "NOTE:" + "y" * 10_001))
    assert found.people[0].name == "Ana"
    assert len(found.people[0].notes[0]) == 10_000
    assert parts(found) == [
        ("card 1, line 3", "it is longer than a name"),
        ("card 1, line 5", "of a remark only the first 10,000 characters are taken"),
    ]


def test_two_people_with_one_uid_have_only_one_key() -> None:
    found = read(card("FN:Ana", "UID:1") + card("FN:Ben", "UID:1") + card("FN:Ana", "UID:1"))
    assert [person.key for person in found.people] == ["uid:1", None, "uid:1"]


# Lines


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_lines_may_end_as_they_like(end: str) -> None:
    found = read(card("FN:Ana", "NOTE:met her", "  in town", "TEL:1", end=end))
    assert [(each.name, each.notes, each.phones) for each in found.people] == [
        ("Ana", ("met her in town",), ("1",))
    ]


def test_a_fold_may_cut_a_letter_or_an_escape_in_two() -> None:
    name = "FN:Jürgen".encode()
    cut = name.index(b"\xbc")
    folded = name[:cut] + b"\r\n " + name[cut:] + b"\r\nNOTE:a\\\r\n nb\r\n"
    (person,) = read(b"BEGIN:VCARD\r\n" + folded + b"END:VCARD\r\n").people
    assert (person.name, person.notes) == ("Jürgen", ("a\nb",))


@pytest.mark.parametrize(
    "head",
    [
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:",
        "fn;quoted-printable:",
        "FN;QUOTED-PRINTABLE;CHARSET=utf-8:",
        "FN;encoding=quoted-printable:",
    ],
)
def test_quoted_printable_is_undone_with_and_without_its_name(head: str) -> None:
    text = quopri.encodestring("Jürgen Größe".encode()).decode().strip()
    soft = text.replace("Gr", "=\r\nGr")
    assert one(head + soft, version="2.1").name == "Jürgen Größe"


def test_a_soft_break_at_the_very_end_ends_with_the_card() -> None:
    assert one("FN;ENCODING=QUOTED-PRINTABLE:Ana=", version="2.1").name == "Ana"


def test_a_line_after_a_soft_break_may_look_like_anything() -> None:
    person = one("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:call=\r\nTEL:1=\r\n#x", version="2.1")
    assert person.notes == ("callTEL:1#x",)
    assert person.phones == ()


def test_base64_goes_on_without_any_sign() -> None:
    lines = [PHOTO[at : at + 60] for at in range(0, len(PHOTO), 60)]
    found = read(card("FN:Ana", "PHOTO;ENCODING=BASE64;JPEG:", *lines, "", "TEL:1", version="2.1"))
    assert found.people[0].phones == ("1",)
    assert (found.dropped, found.unused) == ((), (("photos", 1),))


@pytest.mark.parametrize("content", ["qgEP:ASDF==", "=", "%%%"])
def test_a_broken_photo_is_dropped_and_the_person_kept(content: str) -> None:
    found = read(card("FN:Ana", f"PHOTO;ENCODING=BASE64;TYPE=JPEG:{content}", "TEL:1"))
    assert found.people[0].phones == ("1",)
    assert parts(found) == [("card 1, line 4", "its photo is not whole")]


def test_text_in_base64_is_read_and_a_broken_one_is_named() -> None:
    encoded = base64.b64encode("hällo".encode()).decode().rstrip("=")
    found = read(card("FN:Ana", f"NOTE;ENCODING=b:{encoded}", "NOTE;BASE64:a"))
    assert found.people[0].notes == ("hällo",)
    assert parts(found) == [("card 1, line 5", "its base64 is not whole")]


def test_lines_that_are_nothing_are_named_with_card_and_line() -> None:
    found = read(
        "hello\n" + card("FN:Ana", "# a remark", "9999\\", "?:1", end="\n") + "END:VCARD\n"
    )
    assert [person.name for person in found.people] == ["Ana"]
    assert parts(found) == [
        ("line 1", "it stands outside every card"),
        ("card 1, line 5", "it belongs to no property"),
        ("card 1, line 6", "it belongs to no property"),
        ("card 1, line 7", "it belongs to no property"),
        ("line 9", "it ends a card that did not begin"),
    ]


def test_a_remark_with_bare_line_breaks_stays_one() -> None:
    assert one("FN:Ana", "NOTE:met at a fair", "and again in May").notes == (
        "met at a fair\nand again in May",
    )


def test_groups_and_capitals_do_not_matter() -> None:
    person = one("item1.email;type=internet;TYPE=pref:ana@example.org", "fn:Ana", "x.y.TEL:1")
    assert (person.name, person.emails, person.phones) == ("Ana", ("ana@example.org",), ("1",))


def test_quotes_hide_colons_and_semicolons_and_may_never_close() -> None:
    person = one('TEL;TYPE="COMMA,SEPARATED:IN;SIDE",PREF:1', 'EMAIL;X="a:a@example.org', "FN:Ana")
    assert person.phones == ("1",)
    assert person.emails == ("a@example.org",)


def test_escapes_of_every_program_are_undone() -> None:
    person = one(
        "FN:Ana",
        "X-SOCIALPROFILE:ana",
        "URL:http\\://example.org/a\\,b",
        'NOTE:\\"x\\" \\; \\\\ \\Ny',
    )
    assert person.profiles == ("http://example.org/a,b",)
    assert person.notes == ('"x" ; \\\ny',)


# Charsets


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("MACINTOSH", "mac_roman"),
        ("ISO-8859-1", "latin-1"),
        ("WINDOWS-1252", "cp1252"),
        ("UTF-8", "utf-8"),
        ("x-unknown", "utf-8"),
        ("rot13", "utf-8"),
        ("UTF-16", "utf-8"),
        ("a\0b", "utf-8"),
    ],
)
def test_a_charset_that_is_named_is_used(charset: str, codec: str) -> None:
    line = f"FN;CHARSET={charset}:".encode() + "Jürgen Größe".encode(codec)
    (person,) = read(b"BEGIN:VCARD\r\n" + line + b"\r\nEND:VCARD\r\n").people
    assert person.name == "Jürgen Größe"


def test_a_wrong_charset_does_not_lose_the_text() -> None:
    line = b"FN;CHARSET=ASCII:" + "Jürgen Größe".encode()
    assert read(b"BEGIN:VCARD\r\n" + line + b"\r\nEND:VCARD\r\n").people[0].name == "Jürgen Größe"


def test_a_card_may_mix_charsets() -> None:
    made = "FN:Åke ".encode() + b"\r\nORG:" + "Größe".encode("latin-1")
    made += b"\r\nTITLE;CHARSET=ASCII:" + "Käufer".encode("latin-1")
    (person,) = read(b"BEGIN:VCARD\r\n" + made + b"\r\nEND:VCARD\r\n").people
    assert (person.name, person.organization, person.role) == ("Åke", "Größe", "Käufer")


def test_shift_jis_with_a_backslash_in_a_letter_is_read() -> None:
    line = b"FN;CHARSET=SHIFT_JIS:" + "本能 花子".encode("cp932")
    assert b"\\" in line
    assert read(b"BEGIN:VCARD\r\n" + line + b"\r\nEND:VCARD\r\n").people[0].name == "本能 花子"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("José Müller", "cp1252"),
        ("François Lefèvre", "latin-1"),
        ("安藤 ロイド", "cp932"),
        ("Иван Петров", "cp1251"),
    ],
)
def test_bytes_without_a_charset_are_guessed_card_by_card(name: str, codec: str) -> None:
    made = b"BEGIN:VCARD\r\nFN:" + name.encode(codec) + b"\r\nEND:VCARD\r\n"
    both = read(made + card("FN:Åke").encode())
    assert [person.name for person in both.people] == [name, "Åke"]


def test_many_guesses_end_in_the_commonest_one() -> None:
    made = b"BEGIN:VCARD\r\nFN:" + "安藤".encode("cp932") + b"\r\nEND:VCARD\r\n"
    assert {person.name for person in read(made * 310).people} == {"安藤"}


def test_a_letter_cut_off_at_the_end_does_not_spoil_the_rest() -> None:
    name = "Åkesson Jürgenß".encode()[:-1]
    (person,) = read(b"BEGIN:VCARD\r\nFN:" + name + b"\r\nEND:VCARD\r\n").people
    assert person.name == "Åkesson Jürgen\ufffd"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_files_of_wide_letters_are_read_with_and_without_a_mark(codec: str) -> None:
    content = card("FN:Åke").encode(codec)
    assert read(content).people[0].name == "Åke"
    assert is_vcard(content)


def test_nul_bytes_are_left_out() -> None:
    assert read(card("FN:A\0na")).people[0].name == "Ana"
    assert encoding_of(b"") == ("utf-8", 0)


# Cards


def test_a_card_without_an_end_ends_where_the_next_begins() -> None:
    found = read("BEGIN:VCARD\nFN:Ana\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n\nbegin:vCard\nFN:Cleo\n")
    assert [(person.name, person.where) for person in found.people] == [
        ("Ana", "card 1"),
        ("Ben", "card 2"),
        ("Cleo", "card 3"),
    ]


def test_nested_cards_are_people_and_the_card_around_goes_on() -> None:
    inner = card("N:nest1") + card("N:nest2")
    found = read(f"BEGIN:VCARD\r\nN:parent\r\n{inner}TEL:1\r\nEND:VCARD\r\n")
    assert [(person.name, person.phones) for person in found.people] == [
        ("parent", ("1",)),
        ("nest1", ()),
        ("nest2", ()),
    ]


def test_wrappings_mean_nothing() -> None:
    found = read("BEGIN:VADDRESSBOOK\r\n" + card("FN:Ana") + "END:VADDRESSBOOK\r\n")
    assert found.dropped == ()
    assert is_vcard(b"\r\n# x\r\nBEGIN:VADDRESSBOOK\r\nBEGIN:VCARD\r\n")


@pytest.mark.parametrize(
    "start",
    [b"", b"BEGIN:VCALENDAR\r\n", b"Name,Mail\n", b"FN:Ana\nBEGIN:VCARD\n", b"\x00\xff\xfe"],
)
def test_other_files_are_no_vcards(start: bytes) -> None:
    assert not is_vcard(start)


def test_a_file_without_a_card_is_named_as_such() -> None:
    with pytest.raises(FileUnreadable, match=r"^notes\.txt holds neither a vCard nor a calendar"):
        read("dear diary\n", name="notes.txt")


# Whom she knows


def tie(name: str, relation: str | None, **more: object) -> FoundTie:
    return FoundTie(name=name, relation=relation, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "ties"),
    [
        (["item1.X-ABRELATEDNAMES:Ben", "item1.X-ABLabel:_$!<Spouse>!$_"], [("Ben", "spouse")]),
        (["item1.X-ABRELATEDNAMES:Ben", "item1.X-ABLabel:Old boss"], [("Ben", "Old boss")]),
        (["X-ABRELATEDNAMES;type=pref:Ben"], [("Ben", None)]),
        (["X-EVOLUTION-SPOUSE:Ben", "X-EVOLUTION-MANAGER:"], [("Ben", "spouse")]),
        (["X-MS-MANAGER:Ben", "X-MS-ASSISTANT:Cleo"], [("Ben", "manager"), ("Cleo", "assistant")]),
        (["X-SPOUSE:Ben"], [("Ben", "spouse")]),
        (["X-KADDRESSBOOK-X-SPOUSESNAME:Ben"], [("Ben", "spouse")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ben;14;;"], [("Ben", "spouse")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ben;0;Chum"], [("Ben", "Chum")]),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation"], []),
        (["RELATED;TYPE=child;VALUE=text:Ben"], [("Ben", "child")]),
        (["RELATED;TYPE=me:Ana Maria"], []),
        (["X-SPOUSE:" + "x" * 400], []),
    ],
)
def test_related_names_of_every_program_are_ties(
    lines: list[str], ties: list[tuple[str, str | None]]
) -> None:
    assert one("FN:Ana", *lines).knows == tuple(tie(*each) for each in ties)


@pytest.mark.parametrize(
    ("relation", "strength"),
    [
        ("friend", TieStrength.CLOSE),
        ("Acquaintance", TieStrength.ACQUAINTANCE),
        ("co-worker", TieStrength.ACQUAINTANCE),
        ("contact", TieStrength.STRANGER),
    ],
)
def test_a_relation_says_how_well_they_know_each_other(
    relation: str, strength: TieStrength
) -> None:
    (known,) = one("FN:Ana", f"RELATED;TYPE={relation}:Ben", version="4.0").knows
    assert (known.relation, known.strength) == (relation.lower(), strength)


def test_a_related_card_is_found_by_its_uid_wherever_it_stands() -> None:
    found = read(
        card("FN:Ana", "RELATED;TYPE=friend:urn:uuid:b-1", "UID:urn:uuid:a-1", version="4.0")
        + card("FN:Ben", "UID:urn:uuid:b-1", "EMAIL:ben@example.org", version="4.0")
    )
    assert found.people[0].key == "uid:a-1"
    assert found.people[0].knows == (
        tie("Ben", "friend", key="uid:b-1", emails=("ben@example.org",)),
    )


def test_a_related_card_that_is_not_there_is_named() -> None:
    found = read(card("FN:Ana", "RELATED:urn:uuid:b-1", "RELATED:mailto:ben@example.org"))
    assert parts(found) == [("card 1, line 4", "the card it points to is not in this file")]
    assert found.people[0].knows == (tie("ben@example.org", None, emails=("ben@example.org",)),)


def test_an_agent_is_a_person_and_a_tie() -> None:
    agent = card("FN:Ben", "EMAIL:ben@example.org", version="2.1")
    inner = agent + card("FN:Cleo")
    found = read(f"BEGIN:VCARD\r\nFN:Ana\r\nAGENT:\r\n{inner}TEL:1\r\nEND:VCARD\r\n")
    assert [person.name for person in found.people] == ["Ana", "Ben", "Cleo"]
    assert found.people[0].knows == (tie("Ben", "agent", emails=("ben@example.org",)),)
    assert found.people[0].phones == ("1",)


def test_an_agent_who_is_nobody_is_named() -> None:
    found = read("BEGIN:VCARD\nFN:Ana\nAGENT:\nBEGIN:VCARD\nADR:x\nEND:VCARD\nEND:VCARD\n")
    assert found.people[0].knows == ()
    assert parts(found) == [("card 1, line 1", "the card it points to is not in this file")]


@pytest.mark.parametrize(
    ("value", "name", "emails"),
    [
        (
            "BEGIN:VCARD\\nFN:Ben\\nEMAIL\\;INTERNET:b@example.org\\nEND:VCARD\\n",
            "Ben",
            "b@example.org",
        ),
        ("mailto:b@example.org", "b@example.org", "b@example.org"),
    ],
)
def test_an_agent_may_be_written_out_in_a_line(value: str, name: str, emails: str) -> None:
    assert one("FN:Ana", f"AGENT:{value}").knows == (tie(name, "agent", emails=(emails,)),)


def test_an_agent_of_whom_nothing_is_said_is_named() -> None:
    found = read(card("FN:Ana", "AGENT:somebody", "AGENT:BEGIN:VCARD\\nEND:VCARD"))
    assert parts(found) == [
        ("card 1, line 4", "nobody is named as agent"),
        ("card 1, line 5", "nobody is named as agent"),
    ]

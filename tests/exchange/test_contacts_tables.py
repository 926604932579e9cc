"""Tables of contacts: Google's, Outlook's, and any other, each quirk with a made-up row."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from keepknocking.exchange.contacts_tables.reading import read_any_table, read_contacts
from keepknocking.exchange.found import FileKind, FileRead, FileUnreadable, FoundPerson, FoundTie
from keepknocking.exchange.sources import source_of_bytes
from keepknocking.exchange.tables.rows import Table, read_table
from keepknocking.ledger.people import TieStrength


def names_in(line: str) -> list[str]:
    return line.split(",")


OLD = names_in(
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,"
    "Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,"
    "Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,IM 1 - Type,IM 1 - Service,IM 1 - Value,Phone 1 - Type,"
    "Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,"
    "Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Title,Organization 2 - Type,Organization 2 - Name,"
    "Organization 2 - Title,Relation 1 - Type,Relation 1 - Value,Website 1 - Type,Website 1 - Value"
)
NEW = names_in(
    "Phonetic First Name,First Name,Middle Name,Last Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,"
    "Custom Field 1 - Value"
)
WINDOWS = names_in(
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Assistant's Phone,Business Fax,Business Phone,"
    "Business Phone 2,Company Main Phone,Home Phone,Mobile Phone,Anniversary,Assistant's Name,"
    "Birthday,Children,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
    "Manager's Name,Notes,Referred By,Spouse,User 1,Web Page"
)
NEWER = names_in(
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Business Phone,Mobile Phone,Company,Job Title,Department,"
    "Home Street,"
)
GOOGLES = names_in(
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,"
    "Location,Language,Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,"
    "Primary Phone,Home Phone,Home Phone 2,Mobile Phone,Pager,Home Fax,Home Address,Home Street"
)
LINKEDINS = names_in(
    "Title,First Name,Middle Name,Last Name,Suffix,E-mail Address,E-mail 2 Address"
)
TOOLS = names_in("Action,ID,Name,E-mail Address,Notes,E-mail 2 Address")


PROSE = "Please write to ana@example.org as soon as you have it.\n" * 3


def table_of(
    header: Sequence[str], *rows: Mapping[str, str], before: str = "", separator: str = ","
) -> Table:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    if header:
        writer.writerow(header)
    for row in rows:
        writer.writerow([row.get(name, "") for name in header])
    return read_table(source_of_bytes("c.csv", (before + text.getvalue()).encode()))


def plain(text: str) -> Table:
    return read_table(source_of_bytes("c.csv", text.encode()))


def contacts(header: Sequence[str], *rows: Mapping[str, str]) -> FileRead:
    found = read_contacts(table_of(header, *rows), "c.csv")
    assert found is not None
    gave = len(found.people) + len(found.openings)
    lost = sum(1 for each in found.dropped if not each.kept)
    assert found.read == gave + found.blank + lost
    return found


def one(header: Sequence[str], row: Mapping[str, str]) -> FoundPerson:
    (person,) = contacts(header, row).people
    return person


def test_the_old_google_form() -> None:
    found = contacts(
        OLD,
        {
            "Name": "Dr. Ana María Reyes",
            "Given Name": "Ana",
            "Nickname": "Anita",
            "Maiden Name": "Gómez",
            "Notes": "met at\nthe fair",
            "Birthday": "1980-01-01",
            "Group Membership": "* myContacts ::: Work",
            "E-mail 1 - Type": "Home",
            "E-mail 1 - Value": "ana@home.example ::: a.reyes@home.example",
            "E-mail 2 - Type": "* Work",
            "E-mail 2 - Value": "ana@work.example",
            "Phone 1 - Value": "+49 30 1234 ::: (030) 77",
            "Organization 1 - Name": "Harbor Foods",
            "Organization 1 - Title": "Buyer",
            "Organization 2 - Name": "Oak Bank",
            "Organization 2 - Title": "Trustee",
            "Relation 1 - Type": "* Spouse ::: Colleague",
            "Relation 1 - Value": f"Ben Ode ::: Chen Wu ::: {'x' * 201}",
            "Website 1 - Value": "https://www.linkedin.com/in/Ana-Reyes/ ::: www.example.org",
        },
    )
    (person,) = found.people
    assert person == FoundPerson(
        name="Dr. Ana María Reyes",
        where="line 2",
        key="linkedin:ana-reyes",
        other_names=("Anita", "Gómez"),
        emails=("ana@work.example", "ana@home.example", "a.reyes@home.example"),
        phones=("+49 30 1234", "(030) 77"),
        profiles=("https://www.linkedin.com/in/Ana-Reyes/", "www.example.org"),
        organization="Harbor Foods",
        role="Buyer",
        notes=("met at\nthe fair",),
        knows=(
            FoundTie(name="Ben Ode", relation="spouse", strength=TieStrength.CLOSE),
            FoundTie(name="Chen Wu", relation="colleague", strength=TieStrength.ACQUAINTANCE),
        ),
    )
    assert (found.kind, found.era) == (FileKind.GOOGLE_CONTACTS, "Google, to about 2023")
    assert found.unused == (("birthdays", 1), ("groups and labels", 1))
    assert ("E-mail 1 - Value", "e-mail") in found.columns
    assert ("Photo", "not used") in found.columns


def test_the_preferred_organization_of_google_and_its_own_title() -> None:
    row = {
        "Given Name": "Ana",
        "Family Name": "Reyes",
        "Organization 1 - Name": "Harbor Foods",
        "Organization 1 - Title": "Buyer",
        "Organization 2 - Type": "* Work",
        "Organization 2 - Name": "Oak Bank",
    }
    person = one([name for name in OLD if name not in ("Name", "Language", "Photo")], row)
    assert (person.name, person.organization, person.role) == ("Ana Reyes", "Oak Bank", None)


def test_the_new_google_form_joins_names_in_their_usual_order() -> None:
    found = contacts(
        NEW,
        {
            "First Name": "Ana",
            "Middle Name": "María",
            "Last Name": "Reyes",
            "Name Prefix": "Dr.",
            "Name Suffix": "Jr.",
            "Nickname": "Anita",
            "Organization Title": "Buyer",
            "E-mail 1 - Value": "ana@example.org",
            "Relation 1 - Value": "Ben Ode",
            "Custom Field 1 - Value": "blue",
        },
        {"Labels": "* myContacts"},
        {},
    )
    (person,) = found.people
    assert (person.name, person.role) == ("Ana María Reyes Jr.", "Buyer")
    assert person.other_names == ("Anita",)
    assert person.knows == (FoundTie(name="Ben Ode"),)
    assert found.era == "Google, since about 2023"
    assert dict(found.unused) == {
        "titles of address": 1,
        "groups and labels": 1,
        "own fields": 1,
    }
    assert [each.why for each in found.dropped] == [
        "it has no name, organization, mail address or profile"
    ]
    assert (found.read, found.blank) == (3, 1)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"Nickname": "Anita", "Organization Name": "X"}, "Anita"),
        ({"Organization Name": "Harbor Foods"}, "Harbor Foods"),
        ({"E-mail 1 - Value": "ana@example.org"}, "ana@example.org"),
    ],
)
def test_nobody_is_lost_for_lack_of_a_name(row: Mapping[str, str], name: str) -> None:
    person = one(NEW, row)
    assert person.name == name
    assert person.other_names == ()


def test_a_name_that_is_a_book_is_dropped() -> None:
    found = contacts(NEW, {"First Name": "x" * 201})
    assert [each.why for each in found.dropped] == ["its name has more than 200 characters"]


def test_cells_that_are_not_what_they_should_be_are_told_and_the_person_kept() -> None:
    found = contacts(
        OLD,
        {
            "Name": "Ana",
            "E-mail 1 - Value": "ana at example",
            "Phone 1 - Value": "none",
            "Website 1 - Value": "later",
            "Notes": "x" * 6000,
        },
    )
    assert [(each.why, each.kept) for each in found.dropped] == [
        ("this is no mail address", True),
        ("this is no address on the web", True),
        ("this is no phone number", True),
        ("its note was cut after 5,000 characters", True),
    ]
    assert len(found.people[0].notes[0]) == 5000


def test_outlook_for_windows() -> None:
    found = contacts(
        WINDOWS,
        {
            "Title": "Ms.",
            "First Name": "Ana",
            "Last Name": "Reyes",
            "Company": "Harbor Foods",
            "Job Title": "Buyer",
            "Business Street": "Quay 1",
            "Business City": "Porto",
            "Business Phone": "030 1234",
            "Mobile Phone": "+49 171 5",
            "Company Main Phone": "030 1000",
            "Birthday": "0/0/00",
            "Anniversary": "0/0/00",
            "E-mail Address": "/o=Harbor/ou=First/cn=ana",
            "E-mail 2 Address": "ana@example.org",
            "Assistant's Name": "Chen Wu",
            "Manager's Name": "Ben Ode",
            "Spouse": "Dana Ito",
            "Notes": "likes\r\ntea",
            "Web Page": "http://example.org/ana",
        },
    )
    (person,) = found.people
    assert person.name == "Ana Reyes"
    assert (person.organization, person.role) == ("Harbor Foods", "Buyer")
    assert person.emails == ("ana@example.org",)
    assert person.phones == ("030 1234", "+49 171 5")
    assert [(tie.name, tie.relation) for tie in person.knows] == [
        ("Chen Wu", "assistant"),
        ("Ben Ode", "manager"),
        ("Dana Ito", "spouse"),
    ]
    assert person.notes == ("likes\ntea",)
    assert [each.why for each in found.dropped] == [
        "a name inside an Exchange server is no mail address"
    ]
    assert dict(found.unused) == {
        "titles of address": 1,
        "postal addresses": 1,
        "other details": 1,
    }
    assert (found.kind, found.era) == (FileKind.OUTLOOK_CONTACTS, "Outlook for Windows")


@pytest.mark.parametrize(
    ("header", "era"),
    [
        (NEWER, "the newer Outlook"),
        (GOOGLES, "Google's contacts in Outlook's form"),
        ([*GOOGLES, "Business Street 3"], "Outlook for Windows"),
        (LINKEDINS, "Outlook's form, as LinkedIn wrote it"),
    ],
)
def test_the_other_families_of_outlook(header: Sequence[str], era: str) -> None:
    row = {"First Name": "Ana", "Last Name": "Reyes", "E-mail 2 Address": "ana@example.org"}
    found = contacts(header, row)
    assert found.era == era
    assert (found.people[0].name, found.people[0].emails) == ("Ana Reyes", ("ana@example.org",))


def test_what_another_tool_writes_for_outlook() -> None:
    found = contacts(TOOLS, {"Name": "Ana Reyes", "E-mail Address": "ana@example.org", "ID": "7"})
    assert found.era == "another program's contacts in Outlook's form"
    assert found.people[0].name == "Ana Reyes"


@pytest.mark.parametrize("header", ["Name,Company", "First Name,Last Name,Email Address", "a,b"])
def test_a_header_of_neither_is_left_to_others(header: str) -> None:
    assert read_contacts(plain(f"{header}\nAna,Reyes,1\n"), "c.csv") is None


def test_a_header_below_other_lines_is_found() -> None:
    table = table_of(LINKEDINS, {"First Name": "Ana"}, before="Contacts of Sam\n\n")
    found = read_contacts(table, "mine.csv")
    assert found is not None
    assert (found.name, found.people[0].name, found.read) == ("mine.csv", "Ana", 1)


@pytest.mark.parametrize(
    "header",
    [
        "Name;Firma;E-Mail;Telefon;Notiz",
        "full_name;company;email;phone;notes",
        "FullName;Organisation;e-mail address;Mobile;Comments",
        "Nombre;Empresa;Correo electrónico;Teléfono;Notas",
        "Nom;Entreprise;Adresse e-mail;Téléphone;Remarques",
        "Nome;Azienda;E-mail;Cellulare;Commenti",
        "Nome completo;Empresa;E-mail;Telemóvel;Observações",
        "Naam;Bedrijf;E-mailadres;Mobiel;Opmerkingen",
        "Namn;Företag;E-post;Mobil;Anteckningar",
        "Imię i nazwisko;Firma;E-mail;Telefon;Uwagi",
        "ФИО;Компания;Электронная почта;Телефон;Примечание",
    ],
)
def test_headers_in_many_languages(header: str) -> None:
    found = read_any_table(
        plain(f"{header}\nAna Reyes;Harbor Foods;ana@example.org;030 1234;tea\n"), "c.csv"
    )
    (person,) = found.people
    assert (person.name, person.organization) == ("Ana Reyes", "Harbor Foods")
    assert (person.emails, person.phones, person.notes) == (
        ("ana@example.org",),
        ("030 1234",),
        ("tea",),
    )
    assert "not used" not in dict(found.columns).values()
    assert found.kind is FileKind.TABLE


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Vorname;Name", "Ana Reyes"),
        ("Prénom;Nom", "Ana Reyes"),
        ("Nombre;Apellidos", "Ana Reyes"),
        ("Nome;Cognome", "Ana Reyes"),
        ("First;Last", "Ana"),
        ("Имя;Фамилия", "Ana Reyes"),
        ("Name;Contact", "Ana"),
        ("Contact;Job Title", "Ana"),
    ],
)
def test_a_column_called_name_is_what_the_others_leave(header: str, name: str) -> None:
    table = plain(f"{header};E-Mail\nAna;Reyes;ana@example.org\n")
    expected = "ana@example.org" if header == "First;Last" else name
    assert read_any_table(table, "c.csv").people[0].name == expected


def test_the_surest_name_of_a_column_counts() -> None:
    table = plain("Title,Job Title,Name\nMs.,Buyer,Ana\n")
    found = read_any_table(table, "c.csv")
    assert found.people[0].role == "Buyer"
    assert dict(found.columns)["Title"] == "not used"
    assert dict(found.unused) == {"titles of address": 1}


def test_a_table_without_a_header_goes_by_the_look_of_its_cells() -> None:
    found = read_any_table(
        plain(
            "Ana Reyes,Harbor Foods,ana@example.org,030 1234,2026-03-02,linkedin.com/in/ana\n"
            "Ben de la Ode,Oak Bank,ben@example.org,+49 30 99,2026-03-03,linkedin.com/in/ben\n"
        ),
        "c.csv",
    )
    assert [person.name for person in found.people] == ["Ana Reyes", "Ben de la Ode"]
    assert found.people[0].known == date(2026, 3, 2)
    assert found.people[0].phones == ("030 1234",)
    assert found.people[0].key == "linkedin:ana"
    assert found.columns == (
        ("column 1", "name"),
        ("column 2", "not used"),
        ("column 3", "e-mail"),
        ("column 4", "phone"),
        ("column 5", "day met"),
        ("column 6", "link"),
    )
    assert found.era == "without a header"
    assert found.unused == (("column column 2", 2),)


def test_a_header_that_says_nothing_is_still_a_header() -> None:
    found = read_any_table(plain("who knows,what\nana@example.org,Ana Reyes\n"), "c.csv")
    assert [person.name for person in found.people] == ["Ana Reyes"]
    assert found.columns == (("who knows", "e-mail"), ("what", "name"))


def test_columns_beside_known_ones_are_only_taken_for_what_says_who_somebody_is() -> None:
    found = read_any_table(
        plain("Company,x,y,z\nOak Bank,Ana Reyes,2026-03-02,ana@example.org\n"), "c.csv"
    )
    assert [taken for _, taken in found.columns] == ["organization", "name", "not used", "e-mail"]


def test_a_day_may_be_written_in_either_order() -> None:
    told = read_any_table(plain("Name;Date met\nAna;3/4/2026\nBen;25/3/2026\n"), "c.csv")
    assert [person.known for person in told.people] == [date(2026, 4, 3), date(2026, 3, 25)]
    open_one = read_any_table(plain("Name;Date met\nAna;3/4/2026\nBen;0/0/00\nC;x\n"), "c.csv")
    assert [person.known for person in open_one.people] == [date(2026, 3, 4), None, None]
    assert open_one.more["day and month"].startswith("1 days like 1/8/18")
    assert [(each.why, each.text) for each in open_one.dropped] == [("its day cannot be read", "x")]


def test_a_choice_stands_above_every_guess() -> None:
    table = plain("Name,Wer,Firma,Chef\nHarbor Foods,Ana Reyes,,Ben Ode\n")
    found = read_any_table(
        table, "c.csv", {"wer": "name", "column 1": "organization", "CHEF": "knows"}
    )
    (person,) = found.people
    assert (person.name, person.organization) == ("Ana Reyes", "Harbor Foods")
    assert person.knows == (FoundTie(name="Ben Ode", relation="chef"),)
    assert dict(found.columns)["Firma"] == "not used"
    out = read_any_table(table, "c.csv", {"Firma": "not used"})
    assert dict(out.columns)["Firma"] == "not used"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Wer": "name"}, "c.csv has no column “Wer”: its columns are Name, Firma"),
        ({"Name": "colour"}, "a column cannot be “colour”: choose one of name, first name"),
    ],
)
def test_a_choice_that_cannot_be(mapping: Mapping[str, str], said: str) -> None:
    with pytest.raises(FileUnreadable) as raised:
        read_any_table(plain("Name,Firma\nAna,\n"), "c.csv", mapping)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    "text", ["Price,Colour\n3.50,red\n", "1\n2\n", "", "\n ,\n", "Company\nX\n", PROSE]
)
def test_a_table_of_nobody_says_what_was_looked_for(text: str) -> None:
    with pytest.raises(FileUnreadable) as raised:
        read_any_table(plain(text), "c.csv")
    assert "c.csv has no column by which anybody could be known" in str(raised.value)
    assert text.partition("\n")[0].replace(",", ", ").strip(", ") in str(raised.value)


def test_short_rows_and_lost_quotation_marks_are_no_trouble() -> None:
    found = read_any_table(plain('Name,Company,Note\nAna\n"Ben,Oak Bank,x\nChen,Z,y\n'), "c.csv")
    assert [person.name for person in found.people] == ["Ana", "Ben", "Chen"]
    assert [each.kept for each in found.dropped] == [True]


def test_an_empty_last_name_of_the_header_is_no_trouble() -> None:
    found = contacts(NEWER, {"First Name": "Ana"})
    assert found.columns[-1] == ("", "not used")


HUNTR = "Title,Company,Location,Salary,Url,List,Date Added,Date Applied,Description"
TEAL = "Company Name,Job Title,Status,URL,Location,Date Saved,Date Applied,Notes,Excitement"


def jobs(text: str) -> FileRead:
    found = read_any_table(plain(text), "jobs.csv")
    assert found.people == ()
    assert found.read == len(found.openings) + found.blank + len(found.dropped)
    return found


def test_a_board_of_huntr() -> None:
    found = jobs(
        f"{HUNTR}\n"
        "Planner,Brightwater,,,https://x.example/1,Wishlist,2026-03-01,,\n"
        "Buyer,Oak Bank,,,,Interview,2026-03-01,2026-03-05,\n"
        ",Oak Bank,,,,Applied,2026-03-01,,\n"
        "Buyer,,,,,Applied,2026-03-01,,\n"
        "Buyer,Oak Bank,,,,Applied,,,\n"
        ",,,,,,,,\n"
    )
    assert [
        (each.title, each.organization, each.on, each.applied, each.key) for each in found.openings
    ] == [
        ("Planner", "Brightwater", date(2026, 3, 1), False, "https://x.example/1"),
        ("Buyer", "Oak Bank", date(2026, 3, 5), True, None),
    ]
    assert [each.why for each in found.dropped] == [
        "it names no job",
        "it names no organization",
        "it has no day",
    ]
    assert (found.era, found.blank) == ("a job tracker, by its columns Huntr", 1)


def test_a_board_of_teal() -> None:
    found = jobs(
        f"{TEAL}\n"
        "Brightwater,Planner,Applying,,,03/01/2026,03/20/2026,call Ben,5\n"
        "Oak Bank,Buyer,Archived,,,03/01/2026,03/20/2026,,\n"
        "Oak Bank,Clerk,Archived,,,03/01/2026,,,\n"
    )
    assert [(each.applied, each.on.day) for each in found.openings] == [
        (False, 1),
        (True, 20),
        (False, 1),
    ]
    assert found.era == "a job tracker, by its columns Teal"
    assert dict(found.columns)["Notes"] == "not used"
    assert dict(found.unused)["column Notes"] == 1


def test_a_board_of_simplify_and_one_of_ones_own() -> None:
    found = jobs("Job,Company,Applied,Status\nPlanner,Brightwater,2026-03-05,Applied\n")
    assert (found.openings[0].applied, found.era) == (
        True,
        "a job tracker, by its columns Simplify",
    )
    own = jobs("Position;Firma;Datum;Applied\nPlaner;Hafen;02.03.2026;ja\nPlaner;Hafen;2.3.2026;\n")
    assert [(each.applied, each.on) for each in own.openings] == [
        (True, date(2026, 3, 2)),
        (False, date(2026, 3, 2)),
    ]
    assert own.era == "a job tracker"


def test_people_with_a_status_are_people() -> None:
    found = read_any_table(
        plain("Name,Company,Job Title,Status\nAna,Oak Bank,Buyer,warm\n"), "c.csv"
    )
    assert found.people[0].role == "Buyer"
    assert dict(found.columns)["Status"] == "not used"
    assert dict(found.unused) == {"column Status": 1}


def test_what_cannot_be_printed_stays_out_of_names_and_addresses() -> None:
    table = plain(
        "Name,E-mail,Phone,Link\nAna\x07 Reyes,a\x1b@b.example,030\x0712,x.example/\x07\n"
    )
    found = read_any_table(table, "c.csv")
    (person,) = found.people
    assert (person.name, person.emails, person.phones, person.profiles) == ("Ana Reyes", (), (), ())
    assert len(found.dropped) == 3

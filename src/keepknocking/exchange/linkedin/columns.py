"""Which file of a LinkedIn export a table is, and which of its columns is what.

A file is known by its header alone, wherever among the first rows that stands: a `Form` names the
columns that it needs. Columns are called by their English names, folded; `ALIASES` has what else
they are called. The other languages' names are what people report and what the words mean: no
export in another language has been seen, and a name that nobody uses does no harm.
"""

from dataclasses import dataclass

from keepknocking.exchange.found import FileKind
from keepknocking.exchange.tables.rows import START, Header, Row, Table, clean, folded, header_of

_ALSO = """
first name: firstname, vorname, nombre, prénom, prenom, nome, voornaam, förnamn, imię
last name: lastname, nachname, apellidos, apellido, nom, nom de famille, sobrenome, cognome
last name: achternaam, efternamn, nazwisko
url: profile url, profil-url, url del perfil, url du profil, url do perfil
email address: e-mail address, emails, e-mail-adresse, e-mail, correo electrónico
email address: dirección de correo, dirección de correo electrónico, adresse e-mail
email address: endereço de e-mail, indirizzo email, e-mailadres, e-postadress, adres e-mail
company: unternehmen, firma, empresa, entreprise, société, azienda, bedrijf, företag, organizacja
position: job title, cargo, puesto, poste, fonction, posizione, qualifica, functie, befattning
position: stanowisko
connected on: verbunden am, vernetzt am, vernetzt seit, conectado el, conectada el
connected on: fecha de conexión, connecté le, connectée le, date de connexion, en relation depuis
connected on: conectado em, conectada em, data da conexão, collegato il, collegata il
connected on: data di collegamento, verbonden op, kontakt sedan, data nawiązania kontaktu
from: von, de, da, van, från, od
to: an, para, à, a, aan, till, do
date: datum, fecha, data
content: inhalt, contenido, contenu, conteúdo, contenuto, inhoud, innehåll
sent at: gesendet am, enviado el, envoyé le, envoyée le, enviado em, inviato il
direction: richtung, dirección, sens, direção, direzione, richting, riktning
message: nachricht, mensaje, mensagem, messaggio, bericht, meddelande
phone numbers: phonenumbers
full name: fullname
job url: job link
event time: event date
"""


def _aliases() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _ALSO.strip().splitlines():
        name, _, also = line.partition(": ")
        found[name] = found.get(name, ()) + tuple(also.split(", "))
    return found


ALIASES = _aliases()
"""What a column (English, folded) is called besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of file: the columns without which it is another, and those it may have besides."""

    kind: FileKind
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All columns of this kind that are read."""
        return self.needed + self.others


FORMS = (
    Form(
        kind=FileKind.LINKEDIN_NOTES,
        needed=("connection first name", "connection last name", "note"),
        others=("connection profile url",),
    ),
    Form(
        kind=FileKind.LINKEDIN_RECOMMENDATIONS,
        needed=("first name", "last name", "text", "creation date", "status"),
        others=("company", "position"),
    ),
    Form(
        kind=FileKind.LINKEDIN_ENDORSEMENTS,
        needed=("endorsement date", "skill name", "endorser first name", "endorser last name"),
        others=("endorser public url",),
    ),
    Form(
        kind=FileKind.LINKEDIN_ENDORSEMENTS,
        needed=("endorsement date", "skill name", "endorsee first name", "endorsee last name"),
        others=("endorsee public url",),
    ),
    Form(
        kind=FileKind.LINKEDIN_CONNECTIONS,
        needed=("first name", "last name", "connected on"),
        others=("url", "email address", "company", "position"),
    ),
    Form(
        kind=FileKind.LINKEDIN_CONTACTS,
        needed=("first name", "last name", "companies", "title", "email address", "phone numbers"),
        others=("full name", "profiles"),
    ),
    Form(
        kind=FileKind.LINKEDIN_MESSAGES,
        needed=("conversation id", "from", "to", "date", "content"),
        others=(
            "conversation title",
            "sender profile url",
            "recipient profile urls",
            "subject",
            "folder",
            "attachments",
            "is message draft",
            "is conversation draft",
            "is conversation archived",
        ),
    ),
    Form(
        kind=FileKind.LINKEDIN_MESSAGES,
        needed=("from", "to", "date", "content", "direction"),
        others=("subject", "folder"),
    ),
    Form(
        kind=FileKind.LINKEDIN_INVITATIONS,
        needed=("from", "to", "sent at", "direction"),
        others=("message", "inviterprofileurl", "inviteeprofileurl"),
    ),
    Form(
        kind=FileKind.LINKEDIN_EVENTS,
        needed=("event name", "event time"),
        others=("status", "external url"),
    ),
    Form(
        kind=FileKind.LINKEDIN_APPLICATIONS,
        needed=("application date", "company name", "job title"),
        others=("job url",),
    ),
    Form(
        kind=FileKind.LINKEDIN_SAVED_JOBS,
        needed=("saved date", "company name", "job title"),
        others=("job url",),
    ),
)
"""The files that are read; the first that fits a header counts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a LinkedIn file, and at which place each column that is read stands."""

    form: Form
    header: Header
    places: dict[str, int]

    def cell(self, row: Row, name: str) -> str:
        """The trimmed cell under this name; empty where there is none."""
        place = self.places.get(name, -1)
        return clean(row.cells[place]) if 0 <= place < len(row.cells) else ""

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.places

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """Each column as written, and as what it was taken."""
        names = {place: name for name, place in self.places.items()}
        written = enumerate(self.header.written)
        return tuple((cell, names.get(place, "not used")) for place, cell in written if cell)

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that are not read, as written."""
        return tuple(cell for cell, name in self.taken if name == "not used")


def columns_of(table: Table) -> Columns | None:
    """What the table is in a LinkedIn export and where its columns stand; None: no file we read."""
    for row in table.start[:START]:
        header = header_of(row)
        for form in FORMS:
            places = {name: header.column(name, *ALIASES.get(name, ())) for name in form.fields}
            if all(places[name] is not None for name in form.needed):
                found = {name: place for name, place in places.items() if place is not None}
                return Columns(form, header, found)
    return None


NOT_READ = """
account status history: time, event
ad targeting: member age, member gender
ads clicked: ad clicked date, ad title/id
articles or posts saved: saved at, link
causes: supported cause
certifications: name, url, authority, license number
comments: date, link, message
companies followed: organization, followed on
education: school name, start date, end date, degree name
e-mail addresses: email address, confirmed, primary, updated on
honours: title, description, issued on
hashtags followed: hashtag, created time
inferences: category, type of inference, description, inference
job alerts: alert parameters, query context
job preferences: locations, industries, preferred job types
job preferences: job titles, job seeker activity level
learning: content title, content description, content type
logins: login date, ip address, user agent
members followed: date, status, fullname
media: date/time, media description, media link
patents: title, description, patent or application number
phone numbers: extension, number, type
positions: company name, title, started on, finished on
positions: company name, title, description, location, started on
profile: first name, last name, maiden name, headline, summary
profile summary: profile summary
projects: title, description, url, started on, finished on
publications: name, published on, publisher
reactions: date, type, link
receipts: transaction made at, description
registration: registered at, registration ip
saved answers: question, answer
saved alerts: saved search id, created at
searches: time, search query
security challenges: challenge date, ip address
shares: date, sharelink, sharecommentary
verifications: verification type, verified date
volunteering: company name, role, cause
votes: date, link, optiontext
"""
"""The other files of an export, by columns that nobody else has together. Those with a header as
common as "Name, Number" are not here: only in a zip it is known what they belong to."""

_OTHERS = tuple(
    (subject, frozenset(folded(name) for name in names.split(",")))
    for subject, _, names in (line.partition(":") for line in NOT_READ.strip().splitlines())
)


def other_file(table: Table) -> tuple[str, Header] | None:
    """What the table is about where it is another file of an export, and its header."""
    for row in table.start[:START]:
        header = header_of(row)
        for subject, names in _OTHERS:
            if names <= header.places.keys():
                return subject, header
    return None

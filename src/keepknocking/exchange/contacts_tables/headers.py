"""Which names of columns mean what, in eleven languages?

Names are compared by their letters alone, case-folded: "E-Mail-Adresse", "e mail adresse" and
"EMAILADRESSE 2" are one. Of one field's names the earlier are the surer: "Title" is a role only
where no column is called "Job Title". The names were collected by hand (a design choice); a
language is added by its words.
"""

import unicodedata
from collections.abc import Mapping, Sequence

from keepknocking.exchange.contacts_tables.fields import SEVERAL, Field

_ALIASES: Mapping[Field, str] = {
    Field.NAME: (
        "full name, display name, contact name, contact person, "
        "vollständiger name, vor- und nachname, ansprechpartner, ansprechpartnerin, kontaktperson, "
        "nombre completo, nombre y apellidos, nom complet, nom et prénom, prénom et nom, "
        "nome completo, nome e cognome, cognome e nome, nominativo, nome e sobrenome, "
        "volledige naam, contactpersoon, fullständigt namn, för- och efternamn, "
        "imię i nazwisko, nazwisko i imię, фио, полное имя, имя и фамилия"
    ),
    Field.FIRST: (
        "first name, given name, forename, christian name, vorname, rufname, primer nombre, "
        "prénom, primeiro nome, nome proprio, voornaam, förnamn, imię"
    ),
    Field.MIDDLE: (
        "middle name, additional name, second name, weitere vornamen, zweiter vorname, "
        "segundo nombre, deuxième prénom, segundo nome, secondo nome, tweede naam, mellannamn, "
        "drugie imię, отчество, tussenvoegsel"
    ),
    Field.LAST: (
        "last name, surname, family name, nachname, familienname, zuname, apellidos, apellido, "
        "primer apellido, nom de famille, sobrenome, apelido, último nome, cognome, achternaam, "
        "efternamn, nazwisko, фамилия"
    ),
    Field.SUFFIX: "suffix, name suffix, namenssuffix, sufijo, suffixe, sufixo, suffisso",
    Field.OTHER_NAME: (
        "nickname, maiden name, other name, also known as, spitzname, geburtsname, apodo, surnom, "
        "nom de jeune fille, alcunha, soprannome, bijnaam, smeknamn, pseudonim"
    ),
    Field.EMAIL: (
        "e-mail, email address, e-mail-adresse, mail, mail address, primary email, work email, "
        "personal email, business email, e-mail value, mailadresse, correo electrónico, correo, "
        "dirección de correo electrónico, adresse e-mail, adresse électronique, courriel, "
        "adresse mail, endereço de e-mail, correio eletrónico, indirizzo e-mail, "
        "posta elettronica, e-mailadres, mailadres, e-postadress, e-post, epost, adres e-mail, "
        "почта, электронная почта, эл. почта"
    ),
    Field.PHONE: (
        "phone, phone number, telephone, telephone number, mobile, mobile phone, mobile number, "
        "cell, cell phone, cellphone, work phone, home phone, business phone, primary phone, tel, "
        "phone value, telefon, telefonnummer, mobiltelefon, mobilnummer, handy, handynummer, "
        "mobil, telefon geschäftlich, telefon privat, teléfono, móvil, celular, número de "
        "teléfono, téléphone, numéro de téléphone, portable, téléphone portable, telefone, "
        "telemóvel, número de telefone, telefono, cellulare, numero di telefono, "
        "telefoonnummer, telefoon, mobiel, gsm, mobilnummer, numer telefonu, komórka, телефон, "
        "мобильный"
    ),
    Field.LINK: (
        "linkedin, linkedin url, linkedin profile, profile, profile url, profile link, url, link, "
        "website, web page, web site, homepage, job url, profil, profillink, webseite, "
        "perfil, enlace, sitio web, página web, lien, site web, profilo, sito web, sito, "
        "página, site, webpagina, länk, hemsida, webbplats, strona, strona internetowa, "
        "ссылка, профиль, сайт"
    ),
    Field.ORGANIZATION: (
        "company, company name, organization, organisation, organization name, employer, "
        "current company, firm, firma, unternehmen, arbeitgeber, organisation name, empresa, "
        "compañía, organización, entreprise, société, employeur, organização, companhia, azienda, "
        "società, ditta, organizzazione, bedrijf, organisatie, werkgever, företag, arbetsgivare, "
        "przedsiębiorstwo, pracodawca, компания, организация, работодатель"
    ),
    Field.ROLE: (
        "job title, position, role, current position, occupation, headline, function, "
        "berufsbezeichnung, stellenbezeichnung, funktion, rolle, beruf, cargo, puesto, posición, "
        "poste, fonction, função, ruolo, posizione, mansione, functie, rol, befattning, roll, "
        "stanowisko, должность, позиция, job, title, titel, título, titre, titolo, titolo di lavoro"
    ),
    Field.NOTE: (
        "note, notes, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, "
        "kommentar, anmerkung, nota, notas, comentario, comentarios, remarque, remarques, "
        "commentaire, commentaires, observações, comentário, commento, commenti, notitie, "
        "notities, opmerking, opmerkingen, anteckning, anteckningar, notatka, notatki, uwagi, "
        "заметка, заметки, примечание, комментарий"
    ),
    Field.KNOWN: (
        "date met, met on, first met, day met, known since, connected on, met, kennengelernt am, "
        "kennengelernt, bekannt seit, verbunden am, conocido el, conocida el, fecha, "
        "rencontré le, rencontre, conhecido em, conosciuto il, ontmoet op, kennisgemaakt op, "
        "träffades, träffad, poznany, data poznania, дата знакомства, date, datum, data, дата"
    ),
    Field.STAGE: "status, stage, list, application status, job status, list name, state",
    Field.SAVED: "date saved, date added, saved date, date created, created at, added on",
    Field.APPLIED: "date applied, applied, application date, applied on, applied date, applied at",
}

_ONE_OR_ALL = "name, nombre, nom, nome, naam, namn, nazwa, имя"
"""The whole name, or the part that no other column has."""

_PERHAPS_THE_NAME = "contact, kontakt, contacto, contatto, contato, контакт, person, who, client"
"""The whole name where no other column is any part of it."""


def letters_of(name: str) -> str:
    """The letters of a column's name, case-folded, by which it is compared.

    >>> letters_of("E-Mail-Adresse 2")
    'emailadresse'
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in plain if character.isalpha())


def _places() -> dict[str, tuple[Field, int]]:
    found: dict[str, tuple[Field, int]] = {}
    for field, aliases in _ALIASES.items():
        for rank, alias in enumerate(aliases.split(",")):
            found.setdefault(letters_of(alias), (field, rank))
    return found


PLACES = _places()
"""Each known name (its letters): the field it means, and how sure that is (0 is the surest)."""

WHOLE_OR_PART = frozenset(map(letters_of, _ONE_OR_ALL.split(",")))
PERHAPS_THE_NAME = frozenset(map(letters_of, _PERHAPS_THE_NAME.split(",")))
_NAMES = frozenset({Field.NAME, Field.FIRST, Field.LAST})


def is_known(name: str) -> bool:
    """Whether this is a known name of a column.

    >>> is_known("Nachname"), is_known("Ana Reyes")
    (True, False)
    """
    letters = letters_of(name)
    return letters in PLACES or letters in WHOLE_OR_PART or letters in PERHAPS_THE_NAME


def meant_by(names: Sequence[str]) -> list[Field | None]:
    """What each column is by its name alone; None where the name says nothing.

    Of several columns for one thing the one with the surest name is it, then the first; the others
    are None. A column called "Name" is the last name where only a first one is there, the first
    name where only a last one is, and else the whole name.

    >>> [str(each) for each in meant_by(["Vorname", "Name", "Firma", "?"])]
    ['first name', 'last name', 'organization', 'None']
    """
    letters = [letters_of(name) for name in names]
    ranked = [PLACES.get(each) for each in letters]
    best: dict[Field, tuple[int, int]] = {}
    for place, known in enumerate(ranked):
        if known is not None:
            field, rank = known
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    found = [
        known[0] if known and (known[0] in SEVERAL or best[known[0]][1] == place) else None
        for place, known in enumerate(ranked)
    ]
    part = _whole_or_part(found)
    if part is not None:
        _settle(found, letters, WHOLE_OR_PART, part)
    if not _NAMES.intersection(found):
        _settle(found, letters, PERHAPS_THE_NAME, Field.NAME)
    return found


def _whole_or_part(found: list[Field | None]) -> Field | None:
    """What "Name" means beside these; None where the whole name is there already."""
    if Field.NAME in found:
        return None
    if Field.FIRST in found and Field.LAST not in found:
        return Field.LAST
    if Field.LAST in found and Field.FIRST not in found:
        return Field.FIRST
    return Field.NAME


def _settle(
    found: list[Field | None], letters: list[str], names: frozenset[str], field: Field
) -> None:
    """Take the first column with one of these names as the field."""
    for place, each in enumerate(letters):
        if found[place] is None and each in names:
            found[place] = field
            return

"""The tables of the ledger: one for each noun of the `ledger` room, one row a fact.

A row has the columns of its fact, under the same names; `translate` reads and writes them. Every
fact carries the day it happened (`on`) and the moment it was recorded, in ISO 8601 with the offset
it was written in: a moment's own calendar day depends on its offset, which a column of moments
would not keep. People, events, asks and openings are referred to by the ledger's ids (`key`), not
by row numbers, so that a row is a fact by itself. Text that may be missing is NULL then, because
to the ledger no text and an empty text are two things.

`Deed` and `Change` are the journal: every deed, and of every row it touched what stood there
before. `Seal` only ever grows; each seal holds the mark of the one before it.
"""

from django.db import models


class Deed(models.Model):
    """Something that was done to the ledger, in one transaction, and can be undone."""

    at = models.DateTimeField()
    kind = models.TextField()
    told = models.JSONField(default=list)
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )


class Change(models.Model):
    """One row a deed touched, and what stood there before (None: nothing)."""

    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="changes")
    table = models.TextField()
    row = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        """A fact's history is found by its table and row."""

        indexes = (models.Index(fields=("table", "row")),)


class Seal(models.Model):
    """One closed guess: its exact words, and its mark, which covers the mark of the one before."""

    body = models.TextField()
    before = models.TextField()
    mark = models.TextField()
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="+")
    # When words were taken out because somebody was erased: its own mark cannot be checked since.
    erased_at = models.DateTimeField(null=True)


class SealOpened(models.Model):
    """The moment the house's side of a seal was looked at."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="openings")
    at = models.DateTimeField()


class Fact(models.Model):
    """What every fact has: its day, its moment, its place within the day, its latest deed."""

    id = models.BigAutoField(primary_key=True)
    on = models.DateField()
    recorded_at = models.TextField(null=True)
    place = models.BigIntegerField(default=0)
    # No index: deeds never go, and the rows of a deed are found by its changes.
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = models.Manager()

    class Meta:
        """No table of its own."""

        abstract = True


def _reference(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model | None]":
    """A reference by the ledger's own id."""
    return models.ForeignKey(
        to, to_field="key", null=null, on_delete=models.DO_NOTHING, related_name="+"
    )


class Search(Fact):
    """The search; there is at most one."""

    goal = models.TextField()
    zone = models.TextField(null=True)
    hours_a_week = models.FloatField(null=True)
    wanted = models.TextField(null=True)
    closed_on = models.DateField(null=True)
    closed_recorded_at = models.TextField(null=True)


class Person(Fact):
    """Somebody who is not the seeker."""

    key = models.TextField(unique=True)
    name = models.TextField()
    organization = models.TextField(null=True)
    role = models.TextField(null=True)


class Event(Fact):
    """A gathering."""

    key = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField(null=True)
    minutes = models.BigIntegerField(null=True)
    begins = models.TextField(null=True)
    place_name = models.TextField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_recorded_at = models.TextField(null=True)


class Opening(Fact):
    """A job to be filled."""

    key = models.TextField(unique=True)
    title = models.TextField()
    organization = models.TextField()
    told_by = _reference("Person", null=True)
    ask = _reference("Ask", null=True)
    closed_on = models.DateField(null=True)
    closed_recorded_at = models.TextField(null=True)


class Ask(Fact):
    """One knock on one door; what came of it stands in its turns."""

    key = models.TextField(unique=True)
    of = _reference("Person")
    purpose = models.TextField()
    towards = _reference("Person", null=True)
    organization = models.TextField(null=True)
    opening = _reference("Opening", null=True)
    channel = models.TextField(null=True)
    through = _reference("Person", null=True)
    minutes = models.BigIntegerField(null=True)


class Turn(Fact):
    """What happened to an ask: a nudge, a reply, the answer, the fulfilment."""

    ask = _reference("Ask")
    kind = models.TextField()


class Tie(Fact):
    """Who knows whom."""

    of = _reference("Person", null=True)
    to = _reference("Person")
    strength = models.TextField()
    source = models.TextField()


class ContactDetail(Fact):
    """How to reach a person, or what else she is called."""

    person = _reference("Person")
    kind = models.TextField()
    value = models.TextField()


class ContactRule(Fact):
    """Whether a person may be contacted."""

    person = _reference("Person")
    allowed = models.BooleanField()


class Encounter(Fact):
    """The seeker met a person."""

    person = _reference("Person")
    event = _reference("Event", null=True)


class Debrief(Fact):
    """What an event brought."""

    event = _reference("Event")
    rung = models.TextField()
    talked_to = models.BigIntegerField(null=True)


class Expectation(Fact):
    """A hundred dots on five rungs."""

    event = _reference("Event")
    by = models.TextField()
    dots = models.JSONField()
    model = models.TextField(null=True)


class Introduction(Fact):
    """Somebody brought the seeker together with somebody."""

    by = _reference("Person")
    to = _reference("Person")
    ask = _reference("Ask", null=True)


class Stage(Fact):
    """A step with an employer."""

    opening = _reference("Opening")
    kind = models.TextField()
    through = _reference("Person", null=True)


class Thanks(Fact):
    """The seeker thanked a person."""

    person = _reference("Person")


class Effort(Fact):
    """Minutes put in."""

    minutes = models.BigIntegerField()
    spent_on = models.TextField(null=True)


class Pause(Fact):
    """The search rested."""

    until_on = models.DateField(null=True)
    until_recorded_at = models.TextField(null=True)


class Note(Fact):
    """A remark."""

    text = models.TextField()
    person = _reference("Person", null=True)


class Correction(Fact):
    """A line that was wrong."""

    was = models.TextField()
    now = models.TextField(null=True)


class ImportDone(models.Model):
    """A finished import: its files (name, sum, kind, bytes) and the report that is kept of it."""

    deed = models.OneToOneField(Deed, on_delete=models.PROTECT, related_name="import_done")
    files = models.JSONField()
    report = models.JSONField()


class Origin(models.Model):
    """What a source last said of a thing in the ledger, under the name the source has for it.

    Rows are only added; of one source and name the latest counts whose deed was not undone. So an
    import knows a person again though she was renamed by hand, and tells what the source changed
    from what the owner did.
    """

    source = models.TextField()
    name = models.TextField()
    kind = models.TextField()
    key = models.TextField()
    said = models.JSONField()
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Found by what the source calls it, and by what the ledger does."""

        indexes = (models.Index(fields=("source", "name")), models.Index(fields=("kind", "key")))


class Proposal(models.Model):
    """What an import would note down if the owner said so: lines of a story, and the reason.

    `mark` tells it from every other one, so that the same file proposes it once. `decided` is
    "accepted" or "declined"; the excerpt goes as soon as it is decided.
    """

    mark = models.TextField(unique=True)
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="+")
    person = models.TextField(null=True)
    lines = models.JSONField()
    why = models.TextField()
    is_clear = models.BooleanField()
    excerpt = models.TextField(null=True)
    decided = models.TextField(null=True)
    decided_by = models.ForeignKey(Deed, null=True, on_delete=models.PROTECT, related_name="+")


class Erasure(models.Model):
    """Somebody was erased: marks that know her again without saying who she was."""

    at = models.DateTimeField()
    salt = models.TextField()
    marks = models.JSONField()


class TakenFile(models.Model):
    """A story file of a watched folder that was taken in: its sum and how much of it."""

    folder = models.TextField()
    name = models.TextField()
    characters = models.BigIntegerField()
    digest = models.TextField()
    deed = models.ForeignKey(Deed, null=True, on_delete=models.PROTECT, related_name="+")


class Opposed(models.Model):
    """Two people of whom the owner said that they are not the same."""

    one = models.TextField()
    other = models.TextField()
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="+")

"""What can be written down about one person: each form makes one statement of the story."""

from abc import abstractmethod
from collections.abc import Mapping

from django import forms

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.events import NotPositive
from keepknocking.ledger.people import ContactKind, EmptyName, TieStrength
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.statements import Named, NamedOpening, Step
from keepknocking.web.forms.people import NO_NAME, STRENGTHS, DayForm, named

_LONGEST_ASK = 24 * 60  # by definition: the minutes of a day
_NO_TITLE = str(EmptyName("opening"))
_NO_PLACE = str(EmptyName("organization"))

PURPOSES = (
    (Purpose.INTRODUCTION.value, "an introduction"),
    (Purpose.OPENING.value, "openings they know of"),
    (Purpose.CONVERSATION.value, "a conversation"),
    (Purpose.REFERRAL.value, "a referral"),
)
CHANNELS = (
    ("", "not said"),
    (Channel.IN_PERSON.value, "in person"),
    (Channel.PHONE.value, "by phone"),
    (Channel.EMAIL.value, "by email"),
    (Channel.MESSAGE.value, "by message"),
    (Channel.LETTER.value, "by letter"),
)


CONTACTS = (
    (ContactKind.EMAIL.value, "a mail address"),
    (ContactKind.PHONE.value, "a phone number"),
    (ContactKind.PROFILE.value, "a profile or page"),
    (ContactKind.OTHER_NAME.value, "another name"),
)


class DeedForm(DayForm):
    """One thing to write down about a person; `ask` says of which ask it came."""

    ask = forms.CharField(required=False, widget=forms.HiddenInput)

    @abstractmethod
    def statement(self, person: Named) -> say.Statement:
        """What the line says."""


class StepForm(DeedForm):
    """A nudge, a reply, a promise, a refusal, a promise kept."""

    step: Step

    def statement(self, person: Named) -> say.Statement:
        """`nudged Ana`, `Ana promised`, ..."""
        return say.Stepped(step=self.step, person=person, ask=self.said("ask"))


class NudgedForm(StepForm):
    """`nudged Ana`."""

    step = Step.NUDGED


class RepliedForm(StepForm):
    """`Ana replied`."""

    step = Step.REPLIED


class PromisedForm(StepForm):
    """`Ana promised`."""

    step = Step.PROMISED


class DeclinedForm(StepForm):
    """`Ana declined`."""

    step = Step.DECLINED


class KeptForm(StepForm):
    """`Ana kept the promise`."""

    step = Step.KEPT


class TalkedForm(DeedForm):
    """`talked with Ana`."""

    def statement(self, person: Named) -> say.Statement:
        """An encounter, which keeps an ask for a conversation."""
        return say.TalkedWith(person=person, ask=self.said("ask"))


class ThankedForm(DeedForm):
    """`thanked Ana`."""

    def statement(self, person: Named) -> say.Statement:
        """Thanks."""
        return say.Thanked(person=person)


class LeaveForm(DeedForm):
    """`do not contact Ana`."""

    def statement(self, person: Named) -> say.Statement:
        """From the day on her door is left alone."""
        return say.ContactRuled(person=person, allowed=False)


class MayContactForm(DeedForm):
    """`may contact Ana`."""

    def statement(self, person: Named) -> say.Statement:
        """From the day on one may knock again."""
        return say.ContactRuled(person=person, allowed=True)


class SomebodyForm(DeedForm):
    """A line that names somebody else, who may be new."""

    name = forms.CharField(
        label="Who",
        help_text="Somebody new, or the beginning of a name you have already.",
        error_messages={"required": NO_NAME},
    )
    organization = forms.CharField(label="Organization, if you know it", required=False)
    role = forms.CharField(label="Role, if you know it", required=False)
    field_order = ("ask", "name", "organization", "role", "strength", "day")

    def somebody(self) -> Named:
        """The person typed; an id behind the name (`#ana-reyes-2`) says which one."""
        return named(self.cleaned_data["name"], self.said("organization"), self.said("role"))


class IntroducedForm(SomebodyForm):
    """`Ana introduced me to Ben Ode (Brightwater)`."""

    def statement(self, person: Named) -> say.Statement:
        """An introduction; without an ask, the story finds the one it came of, if there is one."""
        return say.Introduced(by=person, to=self.somebody(), ask=self.said("ask"))


class KnowsForm(SomebodyForm):
    """`Ana knows Ben Ode well`."""

    strength = forms.ChoiceField(
        label="How well they know each other",
        choices=STRENGTHS[:2],
        initial=TieStrength.ACQUAINTANCE.value,
        widget=forms.RadioSelect,
    )

    def statement(self, person: Named) -> say.Statement:
        """A tie."""
        strength = TieStrength(self.cleaned_data["strength"])
        return say.Knows(of=person, to=self.somebody(), strength=strength)


class OpeningForm(DeedForm):
    """A line that names an opening."""

    title = forms.CharField(label="Which opening", error_messages={"required": _NO_TITLE})
    organization = forms.CharField(
        label="At which organization", error_messages={"required": _NO_PLACE}
    )
    field_order = ("ask", "title", "organization", "day")

    def opening(self) -> NamedOpening:
        """The opening typed."""
        return NamedOpening(
            title=self.cleaned_data["title"], organization=self.cleaned_data["organization"]
        )


class OpeningToldForm(OpeningForm):
    """`Ana told me of "Planner" at Brightwater`."""

    def statement(self, person: Named) -> say.Statement:
        """An opening; without an ask, the story finds the one it came of, if there is one."""
        return say.OpeningTold(opening=self.opening(), by=person, ask=self.said("ask"))


class ReferredForm(OpeningForm):
    """`Ana referred me for "Planner" at Brightwater`."""

    def statement(self, person: Named) -> say.Statement:
        """A referral, which keeps an ask for one."""
        return say.ReferredFor(by=person, opening=self.opening(), ask=self.said("ask"))


class NoteForm(DeedForm):
    """`note about Ana: TEXT`."""

    text = forms.CharField(
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write a word or two: a note needs a text."},
    )
    field_order = ("ask", "text", "day")

    def statement(self, person: Named) -> say.Statement:
        """A remark."""
        return say.Noted(text=self.cleaned_data["text"].replace("\r\n", "\n"), person=person)


class ContactForm(DeedForm):
    """`email of Ana: ana@example.org`."""

    kind = forms.ChoiceField(
        label="What you know",
        choices=CONTACTS,
        initial=ContactKind.EMAIL.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is."},
    )
    value = forms.CharField(
        label="Address, number or name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write the address, the number or the name."},
    )
    field_order = ("ask", "kind", "value", "day")

    def statement(self, person: Named) -> say.Statement:
        """A contact detail."""
        kind = ContactKind(self.cleaned_data["kind"])
        return say.ContactTold(person=person, kind=kind, value=self.cleaned_data["value"])


class AskForm(DeedForm):
    """`asked Ana for an introduction to Ben Ode by email 15m`."""

    purpose = forms.ChoiceField(
        label="What you asked for",
        choices=PURPOSES,
        initial=Purpose.INTRODUCTION.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what you asked for."},
    )
    towards = forms.CharField(label="To whom, if you said", required=False)
    organization = forms.CharField(label="At which organization, if you said", required=False)
    title = forms.CharField(label="For which opening, if there is one", required=False)
    channel = forms.ChoiceField(label="How you asked", choices=CHANNELS, required=False)
    minutes = forms.IntegerField(
        label="Minutes it took, if you know",
        required=False,
        max_value=_LONGEST_ASK,
        error_messages={
            "invalid": "Give whole minutes, like 15.",
            "max_value": f"An ask takes a day at the most: {_LONGEST_ASK} minutes.",
        },
    )
    field_order = ("ask", "purpose", "towards", "organization", "title", "channel", "minutes")

    def clean_minutes(self) -> int | None:
        """Minutes above zero, or None."""
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes is not None and minutes <= 0:
            raise forms.ValidationError(
                f"{_sentence(NotPositive('the minutes of an ask', minutes))}"
            )
        return minutes

    def clean(self) -> None:
        """An opening stands at an organization."""
        super().clean()
        if self.said("title") and not self.said("organization"):
            self.add_error("organization", "Say at which organization the opening is.")

    def statement(self, person: Named) -> say.Statement:
        """An ask."""
        title, organization = self.said("title"), self.said("organization")
        towards, channel = self.said("towards"), self.said("channel")
        opening = None if title is None else NamedOpening(title=title, organization=organization)
        return say.Asked(
            of=person,
            purpose=Purpose(self.cleaned_data["purpose"]),
            towards=None if towards is None else named(towards),
            organization=organization if opening is None else None,
            opening=opening,
            channel=None if channel is None else Channel(channel),
            minutes=self.cleaned_data["minutes"],
        )


DEEDS: Mapping[str, type[DeedForm]] = {
    "nudged": NudgedForm,
    "replied": RepliedForm,
    "promised": PromisedForm,
    "declined": DeclinedForm,
    "kept": KeptForm,
    "talked": TalkedForm,
    "introduced": IntroducedForm,
    "told-of": OpeningToldForm,
    "referred": ReferredForm,
    "asked": AskForm,
    "knows": KnowsForm,
    "note": NoteForm,
    "contact": ContactForm,
    "thanked": ThankedForm,
    "leave": LeaveForm,
    "may-contact": MayContactForm,
}
"""Every deed that a person's page can write down, by the word its button sends."""


def _sentence(error: ValueError) -> str:
    """An error's words as a sentence."""
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."

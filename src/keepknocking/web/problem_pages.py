"""What the pages say when something cannot be done: title, what is the matter, what to do.

One `ProblemPage` for each answer that is not a page, in plain words and in the order a person
needs them. The template is `keepknocking/problem.html`. Nothing here looks at a database or an
address, so that these pages can be shown when everything else fails.
"""

from dataclasses import asdict, dataclass
from http import HTTPStatus

KEPT = "Nothing that was kept is lost."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """One error page in words. `status` is the HTTP status, 400 to 599.

    `without_nav`: the row of pages would lead nowhere for whoever sees this page.
    """

    status: int
    title: str
    sentence: str
    advice: str
    without_nav: bool = False

    def context(
        self, *, typed: str = "", back: str = "", back_words: str = ""
    ) -> dict[str, object]:
        """What the template takes; `typed` is given back to the person, `back` is a path.

        >>> NOT_FOUND.context(back="/people/")["back"]
        '/people/'
        """
        return {
            **asdict(self),
            "typed": typed,
            "back": back,
            "back_words": back_words,
        }


BAD_REQUEST = ProblemPage(
    status=HTTPStatus.BAD_REQUEST,
    title="This address was not understood",
    sentence="Keep Knocking answers only at the address it prints in the terminal.",
    advice="Open that address again. Nothing was changed.",
    without_nav=True,
)
NOT_YOURS = ProblemPage(
    status=HTTPStatus.FORBIDDEN,
    title="This door has no key",
    sentence="This page is only for whoever started Keep Knocking.",
    advice="In the terminal, run knock serve and open the address it prints.",
    without_nav=True,
)
STALE_FORM = ProblemPage(
    status=HTTPStatus.FORBIDDEN,
    title="This form is too old",
    sentence="The form was not taken: it had been open for too long, or came from elsewhere.",
    advice="Open the page anew and send it once more. Nothing was changed.",
)
NOT_FOUND = ProblemPage(
    status=HTTPStatus.NOT_FOUND,
    title="Nobody lives at this number",
    sentence="There is no page at this address. It may have been undone, or renamed.",
    advice="Start from one of the pages above. " + KEPT,
)
WRONG_METHOD = ProblemPage(
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    title="This door opens the other way",
    sentence="The address is right, but it was opened in a way it does not answer.",
    advice="Go back to the page with the button and press it there. Nothing was changed.",
)
CHANGED_ELSEWHERE = ProblemPage(
    status=HTTPStatus.CONFLICT,
    title="This was changed in another tab",
    sentence="While this page was open, the same fact was changed somewhere else.",
    advice="Look at it as it stands now, then change it again if you still want to. " + KEPT,
)
TOO_LARGE = ProblemPage(
    status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    title="That was too much at once",
    sentence="What was sent is larger than Keep Knocking takes in one go.",
    advice="Send it in smaller parts. Nothing was changed.",
)
OUR_MISTAKE = ProblemPage(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    title="The house made a mistake",
    sentence="Something went wrong in the program, and not by anything you did.",
    advice="Try again. If it stays, the terminal says where it happened. " + KEPT,
)
LOCKED = ProblemPage(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger is busy",
    sentence="Another program has the ledger open for writing and did not finish in time.",
    advice="Wait a moment and send it again. " + KEPT,
)
READ_ONLY = ProblemPage(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger cannot be written",
    sentence="The file of the ledger, or its folder, may be read but not written.",
    advice="Give yourself the right to write it, then send this again. " + KEPT,
)
FULL = ProblemPage(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The disk is full",
    sentence="There is no room left on the disk for another line of the ledger.",
    advice="Free some room, then send this again. " + KEPT,
)
NEWER = ProblemPage(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger is newer than this program",
    sentence="A later version of Keep Knocking has written this ledger.",
    advice="Use that version, or a newer one. The file was not touched.",
)
DAMAGED = ProblemPage(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="The ledger is damaged",
    sentence="The file of the ledger cannot be read as it should be.",
    advice=(
        "Stop Keep Knocking and make a copy of the file before anything else. "
        "Then start from your last backup. The file was not touched."
    ),
)

_BY_STATUS = {
    page.status: page
    for page in (
        BAD_REQUEST,
        NOT_YOURS,
        NOT_FOUND,
        WRONG_METHOD,
        CHANGED_ELSEWHERE,
        TOO_LARGE,
        OUR_MISTAKE,
        LOCKED,
    )
}


def page_of(status: int) -> ProblemPage:
    """The words for a status; a status without words of its own is told as our mistake.

    >>> page_of(404).title
    'Nobody lives at this number'
    >>> page_of(418) == OUR_MISTAKE
    True
    """
    return _BY_STATUS.get(status, OUR_MISTAKE)

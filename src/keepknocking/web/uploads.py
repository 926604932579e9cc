"""Files that a page sends, written straight into the private folder where they wait.

Neither the memory nor a folder for temporary files holds them on the way. What cannot be taken is
remembered in words, and the other files of the same form go on.
"""

from http import HTTPStatus

from django.core.files.uploadhandler import FileUploadHandler

from keepknocking.exchange.sources import TooMuch
from keepknocking.services.incoming import Arriving, CannotHold, NotHeld, TooMuchWaits
from keepknocking.web.forms.facts import sentence

_PIECE = 1024 * 1024  # bytes, numerical: read from the request at once


class IncomingHandler(FileUploadHandler):
    """Lets every file of a form wait under one token.

    `names` are the files that wait now, `troubles` says what could not be taken, and `status` is
    the answer if nothing could.
    """

    chunk_size = _PIECE

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.names: list[str] = []
        self.troubles: list[str] = []
        self.status = HTTPStatus.UNPROCESSABLE_ENTITY
        self._arriving: Arriving | None = None

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Begin one more file."""
        super().new_file(
            field_name, file_name, content_type, content_length, charset, content_type_extra
        )
        self._give_up()
        try:
            self._arriving = Arriving(file_name, token=self.token)
        except (CannotHold, NotHeld) as error:
            self._refuse(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take in one piece of it."""
        del start
        if self._arriving is None:
            return
        try:
            self._arriving.write(raw_data)
        except (TooMuch, TooMuchWaits, CannotHold) as error:
            self._refuse(error)

    def file_complete(self, file_size: int) -> None:
        """Let it wait. It is not among the files of the request: nobody reads it there."""
        del file_size
        arrived, self._arriving = self._arriving, None
        if arrived is None:
            return
        try:
            arrived.keep()
        except CannotHold as error:
            self._refuse(error)
        else:
            self.names.append(self.file_name or "")

    def upload_interrupted(self) -> None:
        """Let go what has come of a file that will not come whole."""
        self._give_up()

    def _refuse(self, error: Exception) -> None:
        self._arriving = None
        self.troubles.append(sentence(error))
        if isinstance(error, CannotHold):
            self.status = HTTPStatus.SERVICE_UNAVAILABLE
        elif isinstance(error, TooMuch):
            self.status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def _give_up(self) -> None:
        if self._arriving is not None:
            self._arriving.give_up()
            self._arriving = None

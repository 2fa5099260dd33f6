"""Uploads above every limit are not kept: they are let go while they still arrive."""

import hashlib
from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from sabang_kinerja.common.uploads import MEGABYTE

STORED_AT_MOST: Final = 25 * MEGABYTE
"""Above the limit of every form, so that a form can name its own limit."""


class OversizedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the checker only
    """A file that was too large to be kept: it has its true size, and no contents."""


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Stores an upload on disk as long as it is within the limit, then forgets it.

    The form refuses by size, with its own sentence, and everything else that was typed is still
    there.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Store a chunk, or remove what was stored once the limit is passed."""
        self.received += len(raw_data)
        if self.received <= STORED_AT_MOST:
            super().receive_data_chunk(raw_data, start)
        else:
            self.file.close()

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """The stored file, or one that stands in for a file that is too large."""
        if self.received <= STORED_AT_MOST:
            return super().file_complete(file_size)
        return OversizedUpload(BytesIO(), self.file_name, self.content_type, self.received)


class HashedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the checker only
    """A file of which only the size and ``sha256`` are known; it was kept nowhere."""

    sha256: str = ""


class HashingUploadHandler(FileUploadHandler):
    """Hashes an upload while it arrives, in memory of one chunk, and keeps nothing of it.

    Above the limit it is no longer hashed, and ``sha256`` is empty.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to hash."""
        super().new_file(*args, **kwargs)
        self.received = 0
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hash a chunk and let it go."""
        self.received += len(raw_data)
        if self.received <= STORED_AT_MOST:
            self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> HashedUpload:
        """What is known of the file."""
        file = HashedUpload(BytesIO(), self.file_name, self.content_type, self.received)
        if self.received <= STORED_AT_MOST:
            file.sha256 = self.digest.hexdigest()
        return file

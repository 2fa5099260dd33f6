"""A very large upload is dropped while it arrives; one that is only compared is never kept."""

import hashlib
from io import RawIOBase
from pathlib import Path

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from sabang_kinerja.common.upload_handlers import (
    STORED_AT_MOST,
    HashingUploadHandler,
    LimitedUploadHandler,
)
from sabang_kinerja.common.uploads import MEGABYTE

BOUNDARY = b"----batas"
HEAD = (
    b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="subject"\r\n\r\npeople\r\n'
    b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)
TAIL = b"\r\n--" + BOUNDARY + b"--\r\n"


class Body(RawIOBase):
    """A form with a file of ``size`` zero bytes, made as it is read."""

    def __init__(self, size: int) -> None:
        self.parts = [HEAD, size, TAIL]
        self.length = len(HEAD) + size + len(TAIL)

    def read(self, size: int = -1) -> bytes:
        size = size if size > 0 else MEGABYTE
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                taken = min(part, size)
                self.parts[0] = part - taken
                if not self.parts[0]:
                    self.parts.pop(0)
                return b"\x00" * taken
            self.parts[0] = part[size:]
            if not self.parts[0]:
                self.parts.pop(0)
            return part[:size]
        return b""


def parsed(size: int):
    body = Body(size)
    handler = LimitedUploadHandler()
    meta = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "CONTENT_LENGTH": str(body.length),
    }
    post, files = MultiPartParser(meta, body, [handler], "utf-8").parse()
    return post, files["file"], Path(handler.file.temporary_file_path())


@pytest.mark.parametrize("size", [STORED_AT_MOST + 1, 200 * MEGABYTE])
def test_upload_above_the_limit_is_let_go_and_says_its_size(size):
    post, file, stored = parsed(size)

    assert (file.size, file.read()) == (size, b"")
    assert not stored.exists()
    assert post["subject"] == "people"


def test_upload_above_the_limit_never_takes_more_than_the_limit(monkeypatch):
    written = []
    store = TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda handler, data, start: (written.append(len(data)), store(handler, data, start))[1],
    )

    parsed(60 * MEGABYTE)

    assert sum(written) <= STORED_AT_MOST


def test_upload_within_the_limit_is_stored_whole():
    _, file, stored = parsed(3 * MEGABYTE)

    assert (file.size, stored.stat().st_size) == (3 * MEGABYTE, 3 * MEGABYTE)
    file.close()


def hashed(size: int):
    body = Body(size)
    meta = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "CONTENT_LENGTH": str(body.length),
    }
    _post, files = MultiPartParser(meta, body, [HashingUploadHandler()], "utf-8").parse()
    return files["file"]


@pytest.mark.parametrize("size", [0, 1, 3 * MEGABYTE, STORED_AT_MOST])
def test_compared_file_is_known_by_its_hash_and_size_alone(size):
    file = hashed(size)

    assert file.size == size
    assert file.sha256 == hashlib.sha256(b"\x00" * size).hexdigest()
    assert file.read() == b""


def test_compared_file_above_the_limit_has_no_hash():
    file = hashed(STORED_AT_MOST + 1)

    assert file.size == STORED_AT_MOST + 1
    assert file.sha256 == ""

"""Printing asks nothing of the network or of the disk but its own fonts."""

import logging
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from reports.documents.evaluation_document import render
from reports.documents.rendering import (
    FONT_FILES,
    AddressRefused,
    PrintFetcher,
    font_path,
    lay_out,
    write_pdf,
)
from tests.factories.documents import evaluation_content, pdf_attachment, pdf_pages


@pytest.fixture
def listener():
    """A web server that remembers who asked for what."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            """Keep the test's output quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{address}/picture.png" alt="">',
        '<link rel="stylesheet" href="{address}/sheet.css">',
        '<link rel="attachment" href="{address}/file.txt">',
        '<p style="background: url({address}/back.png)">x',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/in.png"/></svg>',
        '<style>@import "{address}/more.css";</style><p>x',
    ],
)
def test_markup_that_refers_to_the_network_is_printed_without_asking(listener, markup):
    address, asked = listener

    pdf = write_pdf(lay_out(f'<html lang="id"><title>x</title>{markup.format(address=address)}Isi'))

    assert asked == []
    assert "Isi" in pdf_pages(pdf)[0]


def test_markup_cannot_take_a_file_of_the_server_along():
    link = '<link rel="attachment" href="file:///etc/hostname" title="x">'

    pdf = write_pdf(lay_out(f'<html lang="id"><title>x</title>{link}<p>Isi'))

    assert pdf_attachment(pdf, "hostname") is None


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "https://example.org/",
        "file:///etc/hostname",
        "ftp://example.org/x",
        "font:../../../../etc/hostname",
        "font:source-sans-3-latin-900-normal.woff2",
        "data:text/html,hello",
    ],
)
def test_fetcher_refuses_every_other_address(address):
    with pytest.raises(AddressRefused):
        PrintFetcher().fetch(address)


@pytest.mark.parametrize("name", FONT_FILES)
def test_fetcher_opens_the_fonts_of_the_sheet(name):
    assert PrintFetcher().fetch(f"font:{name}").read() == font_path(name).read_bytes()


def test_document_is_printed_where_no_name_can_be_resolved(monkeypatch):
    """As on a server without a way out: any attempt to connect would end the rendering."""

    def refuse(*args, **kwargs):
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert len(pdf_pages(render(evaluation_content()))) == 1


def test_document_is_printed_without_a_complaint_of_the_printer(caplog):
    with caplog.at_level(logging.WARNING):
        render(evaluation_content(recommendation="Sangat baik – 95 % “mutu” … ½ × 2"))

    assert caplog.records == []

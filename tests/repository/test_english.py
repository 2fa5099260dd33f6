"""The English translation is whole, and says the same as the Indonesian it stands for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation.template import templatize

from sabang_kinerja import translations

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = polib.pofile(str(translations.LOCALES / "en/LC_MESSAGES/django.po"))
PACKAGES = ("appraisal", "feedback", "personnel", "reports", "sabang_kinerja", "training")

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
TAG = re.compile(r"</?\w+>")
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
NAMES = {
    "_": "gettext",
    "gettext": "gettext",
    "gettext_lazy": "gettext",
    "gettext_noop": "gettext",
    "ngettext": "ngettext",
    "ngettext_lazy": "ngettext",
    "pgettext": "pgettext",
    "pgettext_lazy": "pgettext",
    "npgettext": "npgettext",
    "npgettext_lazy": "npgettext",
}

SAME_IN_ENGLISH = {
    *("Auditor", "Data", "data", "Final", "Loyal", "Rating", "rating"),
    *("Target", "target"),
    *("unit", "%(n)s unit", "(target %(target)s)", "Target %(target)s", "Unit: %(unit)s"),
    *("PNS", "CPNS", "PPPK"),
    *("Coaching", "Mentoring"),
    *("Bahasa Indonesia", "English"),
}
LEVELS_OF_POSTS = {
    *("Administrator", "Pengawas", "Pelaksana"),
    *("JPT Utama", "JPT Madya", "JPT Pratama"),
    *("Pemula", "Terampil", "Mahir", "Penyelia"),
    *("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama"),
}
"""The law's own words in every language; docs/glossary.md, ``post_level``."""
WORDS_OF_FILES = {"Aktif, Tugas Belajar, CLTN, Masa Persiapan Pensiun."}
"""What cells of an imported file hold; the file stays Indonesian."""
INDONESIAN = re.compile(
    r"\b(adalah|agar|akan|Anda|atau|belum|bila|dan|dapat|dengan|ini|itu|karena|oleh|pada|sejak|"
    r"setelah|sudah|tidak|untuk|yang)\b"
)

Message = tuple[str | None, str]


def message(function: str, strings: list[str]) -> Message:
    """Context and text of a call such as ``pgettext(context, text)``."""
    return (strings[0], strings[1]) if "pgettext" in function else (None, strings[0])


def messages_in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        strings = [
            argument.value
            for argument in node.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if name in NAMES and strings:
            yield message(NAMES[name], strings)


def messages_in_template(source: str) -> Iterator[Message]:
    for function, literals in TEMPLATE_CALL.findall(templatize(source)):
        strings = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)]
        yield message("gettext" if function == "_" else function, strings)


def translated(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each text of an entry beside its English."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [
        (entry.msgid, entry.msgstr_plural[0]),
        (entry.msgid_plural, entry.msgstr_plural[1]),
    ]


def test_every_text_of_the_interface_is_in_the_catalogue():
    python = [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    ]
    templates = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    used = {found for path in python for found in messages_in_python(path.read_text())}
    used |= {found for path in templates for found in messages_in_template(path.read_text())}

    missing = used - {(entry.msgctxt, entry.msgid) for entry in CATALOGUE}

    assert (None, "Perubahan sudah disimpan.") in used
    assert (None, "Tidak ditemukan") in used
    assert sorted(text for _context, text in missing) == []


def test_every_text_of_the_interface_is_translated():
    assert translations.untranslated(translations.LOCALES) == []


def test_translations_keep_placeholders_and_tags():
    differing = [
        (text, english)
        for entry in CATALOGUE
        for text, english in translated(entry)
        for pattern in (PLACEHOLDER, TAG)
        if sorted(pattern.findall(text)) != sorted(pattern.findall(english))
    ]

    assert differing == []


def test_translations_keep_the_blanks_around_parts_of_sentences():
    differing = [
        (text, english)
        for entry in CATALOGUE
        for text, english in translated(entry)
        if (text[0].isspace(), text[-1].isspace()) != (english[0].isspace(), english[-1].isspace())
    ]

    assert differing == []


def test_only_words_that_are_the_same_are_left_as_they_were():
    same = {
        english
        for entry in CATALOGUE
        for text, english in translated(entry)
        if text == english and re.search(r"[A-Za-z]{2}", PLACEHOLDER.sub("", text))
    }

    assert same == SAME_IN_ENGLISH | LEVELS_OF_POSTS | WORDS_OF_FILES


def test_no_indonesian_is_left_inside_a_translation():
    mixed = [
        english
        for entry in CATALOGUE
        for _text, english in translated(entry)
        if INDONESIAN.search(english)
    ]

    assert mixed == []


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [("en", "Sign in", "Password"), ("id", "Masuk", "Kata sandi")],
)
@pytest.mark.django_db
def test_sign_in_page_speaks_the_language_of_the_switch(client: Client, language, title, heading):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(reverse("account_login")).content.decode()

    assert f"<title>{title} |" in page
    assert f'<html lang="{language}"' in page
    assert heading in page


@pytest.mark.django_db
def test_switch_changes_the_language_of_the_next_page(client: Client):
    client.post(reverse("set_language"), {"language": "en", "next": reverse("verify")})

    page = client.get(reverse("verify")).content.decode()

    assert "<title>Verify a document |" in page

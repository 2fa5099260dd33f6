"""Translations are compiled and checked without any program of the system."""

import gettext

import pytest

from sabang_kinerja import translations

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Simpan"
msgstr "Save"

msgid "Batal"
msgstr ""

#, fuzzy
msgid "Kirim"
msgstr "Send"
"""


@pytest.fixture
def locales(tmp_path):
    place = tmp_path / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(SOURCE)
    return tmp_path


def test_compiled_translation_is_read_by_gettext(locales):
    translations.compile_all(locales)

    read = gettext.translation("django", locales, ["en"])
    assert read.gettext("Simpan") == "Save"
    assert read.gettext("Batal") == "Batal"


def test_missing_and_unsure_translations_are_named(locales):
    lines = translations.untranslated(locales)

    assert [line.rpartition(": ")[2] for line in lines] == ["Batal", "Kirim"]
    assert lines[0].startswith("en/LC_MESSAGES/django.po:8:")

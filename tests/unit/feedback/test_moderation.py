"""Moderation of citizens' words against the invented comments and what is expected of each."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.moderation import look, mask

COMMENTS = json.loads(
    (Path(__file__).parents[3] / "sabang_kinerja/demo/data/citizen_comments.json").read_text()
)["comments"]


@pytest.mark.parametrize("comment", COMMENTS, ids=lambda comment: comment["id"])
def test_comment_is_handled_as_expected(comment):
    found = look(comment["text"])

    assert found.waits is (comment["moderation"] == "insult")
    assert found.shown == comment.get("expected_text", comment["text"])
    assert found.masked is (comment["moderation"] == "personal_data")


def test_theme_is_guessed_for_most_comments():
    right = sum(look(one["text"]).theme == one["theme"] for one in COMMENTS)

    assert right >= 0.6 * len(COMMENTS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Telepon +62 812 3456 789 ya", "Telepon [telepon] ya"),
        ("NIK 1172 0102 0304 0005.", "NIK [NIK]."),
        ("NIP 199203142019032901 lama", "NIP [NIK] lama"),
        ("Pak Budi Santoso baik", "Pak [nama] baik"),
        ("Ibu saya senang", "Ibu saya senang"),
        ("Tahun 2026 antre 3 jam", "Tahun 2026 antre 3 jam"),
    ],
)
def test_mask_hides_who_and_leaves_the_rest(text, shown):
    assert mask(text) == shown


@given(st.text(max_size=200), st.from_regex(r"08[1-9][0-9]{8}", fullmatch=True))
def test_mask_leaves_no_telephone_number(text, number):
    assert number not in mask(f"{text} {number} ok")


@given(st.text(max_size=300))
def test_mask_twice_is_mask_once(text):
    assert mask(mask(text)) == mask(text)

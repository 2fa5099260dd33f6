"""The frozen values of the official page and their fingerprint."""

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.enums import PeriodKind
from reports.documents.canonical import canonical_json
from reports.documents.evaluation_content import EmployeeAnswer, EvaluationDocumentContent
from tests.factories.documents import (
    EMPLOYEE,
    draft_content,
    evaluation_content,
)

FINGERPRINT = "1089674d182e62264054bf9d8169b3219b7e09e86ffac176d83a905f3e53a6e8"


@given(name=st.text(), note=st.text(), kind=st.sampled_from(PeriodKind))
def test_content_written_and_read_back_is_the_same(name, note, kind):
    content = evaluation_content(
        employee=replace(EMPLOYEE, name=name), recommendation=note, period_kind=kind
    )

    assert EvaluationDocumentContent.from_json(content.to_json()) == content


@pytest.mark.parametrize("content", [draft_content(), evaluation_content(reviewing_superior=None)])
def test_content_with_gaps_survives_a_json_column(content):
    stored = json.loads(json.dumps(content.as_dict()))

    assert EvaluationDocumentContent.from_dict(stored) == content


def test_fingerprint_of_the_same_content_is_known_and_stable():
    """Changes on purpose only: letters printed so far carry fingerprints of this shape."""
    assert evaluation_content().fingerprint == FINGERPRINT


def test_fingerprint_ignores_the_order_of_stored_keys():
    stored = dict(reversed(evaluation_content().as_dict().items()))

    assert EvaluationDocumentContent.from_dict(stored).fingerprint == FINGERPRINT


def test_fingerprint_ignores_the_zone_in_which_the_moment_is_told():
    moment = evaluation_content().frozen_at
    local = moment.astimezone(timezone(timedelta(hours=7)))

    assert evaluation_content(frozen_at=local).fingerprint == FINGERPRINT


@pytest.mark.parametrize(
    "changes",
    [
        {"recommendation": "Lain."},
        {"employee": replace(EMPLOYEE, name="Cut Meurah Intan")},
        {"employee_answer": EmployeeAnswer.LAPSED},
        {"number": "DEK/2026/0417-2"},
    ],
)
def test_fingerprint_of_another_content_differs(changes):
    assert evaluation_content(**changes).fingerprint != FINGERPRINT


def test_canonical_json_keeps_letters_and_sorts_keys():
    text = canonical_json({"b": ["é", None], "a": {"d": 1, "c": "—"}})

    assert text == '{"a":{"c":"—","d":1},"b":["é",null]}'

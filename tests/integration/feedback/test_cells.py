"""The database's sums are those of the rows, missing answers and all."""

import random
from datetime import date, timedelta

import numpy as np
import pytest

from feedback.enums import Channel, Standing
from feedback.models import Response
from feedback.rules.sums import gather, in_order
from feedback.selectors.cells import answers_of, element_tally
from tests.factories.feedback import make_service, make_survey

pytestmark = pytest.mark.django_db

PROFILE = {
    "sub_district": ["Sukakarya", "Sukajaya", ""],
    "sex": ["L", "P", ""],
    "age_group": ["17-24", "55+"],
    "education": ["SD", "SMP", "SMA", "S1", ""],
}


def make_crowd(survey, services, number, seed):
    chance = random.Random(seed)
    rows = [
        Response(
            survey=survey,
            service=chance.choice(services),
            channel=Channel.RECEIPT,
            standing=chance.choice([Standing.USABLE, Standing.USABLE, Standing.RELEASED]),
            day=date(2026, 9, 1) + timedelta(days=chance.randrange(12)),
            ratings=[chance.choice([1, 2, 3, 4, 4, None]) for _ in range(9)],
            **{name: chance.choice(values) for name, values in PROFILE.items()},
        )
        for _ in range(number)
    ]
    Response.objects.bulk_create(rows)
    return rows


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_of_the_database_are_those_of_its_rows(seed):
    survey, other = make_survey(), make_survey()
    services = [make_service(survey.unit), make_service(survey.unit), None]
    rows = make_crowd(survey, services, 300, seed)
    make_crowd(other, [make_service(other.unit)], 50, seed)

    found = answers_of([survey.pk, other.pk])
    sums = found[survey.pk].sums

    groups = {"SD": "<=SMP", "SMP": "<=SMP", "S1": "D1-D4/S1+"}
    keys = [
        (
            row.service_id, row.sub_district, row.sex, row.age_group,
            groups.get(row.education, row.education),
        )
        for row in rows
    ]  # fmt: skip
    order = {tuple(key): place for place, key in enumerate(sums.keys)}
    assert set(order) == set(keys)
    codes = np.array([[order[key]] for key in keys])
    expected = in_order(
        *gather(
            np.array([[rating or 0 for rating in row.ratings] for row in rows]),
            codes,
            np.array([row.day.toordinal() for row in rows]),
            np.ones(len(rows)),
        )
    )
    actual = in_order(*sums.cells(np.arange(len(sums.keys))[:, None]))
    for ours, theirs in zip(actual[:2], expected[:2], strict=True):
        for name in ours.__slots__:
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), name)
    assert found[other.pk].sums.n == 50


def test_what_does_not_count_is_only_counted():
    survey = make_survey()
    service = make_service(survey.unit)
    common = {"survey": survey, "service": service, "day": date(2026, 9, 1)}
    Response.objects.bulk_create(
        [
            Response(channel=Channel.RECEIPT, ratings=[3] * 9, occupation="other", **common),
            Response(channel=Channel.OPEN, ratings=[1] * 9, **common),
            Response(
                channel=Channel.RECEIPT, ratings=[4] * 8 + [None], standing=Standing.QUARANTINED,
                **common,
            ),
        ]
    )  # fmt: skip
    answers = answers_of([survey.pk])[survey.pk]
    assert answers.sums.n == 1
    assert answers.standings == {
        (service.pk, "usable", "receipt"): 1,
        (service.pk, "usable", "open"): 1,
        (service.pk, "quarantined", "receipt"): 1,
    }
    assert answers.occupations == {(service.pk, "other"): 1}
    assert answers.quarantined[service.pk].sums == (4,) * 8 + (0,)
    assert answers.quarantined[service.pk].counts == (1,) * 8 + (0,)


def test_a_survey_without_answers_has_empty_sums():
    survey = make_survey()
    answers = answers_of([survey.pk])[survey.pk]
    assert answers.sums.n == 0
    assert answers.sums.by_day() == {}


def test_parts_of_services_add_up_to_the_whole():
    survey = make_survey()
    services = [make_service(survey.unit), make_service(survey.unit)]
    make_crowd(survey, services, 80, 5)
    sums = answers_of([survey.pk])[survey.pk].sums
    parts = [sums.of_services({service.pk}) for service in services]
    assert sum(part.n for part in parts) == 80
    assert [sum(column) for column in zip(*(part.tally().sums for part in parts), strict=True)] == (
        list(sums.tally().sums)
    )
    assert sum(day.n for part in parts for day in part.by_day().values()) == 80


def test_the_number_of_queries_does_not_grow_with_surveys(django_assert_num_queries):
    surveys = [make_survey() for _ in range(4)]
    for survey in surveys:
        make_crowd(survey, [make_service(survey.unit)], 20, survey.pk)
    with django_assert_num_queries(5):
        answers_of([survey.pk for survey in surveys])


def test_older_elements_are_counted_in_their_order():
    survey = make_survey()
    Response.objects.create(
        survey=survey, channel=Channel.RECEIPT, day=date(2026, 9, 1), ratings=[4] * 13 + [None]
    )
    tally = element_tally(survey.pk, 14, 1)
    assert tally.sums == (4,) * 13 + (0,)
    assert tally.counts == (1,) * 13 + (0,)

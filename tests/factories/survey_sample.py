"""The sample of tests/data as rows: one unit, 118 answers that can be kept, its register."""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

from feedback.enums import Channel, Dimension, Standing, SurveyPeriodKind
from feedback.models import CitizenSurvey, Response
from feedback.rules.margins import age_group
from tests.factories.feedback import (
    make_register,
    make_service,
    make_survey,
    make_survey_period,
)

DATA = Path(__file__).parents[1] / "data"
DIMENSIONS = {
    "layanan": Dimension.SERVICE,
    "kecamatan": Dimension.SUB_DISTRICT,
    "jenis_kelamin": Dimension.SEX,
    "kelompok_umur": Dimension.AGE_GROUP,
    "pendidikan": Dimension.EDUCATION,
}


def make_sample(*, with_register: bool = True) -> CitizenSurvey:
    """A running survey with the answers of the tabulation; refused rows are not in it."""
    period = make_survey_period(
        kind=SurveyPeriodKind.QUARTER,
        sequence=3,
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
    )
    survey = make_survey(period=period)
    rows = _rows("skm-tabulation-sample.csv")
    services = {
        name: make_service(survey.unit, name=name) for name in sorted({r["LAYANAN"] for r in rows})
    }
    Response.objects.bulk_create(
        response for row in rows if (response := _response(survey, services, row)) is not None
    )
    if with_register:
        make_sample_register(survey)
    return survey


def make_sample_register(survey: CitizenSurvey) -> None:
    """The register of recipients that belongs to the sample."""
    margins: dict[Dimension, dict[str, int]] = defaultdict(dict)
    for row in _rows("skm-register-sample.csv"):
        if row["KERANGKA"] == "service_register":
            margins[DIMENSIONS[row["DIMENSI"]]][row["KATEGORI"]] = int(row["JUMLAH"])
    make_register(
        survey.unit, margins, starts=date(2026, 7, 1), ends=date(2026, 9, 30),
        dated=date(2026, 9, 30),
    )  # fmt: skip


def _rows(name):
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def _response(survey, services, row):
    ratings = [int(row[f"U{at}"]) if row[f"U{at}"] else None for at in range(1, 10)]
    if any(rating is not None and not 1 <= rating <= 4 for rating in ratings):
        return None
    answered = sum(rating is not None for rating in ratings)
    education = row["PENDIDIKAN"]
    return Response(
        survey=survey,
        service=services[row["LAYANAN"]],
        channel=Channel.RECEIPT,
        standing=Standing.USABLE if answered >= 7 else Standing.UNUSABLE,
        day=datetime.strptime(row["TANGGAL"], "%d/%m/%Y").date(),  # noqa: DTZ007  # a day
        ratings=ratings,
        sex=row["JENIS KELAMIN"],
        age_group=age_group(int(row["UMUR"]) if row["UMUR"] else None) or "",
        sub_district=row["KECAMATAN"],
        education="" if education == "-" else education,
        occupation="other",
    )

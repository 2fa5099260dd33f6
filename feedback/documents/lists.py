"""What the lists show, as rows of texts."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models import Service
from feedback.selectors.complaints import ComplaintRow
from feedback.selectors.surveys import SurveyRow

SURVEY_HEADINGS = (
    _("Unit"),
    _("Periode"),
    _("Status"),
    _("Dibuka"),
    _("Ditutup"),
    _("Jawaban sah"),
    _("Sampel minimal"),
    _("Penerima layanan"),
    _("Tanggal data register"),
    _("Yang belum ada"),
)
SURVEY_WIDTHS = (42, 20, 14, 12, 12, 12, 12, 14, 14, 60)


def day(value: date | None) -> str:
    """A day as tables show it; empty for none."""
    return f"{value:%d-%m-%Y}" if value else ""


def survey_lines(rows: Iterable[SurveyRow]) -> Iterator[list[str]]:
    """One line a survey."""
    for row in rows:
        survey, state = row.survey, row.register
        yield [
            survey.unit.name,
            survey.period.label,
            survey.get_state_display(),
            day(survey.opens_on),
            day(survey.closes_on),
            str(row.answers),
            str(state.minimum) if state else "",
            str(state.register.population) if state else "",
            day(state.register.dated) if state else "",
            " ".join(step.text for step in row.steps),
        ]


SERVICE_HEADINGS = (
    _("Kode"),
    _("Nama layanan"),
    _("Unit"),
    _("Rumpun layanan"),
    _("Berbayar"),
    _("Aktif"),
)
SERVICE_WIDTHS = (24, 48, 42, 24, 10, 10)


def service_lines(services: Iterable[Service]) -> Iterator[list[str]]:
    """One line a service."""
    for service in services:
        yield [
            service.code,
            service.name,
            service.unit.name,
            service.service_class,
            gettext("ya") if service.has_fee else gettext("tidak"),
            gettext("ya") if service.is_active else gettext("tidak"),
        ]


COMPLAINT_HEADINGS = (
    _("Nomor LAPOR!"),
    _("Tanggal diterima"),
    _("Jenis"),
    _("Unit"),
    _("Ringkasan"),
    _("Status"),
    _("Didisposisikan"),
    _("Ditanggapi"),
    _("Selesai"),
    _("Batas waktu"),
    _("Keterangan"),
)
COMPLAINT_WIDTHS = (18, 14, 34, 42, 60, 16, 14, 14, 14, 14, 30)


def complaint_lines(rows: Iterable[ComplaintRow]) -> Iterator[list[str]]:
    """One line a case."""
    for row in rows:
        one = row.complaint
        yield [
            one.tracking_id,
            day(one.received_on),
            one.get_kind_display(),
            one.unit.name,
            one.summary,
            one.get_state_display(),
            day(one.forwarded_on),
            day(one.answered_on),
            day(one.closed_on),
            day(row.due),
            row.words,
        ]

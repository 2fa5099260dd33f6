"""Sasaran Kinerja Pegawai with its annex, in the four shapes of the national form.

Source: PermenPANRB 6/2022 (regulation 3.3 to 3.9); see docs/legal.md#forms.
"""

from datetime import datetime
from typing import Final

from appraisal.enums import AnnexBlock
from personnel.rules.dates import long_date
from reports.documents.canonical import shortened
from reports.documents.evaluation_document import moment_words, utc_stamp
from reports.documents.form_content import PlanFormContent
from reports.documents.form_pages import Grid, blocks, form_context, laid_out
from reports.documents.form_tables import (
    BEHAVIOUR_OF_PLAN,
    QUALITATIVE_PLAN,
    Sheet,
    quantitative_columns,
)
from reports.documents.paper import Paper
from reports.documents.rendering import AttachedData, print_markup, write_pdf
from reports.documents.signing import signed_by
from reports.documents.standing import VALID, Standing

ANNEX_TITLES: Final = {
    AnnexBlock.RESOURCES: "DUKUNGAN SUMBER DAYA",
    AnnexBlock.ACCOUNTABILITY: "SKEMA PERTANGGUNGJAWABAN",
    AnnexBlock.CONSEQUENCES: "KONSEKUENSI",
}


def render_plan(
    content: PlanFormContent, *, standing: Standing = VALID, paper: Paper = Paper.A4
) -> bytes:
    """Print the plan and its annex as PDF/A-3a; the same input gives the same file.

    Raises: ``ValueError`` when a plan other than a draft lacks signatures or a supervisor.
    """
    head = content.head
    signed = head.signed_on and content.employee_signed_on and head.supervisor
    if not standing.is_draft and not signed:
        raise ValueError("only a draft may lack signatures")
    document = laid_out(lambda anew: plan_markup(content, standing, paper, values_on_new_page=anew))
    if standing.is_draft:
        return write_pdf(document)
    return write_pdf(document, AttachedData(content.to_json().encode(), content.as_of))


def plan_markup(
    content: PlanFormContent, standing: Standing, paper: Paper, *, values_on_new_page: bool = False
) -> str:
    """The pages as HTML, before the sheet is laid over them."""
    head = content.head
    columns = quantitative_columns(of_heads=head.uses_head_form, evaluated=False)
    context = form_context(
        content, standing, paper, title="Sasaran Kinerja Pegawai", landscape=False
    ) | {
        "created": utc_stamp(content.as_of),
        "number": f"SKP {content.year} versi {content.version}",
        "results": Grid(QUALITATIVE_PLAN if head.approach == "qualitative" else columns),
        "behaviour": Grid(BEHAVIOUR_OF_PLAN),
        "blocks": blocks(content, Sheet(paper, landscape=False), columns),
        "annexes": list(zip(ANNEX_TITLES.values(), content.annexes, strict=True)),
        "printed_at": _printed_at(standing.printed_at),
        "signed": _signed(content),
        "digest": shortened(content.fingerprint),
        "values_on_new_page": values_on_new_page,
    }
    if standing.since is not None:
        context |= {
            "modified": standing.since.isoformat(),
            "ended_words": f"{long_date(standing.since)} · diganti {standing.successor}",
        }
    return print_markup("plan_form.html", context)


def _printed_at(moment: datetime | None) -> str:
    return moment_words(moment) if moment else ""


def _signed(content: PlanFormContent) -> str:
    own, other = content.employee_signed_on, content.head.signed_on
    if own is None or other is None:
        return ""
    return (
        f"Ditandatangani dalam aplikasi: pegawai {long_date(own)}, "
        f"{signed_by(content.head.signing)} {long_date(other)}"
    )

"""Awards: who qualifies, what was decided."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import follow_up as actions
from appraisal.enums import Predicate
from appraisal.forms.follow_up import AwardForm
from appraisal.models import Award
from appraisal.regulation import AWARD_PREDICATE, AWARD_YEARS
from appraisal.selectors.awards import AwardRow, award_rows
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import Chosen, chosen, matches, table_file
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.models import Employee, PerformanceYear
from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25


def _rows(request: SignedInRequest) -> tuple[Chosen, list[AwardRow], Regulation]:
    now = timezone.now()
    scope = chosen(request, permissions.reported_agencies(request.user, now))
    regulation = regulation_on(timezone.localtime(now).date())
    return scope, award_rows(scope.year, scope.agencies, regulation), regulation


@require_GET
@roles(*WATCHERS)
def award_list(request: SignedInRequest) -> HttpResponse:
    """Who qualifies by the settings, with the awards recorded for the year."""
    scope, rows, regulation = _rows(request)
    wanted = request.GET.get("q", "").strip()
    people = ((row, row.evaluation.plan.employee) for row in rows)
    shown = [row for row, one in people if matches(wanted, name=one.full_name, nip=one.nip)]
    context = {
        "scope": scope,
        "wanted": wanted,
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "total": len(rows),
        "given": sum(len(row.awards) for row in rows),
        "least": Predicate(regulation.choice(AWARD_PREDICATE)).label,
        "years": regulation.whole(AWARD_YEARS),
        "can_manage": permissions.can_manage_follow_up(request.user, timezone.now()),
        "files": [
            (name, reverse("appraisal:award-export", args=[kind]) + scope.query)
            for name, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
    }
    return render_page(request, "appraisal/award_list.html", context, "appraisal/_award_rows.html")


@require_GET
@roles(*WATCHERS)
def award_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The same list as a spreadsheet, one row an award or candidate."""
    scope, rows, _regulation = _rows(request)
    return table_file(
        kind,
        f"penghargaan-{scope.year}",
        _("Penghargaan"),
        [
            _("NIP"),
            _("Nama"),
            _("Jabatan"),
            _("Predikat kinerja"),
            _("Tahun berturut-turut baik"),
            _("Penghargaan"),
            _("Nomor SK"),
            _("Tanggal SK"),
        ],
        [line for row in rows for line in _lines(row)],
        (22, 34, 34, 18, 12, 30, 24, 14),
    )


def _lines(row: AwardRow) -> list[tuple[str | int, ...]]:
    person = row.evaluation.plan.employee
    who = (
        group_nip(person.nip or ""),
        person.full_name,
        row.evaluation.plan.assignment.post.title,
        str(row.evaluation.get_predicate_display()),
        row.good_years,
    )
    return [
        (*who, str(one.get_kind_display()), one.decree_number, f"{one.decree_date:%d-%m-%Y}")
        for one in row.awards
    ] or [(*who, "", "", "")]


def _list_of(year: PerformanceYear) -> str:
    return f"{reverse('appraisal:award-list')}?year={year.year}"


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def award_create(request: SignedInRequest, year: int, employee_pk: int) -> HttpResponse:
    """Record an award by decree."""
    found = get_object_or_404(PerformanceYear, year=year)
    employee = get_object_or_404(Employee, pk=employee_pk)
    form = AwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_award(
                employee=employee,
                year=found,
                facts=form.facts(),
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Penghargaan %(name)s sudah dicatat.") % {"name": employee.full_name}
            )
            return redirect(_list_of(found))
    return form_page(
        request,
        form,
        title=_("Catat penghargaan %(name)s tahun %(year)s.")
        % {"name": employee.full_name, "year": found},
        button=_("Catat"),
        back=_list_of(found),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def award_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take out an award that was recorded by mistake."""
    award = get_object_or_404(Award.objects.select_related("employee", "year"), pk=pk)
    return confirmed_step(
        request,
        title=_("Hapus catatan penghargaan %(name)s?") % {"name": award.employee.full_name},
        consequences=[
            _("%(kind)s, SK %(number)s tanggal %(date)s, tidak lagi tercantum.")
            % {
                "kind": award.get_kind_display(),
                "number": award.decree_number,
                "date": long_date(award.decree_date),
            },
            _("Riwayat perubahan tetap menyimpannya."),
        ],
        button=_("Hapus"),
        verdict=permissions.can_record_about(request.user, award.employee_id, timezone.now()),
        back=_list_of(award.year),
        step=lambda: actions.remove_award(award=award, by=request.user, now=timezone.now()),
        done=_("Catatan penghargaan sudah dihapus."),
    )

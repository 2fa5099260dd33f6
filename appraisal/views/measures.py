"""Disciplinary measures, kept by BKPSDM as context."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from appraisal.actions import follow_up as actions
from appraisal.forms.follow_up import MeasureForm
from appraisal.models import DisciplinaryMeasure
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25
TEMPLATE = "appraisal/measure_form.html"


@require_GET
@roles(Role.BKPSDM_ADMIN)
def measure_list(request: SignedInRequest) -> HttpResponse:
    """Measures, those in force first; ``?q=`` finds by name or number."""
    today = timezone.localdate()
    rows = DisciplinaryMeasure.objects.select_related("employee")
    wanted = request.GET.get("q", "").strip()
    if wanted:
        bare = wanted.replace(" ", "")
        rows = rows.filter(Q(employee__name__icontains=wanted) | Q(employee__nip__startswith=bare))
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "today": today,
        "in_force": DisciplinaryMeasure.objects.filter(
            effective_from__lte=today, effective_until__gte=today
        ).count(),
    }
    return render_page(
        request, "appraisal/measure_list.html", context, "appraisal/_measure_rows.html"
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def measure_create(request: SignedInRequest) -> HttpResponse:
    """Record a measure."""
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _save(request, form, None):
        return redirect("appraisal:measure-list")
    return form_page(
        request,
        form,
        title=_("Catat hukuman disiplin."),
        button=_("Catat"),
        back=reverse("appraisal:measure-list"),
        template=TEMPLATE,
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def measure_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a measure."""
    measure = get_object_or_404(DisciplinaryMeasure.objects.select_related("employee"), pk=pk)
    form = MeasureForm(request.POST or None, measure=measure)
    if request.method == "POST" and form.is_valid() and _save(request, form, measure):
        return redirect("appraisal:measure-list")
    return form_page(
        request,
        form,
        title=_("Hukuman disiplin %(name)s.") % {"name": measure.employee.full_name},
        button=_("Simpan"),
        back=reverse("appraisal:measure-list"),
        template=TEMPLATE,
    )


def _save(request: SignedInRequest, form: MeasureForm, measure: DisciplinaryMeasure | None) -> bool:
    try:
        actions.save_measure(
            employee=form.cleaned_data["employee"],
            facts=form.facts(),
            by=request.user,
            now=timezone.now(),
            measure_id=measure.pk if measure else None,
            seen_version=form.cleaned_data["row_version"],
        )
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, _("Hukuman disiplin sudah dicatat."))
    return True

"""Results that wait for a link to the superior's: on one list, each linked by one click."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from appraisal.actions.linking import link_result
from appraisal.selectors.links import results_to_link
from appraisal.views.plans import visible_plan
from personnel.views.asking import asked
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 25


@require_GET
@object_rule(gettext_lazy("Pejabat penilai, untuk bawahannya"))
def link_list(request: HttpRequest) -> HttpResponse:
    """Results of the reader's people that hang on nothing yet, with the reader's own results."""
    waiting = results_to_link(asked(request).user.employee_id or 0)
    page = Paginator(waiting.results, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "offered": waiting.offered}
    return render_page(request, "appraisal/link_list.html", context)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP atau pejabat penilainya"))
def link_save(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Let a result support the chosen result of the superior."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    superior = request.POST.get("superior", "")
    with domain_errors_as_messages(request):
        link_result(
            plan_id=plan.pk,
            result_id=result_pk,
            superior_result_id=int(superior) if superior.isdecimal() else 0,
            by=asked(request).user,
            now=timezone.now(),
        )
        messages.success(request, _("Hasil kerja sudah dihubungkan."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("appraisal:plan-detail", pk=plan.pk)

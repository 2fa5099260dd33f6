"""What a new version of a plan changes, word by word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal.models import Plan
from appraisal.rules.versions import Change
from appraisal.selectors.plans import plans_for_page
from appraisal.selectors.versions import comparison_of
from appraisal.views.plans import visible_plan
from sabang_kinerja.common.access import object_rule


@require_GET
@object_rule(gettext_lazy("SKP yang terlihat"))
def plan_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan beside the version before it; not found for a first version."""
    plan = visible_plan(request, pk)
    if plan.previous_id is None:
        raise Http404
    old = get_object_or_404(plans_for_page(Plan.objects.all()), pk=plan.previous_id)
    comparison = comparison_of(old, plan)
    context = {
        "plan": plan,
        "old": old,
        "comparison": comparison,
        "added": comparison.count(Change.ADDED),
        "removed": comparison.count(Change.REMOVED),
        "changed": comparison.count(Change.CHANGED),
        "sections": [
            (key, texts, any(text.change is not Change.SAME for text in texts))
            for key, texts in (
                ("perilaku", comparison.expectations),
                ("lampiran", comparison.annexes),
                ("keterangan", comparison.frame),
            )
        ],
    }
    return render(request, "appraisal/plan_compare.html", context)

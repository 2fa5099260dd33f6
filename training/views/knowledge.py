"""Taking a test, and what one got."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from training.actions import knowledge as actions
from training.enums import TestKind
from training.models import TestAttempt
from training.selectors.socialisation import questions_of
from training.views.events import visible_event
from training.views.pages import render_training

OWN = gettext_lazy("Yang mengerjakan tes ini")


@require_POST
@signed_in
def test_begin(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Begin, or go on with, a test of an event."""
    who = asked(request)
    event = visible_event(who, pk)
    if event.test is None or kind not in TestKind.values:
        raise Http404
    try:
        attempt = actions.begin_test(
            test=event.test, event=event, kind=TestKind(kind), by=who.user, now=who.now
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("training:event-detail", pk)
    return redirect("training:test-take", attempt.pk)


def _own(request: HttpRequest, pk: int) -> TestAttempt:
    who = asked(request)
    return get_object_or_404(
        TestAttempt.objects.select_related("test", "event"),
        pk=pk,
        employee=who.user.employee_id or 0,
    )


def _answers(request: HttpRequest) -> dict[int, str]:
    return {
        int(name[1:]): str(value)
        for name, value in request.POST.items()
        if name.startswith("q") and name[1:].isdecimal()
    }


@require_http_methods(["GET", "POST"])
@object_rule(OWN)
def test_take(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions; answers are kept at each choice and scored at the end."""
    who = asked(request)
    attempt = _own(request, pk)
    if attempt.finished_at is not None:
        return redirect("training:test-result", pk)
    problem, status = "", 200
    if request.method == "POST":
        answers = _answers(request)
        try:
            if request.headers.get("HX-Request"):
                actions.keep_answers(attempt_id=pk, answers=answers, by=who.user)
                return HttpResponse(status=204)
            actions.finish_test(attempt_id=pk, answers=answers, by=who.user, now=who.now)
        except DomainError as error:
            # What was chosen stays: the transaction of the refused end is gone, so keep it here.
            actions.keep_answers(attempt_id=pk, answers=answers, by=who.user)
            attempt.refresh_from_db()
            problem, status = str(error), UNPROCESSABLE
        else:
            return redirect("training:test-result", pk)
    context = {"attempt": attempt, "questions": questions_of(attempt), "problem": problem}
    return render_training(
        request, "training/test_take.html", context, here="events", status=status
    )


@require_GET
@object_rule(OWN)
def test_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The score with the right answer and its explanation to each question."""
    attempt = _own(request, pk)
    if attempt.finished_at is None:
        return redirect("training:test-take", pk)
    back = (
        reverse("training:event-detail", args=[attempt.event_id])
        if attempt.event_id
        else reverse("training:event-list")
    )
    passed = actions.has_passed(attempt)
    head = (
        _("Anda lulus dengan nilai %(score)s.")
        if passed
        else _("Nilai Anda %(score)s; batas lulus %(mark)s.")
    ) % {"score": round(attempt.score or 0), "mark": attempt.test.pass_mark}
    context = {
        "attempt": attempt,
        "questions": questions_of(attempt),
        "passed": passed,
        "head": head,
        "back": back,
    }
    return render_training(request, "training/test_result.html", context, here="events")

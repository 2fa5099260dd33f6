"""A numbered paper beside what it speaks of: its number and file, or the button that makes it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from personnel.models import Employee
from reports.models import CreditLetter, FollowUpLetter, Letter
from reports.models.signatures import NumberedPaper
from reports.selectors.papers import family_of
from sabang_kinerja.common.pages import ActionButton, render_page


def page_and_file(paper: NumberedPaper) -> tuple[str, str]:
    """Addresses of the page that a paper belongs to, and of its file."""
    if isinstance(paper, Letter):
        return (
            reverse("reports:letter-detail", args=[paper.pk]),
            reverse("reports:letter-file", args=[paper.pk]),
        )
    if isinstance(paper, CreditLetter):
        return (
            reverse("reports:credit-letters", args=[paper.employee_id]),
            reverse("reports:credit-letter-file", args=[paper.pk]),
        )
    if isinstance(paper, FollowUpLetter):
        return (
            reverse("reports:followupletter-list"),
            reverse("reports:followupletter-file", args=[paper.pk]),
        )
    return (
        reverse("training:record-detail", args=[paper.record_id]),
        reverse("reports:certificate-file", args=[paper.pk]),
    )


def paper_page(
    request: HttpRequest,
    paper: NumberedPaper | None,
    employee: Employee,
    button: ActionButton,
    *,
    title: str,
    back: str,
) -> HttpResponse:
    """A page of its own, or the fragment that the page of the subject shows."""
    context = {
        "paper": paper,
        "family": family_of(paper) if paper else "",
        "file": page_and_file(paper)[1] if paper else "",
        "employee": employee,
        "button": button,
        "title": title,
        "back": back,
    }
    return render_page(request, "reports/paper.html", context, fragment="reports/_paper.html")

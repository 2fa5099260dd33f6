"""What stands in the bar: the places that the reader's roles open, and the year."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.selectors.plans import current_year
from feedback.permissions import can_read_surveys, can_run_surveys
from personnel.enums import Role
from personnel.models import Notice, User
from personnel.permissions import can_read_people
from personnel.selectors.roles import roles_of
from sabang_kinerja.help import screen_guide

PLANS = ("/plans/", "/library/", "/work-teams/")
EVALUATIONS = ("/evaluations/", "/objections/", "/organisations/", "/periods/", "/credit/")
DOING = ("/progress/", "/feedback/", "/coaching/", "/counselling/", "/dialogues/")
PEOPLE = ("/people/", "/units/", "/agencies/", "/posts/", "/problems/", "/assignments/")
TEAM = ("/team/", "/segments/", "/reviews/", "/yardstick/")
FOLLOW_UP = ("/follow-up/", "/improvements/", "/fairness/")
SURVEYS = ("/surveys/", "/complaints/")
PEERS = ("/peers/", "/rounds/", "/pulse/")
ACCOUNTS = ("/accounts/", "/api-clients/")
TRAINING = (
    "/training/",
    "/readiness/",
    "/socialisation/",
    "/development/",
    "/guides/",
    "/professionalism/",
)
REPORTS = ("/performance/", "/jobs/")
LETTERS = ("/letters/", "/signatures/")
YEARS = ("/years/", "/holidays/", "/settings/")
"""Beginnings of the addresses that belong to one place of the menu."""

SEES_QUARANTINE = {Role.QUALITY_REVIEWER, Role.BKPSDM_ADMIN, Role.AUDITOR}
"""Whose surveys have a list of the answers that were set aside."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu; ``current`` on the pages of that place."""

    label: str
    url: str
    icon: str
    current: bool


def _place(
    request: HttpRequest, label: str, name: str, icon: str, prefix: str | tuple[str, ...]
) -> Place | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    current = request.path == url if prefix == "/" else request.path.startswith(prefix)
    return Place(label, url, icon, current)


def _public_places(request: HttpRequest) -> list[Place]:
    places = [
        _place(request, _("Hasil survei"), "feedback:ikm-list", "result", "/ikm/"),
        _place(request, _("Isi survei"), "feedback:answer-door", "edit", ("/survei/", "/s/")),
        _place(request, _("Periksa dokumen"), "verify", "file", ("/periksa/", "/v/")),
    ]
    return [place for place in places if place is not None]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: menu, year, theme, whether this is the demo."""
    context: dict[str, Any] = {
        "theme": request.COOKIES.get("theme", ""),
        "demo": settings.DEMO,
        "nav": [],
        "nav_year": None,
        "nav_search": False,
        "nav_unread": 0,
        "screen_guide": "",
    }
    user = request.user if hasattr(request, "user") else None
    if not isinstance(user, User):
        return context | {"nav": _public_places(request)}
    roles = roles_of(user, timezone.localdate())
    places = [_place(request, _("Beranda"), "home", "home", "/")]
    if Role.EMPLOYEE in roles or roles.agencies or roles.reads_everything:
        places += [
            _place(request, _("Rencana"), "appraisal:plan-list", "plan", PLANS),
            *(
                [_place(request, _("Harian"), "appraisal:progress-list", "calendar", DOING)]
                if Role.EMPLOYEE in roles
                else []
            ),
            _place(request, _("Evaluasi"), "appraisal:evaluation-list", "result", EVALUATIONS),
        ]
    if roles.agencies or roles.reads_everything:
        places.insert(
            1, _place(request, _("Ruang kendali"), "appraisal:control-list", "cascade", "/control/")
        )
    if Role.SUPERVISOR in roles:
        places.append(_place(request, _("Tim saya"), "appraisal:team-current", "person", TEAM))
    if roles.agencies or roles.reads_everything:
        name = "appraisal:calibration-current"
        places.append(_place(request, _("Kalibrasi"), name, "result", "/calibration/"))
    reads_people = bool(can_read_people(user, timezone.now()))
    if reads_people:
        places.append(_place(request, _("Pegawai"), "personnel:employee-list", "people", PEOPLE))
    if roles.agencies or roles.reads_everything:
        places += [
            _place(request, _("Surat"), "reports:letter-list", "file", LETTERS),
        ]
        places.append(
            _place(request, _("Tindak lanjut"), "appraisal:followup-list", "cascade", FOLLOW_UP)
        )
    if Role.EMPLOYEE in roles or roles.reads_everything:
        name = "feedback:review-list"
        places.append(_place(request, _("Umpan balik 360"), name, "people", PEERS))
    if Role.EMPLOYEE in roles or roles.reads_everything or Role.TRAINING_OFFICER in roles:
        name = "training:record-list"
        places.append(_place(request, _("Pelatihan"), name, "clip", TRAINING))
    if can_read_surveys(user, timezone.now()):
        name = "feedback:survey-list"
        places.append(_place(request, _("Survei warga"), name, "speech", SURVEYS))
        context["runs_surveys"] = bool(can_run_surveys(user, timezone.now()))
        context["sees_quarantine"] = bool(roles.roles & SEES_QUARANTINE)
    if Role.BKPSDM_ADMIN in roles:
        places.append(_place(request, _("Impor"), "personnel:import-list", "upload", "/imports/"))
        places.append(_place(request, _("Tahun"), "personnel:year-list", "calendar", YEARS))
    if roles.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        places.append(_place(request, _("Akun"), "personnel:account-list", "key", ACCOUNTS))
    if roles.agencies or roles.reads_everything:
        name = "reports:report-list"
        places.append(_place(request, _("Laporan"), name, "download", REPORTS))
    context["screen_guide"] = screen_guide(request.path)
    context["nav_search"] = reads_people
    context["nav"] = [place for place in places if place is not None]
    context["nav_year"] = current_year()
    context["nav_unread"] = Notice.objects.filter(recipient=user).unread().count()
    context["nav_roles"] = ", ".join(
        str(Role(role).label) for role in sorted(roles.roles) if role != Role.EMPLOYEE
    ) or str(Role.EMPLOYEE.label)
    return context

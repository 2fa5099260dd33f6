"""Arguments with which the test of all addresses fills an address.

An address that stands here is asked for something that exists; any other with arguments is asked
for something that does not, which must give "not found" and never an error. Add a line when an
address of yours should be tried on a real object: its name, and a function from ``Scene`` to the
arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from personnel.enums import Role
from personnel.models import PerformanceYear, RoleGrant, Unit, User


@dataclass(frozen=True, slots=True)
class Scene:
    """What exists while addresses are tried: one agency, one account for each role."""

    agency: Unit
    year: PerformanceYear
    users: dict[Role, User]
    grant: RoleGrant

    @property
    def somebody(self) -> User:
        """An employee of the agency without further roles."""
        return self.users[Role.EMPLOYEE]


def _account(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.somebody.pk}


def _grant(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.grant.pk}


def _period(scene: Scene) -> int:
    return scene.year.periods.get(kind="annual").pk


def _room(scene: Scene) -> dict[str, Any]:
    return {"period_pk": _period(scene), "agency_pk": scene.agency.pk}


SAMPLES: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "account_confirm_email": lambda _scene: {"key": "tidak-ada"},
    "account_reset_password_from_key": lambda _scene: {"uidb36": "1", "key": "tidak-ada"},
    "verify-code": lambda _scene: {"code": "TIDAK-ADA"},
    "feedback:answer-code": lambda _scene: {"code": "TIDAK-ADA"},
    "feedback:kiosk-setup": lambda _scene: {"key": "k" * 43},
    "appraisal:calibration-list": lambda scene: {"period_pk": _period(scene)},
    "appraisal:calibration-room": _room,
    "appraisal:calibration-open": _room,
    "appraisal:calibration-finish": _room,
    "appraisal:calibration-reopen": _room,
    "appraisal:calibration-export": lambda scene: _room(scene) | {"kind": "csv"},
    "appraisal:deviation-save": lambda scene: {
        "period_pk": _period(scene),
        "unit_pk": scene.agency.pk,
    },
    "appraisal:credit-detail": lambda scene: {"pk": scene.somebody.employee_id},
    "appraisal:credit-determine": lambda scene: {"pk": scene.somebody.employee_id},
    "appraisal:credit-base-create": lambda scene: {"pk": scene.somebody.employee_id},
    "appraisal:credit-export": lambda _scene: {"kind": "csv"},
    "appraisal:control-agency": lambda scene: {"pk": scene.agency.pk},
    "appraisal:control-export": lambda _scene: {"kind": "csv"},
    "appraisal:evaluation-export": lambda _scene: {"kind": "csv"},
    "appraisal:library-export": lambda _scene: {"kind": "csv"},
    "appraisal:plan-without": lambda _scene: {"kind": "csv"},
    "appraisal:allowance-export": lambda _scene: {"kind": "csv"},
    "appraisal:award-create": lambda scene: {
        "year": scene.year.year,
        "employee_pk": scene.somebody.employee_id,
    },
    "appraisal:award-export": lambda _scene: {"kind": "csv"},
    "appraisal:followup-export": lambda _scene: {"report": "maturity", "kind": "xlsx"},
    "appraisal:followup-report": lambda _scene: {"report": "distribution"},
    "appraisal:ranking-export": lambda _scene: {"kind": "xlsx"},
    "appraisal:talent-detail": lambda _scene: {"number": 5},
    "appraisal:organisation-list": lambda scene: {"period_pk": _period(scene)},
    "appraisal:period-detail": lambda scene: {"pk": _period(scene)},
    "appraisal:period-open": lambda scene: {"pk": _period(scene)},
    "appraisal:team": lambda scene: {"period_pk": _period(scene)},
    "appraisal:team-fix": lambda scene: {"period_pk": _period(scene)},
    "appraisal:team-serve": lambda scene: {"period_pk": _period(scene)},
    "appraisal:feedback-create": lambda scene: {"employee_pk": scene.somebody.employee_id},
    "appraisal:progress-export": lambda _scene: {"kind": "csv"},
    "appraisal:progress-day": lambda scene: {
        "employee_pk": scene.somebody.employee_id,
        "day": "2026-03-02",
    },
    "appraisal:progress-days": lambda scene: {
        "employee_pk": scene.somebody.employee_id,
        "first": "2026-03-02",
        "last": "2026-03-08",
    },
    "appraisal:year-close": lambda scene: {"pk": scene.year.pk},
    "appraisal:year-discard": lambda scene: {"pk": scene.year.pk},
    "personnel:employee-file": lambda _scene: {"file_type": "csv"},
    "personnel:setting-decide": lambda _scene: {"key": "keberatan.days"},
    "personnel:setting-detail": lambda _scene: {"key": "keberatan.days"},
    "personnel:setting-file": lambda _scene: {"file_type": "csv"},
    "personnel:account-detail": _account,
    "personnel:account-code": _account,
    "personnel:account-link": _account,
    "personnel:account-disable": _account,
    "personnel:account-enable": _account,
    "personnel:account-email": _account,
    "personnel:account-factor": _account,
    "personnel:grant-end": _grant,
    "personnel:grant-withdraw": _grant,
    "personnel:employee-detail": lambda scene: {"pk": scene.somebody.employee_id},
    "training:person-development": lambda scene: {"pk": scene.somebody.employee_id},
    "training:person-measure": lambda scene: {"pk": scene.somebody.employee_id},
    "training:agency-needs": lambda scene: {"pk": scene.agency.pk},
    "training:needs-print": lambda scene: {"pk": scene.agency.pk},
    "training:needs-plan": lambda scene: {"pk": scene.agency.pk},
    "training:needs-export": lambda scene: {"pk": scene.agency.pk, "kind": "csv"},
    "training:needs-people-export": lambda scene: {"pk": scene.agency.pk, "kind": "csv"},
    "training:development-export": lambda _scene: {"kind": "csv"},
    "reports:credit-letters": lambda scene: {"employee_pk": scene.somebody.employee_id},
    "personnel:unit-detail": lambda scene: {"pk": scene.agency.pk},
    "personnel:year-detail": lambda scene: {"pk": scene.year.pk},
}

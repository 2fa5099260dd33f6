"""Help in plain words, and the rules that the application applies, with their basis."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal.regulation import (
    DAY_TYPES,
    DECISION_DAYS,
    OBJECTION_DAY_TYPE,
    OBJECTION_DAYS,
    RETURN_DAYS,
)
from appraisal.rules.explanation import quadrant
from personnel.rules.core_values import CORE_VALUES
from personnel.selectors.settings import in_groups, setting_rows
from sabang_kinerja.common.access import public
from sabang_kinerja.demo.content import read_json
from training.enums import GuideKind
from training.models import Guide


@cache
def _screens() -> list[tuple[str, str]]:
    """Beginning of an address and the guide of its screen, the longest beginnings first."""
    found = [
        (prefix, row["slug"])
        for row in read_json("screen_guides.json")["guides"]
        for prefix in row["prefixes"]
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def screen_guide(path: str) -> str:
    """Address (slug) of the guide of the screen at ``path``; empty where there is none."""
    return next(
        (
            slug
            for prefix, slug in _screens()
            if (path == prefix if prefix == "/" else path.startswith(prefix))
        ),
        "",
    )


@require_GET
@public
def help_page(request: HttpRequest) -> HttpResponse:
    """Who does what in a year, where to turn, and to who is signed in the guides of the screens."""
    guides = Guide.objects.filter(kind=GuideKind.SCREEN) if request.user.is_authenticated else []
    return render(request, "help.html", {"guides": guides})


@require_GET
@public
def rules_page(request: HttpRequest) -> HttpResponse:
    """The table of predicates, the seven values, the days that count, what BKPSDM decided."""
    settings = setting_rows(timezone.localdate())
    values = {row.setting.key: row.value for row in settings}
    context = {
        "cells": quadrant(None, None),
        "values": CORE_VALUES,
        "objection_days": values[OBJECTION_DAYS],
        "objection_day_type": DAY_TYPES[str(values[OBJECTION_DAY_TYPE])],
        "return_days": values[RETURN_DAYS],
        "decision_days": values[DECISION_DAYS],
        "groups": in_groups(settings),
    }
    return render(request, "rules.html", context)

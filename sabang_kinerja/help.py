"""Help in plain words, and the rules that the application applies, with their basis."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from appraisal.rules.core_values import CORE_VALUES
from appraisal.rules.deadlines import DECISION_WORKING_DAYS, RETURN_WORKING_DAYS
from appraisal.rules.explanation import quadrant
from appraisal.rules.objection import OBJECTION_DAYS
from sabang_kinerja.common.access import public


@require_GET
@public
def help_page(request: HttpRequest) -> HttpResponse:
    """Who does what in a year, and where to turn."""
    return render(request, "help.html")


@require_GET
@public
def rules_page(request: HttpRequest) -> HttpResponse:
    """The table of predicates, the seven values, the days that count: read from the rules."""
    context = {
        "cells": quadrant(None, None),
        "values": CORE_VALUES,
        "objection_days": OBJECTION_DAYS,
        "return_days": RETURN_WORKING_DAYS,
        "decision_days": DECISION_WORKING_DAYS,
    }
    return render(request, "rules.html", context)

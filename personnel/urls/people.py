"""Addresses of people, units, posts, supervisors, years and holidays."""

from django.urls import path, re_path

from personnel.views import (
    assignments,
    holidays,
    people,
    posts,
    problems,
    supervision,
    units,
    years,
)

urlpatterns = [
    path("people/", people.employee_list, name="employee-list"),
    re_path(
        r"^people/people\.(?P<file_type>xlsx|csv)$", people.employee_export, name="employee-file"
    ),
    path("people/options/", people.employee_options, name="employee-options"),
    path("people/create/", people.employee_create, name="employee-create"),
    path("people/<int:pk>/", people.employee_detail, name="employee-detail"),
    path("people/<int:pk>/update/", people.employee_update, name="employee-update"),
    path("people/<int:pk>/assign/", assignments.assignment_unit, name="assignment-unit"),
    path(
        "people/<int:pk>/assign/<int:unit_id>/",
        assignments.assignment_create,
        name="assignment-create",
    ),
    path("people/<int:pk>/supervisor/", supervision.override_create, name="override-create"),
    path("officials/create/", people.official_create, name="official-create"),
    path("officials/<int:pk>/update/", people.official_update, name="official-update"),
    path("assignments/<int:pk>/update/", assignments.assignment_update, name="assignment-update"),
    path("assignments/<int:pk>/end/", assignments.assignment_end, name="assignment-end"),
    path("assignments/<int:pk>/delete/", assignments.assignment_remove, name="assignment-delete"),
    path("supervisors/<int:pk>/end/", supervision.override_end, name="override-end"),
    path("units/", units.unit_list, name="unit-list"),
    path("units/create/", units.unit_create, name="unit-create"),
    path("units/<int:pk>/", units.unit_detail, name="unit-detail"),
    path("units/<int:pk>/update/", units.unit_update, name="unit-update"),
    path("units/<int:pk>/end/", units.unit_end, name="unit-end"),
    path("units/<int:pk>/restore/", units.unit_restore, name="unit-restore"),
    path("units/<int:pk>/posts/create/", posts.post_create, name="post-create"),
    path("agencies/", units.agency_list, name="agency-list"),
    path("posts/<int:pk>/update/", posts.post_update, name="post-update"),
    path("posts/<int:pk>/end/", posts.post_end, name="post-end"),
    path("posts/<int:pk>/restore/", posts.post_restore, name="post-restore"),
    path("posts/<int:pk>/fill/", assignments.post_fill, name="post-fill"),
    path("problems/", problems.problem_list, name="problem-list"),
    path("search/", problems.search_page, name="search"),
    path("years/", years.year_list, name="year-list"),
    path("years/create/", years.year_create, name="year-create"),
    path("years/<int:pk>/", years.year_detail, name="year-detail"),
    path("years/<int:pk>/rhythm/", years.year_rhythm, name="year-rhythm"),
    path("years/<int:pk>/deadlines/", years.year_deadlines, name="year-deadlines"),
    path("years/<int:pk>/open/", years.year_open, name="year-open"),
    path("holidays/", holidays.holiday_list, name="holiday-list"),
    path("holidays/create/", holidays.holiday_create, name="holiday-create"),
    path("holidays/import/", holidays.holiday_import, name="holiday-import"),
    path("holidays/<int:pk>/update/", holidays.holiday_update, name="holiday-update"),
    path("holidays/<int:pk>/delete/", holidays.holiday_delete, name="holiday-delete"),
]

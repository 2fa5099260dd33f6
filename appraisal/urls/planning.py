"""Addresses of the library, copies, the matrix, links, versions and the performance team."""

from django.urls import path

from appraisal.views import library, links, matrix, plan_compare, plan_sources, team_drafts

urlpatterns = [
    path("library/", library.library_list, name="library-list"),
    path("library/create/", library.library_create, name="library-create"),
    path("library/export/<str:kind>/", library.library_export, name="library-export"),
    path("library/<int:pk>/", library.library_update, name="library-update"),
    path("library/<int:pk>/retire/", library.library_retire, name="library-retire"),
    path("library/<int:pk>/restore/", library.library_restore, name="library-restore"),
    path("plans/permit/", plan_sources.plan_permit, name="plan-permit"),
    path("plans/<int:pk>/library/", plan_sources.plan_library, name="plan-library"),
    path("plans/<int:pk>/training/", plan_sources.plan_training, name="plan-training"),
    path("plans/<int:pk>/development/", plan_sources.plan_development, name="plan-development"),
    path("plans/<int:pk>/copy/", plan_sources.plan_copy, name="plan-copy"),
    path("plans/<int:pk>/compare/", plan_compare.plan_compare, name="plan-compare"),
    path("plans/missing/", team_drafts.plan_missing, name="plan-missing"),
    path("plans/missing/export/<str:kind>/", team_drafts.plan_without, name="plan-without"),
    path("plans/missing/<int:assignment_pk>/draft/", team_drafts.plan_draft, name="plan-draft"),
    path("plans/moves/", team_drafts.plan_moves, name="plan-moves"),
    path("plans/<int:pk>/moved/", team_drafts.plan_moved, name="plan-moved"),
    path("plans/links/", links.link_list, name="link-list"),
    path("plans/<int:pk>/results/<int:result_pk>/link/", links.link_save, name="link-save"),
    path("plans/matrix/", matrix.matrix_own, name="matrix-own"),
    path("plans/<int:pk>/matrix/", matrix.matrix_detail, name="matrix-detail"),
    path("plans/<int:pk>/matrix/export/<str:kind>/", matrix.matrix_export, name="matrix-export"),
    path(
        "plans/<int:pk>/matrix/<int:result_pk>/<int:employee_pk>/",
        matrix.matrix_cell,
        name="matrix-cell",
    ),
    path(
        "plans/<int:pk>/matrix/cells/<int:cell_pk>/remove/",
        matrix.matrix_remove,
        name="matrix-remove",
    ),
    path("plans/<int:pk>/matrix/<int:result_pk>/alone/", matrix.matrix_alone, name="matrix-alone"),
]

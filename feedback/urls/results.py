"""Addresses of results, of closing, of quarantine and of comparable services."""

from django.urls import path

from feedback.views import comparison, quarantine, results

urlpatterns = [
    path("surveys/comparison/", comparison.comparison_list, name="comparison-list"),
    path("surveys/quarantine/", quarantine.quarantine_list, name="quarantine-list"),
    path("surveys/periods/<int:pk>/close/", results.period_close, name="surveyperiod-close"),
    path("surveys/closings/<int:pk>/", results.closing_detail, name="closing-detail"),
    path("surveys/closings/<int:pk>/retry/", results.closing_retry, name="closing-retry"),
    path("surveys/<int:pk>/result/", results.survey_result, name="survey-result"),
    path("surveys/<int:pk>/close/", results.survey_close, name="survey-close"),
    path("surveys/<int:pk>/quarantine/", quarantine.quarantine_detail, name="quarantine-detail"),
    path(
        "surveys/<int:pk>/quarantine/<str:day>/<int:flags>/",
        quarantine.quarantine_review,
        name="quarantine-review",
    ),
    path("quarantine/<int:pk>/agree/", quarantine.quarantine_agree, name="quarantine-agree"),
    path(
        "quarantine/<int:pk>/withdraw/", quarantine.quarantine_withdraw, name="quarantine-withdraw"
    ),
]

"""Addresses of angka kredit."""

from django.urls import path

from appraisal.views import credit, credit_steps

urlpatterns = [
    path("credit/", credit.credit_list, name="credit-list"),
    path("credit/export/<slug:kind>/", credit.credit_export, name="credit-export"),
    path("credit/convert/", credit_steps.credit_convert, name="credit-convert"),
    path("credit/people/<int:pk>/", credit.credit_detail, name="credit-detail"),
    path(
        "credit/people/<int:pk>/determine/", credit_steps.credit_determine, name="credit-determine"
    ),
    path(
        "credit/people/<int:pk>/bases/create/",
        credit_steps.credit_base_create,
        name="credit-base-create",
    ),
    path(
        "credit/bases/<int:pk>/delete/", credit_steps.credit_base_delete, name="credit-base-delete"
    ),
    path(
        "credit/conversions/<int:pk>/cancel/",
        credit_steps.credit_conversion_cancel,
        name="credit-conversion-cancel",
    ),
    path(
        "evaluations/<int:pk>/convert/", credit_steps.evaluation_convert, name="evaluation-convert"
    ),
]

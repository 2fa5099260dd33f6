"""Addresses of the reports room; verification stands at the root, short for the QR code."""

from django.urls import path

from reports.views import (
    certificates,
    credit_letters,
    follow_up_letters,
    forms,
    jobs,
    letterheads,
    letters,
    open_figures,
    receipts,
    reconciliations,
    reports,
    siasn,
    signatures,
    signing,
    survey_reports,
)

app_name = "reports"

urlpatterns = [
    path("jobs/", jobs.job_list, name="job-list"),
    path("jobs/start/", jobs.job_start, name="job-start"),
    path("jobs/<uuid:uuid>/", jobs.job_detail, name="job-detail"),
    path("jobs/<uuid:uuid>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("jobs/<uuid:uuid>/retry/", jobs.job_retry, name="job-retry"),
    path("jobs/<uuid:uuid>/result/", jobs.job_result, name="job-result"),
    path("performance/", reports.report_list, name="report-list"),
    path("performance/<int:unit_pk>/<int:period_pk>/", reports.report_detail, name="report-detail"),
    path(
        "performance/<int:unit_pk>/<int:period_pk>/export/",
        reports.report_export,
        name="report-export",
    ),
    path(
        "performance/<int:unit_pk>/<int:period_pk>/recount/",
        reports.report_recount,
        name="report-recount",
    ),
    path(
        "performance/<int:unit_pk>/<int:period_pk>/print/",
        reports.report_print,
        name="report-print",
    ),
    path("letters/", letters.letter_list, name="letter-list"),
    path("letters/export/<slug:kind>/", letters.letter_export, name="letter-export"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path("letters/<int:pk>/file/", letters.letter_file, name="letter-file"),
    path("letters/<int:pk>/copy/", letters.letter_copy, name="letter-copy"),
    path("letters/<int:pk>/withdraw/", letters.letter_withdraw, name="letter-withdraw"),
    path(
        "letters/of/<int:evaluation_pk>/", letters.letter_of_evaluation, name="letter-of-evaluation"
    ),
    path("letters/of/<int:evaluation_pk>/create/", letters.letter_create, name="letter-create"),
    path("signatures/", signatures.signature_list, name="signature-list"),
    path("signatures/seal/", signing.signature_seal_many, name="signature-seal-many"),
    path(
        "signatures/<slug:family>/<int:pk>/", signatures.signature_detail, name="signature-detail"
    ),
    path("signatures/<slug:family>/<int:pk>/ask/", signatures.signature_ask, name="signature-ask"),
    path(
        "signatures/<slug:family>/<int:pk>/stop/", signatures.signature_stop, name="signature-stop"
    ),
    path("signatures/<int:pk>/seal/", signing.signature_seal, name="signature-seal"),
    path("signatures/<int:pk>/scan/", signing.signature_scan, name="signature-scan"),
    path("signatures/<int:pk>/certified/", signing.signature_certified, name="signature-certified"),
    path("signatures/<int:pk>/file/", signatures.signature_file, name="signature-file"),
    path("jobs/<uuid:uuid>/signatures/", signatures.signature_job, name="signature-job"),
    path("surveys/receipts/print/", receipts.receipt_create, name="receipt-create"),
    path("plans/<int:pk>/form/<slug:paper>/", forms.plan_form, name="plan-form"),
    path("evaluations/<int:pk>/form/<slug:paper>/", forms.evaluation_form, name="evaluation-form"),
    path(
        "evaluations/<int:pk>/explanation/<slug:paper>/",
        forms.evaluation_explanation,
        name="evaluation-explanation",
    ),
    path(
        "organisations/<int:pk>/form/<slug:paper>/",
        forms.organisation_form,
        name="organisation-form",
    ),
    path(
        "credit/people/<int:employee_pk>/letters/",
        credit_letters.credit_letters,
        name="credit-letters",
    ),
    path(
        "credit/letters/<slug:kind>/<int:subject_pk>/create/",
        credit_letters.credit_letter_create,
        name="credit-letter-create",
    ),
    path(
        "credit/letters/<int:pk>/file/",
        credit_letters.credit_letter_file,
        name="credit-letter-file",
    ),
    path("letters/follow-up/", follow_up_letters.followupletter_list, name="followupletter-list"),
    path(
        "letters/follow-up/<int:pk>/file/",
        follow_up_letters.followupletter_file,
        name="followupletter-file",
    ),
    path(
        "improvements/<int:plan_pk>/warning/",
        follow_up_letters.warning_of_plan,
        name="warning-of-plan",
    ),
    path(
        "improvements/<int:plan_pk>/warning/create/",
        follow_up_letters.warning_create,
        name="warning-create",
    ),
    path(
        "awards/<int:award_pk>/appreciation/",
        follow_up_letters.appreciation_of_award,
        name="appreciation-of-award",
    ),
    path(
        "awards/<int:award_pk>/appreciation/create/",
        follow_up_letters.appreciation_create,
        name="appreciation-create",
    ),
    path("siasn/", siasn.siasn_export, name="siasn-export"),
    path("siasn/letters/", siasn.siasn_letters, name="siasn-letters"),
    path("siasn/<slug:kind>/<slug:file_type>/", siasn.siasn_file, name="siasn-file"),
    path("reconciliations/", reconciliations.reconciliation_list, name="reconciliation-list"),
    path(
        "reconciliations/<int:pk>/",
        reconciliations.reconciliation_detail,
        name="reconciliation-detail",
    ),
    path(
        "reconciliations/<int:pk>/export/<slug:kind>/",
        reconciliations.reconciliation_export,
        name="reconciliation-export",
    ),
    path(
        "surveys/<int:pk>/reports/",
        survey_reports.surveyreport_list,
        name="surveyreport-list",
    ),
    path(
        "surveys/<int:pk>/reports/<slug:report>/<slug:kind>/",
        survey_reports.surveyreport_file,
        name="surveyreport-file",
    ),
    path(
        "surveys/periods/<int:pk>/recap/<slug:kind>/",
        survey_reports.surveyreport_recap,
        name="surveyreport-recap",
    ),
    path("data-terbuka/", open_figures.openfigures_list, name="openfigures-list"),
    path("data-terbuka/kamus/", open_figures.openfigures_dictionary, name="openfigures-dictionary"),
    path(
        "data-terbuka/<int:pk>/data.<slug:kind>",
        open_figures.openfigures_data,
        name="openfigures-data",
    ),
    path("open-figures/", open_figures.openfigures_manage, name="openfigures-manage"),
    path(
        "open-figures/<int:period_pk>/publish/",
        open_figures.openfigures_publish,
        name="openfigures-publish",
    ),
    path(
        "open-figures/<int:pk>/withdraw/",
        open_figures.openfigures_withdraw,
        name="openfigures-withdraw",
    ),
    path(
        "training/records/<int:pk>/certificate/",
        certificates.certificate_of_record,
        name="certificate-of-record",
    ),
    path(
        "training/records/<int:pk>/certificate/create/",
        certificates.certificate_create,
        name="certificate-create",
    ),
    path("guides/handbook.pdf", certificates.handbook, name="handbook"),
    path("certificates/<int:pk>/file/", certificates.certificate_file, name="certificate-file"),
    path("socialisation/<int:pk>/sheet/", certificates.attendance_sheet, name="attendance-sheet"),
    path("letterheads/", letterheads.letterhead_list, name="letterhead-list"),
    path("letterheads/<int:agency_pk>/", letterheads.letterhead_update, name="letterhead-update"),
]

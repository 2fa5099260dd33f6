"""Addresses of 360 rounds: run by BKPSDM, lived by everybody, opened by two."""

from django.urls import path

from feedback.views import key_openings as keys
from feedback.views import peer_forms as peers
from feedback.views import peer_reports as reports
from feedback.views import reviews, rounds

urlpatterns = [
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/create/", rounds.round_create, name="round-create"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round-detail"),
    path("rounds/<int:pk>/update/", rounds.round_update, name="round-update"),
    path("rounds/<int:pk>/delete/", rounds.round_delete, name="round-delete"),
    path("rounds/<int:pk>/step/", rounds.round_step, name="round-step"),
    path("rounds/<int:pk>/people/", rounds.round_people, name="round-people"),
    path("rounds/<int:pk>/people/<str:kind>/", rounds.round_export, name="round-export"),
    path("rounds/<int:pk>/texts/", rounds.round_texts, name="round-texts"),
    path("rounds/texts/<uuid:pk>/hide/", rounds.text_hide, name="text-hide"),
    path("rounds/keys/", keys.key_list, name="key-list"),
    path("rounds/keys/create/", keys.key_create, name="key-create"),
    path("rounds/keys/<int:pk>/decide/", keys.key_decide, name="key-decide"),
    path("rounds/keys/<int:pk>/read/", keys.key_read, name="key-read"),
    path("peers/", reviews.review_list, name="review-list"),
    path("peers/<int:pk>/", reviews.review_detail, name="review-detail"),
    path("peers/<int:pk>/add/", reviews.nomination_add, name="nomination-add"),
    path("peers/<int:pk>/approve/", reviews.review_approve, name="review-approve"),
    path("peers/names/<int:pk>/<str:step>/", reviews.nomination_step, name="nomination-step"),
    path("peers/apart/", reviews.conflict_list, name="conflict-list"),
    path("peers/apart/<int:pk>/withdraw/", reviews.conflict_withdraw, name="conflict-withdraw"),
    path("peers/forms/<int:pk>/", peers.form_fill, name="form-fill"),
    path("peers/reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("peers/reports/<int:pk>/dialogue/", reports.dialogue_record, name="dialogue-record"),
    path("peers/reports/<int:pk>/respond/", reports.report_respond, name="report-respond"),
]

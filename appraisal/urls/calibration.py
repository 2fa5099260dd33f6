"""Addresses of calibration, review requests and parts of a year."""

from django.urls import path

from appraisal.views import calibration, calibration_steps, reviews, segments

_ROOM = "calibration/<int:period_pk>/<int:agency_pk>/"

urlpatterns = [
    path("calibration/", calibration.calibration_current, name="calibration-current"),
    path("calibration/<int:period_pk>/", calibration.calibration_list, name="calibration-list"),
    path(_ROOM, calibration.calibration_room_page, name="calibration-room"),
    path(f"{_ROOM}export/<slug:kind>/", calibration.calibration_export, name="calibration-export"),
    path(f"{_ROOM}open/", calibration_steps.calibration_open, name="calibration-open"),
    path(f"{_ROOM}finish/", calibration_steps.calibration_finish, name="calibration-finish"),
    path(f"{_ROOM}reopen/", calibration_steps.calibration_reopen, name="calibration-reopen"),
    path(
        "periods/<int:period_pk>/units/<int:unit_pk>/deviation/",
        calibration_steps.deviation_save,
        name="deviation-save",
    ),
    path("evaluations/<int:pk>/review/", reviews.review_create, name="review-create"),
    path("reviews/<int:pk>/answer/", reviews.review_answer, name="review-answer"),
    path("segments/<int:pk>/", segments.segment_detail, name="segment-detail"),
]

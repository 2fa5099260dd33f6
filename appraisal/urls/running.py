"""Addresses of the control room and the calendar."""

from django.urls import path

from appraisal.views import control, control_reminders, feeds, years

urlpatterns = [
    path("control/", control.control, name="control-list"),
    path("control/agencies/<int:pk>/", control.control_agency, name="control-agency"),
    path("control/remind/", control_reminders.control_remind, name="control-remind"),
    path(
        "control/reminders/<int:pk>/", control_reminders.control_reminder, name="control-reminder"
    ),
    path("control/export/<slug:kind>/", control.control_export, name="control-export"),
    path("calendar/", feeds.feed_detail, name="feed-detail"),
    path("calendar/renew/", feeds.feed_renew, name="feed-renew"),
    path("calendar/delete/", feeds.feed_delete, name="feed-delete"),
    path("calendar/<slug:token>.ics", feeds.feed_file, name="feed-file"),
    path("years/<int:pk>/close/", years.year_close, name="year-close"),
    path("years/<int:pk>/discard/", years.year_discard, name="year-discard"),
]

"""Addresses of events, attendance, guides and tests."""

from django.urls import path

from training.views import attendance, event_steps, events, guides, knowledge

urlpatterns = [
    path("socialisation/", events.event_list, name="event-list"),
    path("socialisation/create/", events.event_create, name="event-create"),
    path("socialisation/<int:pk>/", events.event_detail, name="event-detail"),
    path("socialisation/<int:pk>/update/", events.event_update, name="event-update"),
    path("socialisation/<int:pk>/announce/", event_steps.event_announce, name="event-announce"),
    path("socialisation/<int:pk>/invite/", event_steps.event_invite, name="event-invite"),
    path("socialisation/<int:pk>/close/", event_steps.event_close, name="event-close"),
    path("socialisation/<int:pk>/cancel/", event_steps.event_cancel, name="event-cancel"),
    path("socialisation/<int:pk>/calendar/", events.event_calendar, name="event-ics"),
    path("socialisation/<int:pk>/people/<str:kind>/", events.event_export, name="event-export"),
    path("socialisation/<int:pk>/screen/", attendance.event_screen, name="event-screen"),
    path("socialisation/<int:pk>/typed/", attendance.event_typed, name="event-typed"),
    path("socialisation/<int:pk>/attend/", attendance.event_attend, name="event-attend"),
    path("h/<int:pk>/<slug:code>/", attendance.event_scan, name="event-scan"),
    path(
        "socialisation/attendance/<int:pk>/excuse/",
        attendance.attendance_excuse,
        name="attendance-excuse",
    ),
    path(
        "socialisation/attendance/<int:pk>/<str:state>/",
        attendance.attendance_mark,
        name="attendance-mark",
    ),
    path("socialisation/<int:pk>/test/<str:kind>/", knowledge.test_begin, name="test-begin"),
    path("socialisation/test/<int:pk>/", knowledge.test_take, name="test-take"),
    path("socialisation/test/<int:pk>/result/", knowledge.test_result, name="test-result"),
    path("guides/", guides.guide_list, name="guide-list"),
    path("guides/<slug:slug>/", guides.guide_detail, name="guide-detail"),
    path("guides/<slug:slug>/update/", guides.guide_update, name="guide-update"),
    path("guides/versions/<int:pk>/confirm/", guides.guide_acknowledge, name="guide-acknowledge"),
]

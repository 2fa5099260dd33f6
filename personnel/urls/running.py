"""Addresses of messages, substitutes and reports of a wrong supervisor."""

from django.urls import path

from personnel.views import cases, notices, substitutions

urlpatterns = [
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/read/", notices.notice_read, name="notice-read"),
    path("notices/<int:pk>/open/", notices.notice_open, name="notice-open"),
    path("notices/mail/", notices.mail_choose, name="mail-choose"),
    path("berhenti/<str:signed>/", notices.mail_unsubscribe, name="mail-unsubscribe"),
    path("substitutions/", substitutions.substitution_list, name="substitution-list"),
    path("substitutions/create/", substitutions.substitution_create, name="substitution-create"),
    path(
        "substitutions/<int:pk>/decline/",
        substitutions.substitution_decline,
        name="substitution-decline",
    ),
    path("substitutions/<int:pk>/end/", substitutions.substitution_end, name="substitution-end"),
    path("problems/cases/", cases.case_list, name="case-list"),
    path("problems/cases/create/", cases.case_create, name="case-create"),
    path("problems/cases/<int:pk>/close/", cases.case_close, name="case-close"),
]

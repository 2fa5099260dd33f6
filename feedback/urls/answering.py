"""Addresses of the citizen's pages; a QR code carries the shortest, in capitals."""

from django.urls import path, re_path

from feedback.views import answering

urlpatterns = [
    re_path(r"^[sS]/(?P<code>[0-9A-Za-z-]{1,60})/?$", answering.answer_code, name="answer-code"),
    path("survei/", answering.answer_door, name="answer-door"),
    path("survei/jawab/", answering.answer_send, name="answer-send"),
    path("survei/terbuka/", answering.answer_services, name="answer-services"),
    path("survei/terbuka/<slug:slug>/", answering.answer_open, name="answer-open"),
    path("survei/terima-kasih/", answering.answer_thanks, name="answer-thanks"),
]

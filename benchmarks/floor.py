"""Addresses of the application, and an empty one beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from sabang_kinerja.common.access import signed_in
from sabang_kinerja.urls import urlpatterns as application

EMPTY = "/floor/"


@signed_in
def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing, behind the same middleware as every page."""
    return HttpResponse()


urlpatterns = [path(EMPTY.removeprefix("/"), empty), *application]

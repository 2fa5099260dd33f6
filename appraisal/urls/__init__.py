"""Addresses of the appraisal room."""

from appraisal.urls import evaluations as evaluation_urls
from appraisal.urls import follow_up as follow_up_urls
from appraisal.urls import plans as plan_urls

app_name = "appraisal"

urlpatterns = [*plan_urls.urlpatterns, *evaluation_urls.urlpatterns, *follow_up_urls.urlpatterns]

"""Addresses of the appraisal room."""

from appraisal.urls import evaluations as evaluation_urls
from appraisal.urls import plans as plan_urls
from appraisal.urls import running as running_urls

app_name = "appraisal"

urlpatterns = [
    *plan_urls.urlpatterns,
    *evaluation_urls.urlpatterns,
    *running_urls.urlpatterns,
]

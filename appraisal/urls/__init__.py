"""Addresses of the appraisal room."""

from appraisal.urls import credit as credit_urls
from appraisal.urls import evaluations as evaluation_urls
from appraisal.urls import plans as plan_urls

app_name = "appraisal"

urlpatterns = [
    *plan_urls.urlpatterns,
    *evaluation_urls.urlpatterns,
    *credit_urls.urlpatterns,
]

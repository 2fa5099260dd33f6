"""Addresses of the appraisal room."""

from appraisal.urls import calibration as calibration_urls
from appraisal.urls import doing as doing_urls
from appraisal.urls import evaluations as evaluation_urls
from appraisal.urls import planning as planning_urls
from appraisal.urls import plans as plan_urls

app_name = "appraisal"

urlpatterns = [
    *plan_urls.urlpatterns,
    *planning_urls.urlpatterns,
    *evaluation_urls.urlpatterns,
]
urlpatterns = [*plan_urls.urlpatterns, *evaluation_urls.urlpatterns, *doing_urls.urlpatterns]
urlpatterns = [*plan_urls.urlpatterns, *evaluation_urls.urlpatterns, *calibration_urls.urlpatterns]

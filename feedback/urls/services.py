"""Addresses of services, counters and registers."""

from django.urls import path

from feedback.views import counters, registers, services

urlpatterns = [
    path("surveys/services/", services.service_list, name="service-list"),
    path("surveys/services/export/<str:kind>/", services.service_export, name="service-export"),
    path("surveys/services/create/", services.service_create, name="service-create"),
    path("surveys/services/<int:pk>/update/", services.service_update, name="service-update"),
    path("surveys/services/<int:pk>/end/", services.service_end, name="service-end"),
    path("surveys/services/<int:pk>/restore/", services.service_restore, name="service-restore"),
    path("surveys/counters/", counters.counter_list, name="counter-list"),
    path("surveys/counters/create/", counters.counter_create, name="counter-create"),
    path("surveys/counters/<int:pk>/", counters.counter_detail, name="counter-detail"),
    path("surveys/counters/<int:pk>/update/", counters.counter_update, name="counter-update"),
    path("surveys/counters/<int:pk>/end/", counters.counter_end, name="counter-end"),
    path("surveys/counters/<int:pk>/restore/", counters.counter_restore, name="counter-restore"),
    path("surveys/counters/<int:pk>/duty/", counters.duty_create, name="duty-create"),
    path("surveys/duties/<int:pk>/end/", counters.duty_end, name="duty-end"),
    path("surveys/registers/", registers.register_list, name="register-list"),
    path("surveys/registers/create/", registers.register_create, name="register-create"),
    path("surveys/registers/import/", registers.register_import, name="register-import"),
    path("surveys/registers/<int:pk>/update/", registers.register_update, name="register-update"),
    path("surveys/registers/<int:pk>/repeat/", registers.register_repeat, name="register-repeat"),
    path("surveys/registers/<int:pk>/delete/", registers.register_delete, name="register-delete"),
]

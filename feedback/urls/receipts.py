"""Addresses of codes for receipts."""

from django.urls import path

from feedback.views import receipts

urlpatterns = [path("surveys/receipts/", receipts.receipt_list, name="receipt-list")]

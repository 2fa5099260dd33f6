"""Addresses of accounts, roles and the first sign-in."""

from django.urls import path

from personnel.views import accounts, login_codes, roles, sign_in

urlpatterns = [
    path("masuk/kode/", sign_in.first_login, name="first-login"),
    path("account/", sign_in.account_own, name="account-own"),
    path("account/second-factor/", sign_in.second_factor, name="second-factor"),
    path("accounts/", accounts.account_list, name="account-list"),
    path("accounts/create/", accounts.account_create, name="account-create"),
    path("accounts/open/", accounts.account_open_missing, name="account-open"),
    path("accounts/codes/", login_codes.code_sheet, name="account-codes"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account-detail"),
    path("accounts/<int:pk>/code/", login_codes.account_code, name="account-code"),
    path("accounts/<int:pk>/link/", login_codes.account_link, name="account-link"),
    path("accounts/<int:pk>/disable/", accounts.account_disable, name="account-disable"),
    path("accounts/<int:pk>/enable/", accounts.account_enable, name="account-enable"),
    path("accounts/<int:pk>/email/", accounts.account_email, name="account-email"),
    path("accounts/<int:pk>/second-factor/", accounts.account_factor, name="account-factor"),
    path("roles/", roles.grant_list, name="grant-list"),
    path("roles/create/", roles.grant_create, name="grant-create"),
    path("roles/<int:pk>/end/", roles.grant_end, name="grant-end"),
    path("roles/<int:pk>/withdraw/", roles.grant_withdraw, name="grant-withdraw"),
]

"""Sign-in, second factor and devices: what django-allauth is told."""

ACCOUNT_ADAPTER = "personnel.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "personnel.forms.sign_in.LoginForm",
    "reset_password": "personnel.forms.sign_in.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
"""Only for the check of the settings: the adapter keeps sign-up closed."""
ACCOUNT_USER_DISPLAY = "personnel.adapters.user_display"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
"""Nobody is kept out for an unconfirmed address; an address counts once it is confirmed."""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kinerja Sabang: "
ACCOUNT_SESSION_REMEMBER = True
"""A session lasts ``SESSION_COOKIE_AGE``, also when a telephone closes the browser."""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    # One office shares one address, so the limits by address are wide and those by account tight.
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "first_login": "60/m/ip,10/h/key",
    "reset_password": "20/m/ip,3/h/key",
}
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
"""Seconds for which a link for a new password, also the first one, is good."""

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kinerja Sabang"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""Accounts are opened by BKPSDM, so nobody can occupy another person's address."""

USERSESSIONS_TRACK_ACTIVITY = False
"""Tracking would write at every request."""

DEMO_PASSWORD = "kapal-putih-di-balohan"  # noqa: S105  only where settings.DEMO is on
"""Of the accounts that ``load_demo`` makes."""

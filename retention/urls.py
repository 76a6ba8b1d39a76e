from django.urls import path

from retention.views import mine, terms

TERMS = "edities/<slug:edition>/beheer/bewaartermijnen/"

urlpatterns = [
    path(TERMS, terms.retention, name="retention"),
    path(TERMS + "termijn/", terms.retention_term, name="retention_term"),
    path(TERMS + "stop/", terms.retention_hold, name="retention_hold"),
    path(TERMS + "stop/<int:hold>/opheffen/", terms.retention_hold_lift, name="retention_hold_lift"),
    path(TERMS + "vernietigen/", terms.retention_destroy, name="retention_destroy"),
    path("mijn/gegevens/meenemen/", mine.my_data_file, name="my_data_file"),
    path("mijn/gegevens/account-weg/", mine.account_leave, name="account_leave"),
    path("mijn/gegevens/account-weg/code/", mine.account_leave_code, name="account_leave_code"),
    path("mijn/gegevens/account-weg/zeker/", mine.account_leave_confirm, name="account_leave_confirm"),
    path("account-is-weg/", mine.account_left, name="account_left"),
]

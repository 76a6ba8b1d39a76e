from django.urls import path

from mail import views

LINK = "mail/keuze/<str:key>/"

urlpatterns = [
    path("mijn/mail/", views.mail_choice, name="mail_choice"),
    path(LINK, views.mail_choice_by_link, name="mail_choice_by_link"),
    path(f"{LINK}stop/", views.mail_stop, name="mail_stop"),
]

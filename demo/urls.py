from django.urls import path

from demo import views

urlpatterns = [
    path("post/", views.post, name="demo_post"),
    path("post/<int:number>/", views.mail_page, name="demo_mail"),
    path("stijl/", views.style, name="demo_style"),
]

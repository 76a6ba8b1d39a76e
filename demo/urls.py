from django.urls import path

from demo import views

urlpatterns = [
    path("post/", views.post, name="demo_post"),
    path("stijl/", views.style, name="demo_style"),
]

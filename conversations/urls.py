"""The staff inbox."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.views.i18n import set_language

from conversations import entrance, views


class IdConverter(IntConverter):
    """A row's id; a number no row can have is not found, instead of an error of the database."""

    regex = "[0-9]{1,18}"


register_converter(IdConverter, "id")

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("rows/", views.rows, name="rows"),
    path("c/<id:pk>/", views.thread_page, name="thread"),
    path("c/<id:pk>/news/", views.news, name="news"),
    path("c/<id:pk>/older/", views.older, name="older"),
    path("c/<id:pk>/write/", views.write, name="write"),
    path("c/<id:pk>/<slug:verb>/", views.act, name="act"),
    path("m/<id:pk>/resend/", views.resend, name="resend"),
    path("t/<id:pk>/", views.turn, name="turn"),
    path("login/", entrance.sign_in, name="login"),
    path("logout/", entrance.sign_out, name="logout"),
    path("language/", set_language, name="language"),
]

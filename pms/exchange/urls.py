"""The pages of files, under /admin/house/files/; they belong to the names of pms.desk.urls."""

from django.urls import path

from pms.exchange import views

urlpatterns = [
    path("", views.files, name="files"),
    path("table/<slug:kind>/", views.table, name="table"),
    path("calendar/<text:code>/open/", views.open_calendar, name="calendar-open"),
    path("calendar/<text:code>/close/", views.close_calendar, name="calendar-close"),
    path("<row:pk>/", views.file, name="file"),
    path("<row:pk>/take-in/", views.take_in, name="file-take-in"),
    path("<row:pk>/lines/", views.bad_lines, name="file-lines"),
]

"""The pages of the house, under /admin/house/."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from pms.desk import acts, changing, folio_views, giving_up, rates, selling, views


class RowConverter(IntConverter):
    """A row's id; a number no row can have is not found, instead of an error of the database."""

    regex = "[0-9]{1,18}"


class TextConverter(StringConverter):
    """A reservation's code or a room's number, without what the database takes in no text."""

    regex = "[^/\x00]{1,40}"


register_converter(RowConverter, "row")
register_converter(TextConverter, "text")

app_name = "house"
urlpatterns = [
    path("", views.index, name="index"),
    path("chart/", views.chart, name="chart"),
    path("today/", views.today, name="today"),
    path("figures/", views.figures, name="figures"),
    path("files/", include("pms.exchange.urls")),
    path("find/", folio_views.find, name="find"),
    path("new/", selling.new, name="new"),
    path("r/<text:code>/", folio_views.reservation, name="reservation"),
    path("r/<text:code>/change/", changing.change, name="change"),
    path("r/<text:code>/give-up/<slug:verb>/", giving_up.give_up, name="give-up"),
    path("r/<text:code>/move/<row:room_stay>/", acts.move, name="move"),
    path("r/<text:code>/party/", acts.add_to_party, name="party"),
    path("r/<text:code>/party/<row:member>/remove/", acts.remove_from_party, name="party-remove"),
    path("r/<text:code>/wishes/", acts.wishes, name="wishes"),
    path("r/<text:code>/notes/", acts.notes, name="notes"),
    path("r/<text:code>/pay/", acts.pay, name="pay"),
    path("r/<text:code>/payments/<row:payment>/refund/", acts.refund, name="refund"),
    path("r/<text:code>/link/", acts.ask_to_pay, name="link"),
    path("r/<text:code>/payments/<row:payment>/withdraw/", acts.withdraw, name="withdraw"),
    path("r/<text:code>/do/<slug:verb>/", acts.act, name="act"),
    path("room/<text:number>/", folio_views.room, name="room"),
    path("room/<text:number>/state/", acts.room_state, name="room-state"),
    path("room/<text:number>/block/", acts.block, name="block"),
    path("room/<text:number>/unblock/<row:use>/", acts.unblock, name="unblock"),
    path("room/<text:number>/release/<row:use>/", acts.release, name="release"),
    path("rates/", rates.rates, name="rates"),
    path("rates/edit/", rates.edit, name="rates-edit"),
    path("request/<text:code>/<slug:verb>/", acts.settle_request, name="request"),
    path("appointment/<text:code>/<slug:verb>/", acts.finish_appointment, name="appointment"),
    path("<path:rest>", views.nowhere, name="nowhere"),  # else the backoffice's own door would answer
]

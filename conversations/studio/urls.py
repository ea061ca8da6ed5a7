"""The agent studio, under /admin/studio/."""

from django.urls import path

from agents.studio.urls import patterns
from conversations.studio import golden, preview, replay, team
from pms.desk.views import nowhere

app_name = "studio"
urlpatterns = [
    path("", team.index, name="index"),
    path("a/", team.team, name="team"),
    path("a/<slug:code>/preview/", preview.preview, name="preview"),
    path("a/<slug:code>/preview/try/", preview.try_it, name="try"),
    path("golden/<pk:conversation>/", golden.look, name="golden"),
    path("golden/<pk:conversation>/keep/", golden.keep, name="golden-keep"),
    path("a/<slug:code>/v/<pk:number>/replay/", replay.start, name="replay-start"),
    path("replays/<pk:job>/", replay.look, name="replay"),
    *patterns,
    path("<path:rest>", nowhere, name="nowhere"),  # else the backoffice's own door would answer
]

"""The hotel's feature flags: what each does, its default, until when it is a flag."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.studio import words
from agents.studio.frame import act, show, url
from hotels import flags
from hotels.models import FlagSetting
from pms.desk.access import Visit, managers_only, staff_page


@dataclass(frozen=True)
class Row:
    flag: flags.Flag[Any]
    value: object
    is_own: bool  # set for this hotel, not by its plan or by default
    is_over: bool  # past its end: to be decided for all

    @property
    def name(self) -> str:
        return str(words.FLAGS[self.flag.code][0]) if self.flag.code in words.FLAGS else self.flag.code

    @property
    def about(self) -> str:
        return str(words.FLAGS[self.flag.code][1]) if self.flag.code in words.FLAGS else self.flag.about

    @property
    def default(self) -> str:
        if isinstance(self.flag.default, bool):
            return _("on") if self.flag.default else _("off")
        return str(self.flag.default)

    @property
    def control(self) -> str:
        """choice | bool | int | str"""
        return "choice" if self.flag.choices else type(self.flag.default).__name__


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    own = set(FlagSetting.objects.filter(hotel=visit.hotel).values_list("code", flat=True))
    today = visit.hotel.today()
    rows = [
        Row(flag, flag.of(visit.hotel), flag.code in own, flag.ends < today) for flag in flags.ALL.values()
    ]
    return show(request, visit, "flags.html", _("Flags"), rows=rows)


@require_POST
@managers_only
def put(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Set a flag for the hotel; with `default`, leave it to the hotel's plan and the product."""
    flag = flags.ALL.get(code)
    if flag is None:
        raise Http404
    if request.POST.get("default"):
        verb = partial(flags.unset_flag, visit.hotel, code, visit.user)
    else:
        verb = partial(flags.set_flag, visit.hotel, code, _typed(flag, request), visit.user)
    return act(request, url(visit, "flags"), _("Saved."), verb, flags.WrongFlag)


def _typed(flag: flags.Flag[Any], request: HttpRequest) -> object:
    """What was typed as the flag's type; what is none is refused by the flag itself."""
    text = request.POST.get("value", "")
    if isinstance(flag.default, bool):
        return text == "on"
    if isinstance(flag.default, int):
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 12 else text
    return text

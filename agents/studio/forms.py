"""What managers fill in about an agent. Drafts may be incomplete; how they are checked is validation's."""

import re
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.config import MODEL_CALLS, SECONDS, TOOL_CALLS, Limits, WrongConfig, read_config
from agents.evals.tasks import suites
from agents.mistakes import Mistake
from agents.models import Agent, Document, ModelSetting
from agents.studio import words
from hotels.models import Hotel

EXAMPLES = 10
SUITES = (
    ("core", _("All tasks of the gym")),
    ("smoke", _("A short round of the gym")),
    ("golden", _("Only the house's own tasks")),
    ("", _("None: publish without the gym")),
)


class SeenField(forms.CharField):
    """When what the form shows was last changed: whoever saves must have seen the newest."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> datetime:
        found = parse_datetime(str(value or ""))
        if found is None or found.tzinfo is None:
            raise forms.ValidationError(_("Open the page again."), code="bad_seen")
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value


class ConfigForm(forms.Form):
    """What both kinds of agent share: `config` is what they say, `kind` which shape it has."""

    kind = ""
    seen = SeenField()
    note = forms.CharField(label=_("Why this change?"), max_length=300, required=False)

    def config(self) -> dict[str, Any]:
        raise NotImplementedError

    def missing(self, config: dict[str, Any]) -> list[tuple[str, str]]:
        """Field and sentence for what keeps this from being checked; it can be saved all the same."""
        try:
            read_config(self.kind, config)
        except WrongConfig as wrong:
            return [self._named(mistake) for mistake in wrong.mistakes]
        return []

    def _named(self, mistake: Mistake) -> tuple[str, str]:
        """A mistake by the name its field has on the page."""
        field = mistake.field
        label = self.fields[field].label if field in self.fields else None
        if label and mistake.code in ("missing", "too_short"):
            return field, gettext("Missing, or too short: %s") % label
        return field, f"{label}: {mistake.says}" if label else str(mistake)


class AgentForm(ConfigForm):
    """A specialist's configuration without JSON."""

    kind = Agent.Kind.SPECIALIST
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Staff sees it; guests do not."), required=False
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("By this sentence the router decides which messages it gets."),
    )
    instructions = forms.CharField(
        label=_("What should it know and do?"),
        max_length=8_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )
    tools = forms.MultipleChoiceField(required=False)
    model = forms.ChoiceField(label=_("Model"), required=False)
    temperature = forms.FloatField(
        label=_("Freedom of wording"),
        min_value=0,
        max_value=1,
        help_text=_("0: the same answer to the same question. 1: freer."),
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )
    model_calls = forms.IntegerField(
        label=_("Thoughts per answer"), min_value=1, max_value=MODEL_CALLS, help_text=_("Calls of the model")
    )
    tool_calls = forms.IntegerField(label=_("Uses of tools per answer"), min_value=0, max_value=TOOL_CALLS)
    seconds = forms.IntegerField(label=_("Seconds per answer"), min_value=5, max_value=SECONDS)
    reply_characters = forms.IntegerField(
        label=_("Longest answer, in characters"), min_value=100, max_value=4_000
    )
    phases = forms.MultipleChoiceField(
        label=_("When in a guest's stay?"),
        required=False,
        choices=list(words.PHASES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: always."),
    )
    documents = forms.MultipleChoiceField(
        label=_("Documents it cannot do without"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They must be published before the agent is."),
    )
    remote = forms.ChoiceField(
        label=_("Lives elsewhere"),
        required=False,
        help_text=_("A partner's agent that gets the guest's words and answers. Usually: no."),
    )
    suite = forms.ChoiceField(label=_("Which tasks must it pass before it is published?"), required=False)
    pass_share = forms.IntegerField(
        label=_("How many of them, in per cent?"), min_value=0, max_value=100, initial=90
    )

    def __init__(
        self, hotel: Hotel, code: str, config: dict[str, Any], data: Any = None, *, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=_flat(config) | initial)
        self.was = config
        self.tool_groups = words.tool_groups(hotel, _texts(config.get("tools")))
        _choose(self, "tools", [(each.name, each.about) for _t, group in self.tool_groups for each in group])
        _choose(self, "model", _models(hotel, str(config.get("model") or "")))
        _choose(self, "documents", _documents(hotel, _texts(config.get("documents"))))
        _choose(self, "remote", _remotes(hotel, self.initial["remote"]))
        _choose(self, "suite", _suites(hotel, code, str(config.get("suite", "core"))))

    @property
    def examples(self) -> list[tuple[str, str]]:
        """Rows of guest and reply, as typed."""
        if self.is_bound:
            data = cast(Any, self.data)
            pairs = zip(data.getlist("example_guest"), data.getlist("example_reply"), strict=False)
            return [(_line(guest), _line(reply)) for guest, reply in pairs][:EXAMPLES]
        rows = self.was.get("examples")
        rows = rows if isinstance(rows, list) else []
        return [
            (str(each.get("guest", "")), str(each.get("reply", "")))
            for each in rows
            if isinstance(each, dict)
        ]

    @property
    def chosen_tools(self) -> set[str]:
        return set(_texts(self["tools"].value()))

    def config(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        limits = {name: cleaned[name] for name in Limits.model_fields}
        same = ("name", "purpose", "instructions", "tools", "model", "temperature", "phases", "documents")
        server, _colon, tool = cleaned["remote"].partition(":")
        return {
            **{name: cleaned[name] for name in same},
            "examples": [{"guest": g, "reply": r} for g, r in self.examples if g or r],
            "limits": limits,
            "remote": {"server": server, "tool": tool} if tool else None,
            "suite": cleaned["suite"],
            "pass_share": cleaned["pass_share"] / 100,
        }

    def clean_instructions(self) -> str:
        # A browser sends CRLF; what is compared, shown and told has plain line ends.
        return str(self.cleaned_data["instructions"]).replace("\r\n", "\n")


class PersonaForm(ConfigForm):
    """The voice of the house."""

    kind = Agent.Kind.PERSONA
    name = forms.CharField(
        label=_("What is the receptionist called?"),
        max_length=40,
        required=False,
        help_text=_("Empty: no name. It always says that it is a machine when asked."),
    )
    voice = forms.CharField(
        label=_("How does the house speak?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For instance: warm and brief, like a good concierge; never pushy."),
    )
    formality = forms.ChoiceField(
        label=_("How are guests addressed?"),
        choices=[("formal", _("Formally: usted, vous")), ("informal", _("Informally: tú, tu"))],
    )
    emoji = forms.ChoiceField(label=_("Emoji"), choices=[("few", _("A few")), ("none", _("None"))])
    signature = forms.CharField(
        label=_("Signature under mails"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, config: dict[str, Any], data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"formality": "formal", "emoji": "few"} | config | initial)

    def config(self) -> dict[str, Any]:
        names = ("name", "voice", "formality", "emoji", "signature")
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in names}


class WhyForm(forms.Form):
    """An act that is noted with its reason."""

    why = forms.CharField(max_length=300, required=False)


def _flat(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration as the form's fields have it. A draft may lack anything."""
    limits = config.get("limits")
    remote = config.get("remote")
    return {
        **{name: each.default for name, each in Limits.model_fields.items()},
        "temperature": 0.0,
        **{name: value for name, value in config.items() if name not in ("limits", "remote", "examples")},
        **(limits if isinstance(limits, dict) else {}),
        "remote": f"{remote.get('server')}:{remote.get('tool')}" if isinstance(remote, dict) else "",
        "suite": config.get("suite", "core"),
        "pass_share": _percent(config.get("pass_share", 0.9)),
    }


def _percent(share: Any) -> Any:
    """Of what is no share, as it is: the form says what is wrong with it."""
    return round(share * 100) if isinstance(share, int | float) and 0 <= share <= 1 else share


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _models(hotel: Hotel, chosen: str) -> list[tuple[str, str]]:
    """Models of the hotel's plan, with what a million tokens in and out costs."""
    allowed = set(hotel.tier.allowed_models)
    rows = [row for row in ModelSetting.objects.filter(is_active=True) if not allowed or row.model in allowed]
    price = gettext("{model}: {input} USD in, {output} USD out per million tokens")
    choices = [("", gettext("The installation's"))] + [
        (
            row.model,
            price.format(model=row.model, input=_price(row.input_price), output=_price(row.output_price)),
        )
        for row in rows
    ]
    if chosen and chosen not in dict(choices):
        choices.append((chosen, gettext("%s (not allowed any more)") % chosen))
    return choices


def _price(value: Any) -> str:
    return f"{value.normalize():f}"


def _documents(hotel: Hotel, chosen: list[str]) -> list[tuple[str, str]]:
    rows = Document.objects.filter(hotel=hotel).exclude(kind=Document.Kind.PASSAGE)[:200]
    choices = [(row.key, row.title) for row in rows]
    return choices + [(key, key) for key in chosen if key not in dict(choices)]


def _remotes(hotel: Hotel, chosen: str) -> list[tuple[str, str]]:
    choices = [("", gettext("No"))]
    for server in hotel.remote_servers.filter(is_enabled=True):
        choices += [(f"{server.code}:{tool}", f"{server.name}: {tool}") for tool in server.tools]
    return choices if chosen in dict(choices) else [*choices, (chosen, chosen)]


def _suites(hotel: Hotel, code: str, chosen: str) -> list[tuple[str, str]]:
    """What there are tasks of; those for this agent first."""
    there = suites(hotel)
    choices = [(suite, str(name)) for suite, name in SUITES if not suite or there.get(suite)]
    if code in there:
        choices.insert(0, (code, gettext("The tasks for this agent")))
    return choices if chosen in dict(choices) else [*choices, (chosen, chosen)]


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _line(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text.replace("\x00", "")).strip()

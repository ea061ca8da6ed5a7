"""The life of an agent's configuration: the one place that changes it.

Each verb takes rows or a hotel, does everything or nothing, and raises LifecycleError. `by` is a person,
or a program's name.
"""

from agents.changes import LifecycleError
from agents.lifecycle.crew import create, create_from_template, delete_agent, switch_off, switch_on
from agents.lifecycle.toolset import set_tool
from agents.lifecycle.trials import end_trial
from agents.lifecycle.versions import delete_draft, edit_draft, new_draft, provide, publish, roll_back
from agents.templates import delete_template, save_as_template

__all__ = [
    "LifecycleError",
    "create",
    "create_from_template",
    "delete_agent",
    "delete_draft",
    "delete_template",
    "edit_draft",
    "end_trial",
    "new_draft",
    "provide",
    "publish",
    "roll_back",
    "save_as_template",
    "set_tool",
    "switch_off",
    "switch_on",
]

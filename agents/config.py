"""What an agent's configuration holds: checked shapes of the JSON in AgentVersion and in starter files."""

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from agents.mistakes import Mistake, mistake_of

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Phase = Literal["shopping", "booked", "arriving", "in_house", "left"]

# The server's own limits: a hotel may ask for less, never for more (agents.loop).
MODEL_CALLS = 8
TOOL_CALLS = 10
SECONDS = 25
MISTAKES = 20  # that are told


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Example(_Shape):
    """How a guest wrote once and how the house would answer. No amounts, dates or codes: they grow old."""

    guest: str = Field(min_length=1, max_length=500)
    reply: str = Field(min_length=1, max_length=1_000)


class Limits(_Shape):
    """Per turn; never above the server's own."""

    model_calls: int = Field(default=MODEL_CALLS, ge=1, le=MODEL_CALLS)
    tool_calls: int = Field(default=TOOL_CALLS, ge=0, le=TOOL_CALLS)
    seconds: int = Field(default=SECONDS, ge=5, le=SECONDS)
    reply_characters: int = Field(default=1_500, ge=100, le=4_000)


class Remote(_Shape):
    """A specialist that lives elsewhere: a tool of an MCP server that gets the guest's words and answers."""

    server: Code
    tool: str = Field(min_length=1, max_length=128)


class AgentConfig(_Shape):
    """A specialist. `instructions` is a template in sandboxed Jinja; agents.prompts says what it may name."""

    name: str = Field(min_length=1, max_length=80)
    purpose: str = Field(
        min_length=10,
        max_length=400,
        description="What the router gives it; in English or the hotel's language",
    )
    instructions: str = Field(min_length=10, max_length=8_000)
    examples: tuple[Example, ...] = Field(default=(), max_length=10)
    tools: tuple[str, ...] = Field(
        (), max_length=30, description="Names of agents.tools or of allowed remote tools"
    )
    model: str = Field(default="", max_length=120, description="Empty: the installation's")
    temperature: float = Field(default=0.0, ge=0, le=1)
    limits: Limits = Limits()
    phases: tuple[Phase, ...] = Field(default=(), description="Of the guest's stay; empty: all")
    documents: tuple[str, ...] = Field(
        (), max_length=20, description="Keys of documents that must be published"
    )
    remote: Remote | None = None
    suite: str = Field(
        "smoke", max_length=40, description="Tasks of the gym that publishing asks for; empty: none"
    )
    pass_share: float = Field(default=0.9, ge=0, le=1, description="Share of those tasks that has to pass")


class PersonaConfig(_Shape):
    """The voice of the house, shared by all its specialists."""

    name: str = Field(default="", max_length=40, description="How the receptionist is called; empty: none")
    voice: str = Field(
        default="", max_length=1_000, description="In the hotel's words: warm, formal, playful ..."
    )
    formality: Literal["formal", "informal"] = "formal"  # usted, vous; tú, tu
    emoji: Literal["none", "few"] = "few"
    signature: str = Field(default="", max_length=200, description="Under mails")


Config = AgentConfig | PersonaConfig


class WrongConfig(ValueError):
    """What is wrong with a configuration; its text has a sentence for each thing."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(" ".join(map(str, mistakes)))
        self.mistakes = mistakes

    @property
    def problems(self) -> list[str]:
        """A sentence for each."""
        return [str(each) for each in self.mistakes]


def read_config(kind: str, data: Any) -> Config:
    """The configuration in `data`. Raises WrongConfig."""
    shape: type[Config] = PersonaConfig if kind == "persona" else AgentConfig
    try:
        return shape.model_validate_json(json.dumps(data))
    except (ValidationError, TypeError, ValueError) as error:
        raise WrongConfig(_mistakes(error)) from error


def digest_of(data: Any) -> str:
    """The same for the same configuration, however its keys are ordered."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _mistakes(error: Exception) -> list[Mistake]:
    if not isinstance(error, ValidationError):
        return [mistake_of({"type": "json_invalid", "loc": ()})]
    return [mistake_of(each) for each in error.errors(include_url=False)[:MISTAKES]]

"""The agents' tables: their configuration, what they know, how they are tested, what they cost."""

from agents.models.answers import AnswerVersion, Contradiction, CuratedAnswer, Gap, GapAsk
from agents.models.config import (
    Agent,
    AgentTemplate,
    AgentVersion,
    RemoteServer,
    Rollout,
    ShadowAnswer,
    ToolSetting,
)
from agents.models.costs import ModelSetting
from agents.models.evals import EvalResult, EvalRun, GoldenTask
from agents.models.jobs import Job
from agents.models.knowledge import Chunk, Document, DocumentVersion, Word
from agents.models.memory import Remembered

__all__ = [
    "Agent",
    "AgentTemplate",
    "AgentVersion",
    "AnswerVersion",
    "Chunk",
    "Contradiction",
    "CuratedAnswer",
    "Document",
    "DocumentVersion",
    "EvalResult",
    "EvalRun",
    "Gap",
    "GapAsk",
    "GoldenTask",
    "Job",
    "ModelSetting",
    "Remembered",
    "RemoteServer",
    "Rollout",
    "ShadowAnswer",
    "ToolSetting",
    "Word",
]

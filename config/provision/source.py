"""A YAML file as nodes that know their line; nothing in it is ever executed or expanded."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml

MOST_BYTES = 1_000_000
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
}
_NULL = "tag:yaml.org,2002:null"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")

T = TypeVar("T")
D = TypeVar("D")
_NOTHING: Any = (
    None  # what stands for a value that is wrong; the page has a problem then, and nothing is written
)


class Wrong(Exception):
    """What is wrong with one value: the end of a sentence that starts with the value's path."""


@dataclass
class Page:
    """One file being read: its name, the environment, and everything found wrong so far."""

    file: str
    environ: Mapping[str, str]
    problems: list[tuple[int, str]] = field(default_factory=list)

    def problem(self, line: int, sentence: str) -> None:
        if (line, sentence) not in self.problems:
            self.problems.append((line, sentence))

    def sentences(self) -> list[str]:
        """Every problem with its file and line, from top to bottom."""
        return [f"{self.file}, line {line}: {sentence}" for line, sentence in sorted(self.problems)]


@dataclass(frozen=True)
class Node:
    """A value in the file. `path` names it as a person would: `rates[2].price`, counted from 1."""

    yaml: yaml.Node
    path: str
    page: Page

    @property
    def line(self) -> int:
        return int(self.yaml.start_mark.line) + 1

    @property
    def is_null(self) -> bool:
        return self.yaml.tag == _NULL

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.yaml, yaml.MappingNode)

    def scalar(self) -> str:
        """The text as written, however YAML would read it (`no` stays no, 15:00 stays 15:00).

        `env:NAME` becomes that variable's value. Raise Wrong when it is no scalar or has no value.
        """
        if not isinstance(self.yaml, yaml.ScalarNode):
            raise Wrong("must be a single value")
        if self.is_null:
            raise Wrong("has no value")
        written = str(self.yaml.value)
        if not written.startswith("env:"):
            return written
        return self.variable(written.removeprefix("env:"))

    def variable(self, name: str) -> str:
        """The value of an environment variable; Wrong when it is missing or empty."""
        if not _VARIABLE.match(name):
            raise Wrong(f"wants a variable's name after env:, and {name!r} is none")
        if not (value := self.page.environ.get(name, "")):
            raise Wrong(f"needs the environment variable {name}, which is not set")
        return value

    def items(self) -> list["Node"]:
        """The members of a list; Wrong when it is none."""
        if not isinstance(self.yaml, yaml.SequenceNode):
            raise Wrong("must be a list")
        return [
            Node(item, f"{self.path}[{number}]", self.page) for number, item in enumerate(self.yaml.value, 1)
        ]

    def with_commas(self) -> "Node":
        """This map with texts put together again that have a comma but no quotes.

        YAML reads {es: Cama king, terraza., en: King bed} as three keys, the second without a value.
        """
        if not isinstance(self.yaml, yaml.MappingNode):
            return self
        pairs: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in self.yaml.value:
            text = pairs[-1][1] if pairs else None
            if isinstance(text, yaml.ScalarNode) and _is_only_text(key, value):
                joined = f"{text.value}, {key.value}"
                text = yaml.ScalarNode(text.tag, joined, text.start_mark, key.end_mark)
                pairs[-1] = (pairs[-1][0], text)
            else:
                pairs.append((key, value))
        tag, start, end = self.yaml.tag, self.yaml.start_mark, self.yaml.end_mark
        return Node(yaml.MappingNode(tag, pairs, start, end), self.path, self.page)

    def fields(self) -> "Fields":
        """The members of a map; Wrong when it is none."""
        return Fields(self)

    def each(self, read: Callable[["Node"], T]) -> list[T]:
        """`read` of every member of a list; what is wrong with a member goes to the page."""
        found = []
        for item in self.items():
            before = len(self.page.problems)
            value = item.attempt(read)
            if len(self.page.problems) == before:
                found.append(value)
        return found

    def attempt(self, read: Callable[["Node"], T], instead: D = _NOTHING) -> T | D:
        """`read` of this node; when that is Wrong, the page says so and `instead` comes back."""
        try:
            return read(self)
        except Wrong as wrong:
            self.page.problem(self.line, f"{self.path or 'the file'} {wrong}.")
            return instead


def _is_only_text(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether this is a key in a flow map that not even has a colon."""
    mark: Any = value.start_mark
    if not isinstance(key, yaml.ScalarNode) or value.tag != _NULL or mark.buffer is None:
        return False
    return value.start_mark.index == value.end_mark.index and mark.buffer[mark.pointer - 1] != ":"


class Fields:
    """A map whose keys are taken one by one; `close` refuses what nobody took."""

    def __init__(self, node: Node) -> None:
        if not isinstance(node.yaml, yaml.MappingNode):
            raise Wrong("must be a map of keys and values")
        self.node = node
        self._nodes: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: list[str] = []
        for key, value in node.yaml.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        line = int(key.start_mark.line) + 1
        if not isinstance(key, yaml.ScalarNode):
            self.node.page.problem(line, f"{self.node.path or 'the file'} has a key that is no word.")
            return
        name = str(key.value)
        if name in self._nodes:
            first = self._lines[name]
            self.node.page.problem(line, f"{self._path(name)} is there twice; the first is on line {first}.")
            return
        self._lines[name] = line
        self._nodes[name] = Node(value, self._path(name), self.node.page)

    def _path(self, name: str) -> str:
        return f"{self.node.path}.{name}" if self.node.path else name

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        """Every key with its value, as a map whose keys are free (`facts`, texts by language)."""
        self._asked += self._nodes
        return iter(self._nodes.items())

    def get(self, name: str) -> Node | None:
        self._asked.append(name)
        return self._nodes.get(name)

    def need(self, name: str, read: Callable[[Node], T], instead: D = _NOTHING) -> T | D:
        """The value of a key that must be there; `instead` when it is wrong or missing."""
        if (node := self.get(name)) is not None:
            return node.attempt(read, instead)
        self.node.page.problem(self.node.line, f"{self._path(name)} is missing.")
        return instead

    def may(self, name: str, read: Callable[[Node], T], default: D) -> T | D:
        """The value of a key that may be left out or be null; `default` then, and when it is wrong."""
        node = self.get(name)
        return default if node is None or node.is_null else node.attempt(read, default)

    def close(self) -> None:
        """Refuse every key that was not asked for."""
        for name in self._nodes.keys() - set(self._asked):
            near = get_close_matches(name, self._asked, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(self._asked))}."
            if self._nodes[name].is_null:
                hint = "a text with a comma must stand in quotes."
            self.node.page.problem(self._lines[name], f"{self._path(name)} is not known; {hint}")


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            # A handful of them can stand for a file of any size.
            raise _not_read("aliases (*name)", event.start_mark)
        node = super().compose_node(parent, index)
        if node is not None and node.tag not in _PLAIN_TAGS:
            raise _not_read("tags (!name)", node.start_mark)
        return node


def _not_read(what: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=f"{what} are not read here", problem_mark=mark)


def open_page(path: Path, environ: Mapping[str, str]) -> tuple[Page, Node | None]:
    """The file's page and its outermost map, or None with the problem on the page."""
    page = Page(str(path), environ)
    try:
        if path.stat().st_size > MOST_BYTES:
            page.problem(1, "the file is larger than 1 MB.")
            return page, None
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        page.problem(1, f"the file cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        page.problem(1, "the file is not UTF-8 text.")
    except RecursionError:
        page.problem(1, "the file is nested too deeply.")
    except yaml.MarkedYAMLError as error:
        # Not str(error): it quotes the lines around, and a password may stand there.
        mark = error.problem_mark or error.context_mark
        page.problem(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error.context}.")
    except yaml.YAMLError:
        page.problem(1, "the file holds characters that YAML does not allow.")
    else:
        if root is not None:
            return page, Node(root, "", page)
        page.problem(1, "the file is empty.")
    return page, None

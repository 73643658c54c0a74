"""YAML as authors mean it: a tree of text with line numbers.

Every scalar stays the text that stands in the file, so nothing turns into something else
(`no` is not False, `1:30` is not 90, `010` is not 8); whoever asks for a number or a day reads it
then (`fields`). The tree is built from parser events instead of `yaml.compose`: only so can depth
be refused while reading (250 KB of "[" takes libyaml 196 s otherwise), and aliases before they
multiply. Does not know any key.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.sources import name_escaped

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 8
_MOST_NODES = 20_000
_SEE_GUIDE = "请照 docs/authoring.md 的样子写"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written. `is_plain` is false when it stood in quotes."""

    text: str
    line: int
    is_plain: bool

    @property
    def is_null(self) -> bool:
        """Tell whether the author left the value out, or wrote null."""
        return self.is_plain and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; the keys are unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Items | Entries


class _RefusedError(Exception):
    """Something in the YAML that is not read; says where, what and what to do."""

    def __init__(self, line: int, text: str, hint: str) -> None:
        super().__init__(line, text, hint)
        self.line, self.text, self.hint = line, text, hint


def read_tree(text: str, findings: Findings, *, first_line: int = 1) -> Entries | None:
    """Read a YAML mapping; None (and a mistake) when there is none."""
    try:
        root = _Builder(text, findings, first_line).build()
    except _RefusedError as refused:
        findings.add(refused.line, refused.text, refused.hint, "yaml-refused")
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        findings.add(
            first_line + (mark.line if mark else 0),
            "这里不是合法的 YAML",
            "冒号后要有空格，缩进用空格对齐，引号成对；文字里有“: ”时整个加引号",
            "yaml-broken",
        )
        return None
    if isinstance(root, Entries):
        return root
    findings.add(first_line, "这里应是“名称: 值”的各行", _SEE_GUIDE, "yaml-shape")
    return None


class _Builder:
    """Builds the tree with a stack of its own, so that depth never becomes recursion."""

    def __init__(self, text: str, findings: Findings, first_line: int) -> None:
        self._text = text
        self._findings = findings
        self._first_line = first_line
        self._open: list[tuple[bool, int, list[Node]]] = []
        self._root: Node | None = None
        self._count = 0

    def build(self) -> Node | None:
        for event in yaml.parse(self._text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent) and self._count:
                raise _RefusedError(
                    self._line(event), "文件里有第二个“---”", "一个文件只写一份 YAML"
                )
            if isinstance(event, yaml.NodeEvent):
                self._refuse(event)
                self._take(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
        return self._root

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _refuse(self, event: yaml.NodeEvent) -> None:
        line = self._line(event)
        self._count += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _RefusedError(line, "不支持 YAML 的锚点（&）和别名（*）", "请把内容直接写出来")
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(line, "不支持 YAML 的标签（!）", "以“!”开头的文字请加引号")
        if len(self._open) >= _DEEPEST or self._count > _MOST_NODES:
            raise _RefusedError(line, "YAML 层次太深或内容太多", _SEE_GUIDE)

    def _take(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.ScalarEvent):
            name_escaped(event.value, self._text, self._line(event), self._findings)
            is_plain = bool(event.implicit[0])
            self._put(Scalar(event.value.strip(), self._line(event), is_plain))
        else:
            self._open.append((isinstance(event, yaml.MappingStartEvent), self._line(event), []))

    def _close(self) -> None:
        is_mapping, line, nodes = self._open.pop()
        self._put(self._entries(nodes, line) if is_mapping else Items(tuple(nodes), line))

    def _put(self, node: Node) -> None:
        if self._open:
            self._open[-1][2].append(node)
        else:
            self._root = node

    def _entries(self, nodes: list[Node], line: int) -> Entries:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _RefusedError(key.line, "名称只能是文字", _SEE_GUIDE)
            if key.text in pairs:
                self._findings.add(
                    key.line,
                    f"“{key.text}”写了两次，第一次在第 {pairs[key.text][0].line} 行",
                    "请只留一个",
                    "duplicate-key",
                )
            else:
                pairs[key.text] = (key, value)
        return Entries(tuple(pairs.values()), line)

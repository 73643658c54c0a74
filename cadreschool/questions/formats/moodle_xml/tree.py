"""The XML of a question bank as small trees, one for each question, with their lines.

Knows what is refused before anything is read: document types (and with them every entity), depth,
sizes, numbers. Does not know what the elements mean.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cadreschool.questions.formats.decoding import Decoded
from cadreschool.questions.formats.drafting import LONGEST_QUESTION, MOST_QUESTIONS
from cadreschool.questions.formats.values import FormatError, Problem

_ROOT = "quiz"
_QUESTION = "question"
_DEEPEST = 24
_MOST_NODES = 4000
_LONGEST_TEXT = LONGEST_QUESTION
_LONGEST_FILE = 12_000_000
_MOST_ATTRIBUTES = 20
_FILES = frozenset({"file", "image_base64"})
_BUFFER = 65_536
_UNDEFINED_ENTITY = 11


@dataclass(slots=True)
class Node:
    """One element, its line, and what stands in it: elements and text."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    source: str = ""

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the elements straight inside that have one of these names."""
        for child in self.children:
            if isinstance(child, Node) and child.name in names:
                yield child

    def first(self, *names: str) -> Node | None:
        """Return the first of them."""
        return next(self.all(*names), None)

    @property
    def content(self) -> str:
        """Return the text; elements in it are HTML that somebody forgot to wrap."""
        if all(isinstance(child, str) for child in self.children):
            return "".join(map(str, self.children))
        return "".join(
            html.escape(child, quote=False) if isinstance(child, str) else child.markup
            for child in self.children
        )

    @property
    def markup(self) -> str:
        """Return the element as HTML."""
        pairs = (f' {name}="{html.escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{''.join(pairs)}>{self.content}</{self.name}>"

    def text(self, *path: str) -> str:
        """Return the text at the end of a path, without space around it; "" where nothing is."""
        node: Node | None = self
        for name in path:
            node = node.first(name) if node else None
        return node.content.strip() if node else ""


@dataclass(slots=True)
class _Builder:
    """Builds the questions while the parser reads; raises FormatError at the first limit."""

    data: bytes
    parser: expat.XMLParserType
    questions: list[Node] = field(default_factory=list)
    _open: list[Node] = field(default_factory=list)
    _depth: int = 0
    _nodes: int = 0
    _length: int = 0
    _start: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._depth += 1
        if self._depth == 1 and name != _ROOT:
            raise FormatError(f"这不是 Moodle XML：开头是 <{name[:20]}>，应为 <{_ROOT}>。")
        if self._depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise FormatError(f"第 {self.parser.CurrentLineNumber} 行的标签嵌套太深或属性太多。")
        if not self._open and name != _QUESTION:
            return
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            raise FormatError(f"第 {self.parser.CurrentLineNumber} 行所在的题有太多标签。")
        node = Node(name, self.parser.CurrentLineNumber, dict(attributes))
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._start, self._nodes = self.parser.CurrentByteIndex, 0
        self._open.append(node)
        self._length = 0

    def end(self, name: str) -> None:  # noqa: ARG002 -- the parser has checked the pairs
        """Close an element."""
        self._depth -= 1
        if not self._open:
            return
        node = self._open.pop()
        self._length = 0
        if not self._open:
            raw = self.data[self._start : min(self.parser.CurrentByteIndex, self._start + 12_000)]
            node.source = raw.decode(errors="ignore")
            self.questions.append(node)
            if len(self.questions) > MOST_QUESTIONS:
                raise FormatError(f"文件里的题超过 {MOST_QUESTIONS} 道，请分成几个文件再导入。")

    def add(self, text: str) -> None:
        """Add text to the open element."""
        if not self._open:
            return
        self._length += len(text)
        if self._length > (_LONGEST_FILE if self._open[-1].name in _FILES else _LONGEST_TEXT):
            raise FormatError(
                f"第 {self._open[-1].line} 行的 <{self._open[-1].name}> 太长，请检查这道题。"
            )
        self._open[-1].children.append(text)


def _refuse_document_type(*_: object) -> None:
    raise FormatError("文件里有 DOCTYPE 声明，可能有害，不读。请用 Moodle 重新导出，或删去这一行。")


def questions_of(decoded: Decoded) -> tuple[list[Node], tuple[Problem, ...]]:
    """Return the questions, and where the file stopped being XML, if it did."""
    data = decoded.text.lstrip().encode()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = _BUFFER
    builder = _Builder(data, parser)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.add
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.EntityDeclHandler = _refuse_document_type
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- the parser takes no names
    except expat.ExpatError as error:
        if not builder.questions and b"<quiz" not in data[:2000]:
            raise FormatError(
                "这不是 Moodle XML 文件。请在 Moodle 里按“Moodle XML 格式”导出。"
            ) from None
        return builder.questions, (_problem(error),)
    return builder.questions, ()


def _problem(error: expat.ExpatError) -> Problem:
    """Say where the file stops being XML, counting the lines that were left out at the start."""
    hint = "请用 Moodle 重新导出；手工改过的，请检查标签是否成对"
    if error.code == _UNDEFINED_ENTITY:
        hint = "像 &nbsp; 这样的写法要放在 <![CDATA[ ]]> 里面"
    return Problem(f"第 {error.lineno} 行", "从这里起不是合法的 XML，后面的没有读", hint)

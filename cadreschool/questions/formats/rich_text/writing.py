"""The tree as Markdown: paragraphs, lists, tables, marks inside lines.

Knows our Markdown. What it cannot show is written as words and noted in `lost`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from cadreschool.questions.formats.marks import escaped_inside, guarded
from cadreschool.questions.formats.rich_text.tables import Cell, Table, rows_of
from cadreschool.questions.formats.rich_text.tree import Element, words_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt"})
_TABLES = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
BLOCK_TAGS = (
    _HEADINGS | _TABLES | {"blockquote", "dd", "div", "dl", "hr", "li", "ol", "p", "pre", "ul"}
)
_MARKS = {"b": "**", "i": "*", "u": "*"}
_MARK_AT_END = re.compile(r"(?<![\\*])\*{1,3}$")
_MARK_AT_START = re.compile(r"\*{1,3}(?!\*)")
_MARKED = ("*", "- ", "> ", "|", "`")
_BREAK = "<br>"
_EDGES = re.compile(r"^((?:\s|<br>)*)(.*?)((?:\s|<br>)*)$", re.DOTALL)
_BREAKS_AROUND = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
_SPACES = re.compile(r" {2,}")
_NO_BREAK_SPACE = "\u00a0"
_LONGEST_TAGGED = 60
_GAP = "＿＿＿"
_FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_MOST_COLUMNS = 20
FindPicture = Callable[[str, str], str | None]


class Writer:
    """Writes one text; `lost` tells what could not be kept."""

    def __init__(self, find_picture: FindPicture) -> None:
        self.lost: dict[str, None] = {}
        self._find_picture = find_picture

    def write(self, root: Element, *, inside: bool) -> str:
        """Write a whole text."""
        if inside:
            return guarded(self._in_one_line(root.children))
        return "\n\n".join(self._blocks(root.children))

    def _lose(self, what: str) -> None:
        self.lost[what] = None

    # -- blocks ---------------------------------------------------------------------------------

    def _blocks(self, children: Iterable[Element | str]) -> Iterator[str]:
        """Write children as blocks; what stands in no block makes paragraphs."""
        run: list[Element | str] = []
        for child in children:
            if not _is_block(child):
                run.append(child)
                continue
            yield from self._paragraph(run)
            run = []
            if isinstance(child, Element):
                yield from self._block(child)
        yield from self._paragraph(run)

    def _paragraph(self, run: Iterable[Element | str]) -> Iterator[str]:
        text = _trimmed(self._inline(run))
        if text:
            yield guarded(text)

    def _block(self, element: Element) -> Iterator[str]:
        match element.name:
            case "ul" | "ol":
                lines = list(self._list(element, ""))
                yield from ["\n".join(lines)] if lines else []
            case "table":
                yield from self._table(element)
            case "pre":
                yield _code(words_of(element))
            case "blockquote":
                text = "\n\n".join(self._blocks(element.children))
                yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            case "hr":
                yield "---"
            case name if name in _HEADINGS:
                text = _trimmed(self._inline(element.children, within="b"))
                yield from [f"**{text}**"] if text else []
            case name if name in _MARKS:
                for block in self._blocks(element.children):
                    is_marked = "\n" in block or "**" in block or block.startswith(_MARKED)
                    mark = "" if is_marked else _MARKS[name]
                    yield f"{mark}{block}{mark}"
            case _:
                yield from self._blocks(element.children)

    def _list(self, element: Element, indent: str) -> Iterator[str]:
        number = 0
        for item in _items(element):
            number += 1
            marker = "-" if element.name == "ul" else f"{number}."
            lists = [one for one in item.children if _is_list(one)]
            rest = [one for one in item.children if not _is_list(one)]
            if item.name in {"ul", "ol"}:  # a list straight inside a list
                number -= 1
                lists, rest = [item], []
            text = self._in_one_line(rest)
            if text or not lists:
                yield f"{indent}{marker} {guarded(text)}".rstrip()
            for inner in lists:
                if isinstance(inner, Element):
                    yield from self._list(inner, indent + "  ")

    def _table(self, element: Element) -> Iterator[str]:
        table = Table(rows_of(element, self._cell))
        if not table.rows:
            return
        if table.width > _MOST_COLUMNS:
            self._lose(f"超过 {_MOST_COLUMNS} 列的表格（改成了文字）")
            yield from ("　".join(filter(None, row)) for row in table.rows)
            return
        if table.has_spans:
            self._lose("合并的单元格（已拆开）")
        yield table.markdown()

    def _cell(self, element: Element) -> Cell:
        return Cell(self._in_one_line(element.children).replace("|", r"\|"), element.attributes)

    def _in_one_line(self, children: Iterable[Element | str]) -> str:
        """Write children without blocks: paragraphs and items become lines of one paragraph."""
        lines: list[str] = []
        run: list[Element | str] = []
        for child in children:
            if isinstance(child, Element) and _is_block(child):
                lines.append(self._inline(run))
                lines += self._lines_of(child)
                run = []
            else:
                run.append(child)
        lines.append(self._inline(run))
        return _BREAK.join(filter(None, map(_trimmed, lines)))

    def _lines_of(self, block: Element) -> Iterator[str]:
        match block.name:
            case "table":
                self._lose("选项或单元格里的表格（改成了文字）")
                for row in rows_of(block, self._cell):
                    yield "　".join(cell.text for cell in row)
            case "ul" | "ol":
                for item in _items(block):
                    yield f"• {self._in_one_line(item.children)}"
            case "hr":
                return
            case _:
                yield self._in_one_line(block.children)

    # -- inside lines ---------------------------------------------------------------------------

    def _inline(self, children: Iterable[Element | str], within: str = "") -> str:
        """Write marks and text; `within` names the marks that are open already."""
        text = ""
        for child in children:
            if isinstance(child, str):
                text += escaped_inside(child)
                continue
            if child.name == "a" and text.endswith("!"):
                text = f"{text[:-1]}\\!"  # or the link would be a picture
            text = _put_together(text, self._mark(child, within))
        return text.replace(_NO_BREAK_SPACE, " ")

    def _mark(self, element: Element, within: str) -> str:
        match element.name:
            case "br":
                text = _BREAK
            case "img":
                text = self._picture(element)
            case "b" | "i" | "u":
                text = self._emphasis(element, within)
            case "a":
                text = self._link(element, within)
            case "sub" | "sup" | "kbd" | "code":
                text = _literal(element) or self._inline(element.children, within)
            case name:
                if name == "s":
                    self._lose("删除线")
                text = self._inline(element.children, within)
        return text

    def _emphasis(self, element: Element, within: str) -> str:
        if element.name == "u" and not words_of(element).strip():
            return _GAP if words_of(element) else ""  # a line to write on
        mark = _MARKS[element.name]
        text = self._inline(element.children, within + element.name)
        found = _EDGES.fullmatch(text)
        if found is None or not found[2] or any(_MARKS[one] == mark for one in within):
            return text
        return f"{found[1]}{mark}{found[2]}{mark}{found[3]}"

    def _link(self, element: Element, within: str) -> str:
        text = self._inline(element.children, within)
        words = words_of(element).strip()
        address = quote(element.attributes.get("href", ""), safe=":/?#@!$&'*+,;=%~-._")
        if not words or not address or address == words:
            return text
        if address.startswith("https://") and "a" not in within:
            return f"[{_trimmed(text)}]({address})" if "](" not in text else text
        if address.startswith("http://"):
            return f"{text}（{escaped_inside(address)}）"
        self._lose("指向别处文件的链接")
        return text

    def _picture(self, element: Element) -> str:
        source = element.attributes.get("src", "")
        alternative = " ".join(element.attributes.get("alt", "").split())
        found = self._find_picture(source, alternative)
        if found is None:
            self._lose(f"图片（{source[:60] or '没有地址'}）")
            return escaped_inside(alternative)
        return found


def _put_together(text: str, piece: str) -> str:
    """Write one piece behind another; marks that meet become one, or are kept apart."""
    end, start = _MARK_AT_END.search(text), _MARK_AT_START.match(piece)
    if not end or not start:
        return text + piece
    if end[0] == start[0]:
        return text.removesuffix(end[0]) + piece.removeprefix(start[0])
    return f"{text} {piece}"


def _literal(element: Element) -> str:
    """Write an element whose text has no marks; nothing when its text cannot stand there."""
    text = words_of(element)
    if element.name == "code":
        return f"`{text}`" if text.strip() and "`" not in text and "\n" not in text else ""
    text = text.strip()
    may = text and len(text) <= _LONGEST_TAGGED and not set(text) & set("<>&\n*`\\[")
    return f"<{element.name}>{text}</{element.name}>" if may else ""


def _is_block(child: Element | str) -> bool:
    """Tell whether a child ends the line, because of itself or of what it holds."""
    if isinstance(child, str):
        return False
    return child.name in BLOCK_TAGS or any(map(_is_block, child.children))


def _items(element: Element) -> Iterator[Element]:
    """Return the items of a list; what stands in none is one."""
    for child in element.children:
        if isinstance(child, Element) and child.name in {"li", "ul", "ol"}:
            yield child
        elif not isinstance(child, str) or child.strip():
            yield Element("li", {}, [child])


def _is_list(child: Element | str) -> bool:
    return isinstance(child, Element) and child.name in {"ul", "ol"}


def _trimmed(text: str) -> str:
    """Drop spaces and breaks at both ends, and fold spaces."""
    return _SPACES.sub(" ", _BREAKS_AROUND.sub("", text))


def _code(text: str) -> str:
    """Write a block of code with a fence that nothing inside closes."""
    longest = max((len(found) for found in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    lines = text.strip("\n")
    return f"{fence}\n{lines}\n{fence}"

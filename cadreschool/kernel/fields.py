"""Reading the entries of a YAML mapping as text, numbers, days and lists, with good complaints.

Knows types and how to say what is missing, wrong or unknown. Does not know which keys exist: each
reader asks for its own, and whatever was never asked for is reported by `finish`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.yaml_tree import Entries, Items, Node, Scalar

IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_IDENTIFIER = 60
_WHOLE = re.compile(r"[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date | None:
    """Read a day written 2026-11-22; None for anything else."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_identifier(text: str) -> bool:
    """Tell whether a text may be an id: small letters, digits, single hyphens."""
    return len(text) <= _LONGEST_IDENTIFIER and bool(IDENTIFIER.fullmatch(text))


class Fields:
    """The entries of one mapping; every reading method collects its own mistakes."""

    def __init__(self, entries: Entries, findings: Findings) -> None:
        self._pairs = {key.text: (key, value) for key, value in entries.pairs}
        self._asked: list[str] = []
        self._start = entries.line
        self._findings = findings

    def line(self, name: str) -> int:
        """Return the line of an entry, or of the mapping when it is missing."""
        return self._pairs[name][0].line if name in self._pairs else self._start

    def node(self, name: str, *, optional: bool = False) -> Node | None:
        """Return the value of an entry; None when missing or empty."""
        self._asked.append(name)
        value = self._pairs[name][1] if name in self._pairs else None
        if value is None or (isinstance(value, Scalar) and value.is_null):
            if not optional:
                self._complain(name, f"缺少“{name}”", "请补上这一行", "missing-key")
            return None
        return value

    def text(self, name: str, *, longest: int = 200, optional: bool = False) -> str:
        """Read text; empty when missing or wrong."""
        value = self.node(name, optional=optional)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self._complain(
                name, f"“{name}”应是一段文字", "请写在同一行，不要写成列表", "wrong-type"
            )
            return ""
        text = " ".join(value.text.split())
        if not text and not optional:
            self._complain(name, f"“{name}”是空的", "请填写内容", "missing-key")
        if len(text) > longest:
            self._complain(name, f"“{name}”超过 {longest} 字", "请写得短些", "too-long")
        return text

    def identifier(self, name: str) -> str:
        """Read an id."""
        text = self.text(name)
        if text and not is_identifier(text):
            self._complain(
                name, f"“{name}: {text}”不能作编号", "只用小写字母、数字和单个连字符", "bad-id"
            )
        return text

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """Read one of a few words."""
        text = self.text(name)
        if text and text not in allowed:
            self._complain(
                name, f"“{name}: {text}”不在可选范围内", f"可选：{'、'.join(allowed)}", "bad-value"
            )
        return text

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Read a whole number between two bounds."""
        text = self.text(name)
        number = int(text) if _WHOLE.fullmatch(text) else None
        if text and (number is None or not low <= number <= high):
            self._complain(
                name, f"“{name}: {text}”不对", f"请写 {low} 到 {high} 的整数", "bad-value"
            )
        return number

    def decimal(self, name: str, low: int, high: int) -> Decimal | None:
        """Read a decimal number between two bounds."""
        text = self.text(name)
        number = Decimal(text) if _DECIMAL.fullmatch(text) else None
        if text and (number is None or not low <= number <= high):
            self._complain(
                name, f"“{name}: {text}”不对", f"请写 {low} 到 {high} 的数，如 2.5", "bad-value"
            )
        return number

    def day(self, name: str, *, optional: bool = False) -> date | None:
        """Read a day."""
        text = self.text(name, optional=optional)
        day = read_day(text)
        if text and day is None:
            self._complain(name, f"“{name}: {text}”不是日期", "请写成 2026-11-22", "bad-value")
        return day

    def texts(self, name: str, *, optional: bool = False) -> tuple[str, ...]:
        """Read a list of texts, each at most once; a single text counts as a list of one."""
        value = self.node(name, optional=optional)
        if value is None:
            return ()
        nodes = value.nodes if isinstance(value, Items) else (value,)
        texts = [" ".join(n.text.split()) for n in nodes if isinstance(n, Scalar) and n.text]
        if len(texts) != len(nodes) or not (texts or optional):
            self._complain(name, f"“{name}”应是列表", f"请写成 {name}: [甲, 乙]", "wrong-type")
        for text in {t for t in texts if texts.count(t) > 1}:
            self._complain(name, f"“{name}”里“{text}”重复", "请只留一个", "duplicate-value")
        return tuple(dict.fromkeys(texts))

    def items(self, name: str, *, optional: bool = False) -> tuple[Entries, ...]:
        """Read a list of mappings."""
        value = self.node(name, optional=optional)
        nodes = value.nodes if isinstance(value, Items) else ()
        found = tuple(node for node in nodes if isinstance(node, Entries))
        if value is not None and (len(found) != len(nodes) or not found):
            self._complain(
                name, f"“{name}”应是列表，每项写几个“名称: 值”", "每项以“- ”开头", "wrong-type"
            )
        return found

    def entries(self, name: str, *, optional: bool = False) -> Entries | None:
        """Read a mapping."""
        value = self.node(name, optional=optional)
        if value is None or isinstance(value, Entries):
            return value
        self._complain(name, f"“{name}”下面应是“名称: 值”的各行", "请缩进两格", "wrong-type")
        return None

    def finish(self) -> None:
        """Report every entry that nobody asked for."""
        for name, (key, _) in self._pairs.items():
            if name not in self._asked:
                near = get_close_matches(name, self._asked, 1)
                hint = f"是不是“{near[0]}”？" if near else f"可用：{'、'.join(self._asked)}"
                self._findings.add(key.line, f"不认识的“{name}”", hint, "unknown-key")

    def _complain(self, name: str, text: str, hint: str, rule: str) -> None:
        self._findings.add(self.line(name), text, hint, rule)

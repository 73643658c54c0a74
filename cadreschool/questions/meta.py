"""The named lines under a question's heading: 能力, 难度, 依据, 有效; in a bank also 单元.

Knows how each is written. Does not know whether the competencies and laws exist.
"""

from __future__ import annotations

import re
from datetime import date

from cadreschool.kernel.fields import read_day
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.prose import ProseLine
from cadreschool.laws.citations import CITATION, BrokenCitation, Citation, find_citations

META_LINE = re.compile(r"\s*([^\s:：]{1,8})\s*[:：]\s*(.*)")
META_NAMES = ("能力", "难度", "依据", "有效", "单元")
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_VALID = re.compile(r"(?:([0-9-]{10}))?\s*(?:至|起)\s*(?:([0-9-]{10}))?")
_HARDEST = 3
_LONGEST_UNIT = 10


class Meta:
    """What the named lines say; each method notes its own mistakes."""

    def __init__(self, findings: Findings, line: int, *, in_bank: bool = False) -> None:
        self._findings = findings
        self._line = line
        self._in_bank = in_bank
        self.unit = ""
        self.competencies: tuple[str, ...] = ()
        self.difficulty = 0
        self.citations: tuple[Citation, ...] = ()
        self.valid_from: date | None = None
        self.valid_to: date | None = None

    def read(self, lines: tuple[ProseLine, ...]) -> None:
        """Read all named lines."""
        readers = {
            "能力": self._read_competencies,
            "难度": self._read_difficulty,
            "依据": self._read_grounds,
            "有效": self._read_validity,
            "单元": self._read_unit,
        }
        seen: set[str] = set()
        for line in lines:
            found = META_LINE.fullmatch(line.text)
            name, value = (found[1], found[2].strip()) if found else ("", "")
            if name in seen:
                self._findings.add(line.number, f"“{name}”写了两行", "请合成一行", "duplicate-key")
            seen.add(name)
            readers[name](line.number, value)
        for name in ("能力", "难度"):
            if name not in seen:
                self._findings.add(
                    self._line, f"题目缺少“{name}”", f"在标题下一行写“{name}：…”", "missing-key"
                )

    def _read_competencies(self, line: int, value: str) -> None:
        self.competencies = tuple(dict.fromkeys(filter(None, _SEPARATORS.split(value))))
        if not self.competencies:
            self._findings.add(line, "“能力”是空的", "写能力编号，如 able", "missing-key")

    def _read_difficulty(self, line: int, value: str) -> None:
        self.difficulty = int(value) if value in {"1", "2", "3"} else 0
        if not self.difficulty:
            self._findings.add(line, f"难度“{value}”不对", f"写 1 到 {_HARDEST}", "bad-value")

    def _read_unit(self, line: int, value: str) -> None:
        self.unit = value
        if not self._in_bank:
            self._findings.add(line, "课里的题不写“单元”", "删去这一行，单元随课程", "bad-meta")
        elif not 0 < len(value) <= _LONGEST_UNIT or _SEPARATORS.search(value):
            self._findings.add(line, f"单元“{value[:20]}”不对", "写单元号，如 A1", "bad-value")

    def _read_grounds(self, line: int, value: str) -> None:
        found = list(find_citations(value, line))
        self.citations = tuple(c for c in found if isinstance(c, Citation))
        rest = _SEPARATORS.sub("", CITATION.sub("", value))
        if rest or not found:
            self._findings.add(
                line, "“依据”里有不是引用的文字", "只写引用，如 [[工会法#22]]", "bad-grounds"
            )
        for broken in found:
            if isinstance(broken, BrokenCitation):
                self._findings.add(
                    line, f"引用“{broken.text}”写法不对", "写成 [[工会法#22]]", "bad-citation"
                )

    def _read_validity(self, line: int, value: str) -> None:
        found = _VALID.fullmatch(value)
        days = [read_day(text) if text else None for text in (found.groups() if found else ())]
        wrong = found is None or any(
            text and day is None for text, day in zip(found.groups(), days, strict=True)
        )
        if not wrong and any(days):
            self.valid_from, self.valid_to = days
            wrong = None not in days and days[0] > days[1]  # type: ignore[operator]
        if wrong or not any(days):
            self._findings.add(
                line, f"有效期“{value}”不对", "写成 2026-01-01 至 2027-01-01", "bad-value"
            )

"""Formats other programs write questions in: each module or folder reads one, and may write it.

Reading is pure: bytes in, `Reading` out; what cannot be read becomes a problem with its place.
Nothing here knows banks, files on disk or the database. Here is THE table of formats, and how a
file's own is found: by what it holds where that tells, else by the ending of its name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import PurePath
from typing import Any

from cadreschool.kernel.mistakes import visible
from cadreschool.questions.formats.values import FormatError, Reading, Written
from cadreschool.questions.values import Question

_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADING = re.compile(r"^##[ \t\u3000]+\S", re.MULTILINE)
_ANSWER = re.compile(r"^\s*(?:ANSWER|答案|正确答案)\s*[:：]", re.MULTILINE | re.IGNORECASE)
_BRACE = re.compile(r"(?<!\\)[{｛]")
_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `extensions` are the endings of its files, the first that of one we write.

    `has_columns` where headings are read and may be corrected; some hold more than the questions.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    has_columns: bool = False
    holds_pictures: bool = False
    holds_units: bool = False

    def read(self, data: bytes, name: str, mapping: Mapping[str, str] | None = None) -> Reading:
        """Read a file; raises FormatError when it is none of this format."""
        more = (mapping,) if self.has_columns else ()
        reading: Reading = self._module.read(data, name, *more)
        return reading

    def write(
        self,
        questions: Sequence[Question],
        *,
        pictures: Mapping[str, bytes] | None = None,
        units: Mapping[str, str] | None = None,
    ) -> Written:
        """Write questions, and name what does not go in.

        `pictures` are those they show {name: bytes}, `units` those they belong to {id: unit}.
        """
        more: dict[str, object] = {"pictures": pictures} if self.holds_pictures else {}
        more |= {"units": units} if self.holds_units else {}
        written: Written = self._module.write(questions, **more)
        return written

    @property
    def fields(self) -> Mapping[str, str]:
        """Return what a column may be: {field: its name}; nothing for what has no columns."""
        found: Mapping[str, str] = self._module.FIELDS if self.has_columns else {}
        return found

    @property
    def _module(self) -> Any:  # noqa: ANN401 -- a module of this package, named in the table
        return import_module(f"{__name__}.{self.name}")


FORMATS = (
    Format("native", "Markdown", (".md",)),
    Format("gift", "GIFT", (".gift",), holds_units=True),
    Format("aiken", "Aiken", (".aiken",)),
    Format("moodle_xml", "Moodle XML", (".xml",), holds_pictures=True, holds_units=True),
    Format(
        "tables",
        "Excel 表格",
        (".xlsx", ".csv", ".tsv"),
        has_columns=True,
        holds_units=True,
    ),
    Format("docx", "Word 文档", (".docx",)),
)


def format_named(name: str) -> Format | None:
    """Return a format by its name."""
    return next((one for one in FORMATS if one.name == name), None)


def format_ending(name: str) -> Format | None:
    """Return the format that a file's name ends like."""
    ending = PurePath(name).suffix.lower()
    return next((one for one in FORMATS if ending in one.extensions), None)


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a file; raises FormatError when it looks like none."""
    if data.startswith(_OLD_OFFICE):
        raise FormatError(
            "这是旧的 .doc 或 .xls 格式，或加了密码；请另存为不加密码的 .docx、.xlsx。"
        )
    guess = _by_content(name, data)
    found = format_named(guess) if guess else format_ending(name)
    if found is None:
        endings = "、".join(one for f in FORMATS for one in f.extensions)
        raise FormatError(f"看不出这是哪一种题库文件。可以导入：{endings}、.txt。")
    return found


def _by_content(name: str, data: bytes) -> str:
    """Tell what a file holds; nothing where only its name can tell."""
    known = format_ending(name)
    if data.startswith(_ARCHIVE):
        return _of_archive(data)
    text = data[:_LOOKED_AT].decode("utf-8", errors="replace").lstrip("\ufeff").lstrip()
    if text.startswith("<"):
        return "moodle_xml"
    if known is not None:
        return known.name
    if _HEADING.search(text):
        return "native"
    if _BRACE.search(text):
        return "gift"
    return "aiken" if _ANSWER.search(text) else ""


def _of_archive(data: bytes) -> str:
    """Tell a document from a workbook; any other archive is refused, and one that climbs out."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise FormatError("文件已损坏，打不开。请重新保存一次再导入。") from error
    for name in names:
        if ".." in PurePath(name.replace("\\", "/")).parts or name.startswith(("/", "\\")):
            raise FormatError(f"文件里有指向外面的路径“{visible(name)[:60]}”，没有打开。")
    for member, found in (("word/document.xml", "docx"), ("xl/workbook.xml", "tables")):
        if member in names:
            return found
    raise FormatError("这是压缩包，不是 .xlsx 或 .docx。请解开以后，把里面的题库文件分别导入。")

"""The members of a .docx file, looked at before anything is unpacked.

Knows archives that unpack to more than they seem and names that climb out; nothing is ever written
to disk. Does not know what the members mean.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from cadreschool.questions.formats.values import FormatError

MOST_BYTES = 20 * 1024 * 1024
_MIB = 1024 * 1024
_MEMBERS = 3000
_UNPACKED = 120 * _MIB
_RATIO = 200
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_NOT_WORD = "这不是 Word 文档（.docx）：里面没有正文。"


class Archive:
    """An opened .docx file."""

    def __init__(self, data: bytes) -> None:
        """Open it; raises FormatError for what is no .docx, too large or hostile."""
        if len(data) > MOST_BYTES:
            raise FormatError(f"文件超过 {MOST_BYTES // _MIB} MB，请分成几个文件再导入。")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise FormatError("这个 .docx 文件已损坏，或者不是 Word 存出来的。") from error
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise FormatError("这个文件加了密码，请去掉密码再存一次。")
        if len(members) > _MEMBERS or sum(one.file_size for one in members) > _UNPACKED:
            raise FormatError("这个 .docx 文件展开以后太大，请只留下题目再存一次。")
        for one in members:
            if one.file_size > _MIB and one.file_size > _RATIO * max(one.compress_size, 1):
                raise FormatError("这个 .docx 文件压缩得不正常，没有打开。")
            if one.filename.startswith(("/", "\\")) or ".." in one.filename.split("/"):
                raise FormatError(f"文件里有指向外面的路径（{one.filename[:60]}），没有打开。")
        self._names = {member.filename for member in members}

    def main(self) -> bytes:
        """Return the text of the document."""
        found = self.member("word/document.xml")
        if found is None:
            raise FormatError(_NOT_WORD)
        return found

    def member(self, name: str) -> bytes | None:
        """Return a member, None where there is none."""
        if name not in self._names:
            return None
        try:
            return self._archive.read(name)
        except _BROKEN as error:
            raise FormatError("这个 .docx 文件已损坏，读到一半读不下去。") from error


def parse(data: bytes, handler: object) -> None:
    """Let a handler (`start`, `end`, `text`) see an XML member; a document type is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = handler.start  # type: ignore[attr-defined]
    parser.EndElementHandler = handler.end  # type: ignore[attr-defined]
    parser.CharacterDataHandler = handler.text  # type: ignore[attr-defined]
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- expat's signature
    except expat.ExpatError as error:
        raise FormatError(f"这个 .docx 文件已损坏（XML 第 {error.lineno} 行）。") from error
    except (LookupError, UnicodeDecodeError) as error:
        raise FormatError("这个 .docx 文件的编码认不出。") from error


def _refuse(*_declared: object) -> None:
    raise FormatError("这个 .docx 文件带有文档类型定义，没有打开。")

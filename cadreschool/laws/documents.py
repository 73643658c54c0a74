"""Files of statutes as the national law database gives them: bytes in, paragraphs out.

Knows .docx and .txt, encodings, and files that are meant to do harm: archives that unpack to more
than they seem, XML with entities of its own. Does not know what a statute is.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.statutes import Paragraph

MIB = 1024 * 1024
LARGEST = 8 * MIB
"""The longest code has a third of a MiB of text; a .docx of it less."""
_MEMBERS = 1000
_UNPACKED = 64 * MIB
_LARGEST_BODY = 32 * MIB
_RATIO = 200
_MOST_PARAGRAPHS = 50_000
_BODY = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_OLD_WORD = bytes.fromhex("d0cf11e0")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HINT = "请从国家法律法规数据库重新下载这个文件"


class DocumentError(Exception):
    """A file that cannot be read at all."""


def read_paragraphs(data: bytes, findings: Findings) -> list[Paragraph]:
    """Return the paragraphs of a .docx or .txt file; nothing, and a mistake, when it is neither."""
    if len(data) > LARGEST:
        findings.add(1, f"文件超过 {LARGEST // MIB} MB", _HINT, "statute-file")
        return []
    if data.startswith(_OLD_WORD):
        said = "这是旧的 .doc 格式，或加了密码的文件"
        findings.add(1, said, "请另存为不加密码的 .docx", "statute-file")
        return []
    try:
        texts = _word_paragraphs(data) if data.startswith(b"PK") else _lines(data)
        found = [Paragraph(number, text) for number, text in enumerate(texts, start=1)]
    except DocumentError as error:
        findings.add(1, str(error), _HINT, "statute-file")
        return []
    if len(found) > _MOST_PARAGRAPHS:
        findings.add(1, f"文件有 {len(found)} 段，不像一部法律", _HINT, "statute-file")
        return []
    return found


def _lines(data: bytes) -> list[str]:
    """Decode a text file: UTF-8, UTF-16 with its mark, or GB18030, which holds GBK and GB2312."""
    marked = next((name for mark, name in _ENCODINGS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.splitlines()
    raise DocumentError("不是文本文件，或编码认不出")


def _word_paragraphs(data: bytes) -> list[str]:
    reader = _Reader()
    try:
        reader.read(_body(data))
    except ExpatError as error:
        raise DocumentError(f"这个 .docx 文件已损坏（XML 第 {error.lineno} 行）") from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise DocumentError("这个 .docx 文件的编码认不出") from error
    return list(reader.paragraphs())


def _body(data: bytes) -> bytes:
    """Take the text out of the archive; sizes are looked at before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise DocumentError("这个文件加了密码")
            unpacked = sum(member.file_size for member in members)
            if len(members) > _MEMBERS or unpacked > _UNPACKED:
                raise DocumentError("这个 .docx 文件展开以后太大")
            body = archive.getinfo(_BODY)
            if body.file_size > _LARGEST_BODY or (
                body.file_size > MIB and body.file_size > _RATIO * max(body.compress_size, 1)
            ):
                raise DocumentError("这个 .docx 文件压缩得不正常，没有打开")
            return archive.read(body)
    except KeyError as error:
        raise DocumentError("这不是 .docx 文件：里面没有正文") from error
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError("这个 .docx 文件已损坏") from error


class _Reader:
    """The text of word/document.xml, paragraph by paragraph; a document type is refused."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[list[str]] = []
        self._is_text = False
        self._skipping = 0

    def read(self, data: bytes) -> None:
        """Read the whole text. Entities need a document type, and no real file has one."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)  # noqa: FBT003 -- expat's signature

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs; a line that was broken by hand is one of its own."""
        for paragraph in self._done:
            yield from paragraph.split("\n")

    def _refuse(self, *_declared: Any) -> None:
        raise DocumentError("这个 .docx 文件带有文档类型定义，没有打开")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._skipping or name == _FALLBACK:
            self._skipping += 1
        elif name == f"{_WORD}p":
            self._open.append([])
        elif name == f"{_WORD}t":
            self._is_text = True
        elif self._open and name in {f"{_WORD}br", f"{_WORD}cr"}:
            self._open[-1].append("\n")
        elif self._open and name == f"{_WORD}tab":
            self._open[-1].append(" ")

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == f"{_WORD}t":
            self._is_text = False
        elif name == f"{_WORD}p" and self._open:
            self._done.append("".join(self._open.pop()))

    def _text(self, text: str) -> None:
        if self._is_text and self._open and not self._skipping:
            self._open[-1].append(text)

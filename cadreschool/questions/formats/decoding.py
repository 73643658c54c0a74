"""Bytes of a text file as text: which encoding it is in, or why it is no text.

Knows UTF-8, UTF-16 and GB18030 and what gives each away. Does not know any question format. An
encoding that was worked out is told as a problem of the file: nobody's words are changed unsaid.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from cadreschool.questions.formats.values import FormatError, Problem

WHOLE_FILE = "整个文件"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS = (
    (b"PK\x03\x04", "压缩文件或 Word、Excel 文件"),
    (b"PK\x05\x06", "空的压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文件"),
    (b"%PDF", "PDF 文件"),
    (b"\x1f\x8b", "压缩文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_LINES = 1_000_000
_ENOUGH_COMMON = 0.9
"""The share of its characters that a Chinese text has in GB 2312. A text in a Western code page
that happens to be valid GB18030 has next to none there."""
_FEWEST_ZEROS = 0.02
"""Letters, digits and line ends make at least that share of a Chinese text in UTF-16."""
_ENOUGH_ZEROS = 0.8
"""At least that share of every second byte is a zero where nearly all is Latin."""
_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GBK（GB18030）"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with plain line ends, and what had to be worked out."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, *, most: int) -> Decoded:
    """Turn a file into text; raises FormatError for what is no text or larger than `most`."""
    if len(data) > most:
        raise FormatError(
            f"文件有 {len(data) // 1024 // 1024 + 1} MB，超过 {most // 1024 // 1024} MB。"
            "请分成几个文件再导入。"
        )
    for start, name in _OTHERS:
        if data.startswith(start):
            raise FormatError(f"这是{name}，不是文本文件。请选对文件，或另存为文本再导入。")
    encoding, text = _decoded(data)
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        if control[0] == "\0":
            raise FormatError(
                f"第 {line} 行有一个看不见的空字符（NUL），文件多半在传送或转存时损坏了。"
                "请删去它，或从原来的地方重新导出，再导入。"
            )
        raise FormatError(f"第 {line} 行有控制字符，这不是文本文件。请选对文件再导入。")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > _MOST_LINES:
        raise FormatError(f"文件超过 {_MOST_LINES} 行，请分成几个文件再导入。")
    if encoding == "utf-8":
        return Decoded(text)
    problem = Problem(
        WHOLE_FILE,
        f"文件的编码是 {_NAMES[encoding]}，已经转换",
        "请看一看文字对不对；不对就把文件另存为 UTF-8 再导入",
    )
    return Decoded(text, (problem,))


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the encoding and the text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, _strictly(data[len(mark) :], name)
    wide = _wide_encoding(data)
    if wide:
        return wide, _strictly(data, wide)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _is_common_chinese(text):
        raise FormatError(
            f"第 {line} 行有读不出的文字，文件不是 UTF-8，也不是 GBK。请另存为 UTF-8 再导入。"
        )
    return "gb18030", text


def _strictly(data: bytes, encoding: str) -> str:
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise FormatError("读不出文件的编码。请用编辑器另存为 UTF-8 再导入。")


def _wide_encoding(data: bytes) -> str:
    """Tell UTF-16 without a mark by the zeros of its Latin letters and line ends."""
    if b"\0" not in data or len(data) % 2:
        return ""
    little, big = data[1::2].count(0), data[0::2].count(0)
    if min(little, big) or max(little, big) < len(data) * _FEWEST_ZEROS:
        return ""
    encoding = "utf-16-le" if little else "utf-16-be"
    text = data.decode(encoding, errors="replace")
    # Else it is a stray NUL in a text of bytes: taken two by two they are no words.
    is_latin = max(little, big) > len(data) // 2 * _ENOUGH_ZEROS
    return encoding if is_latin or _is_common_chinese(text) else ""


def _is_common_chinese(text: str) -> bool:
    wide = [character for character in text if ord(character) > 0x7F]  # noqa: PLR2004 -- ASCII ends here
    common = sum(_is_common(character) for character in wide)
    return bool(wide) and common >= _ENOUGH_COMMON * len(wide)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True

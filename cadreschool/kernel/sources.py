"""Text files that authors write: bytes in, lines out, and one canonical form.

Knows encodings, line ends, and characters that must not hide in a text. Does not know what the
text means.

Canonical is: UTF-8 without byte order mark, Unicode NFC, line feeds alone, exactly one at the end.
NFC and not NFKC, since NFKC would turn the author's “（一）” and “①” into something else; NFC only
joins two encodings of the same visible character (compatibility ideographs from PDF files).
"""

from __future__ import annotations

import re
import unicodedata

from cadreschool.kernel.mistakes import Findings

LARGEST_TEXT = 256 * 1024
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\uf8ff\ufeff\ufff9-\ufffd]"
)
"""Controls, zero width and direction marks, private use (bullets of Word), replacement signs; and
halves of characters, which no file holds but a YAML escape makes."""
_MARK = "\ufeff"
_FENCE = "---"


def canonical_text(data: bytes) -> bytes:
    """Return the canonical form of a text file; what is not UTF-8 stays as it is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    text = unicodedata.normalize("NFC", text.lstrip(_MARK))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text.rstrip("\n") + "\n").encode()


def read_text(data: bytes, findings: Findings, largest: int = LARGEST_TEXT) -> str | None:
    """Decode a text file; None when it cannot be read at all."""
    if len(data) > largest:
        findings.add(
            1,
            f"文件有 {len(data) // 1024} KB，超过 {largest // 1024} KB",
            "请拆成几份，或删去多余内容",
            "file-too-large",
        )
        return None
    try:
        text = canonical_text(data).decode("utf-8")
    except UnicodeDecodeError as error:
        findings.add(
            data.count(b"\n", 0, error.start) + 1,
            "文件不是 UTF-8 编码",
            "请用编辑器“另存为”，编码选择 UTF-8",
            "not-utf8",
        )
        return None
    for found in _HIDDEN.finditer(text):
        _name_hidden(found[0], text.count("\n", 0, found.start()) + 1, findings)
    return text


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Cut a text below the lines between two ---: (those lines, the rest, where it begins)."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        return None
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :]), end + 2


def name_escaped(value: str, source: str, line: int, findings: Findings) -> None:
    """Name the characters that hide in a value though not in the file: an escape made them."""
    for character in dict.fromkeys(_HIDDEN.findall(value)):
        if character not in source:
            _name_hidden(character, line, findings)


def _name_hidden(character: str, line: int, findings: Findings) -> None:
    findings.add(
        line,
        f"有看不见的字符 U+{ord(character):04X}",
        "请删去这个字符，多半是从网页或文档里一起复制来的",
        "hidden-character",
    )

"""Pictures in a file: embedded ones are kept under a name of ours, others are told.

Knows which kinds of pictures lessons may have. Does not decode pixels: whoever stores them does.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from cadreschool.questions.formats.drafting import Draft
from cadreschool.questions.formats.moodle_xml.tree import Node
from cadreschool.questions.formats.values import Picture

PLUGIN_FILE = "@@PLUGINFILE@@/"
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,", re.IGNORECASE)
_IN_MARKDOWN = re.compile(r"!\[([^\[\]\n]{0,300})\]\(@@PLUGINFILE@@/([^()\s]{1,300})\)")
_SPACE = re.compile(r"\s+")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NOT_IN_WORDS = re.compile(r"[\[\]()\\`*<>\n]+")
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:png|jpg|jpeg|webp)")
_LARGEST = 8 * 1024 * 1024
_LONGEST_NAME = 40
_UNNAMED = "题中的图"


@dataclass(slots=True)
class Album:
    """All pictures of one file: two with one name and different content get two names."""

    _kept: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, data: bytes, draft: Draft) -> str | None:
        """Keep a picture for a question; return its name, None after saying why not."""
        kind = _kind_of(data)
        if kind is None or len(data) > _LARGEST:
            why = "不是 PNG、JPEG 或 WebP" if kind is None else "超过 8 MB"
            draft.note(f"图片“{name[:60]}”没有读进来：{why}", "请转换以后，导入后再补上")
            return None
        digest = hashlib.sha256(data).hexdigest()
        ours = self._named(name.lower(), kind, digest)
        if not any(picture.name == ours for picture in draft.pictures):
            draft.pictures.append(Picture(ours, data))
        return ours

    def _named(self, name: str, kind: str, digest: str) -> str:
        """Return a name that lessons may use, the same for the same picture."""
        if _NAME.fullmatch(name) and self._kept.setdefault(name, digest) == digest:
            return name
        stem = _NOT_IN_NAMES.sub("-", name.rpartition(".")[0] or name).strip("-")[:_LONGEST_NAME]
        made = f"{stem.strip('-') or 'picture'}-{digest[:8]}.{kind}"
        self._kept[made] = digest
        return made


class Finder:
    """Finds the pictures of one text: among the files beside it, or inside it."""

    def __init__(self, album: Album, draft: Draft, holders: Iterable[Node]) -> None:
        self._album = album
        self._draft = draft
        self._files = {
            unquote(file.attributes.get("name", "")): file
            for holder in holders
            for file in holder.all("file")
        }

    def find(self, source: str, alternative: str) -> str | None:
        """Return a picture as Markdown; None when it is not in the file."""
        if source.startswith(PLUGIN_FILE):
            name = unquote(source.removeprefix(PLUGIN_FILE)).partition("?")[0]
            file = self._files.get(name)
            data = _decoded(file.content) if file else None
        else:
            found = _DATA.match(source)
            name, data = "picture", _decoded(source[found.end() :]) if found else None
        if data is None:
            return None
        kept = self._album.keep(name, data, self._draft)
        if kept is None:
            return None
        words = _NOT_IN_WORDS.sub(" ", alternative).strip()
        if not words:
            self._draft.mention("图片没有说明文字", "请补上图里有什么，给看不见图的人听")
        return f"![{words or _UNNAMED}](media/{kept})"

    def in_markdown(self, text: str) -> str:
        """Replace the pictures of a Markdown text by ours."""
        return _IN_MARKDOWN.sub(self._replaced, text)

    def _replaced(self, found: re.Match[str]) -> str:
        made = self.find(f"{PLUGIN_FILE}{found[2]}", found[1])
        if made is None:
            self._draft.note(f"图片“{found[2][:60]}”不在文件里", "导入后请补上")
        return made or found[1]


def embedded(node: Node) -> bytes | None:
    """Return the picture of the old element image_base64."""
    return _decoded(node.content)


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(_SPACE.sub("", text), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _kind_of(data: bytes) -> str | None:
    """Tell a picture by its first bytes, whatever its name says."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None

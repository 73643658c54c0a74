"""Pictures of a document in the texts of a question."""

from __future__ import annotations

import re

from cadreschool.questions.formats.docx.document import Document
from cadreschool.questions.formats.drafting import Draft
from cadreschool.questions.formats.moodle_xml.pictures import Album

_PLACE = re.compile("\ue000([0-9]+)\ue001")
_NOT_IN_WORDS = re.compile(r"[\[\]()\\`*<>\n]+")
_UNNAMED = "题中的图"


def with_pictures(markdown: str, document: Document, album: Album, draft: Draft) -> str:
    """Replace the places of pictures by their Markdown; what cannot be kept is told."""

    def place(found: re.Match[str]) -> str:
        picture = document.pictures[int(found[1])]
        if picture.data is None:
            draft.note("有一张图片不在文件里", "导入后请补上")
            return ""
        kept = album.keep(picture.name, picture.data, draft)
        if kept is None:
            return ""
        words = _NOT_IN_WORDS.sub(" ", picture.words).strip()
        if not words:
            draft.mention("图片没有说明文字", "请补上图里有什么，给看不见图的人听")
        return f"![{words or _UNNAMED}](media/{kept})"

    return _PLACE.sub(place, markdown)


def without_pictures(text: str) -> str:
    """Return text as it can be compared: without pictures."""
    return _PLACE.sub("", text)

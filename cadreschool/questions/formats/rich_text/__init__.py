"""HTML of other programs as our Markdown.

Whatever comes is first cut down to a few tags and attributes by the sanitiser, which also makes it
well formed; what remains is written as Markdown that shows the same words. Knows what is lost on
the way and says so. Does not fetch anything; pictures come from whoever calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3

from cadreschool.questions.formats.rich_text.tree import parse
from cadreschool.questions.formats.rich_text.writing import BLOCK_TAGS, FindPicture, Writer

__all__ = ["LOOKS_LIKE_HTML", "FindPicture", "RichText", "from_html", "no_pictures"]

_MOST_TAGS = 5000
_LONGEST = 300_000
_DEEPEST = 300
_OPENED = re.compile(r"<(?!(?:br|img|hr|p|li|td|th|tr|col|input|dt|dd)\b)[a-z]", re.IGNORECASE)
_TEXT_TAGS = {"a", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "s", "strike"}
_TEXT_TAGS |= {"strong", "sub", "sup", "tt", "u"}
_TAGS = _TEXT_TAGS | BLOCK_TAGS
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}}
_ATTRIBUTES["th"] = _ATTRIBUTES["td"]
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "title", "textarea", "select", "math", "svg"},
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "data"},
    link_rel=None,
)
_LOST = re.compile(
    r"<(audio|video|iframe|object|embed|applet|svg|math|form|input|select|canvas|script)\b",
    re.IGNORECASE,
)
_LOST_NAMES = {
    "audio": "音频",
    "video": "视频",
    "iframe": "嵌入的网页",
    "object": "嵌入的内容",
    "embed": "嵌入的内容",
    "applet": "嵌入的程序",
    "svg": "矢量图",
    "math": "公式",
    "form": "表单",
    "input": "表单",
    "select": "表单",
    "canvas": "画布",
    "script": "脚本",
}
LOOKS_LIKE_HTML = re.compile(
    r"</?(?:b|strong|i|em|u|p|br|div|span|font|sub|sup|img|a|table|tr|td|th|ul|ol|li|h[1-6])"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""A tag that people write by hand. <html class="cool"> in a sentence is none."""


@dataclass(frozen=True, slots=True)
class RichText:
    """Markdown, and what got lost when it was made."""

    markdown: str
    lost: tuple[str, ...] = ()


def _depth(html: str) -> int:
    """Return about how many elements are never closed: sanitising those takes the longest."""
    return len(_OPENED.findall(html)) - html.count("</")


def no_pictures(source: str, alternative: str) -> str | None:  # noqa: ARG001 -- the form of a finder
    """Find no picture: for formats that bring none."""
    return None


def from_html(
    html: str, find_picture: FindPicture = no_pictures, *, inside: bool = False
) -> RichText:
    """Write HTML as Markdown; `inside` is for an option or a cell, which has no blocks.

    `find_picture` gets address and description of a picture, and returns its Markdown or None.
    """
    if len(html) > _LONGEST or html.count("<") > _MOST_TAGS or _depth(html) > _DEEPEST:
        return RichText("", ("太长或太复杂的文字（整段）",))
    lost = {_LOST_NAMES[found[1].lower()]: None for found in _LOST.finditer(html)}
    writer = Writer(find_picture)
    markdown = writer.write(parse(_CLEANER.clean(html)), inside=inside)
    return RichText(markdown, (*lost, *writer.lost))

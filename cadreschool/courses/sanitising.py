"""The sanitiser: whatever the converter makes, only these tags and attributes leave it.

Knows our own patterns of ids, classes and addresses. It is the second wall: the converter makes no
other HTML, and this would stop it if it did.
"""

from __future__ import annotations

import re

import nh3

from cadreschool.courses.grammar import CALLOUTS
from cadreschool.files.storage import MEDIA_TYPES

_INLINE_TAGS = {"a", "br", "code", "em", "img", "kbd", "strong", "sub", "sup"}
_BLOCK_TAGS = {
    "blockquote",
    "details",
    "div",
    "h2",
    "h3",
    "h4",
    "hr",
    "p",
    "pre",
    "section",
    "summary",
}
_LIST_TAGS = {"li", "ol", "ul"}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_ALLOWED = {
    "a": {"href", "id", "class", "title", "rel"},
    "details": {"class"},
    "div": {"id", "class", "role", "tabindex", "aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"src", "alt", "width", "height", "loading"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"id", "class"},
    "pre": {"id"},
    "section": {"class", "aria-labelledby"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align", "scope"},
}
_HEADING_ID = r"[\w][\w-]{0,80}"
_BLOCK_ID = r"b-[0-9a-f]{8}"
_NOTE = r"[^\s\"'<>&]{1,40}"
_PATTERNS = {
    ("a", "id"): r"cite-[0-9]{1,4}(?:-[0-9]{1,4})?",
    ("a", "class"): "cite|footnote-ref|footnote-backref",
    ("a", "href"): (
        rf"#fn(?:ref[0-9]*)?:{_NOTE}|#{_HEADING_ID}|https://[^\s\"'<>\\]+"
        r"|/courses/[a-z0-9-]+/lessons/[a-z0-9-]+/|/laws/[\w%()./-]+"
        r"(?:\?article=[0-9-]+)?(?:#article-[0-9-]+)?"
    ),
    ("a", "rel"): "noopener noreferrer",
    ("details", "class"): "reference",
    ("div", "id"): _BLOCK_ID,
    ("div", "class"): "table|footnote",
    ("div", "role"): "region",
    ("div", "tabindex"): "0",
    ("img", "src"): rf"/media/[0-9a-f]{{64}}\.(?:{'|'.join(MEDIA_TYPES)})",
    ("img", "width"): "[0-9]{1,5}",
    ("img", "height"): "[0-9]{1,5}",
    ("img", "loading"): "lazy",
    ("li", "id"): rf"{_BLOCK_ID}|fn:{_NOTE}",
    ("ol", "start"): "[0-9]{1,9}",
    ("p", "id"): rf"{_BLOCK_ID}|c-[0-9]{{1,3}}",
    ("p", "class"): "callout__title",
    ("pre", "id"): _BLOCK_ID,
    ("section", "class"): f"callout callout--(?:{'|'.join(CALLOUTS.values())})",
    ("section", "aria-labelledby"): "c-[0-9]{1,3}",
    ("sup", "id"): rf"fnref[0-9]*:{_NOTE}",
    ("td", "align"): "left|center|right",
    ("th", "align"): "left|center|right",
    ("th", "scope"): "col",
    **{(f"h{level}", "id"): _HEADING_ID for level in (2, 3, 4)},
}
_COMPILED = {key: re.compile(pattern) for key, pattern in _PATTERNS.items()}


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Keep an attribute whose value is one of ours; free text only where it is read aloud."""
    pattern = _COMPILED.get((tag, attribute))
    if pattern is None:
        return value if attribute in {"alt", "title", "aria-label"} else None
    return value if pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=_INLINE_TAGS | _BLOCK_TAGS | _LIST_TAGS | _TABLE_TAGS,
    attributes=_ALLOWED,
    attribute_filter=_filter,
    url_schemes={"https"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return HTML without anything that is not ours."""
    return _CLEANER.clean(html)

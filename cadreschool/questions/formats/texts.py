"""One text of a question in any of the four forms that Moodle knows, as our Markdown.

Knows html, markdown, plain, and moodle: plain text in which tags work. Does not know where in a
file a text stands.
"""

from __future__ import annotations

import re

from cadreschool.kernel.prose import prose_lines, without_code
from cadreschool.questions.formats.marks import ENTITY, from_plain, in_one_line, tidied
from cadreschool.questions.formats.rich_text import (
    LOOKS_LIKE_HTML,
    FindPicture,
    RichText,
    from_html,
    no_pictures,
)

HTML, MARKDOWN, PLAIN, MOODLE = "html", "markdown", "plain", "moodle"
FORMS = (HTML, MARKDOWN, PLAIN, MOODLE)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*")
_HARD_BREAK = re.compile(r"(?<=\S) {2,}$")
_UNDERLINES = re.compile(
    r"(?<![A-Za-z0-9_\\])(_{1,2})(?=[^\s_])[^_\n]{1,200}(?<=[^\s_\\])\1(?![A-Za-z0-9_])"
)
_OURS = re.compile(r"<br ?/?>|</?(?:sub|sup|kbd)>")


def markdown_of(
    text: str, form: str, find_picture: FindPicture = no_pictures, *, inside: bool = False
) -> RichText:
    """Write a text as Markdown; `inside` is for an option, which is one line."""
    if form == MARKDOWN:
        return _authored(text, inside=inside)
    if form == HTML:
        return from_html(text, find_picture, inside=inside)
    if form == MOODLE and (LOOKS_LIKE_HTML.search(text) or ENTITY.search(text)):
        return from_html(text.strip().replace("\n", "<br>"), find_picture, inside=inside)
    markdown = from_plain(text)
    return RichText(in_one_line(markdown) if inside else markdown)


def _authored(text: str, *, inside: bool) -> RichText:
    """Keep Markdown, but for what questions cannot have: headings, breaks by two spaces."""
    lines = []
    for line in prose_lines(text.split("\n")):
        if line.fence:
            lines.append(line.text)
            continue
        heading = _HEADING.fullmatch(line.text)
        kept = f"**{heading[1]}**" if heading and heading[1] else line.text
        lines.append(_HARD_BREAK.sub("<br>", kept))
    if lines:
        lines[-1] = lines[-1].removesuffix("<br>") if text.endswith("  ") else lines[-1]
    markdown = tidied("\n".join(lines))
    foreign = LOOKS_LIKE_HTML.search(_OURS.sub("", without_code(markdown)))
    lost = ["Markdown 里的 HTML 标签（会原样显示出来）"] if foreign else []
    if _UNDERLINES.search(without_code(markdown)):
        lost.append("用下划线写的强调（会原样显示，强调请写 *文字*）")
    return RichText(in_one_line(markdown) if inside else markdown, tuple(lost))

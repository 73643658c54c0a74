"""Raw HTML: all but a few harmless tags would be stripped, so the author is told.

Knows the allowed tags and their exact form. Does not know links or pictures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cadreschool.courses.grammar import BREAK, TAGGED

if TYPE_CHECKING:
    from cadreschool.courses.checking.passage import Passage

_TAG = re.compile(r"(?<!\\)<(?:/?([A-Za-z][A-Za-z0-9-]{0,20})[^<>]*>|!--|\?|![A-Za-z\[])")
_ALLOWED = ("br", "sub", "sup", "kbd")
_NAMED = {
    "b": "加粗写 **文字**",
    "strong": "加粗写 **文字**",
    "i": "强调写 *文字*",
    "em": "强调写 *文字*",
    "a": "链接写 [文字](https://…)",
    "http": "链接写 [文字](https://…)",
    "https": "链接写 [文字](https://…)",
    "img": "图片写 ![说明](media/名字.png)",
    "table": "表格用 | 列 | 列 | 写",
    "p": "空一行就是新的一段",
    "details": "折叠内容写 ::: 参考",
}


def check_markup(passage: Passage) -> None:
    """Note every tag that would be shown as text or stripped."""
    text = BREAK.sub(_same_length, TAGGED.sub(r"·····\2······", passage.text))
    opened: set[str] = set()
    for found in _TAG.finditer(text):
        line = passage.first_line + text.count("\n", 0, found.start())
        name = (found[1] or "").lower()
        if found[0].startswith("</") and name in opened:
            continue
        opened.add(name)
        if name in _ALLOWED:
            hint = "写成 <br>，或成对的 <sub>文字</sub>、<sup>文字</sup>、<kbd>文字</kbd>，不带属性"
        else:
            hint = _NAMED.get(name, "请改用 Markdown；要显示尖括号请写 \\<")
        shown = " ".join(found[0].split())[:30]
        passage.add(line, f"HTML“{shown}”会被去掉", hint, "raw-html")


def _same_length(found: re.Match[str]) -> str:
    return " " * len(found[0])

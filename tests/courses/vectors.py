"""Markup that tries to run scripts, and a strict look at HTML.

The vectors here are our own; more lie in a folder of fixtures beside the repository, which a clone
does not have.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "xss"

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](https://a.cn/'onmouseover='alert(1))",
    '[x](https://a.cn/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](media/a.png)',
    "![<script>](media/a.png)",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<style>@import 'https://a.cn/x.css';</style>",
    "<p style='background:url(javascript:x)'>x</p>",
    "<base href=https://a.cn/>",
    "<meta http-equiv=refresh content='0;url=https://a.cn'>",
    "<form action=https://a.cn><button>x</button></form>",
    "<details open ontoggle=alert(1)>",
    "<sub onclick=alert(1)>2</sub>",
    "<sub><script>alert(1)</script></sub>",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "::: 怎么说 <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n:::",
    "::: 参考 <img src=x onerror=alert(1)>\n甲\n:::",
    "## <script>alert(1)</script>",
    "## x\n[y](#<script>)",
    "[[<script>alert(1)</script>#2]]",
    '[[" onclick="alert(1)#2]]',
    "[[工会法@<b>#2]]",
    "甲[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    '[^"onclick="x]: 甲\n\n乙[^"onclick="x]',
    "| <script>alert(1)</script> | x |\n|---|---|\n| <img src=x onerror=alert(1)> | y |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "\x02wzxhzdk:0\x03<script>\x02klzzwxh:0000\x03",
    "\x02code:0\x03\n\n\x02open:0\x03",
    '<a class="cite" id="cite-1">假引用</a>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "*[x](javascript:alert(1))*",
    "<<script>script>alert(1)<</script>/script>",
]
ALLOWED_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "details", "div", "em", "h2", "h3", "h4", "hr", "img", "kbd"}
    | {"li", "ol", "p", "pre", "section", "strong", "sub", "summary", "sup", "table", "tbody"}
    | {"td", "th", "thead", "tr", "ul"}
)
ALLOWED_ATTRIBUTES = frozenset(
    {"href", "id", "class", "title", "rel", "role", "tabindex", "aria-label", "aria-labelledby"}
    | {"src", "alt", "width", "height", "loading", "start", "align", "scope"}
)
SAFE_ADDRESS = re.compile(r"#|/courses/|/laws/|/media/|https://")


def shared_vectors():
    """Return the vectors of the fixtures, or nothing when they are not there."""
    if not FIXTURES.is_dir():
        return []
    purify = json.loads((FIXTURES / "dompurify_expect.json").read_text("utf-8"))
    html5sec = json.loads((FIXTURES / "html5sec_payloads.json").read_text("utf-8"))
    return [str(item["payload"]) for item in purify] + [str(text) for text in html5sec.values()]


def elements(html):
    """Return all elements of a piece of HTML as a browser would build them."""
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter())[1:]


def dangers(html):
    """Name everything in a piece of HTML that is not ours."""
    found = []
    for element in elements(html):
        if element.tag not in ALLOWED_TAGS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if name not in ALLOWED_ATTRIBUTES:
                found.append(f"{element.tag}[{name}]")
            if name in {"href", "src"} and not SAFE_ADDRESS.match(value):
                found.append(f"{element.tag}[{name}={value}]")
    return found

"""A small statute as the national law database gives it, and the files that hold it."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

NOTE = (
    "（1992年4月3日第七届全国人民代表大会第五次会议通过　"
    "根据2009年8月27日《关于修改部分法律的决定》第一次修正　"
    "根据2020年12月24日《关于修改〈中华人民共和国测试法〉的决定》第二次修正）"
)
FIRST = "为了试一试，制定本法。"
SECOND = "会员满二十五人的，应当建立委员会。\n不满二十五人的，可以联合建立。"
ADDED = "女职工较多的，建立女职工委员会。"
LAST = "本法自1992年4月3日起施行。"
STATUTE = f"""中华人民共和国测试法
{NOTE}

目　　录
第一章　总　则
第二章　组　织
第一节　委员会
第三章　附　则

第一章　总　则
　　第一条　{FIRST}
第二章　组　织
第一节　委员会
　　第二条　{SECOND.splitlines()[0]}
　　{SECOND.splitlines()[1]}
　　第二条之一　{ADDED}
第三章　附　则
　　第三条　{LAST}
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_body(text=STATUTE, *, before=""):
    """Return word/document.xml with a paragraph for each line."""
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.splitlines()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}'
        f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    ).encode()


def a_docx(body=None, name="word/document.xml", **more):
    """Return a .docx file with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, word_body() if body is None else body)
        for member, data in more.items():
            archive.writestr(member, data)
    return out.getvalue()

"""A copy for the person: one ZIP with everything as JSON, and a page to read it by.

The page stands alone: opened from a disk, it asks for nothing. Knows no database.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import IO

from cadreschool.kernel.clock import moment_text
from cadreschool.privacy.queries import Person, Value
from cadreschool.privacy.register import Entry

Rows = Sequence[dict[str, Value]]
Part = tuple[Entry, Rows]

_HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>我的数据</title>
<style>
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222;
  font: 1rem/1.7 "Noto Sans CJK SC", "Microsoft YaHei", SimSun, sans-serif; }
h2 { margin: 2.5rem 0 0.3rem; font-size: 1.2rem; }
.why { margin: 0 0 0.8rem; color: #555; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #ddd; text-align: left;
  vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
</style>
</head>
<body>
"""


def write_copy(person: Person, parts: Iterable[Part], out: IO[bytes], *, at: datetime) -> None:
    """Write the archive."""
    whole = list(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("我的数据.html", as_page(person, whole, at=at))
        archive.writestr("我的数据.json", as_json(person, whole, at=at))


def as_json(person: Person, parts: Sequence[Part], *, at: datetime) -> str:
    """Return everything for a program, with what each column means."""
    return json.dumps(
        {
            "person": {"name": person.name, "login": person.login},
            "made_at": at.isoformat(),
            "tables": {
                entry.table: {
                    "title": entry.title,
                    "purpose": entry.purpose,
                    "basis": entry.basis,
                    "retention": entry.retention,
                    "columns": {
                        name: field.meaning
                        for name, field in entry.fields.items()
                        if field.is_exported
                    },
                    "rows": list(rows),
                }
                for entry, rows in parts
            },
        },
        ensure_ascii=False,
        indent=1,
    )


def as_page(person: Person, parts: Sequence[Part], *, at: datetime) -> str:
    """Return everything for a reader."""
    sections = "".join(_section(entry, rows) for entry, rows in parts)
    return (
        f"{_HEAD}<h1>{escape(person.name)}的数据</h1>\n"
        f"<p>这是学习平台里关于您的全部数据的副本，{moment_text(at)} 生成。"
        "只用来辨认您的内容（密码和标记的散列）不在副本里。"
        "里面有个人信息，请妥善保管。</p>\n"
        f"{sections}</body>\n</html>\n"
    )


def _section(entry: Entry, rows: Rows) -> str:
    about = f"用途：{entry.purpose}。依据：{entry.basis}。保存：{entry.retention}。"
    head = f'<h2>{escape(entry.title)}</h2>\n<p class="why">{escape(about)}</p>\n'
    if not rows:
        return f"{head}<p>没有。</p>\n"
    titles = "".join(
        f'<th scope="col">{escape(field.meaning)}</th>'
        for field in entry.fields.values()
        if field.is_exported
    )
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(_shown(value))}</td>' for value in row.values())}</tr>\n"
        for row in rows
    )
    return (
        f'{head}<div class="table"><table>\n<thead><tr>{titles}</tr></thead>\n'
        f"<tbody>\n{lines}</tbody>\n</table></div>\n"
    )


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)

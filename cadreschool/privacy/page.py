"""The register as a page of the documentation; a test keeps it equal."""

from __future__ import annotations

from cadreschool.privacy.register import ENTRIES, Entry

_INTRODUCTION = """# 个人信息登记

由程序生成：`flask people register > docs/personal-data.md`，请不要手改。
每张与人有关的表、每一列都在这里：用来做什么，依据什么，保存多久，本人拿到的副本里有没有，
删除个人信息（`flask people erase`）时怎样处理。新加一列而没有写进登记，测试不会通过。

“操作者”的表只记着是谁做的，不是关于这个人的内容：删除个人信息以后，那里只剩一个编号。
"""


def register_page() -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(entry) for entry in ENTRIES)])


def _section(entry: Entry) -> str:
    kind = "" if entry.is_about else "（操作者）"
    lines = [
        f"## {entry.title}{kind} `{entry.table}`",
        "",
        f"用途：{entry.purpose}。依据：{entry.basis}。保存：{entry.retention}。",
        "",
        "| 列 | 是什么 | 本人的副本 | 删除时 |",
        "|---|---|---|---|",
    ]
    for name, field in entry.fields.items():
        copied = "有" if field.is_exported and entry.is_about else "没有"
        lines.append(f"| `{name}` | {field.meaning} | {copied} | {field.erase} |")
    return "\n".join([*lines, ""])

"""Slips of paper with one-time codes: a page to be printed and cut, or a table.

The page stands alone: it is opened from a disk, never served. Knows no database.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TextIO

from cadreschool.kernel.text import spreadsheet_text
from cadreschool.people.activation.rules import written

TABLE_HEADINGS = ("姓名", "工会组织", "登录名", "激活码", "有效期至")
_HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>激活码</title>
<style>
@page { size: A4; margin: 12mm; }
body { margin: 0; font: 11pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", SimSun, sans-serif; }
h1 { font-size: 14pt; margin: 0 0 4mm; }
.slips { display: grid; grid-template-columns: 1fr 1fr; }
.slip { border: 1px dashed #777; padding: 4mm 5mm; break-inside: avoid; overflow-wrap: anywhere; }
.slip p { margin: 0; }
.name { font-weight: bold; font-size: 13pt; }
.code { font: bold 14pt/1.8 "DejaVu Sans Mono", Consolas, monospace; white-space: nowrap; }
.how { font-size: 9pt; color: #333; }
@media print { h1, .keep { display: none; } }
</style>
</head>
<body>
<h1>激活码</h1>
<p class="keep">沿虚线剪开，当面或密封交给本人。每个激活码只能用一次；发完请删除这个文件。</p>
<div class="slips">
"""
_SLIP = """<div class="slip">
<p class="name">{name}</p>
<p>{union}</p>
<p>登录名：{login}</p>
<p class="code">{code}</p>
<p class="how">打开 {address} 的登录页，选“用激活码设置密码”。{until}前有效，请勿转交他人。</p>
</div>
"""
_FOOT = "</div>\n</body>\n</html>\n"
ADDRESS_LINE = "＿＿＿＿＿＿＿＿＿＿＿＿"
"""Where the school's address is written by hand when it was not given."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip."""

    name: str
    union: str
    login: str
    code: str


def write_page(slips: Iterable[Slip], out: TextIO, *, until: str, address: str = "") -> None:
    """Write the page to print, two slips side by side, none across two sheets."""
    out.write(_HEAD)
    out.writelines(_slip(slip, until, escape(address) or ADDRESS_LINE) for slip in slips)
    out.write(_FOOT)


def _slip(slip: Slip, until: str, address: str) -> str:
    return _SLIP.format(
        name=escape(slip.name),
        union=escape(slip.union),
        login=escape(slip.login),
        code=written(slip.code),
        address=address,
        until=until,
    )


def write_table(slips: Iterable[Slip], out: TextIO, *, until: str) -> None:
    """Write a table for those who print slips with a program of their own."""
    table = csv.writer(out)
    table.writerow(TABLE_HEADINGS)
    for slip in slips:
        texts = (slip.name, slip.union, slip.login, written(slip.code), until)
        table.writerow(map(spreadsheet_text, texts))

"""Aiken: a stem, options with letters, and a line with the answer.

Knows the format as Moodle reads it, and how it is written in Chinese: 全角 letters and signs,
答案：, several letters for 多选, 对 and 错, 解析. What is written keeps to the strict form.
"""

from __future__ import annotations

from cadreschool.questions.formats.aiken.reading import read
from cadreschool.questions.formats.aiken.writing import write

__all__ = ["read", "write"]

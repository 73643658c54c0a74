"""Tables: a question a row, in an Excel workbook or in text with separators.

Knows the headings people write, wherever among the first rows they stand; several sheets; options
in columns of their own or all in one; answers as letters, numbers, words, or a mark beside each
option. What a column was taken for can be corrected by a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cadreschool.questions.formats.tables.columns import NAMES
from cadreschool.questions.formats.tables.reading import read
from cadreschool.questions.formats.tables.writing import write

__all__ = ["FIELDS", "read", "write"]

FIELDS: Mapping[str, str] = MappingProxyType(NAMES)
"""What a column may be: {field: its name}."""

"""GIFT: questions as plain text, with the answers in braces.

Knows the format as Moodle reads and writes it. Which of our kinds it holds, and what tags and
comments carry, is told in docs/formats.md.
"""

from __future__ import annotations

from cadreschool.questions.formats.gift.reading import read
from cadreschool.questions.formats.gift.writing import write

__all__ = ["read", "write"]

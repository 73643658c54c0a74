"""Moodle XML: the questions of a Moodle bank, with categories, tags and embedded pictures.

Knows the format as Moodle reads and writes it. Which of our kinds it holds is told in
docs/formats.md.
"""

from __future__ import annotations

from cadreschool.questions.formats.moodle_xml.reading import read
from cadreschool.questions.formats.moodle_xml.writing import write

__all__ = ["read", "write"]

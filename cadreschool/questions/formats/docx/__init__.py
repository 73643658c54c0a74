"""Word documents: questions the way they are typed for paper.

Knows numbers that Word makes itself, options in one line or several, answers behind 答案： or
【答案】, inside the brackets of the stem, or in a table or list at the end; sections that say the
kind; pictures. What is written reads the same way.
"""

from __future__ import annotations

from cadreschool.questions.formats.docx.reading import read
from cadreschool.questions.formats.docx.writing import paper, write

__all__ = ["paper", "read", "write"]

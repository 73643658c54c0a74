"""What every reader of workbooks must expect of a file. Knows no sheet and no column."""

from __future__ import annotations

import zipfile
import zlib
from xml.etree.ElementTree import ParseError

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
)
"""What the archive and openpyxl raise over a damaged file, or one of another program."""

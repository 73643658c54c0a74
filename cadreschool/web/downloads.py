"""Files that are made for whoever asks, and handed out once. Knows no desk and no content.

Nothing keeps a copy on the way: what stands in them is about people.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO

from flask import Response, send_file

from cadreschool.reports.files import FileFormat, file_stem, write_file
from cadreschool.reports.tables import Table


def download(file: IO[bytes] | Path, name: str | None, mimetype: str | None = None) -> Response:
    """Hand out a file under a name, or else its own; without a type the name tells it."""
    response = send_file(file, mimetype, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def table_download(made: Table, file_format: FileFormat) -> Response:
    """Write a table and hand it out as a file."""
    file = BytesIO()
    write_file(made, file_format, file)
    file.seek(0)
    return download(file, f"{file_stem(made)}.{file_format.value}", file_format.mimetype)

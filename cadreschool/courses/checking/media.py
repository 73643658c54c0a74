"""Pictures: they open, they are not too big, and they do not tell where they were taken.

Knows pixels and bytes. Does not know where a picture is used.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from cadreschool.courses.values import Media

if TYPE_CHECKING:
    from cadreschool.kernel.mistakes import Findings

_MOST_PIXELS = 24_000_000
_MOST_BYTES = 400 * 1024
_FORMATS = {"PNG": ("png",), "JPEG": ("jpg", "jpeg"), "WEBP": ("webp",)}


@dataclass(frozen=True, slots=True)
class _Look:
    """What opening a picture showed."""

    width: int = 0
    height: int = 0
    format: str = ""
    opens: bool = False
    has_position: bool = False


def check_picture(name: str, path: str, data: bytes, findings: Findings) -> Media:
    """Check one picture; `name` is how lessons write it, `path` where it lies in the course."""
    extension = name.rpartition(".")[2]
    look = _Look()
    if len(data) > _MOST_BYTES:
        findings.add(
            1,
            f"图片有 {len(data) // 1024} KB，超过 {_MOST_BYTES // 1024} KB",
            "请缩小尺寸或降低质量后再放进来",
            "picture-too-large",
        )
    else:
        look = _look(data)
        _check_look(look, extension, findings)
    return Media(
        name=name,
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        extension=extension,
        width=look.width,
        height=look.height,
    )


def _check_look(look: _Look, extension: str, findings: Findings) -> None:
    if look.width * look.height > _MOST_PIXELS:
        findings.add(
            1,
            f"图片有 {look.width}×{look.height} 像素，超过 2400 万",
            "请把长边缩到 2000 像素以内",
            "picture-too-large",
        )
    elif not look.opens:
        findings.add(1, "图片打不开", "请重新导出为 PNG、JPEG 或 WebP", "broken-picture")
    elif extension not in _FORMATS[look.format]:
        findings.add(
            1,
            f"图片其实是 {look.format} 格式",
            f"把文件名的结尾改成 .{_FORMATS[look.format][0]}",
            "broken-picture",
        )
    if look.has_position:
        findings.add(
            1, "图片带有拍摄地点", "请去掉照片的位置信息，例如截图后再保存", "picture-with-position"
        )


@lru_cache(maxsize=512)
def _look(data: bytes) -> _Look:
    """Open a picture. The same bytes are looked at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns where the checks here speak
        try:
            with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as picture:
                look = _Look(*picture.size, picture.format or "")
                if look.width * look.height > _MOST_PIXELS:
                    return look
                picture.load()
                position = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        except Exception:  # noqa: BLE001 -- Pillow raises a dozen kinds for broken files
            return _Look()
    has_position = bool(position) or b"GPSLatitude" in data
    return _Look(look.width, look.height, look.format, opens=True, has_position=has_position)

"""A picture as it came from a camera or a screen, made fit for a lesson.

Knows pixels and bytes: it is turned upright, made small enough and written anew, so that nothing
but the picture itself is left in it (no place, no camera, nothing hidden behind it). Does not know
where it will be used.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from cadreschool.kernel.errors import InvalidError

MOST_BYTES = 400 * 1024
_MOST_PIXELS = 24_000_000
_LONG_EDGES = (1600, 1280, 1024, 800)
_FORMATS = ("PNG", "JPEG", "WEBP")
_QUALITIES = (85, 75, 62)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit to be kept, with the ending of its name."""

    data: bytes
    extension: str


class PictureError(InvalidError):
    """This file is no picture that a lesson can show."""


def fit_picture(data: bytes) -> Picture:
    """Write a picture anew, within the limits of a lesson."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns where we speak ourselves
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as source:
                _require_small(source)
                is_drawing = source.format == "PNG"
                upright = ImageOps.exif_transpose(source)
                upright.load()
        except PictureError:
            raise
        except Exception:  # noqa: BLE001 -- Pillow raises a dozen kinds for broken files
            message = "这个文件不是能用的图片，没有保存。"
            raise PictureError(message, "请上传 PNG、JPEG 或 WebP 图片。") from None
    return _smallest(upright, is_drawing=is_drawing)


def _require_small(picture: Image.Image) -> None:
    """Refuse what would fill the memory once it is unpacked."""
    if picture.width * picture.height > _MOST_PIXELS:
        message = f"图片有 {picture.width}×{picture.height} 像素，超过 2400 万，没有保存。"
        raise PictureError(message, "请把长边缩到 2000 像素以内再上传。")


def _smallest(picture: Image.Image, *, is_drawing: bool) -> Picture:
    """Try from the best to the smallest; drawings stay sharp where they can."""
    for edge in _LONG_EDGES:
        small = picture.copy()
        small.thumbnail((edge, edge))
        if is_drawing:
            data = _written(small.convert("RGBA" if _is_clear(small) else "RGB"), "PNG")
            if len(data) <= MOST_BYTES:
                return Picture(data, "png")
        for quality in _QUALITIES:
            data = _written(_on_white(small), "JPEG", quality=quality)
            if len(data) <= MOST_BYTES:
                return Picture(data, "jpg")
    message = "图片太复杂，缩小以后仍超过 400 KB，没有保存。"
    raise PictureError(message, "请裁去不需要的部分再上传。")


def _is_clear(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _on_white(picture: Image.Image) -> Image.Image:
    if not _is_clear(picture):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _written(picture: Image.Image, format_name: str, **options: int) -> bytes:
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = BytesIO()
    bare.save(out, format_name, optimize=True, **options)
    return out.getvalue()

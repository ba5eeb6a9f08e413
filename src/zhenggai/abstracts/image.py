"""The image of a whole plan as an abstract keeps it, and what machine output says of one of its records."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from zhenggai.form.image import FREE, READERS, Image, image_of

if TYPE_CHECKING:
    from zhenggai.model import Plan

__all__ = ["FREE", "READERS", "Image", "open_image", "pack_image", "told"]

_FAST = 1
"""zlib's level: Chinese text shrinks to a third at the quickest."""
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack_image(plan: Plan | Image) -> bytes:
    """Write down the whole plan."""
    return zlib.compress(_written(image_of(plan).plain).encode(), _FAST)


def open_image(packed: bytes) -> Any:
    """Return the image of the plan; to be used as a `Plan` that is only read."""
    return Image(json.loads(zlib.decompress(packed)))


def told(image: Any) -> dict[str, Any]:
    """Return a record's image as JSON without what is absent."""
    without_absent: dict[str, Any] = _present(image.plain)
    return without_absent


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value

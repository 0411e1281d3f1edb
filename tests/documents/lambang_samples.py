"""Invented emblems, of no region."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

GREEN, GOLD = (20, 90, 60, 255), (240, 200, 60, 255)


def emblem(width: int = 240, height: int = 300, kind: str = "PNG", mode: str = "RGBA", **more: Any) -> bytes:
    """A shield with a sun; what is around it can be seen through, where the kind of file knows that."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0) if kind == "PNG" else (255, 255, 255, 255))
    drawing = ImageDraw.Draw(picture)
    shield = ((0, 0), (width - 1, 0), (width - 1, height * 0.6), (width / 2, height - 1), (0, height * 0.6))
    drawing.polygon(shield, fill=GREEN)
    drawing.ellipse((width * 0.25, height * 0.2, width * 0.75, height * 0.65), fill=GOLD)
    data = BytesIO()
    picture.convert("RGB" if kind == "JPEG" and mode == "RGBA" else mode).save(data, kind, **more)
    return data.getvalue()

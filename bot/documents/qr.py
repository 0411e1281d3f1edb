"""A link as a picture that a phone's camera reads."""

from io import BytesIO

import segno

PIXELS = 8
"""Of each of its little squares: at arm's length from a screen, and on a sheet of paper."""


def qr_png(link: str) -> bytes:
    """Black on white with the margin that cameras want; what is covered by a thumb or a fold is made up for."""
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=PIXELS, border=4)
    return out.getvalue()

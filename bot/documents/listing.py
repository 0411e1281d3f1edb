"""What is too long for a message, as a text file: it opens on every phone, and lists one thing a line."""

from bot.workflow.papers import Listing

BOM = "\ufeff"
"""Without it some programs would not know the letters."""


def listing(paper: Listing) -> bytes:
    numbered = (f"{number}. {' '.join(line.split())}" for number, line in enumerate(paper.lines, 1))
    return (BOM + "\r\n".join((paper.title, "", *numbered, ""))).encode()

"""What is too long for a message, as a text file: it opens on every phone, and lists one thing a line."""

from bot.documents.words import clean
from bot.workflow.papers import Listing

BOM = "\ufeff"
"""Without it some programs would not know the letters."""


def listing(paper: Listing) -> bytes:
    numbered = (f"{number}. {_line(line)}" for number, line in enumerate(paper.lines, 1))
    return (BOM + "\r\n".join((_line(paper.title), "", *numbered, ""))).encode()


def _line(words: str) -> str:
    return " ".join(clean(words).split())

"""Lengths and pieces of text counted in UTF-16 code units, as every offset of the Bot API is."""


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if _alike(text) else len(text) + sum(char > "\uffff" for char in text)


def _alike(text: str) -> bool:
    """Whether every character is one unit, as outside of emoji and rare scripts it is."""
    return text.isascii() or max(text) <= "\uffff"


def cut(text: str, start: int, end: int) -> str:
    """The text between two offsets."""
    if _alike(text):
        return text[start:end]
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", errors="replace")

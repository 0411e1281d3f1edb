"""Lengths and pieces of text counted in UTF-16 code units, as every offset of the Bot API is."""


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, start: int, end: int) -> str:
    """The text between two offsets."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", errors="replace")

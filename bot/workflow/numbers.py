"""Numbers as they are written in Indonesian: read from what people type, shown as figures, spelled in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Wide enough that nothing read, multiplied or quantized here is ever rounded unasked."""

LIMIT = Decimal(10) ** 18
LONGEST = 60
"""Characters of the longest text looked at."""

MOST_PLACES = 4

# Minus signs and dashes, spaces of all kinds, and the full-width forms, none of which a keyboard is meant to send.
LOOKALIKES = (
    dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2012\u2013\ufe63"), "-")
    | dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000\t"), " ")
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)

MULTIPLIERS: Mapping[str, Decimal] = {
    "rb": Decimal(10) ** 3,
    "ribu": Decimal(10) ** 3,
    "jt": Decimal(10) ** 6,
    "juta": Decimal(10) ** 6,
    "m": Decimal(10) ** 9,
    "miliar": Decimal(10) ** 9,
    "milyar": Decimal(10) ** 9,
    "triliun": Decimal(10) ** 12,
}

WRITTEN = re.compile(
    r"""
    (?P<sign>[+-]?) \s*
    (?P<rp>rp\.?)? \s*
    (?P<inner>[+-]?) \s*
    (?P<body>[0-9][0-9.,]*) (?P<dash>-?) \s*
    (?P<unit>rb|ribu|jt|juta|m|miliar|milyar|triliun)? \s*
    (?P<tail>%|persen|rupiah)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
PLAIN = re.compile(r"\d+(,\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
LONE_DOT = re.compile(r"(0|[1-9]\d*)\.\d+", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """What was read. `value` is the figure itself, 98.5 for "98,5%"; `dot_decided` where a lone dot was taken for
    thousands or for the comma, so that the echo must say the number in words too."""

    value: Decimal
    dot_decided: bool = False
    percent: bool = False
    rupiah: bool = False


def parse(text: str) -> Reading | None:
    """Reads a number as typed; None for anything that is not one number, or has more than 18 digits before the comma.

    1. Signs, spaces and full-width characters are brought to their plain forms.
    2. "Rp" or "rupiah" makes it an amount, "%" or "persen" a percentage, "ribu", "juta", "miliar" multiply.
    3. The figure: groups of three after dots are thousands, a comma starts the decimals, any other lone dot is a comma.
    """
    plain = text.translate(LOOKALIKES).strip()
    found = WRITTEN.fullmatch(plain) if len(plain) <= LONGEST else None
    if found is None or not _is_consistent(found):
        return None
    figure = _figure(_without_dash(found))
    if figure is None:
        return None
    value = EXACT.multiply(figure, MULTIPLIERS.get((found["unit"] or "").lower(), Decimal(1)))
    if value >= LIMIT:
        return None
    negative = "-" in (found["sign"], found["inner"]) and value != 0
    body, tail = found["body"], (found["tail"] or "").lower()
    return Reading(
        EXACT.minus(value) if negative else value,
        dot_decided=body.count(".") == 1 and "," not in body,
        percent=tail in ("%", "persen"),
        rupiah=bool(found["rp"]) or tail == "rupiah",
    )


def _is_consistent(found: re.Match[str]) -> bool:
    """Refuses two signs, a percentage of an amount or of a multiple, and "500 m", which may be metres.

    "M" alone is read as miliar only as a capital or in an amount.
    """
    tail, unit, amount = (found["tail"] or "").lower(), found["unit"], found["rp"]
    if found["sign"] and found["inner"]:
        return False
    if tail in ("%", "persen") and (amount or unit):
        return False
    return unit != "m" or bool(amount) or tail == "rupiah"


def _without_dash(found: re.Match[str]) -> str:
    """The figure without the ",-" by which amounts are often closed; with a dash it cannot mean anything else."""
    body: str = found["body"]
    if not found["dash"]:
        return body
    return body[:-1] if found["rp"] and body.endswith(",") and not found["unit"] else ""


def _figure(body: str) -> Decimal | None:
    if THOUSANDS.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(body):
        return Decimal(body.replace(",", "."))
    return Decimal(body) if LONE_DOT.fullmatch(body) else None


def format_number(value: Decimal, places: int | None = None) -> str:
    """As "1.234,56", rounded half up to `places`; without places with the decimals there are, at most four."""
    shown = EXACT.quantize(value, Decimal(1).scaleb(-(MOST_PLACES if places is None else places)))
    figures = f"{shown or abs(shown):,f}"  # no minus before a zero
    whole, _, decimals = figures.partition(".")
    decimals = decimals.rstrip("0") if places is None else decimals
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def format_percent(value: Decimal) -> str:
    """As "97,22%", of a value already in percent."""
    return f"{format_number(value, 2)}%"


def format_rupiah(value: Decimal, places: int = 0) -> str:
    """As "Rp3.151.363.319", rounded half up to whole rupiah unless places are asked for; "-Rp500" below zero."""
    figures = format_number(value, places)
    return f"-Rp{figures[1:]}" if figures.startswith("-") else f"Rp{figures}"


DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
GROUPS = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")


def in_words(value: Decimal) -> str:
    """The number in words: "seribu dua ratus tiga puluh empat", decimals digit by digit: "satu koma dua lima".

    Raises ValueError for more than 18 digits before the comma, for which there is no word here.
    """
    size = value.copy_abs()
    if size >= LIMIT:
        raise ValueError("too large a number to spell")
    whole, _, decimals = f"{size:f}".partition(".")
    words = ["minus"] if value < 0 else []
    words += _whole_in_words(int(whole)) or [DIGITS[0]]
    if decimals.strip("0"):
        words += ["koma", *(DIGITS[int(digit)] for digit in decimals.rstrip("0"))]
    return " ".join(words)


def format_count(count: int) -> str:
    """A count with its letters, as papers have it: "1 (satu)"."""
    return f"{format_number(Decimal(count))} ({in_words(Decimal(count))})"


def _whole_in_words(number: int) -> list[str]:
    """Groups of three digits from the right, each with its name; a thousand is "seribu", not "satu ribu"."""
    words: list[str] = []
    for name in GROUPS:
        number, group = divmod(number, 1000)
        if group == 1 and name == "ribu":
            words = ["seribu", *words]
        elif group:
            words = [*_hundreds(group), *([name] if name else []), *words]
    return words


def _hundreds(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [] if hundreds == 0 else ["seratus"] if hundreds == 1 else [DIGITS[hundreds], "ratus"]
    tens, ones = divmod(rest, 10)
    if rest in (10, 11):
        return [*words, "sepuluh" if rest == 10 else "sebelas"]
    if tens == 1:
        return [*words, DIGITS[ones], "belas"]
    words += [DIGITS[tens], "puluh"] if tens else []
    return words + ([DIGITS[ones]] if ones else [])

"""make pictures: draws the papers that the play left under out/ for docs/dokumen, a page each.

PDFs by poppler's pdftoppm; workbooks and Word files as LibreOffice prints them.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from demo.guide.papers import SHOWN, Shown, page_of_all
from demo.papers import OUT

FOLDER = Path("docs") / "dokumen"
WIDTH, LYING, COLOURS = 900, 1200, 64
"""Pixels of a page, and of one that lies: its letters are smaller."""
PATIENCE = 180.0
"""Seconds for LibreOffice, which takes its time when it starts first."""


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for one in SHOWN:
            _draw(one, Path(folder))
            print(f"{FOLDER}/{one.name}.png", flush=True)
    (FOLDER / "README.md").write_text(page_of_all(), encoding="utf-8")
    for old in FOLDER.glob("*.png"):
        if old.stem not in {one.name for one in SHOWN}:
            old.unlink()
    return 0


def newest(pattern: str, folder: Path = OUT) -> Path:
    """Of its versions the last: "-v2.pdf" comes before ".pdf" by its letters. Raises FileNotFoundError."""
    found = sorted(folder.glob(pattern), key=lambda path: (len(path.stem), path.stem))
    if not found:
        raise FileNotFoundError(f"no {pattern} under {folder}/: make demo leaves it there")
    return found[-1]


def _draw(one: Shown, folder: Path) -> None:
    source = newest(one.file)
    picture = source if source.suffix == ".png" else _page(_as_pdf(source, folder), one.page, folder / one.name)
    with Image.open(picture) as whole:
        width = min(LYING if whole.width > whole.height else WIDTH, whole.width)
        small = whole.convert("RGB").resize(
            (width, round(whole.height * width / whole.width)), Image.Resampling.LANCZOS
        )
    few = small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{one.name}.png", optimize=True)


def _as_pdf(source: Path, folder: Path) -> Path:
    if source.suffix == ".pdf":
        return source
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # nobody's own, and none that is open
    _run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source))
    return folder / f"{source.stem}.pdf"


def _page(pdf: Path, number: int, to: Path) -> Path:
    at = str(number)
    _run("pdftoppm", "-png", "-singlefile", "-f", at, "-l", at, "-scale-to-x", str(2 * WIDTH), "-scale-to-y", "-1",
         str(pdf), str(to))  # fmt: skip
    return to.with_suffix(".png")


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    except FileNotFoundError:
        sys.exit(f"{command[0]} is needed to draw the documents; Debian has it in libreoffice-calc, libreoffice-writer"
                 " and poppler-utils.")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

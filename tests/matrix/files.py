"""The files that are sent: what somebody makes of those that they were given."""

from collections.abc import Callable, Mapping

from demo.excel import fill_workbook
from demo.figures import Figure
from tests.documents.lambang_samples import emblem
from tests.stories.test_story_master import changed, retarget
from tests.stories.test_story_naskah import edited
from tests.stories.world import VILLAGES

Files = Mapping[str, bytes]


def _newest(files: Files, start: str) -> bytes:
    return [data for name, data in files.items() if name.startswith(start)][-1]


MADE: Mapping[str, Callable[[Files], bytes]] = {
    "laporan.pdf": lambda _files: b"%PDF-1.7\nlaporan",
    "lambang.png": lambda _files: emblem(),
    "formulir-isian.xlsx": lambda files: fill_workbook(
        _newest(files, "formulir-triwulan-iv-tahun-2026-kasi-pemerintahan"), {VILLAGES: Figure(1, "87,5")}
    ),
    "induk-baru.xlsx": lambda files: changed(_newest(files, "data-induk"), retarget),
    "naskah-baru.docx": lambda files: edited(_newest(files, "naskah")),
}

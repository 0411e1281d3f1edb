"""Six indicators filled with thumbs only: what that takes of a Kasi, counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from demo.keeping import Keeping
from tests.stories.office import open_office, reach_filling
from tests.stories.phones import TelegramPhone, all_said
from tests.stories.world import INDICATORS, TRANTIB, small_office

PLAIN = INDICATORS[2]
NAMES = ("Patroli wilayah", "Pos ronda aktif", "Laporan selesai", "Penertiban", "Pembinaan Linmas", "Rapat koordinasi")
WITH_PAGU, BELOW = NAMES[3], NAMES[4]


def six_indicators() -> Any:
    """The unit's own six: one has a pagu, one will lie below the threshold."""
    own = tuple(
        replace(PLAIN, number=3 + n, name=name, pagu=Decimal(5_000_000) if name == WITH_PAGU else None)
        for n, name in enumerate(NAMES)
    )
    data = small_office()
    others = tuple(one for one in data.indicators if one.unit != TRANTIB)
    return replace(data, indicators=(*others, *own))


class Thumbs:
    """Whatever the person does is counted, under the indicator that was asked when they did it."""

    def __init__(self, phone: TelegramPhone) -> None:
        self.phone = phone
        self.count: Counter[str] = Counter()

    def _asked(self) -> str:
        return next((name for name in NAMES if name in self.phone.person.last.text), "around")

    async def press(self, label: str) -> None:
        self.count[self._asked()] += 1
        await self.phone.press(label)

    async def say(self, words: str) -> None:
        self.count[self._asked()] += 1
        await self.phone.say(words)


ANSWER: dict[str, Callable[[str], str]] = {
    "Berapa realisasinya?": lambda name: "6" if name == BELOW else "11",
    "Berapa realisasi anggarannya?": lambda _: "4,5 juta",
    "faktor penghambat": lambda _: "Cuaca buruk",
    "tindak lanjut": lambda _: "Dijadwalkan ulang",
}


async def test_an_indicator_takes_one_message_and_the_whole_form_a_dozen(database: Keeping) -> None:
    async with open_office(database, six_indicators()) as office:
        await reach_filling(office)
        tiara = Thumbs(office.tiara)
        await tiara.press("Isi formulir")
        while (name := tiara._asked()) != "around":
            question = office.tiara.person.last.text
            await tiara.say(next(answer(name) for asked, answer in ANSWER.items() if asked in question))
        await tiara.press("Serahkan")
        assert "Sudah diserahkan" in all_said(office.tiara)
        plain = {name: taps for name, taps in tiara.count.items() if name not in ("around", WITH_PAGU, BELOW)}
        assert set(plain.values()) == {1}, "at most 2 are allowed"
        assert tiara.count[WITH_PAGU] == 2
        assert tiara.count[BELOW] == 3
        assert tiara.count.total() == 11

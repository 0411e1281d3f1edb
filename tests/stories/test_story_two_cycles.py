"""Two cycles open at once: a late Triwulan and the month that ended with it do not get in each other's way."""

from dataclasses import replace

from bot.workflow.periods import PeriodKind, Schedule
from demo.keeping import Keeping
from tests.stories.office import fill, open_office
from tests.stories.phones import all_said, last
from tests.stories.world import small_office

BOTH = (Schedule(PeriodKind.QUARTER), Schedule(PeriodKind.MONTH))


async def test_each_cycle_goes_its_own_way(database: Keeping) -> None:
    data = small_office()
    async with open_office(database, replace(data, office=replace(data.office, schedules=BOTH))) as office:
        await office.until(4, 8)
        assert "Triwulan IV Tahun 2026" in all_said(office.sekretaris)
        assert "Desember Tahun 2026" in all_said(office.sekretaris)

        await office.sekretaris.press("Disposisikan")
        first = "Desember" if "Desember" in all_said(office.kasubag) else "Triwulan IV"
        other = "Triwulan IV" if first == "Desember" else "Desember"
        assert other not in all_said(office.kasubag)
        await office.sekretaris.say("/status")
        assert last(office.sekretaris).count("Langkah 2 dari 13") == 1
        assert last(office.sekretaris).count("Langkah 1 dari 13") == 1

        await office.sekretaris.press("Disposisikan")
        assert other in all_said(office.kasubag)
        for _ in BOTH:
            await office.kasubag.press("Formulir siap")
            await office.kasubag.press("Perintahkan Staf")
            await office.staf.press("Bagikan")

        await office.tiara.say("/isi")
        assert "Formulir mana yang akan dibuka?" in last(office.tiara)
        assert sorted(label.split(" Kasi")[0] for label in office.tiara.labels) == ["Desember", "Triwulan IV"]


async def test_a_form_is_filled_for_the_cycle_it_belongs_to(database: Keeping) -> None:
    data = small_office()
    async with open_office(database, replace(data, office=replace(data.office, schedules=BOTH))) as office:
        await office.until(4, 8)
        for _ in BOTH:
            await office.sekretaris.press("Disposisikan")
            await office.kasubag.press("Formulir siap")
            await office.kasubag.press("Perintahkan Staf")
            await office.staf.press("Bagikan")
        await fill(office.tiara, ("12", "3"))
        await office.tiara.press("Serahkan")
        await office.sekretaris.say("/status")
        assert last(office.sekretaris).count("sudah diserahkan") == 1


async def test_mulai_tells_the_periods_apart_and_starts_the_one_that_was_chosen(database: Keeping) -> None:
    data = small_office()
    async with open_office(database, replace(data, office=replace(data.office, schedules=BOTH))) as office:
        await office.kasubag.say("/mulai")
        assert sorted(office.kasubag.labels) == ["Batal", "Desember", "Triwulan IV"]
        await office.kasubag.press("Desember")
        await office.kasubag.say("/status")
        assert "Desember Tahun 2026" in last(office.kasubag)
        assert "Triwulan IV" not in last(office.kasubag)


async def test_mulai_offers_only_what_has_not_been_started(database: Keeping) -> None:
    data = small_office()
    async with open_office(database, replace(data, office=replace(data.office, schedules=BOTH))) as office:
        await office.kasubag.say("/mulai")
        await office.kasubag.press("Desember")
        await office.kasubag.say("/mulai")
        assert last(office.kasubag) == "Mulai pengumpulan data kinerja Triwulan IV Tahun 2026?"
        await office.kasubag.press("Mulai")
        await office.kasubag.say("/mulai")
        assert "Pengumpulan data Desember Tahun 2026, Triwulan IV Tahun 2026 sudah pernah dimulai." in last(
            office.kasubag
        )

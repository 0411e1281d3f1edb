"""The stage above the phones: its clock, its play, and a clean office."""

import re

from playwright.async_api import Page, expect

from tests.browser.desk import Desk


async def test_the_clock_moves_by_its_buttons_and_what_is_due_appears_on_the_phones(desk: Desk) -> None:
    clock = desk.stage.get_by_role("time")
    for label, shown in (
        ("+15 menit", "15.15 WIB"),
        ("+1 jam", "16.15 WIB"),
        ("Ke pengingat berikutnya", "08.00 WIB"),
    ):
        await desk.move(label)
        await expect(clock).to_have_text(shown)
    await expect(desk.phone("sekretaris").said("Langkah 1 dari 13")).to_be_visible()
    await expect(desk.step(1)).to_have_attribute("aria-current", "step")
    await desk.move("Akhir hari kerja")
    await expect(clock).to_have_text("16.00 WIB")
    await desk.move("+1 hari kerja")
    await expect(desk.stage.get_by_text("Rabu, 6 Januari 2027")).to_be_visible()  # Tuesday is Isra Mikraj
    await expect(desk.phone("sekretaris").said("Batas waktu")).to_contain_text("telah")
    await expect(desk.step(1)).to_have_class(re.compile("late"))


async def test_the_clock_shows_the_day_in_the_zone_of_the_office(desk: Desk) -> None:
    await expect(desk.stage.get_by_text("Kamis, 31 Desember 2026")).to_be_visible()


async def test_an_unread_message_is_marked_until_the_phone_is_touched(desk: Desk, page: Page) -> None:
    await desk.move("Ke pengingat berikutnya")
    chip = page.get_by_role("navigation").get_by_role("button", name="Retno Contoh")
    await expect(chip.locator(".badge")).to_be_visible()
    await desk.phone("sekretaris").field.focus()
    await expect(chip.locator(".badge")).to_be_hidden()


async def test_a_page_opened_at_one_phone_stays_there_though_another_acted_last(desk: Desk, page: Page) -> None:
    await desk.show.step()
    await desk.show.step()
    kasubag = desk.show.stage.people["kasubag-keu"]
    await page.goto(f"{desk.show.stage.telegram.url}/#{kasubag.id}")
    await page.reload()
    await expect(desk.stage.get_by_text("Sekretaris Kecamatan menekan")).to_be_visible()
    await expect(desk.phone("kasubag-keu").element).to_be_visible()


async def test_the_play_goes_step_by_step_plays_pauses_and_starts_over(desk: Desk) -> None:
    await desk.stage.get_by_role("button", name="Selangkah").click()
    await expect(desk.phone("sekretaris").said("Langkah 1 dari 13")).to_be_visible()
    await desk.stage.get_by_label("Kecepatan").select_option("Cepat")
    await desk.stage.get_by_role("button", name="Putar").click()
    await expect(desk.step(5)).to_have_attribute("aria-current", "step")
    await desk.stage.get_by_role("button", name="Jeda").click()
    await expect(desk.stage.get_by_role("button", name="Putar")).to_be_visible()
    await desk.stage.get_by_role("button", name="Mulai lagi").click()
    await desk.stage.get_by_role("button", name="Yakin? Kantor dikosongkan").click()
    await expect(desk.stage.get_by_text("Belum ada pengumpulan data kinerja.")).to_be_visible()
    await expect(desk.stage.get_by_role("time")).to_have_text("15.00 WIB")
    await expect(desk.phone("sekretaris").said("Selamat datang")).to_be_visible()

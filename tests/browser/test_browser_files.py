"""Files on the page: a form is downloaded and opens in Excel, and goes back by the button or by drag and drop."""

import io
from pathlib import Path

import openpyxl
from playwright.async_api import Locator, Page, expect

from demo.excel import fill_workbook
from demo.figures import figures_by_name
from tests.browser.desk import Desk
from tests.browser.few import few_units

KASI = "kasi-pemerintahan"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def download(page: Page, link: Locator) -> bytes:
    async with page.expect_download() as waiting:
        await link.click()
    path = await (await waiting.value).path()
    return path.read_bytes()


def filled(form: bytes) -> bytes:
    return fill_workbook(form, figures_by_name(few_units()))


async def test_a_form_is_downloaded_filled_in_excel_and_sent_back_by_the_button(
    desk: Desk, page: Page, tmp_path: Path
) -> None:
    await desk.hand_out_forms()
    kasi = desk.phone(KASI)
    form = await download(page, kasi.element.get_by_role("link", name="Unduh formulir"))
    rows = openpyxl.load_workbook(io.BytesIO(form)).worksheets[0].iter_rows(values_only=True)
    assert "Persentase realisasi PBB-P2" in {cell for row in rows for cell in row}

    path = tmp_path / "formulir.xlsx"
    path.write_bytes(filled(form))
    async with page.expect_file_chooser() as waiting:
        await kasi.element.get_by_role("button", name="Kirim berkas atau foto").click()
    await (await waiting.value).set_files(path)
    await expect(kasi.element.get_by_text("formulir.xlsx", exact=True)).to_be_visible()
    await kasi.write("Mohon diterima.")
    await expect(kasi.said("Mohon diterima.")).to_contain_text("formulir.xlsx")
    await kasi.press("apply")
    await expect(kasi.said("Langkah 6 dari 13")).to_be_visible()


async def test_a_form_is_dropped_on_the_phone_and_sent(desk: Desk, page: Page, tmp_path: Path) -> None:
    await desk.hand_out_forms()
    kasi = desk.phone(KASI)
    path = tmp_path / "isian.xlsx"
    path.write_bytes(filled(await download(page, kasi.element.get_by_role("link", name="Unduh formulir"))))
    await drag(page, path, kasi.element)
    await expect(kasi.element.get_by_text("isian.xlsx", exact=True)).to_be_visible()
    await kasi.element.get_by_role("button", name="Kirim", exact=True).click()
    await expect(kasi.said("isian.xlsx")).to_be_visible()
    await expect(kasi.button("apply")).to_be_visible()


async def drag(page: Page, file: Path, onto: Locator) -> None:
    """As from a file manager: the browser itself makes the events, with a real file."""
    box = await onto.bounding_box()
    assert box
    devtools = await page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        await devtools.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
        if kind == "dragOver":
            await expect(onto).to_contain_class("dropping")


async def test_what_was_about_to_be_sent_can_be_put_aside(desk: Desk, page: Page, tmp_path: Path) -> None:
    await desk.hand_out_forms()
    kasi = desk.phone(KASI)
    path = tmp_path / "salah.txt"
    path.write_text("bukan ini")
    await expect(kasi.element.get_by_role("link", name="Unduh formulir")).to_be_visible()  # nothing moves any more
    await drag(page, path, kasi.element)
    await kasi.element.get_by_role("button", name="Batal", exact=True).click()
    await kasi.write("Mohon maaf.")
    await expect(kasi.said("Mohon maaf.")).not_to_contain_text("salah.txt")


async def test_a_papers_picture_of_the_qr_is_for_the_phone(page: Page) -> None:
    await page.get_by_role("button", name="Tautan /start").click()
    code = page.get_by_role("img", name="Kode QR dari tautan")
    await expect(code).to_be_visible()
    assert await code.evaluate("picture => picture.naturalWidth") > 100

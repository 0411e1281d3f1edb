"""The form as a workbook: sent back, previewed, applied; and everything that is not this form."""

import io
from collections.abc import Callable, Mapping

import openpyxl
import pytest

from bot.documents.limits import MAX_BYTES
from demo.excel import fill_workbook
from demo.figures import Figure
from tests.stories.office import OnTelegram, fill, reach_decision, reach_filling, stranger
from tests.stories.phones import TelegramPhone, all_said, last, verify_dialog
from tests.stories.test_story_managing import TO_15, TO_FOURTH
from tests.stories.world import PATROLS, SERVICES, TRANTIB, UNREST, VILLAGES

PANDU: Mapping[str, Figure] = {VILLAGES: Figure(1, "87,5"), SERVICES: Figure(2, "950", "Rp18.500.000")}
TIARA: Mapping[str, Figure] = {PATROLS: Figure(3, "12"), UNREST: Figure(4, "3")}
NAME = "formulir.xlsx"


@pytest.fixture
async def filling(office: OnTelegram) -> OnTelegram:
    await reach_filling(office)
    return office


async def answered(phone: TelegramPhone, name: str, data: bytes) -> list[str]:
    """What the bot wrote to somebody who sent this."""
    before = phone.shown
    await phone.send(name, data)
    return [text for message, text in phone.shown.items() if message not in before]


def with_cell(data: bytes, indicator: str, old: object, new: str) -> bytes:
    """The same workbook with one cell of the indicator's row changed."""

    def change(book: openpyxl.Workbook) -> None:
        row = next(row for row in book.worksheets[0].iter_rows() if any(cell.value == indicator for cell in row))
        next(cell for cell in row if cell.value == old).value = new

    return changed(data, change)


async def test_a_filled_workbook_is_previewed_then_applied(filling: OnTelegram) -> None:
    filled = fill_workbook(filling.pandu.file("formulir"), PANDU)
    (preview,) = await answered(filling.pandu, NAME, filled)
    assert "Isi lembar Excel · Kasi Pemerintahan, Triwulan IV Tahun 2026" in preview
    assert "Berubah 3 isian, tetap 0 indikator, bermasalah 0 isian." in preview
    assert f"2. {SERVICES}, realisasi anggaran: - → Rp18.500.000" in preview
    assert "Langkah 6 dari 13" not in all_said(filling.pandu)
    await verify_dialog(
        filling.pandu,
        ("[Terapkan]", "Isi lembar Excel telah disimpan."),
        ("[Serahkan]", "Sudah diserahkan"),
    )
    assert "1 indikator" not in last(filling.kasubag)


async def test_a_cell_that_cannot_be_read_is_named_and_the_rest_applied(filling: OnTelegram) -> None:
    typed = {**TIARA, PATROLS: Figure(3, "11")}
    filled = with_cell(fill_workbook(filling.tiara.file("formulir"), typed), PATROLS, 11, "sekitar selusin")
    preview, marked = await answered(filling.tiara, NAME, filled)
    assert "Berubah 1 isian, tetap 0 indikator, bermasalah 1 isian." in preview
    assert f"({PATROLS}): “sekitar selusin” tidak disimpan. Bukan angka" in preview
    assert "• Sel " in preview
    assert "berwarna merah" in marked
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"))
    assert f"Indikator 1 dari 2\n{PATROLS}" in all_said(filling.tiara)
    await verify_dialog(filling.tiara, ("12", "Langkah 6 dari 13"))


async def test_an_error_and_a_formula_without_a_result_are_named_and_the_rest_applied(filling: OnTelegram) -> None:
    typed = {**PANDU, VILLAGES: Figure(1, "11"), SERVICES: Figure(2, "950", "Rp12")}
    data = with_cell(fill_workbook(filling.pandu.file("formulir"), typed), VILLAGES, 11, "=900/1000*100")
    preview, _ = await answered(filling.pandu, NAME, with_cell(data, SERVICES, 12, "#DIV/0!"))
    assert "Berubah 1 isian, tetap 0 indikator, bermasalah 2 isian." in preview
    assert f"({VILLAGES}): “=900/1000*100” tidak disimpan. Rumus pada sel ini belum dihitung" in preview
    assert f"({SERVICES}): “#DIV/0!” tidak disimpan. Sel ini berisi galat" in preview
    sheet = openpyxl.load_workbook(io.BytesIO(filling.pandu.file("formulir"))).worksheets[0]
    marked = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {"=900/1000*100": "s", "#DIV/0!": "s"}
    await verify_dialog(filling.pandu, ("[Terapkan]", "telah disimpan"), ("/isi", f"2. {SERVICES}: 950 Dokumen"))


async def test_a_row_of_somebodys_own_with_a_figure_is_named_and_the_rest_applied(filling: OnTelegram) -> None:
    def with_total(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows() if any(cell.value == "Realisasi" for cell in row))
        at = next(cell.column for cell in header if cell.value == "Realisasi")
        sheet.cell(30, 2).value = "Jumlah patroli"
        sheet.cell(30, at).value = 15

    data = changed(fill_workbook(filling.tiara.file("formulir"), TIARA), with_total)
    (preview,) = await answered(filling.tiara, NAME, data)
    assert "Berubah 2 isian, tetap 0 indikator, bermasalah 1 isian." in preview
    assert "30 (Jumlah patroli): “15” tidak disimpan karena barisnya bukan indikator formulir ini." in preview
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"))


async def test_the_marked_workbook_comes_back_filled_and_is_mended(filling: OnTelegram) -> None:
    typed = {**TIARA, PATROLS: Figure(3, "11")}
    filled = with_cell(fill_workbook(filling.tiara.file("formulir"), typed), PATROLS, 11, "sekitar selusin")
    await filling.tiara.send(NAME, filled)
    marked = filling.tiara.file("formulir")
    sheet = openpyxl.load_workbook(io.BytesIO(marked)).worksheets[0]
    (bad,) = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert bad.value == "sekitar selusin"
    assert "Bukan angka" in str(bad.comment and bad.comment.text)
    assert 3 in [cell.value for row in sheet.iter_rows() for cell in row if cell.row == (bad.row or 0) + 1][4:]
    (preview,) = await answered(filling.tiara, NAME, with_cell(marked, PATROLS, "sekitar selusin", "12"))
    assert "Berubah 2 isian, tetap 0 indikator, bermasalah 0 isian." in preview
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"), ("[Serahkan]", "Sudah diserahkan"))


async def test_a_share_that_the_spreadsheet_kept_as_a_fraction_is_asked_about(filling: OnTelegram) -> None:
    fraction = fill_workbook(filling.pandu.file("formulir"), {VILLAGES: Figure(1, "0,875")})
    (preview,) = await answered(filling.pandu, NAME, fraction)
    assert "Bila maksudnya 87,5 persen" in preview
    assert filling.pandu.labels == ["Jadikan persen", "Simpan apa adanya", "Batal"]
    await verify_dialog(filling.pandu, ("[Jadikan persen]", "telah disimpan"))
    (again,) = await answered(filling.pandu, NAME, fraction)
    assert f"{VILLAGES}, realisasi: 87,5 → 0,875" in again
    await verify_dialog(filling.pandu, ("[Simpan apa adanya]", "telah disimpan"))
    (still,) = await answered(filling.pandu, NAME, fraction)
    assert "Tidak ada yang berubah" in still


async def test_batal_leaves_everything_as_it_was(filling: OnTelegram) -> None:
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    old = filling.tiara.data("Terapkan")
    await verify_dialog(filling.tiara, ("[Batal]", "Dibatalkan"))
    assert "sudah selesai" in await filling.tiara.forge(old)
    await verify_dialog(filling.tiara, ("[Isi formulir]", "Indikator 1 dari 2"))


async def test_a_workbook_answers_the_question_that_was_open_and_the_next_one_missing_is_asked(
    filling: OnTelegram,
) -> None:
    await filling.tiara.press("Isi formulir")
    asked = filling.tiara.person.last
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), {PATROLS: TIARA[PATROLS]}))
    assert "Berapa realisasinya" not in filling.tiara.shown[str(asked.id)]
    await verify_dialog(filling.tiara, ("[Terapkan]", f"Indikator 2 dari 2\n{UNREST}"))
    assert f"Indikator 2 dari 2\n{UNREST}" in last(filling.tiara)
    assert f"1. {PATROLS}: 12 Kali" in filling.tiara.shown[str(asked.id)]
    await verify_dialog(filling.tiara, ("3", "Langkah 6 dari 13"))


async def test_after_a_workbook_that_completes_the_form_nothing_is_asked_any_more(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    await filling.tiara.press("Terapkan")
    assert "Langkah 6 dari 13" in last(filling.tiara)
    assert not [text for text in filling.tiara.shown.values() if "Berapa realisasinya" in text]
    await verify_dialog(filling.tiara, ("7", "belum dapat dipahami"), ("[Serahkan]", "Sudah diserahkan"))


async def test_a_workbook_for_a_form_that_was_complete_brings_serahkan_down(filling: OnTelegram) -> None:
    await fill(filling.tiara, ("12", "3"))
    other = {**TIARA, PATROLS: Figure(3, "11")}
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), other))
    await filling.tiara.press("Terapkan")
    assert "Langkah 6 dari 13" in last(filling.tiara)


async def test_a_workbook_left_aside_leads_back_to_the_question(filling: OnTelegram) -> None:
    await filling.tiara.press("Isi formulir")
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    await verify_dialog(filling.tiara, ("12", "“12”"), ("[Batal]", f"Indikator 1 dari 2\n{PATROLS}"))
    await verify_dialog(filling.tiara, ("12", f"Indikator 2 dari 2\n{UNREST}"))


async def test_a_workbook_that_waited_says_what_it_would_change_now(filling: OnTelegram) -> None:
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    old = filling.tiara.data("Terapkan")
    assert f"1. {PATROLS}, realisasi: - → 12" in last(filling.tiara)
    await verify_dialog(
        filling.tiara,
        ("/isi", f"Indikator 1 dari 2\n{PATROLS}"),
        ("11", f"Indikator 2 dari 2\n{UNREST}"),
        ("/batal", f"1. {PATROLS}, realisasi: 11 → 12"),
    )
    assert "sudah selesai" in await filling.tiara.forge(old)


async def test_what_a_colleague_typed_meanwhile_is_not_overwritten_unseen(filling: OnTelegram) -> None:
    await filling.pandu.send(NAME, fill_workbook(filling.pandu.file("formulir"), PANDU))
    assert f"1. {VILLAGES}, realisasi: - → 87,5" in last(filling.pandu)
    await verify_dialog(filling.opi, ("/isi", VILLAGES), ("88", SERVICES))
    await verify_dialog(filling.pandu, ("[Terapkan]", "Isian formulir berubah sejak pratinjau tadi."))
    assert f"1. {VILLAGES}, realisasi: 88 → 87,5" in last(filling.pandu)
    await verify_dialog(filling.pandu, ("[Terapkan]", "Isi lembar Excel telah disimpan."))


async def test_where_a_colleague_typed_the_same_nothing_is_left_to_apply(filling: OnTelegram) -> None:
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), {PATROLS: Figure(3, "12")}))
    await verify_dialog(filling.staf, ("/isi", "unit mana"), (f"[{TRANTIB}]", PATROLS), ("12", UNREST))
    await verify_dialog(filling.tiara, ("[Terapkan]", "Tidak ada yang berubah pada lembar Excel"))


async def test_a_workbook_does_not_take_the_place_of_a_kendala(filling: OnTelegram) -> None:
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    first, preview = filling.tiara.data("Terapkan"), filling.tiara.person.last
    await verify_dialog(filling.tiara, ("[Sampaikan Kendala]", "Mohon tuliskan kendala"), ("Banjir.", "Tercatat"))
    assert "Isi lembar Excel" in last(filling.tiara)
    other = {**TIARA, PATROLS: Figure(3, "11")}
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), other))
    assert "sudah selesai" in await filling.tiara.forge(first, on=preview), "that was an earlier workbook's"
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"), ("[Lihat isian]", f"1. {PATROLS}: 11 Kali"))


async def test_the_form_of_another_unit_is_named_and_the_own_one_sent(filling: OnTelegram) -> None:
    said, form = await answered(filling.tiara, NAME, fill_workbook(filling.pandu.file("formulir"), PANDU))
    assert "milik unit Kasi Pemerintahan, Triwulan IV Tahun 2026" in said
    assert "Formulir Kasi Trantib, Triwulan IV Tahun 2026 segera dikirim." in said
    assert "isian sampai saat ini" in form
    (preview,) = await answered(filling.tiara, NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    assert "Kasi Trantib" in preview


async def test_a_form_that_was_handed_over_is_locked(filling: OnTelegram) -> None:
    form = fill_workbook(filling.tiara.file("formulir"), TIARA)
    await filling.tiara.send(NAME, form)
    await filling.tiara.press("Terapkan")
    await filling.tiara.press("Serahkan")
    (said,) = await answered(filling.tiara, NAME, form)
    assert said.startswith("Berkas ini milik unit Kasi Trantib, Triwulan IV Tahun 2026. Formulir ini sudah diserahkan")


def changed(data: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without_keys(book: openpyxl.Workbook) -> None:
    """As a program leaves it that keeps neither hidden sheets nor hidden columns."""
    sheet = book.worksheets[0]
    del book["kunci"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Kunci baris" for cell in row))
    sheet.delete_cols(next(cell.column for cell in header if cell.value == "Kunci baris"))


async def test_a_form_whose_keys_were_lost_is_known_by_its_words_and_the_preview_says_so(filling: OnTelegram) -> None:
    bare = changed(fill_workbook(filling.tiara.file("formulir"), TIARA), without_keys)
    (preview,) = await answered(filling.tiara, NAME, bare)
    assert "Kunci formulir pada berkas ini hilang" in preview
    assert "dikenali sebagai formulir Kasi Trantib, Triwulan IV Tahun 2026" in preview
    await verify_dialog(filling.tiara, ("[Terapkan]", "telah disimpan"), ("[Serahkan]", "Sudah diserahkan"))


async def test_a_form_without_keys_that_leaves_a_doubt_is_refused_with_the_right_one(filling: OnTelegram) -> None:
    def of_last_year(book: openpyxl.Workbook) -> None:
        without_keys(book)
        for row in book.worksheets[0].iter_rows(max_row=6):
            if str(row[0].value).startswith("Periode:"):
                row[0].value = "Periode: Triwulan IV Tahun 2025"

    said, _ = await answered(filling.tiara, NAME, changed(filling.tiara.file("formulir"), of_last_year))
    assert "milik unit Kasi Trantib, Triwulan IV Tahun 2025" in said
    assert "Formulir Kasi Trantib, Triwulan IV Tahun 2026 segera dikirim." in said
    (preview,) = await answered(filling.tiara, NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    assert "hilang" not in preview


async def test_the_form_of_an_earlier_round_is_too_old(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Kembalikan")
    await office.sekretaris.press(TRANTIB)
    await office.sekretaris.press("1. Patroli")
    for label in ("Sama seperti arahan", "Kembali ke unit", "Lanjut ke arahan"):
        await office.sekretaris.press(label)
    await office.sekretaris.say("Mohon diperiksa.")
    await office.sekretaris.press("Kirim kembali")
    old = office.tiara.file("formulir")
    await office.kasubag.press("Teruskan arahan")
    said, _ = await answered(office.tiara, NAME, fill_workbook(old, TIARA))
    assert "formulir unit Kasi Trantib, Triwulan IV Tahun 2026 telah diperbarui" in said
    assert "berkas ini versi 1, yang berlaku versi 2." in said
    other = {**TIARA, PATROLS: Figure(3, "11"), UNREST: Figure(4, "2")}
    preview, _ = await answered(office.tiara, NAME, fill_workbook(office.tiara.file("formulir"), other))
    assert "Berubah 1 isian" in preview
    assert f"({UNREST}): “2” tidak disimpan. Indikator ini terkunci" in preview
    await verify_dialog(office.tiara, ("[Terapkan]", "telah disimpan"), ("[Serahkan]", "Sudah diserahkan"))


async def test_a_workbook_from_before_a_revision_is_too_old_and_the_fresh_one_comes_with_the_refusal(
    filling: OnTelegram,
) -> None:
    old = fill_workbook(filling.tiara.file("formulir"), TIARA)
    await revise(filling)
    fresh = filling.tiara.file("formulir")
    said, caption = await answered(filling.tiara, NAME, old)
    assert "formulir unit Kasi Trantib, Triwulan IV Tahun 2026 telah diperbarui" in said
    assert "berkas ini versi 1, yang berlaku versi 2. Formulir Kasi Trantib" in said
    assert "Formulir dengan isian sampai saat ini" in caption
    (preview,) = await answered(filling.tiara, NAME, fill_workbook(fresh, TIARA))
    assert "Berubah 2 isian" in preview
    (other,) = await answered(filling.pandu, NAME, fill_workbook(filling.pandu.file("formulir"), PANDU))
    assert "Berubah 3 isian" in other


async def test_a_preview_that_a_revision_overtook_is_not_applied_and_what_it_held_is_shown(filling: OnTelegram) -> None:
    await filling.tiara.send(NAME, fill_workbook(filling.tiara.file("formulir"), TIARA))
    await revise(filling)
    await verify_dialog(filling.tiara, ("[Terapkan]", "Indikator formulir ini sudah direvisi"))
    assert f"• 1. {PATROLS}, realisasi: - → 12" in last(filling.tiara)
    await verify_dialog(filling.tiara, ("/isi", f"Indikator 1 dari 2\n{PATROLS}"))


async def test_the_question_in_the_chat_goes_on_after_a_revision(filling: OnTelegram) -> None:
    await verify_dialog(filling.tiara, ("[Isi formulir]", "Target periode ini: 12"))
    await revise(filling)
    assert "Target periode ini: 15" in all_said(filling.tiara)
    await verify_dialog(filling.tiara, ("15", f"Indikator 2 dari 2\n{UNREST}"))
    assert f"1. {PATROLS}: 15 Kali · capaian 100,00%" in all_said(filling.tiara)


async def revise(office: OnTelegram) -> None:
    """The target of the patrols in this quarter is 15 from now on, also in the form that is out."""
    await verify_dialog(office.adi, *TO_FOURTH, ("15", TO_15), ("[Terapkan]", "Revisi formulir"))
    await verify_dialog(office.kasubag, ("[Terapkan revisi]", "telah diterapkan"))


async def test_excel_gives_the_form_with_what_was_typed_so_far(filling: OnTelegram) -> None:
    await verify_dialog(filling.tiara, ("[Isi formulir]", PATROLS), ("12", UNREST), ("/excel", "sedang disiapkan"))
    sheet = openpyxl.load_workbook(io.BytesIO(filling.tiara.file("formulir"))).worksheets[0]
    row = next(row for row in sheet.iter_rows() if any(cell.value == PATROLS for cell in row))
    assert 12 in [cell.value for cell in row[5:]]
    (said,) = await answered(filling.tiara, NAME, filling.tiara.file("formulir"))
    assert "Tidak ada yang berubah" in said


async def test_the_forged_key_of_another_unit_does_not_pass(filling: OnTelegram) -> None:
    def forged(book: openpyxl.Workbook) -> None:
        key = str(book["kunci"]["B1"].value)
        book["kunci"]["B1"] = key[:-1] + ("0" if key[-1] != "0" else "1")

    said, _ = await answered(filling.tiara, NAME, changed(filling.tiara.file("formulir"), forged))
    assert "tidak dikenali sebagai formulir dari bot" in said


LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def another_workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


async def test_what_is_no_form_gets_one_sentence(filling: OnTelegram) -> None:
    for name, data, said in (
        ("rapat.ods", b"%PDF-1.7 bukan formulir", "bukan lembar Excel formulir"),
        ("formulir.xlsx", b"PK\x03\x04 rusak", "Mohon maaf, berkas ini"),
        ("formulir.xlsx", another_workbook(), "formulir tidak ditemukan dalam berkas ini"),
        ("formulir.xlsx", LOCKED, "dikunci dengan kata sandi"),
        ("besar.xlsx", bytes(MAX_BYTES + 1), "berkas melebihi 5 MB"),
    ):
        (answer,) = await answered(filling.tiara, name, data)
        assert said in answer
        assert answer.count(". ") <= 1


async def test_nothing_of_a_stranger_is_downloaded(filling: OnTelegram) -> None:
    outsider = stranger(filling)
    await outsider.send(NAME, filling.tiara.file("formulir"))
    assert len(outsider.shown) == 1
    assert "getFile" not in [call.method for call in filling.stage.telegram.calls]

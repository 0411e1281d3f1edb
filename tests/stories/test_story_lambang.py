"""/lambang: the picture in the kop, sent in the chat, replaced, taken out; papers stay with the one they began with."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bot.documents.picture import LARGEST, drawn, size_of
from bot.store import blobs, history, offices
from bot.store.engine import Tx
from tests.documents.lambang_samples import emblem
from tests.documents.test_documents_picture import claiming
from tests.stories.office import OnPlain, OnTelegram, approve, archive, phone_of, reach_decision, read
from tests.stories.phones import Phone, all_said, last, verify_dialog
from tests.stories.test_story_queues import dispose_in_vain

EMBLEM, OTHER = emblem(), emblem(400, 300)
ASKED = "Mohon kirim lambang daerah sebagai gambar PNG atau JPEG, paling besar 1 MB dan 2000 × 2000 piksel."
ASKED_AGAIN = "Lambang yang dimuat saat ini disertakan."
KEPT = "Lambang tersimpan. Kop dokumen yang dibuat mulai sekarang memuatnya"
DROPPED = "Lambang sudah dihapus."


def present(tx: Tx) -> bytes | None:
    sha256 = offices.office(tx, 1).lambang
    return blobs.get(tx, sha256) if sha256 else None


def events(tx: Tx) -> list[tuple[str, str, str]]:
    """What happened, as whom, and how the new one's hash begins."""
    return [(row.event, row.acting_as, row.data["new"][:8]) for row in history.of_office(tx, 1)]


def pictures(pdf: bytes) -> list[tuple[int, int]]:
    """The sizes of those on the first page."""
    return [image.image.size for image in PdfReader(BytesIO(pdf)).pages[0].images if image.image]


def media(docx: bytes) -> list[bytes]:
    with ZipFile(BytesIO(docx)) as parts:
        return [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]


async def shows(phone: Phone, data: bytes, name: str = "lambang.png") -> None:
    await phone.say("/lambang")
    await phone.send(name, data)
    assert KEPT in last(phone)


# -- sent ------------------------------------------------------------------------------------------------------------


async def test_the_kasubag_sends_the_lambang_as_a_file_and_sees_it_the_next_time(office: OnTelegram) -> None:
    await verify_dialog(office.kasubag, ("/lambang", ASKED))
    assert office.kasubag.labels == ["Batal"]
    await office.kasubag.send("logo kabupaten.png", EMBLEM)
    assert KEPT in last(office.kasubag)
    assert await read(office, present) == drawn(EMBLEM)
    await verify_dialog(office.kasubag, ("/lambang", ASKED_AGAIN), ("/batal", "Dibatalkan."))
    shown = next(one for one in reversed(office.kasubag.person.received) if one.photo)
    assert "Lambang pada kop dokumen Kecamatan Contoh" in shown.text
    [(event, by, _)] = await read(office, events)
    assert (event, by) == ("LambangChanged", "Kartika Dewi, Kasubag Keu dan Prolap")


async def test_the_admin_sends_it_as_a_photo_and_what_was_written_beside_it_comes_back(office: OnTelegram) -> None:
    photo = emblem(800, 1000, "JPEG")
    await office.adi.say("/lambang")
    await office.adi.person.photo(photo, "lambang yang baru")
    await office.stage.settle()
    assert KEPT in all_said(office.adi)
    assert "lambang yang baru" in last(office.adi)
    kept = await read(office, present)
    assert kept == drawn(photo)
    assert size_of(kept) == (480, 600)


async def test_another_picture_takes_the_place_and_the_same_one_changes_nothing(office: OnTelegram) -> None:
    await shows(office.kasubag, EMBLEM)
    await shows(office.adi, OTHER)
    await office.kasubag.say("/lambang")
    await office.kasubag.send("lagi.png", OTHER)
    assert last(office.kasubag) == "Gambar ini sudah menjadi lambang kantor."
    assert await read(office, present) == drawn(OTHER)
    assert len(await read(office, events)) == 2


REFUSED = {
    "a document under a picture's name": ("lambang.png", b"%PDF-1.7\nsurat", "bukan gambar PNG atau JPEG"),
    "a picture of another kind": ("lambang.png", emblem(kind="GIF", mode="P"), "bukan gambar PNG atau JPEG"),
    "a bomb": ("lambang.png", claiming(60_000, 60_000), "terlalu besar"),
    "a photo as the camera made it": ("foto.jpg", emblem(3000, 4000, "JPEG"), "terlalu besar"),
    "too many bytes": ("lambang.png", EMBLEM + bytes(LARGEST), "terlalu besar"),
    "half a picture": ("lambang.png", EMBLEM[:200], "rusak"),
    "a workbook": ("lambang.xlsx", b"PK\x03\x04", "bukan gambar PNG atau JPEG"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_such_picture_is_refused_in_one_sentence_and_the_question_stays(
    office: OnTelegram, what: str
) -> None:
    name, data, why = REFUSED[what]
    before = await read(office, how_many_blobs)
    await office.kasubag.say("/lambang")
    await office.kasubag.send(name, data)
    assert why in last(office.kasubag)
    assert last(office.kasubag).startswith("Mohon maaf, ")
    assert await read(office, present) is None
    assert await read(office, how_many_blobs) == before
    await verify_dialog(office.kasubag, ("ini lambangnya", "Mohon kirim gambarnya, atau ketuk Batal."))
    await office.kasubag.send("lambang.png", EMBLEM)
    assert KEPT in last(office.kasubag)


def how_many_blobs(tx: Tx) -> int:
    return int(tx.exec_driver_sql("SELECT count(*) FROM blobs").scalar_one())


async def test_a_picture_that_nobody_asked_for_is_no_lambang(office: OnTelegram) -> None:
    await office.kasubag.send("lambang.png", EMBLEM)
    await office.kasubag.say("/lambang")
    await office.kasubag.press("Batal")
    await office.kasubag.send("lambang.png", EMBLEM)
    assert await read(office, present) is None


@pytest.mark.parametrize("key", ["camat", "sekretaris", "staf", "pandu", "opi"])
async def test_whoever_does_not_keep_the_offices_data_is_refused(office: OnTelegram, key: str) -> None:
    phone = phone_of(office, key)
    await verify_dialog(phone, ("/lambang", "hanya untuk Kasubag Keu dan Prolap atau admin"))
    await phone.send("lambang.png", EMBLEM)
    assert await read(office, present) is None
    await shows(office.adi, EMBLEM)
    await office.adi.say("/lambang")
    await phone.say("/bantuan")
    await phone.forge(office.adi.data("Hapus lambang"))
    await phone.forge(office.adi.data("Hapus lambang").replace("_drop", "_sure"))
    assert await read(office, present) == drawn(EMBLEM)


# -- taken out -------------------------------------------------------------------------------------------------------


async def test_it_is_taken_out_after_it_was_asked_once_more(office: OnTelegram) -> None:
    await shows(office.kasubag, EMBLEM)
    await verify_dialog(
        office.kasubag,
        ("/lambang", ASKED_AGAIN),
        ("[Hapus lambang]", "Lambang akan dihapus dari kop dokumen yang dibuat selanjutnya."),
    )
    assert await read(office, present) == drawn(EMBLEM)
    await verify_dialog(office.kasubag, ("[Batal]", "Dibatalkan."), ("/lambang", ASKED_AGAIN))
    await verify_dialog(office.kasubag, ("[Hapus lambang]", "Apakah sudah benar?"), ("[Ya, hapus]", DROPPED))
    assert await read(office, present) is None
    assert [new for _, _, new in await read(office, events)][1:] == [""]
    await verify_dialog(office.kasubag, ("/lambang", ASKED))


async def test_an_old_button_takes_out_no_other_lambang_than_it_stood_under(office: OnTelegram) -> None:
    await shows(office.kasubag, EMBLEM)
    await office.kasubag.say("/lambang")
    await office.kasubag.press("Hapus lambang")
    old, echo = office.kasubag.data("Ya, hapus"), office.kasubag.person.last
    await shows(office.adi, OTHER)
    assert "sudah selesai" in await office.kasubag.forge(old, on=echo)
    assert await read(office, present) == drawn(OTHER)


async def test_on_a_channel_without_pictures_of_its_own_it_goes_the_same_way(plain_office: OnPlain) -> None:
    await shows(plain_office.kasubag, EMBLEM)
    await verify_dialog(plain_office.kasubag, ("/lambang", ASKED_AGAIN), ("[Hapus lambang]", "Apakah sudah benar?"))
    assert plain_office.kasubag.file("lambang-daerah") == drawn(EMBLEM)
    await verify_dialog(plain_office.kasubag, ("[Ya, hapus]", DROPPED))


# -- on paper --------------------------------------------------------------------------------------------------------


async def test_every_paper_with_a_kop_shows_the_lambang_that_was_the_offices_when_it_was_asked_for(
    office: OnTelegram,
) -> None:
    first, second = size_of(drawn(EMBLEM)), size_of(drawn(OTHER))
    await shows(office.kasubag, EMBLEM)
    await reach_decision(office)
    assert pictures(office.kasubag.file("disposisi")) == [first]
    assert pictures(office.staf.file("tanda-terima")) == [first]
    await approve(office)
    await shows(office.adi, OTHER)
    await archive(office)
    assert pictures(office.kasubag.file("dokumen-capaian")) == [second]
    assert pictures(office.kasubag.file("surat-pengantar-triwulan-iv-tahun-2026.pdf")) == [second]
    assert media(office.kasubag.file("surat-pengantar-triwulan-iv-tahun-2026.docx")) == [drawn(OTHER)]
    assert drawn(OTHER) in media(office.kasubag.file("naskah-dokumen-capaian"))
    assert pictures(office.kasubag.file("disposisi")) == [first]


async def test_a_paper_that_is_made_late_keeps_the_lambang_that_was_replaced_meanwhile(
    office: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture belongs to what the paper says, not to the moment in which it is made."""
    await shows(office.kasubag, EMBLEM)
    await dispose_in_vain(office, monkeypatch)
    await shows(office.adi, OTHER)
    await office.adi.say("/antrean")
    await office.adi.press("Buat lagi")
    await office.stage.app.due()
    await office.stage.settle()
    assert pictures(office.kasubag.file("disposisi")) == [size_of(drawn(EMBLEM))]


async def test_without_a_lambang_no_paper_has_a_picture(office: OnTelegram) -> None:
    await shows(office.kasubag, EMBLEM)
    await office.kasubag.say("/lambang")
    await office.kasubag.press("Hapus lambang")
    await office.kasubag.press("Ya, hapus")
    await office.until(4, 8)
    await office.sekretaris.press("Disposisikan")
    assert pictures(office.kasubag.file("disposisi")) == []

"""/status: where the cycle stands, for anyone concerned, in words and as one picture."""

from tests.stories.office import OnTelegram, fill, reach_filling
from tests.stories.phones import last, verify_dialog
from tests.stories.world import PEMERINTAHAN, TRANTIB


async def test_the_camat_sees_who_holds_what_since_when_and_what_time_is_left(office: OnTelegram) -> None:
    await office.until(4, 8)
    await verify_dialog(
        office.camat,
        ("/status", "Sekretaris Kecamatan, sejak 04-01-2027 08.00"),
    )
    assert "sampai Senin, 4 Januari 2027 pukul 08.15 WIB, sisa 15 menit kerja" in last(office.camat)


async def test_each_unit_is_listed_with_what_it_has_and_what_is_left(office: OnTelegram) -> None:
    await reach_filling(office)
    await fill(office.tiara, ("12", "3"))
    await office.tiara.press("Serahkan")
    await verify_dialog(office.camat, ("/status", f"• {TRANTIB}: sudah diserahkan"))
    assert f"• {PEMERINTAHAN}: terisi 0 dari" in last(office.camat)
    assert "sampai 07-01-2027 16.00 (sisa 2 hari kerja)" in last(office.camat)
    await office.until(8, 9)
    await verify_dialog(office.camat, ("/status", "melewati batas waktu 07-01-2027 16.00"))


async def test_one_tap_makes_it_a_picture(office: OnTelegram) -> None:
    await reach_filling(office)
    await verify_dialog(
        office.camat,
        ("/status", TRANTIB),
        ("[Lihat gambar]", "Posisi pengumpulan data kinerja Kecamatan Contoh, Senin, 4 Januari 2027 pukul"),
    )
    message = office.camat.person.messages[-1]
    assert message.photo is not None, "seen at once, no file to be opened"

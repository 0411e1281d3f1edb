"""Buttons that cannot lie: what was answered, or shown anew, offers nothing any more."""

from tests.stories.office import OnTelegram, reach_decision, reach_filling


def live(office: OnTelegram, key: str) -> list[str]:
    """Every button that this person could still tap, oldest first."""
    return [label for message in office.stage.people[key].received for label in message.labels]


async def test_a_prompt_loses_its_buttons_once_it_is_answered_by_a_tap(office: OnTelegram) -> None:
    await reach_decision(office)
    await office.sekretaris.press("Setujui")
    assert "Ya, setujui" in live(office, "sekretaris")
    await office.sekretaris.press("Ya, setujui")
    assert live(office, "sekretaris") == []


async def test_a_prompt_loses_its_buttons_once_it_is_answered_in_words(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.pandu.press("Sampaikan Kendala")
    assert live(office, "pandu").count("Batal") == 1
    await office.pandu.say("Data dari desa belum masuk.")
    assert "Batal" not in live(office, "pandu")


async def test_a_card_shown_anew_leaves_no_live_buttons_behind(office: OnTelegram) -> None:
    await reach_filling(office)
    await office.pandu.say("/tugas")
    await office.pandu.say("/tugas")
    assert live(office, "pandu").count("Isi formulir") == 1
    assert "Kartu ini dikirim ulang di bawah." in [m.text for m in office.stage.people["pandu"].received]

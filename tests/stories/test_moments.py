"""What is played once and gone back to is the same as what is played."""

from pathlib import Path

from tests.stories.office import OnTelegram, in_a_file, open_office, reach_recap
from tests.stories.phones import all_said, last


async def test_a_moment_gone_back_to_is_the_talk_that_was_played(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with open_office(in_a_file(tmp_path / "a")) as played, open_office(in_a_file(tmp_path / "b")) as again:
        played.opened = "touched"  # so that it is played
        await reach_recap(played)
        await reach_recap(again)  # played and kept, or gone back to already
        played_talk = talks(played)
        assert talks(again) == played_talk
        await again.stage.go_back(await again.stage.save())
        assert talks(again) == played_talk
        await again.kasubag.press("Perintahkan rekap")
        assert "Langkah 8 dari 13" in last(again.staf)


def talks(office: OnTelegram) -> dict[str, str]:
    return {key: all_said(phone) for key, phone in vars(office).items() if hasattr(phone, "person")}

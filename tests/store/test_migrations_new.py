"""python -m bot.store.migrations.new: what it takes, and what it leaves alone."""

import pytest

from bot.store.migrations import new


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), ([], 2), (["a field", "too many"], 2)])
def test_who_only_asks_how_it_goes_gets_an_answer_and_no_migration(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = new.count()
    with pytest.raises(SystemExit) as ended:
        new.main(arguments)
    assert ended.value.code == status
    assert "python -m bot.store.migrations.new" in "".join(capsys.readouterr())
    assert new.count() == before

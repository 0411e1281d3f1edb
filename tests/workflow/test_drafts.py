"""A return in the making: nothing that was written is lost by what is ticked afterwards."""

import json

from bot.store.codec import decode, encode
from bot.workflow.drafts import Asks, Draft, ask_comments, ask_words, look, same_as_arahan, tick, tick_all, write


def test_a_comment_goes_to_the_entry_that_was_ticked() -> None:
    draft = write(tick(Draft(1), 7), "Mohon dicek.")
    assert draft.flags == ((7, "Mohon dicek."),)
    assert draft.asks is Asks.NOTHING


def test_the_comment_of_a_whole_unit_goes_only_to_entries_that_have_none() -> None:
    draft = write(tick(Draft(1), 7), "Mohon dicek.")
    draft = tick_all(draft, (7, 8, 9))
    assert (draft.ticked, draft.about) == ((7, 8, 9), (8, 9))
    assert write(draft, "Lengkapi.").flags == ((7, "Mohon dicek."), (8, "Lengkapi."), (9, "Lengkapi."))


def test_a_whole_unit_whose_entries_all_have_comments_asks_for_none() -> None:
    draft = write(tick_all(Draft(1), (7, 8)), "Lengkapi.")
    again = tick_all(tick(draft, 7), (7, 8))
    assert (set(again.flags), again.asks) == ({(7, "Lengkapi."), (8, "Lengkapi.")}, Asks.NOTHING)


def test_unticking_one_entry_keeps_the_others_and_its_own_comment_for_another_tick() -> None:
    draft = write(tick_all(Draft(1), (7, 8)), "Lengkapi.")
    without = tick(draft, 7)
    assert without.flags == ((8, "Lengkapi."),)
    assert tick(without, 7).flags == ((8, "Lengkapi."), (7, "Lengkapi."))
    assert write(tick(without, 7), "Lain.").flags == ((8, "Lengkapi."), (7, "Lain."))


def test_looking_elsewhere_asks_for_nothing_any_more_and_keeps_what_there_is() -> None:
    draft = look(tick(Draft(1, words="Mohon dilengkapi."), 7), None)
    assert (draft.asks, draft.ticked, draft.words) == (Asks.NOTHING, (7,), "Mohon dilengkapi.")


def test_words_that_nobody_asked_for_are_the_arahan() -> None:
    assert write(Draft(1), "Mohon dilengkapi.").words == "Mohon dilengkapi."
    assert write(ask_words(Draft(1, words="Dulu.")), "Kini.").words == "Kini."


def test_a_comment_that_is_the_arahan_follows_it_and_gives_way_to_one_of_its_own() -> None:
    draft = same_as_arahan(tick_all(Draft(1), (7, 8)))
    assert draft.bare == ()
    draft = write(draft, "Mohon dilengkapi.")
    assert draft.flags == ((7, "Mohon dilengkapi."), (8, "Mohon dilengkapi."))
    assert write(tick(tick(draft, 7), 7), "Lain.").flags == ((8, "Mohon dilengkapi."), (7, "Lain."))


def test_what_has_no_comment_yet_is_known_and_asked_for_together() -> None:
    draft = look(tick(write(tick(Draft(1), 7), "Mohon dicek."), 8), None)
    assert draft.bare == (8,)
    assert write(ask_comments(draft), "Lengkapi.").bare == ()


def test_a_draft_that_was_stored_is_the_same() -> None:
    draft = write(tick_all(Draft(2, unit_id=3), (7, 8)), "é")
    assert decode(Draft, json.loads(json.dumps(encode(draft)))) == draft

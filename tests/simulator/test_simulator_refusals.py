"""What the real server refuses is refused here, with its code and in its words."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from simulator.methods.table import METHODS
from tests.simulator.support import Call

PARSE = "Bad Request: can't parse entities: "
BUTTON = "Bad Request: can't parse InlineKeyboardButton: "
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


MESSAGES: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "Bad Request: message text is empty"),
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": "  \n "}, "Bad Request: text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
    ({"text": "x" * 4097}, "Bad Request: message is too long"),
    ({"text": "😀" * 2049}, "Bad Request: message is too long"),
    ({"text": "x", "parse_mode": "RTF"}, "Bad Request: unsupported parse_mode"),
    ({"text": "<b>x", "parse_mode": "HTML"}, PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ({"text": "ée <u1>x</u1>", "parse_mode": "HTML"}, PARSE + 'Unsupported start tag "u1" at byte offset 4'),
    ({"text": "a < b", "parse_mode": "HTML"}, PARSE + 'Unsupported start tag "" at byte offset 2'),
    ({"text": "a <b", "parse_mode": "HTML"}, PARSE + "Unclosed start tag at byte offset 2"),
    ({"text": "x</b>", "parse_mode": "HTML"}, PARSE + "Unexpected end tag at byte offset 1"),
    (
        {"text": "<b><i>test</b></i>", "parse_mode": "HTML"},
        PARSE + 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ),
    (
        {"text": "<span>x</span>", "parse_mode": "HTML"},
        PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    ({"text": "*x", "parse_mode": "Markdown"}, PARSE + "Can't find end of the entity starting at byte offset 0"),
    ({"text": "*x", "parse_mode": "MarkdownV2"}, PARSE + "Can't find end of Bold entity at byte offset 0"),
    (
        {"text": "x.", "parse_mode": "MarkdownV2"},
        PARSE + "Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "Bad Request: entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "Bad Request: can't parse MessageEntity: Unsupported type specified",
    ),
    ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": []}, "Bad Request: object expected as reply markup"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": "bad"}},
        'Bad Request: field "inline_keyboard" must be of type Array',
    ),
    ({"text": "x", "reply_markup": inline(callback_data="x")}, BUTTON + 'Can\'t find field "text"'),
    (
        {"text": "x", "reply_markup": inline(text="", callback_data="x")},
        BUTTON + "Text of the button must be non-empty",
    ),
    ({"text": "x", "reply_markup": inline(text="x")}, BUTTON + "Text buttons are not allowed in the inline keyboard"),
    (
        {"text": "x", "reply_markup": inline(text="x", callback_data="")},
        BUTTON + "Text buttons are not allowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline(text="x", callback_data="x", url="https://example.org")},
        BUTTON + "exactly one kind must be used, got url, callback_data",
    ),
    ({"text": "x", "reply_markup": inline(text="x", callback_data="é" * 33)}, "Bad Request: BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline(text="x", callback_data="x", style="loud")},
        BUTTON + "Invalid button style specified",
    ),
    (
        {"text": "x", "reply_markup": inline(text="x", url="not-a-url")},
        "Bad Request: inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": {"force_reply": "yes"}},
        'Bad Request: field "force_reply" must be of type Boolean',
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
    ({"text": "x", "reply_parameters": {"quote": "x"}}, 'Bad Request: can\'t find field "message_id"'),
)


@pytest.mark.parametrize(("params", "description"), MESSAGES)
async def test_a_message_that_the_server_would_not_take_is_refused(
    started: Person, raw: Call, params: dict[str, Any], description: str
) -> None:
    answer = await raw("sendMessage", chat_id=started.id, **params)
    assert (answer.get("error_code"), answer.get("description")) == (400, description)
    assert started.received == []


OTHERS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
    ("sendMessage", {"text": "x", "chat_id": 0}, "Bad Request: chat not found"),
    ("sendMessage", {"text": "x", "chat_id": "not_a_chat"}, "Bad Request: chat not found"),
    ("sendMessage", {"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
    ("sendDocument", {"chat_id": "@siti"}, "Bad Request: there is no document in the request"),
    ("sendPhoto", {"chat_id": "@siti"}, "Bad Request: there is no photo in the request"),
    ("sendDocument", {"chat_id": "@siti", "document": "x"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    (
        "sendDocument",
        {"chat_id": "@siti", "document": "x", "caption": "x" * 1025},
        "Bad Request: message caption is too long",
    ),
    ("sendMediaGroup", {"chat_id": "@siti", "media": []}, "Bad Request: there are no media in the request"),
    ("editMessageText", {"chat_id": "@siti", "text": "x", "message_id": 99}, "Bad Request: message to edit not found"),
    ("editMessageText", {"chat_id": "@siti", "text": "x", "message_id": 1}, "Bad Request: message can't be edited"),
    ("editMessageText", {"chat_id": "@siti", "text": "x"}, "Bad Request: message identifier is not specified"),
    ("deleteMessage", {"chat_id": "@siti", "message_id": 99}, "Bad Request: message to delete not found"),
    ("deleteMessage", {"chat_id": "@siti"}, "Bad Request: message identifier is not specified"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    ("sendChatAction", {"chat_id": "@siti", "action": "dance"}, "Bad Request: wrong parameter action in request"),
    ("getFile", {"file_id": "x"}, "Bad Request: wrong file_id or the file is temporarily unavailable"),
    ("setMyCommands", {"commands": [{"command": "Start!", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
    (
        "setMyCommands",
        {"commands": [{"command": "x", "description": ""}]},
        "Bad Request: command description must be non-empty",
    ),
    (
        "setMessageReaction",
        {"chat_id": "@siti", "message_id": 1, "reaction": [{"type": "emoji", "emoji": "x"}]},
        "Bad Request: REACTION_INVALID",
    ),
)


@pytest.mark.parametrize(("method", "params", "description"), OTHERS)
@pytest.mark.usefixtures("started")
async def test_other_methods_refuse_as_the_server_does(
    raw: Call, method: str, params: dict[str, Any], description: str
) -> None:
    answer = await raw(method, **params)
    assert (answer.get("error_code"), answer.get("description")) == (400, description)


async def test_an_unknown_method_and_a_wrong_token_are_refused(
    telegram: Simulator, raw: Call, session: aiohttp.ClientSession
) -> None:
    answer = await raw("sendNothing")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method not found")
    async with session.get(f"{telegram.base_url}1:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    ("prepare", "description"),
    [
        (lambda _: [], "Forbidden: bot can't initiate conversation with a user"),
        (lambda person: [person.start(), person.block()], "Forbidden: bot was blocked by the user"),
        (lambda person: [person.start(), person.deactivate()], "Forbidden: user is deactivated"),
    ],
)
async def test_a_person_who_cannot_be_reached_is_forbidden(
    siti: Person, raw: Call, prepare: Callable[[Person], list[Any]], description: str
) -> None:
    for step in prepare(siti):
        await step
    answer = await raw("sendMessage", chat_id=siti.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, description)


async def test_an_edit_that_changes_nothing_is_refused(started: Person, call: Call, raw: Call) -> None:
    markup = inline(text="x", callback_data="x")
    sent = await call("sendMessage", chat_id=started.id, text="<b>x</b>", parse_mode="HTML", reply_markup=markup)
    place = {"chat_id": started.id, "message_id": sent["message_id"]}
    same = await raw("editMessageText", **place, text="*x*", parse_mode="MarkdownV2", reply_markup=markup)
    assert same["description"] == SAME
    assert (await raw("editMessageReplyMarkup", **place, reply_markup=markup))["description"] == SAME
    assert (await raw("editMessageText", **place, text="x", reply_markup=markup))["ok"]


async def test_a_text_too_long_for_an_edit_is_refused_in_other_words_than_when_it_is_sent(
    started: Person, call: Call, raw: Call
) -> None:
    sent = await call("sendMessage", chat_id=started.id, text="x")
    edit = {"chat_id": started.id, "text": "x" * 4097}
    answer = await raw("editMessageText", **edit, message_id=sent["message_id"])
    assert (answer["error_code"], answer["description"]) == (400, "Bad Request: MESSAGE_TOO_LONG")
    nowhere = await raw("editMessageText", **edit, message_id=99)
    assert nowhere["description"] == "Bad Request: message to edit not found"


async def test_an_edit_of_what_the_message_has_not_is_refused(started: Person, call: Call, raw: Call) -> None:
    text = (await call("sendMessage", chat_id=started.id, text="x"))["message_id"]
    await started.upload("x.txt", b"x")
    file_id = started.messages[-1].api["document"]["file_id"]
    document = (await call("sendDocument", chat_id=started.id, document=file_id))["message_id"]
    answer = await raw("editMessageCaption", chat_id=started.id, message_id=text, caption="y")
    assert answer["description"] == "Bad Request: there is no caption in the message to edit"
    answer = await raw("editMessageText", chat_id=started.id, message_id=document, text="y")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"
    markup = {"keyboard": [["x"]]}
    answer = await raw("editMessageText", chat_id=started.id, message_id=text, text="y", reply_markup=markup)
    assert answer["description"] == "Bad Request: inline keyboard expected"


async def test_a_photo_must_be_a_picture_and_a_photo_is_no_document(started: Person, call: Call, raw: Call) -> None:
    await started.upload("x.txt", b"x")
    document = started.messages[-1].api["document"]["file_id"]
    answer = await raw("sendPhoto", chat_id=started.id, photo=document)
    assert answer["description"] == "Bad Request: can't use file of type Document as Photo"
    assert (await call("sendDocument", chat_id=started.id, document=document))["document"]["file_id"] == document


JUNK: tuple[Any, ...] = (
    *("x", -1, None, True, [], {}, [1], ["x"], [{}], {"type": 1}, {"type": "photo"}, {"type": "chat", "chat_id": "x"}),
    *(
        [[{"text": 1}]],
        {"keyboard": [[1]]},
        {"inline_keyboard": [[1]]},
        {"inline_keyboard": [[{"text": "x", "web_app": 1}]]},
    ),
    *(
        {"message_id": "x"},
        [{"type": "bold", "offset": "x"}],
        [{"type": "text_link", "offset": 0, "length": 1, "url": 1}],
    ),
)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"getupdates"}))
async def test_nonsense_is_refused_and_never_breaks_the_server(
    started: Person, call: Call, raw: Call, method: str
) -> None:
    sent = (await call("sendMessage", chat_id=started.id, text="x"))["message_id"]
    file_id = (await started.upload("x.txt", b"x")).api["document"]["file_id"]
    sound = {"chat_id": started.id, "from_chat_id": started.id, "message_id": sent, "text": "y", "document": file_id}
    sound |= {"caption": "z", "media": [{"type": "document", "media": file_id}], "scope": {"type": "default"}}
    known = METHODS[method].parameters
    for name in known:
        for junk in JUNK:
            answer = await raw(method, **{**{key: sound[key] for key in sound if key in known}, name: junk})
            assert answer["ok"] or answer["error_code"] in (400, 404)


async def test_unknown_parameters_are_ignored_but_remembered(started: Person, call: Call, telegram: Simulator) -> None:
    await call("sendMessage", chat_id=started.id, text="x", silent=True)
    assert telegram.calls.unknown() == [("sendMessage", "silent")]

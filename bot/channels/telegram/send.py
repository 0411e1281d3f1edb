"""A message of the office into calls of the Bot API."""

from collections.abc import Sequence
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.base import Button, Capabilities, File, Out
from bot.channels.telegram.errors import is_unchanged, send_error
from bot.texts.say import plain

CAPABILITIES = Capabilities()
MAX_PHOTO = 10_000_000
MAX_TOAST = 200
UPLOAD_SECONDS = 180.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat_id: str, out: Out) -> str:
    try:
        return str((await _send(bot, int(chat_id), out)).message_id)
    except TelegramError as error:
        raise send_error(error) from error


async def _send(bot: Bot, chat_id: int, out: Out) -> Message:
    common: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(out.buttons),
        "disable_notification": out.silent or None,
    }
    if out.file is None:
        return await bot.send_message(chat_id, out.text, link_preview_options=_NO_PREVIEW, **common)
    common |= {"caption": out.text or None, "read_timeout": UPLOAD_SECONDS}
    upload = InputFile(out.file.content, filename=out.file.name)
    if _is_photo(out.file):
        return await bot.send_photo(chat_id, upload, **common)
    return await bot.send_document(chat_id, upload, disable_content_type_detection=True, **common)


def _is_photo(file: File) -> bool:
    return file.mime in ("image/png", "image/jpeg") and len(file.content) <= MAX_PHOTO


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=button.data, style=button.style.value or None)


async def edit(bot: Bot, chat_id: str, message_id: str, out: Out, *, captioned: bool) -> None:
    place: dict[str, Any] = {
        "chat_id": int(chat_id),
        "message_id": int(message_id),
        "reply_markup": keyboard(out.buttons),
        "parse_mode": ParseMode.HTML,
    }
    try:
        if captioned:
            await bot.edit_message_caption(caption=out.text, **place)
        else:
            await bot.edit_message_text(out.text, link_preview_options=_NO_PREVIEW, **place)
    except TelegramError as error:
        if not is_unchanged(error):
            raise send_error(error) from error


async def answer(bot: Bot, press_id: str, text: str) -> None:
    try:
        await bot.answer_callback_query(press_id, text=plain(text)[:MAX_TOAST] or None)
    except TelegramError as error:
        raise send_error(error) from error


async def set_menu(bot: Bot, chat_id: str, commands: Sequence[tuple[str, str]]) -> None:
    menu = [BotCommand(command, description) for command, description in commands]
    try:
        await bot.set_my_commands(menu, scope=BotCommandScopeChat(int(chat_id)))
    except TelegramError as error:
        raise send_error(error) from error

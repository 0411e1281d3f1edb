"""A bot made with aiogram talks to the simulator as it would to Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from simulator import Person, Simulator, verify_dialog

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Setujui", callback_data="yes")]])


async def _start(message: Message, command: CommandObject) -> None:
    await message.answer(f"Selamat datang {command.args}")


async def _document(message: Message, bot: Bot) -> None:
    assert message.document
    data = await bot.download(message.document)
    assert data
    content = data.read()
    await message.answer_document(BufferedInputFile(content, "balik.bin"), caption=f"{len(content)} byte")


async def _echo(message: Message) -> None:
    await message.answer(f"<b>gema</b> {message.text}", parse_mode="HTML", reply_markup=BUTTONS)


async def _pressed(query: CallbackQuery) -> None:
    await query.answer("Tercatat")
    assert isinstance(query.message, Message)
    await query.message.edit_text(f"ditekan {query.data}")


def _dispatcher() -> Dispatcher:
    made = Dispatcher()
    made.message.register(_start, CommandStart())
    made.message.register(_document, F.document)
    made.message.register(_echo, F.text)
    made.callback_query.register(_pressed)
    return made


@pytest.fixture(autouse=True)
async def _aiogram_bot(telegram: Simulator) -> AsyncIterator[None]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.api_url))
    bot = Bot(telegram.token, session=session)
    polling = asyncio.create_task(_dispatcher().start_polling(bot, handle_signals=False, polling_timeout=5))
    yield
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling
    await session.close()


async def test_a_talk_with_a_start_link_a_text_and_a_button(siti: Person, telegram: Simulator) -> None:
    await verify_dialog(
        siti,
        ("/start KODE7", "Selamat datang KODE7"),
        ("halo", "gema halo"),
        ("[Setujui]", "Tercatat"),
    )
    await siti.expect("ditekan yes")
    assert telegram.calls.unknown() == []


async def test_a_document_goes_to_the_bot_and_back(siti: Person) -> None:
    data = bytes(range(256)) * 64
    await siti.upload("isian.xlsx", data)
    answer = await siti.expect("16384 byte")
    assert await siti.download(answer) == data

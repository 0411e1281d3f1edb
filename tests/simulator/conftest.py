"""One simulated Telegram a test, a person in it, and a small bot that echoes."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from simulator import Person, Simulator
from tests.simulator.support import Call

Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def siti(telegram: Simulator) -> Person:
    return telegram.person("Siti", username="siti")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def raw(telegram: Simulator, session: aiohttp.ClientSession) -> Call:
    """Calls a method with a JSON body and returns the whole answer."""

    async def call(method: str, **params: Any) -> Any:
        async with session.post(f"{telegram.base_url}{telegram.token}/{method}", json=params) as response:
            answer = await response.json()
            assert answer["ok"] is (response.status == 200)
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    return call


@pytest.fixture
def call(raw: Call) -> Call:
    """Calls a method that must succeed and returns its result."""

    async def result(method: str, **params: Any) -> Any:
        answer = await raw(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    return result


@pytest.fixture
async def started(siti: Person) -> Person:
    """Siti, who has pressed START."""
    await siti.start()
    return siti


async def _start(update: Update, context: Context) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(f"Selamat datang {context.args}")


async def _echo(update: Update, _: Context) -> None:
    assert update.effective_message
    keyboard = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("Setujui", callback_data="yes", style="success"),
                InlineKeyboardButton("Kembalikan", callback_data="no", style="danger"),
            ]
        ]
    )
    await update.effective_message.reply_html(f"<b>gema</b> {update.effective_message.text}", reply_markup=keyboard)


async def _pressed(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Tercatat")
    await update.callback_query.edit_message_text(f"ditekan {update.callback_query.data}")


async def _document(update: Update, _: Context) -> None:
    assert update.effective_message
    assert update.effective_message.document
    file = await update.effective_message.document.get_file()
    data = bytes(await file.download_as_bytearray())
    await update.effective_message.reply_document(data, filename="balik.bin", caption=f"{len(data)} byte")


@pytest.fixture
async def echo(telegram: Simulator) -> AsyncIterator[None]:
    """python-telegram-bot, unchanged but for its addresses, polling the simulator."""
    bot = (
        Application.builder()
        .token(telegram.token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .build()
    )
    bot.add_handler(CommandHandler("start", _start))
    bot.add_handler(CallbackQueryHandler(_pressed))
    bot.add_handler(MessageHandler(filters.Document.ALL, _document))
    bot.add_handler(MessageHandler(filters.TEXT, _echo))
    await bot.initialize()
    assert bot.updater
    await bot.start()
    await bot.updater.start_polling(allowed_updates=Update.ALL_TYPES)
    yield
    await bot.updater.stop()
    await bot.stop()
    await bot.shutdown()

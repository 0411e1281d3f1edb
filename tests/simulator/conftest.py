"""One simulated Telegram a test, a person in it, and a small bot that echoes."""

from collections.abc import AsyncIterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from simulator import Person, Simulator

Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def siti(telegram: Simulator) -> Person:
    return telegram.person("Siti", username="siti")


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

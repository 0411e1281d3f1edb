"""What an error of the Bot API means for a message."""

import math

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.channels.base import Failure, SendError
from bot.channels.telegram.request import Flooded, Unanswered
from bot.texts.say import label

UNCHANGED = "message is not modified"
_NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found", "bot was blocked")
_OTHER_KIND = (
    "there is no text in the message to edit",  # it is a picture
    "there is no caption in the message to edit",
)
_NO_MESSAGE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "message_too_long",  # of an edit alone; what is sent anew goes in as many parts as it needs
)
_BAD = ((Failure.UNREACHABLE, _NOBODY), (Failure.OTHER_KIND, _OTHER_KIND), (Failure.GONE, _NO_MESSAGE))
_TOO_LARGE = "request entity too large"
_NO_METHOD = "method not found"  # an older server of the office's own; the library takes every 404 for a wrong token


def is_unchanged(error: TelegramError) -> bool:
    """Editing a message into what it shows already is what was wanted."""
    return UNCHANGED in error.message.lower()


def send_error(error: TelegramError) -> SendError:
    """RETRY where a later try may succeed: also for a refused token, which says nothing about the message."""
    retry_after = error.seconds if isinstance(error, Flooded) else 0.0
    failure = _failure(error, error.message.lower())
    return SendError(failure, error.message, retry_after, unsure=isinstance(error, Unanswered))


def _failure(error: TelegramError, words: str) -> Failure:
    match error:
        case Forbidden():
            return Failure.UNREACHABLE
        case BadRequest():
            return next((failure for failure, known in _BAD if any(one in words for one in known)), Failure.REFUSED)
        case ChatMigrated():
            return Failure.REFUSED
        case NetworkError() | InvalidToken() if _TOO_LARGE in words or _NO_METHOD in words:
            return Failure.REFUSED
    return Failure.RETRY


def receive_error(error: TelegramError) -> SendError:
    """REFUSED for a token that is none: then the channel cannot work at all. The detail is for the office to read."""
    match error:
        case InvalidToken() if _NO_METHOD not in error.message.lower():
            return SendError(Failure.REFUSED, label("channel.bad_token"))
        case Conflict():
            return SendError(Failure.RETRY, label("channel.second_bot"))
        case Flooded():
            return SendError(Failure.RETRY, label("channel.flooded", seconds=math.ceil(error.seconds)), error.seconds)
        case NetworkError() if not isinstance(error, BadRequest):
            return SendError(Failure.RETRY, label("channel.no_network", problem=error.message))
    return SendError(Failure.RETRY, label("channel.refused", problem=error.message))

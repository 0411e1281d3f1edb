"""What a command says: what was done to the one stream, what has to be mended to the other."""

import sys
from collections.abc import Mapping

from bot.services.records import Kept
from bot.store.access import AccessReason
from bot.store.backup import BackupReason
from bot.store.history import Fault
from bot.store.schema import SchemaReason
from bot.texts.say import Param, plain, say


def tell(key: str, /, **params: Param) -> None:
    print(plain(say(key, **params)), file=sys.stderr if key in PROBLEMS else sys.stdout)


DIFFERS: Mapping[Kept, str] = {Kept.RECAP: "cli.recap_differs", Kept.DECISION: "cli.decision_differs"}

PROBLEMS = frozenset(
    {
        "cli.settings",
        "cli.no_token",
        "cli.no_file",
        "cli.not_imported",
        "cli.stopped",
        "cli.founded",
        "cli.copy_not_empty",
        "cli.not_anchored",
        "cli.person_unknown",
        "cli.person_which",
        "doctor.no_office",
    }
    | {f"cli.history_{fault}" for fault in Fault}
    | {*DIFFERS.values()}
    | {f"cli.schema_{reason}" for reason in SchemaReason}
    | {f"cli.database_{reason}" for reason in AccessReason}
    | {f"cli.backup_{reason}" for reason in BackupReason}
)
